// Package thesaurus holds classes of English words that stand for one another
// when people write of states, firms and networks, as data (thesaurus.txt).
//
// The classes were made from the vocabulary of the articles, by hand and by one
// person, and from nothing else: no word list of others, no judged questions.
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
