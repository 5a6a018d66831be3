// Package thesaurus holds classes of English words that stand for one another
// when people write of states, firms and networks, as data (thesaurus.txt).
//
// The classes were made by hand from the vocabulary of the articles, word by
// word, and from no word list of others. Whoever wrote them had read the
// development questions of package eval's figures before; words that were
// noticed to come from those alone were taken out again.
// A word may be in several classes; kinship is not handed on from one class to
// the next. Who uses the classes stems the words as he stems his texts.
package thesaurus

import (
	_ "embed"
	"iter"
	"strings"
)

//go:embed thesaurus.txt
var data string

// Classes yields the classes, each with two words or more in lower case.
func Classes() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(data) {
			if words := strings.Fields(line); len(words) > 1 && words[0] != "#" && !yield(words) {
				return
			}
		}
	}
}
