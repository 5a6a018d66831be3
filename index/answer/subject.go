package answer

import (
	"cleannet/corpus"
)

// A Subject is what a question or query is about: the entities it names and its
// other words that carry meaning.
type Subject struct {
	Entities []corpus.Mention // each entity once
	Words    map[string]bool  // stems of the words outside of Entities
	lookup   corpus.Lookup
}

// NewSubject reads the subject of text. A nil lookup knows no entity.
func NewSubject(text string, lookup corpus.Lookup) *Subject {
	s := &Subject{Words: map[string]bool{}, lookup: lookup}
	seen := map[string]bool{}
	mentions := lookup.Find(text)
	for _, m := range mentions {
		if !seen[m.Entity] {
			seen[m.Entity] = true
			s.Entities = append(s.Entities, m)
		}
	}
	for _, f := range fields(text) {
		named := false
		for _, m := range mentions {
			named = named || m.Span.Overlaps(f)
		}
		if st := stem(text[f.Start:f.End]); st != "" && !named {
			s.Words[st] = true
		}
	}
	return s
}

// In returns which part of the subject stands in text, from 0 to 1; an entity
// counts as one word, under whatever name. A subject of nothing is nowhere: 0.
func (s *Subject) In(text string) float64 {
	all := len(s.Entities) + len(s.Words)
	if all == 0 {
		return 0
	}
	found := len(s.Entities) - len(s.Missing(text))
	there := Stems(text)
	for st := range s.Words {
		if there[st] {
			found++
		}
	}
	return float64(found) / float64(all)
}

// Missing returns the entities of the subject that text does not name.
func (s *Subject) Missing(text string) []corpus.Mention {
	if len(s.Entities) == 0 {
		return nil
	}
	there := map[string]bool{}
	for _, m := range s.lookup.Find(text) {
		there[m.Entity] = true
	}
	var out []corpus.Mention
	for _, e := range s.Entities {
		if !there[e.Entity] {
			out = append(out, e)
		}
	}
	return out
}
