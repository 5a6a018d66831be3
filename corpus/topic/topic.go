// Package topic is the controlled vocabulary of the corpus: some thirty topics,
// of which every article names one to five.
//
// The vocabulary is data (topics.txt). Ids never change, since articles name
// them; labels are short enough for a button (38 runes) and a line for a
// description under it (100 runes).
package topic

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A Topic is a subject that articles are about.
type Topic struct {
	ID    string   // lower-case words joined by hyphens
	Label string   // at most 38 runes
	Line  string   // what it covers, at most 100 runes
	Words []string // words and phrases by which people mean it in a question

	spaced []string // Words as In compares them
}

//go:embed topics.txt
var data string

// table is read once and never written to.
var table = sync.OnceValue(func() []Topic { return parse(data) })

// parse reads the embedded table; a test holds that every line is whole.
func parse(s string) []Topic {
	var topics []Topic
	for line := range strings.Lines(s) {
		f := strings.Split(line, "|")
		if strings.HasPrefix(line, "#") || len(f) != 4 {
			continue
		}
		t := Topic{ID: strings.TrimSpace(f[0]), Label: strings.TrimSpace(f[1]), Line: strings.TrimSpace(f[2])}
		for w := range strings.SplitSeq(f[3], ",") {
			t.Words, t.spaced = append(t.Words, strings.TrimSpace(w)), append(t.spaced, spaced(w))
		}
		topics = append(topics, t)
	}
	return topics
}

// All yields the topics in the order in which they are shown.
func All() iter.Seq[Topic] { return slices.Values(table()) }

// Find returns the topic with that id, or the zero Topic and false.
func Find(id string) (Topic, bool) {
	for _, t := range table() {
		if t.ID == id {
			return t, true
		}
	}
	return Topic{}, false
}

// Match returns the topics of which the id, the label or a word begins with
// what was typed, in any case; topics whose label begins so come first. The
// empty prefix matches all, as an autocomplete shows before anything is typed.
func Match(prefix string) []Topic {
	p := strings.ToLower(strings.TrimSpace(prefix))
	var first, then []Topic
	for _, t := range table() {
		switch {
		case strings.HasPrefix(strings.ToLower(t.Label), p):
			first = append(first, t)
		case strings.HasPrefix(t.ID, p), wordBegins(t.Label, p), slices.ContainsFunc(t.Words, func(w string) bool {
			return strings.HasPrefix(strings.ToLower(w), p)
		}):
			then = append(then, t)
		}
	}
	return append(first, then...)
}

func wordBegins(s, p string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(s)), func(w string) bool { return strings.HasPrefix(w, p) })
}

// In returns the topics that a question speaks of: those of which a word or
// phrase stands in it as whole words, in any case. The more of a topic's words
// stand in the question, and the longer they are, the earlier it comes.
func In(question string) []Topic {
	q := spaced(question)
	type scored struct {
		t Topic
		n int
	}
	var found []scored
	for _, t := range table() {
		n := 0
		for _, w := range t.spaced {
			if strings.Contains(q, w) {
				n += len(w)
			}
		}
		if n > 0 {
			found = append(found, scored{t, n})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return b.n - a.n })
	topics := make([]Topic, len(found))
	for i, f := range found {
		topics[i] = f.t
	}
	return topics
}

// spaced returns the words of s in lower case with one space before and after
// each. A plus sign and the characters of scripts without spaces stay.
func spaced(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+'
	})
	return " " + strings.Join(words, " ") + " "
}
