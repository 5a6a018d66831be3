package index

import (
	"slices"

	"cleannet/corpus"
)

// hits makes the results of what was found, in order, with the words that match
// marked. All of them share a few pieces of memory.
func (s *Snapshot) hits(p *plan, list []scored, w *workspace) []Hit {
	if len(list) == 0 {
		return nil
	}
	sentences, mentions := 0, 0
	for _, c := range list {
		sentences += len(s.entries[c.n].Sentences)
		mentions += len(s.entries[c.n].mentions)
	}
	m := hitMemory{make([]Sentence, 0, sentences), make([]corpus.Mention, 0, mentions), slices.Clone(w.covers), len(p.groups)}
	out := make([]Hit, len(list))
	ends := make([]int, len(list))
	w.marks = w.marks[:0]
	for i, c := range list {
		out[i] = s.hit(c, &m)
		w.marks = s.marks(p, &s.entries[c.n], w, w.marks)
		ends[i] = len(w.marks)
	}
	marks, from := append([]corpus.Span(nil), w.marks...), 0
	for i, end := range ends {
		if end > from {
			out[i].Marks = marks[from:end:end]
		}
		from = end
	}
	return out
}

// A hitMemory is what hits are cut from.
type hitMemory struct {
	sentences []Sentence
	mentions  []corpus.Mention
	covers    []uint8 // see scored
	terms     int     // numbers of covers to a sentence
}

// hit makes a result without its marks.
func (s *Snapshot) hit(c scored, m *hitMemory) Hit {
	e := &s.entries[c.n]
	h := Hit{Passage: e.Passage, Score: c.score, TitleMentions: s.articles[e.article].named}
	from := len(m.sentences)
	for i, sp := range e.Sentences {
		sent := Sentence{Span: sp, Asks: s.asks.wordings(e.Passage.Article.ID, sp)}
		if c.sentences != nil {
			from, to := c.covers+i*m.terms, c.covers+(i+1)*m.terms
			sent.Score, sent.Covers = c.sentences[i], m.covers[from:to:to]
		}
		m.sentences = append(m.sentences, sent)
	}
	h.Sentences = m.sentences[from:len(m.sentences):len(m.sentences)]
	if len(e.mentions) == 0 {
		return h
	}
	from = len(m.mentions)
	for _, at := range e.mentions {
		mention := s.named[at.entity]
		start := e.Span.Start + int(at.off)
		mention.Span = corpus.Span{Start: start, End: start + int(at.n)}
		m.mentions = append(m.mentions, mention)
	}
	h.Mentions = m.mentions[from:len(m.mentions):len(m.mentions)]
	return h
}

// marks appends the words of a passage that match.
func (s *Snapshot) marks(p *plan, e *entry, w *workspace, out []corpus.Span) []corpus.Span {
	li := int(s.articles[e.article].lex)
	kinds, byStem := s.lexicons[li].kinds, w.reading(s, p, li).byStem
	from, next := len(out), 0
	for i, t := range e.tokens {
		for next < len(e.mentions) && (int(e.mentions[next].last) <= i || byStem[e.mentions[next].stem].term == 0) {
			next++
		}
		named := next < len(e.mentions) && int(e.mentions[next].first) <= i
		if st := kinds[t.word].stem; named || st != noStem && byStem[st].term > 0 {
			out = mark(out, from, e.span(t))
		}
	}
	return out
}

// mark appends span, joined to the last one after from if they overlap, as the
// pairs of an unspaced script do.
func mark(marks []corpus.Span, from int, span corpus.Span) []corpus.Span {
	if n := len(marks); n > from && marks[n-1].End > span.Start {
		marks[n-1].End = max(marks[n-1].End, span.End)
		return marks
	}
	return append(marks, span)
}
