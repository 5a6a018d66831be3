package answer

import (
	"slices"
	"strings"
	"sync"

	"cleannet/corpus/thesaurus"
)

// An asking is a word of a question outside of its entities.
type asking struct {
	stem  string
	exact int      // its bit in the vocabulary
	akin  wordBits // those of kindred words
}

// readParts finds the words of the question in order, and puts them and their
// kindred words into the vocabulary: those of the thesaurus, and whatever
// begins alike and differs in a short ending only ("exclude", "exclusion").
func (q *question) readParts() {
	for w := (wordScanner{text: q.text}); w.next(); {
		st := stem(q.text[w.span.Start:w.span.End])
		if !q.Words[st] || slices.ContainsFunc(q.parts, func(p asking) bool { return p.stem == st }) {
			continue
		}
		p := asking{stem: st, exact: q.bitOf(st)}
		for _, k := range kindredStems()[st] {
			p.akin.set(q.bitOf(k))
		}
		if len(st) >= alikeFrom && strings.Trim(st[:alikeFrom], "0123456789-.") != "" {
			p.akin.set(q.bitOfAlike(st))
		}
		q.parts = append(q.parts, p)
	}
}

// kindredStems maps a stem to those of the words that the thesaurus puts beside
// it. It is read once and never written to.
var kindredStems = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for class := range thesaurus.Classes() {
		all := stems(strings.Join(class, " "))
		for _, st := range all {
			for _, other := range all {
				if st != "" && other != "" && other != st && !slices.Contains(m[st], other) {
					m[st] = append(m[st], other)
				}
			}
		}
	}
	return m
})

// Words are alike that share this many first bytes and have no longer endings
// than that beyond them.
const (
	alikeFrom   = 5
	alikeEnding = 4
)

func alike(a string, b []byte) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= alikeFrom && len(a)-n <= alikeEnding && len(b)-n <= alikeEnding && !parted(a, string(b))
}

// falseKin are beginnings of stems that look alike and mean something else; the
// longest that fits a stem tells which it is.
var falseKin = [][]string{
	{"critic", "critical"}, {"polic", "policy"}, {"compan", "compar", "compac", "compat", "compas"}, {"count", "countr", "county"},
	{"import", "importan"}, {"secret", "secretar"}, {"author", "authori"}, {"intern", "interne", "interna"}, {"univers", "universi"},
	{"general", "generat"},
}

// parted reports whether two stems begin as different words of a class of
// falseKin.
func parted(a, b string) bool {
	for _, class := range falseKin {
		if longestIn(class, a) != longestIn(class, b) {
			return true
		}
	}
	return false
}

func longestIn(class []string, stem string) string {
	longest := ""
	for _, begin := range class {
		if len(begin) > len(longest) && strings.HasPrefix(stem, begin) {
			longest = begin
		}
	}
	return longest
}
