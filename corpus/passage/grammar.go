package passage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A grammar is what must be known of a language to tell a full stop that ends
// a sentence from one that does not. Words are in lower case.
type grammar struct {
	never        map[string]bool // abbreviations that something always follows
	number       map[string]bool // those that end nothing before a number
	may          map[string]bool // those that end a sentence if a starter follows
	starters     map[string]bool // words that often begin a sentence and rarely a name
	ordinals     map[string]bool // words before "5." as an ordinal number
	months       map[string]bool // words after one
	said         map[string]bool // verbs after "Why?" that carry the sentence on
	particles    []string        // what goes on after a quotation that has ended
	inwardQuotes bool            // »so« is a quotation
}

// ends reports whether a sentence ends between seg and next, where Unicode's
// rules alone say so.
func (g *grammar) ends(seg, next string) bool {
	seg = strings.TrimRightFunc(seg, unicode.IsSpace)
	rest := strings.TrimLeftFunc(next, unicode.IsSpace)
	body := strings.TrimRightFunc(seg, isCloser)
	if body == "" {
		return true
	}
	quoted := strings.ContainsAny(seg[len(body):], "”\"’»「」』")
	switch last, _ := utf8.DecodeLastRuneInString(body); last {
	case '.':
		if quoted {
			return !g.goesOn(rest)
		}
		return g.stopEnds(body, rest)
	case '!', '?':
		first, _ := utf8.DecodeRuneInString(rest)
		if last == '!' && !quoted && g.named(body, rest) {
			return false
		}
		return !unicode.IsLower(first) && (!quoted || !g.reports(rest)) && !(quoted && g.goesOn(rest))
	}
	return !(quoted && g.goesOn(rest))
}

// named reports whether the exclamation mark at the end of body belongs to a
// name that goes on, as in "told Converge! Network Digest": a capital before it
// within a sentence, and another after it that begins no sentence. German
// writes every noun with one, so there nothing can be told.
func (g *grammar) named(body, rest string) bool {
	prev, word := lastWords(body)
	next, _ := firstWord(rest)
	return g != &germanic && prev != "" && capital(word) && capital(next) && !g.starters[strings.ToLower(next)]
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// stopEnds decides for a full stop that stands right after a word.
func (g *grammar) stopEnds(body, rest string) bool {
	prev, word := lastWords(body)
	stem := strings.TrimRight(word, ".")
	low := strings.ToLower(stem)
	next, dotted := firstWord(rest)
	first, _ := utf8.DecodeRuneInString(next)
	starter := g.starters[strings.ToLower(next)] && !(dotted && utf8.RuneCountInString(next) == 1)
	switch {
	case stem == "":
		return word == "." // after a mark; " ... " stands for words left out
	case strings.HasSuffix(word, ".."):
		return true
	case g.never[low]:
		return false
	case unicode.IsDigit(first) && g.number[low]:
		return false
	case isOrdinal(stem) && strings.HasSuffix(prev, ":"):
		return false // the first number of a list
	case isOrdinal(stem) && (g.months[strings.ToLower(next)] || g.ordinals[strings.ToLower(prev)]):
		return false
	case g.may[low] || isInitials(stem):
		return starter || next == ""
	}
	return true
}

// reports reports whether rest begins with somebody who says what was quoted.
func (g *grammar) reports(rest string) bool {
	if len(g.said) == 0 {
		return false
	}
	for i, w := range strings.Fields(head(rest, 80)) {
		if i > 4 {
			break
		}
		if bare := strings.TrimRight(w, ",.:"); g.said[bare] {
			return true
		} else if bare != w {
			break
		}
	}
	return false
}

// goesOn reports whether rest carries on the sentence of a quotation.
func (g *grammar) goesOn(rest string) bool {
	for _, p := range g.particles {
		if strings.HasPrefix(rest, p) {
			return true
		}
	}
	return false
}

// isCloser says which marks may stand between a full stop and the space after.
func isCloser(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\'' || r == '“'
}

// lastWords returns the last two words of s; the second has its full stop.
func lastWords(s string) (prev, last string) {
	cut := func(s string) (string, string) {
		const longest = 64 // bytes; no abbreviation is as long
		from := max(0, len(s)-longest)
		i := strings.LastIndexFunc(s[from:], func(r rune) bool {
			return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd) || strings.ContainsRune(`"'/„`, r)
		})
		if i < 0 {
			return s[:from], s[from:]
		}
		_, n := utf8.DecodeRuneInString(s[from+i:])
		return s[:from+i], s[from+i+n:]
	}
	before, last := cut(s)
	_, prev = cut(strings.TrimRightFunc(before, unicode.IsSpace))
	return prev, last
}

// firstWord returns the first run of letters and digits of s, behind any
// opening marks, and whether a full stop follows it.
func firstWord(s string) (word string, dotted bool) {
	s = head(s, 80)
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if i < 0 {
		return s, false
	}
	return s[:i], s[i] == '.'
}

// isInitials reports whether s is one letter ("S", "R") or letters with full
// stops between ("U.S", "Ph.D", "p.m"). Scripts without case have no initials.
func isInitials(s string) bool {
	parts := strings.Split(s, ".")
	for _, p := range parts {
		p = strings.TrimLeft(p, "-")
		first, n := utf8.DecodeRuneInString(p)
		if !unicode.In(first, unicode.Latin, unicode.Cyrillic, unicode.Greek) || len(parts) == 1 && n < len(p) {
			return false
		}
		if utf8.RuneCountInString(p) > 2 || strings.ContainsFunc(p, unicode.IsDigit) {
			return false
		}
	}
	return true
}

func isOrdinal(s string) bool {
	return len(s) >= 1 && len(s) <= 2 && strings.Trim(s, "0123456789") == ""
}

// head returns at most n bytes of s, cut on a rune boundary.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
