package index

import (
	"slices"

	"cleannet/corpus"
)

// present makes hits of what was found: marks, and scores of the sentences.
func (s *Snapshot) present(p *plan, list []found, limit int, res *Result) {
	for i := range list {
		list[i].score += wordWeight * s.wordScore(p, &s.entries[list[i].n])
	}
	slices.SortFunc(list, compareFound)
	if len(list) > limit {
		list = list[:limit]
	}
	for _, f := range list {
		e := &s.entries[f.n]
		res.Hits = append(res.Hits, s.hit(p, e, f.score))
	}
}

// wordScore is exact BM25 over unstemmed words, from the passage's own list of
// them.
func (s *Snapshot) wordScore(p *plan, e *entry) float64 {
	li := s.articles[e.article].lex
	l := s.lexicons[li]
	avg := float64(l.length) / float64(max(l.passages, 1))
	sum := 0.0
	for _, t := range p.terms {
		id := t.in[li].word
		if id == noStem || id == stopWord {
			continue
		}
		tf := 0.0
		for _, tk := range e.tokens {
			if tk.word == id {
				tf++
			}
		}
		if tf > 0 {
			sum += t.weight * idf(l.passages, uint64(l.words[id].passages)) * (bm25K + 1) * tf /
				(tf + bm25K*(1-bm25B+bm25B*float64(e.length)/avg))
		}
	}
	return sum
}

// hit marks the words of e that match and scores its sentences by the idf of
// what they hold of the query.
func (s *Snapshot) hit(p *plan, e *entry, score float64) Hit {
	li := s.articles[e.article].lex
	l := s.lexicons[li]
	weight := map[uint32]float64{}
	total := 0.0
	for _, t := range p.terms {
		if in := t.in[li]; in.stem != noStem {
			weight[in.stem] = t.weight * in.idf
			total += t.weight * in.idf
		}
	}
	h := Hit{Passage: e.Passage, Score: score}
	for _, sp := range e.Sentences {
		h.Sentences = append(h.Sentences, Sentence{Span: sp})
	}
	seen := map[uint32]bool{}
	at := -1
	for _, t := range e.tokens {
		span := e.span(t)
		for at+1 < len(h.Sentences) && h.Sentences[at+1].Span.Start <= span.Start {
			at++
			clear(seen)
		}
		st := l.words[t.word].stem
		if st == noStem || weight[st] == 0 {
			continue
		}
		h.Marks = mark(h.Marks, span)
		if at >= 0 && !seen[st] {
			seen[st] = true
			h.Sentences[at].Score += weight[st] / total
		}
	}
	for i := range h.Sentences {
		h.Sentences[i].Score *= score
	}
	return h
}

// mark appends span, joined to the last one if they overlap, as the pairs of an
// unspaced script do.
func mark(marks []corpus.Span, span corpus.Span) []corpus.Span {
	if n := len(marks); n > 0 && marks[n-1].End > span.Start {
		marks[n-1].End = max(marks[n-1].End, span.End)
		return marks
	}
	return append(marks, span)
}
