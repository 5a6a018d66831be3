package passage

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
)

// maxDepth bounds how deep quotations and brackets are followed, so that a
// text of nothing but brackets takes no more time than any other.
const maxDepth = 8

// closers gives for an opening mark those that may close it.
var closers = map[rune]string{
	'“': "”", '‘': "’", '„': "“”", '«': "»", '"': `"`,
	'(': ")", '[': "]", '{': "}", '（': "）", '「': "」", '『': "』", '《': "》", '【': "】", '〈': "〉",
}

// enclosures returns the quotations and brackets of a paragraph that are
// closed in it and short enough to stay whole, marks included, by Start.
func enclosures(s string, g *grammar) []corpus.Span {
	type open struct {
		at   int
		mark rune
	}
	var stack []open
	var found []corpus.Span
	prev := ' '
	for i, r := range s {
		if r == ' ' || asciiLetter(r) {
			prev = r
			continue
		}
		end := i + utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(s[min(end, len(s)):])
		at := -1
		if r != '’' || !unicode.IsLetter(next) && !unicode.IsDigit(next) { // not an apostrophe
			for j, o := range slices.Backward(stack) {
				if containsRune(closersOf(o.mark, g), r) && (r != '"' || !unicode.IsSpace(prev)) {
					at = j
					break
				}
			}
		}
		switch {
		case at >= 0:
			if sp := (corpus.Span{Start: stack[at].at, End: end}); sp.Len() <= maxWhole {
				found = append(found, sp)
			}
			stack = stack[:at]
		case closersOf(r, g) != "" && len(stack) < maxDepth && !unicode.IsLetter(prev) && !unicode.IsDigit(prev):
			stack = append(stack, open{i, r})
		case closersOf(r, g) != "" && len(stack) < maxDepth && unicode.Is(unicode.Ps, r):
			stack = append(stack, open{i, r})
		}
		prev = r
	}
	slices.SortFunc(found, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	return found
}

func closersOf(mark rune, g *grammar) string {
	if mark == '»' && g.inwardQuotes {
		return "«"
	}
	return closers[mark]
}

func containsRune(s string, r rune) bool {
	for _, c := range s {
		if c == r {
			return true
		}
	}
	return false
}
