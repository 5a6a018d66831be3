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
func (s *Subject) In(text string) float64 { return s.in(s.read(text)) }

// A reading is what a text holds, read once: looking for names is what costs
// most in composing an answer.
type reading struct {
	stems    map[string]bool
	mentions []corpus.Mention
}

func (s *Subject) read(text string) reading { return reading{Stems(text), s.lookup.Find(text)} }

// part returns the reading of a part of the text that r was made from, given
// the part and its place.
func (r reading) part(text string, s corpus.Span) reading {
	out := reading{stems: Stems(text)}
	for _, m := range r.mentions {
		if s.Contains(m.Span) {
			m.Span = corpus.Span{Start: m.Span.Start - s.Start, End: m.Span.End - s.Start}
			out.mentions = append(out.mentions, m)
		}
	}
	return out
}

// in is In of texts that were read.
func (s *Subject) in(texts ...reading) float64 {
	all := len(s.Entities) + len(s.Words)
	if all == 0 {
		return 0
	}
	found := len(s.Entities) - len(s.missing(texts...))
	for st := range s.Words {
		for _, r := range texts {
			if r.stems[st] {
				found++
				break
			}
		}
	}
	return float64(found) / float64(all)
}

// missing returns the entities of the subject that none of the texts names.
func (s *Subject) missing(texts ...reading) []corpus.Mention {
	var out []corpus.Mention
	for _, e := range s.Entities {
		if !named(e.Entity, texts) {
			out = append(out, e)
		}
	}
	return out
}

func named(entity string, texts []reading) bool {
	for _, r := range texts {
		for _, m := range r.mentions {
			if m.Entity == entity {
				return true
			}
		}
	}
	return false
}
