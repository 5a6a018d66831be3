package answer

import (
	"math"

	"cleannet/corpus"
	"cleannet/index"
)

// wordings tell how well a question fits what sentences may be asked for, by their
// articles' asks: probabilities that sum to at most 1.
type wordings map[askedSentence]float64

type askedSentence struct {
	article *corpus.Article
	span    corpus.Span
}

func readWordings(found []index.Asked) wordings {
	w := wordings{}
	for _, f := range found {
		w[askedSentence{f.Article, f.Span}] += f.Score
	}
	return w
}

// of returns the probability of a sentence by its asks.
func (w wordings) of(article *corpus.Article, s corpus.Span) float64 {
	return w[askedSentence{article, s}]
}

// fit tells how well the question fits the asks of a sentence: 0 for a probability
// far below floor, 1 for certainty, and on the way each factor counts the same.
func (w wordings) fit(article *corpus.Article, s corpus.Span) float64 {
	return math.Log1p(w.of(article, s)/floor) / math.Log1p(1/floor)
}
