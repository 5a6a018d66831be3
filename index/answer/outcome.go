package answer

import (
	"math"
	"strings"
	"unicode"

	"cleannet/corpus/topic"
	"cleannet/index"
)

// Evidence is what outcome and confidence are made from.
type evidence struct {
	title    float64 // part of the question's subject in the title of the best quote's article
	absent   float64 // part of the subject that none of the passages found holds
	named    float64 // 1 where the question names an entity
	passage  float64 // part of the subject in the best quote's passage and title
	sentence float64 // in the best sentence
	margin   float64 // of the best sentence's score over the sixth's
}

// support and truth are logistic models: that the sources answer the question at
// all, and that the first quote does. They were fitted on our own judged set
// (157 questions with an answer, 25 without) and 204 questions of SQuAD,
// SQuADShifts and TREC QA, which are about other things. In five folds support
// told answerable questions from those about other things with an AUROC of
// .98, from traps on the subject with .81.
var (
	support = model{evidence{title: 1.57, absent: -1.17, named: 1.87, passage: 1.25, sentence: 1.03, margin: 0.40}, -4.01}
	truth   = model{evidence{title: 1.02, absent: -0.49, named: 1.27, passage: 0.59, sentence: 0.56, margin: 0.40}, -3.68}
)

// Where support is at least answeredFrom, the question is answered; under
// closestFrom it is declined. At these, in five folds, a sixth of the answerable
// questions fell short of answered and a third of the traps did not.
const (
	answeredFrom = 0.50
	closestFrom  = 0.20
)

type model struct {
	weights evidence
	bias    float64
}

// of returns a probability.
func (m model) of(e evidence) float64 {
	w := m.weights
	x := m.bias + w.title*e.title + w.absent*e.absent + w.named*e.named + w.passage*e.passage + w.sentence*e.sentence + w.margin*e.margin
	return 1 / (1 + math.Exp(-x))
}

// judge sets outcome, reason and confidence, and for a question that is declined
// the topics near it.
func (a *Answer) judge(q *question, ranked []candidate, res *index.Result) {
	there := found(res.Hits)
	e := q.evidence(ranked, there)
	s := support.of(e)
	a.Confidence = truth.of(e)
	switch {
	case s < closestFrom:
		a.Outcome, a.Reason = Declined, OffTopic
		a.Confidence = min(a.Confidence, s)
		a.Nearby = nearby(q.text)
	case q.unknown(there):
		a.Outcome, a.Reason = Closest, UnknownName
	case s < answeredFrom:
		a.Outcome, a.Reason = Closest, WeakMatch
	default:
		a.Outcome = Answered
	}
}

// depth is how many passages are read to see which of the question's words no
// source holds.
const depth = 30

// found returns the text of the best passages with their titles.
func found(hits []index.Hit) string {
	var b strings.Builder
	for _, h := range hits[:min(depth, len(hits))] {
		b.WriteString(h.Passage.Article.Title + "\n" + h.Passage.Text() + "\n")
	}
	return b.String()
}

// marginRank is the rank of the sentence with which the best one is compared.
const marginRank = 5

func (q *question) evidence(ranked []candidate, there string) evidence {
	best := ranked[0]
	art := best.hit.Passage.Article
	e := evidence{title: best.features.title, sentence: best.features.sentence,
		passage: q.In(best.hit.Passage.Text() + " " + art.Title),
		margin:  best.score - ranked[min(marginRank, len(ranked)-1)].score,
		absent:  1 - q.In(there)}
	if len(q.Entities) > 0 {
		e.named = 1
	}
	return e
}

// unknown reports whether the question names someone or something that none of
// the passages found names: an entity, or a word with a capital further on than
// at the start.
func (q *question) unknown(there string) bool {
	if len(q.Missing(there)) > 0 {
		return true
	}
	known := Stems(there)
	for i, f := range fields(q.text) {
		word := q.text[f.Start:f.End]
		r := []rune(word)[0]
		if st := stem(word); i > 0 && unicode.IsUpper(r) && q.Words[st] && !known[st] {
			return true
		}
	}
	return false
}

// maxNearby is how many topics are named beside a refusal.
const maxNearby = 3

func nearby(question string) []string {
	var out []string
	for _, t := range topic.In(question) {
		if len(out) < maxNearby {
			out = append(out, t.ID)
		}
	}
	return out
}
