package entity

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A folded text is compared in place of what was typed: lower case, Latin
// letters without accents, full-width forms narrowed, hyphens as spaces, runs of
// white space as one space, format characters gone. Every rune of it knows the
// bytes that it came from.
type folded struct {
	runes []rune // lower case
	cased []rune // the same in the case in which it was typed
	start []int  // byte offset of the first byte, by rune
	end   []int  // byte offset after the last byte, by rune
}

func foldText(s string) folded {
	var f folded
	f.read(s)
	return f
}

// read makes f the folded form of s, in the memory that f has.
func (f *folded) read(s string) {
	f.reset(len(s))
	for i := 0; i < len(s); {
		if n := asciiWord(s[i:]); n > 0 {
			f.addWord(s, i, n)
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		f.add(r, i, i+n)
		i += n
	}
}

// reset empties f and makes room for n runes; a text has no more than bytes.
func (f *folded) reset(n int) {
	if cap(f.runes) < n {
		*f = folded{runes: make([]rune, n), cased: make([]rune, n), start: make([]int, n), end: make([]int, n)}
	}
	f.runes, f.cased, f.start, f.end = f.runes[:0], f.cased[:0], f.start[:0], f.end[:0]
}

// asciiWord returns how many letters and digits of ASCII s begins with.
func asciiWord(s string) int {
	n := 0
	for n < len(s) && s[n] < 0x80 && asciiScript[s[n]] == spaced {
		n++
	}
	return n
}

// addWord adds the n letters and digits of ASCII at byte i of s.
func (f *folded) addWord(s string, i, n int) {
	at := len(f.runes)
	f.runes, f.cased, f.start, f.end = f.runes[:at+n], f.cased[:at+n], f.start[:at+n], f.end[:at+n]
	runes, cased, start, end := f.runes[at:], f.cased[at:], f.start[at:], f.end[at:]
	for k, b := range []byte(s[i : i+n]) {
		low := rune(b)
		if b <= 'Z' && b >= 'A' {
			low |= 0x20
		}
		runes[k], cased[k], start[k], end[k] = low, rune(b), i+k, i+k+1
	}
}

func (f *folded) add(r rune, start, end int) {
	last := len(f.runes) - 1
	r = foldRune(r)
	switch {
	case r == 0: // belongs to the rune before it
		if last >= 0 {
			f.end[last] = end
		}
		return
	case (r == ' ' || r == '\n') && last >= 0 && (f.runes[last] == ' ' || f.runes[last] == 0):
		// Two line ends part paragraphs: no name reaches across the 0.
		if r == '\n' && f.cased[last] == '\n' {
			f.runes[last] = 0
		} else if r == '\n' {
			f.cased[last] = r
		}
		f.end[last] = end
		return
	}
	low := unicode.ToLower(r)
	if r == '\n' {
		low = ' '
	}
	f.runes = append(f.runes, low)
	f.cased = append(f.cased, r)
	f.start = append(f.start, start)
	f.end = append(f.end, end)
}

// foldRune returns the rune that stands for r, its case kept, or 0 for one that
// is passed over.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		return foldASCII(r)
	case r == '’', r == '‘', r == 'ʼ':
		return '\''
	case r >= 0x2010 && r <= 0x2015, r == '・', r == '·', r == '•':
		return ' '
	case unicode.IsSpace(r):
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldASCII(r - 0xFEE0)
	case unicode.Is(unicode.Cf, r), r >= 0x300 && r <= 0x36F:
		return 0
	case r < 0x250, r >= 0x1E00 && r < 0x1F00:
		return foldLatin(r)
	}
	return r
}

func foldASCII(r rune) rune {
	switch r {
	case '-', '_', '\t', '\r', '\f', '\v':
		return ' '
	case 0:
		return utf8.RuneError
	}
	return r
}

// strokes are the Latin letters that have no decomposition into a plain letter
// and a mark, in the languages of the sources.
var strokes = map[rune]rune{'ł': 'l', 'Ł': 'L', 'ø': 'o', 'Ø': 'O', 'đ': 'd', 'Đ': 'D', 'ß': 's', 'ı': 'i'}

func foldLatin(r rune) rune {
	if plain, ok := strokes[r]; ok {
		return plain
	}
	var buf [utf8.UTFMax]byte
	d := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if len(d) == 0 {
		return r
	}
	plain, _ := utf8.DecodeRune(d)
	return plain
}

// A script groups the runes that run together in one word.
type script uint8

const (
	apart    script = iota // spaces, punctuation
	spaced                 // letters and digits of scripts that part words by spaces
	hangul                 // words parted by spaces, particles joined on
	han                    // words not parted at all
	katakana               // foreign names; a change of script parts them
	hiragana
)

// asciiScript is scriptOf of ASCII.
var asciiScript = func() (t [0x80]script) {
	for r := range t {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			t[r] = spaced
		}
	}
	return t
}()

func scriptOf(r rune) script {
	switch {
	case uint32(r) < 0x80:
		return asciiScript[r]
	case r >= 0xAC00 && r <= 0xD7A3:
		return hangul
	case r >= 0x30A1 && r <= 0x30FF:
		return katakana
	case r >= 0x3041 && r <= 0x309F:
		return hiragana
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return spaced
	}
	return apart
}
