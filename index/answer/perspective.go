package answer

import (
	"slices"

	"cleannet/corpus"
)

// otherMargin is how far below the best sentence's score a sentence of another
// side may lie and still speak to the question. It is the spread that the three
// quotes of an answer have on our own judged set, nine times out of ten.
const otherMargin = 6

// perspective notes where all quotes carry the view of one side and sources of
// another speak to the question. Neutral is no side, but it is an other.
func (a *Answer) perspective(ranked []candidate) {
	side := a.Quotes[0].Article.Stance
	for _, q := range a.Quotes {
		if q.Article.Stance != side || side == corpus.Neutral {
			return
		}
	}
	for _, c := range ranked {
		s := c.hit.Passage.Article.Stance
		if c.score >= ranked[0].score-otherMargin && c.onQuestion() >= ranked[0].onQuestion()/2 && s != side && !slices.Contains(a.Others, s) {
			a.Others = append(a.Others, s)
		}
	}
	if len(a.Others) > 0 {
		a.OneSided = side
	}
}

// onQuestion returns which part of the question the passage of c and the title
// above it hold.
func (c *candidate) onQuestion() float64 {
	return c.scale.share(c.passage.has.akin | c.passage.article.title.akin)
}
