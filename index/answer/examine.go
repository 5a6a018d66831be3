package answer

import (
	"context"

	"cleannet/corpus"
	"cleannet/index"
)

// A Prepared is a question with what was found for it, to be ranked by any
// model: how weights are fitted.
type Prepared struct{ r *reply }

// Prepare searches for a question.
func Prepare(ctx context.Context, s *index.Snapshot, text string) (*Prepared, error) {
	r, _, err := ask(ctx, s, text)
	return &Prepared{r}, err
}

// Answer composes the answer by the weights of m.
func (p *Prepared) Answer(m *Model) Answer { return p.r.compose(m) }

// An Example is what the models read of a question.
type Example struct {
	Sentences []ExampleSentence // as the model at hand ranks them; none where nothing was found
	Evidence  []float64         // by EvidenceNames
}

// An ExampleSentence is a sentence that may be quoted.
type ExampleSentence struct {
	Article  *corpus.Article
	Span     corpus.Span
	Features []float64 // by Features
	Score    float64
}

// Example returns what the models read, as m ranks it, and the first quote.
func (p *Prepared) Example(m *Model) (e Example, quote corpus.Span) {
	q := p.r.q
	if len(p.r.candidates) == 0 {
		return e, quote
	}
	ranked := rankBy(m.Sentence, p.r.candidates)
	e.Evidence = q.evidence(ranked, found(ranked), p.r.res.Confidence, p.r.res.Terms)
	for _, c := range ranked {
		e.Sentences = append(e.Sentences, ExampleSentence{c.hit.Passage.Article, c.span(), c.features, c.score})
	}
	return e, run(ranked[0], ranked)
}
