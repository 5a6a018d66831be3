package index

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed everyday.txt
var everydayText string

// everydayWords are the words of everyday.txt.
var everydayWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(everydayText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			m[w] = true
		}
	}
	return m
})

// endings are what English words are inflected with, the longer ones first, and
// what may have stood in their place.
var endings = []struct{ ending, base string }{
	{"'s", ""}, {"iest", "y"}, {"ies", "y"}, {"ied", "y"}, {"ier", "y"}, {"ing", "e"}, {"ing", ""}, {"est", ""}, {"est", "e"},
	{"ers", ""}, {"ers", "e"}, {"es", ""}, {"ed", ""}, {"er", ""}, {"ly", ""}, {"s", ""}, {"d", ""}, {"r", ""}, {"y", ""}, {"y", "e"},
}

// everyday reports whether form is an everyday English word or an inflection of
// one.
func everyday(form string) bool {
	words := everydayWords()
	if words[form] {
		return true
	}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(form, e.ending)
		if !ok || len(stem) < 3 {
			continue
		}
		if words[stem+e.base] {
			return true
		}
		// "knitting", "biggest"
		if n := len(stem); e.base == "" && n > 3 && stem[n-1] == stem[n-2] && words[stem[:n-1]] {
			return true
		}
	}
	return false
}
