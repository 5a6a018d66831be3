package answer

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cleannet/corpus"
)

// functionWords say nothing of the subject of a question or a sentence.
var functionWords = set(`a about according after against all also an and any are as at be because been before being
	between both but by can could did do does for from had has have he her his how i if in into is it its itself
	last many may me might much must my no nor not of on one only or other our out over said say says shall she should
	so some still such tell than that the their them then there these they this those through to under up us was we
	were what when where whether which while who whom whose why will with would yet you your
	actually exactly please pls ok okay really know whats whos whens wheres hows whys thats dont doesnt didnt isnt wasnt arent explain describe give show find list name vs versus`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// fields returns the words of a text as spans: runs of letters and digits with
// the dots, hyphens, apostrophes and plus signs within them.
func fields(text string) []corpus.Span {
	var out []corpus.Span
	w := wordScanner{text: text}
	for w.next() {
		out = append(out, w.span)
	}
	return out
}

// A wordScanner reads the words that fields returns one by one.
type wordScanner struct {
	text string
	at   int
	span corpus.Span // of the word that next found
}

// next reports whether there is another word.
func (w *wordScanner) next() bool {
	text, i := w.text, w.at
	for i < len(text) {
		c := wordBytes[text[i]]
		if c == inWord {
			break
		}
		n := 1
		if c == beyondASCII {
			var r rune
			if r, n = utf8.DecodeRuneInString(text[i:]); partOfWord(r) {
				break
			}
		}
		i += n
	}
	start := i
	i = endOfWord(text, i)
	if w.at = i; start == i {
		return false
	}
	for wordBytes[text[i-1]] == joinsWord && !keeps(text[start:i]) {
		i--
	}
	w.span = corpus.Span{Start: start, End: i}
	return true
}

// endOfWord returns where the word that goes on at byte i of text ends, with the
// signs behind it.
func endOfWord(text string, i int) int {
	for {
		for i < len(text) && wordBytes[text[i]]&(inWord|joinsWord) != 0 {
			i++
		}
		if i == len(text) || wordBytes[text[i]] == 0 {
			return i
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r != '’' && !partOfWord(r) {
			return i
		}
		i += n
	}
}

func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// What a byte may be to a word: part of it where it begins one or not, part of
// it within, or nothing that ASCII tells.
const (
	inWord uint8 = 1 << iota
	joinsWord
	beyondASCII
)

var wordBytes = func() (t [256]uint8) {
	for b := range t {
		switch c := byte(b); {
		case c >= utf8.RuneSelf:
			t[b] = beyondASCII
		case letter(c) || c >= '0' && c <= '9':
			t[b] = inWord
		case strings.IndexByte(".-'+", c) >= 0:
			t[b] = joinsWord
		}
	}
	return t
}()

// keeps reports whether the sign at the end of a word belongs to it: U.S., LG
// U+, 30+.
func keeps(word string) bool {
	return strings.HasSuffix(word, "+") || strings.Count(word, ".") > 1
}

// Stems returns what the words of text that carry meaning have in common with
// their other forms: lower case, without dots, plural and the commonest endings
// of verbs. It is meant for comparing an English sentence with a question, not
// for looking things up.
func Stems(text string) map[string]bool {
	out := map[string]bool{}
	for _, s := range fields(text) {
		if st := stem(text[s.Start:s.End]); st != "" {
			out[st] = true
		}
	}
	return out
}

// endings are cut off, and replaced, in this order.
var endings = []struct{ suffix, with string }{
	{"ies", "y"}, {"sses", "ss"}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}, {"e", ""},
}

// stem returns the stem of a word, or "" for a function word.
func stem(word string) string {
	var buf [64]byte
	w := appendForm(buf[:0], word)
	if functionWords[string(w)] {
		return ""
	}
	return string(cutEnding(w))
}

// appendForm appends a word in lower case, without dots and without a final 's.
func appendForm(buf []byte, word string) []byte {
	for i := 0; i < len(word); i++ {
		b := word[i]
		switch {
		case b >= utf8.RuneSelf:
			return appendOther(buf, word[i:])
		case b >= 'A' && b <= 'Z':
			buf = append(buf, b|0x20)
		case b != '.':
			buf = append(buf, b)
		}
	}
	return bytes.TrimSuffix(buf, []byte("'s"))
}

// appendOther is appendForm from the first character on that is not ASCII.
func appendOther(buf []byte, word string) []byte {
	for _, r := range word {
		switch r {
		case '.':
		case '’':
			buf = append(buf, '\'')
		default:
			buf = utf8.AppendRune(buf, unicode.ToLower(plainLetter(r)))
		}
	}
	return bytes.TrimSuffix(buf, []byte("'s"))
}

// plainLetter returns a Latin letter without its accents, as people type names: "Sao
// Paulo", "Ruhlig". Others stay as they are.
func plainLetter(r rune) rune {
	if !unicode.Is(unicode.Latin, r) {
		return r
	}
	first, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return first
}

// cutEnding makes the form of a word its stem, in place.
func cutEnding(w []byte) []byte {
	for _, end := range endings {
		if len(w) < 4 || end.suffix[len(end.suffix)-1] != w[len(w)-1] {
			continue
		}
		n := len(w) - len(end.suffix)
		if n < 3 || string(w[n:]) != end.suffix || end.suffix == "s" && w[n-1] == 's' {
			continue
		}
		w = append(w[:n], end.with...)
		if n := len(w); n > 3 && w[n-1] == w[n-2] && strings.IndexByte("bdgmnprt", w[n-1]) >= 0 {
			w = w[:n-1] // banned, planning
		}
		break
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(w, []byte("e")), []byte("i"))
}
