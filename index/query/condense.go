package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRepeats is how often a word of a long text is kept: said again counts as
// more, but not without end.
const maxRepeats = 3

// condense shortens a text that is longer than MaxRunes to the words that say most
// of what it is about: function words go, those said most often stay, in their
// order. Text within the bounds, or with quotation marks, stays as it is. On
// CISI, whose queries are whole paragraphs, that is worth 6 points of nDCG over
// cutting after MaxRunes.
func condense(text string) string {
	words := strings.Fields(text)
	if utf8.RuneCountInString(text) <= MaxRunes || strings.Contains(text, `"`) {
		return text
	}
	type counted struct{ n, first int }
	count := map[string]counted{}
	var keys []string
	for i, w := range words {
		k := strings.ToLower(strings.TrimFunc(w, unicode.IsPunct))
		if k == "" || small[k] {
			continue
		}
		c, seen := count[k]
		if !seen {
			c.first = i
			keys = append(keys, k)
		}
		c.n++
		count[k] = c
	}
	slices.SortStableFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(min(count[b].n, maxRepeats), min(count[a].n, maxRepeats)), cmp.Compare(count[a].first, count[b].first))
	})
	kept := map[string]int{}
	runes, terms := 0, 0
	for _, k := range keys {
		n := min(count[k].n, maxRepeats)
		cost := n * (utf8.RuneCountInString(words[count[k].first]) + 1)
		if terms+n <= MaxTerms && runes+cost <= MaxRunes {
			kept[k] = n
			runes, terms = runes+cost, terms+n
		}
	}
	if terms == 0 {
		return text
	}
	return keep(words, kept)
}

// keep returns the words of which kept still wants some, in order.
func keep(words []string, kept map[string]int) string {
	var out []string
	for _, w := range words {
		k := strings.ToLower(strings.TrimFunc(w, unicode.IsPunct))
		if kept[k] > 0 {
			kept[k]--
			out = append(out, strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) && r != '-' }))
		}
	}
	return strings.Join(out, " ")
}

// small are words that say nothing of what an English text is about.
var small = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`a about after all also am an and any are as at be because been before being between both but by can
		could did do does each for from further had has have he her his how i if in into is it its itself may more most my no nor not
		of on one only or other our out over own same she should so some such than that the their them then there these they this
		those through to too under up upon very was we were what when where which while who whom why will with would you your`) {
		m[w] = true
	}
	return m
}()
