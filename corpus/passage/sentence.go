package passage

import (
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"

	"github.com/clipperhouse/uax29/v2/sentences"
)

const (
	// maxSentence bounds a sentence, in bytes. The longest of the 9,984 in 2,067
	// paragraphs of an encyclopaedia has 1,412; what is longer is a table or a
	// trap, and is cut at white space.
	maxSentence = 4000
	// maxWhole is the length in bytes up to which a quotation or bracket that
	// holds several sentences stays whole: about fifty English words. A longer
	// one is cut at the ends of its sentences, as it could not be shown whole.
	maxWhole = 320
)

// Paragraphs yields the paragraphs of text: what stands between blank lines,
// without white space at either end.
func Paragraphs(text string) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		at := 0
		for _, gap := range append(blankLine.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
			if s := trim(text, corpus.Span{Start: at, End: gap[0]}); s.Len() > 0 && !yield(s) {
				return
			}
			at = gap[1]
		}
	}
}

var blankLine = regexp.MustCompile(`\n[ \t\r]*\n\s*`)

// Sentences yields the sentences of text, which is in the language with the
// tag lang; an unknown language is split as English is.
//
// They are those of Unicode (UAX #29) with these rules on top. A full stop
// after an abbreviation, an initial or an ordinal number ends no sentence
// unless what follows begins as sentences do ("in the U.S. The ..."). A
// quotation or bracket stays whole with all its sentences up to 320 bytes, and
// is cut at their ends if it is longer; one that is not closed in its
// paragraph does not count. A line break ends a sentence only before a bullet,
// a blank line always. What has no letter ("2.", "...") belongs to the next
// one. No sentence is longer than 4,000 bytes.
func Sentences(text, lang string) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		l := grammarOf(lang)
		for p := range Paragraphs(text) {
			for s := range l.sentences(text[p.Start:p.End]) {
				if !cut(text, corpus.Span{Start: p.Start + s.Start, End: p.Start + s.End}, yield) {
					return
				}
			}
		}
	}
}

// sentences yields spans of one paragraph; white space may stand at their ends.
func (g *grammar) sentences(par string) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		flat := flatten(par)
		whole := enclosures(flat, g)
		start, seen, reach, letters := 0, 0, 0, false
		it := sentences.FromString(flat)
		for it.Next() {
			from, b := it.Start(), it.End()
			for _, at := range bullet.FindAllStringIndex(par[from:b], -1) {
				if end := from + at[0] + 1; letters || strings.ContainsFunc(par[start:end], unicode.IsLetter) {
					if !yield(corpus.Span{Start: start, End: end}) {
						return
					}
					start, letters = end, false
				}
			}
			letters = letters || strings.ContainsFunc(par[max(from, start):b], unicode.IsLetter)
			for ; seen < len(whole) && whole[seen].Start < b; seen++ {
				reach = max(reach, whole[seen].End)
			}
			if b < len(flat) && (b < reach || !letters || !g.ends(flat[start:b], par[b:])) {
				continue
			}
			if !yield(corpus.Span{Start: start, End: b}) {
				return
			}
			start, letters = b, false
		}
	}
}

// bullet finds where an item of a list begins on a new line.
var bullet = regexp.MustCompile(`\n[ \t]*(?:[-–—*•·▪●■◦‣]|\(?\d{1,2}[.)])[ \t]`)

// flatten returns a text of the same length in which Unicode's rules find the
// ends that a reader sees: line breaks are spaces, what belongs to the end of a
// sentence (" »", "[12]") looks like a closing mark, and a number that begins
// one ("It grew. 14 states joined.") like a word with a capital.
func flatten(par string) string {
	s := strings.ReplaceAll(par, "\n", " ")
	if strings.Contains(s, "»") {
		s = spacedQuote.ReplaceAllStringFunc(s, func(m string) string {
			return spaceAsMark.Replace(m)
		})
	}
	if numberFollows(s) {
		s = numberAfter.ReplaceAllStringFunc(s, func(m string) string {
			i := strings.LastIndexAny(m, " ") + 1
			return m[:i] + strings.Repeat("X", len(m)-i)
		})
	}
	if strings.Contains(s, "[") {
		s = note.ReplaceAllStringFunc(s, func(m string) string {
			i := strings.IndexByte(m, '[')
			return m[:i] + strings.Repeat(")", len(m)-i)
		})
	}
	return s
}

// numberFollows reports whether numberAfter matches in s, as hardly any paragraph
// does: the expression was a twentieth of the time of building an index.
func numberFollows(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == ' ' && '0' <= s[i+1] && s[i+1] <= '9' && endsInStop(s[:i]) {
			return true
		}
	}
	return false
}

// endsInStop reports whether s ends in four lower-case letters, a full stop and
// at most one closing mark.
func endsInStop(s string) bool {
	if r, n := utf8.DecodeLastRuneInString(s); strings.ContainsRune(`”"»)`, r) {
		s = s[:len(s)-n]
	}
	s, ok := strings.CutSuffix(s, ".")
	for range 4 {
		r, n := utf8.DecodeLastRuneInString(s)
		ok = ok && unicode.Is(unicode.Ll, r)
		s = s[:len(s)-n]
	}
	return ok
}

var (
	spacedQuote = regexp.MustCompile(`[.!?…][ \x{A0}\x{202F}]+»`)
	// Marks of as many bytes as the space they stand for.
	spaceAsMark = strings.NewReplacer(" ", ")", "\u00A0", "»", "\u202F", "”")
	note        = regexp.MustCompile(`[.!?。][”"’)]?(?:\[[^\[\]]{1,40}\])+`)
	numberAfter = regexp.MustCompile(`\p{Ll}{4}[.][”"»)]? \d+`)
)

// cut yields s without white space at either end, in pieces if it is too long.
func cut(text string, s corpus.Span, yield func(corpus.Span) bool) bool {
	s = trim(text, s)
	for s.Len() > maxSentence {
		head := text[s.Start : s.Start+maxSentence]
		n := strings.LastIndexFunc(head, unicode.IsSpace)
		if n < maxSentence/2 {
			for n = maxSentence; n > maxSentence-utf8.UTFMax && !utf8.RuneStart(text[s.Start+n]); n-- {
			}
		}
		if !yield(trim(text, corpus.Span{Start: s.Start, End: s.Start + n})) {
			return false
		}
		s = trim(text, corpus.Span{Start: s.Start + n, End: s.End})
	}
	return s.Len() == 0 || yield(s)
}

// trim returns s without the white space at its ends.
func trim(text string, s corpus.Span) corpus.Span {
	s.End = s.Start + len(strings.TrimRightFunc(text[s.Start:s.End], unicode.IsSpace))
	s.Start = s.End - len(strings.TrimLeftFunc(text[s.Start:s.End], unicode.IsSpace))
	return s
}
