package index

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxForm bounds the normalised form of a word, in bytes; what a word has
// beyond does not count when words are compared.
const maxForm = 64

// What is known of one occurrence of a word.
const (
	flagUpper uint8 = 1 << iota // begins with an upper-case letter
	flagCaps                    // all upper case, two letters or more
	flagGap                     // punctuation stands between it and the word before
	flagFirst                   // first word of a sentence
	flagJoin                    // overlaps the word before: a bigram
)

// A tokenizer takes the words off a text. Positions are bytes of the text as
// given; folding happens in form alone, so no position ever shifts.
type tokenizer struct {
	text  string
	pos   int
	form  []byte // of the last word: NFKC, lower case, "U.S." as "us", "1,000" as "1000"
	start int
	end   int
	flags uint8
	// bigram is the script run that is being cut into pairs: its end, 0 for none.
	bigram int
	first  bool // the next pair is the first of its run
}

// reset points t at text.
func (t *tokenizer) reset(text string) {
	t.text, t.pos, t.bigram = text, 0, 0
}

// next finds the next word; false at the end.
func (t *tokenizer) next() bool {
	if t.bigram > 0 {
		return t.pair()
	}
	t.flags = 0
	for t.pos < len(t.text) {
		if b := t.text[t.pos]; b < utf8.RuneSelf && !letter(b) && !digit(b) {
			if !asciiSpace(b) {
				t.flags |= flagGap
			}
			t.pos++
			continue
		}
		r, n := utf8.DecodeRuneInString(t.text[t.pos:])
		switch {
		case unspaced(r):
			t.bigram, t.first = t.runEnd(), true
			return t.pair()
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			t.start = t.pos
			if t.word(); t.clitic() {
				continue
			}
			return true
		}
		if !unicode.IsSpace(r) {
			t.flags |= flagGap
		}
		t.pos += n
	}
	return false
}

// clitic reports whether the word is an "s" or "t" that a tokenised text has
// parted from its word ("Durst 's").
func (t *tokenizer) clitic() bool {
	return len(t.form) == 1 && (t.form[0] == 's' || t.form[0] == 't') && t.start > 0 &&
		(t.text[t.start-1] == '\'' || t.start > 2 && t.text[t.start-3:t.start] == "’")
}

// word reads the word that begins at pos.
func (t *tokenizer) word() {
	if t.acronym() {
		t.flags |= flagUpper | flagCaps
		return
	}
	letters, upper, ascii := 0, 0, true
	i := t.pos
	for i < len(t.text) {
		if b := t.text[i]; b < utf8.RuneSelf && (letter(b) || digit(b)) {
			if letter(b) {
				letters++
				if b < 'a' {
					upper++
					if i == t.pos {
						t.flags |= flagUpper
					}
				}
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(t.text[i:])
		if unspaced(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !t.joins(r, i, n) {
			break
		}
		if unicode.IsUpper(r) {
			upper++
			if i == t.pos {
				t.flags |= flagUpper
			}
		}
		if unicode.IsLetter(r) {
			letters++
		}
		ascii = ascii && r < utf8.RuneSelf
		i += n
	}
	// "U+", "C++", "C#": the sign is part of the name.
	for i < len(t.text) && (t.text[i] == '+' || t.text[i] == '#') && letters > 0 && letters <= 2 && !t.letterAt(i+1) {
		i++
	}
	if upper == letters && letters > 1 {
		t.flags |= flagCaps
	}
	t.end, t.pos = i, i
	t.fold(t.text[t.start:i], ascii)
}

// joins reports whether r, n bytes long at i, stands inside a word: an
// apostrophe or ampersand between letters, a point or comma between digits, a
// joiner.
func (t *tokenizer) joins(r rune, i, n int) bool {
	switch r {
	case '\'', '’', 'ʼ', '&':
		return i > t.start && t.letterAt(i+n)
	case '.', ',':
		return i > t.start && digit(t.text[i-1]) && i+1 < len(t.text) && digit(t.text[i+1])
	case '\u200c', '\u200d', '\u00ad':
		return i > t.start
	}
	return false
}

// asciiSpace is unicode.IsSpace of ASCII.
func asciiSpace(b byte) bool { return b == ' ' || '\t' <= b && b <= '\r' }

func digit(b byte) bool { return '0' <= b && b <= '9' }

func (t *tokenizer) letterAt(i int) bool {
	if i >= len(t.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text[i:])
	return unicode.IsLetter(r)
}

// acronym reads single letters that are each followed by a point, two or more
// ("U.S.", "e.g."), as one word without the points.
func (t *tokenizer) acronym() bool {
	t.form = t.form[:0]
	i := t.pos
	for i+1 < len(t.text) && letter(t.text[i]) && t.text[i+1] == '.' {
		t.form = append(t.form, t.text[i]|0x20)
		i += 2
	}
	if len(t.form) == 0 {
		return false
	}
	if i < len(t.text) && letter(t.text[i]) {
		if len(t.form) > 1 || i+1 < len(t.text) && t.letterAt(i+1) {
			return false // "U.S.Army", "x.org": no acronym
		}
		t.form = append(t.form, t.text[i]|0x20) // "U.S" at the end of a phrase
		i++
	}
	if len(t.form) < 2 {
		return false
	}
	t.end, t.pos = i, i
	return true
}

func letter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// fold sets form to the normalised form of w.
func (t *tokenizer) fold(w string, ascii bool) {
	t.form = t.form[:0]
	if !ascii {
		for _, r := range norm.NFKC.String(w) {
			switch {
			case r == '’' || r == 'ʼ':
				r = '\''
			case r == '\u200c' || r == '\u200d' || r == '\u00ad':
				continue
			}
			t.form = utf8.AppendRune(t.form, unicode.ToLower(r))
		}
	} else {
		for i := range len(w) {
			b := w[i]
			if b == ',' {
				continue
			}
			if 'A' <= b && b <= 'Z' {
				b |= 0x20
			}
			t.form = append(t.form, b)
		}
	}
	if len(t.form) > maxForm {
		n := maxForm
		for n > 0 && !utf8.RuneStart(t.form[n]) {
			n--
		}
		t.form = t.form[:n]
	}
}

// unspaced reports whether r is of a script that does not part words by spaces,
// or, for Hangul, whose words carry endings that no stemmer here takes off.
// Their runs are cut into overlapping pairs of runes.
func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// runEnd returns the end of the run of unspaced runes at pos.
func (t *tokenizer) runEnd() int {
	for i, r := range t.text[t.pos:] {
		if !unspaced(r) {
			return t.pos + i
		}
	}
	return len(t.text)
}

// pair reads the pair of runes at pos, or a single one that is a run of its own.
func (t *tokenizer) pair() bool {
	_, n := utf8.DecodeRuneInString(t.text[t.pos:])
	t.start, t.end = t.pos, t.pos+n
	if t.end < t.bigram {
		_, m := utf8.DecodeRuneInString(t.text[t.end:])
		t.end += m
	}
	if !t.first {
		t.flags = flagJoin
	}
	t.first = false
	if t.pos += n; t.end >= t.bigram {
		t.pos, t.bigram = t.bigram, 0
	}
	t.fold(t.text[t.start:t.end], false)
	return true
}
