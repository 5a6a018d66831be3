package index

import (
	"context"

	"cleannet/corpus/passage"
	"cleannet/index/query"
	"cleannet/index/rank"
)

// A Candidate is a passage with what the models read of it.
type Candidate struct {
	Passage   passage.Passage
	Features  []float64   // by rank.PassageFeatures
	Sentences [][]float64 // by rank.SentenceFeatures, one for each sentence
	// Terms tells for each word of the query that carries meaning, by its stem,
	// whether the passage or its article's title holds it.
	Terms map[string]bool
	// Stands says that the first stage's order stands, whatever the model says:
	// the query describes a subject.
	Stands bool
}

// Candidates returns the passages that Search would rerank for q, in the order
// of the first stage, with their features. It is how weights are fitted.
func (s *Snapshot) Candidates(ctx context.Context, q query.Query) ([]Candidate, error) {
	w := s.workspace()
	defer s.scratch.Put(w)
	defer w.clear()
	p, err := s.understand(ctx, q, w)
	if err != nil {
		return nil, err
	}
	var total int
	var out []Candidate
	list := s.candidates(p, w, nil, depth, &total)
	if p.several && len(list) > 0 {
		s.addAlike(list)
	}
	s.tops(p, list, w)
	for _, f := range list {
		w.passage.First = f.score / max(list[0].score, 1e-9)
		r := s.look(p, f.n, w)
		_, best := s.model.Best(&r.question, &w.passage, nil, w.sentence)
		c := Candidate{Stands: p.describes(), Passage: s.entries[f.n].Passage, Features: make([]float64, len(rank.PassageFeatures))}
		r.question.Passage(&w.passage, best, c.Features)
		c.Terms = s.holdsStems(p, w, f.n)
		for i := range w.passage.Ends {
			v := make([]float64, len(rank.SentenceFeatures))
			r.question.Sentence(&w.passage, i, v)
			c.Sentences = append(c.Sentences, v)
		}
		out = append(out, c)
	}
	return out, nil
}

// holdsStems returns which stems of the query passage n or its title holds.
func (s *Snapshot) holdsStems(p *plan, w *workspace, n uint32) map[string]bool {
	a := s.entries[n].article
	li := s.articles[a].lex
	has := w.titleHas[a] | w.cells[n].has
	m := map[string]bool{}
	for _, t := range p.terms {
		if st := t.in[li].stem; st != noStem {
			m[s.lexicons[li].stems[st].text] = has&(1<<t.group) != 0
		}
	}
	return m
}
