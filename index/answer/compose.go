package answer

import (
	"cmp"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/index"
)

// maxQuotes is how many quotes are shown first.
const maxQuotes = 3

// The parts of the question's words that the best quote's passage must hold.
const (
	answeredCoverage = 0.6
	closestCoverage  = 0.3
)

// Compose makes an answer of what a search found for a question. It is pure:
// the same result gives the same answer.
func Compose(question string, res *index.Result) Answer {
	a := Answer{Question: question, Corrections: res.Corrections}
	if len(res.Hits) == 0 {
		a.Outcome, a.Reason = Declined, NoMatch
		return a
	}
	ranked := sentences(res.Hits)
	a.Confidence = coverage(res, ranked[0].hit)
	switch {
	case a.Confidence >= answeredCoverage:
		a.Outcome = Answered
	case a.Confidence >= closestCoverage:
		a.Outcome, a.Reason = Closest, WeakMatch
	default:
		a.Outcome, a.Reason = Declined, OffTopic
		return a
	}
	for _, c := range choose(ranked) {
		a.quote(c)
	}
	return a
}

// A Ranked is a sentence with its place in the ranking of all sentences of a
// result, before any is chosen for a quote.
type Ranked struct {
	Article *corpus.Article
	Span    corpus.Span
	Score   float64
}

// Sentences returns the sentences of all hits, best first.
func Sentences(res *index.Result) []Ranked {
	var out []Ranked
	for _, c := range sentences(res.Hits) {
		out = append(out, Ranked{c.hit.Passage.Article, c.sentence.Span, c.sentence.Score})
	}
	return out
}

// A candidate is a sentence that may be quoted.
type candidate struct {
	hit      *index.Hit
	sentence index.Sentence
}

// text returns the sentence.
func (c candidate) text() string { return c.hit.Passage.Article.Slice(c.sentence.Span) }

// sentences returns the sentences of all hits, best first, ties in the order of
// the hits.
func sentences(hits []index.Hit) []candidate {
	var out []candidate
	for i := range hits {
		for _, s := range hits[i].Sentences {
			out = append(out, candidate{&hits[i], s})
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.sentence.Score, a.sentence.Score) })
	return out
}

// choose picks what is shown: the best sentence, then the best of other
// articles, never two of the same words.
func choose(ranked []candidate) []candidate {
	var out []candidate
	articles, texts := map[string]bool{}, map[string]bool{}
	for _, c := range ranked {
		id, text := c.hit.Passage.Article.ID, strings.ToLower(c.text())
		if len(out) == maxQuotes || c.sentence.Score <= 0 {
			break
		}
		if articles[id] || texts[text] {
			continue
		}
		articles[id], texts[text] = true, true
		out = append(out, c)
	}
	return out
}

// quote appends a candidate with its source.
func (a *Answer) quote(c candidate) {
	art := c.hit.Passage.Article
	q := Quote{Source: a.source(art), Article: art, Span: c.sentence.Span, Passage: c.hit.Passage.Span,
		Marks: c.hit.Marks, Score: c.sentence.Score}
	a.Quotes = append(a.Quotes, q)
}

// source returns the number of an article among the sources, adding it if it is
// new.
func (a *Answer) source(art *corpus.Article) int {
	for _, s := range a.Sources {
		if s.Article.ID == art.ID {
			return s.N
		}
	}
	a.Sources = append(a.Sources, Source{N: len(a.Sources) + 1, Article: art})
	return len(a.Sources)
}

// coverage returns which part of the question's words that carry meaning the
// hit's passage holds.
func coverage(res *index.Result, h *index.Hit) float64 {
	asked, there := Stems(res.Query.Text()), Stems(h.Passage.Text())
	if len(asked) == 0 {
		return 0
	}
	found := 0
	for st := range asked {
		if there[st] {
			found++
		}
	}
	return float64(found) / float64(len(asked))
}
