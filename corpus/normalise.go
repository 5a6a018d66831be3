package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise returns text in the form in which an article keeps it: valid UTF-8
// (every broken byte run becomes U+FFFD), normalisation form C, "\n" line ends,
// no control characters and no byte order marks, no white space at the end of
// a line, at most one blank line in a row, and nothing but text at either end.
// A tab becomes a space, as dropping it would join two words. It is idempotent.
func Normalise(text string) string {
	text = norm.NFC.String(strings.Map(plainRune, lineEnds.Replace(strings.ToValidUTF8(text, "\uFFFD"))))
	var b strings.Builder
	b.Grow(len(text))
	blank := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line == "" {
			blank++
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n"[:1+min(blank, 1)])
		}
		b.WriteString(line)
		blank = 0
	}
	return strings.TrimSpace(b.String())
}

// lineEnds turns everything that Unicode counts as the end of a line into "\n".
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

// plainRune drops what must not stand in a text. The byte order mark goes
// wherever it stands, because inside a word it would make the word unfindable.
func plainRune(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t':
		return ' '
	case unicode.IsControl(r), r == '\uFEFF':
		return -1
	}
	return r
}

// oneLine normalises a value of the front matter: as Normalise does, on one
// line, with single spaces. A no-break space stays as it is.
func oneLine(s string) string {
	s = strings.ReplaceAll(Normalise(s), "\n", " ")
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}

// tooLong reports whether text has more than limit runes, without counting
// them where the bytes already decide.
func tooLong(text string, limit int) bool {
	return len(text) > limit && utf8.RuneCountInString(text) > limit
}
