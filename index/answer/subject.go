package answer

import (
	"cleannet/corpus"
	"cleannet/index"
)

// A Subject is what a question or query is about: the entities it names and its
// other words that carry meaning.
type Subject struct {
	Entities []corpus.Mention // each entity once
	Words    map[string]bool  // stems of the words outside of Entities
	lookup   corpus.Lookup
	vocabulary
	words wordBits // Words
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
		if st := stem(text[f.Start:f.End]); st != "" && !named && !s.Words[st] {
			s.Words[st] = true
			s.words.set(s.bitOf(st))
		}
	}
	return s
}

// forget takes a stem out of the words.
func (s *Subject) forget(st string) {
	delete(s.Words, st)
	s.words.unset(s.bitOf(st))
}

// In returns which part of the subject stands in text, from 0 to 1; an entity
// counts as one word, under whatever name. A subject of nothing is nowhere: 0.
func (s *Subject) In(text string) float64 { return s.in(s.read(text)) }

// A reading is what a text holds, read once.
type reading struct {
	text     string
	held     wordBits         // words of the vocabulary
	mentions []corpus.Mention // places in text
	asks     []index.Wording  // what its sentences may be asked for
}

// stems returns the stems of all words of the text.
func (r reading) stems() map[string]bool { return Stems(r.text) }

func (s *Subject) read(text string) reading {
	return reading{text: text, held: s.heldIn(text), mentions: s.lookup.Find(text)}
}

// readTitle reads the title of a hit's article.
func (s *Subject) readTitle(h *index.Hit) reading {
	text := h.Passage.Article.Title + " " + h.Passage.Article.TitleEN
	return reading{text: text, held: s.heldIn(text), mentions: h.TitleMentions}
}

// readHit reads a hit's passage and, one by one, its sentences into as many
// readings. The names in them are those that the index found in the passage.
func (s *Subject) readHit(h *index.Hit, sentences []reading) reading {
	passage := reading{text: h.Passage.Text(), mentions: moved(h.Mentions, h.Passage.Span.Start)}
	for i := range sentences {
		sentences[i] = s.readPart(h, h.Sentences[i].Span)
		passage.held = passage.held.or(sentences[i].held)
	}
	return passage
}

// readPart reads a part of a hit's passage.
func (s *Subject) readPart(h *index.Hit, part corpus.Span) reading {
	text := h.Passage.Article.Slice(part)
	first := 0
	for first < len(h.Mentions) && h.Mentions[first].Span.Start < part.Start {
		first++
	}
	last := first
	for last < len(h.Mentions) && h.Mentions[last].Span.End <= part.End {
		last++
	}
	return reading{text: text, held: s.heldIn(text), mentions: moved(h.Mentions[first:last], part.Start), asks: asksOf(h, part)}
}

// moved returns mentions with their places counted from start on.
func moved(mentions []corpus.Mention, start int) []corpus.Mention {
	if len(mentions) == 0 {
		return nil
	}
	out := make([]corpus.Mention, len(mentions))
	for i, m := range mentions {
		m.Span = corpus.Span{Start: m.Span.Start - start, End: m.Span.End - start}
		out[i] = m
	}
	return out
}

// in is In of texts that were read.
func (s *Subject) in(texts ...reading) float64 {
	all := len(s.Entities) + len(s.Words)
	if all == 0 {
		return 0
	}
	var held wordBits
	for i := range texts {
		held = held.or(texts[i].held)
	}
	found := s.words.and(held).count()
	for _, e := range s.Entities {
		if named(e.Entity, texts) {
			found++
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
	for i := range texts {
		for j := range texts[i].mentions {
			if texts[i].mentions[j].Entity == entity {
				return true
			}
		}
	}
	return false
}
