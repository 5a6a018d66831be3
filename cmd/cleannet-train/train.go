package main

import (
	"slices"

	"cleannet/index/eval"
	"cleannet/index/rank"
)

// penalty is the weight of the squared weights, on standardised features. Its
// size hardly matters: there are a hundred queries for each weight.
const penalty = 1e-5

// statementWeight makes up for there being fewer statements than questions.
const statementWeight = 3

// sentenceDepth is how many passages' sentences the sentence model is fitted on.
const sentenceDepth = 10

// A lesson is a model with what its ablations are made from.
type lesson struct {
	*rank.Model
	sentence, passage, both fitted
}

// fit makes a model of the examples that use lets through: first the sentence
// model, then the passage model, which reads the best sentence's score, then
// sentences anew, beside the score of their passage: those of one passage are
// then told apart without telling passages apart, too.
func (t *trainer) fit(data []dataset, use func(*eval.Example) bool) lesson {
	var chosen []*eval.Example
	var weight []float64
	for _, d := range data {
		some := spread(d.examples, use, t.sample)
		chosen = append(chosen, some...)
		for range some {
			if d.name == "scifact" {
				weight = append(weight, statementWeight)
			} else {
				weight = append(weight, 1)
			}
		}
	}
	m := blank(nil)
	l := lesson{Model: m}
	l.sentence = fitLists(sentenceLists(chosen), len(rank.SentenceFeatures), penalty)
	m.Sentence = slices.Clone(l.sentence.w)
	l.passage = fitLists(passageLists(m, chosen, weight), len(rank.PassageFeatures), penalty)
	m.Passage = slices.Clone(l.passage.w)
	n := len(rank.SentenceFeatures)
	l.both = fitLists(bothLists(m, chosen), n+1, penalty)
	m.Both, m.FromPassage = slices.Clone(l.both.w[:n]), l.both.w[n]
	return l
}

// withoutPassage is the model without a feature of passages.
func (l lesson) withoutPassage(j int) *rank.Model {
	m := *l.Model
	m.Passage = l.passage.without(j)
	return &m
}

// withoutSentence is the model without a feature of sentences.
func (l lesson) withoutSentence(j int) *rank.Model {
	m := *l.Model
	m.Sentence = l.sentence.without(j)
	both := l.both.without(j)
	m.Both, m.FromPassage = both[:len(both)-1], both[len(both)-1]
	return &m
}

// drop zeroes a feature; none where at is negative.
func drop(lists []list, at int) []list {
	if at < 0 {
		return lists
	}
	out := make([]list, len(lists))
	for i, l := range lists {
		out[i] = l
		out[i].items = make([][]float64, len(l.items))
		for k, x := range l.items {
			out[i].items[k] = slices.Clone(x)
			out[i].items[k][at] = 0
		}
	}
	return out
}

// add appends an item that is right or not.
func (l *list) add(item []float64, right bool) {
	l.items = append(l.items, item)
	if right {
		l.target = append(l.target, 1)
	} else {
		l.target = append(l.target, 0)
	}
}

// appendLearnable appends l, its target spread over what is right, unless
// nothing or everything is.
func appendLearnable(lists []list, l list) []list {
	right := 0.0
	for _, t := range l.target {
		right += t
	}
	if right == 0 || int(right) == len(l.items) {
		return lists
	}
	for i := range l.target {
		l.target[i] /= right
	}
	return append(lists, l)
}

// sentenceLists makes a list of all sentences of an example's first passages.
func sentenceLists(examples []*eval.Example) []list {
	var out []list
	for _, e := range examples {
		l := list{weight: 1}
		for i := range e.Candidates[:min(sentenceDepth, len(e.Candidates))] {
			for k, v := range e.Candidates[i].Sentences {
				l.add(v, e.Candidates[i].Holds[k])
			}
		}
		out = appendLearnable(out, l)
	}
	return out
}

func passageLists(m *rank.Model, examples []*eval.Example, weight []float64) []list {
	var out []list
	for n, e := range examples {
		l := list{weight: weight[n]}
		for i := range e.Candidates {
			c := &e.Candidates[i]
			v := slices.Clone(c.Features)
			v[bestAt] = best(m, c)
			l.add(v, rightPassage(e, c))
		}
		out = appendLearnable(out, l)
	}
	return out
}

// rightPassage reports whether c is to be ranked first: it is relevant and, of
// a row that was cut, the part that holds the answer.
func rightPassage(e *eval.Example, c *eval.Labelled) bool {
	return c.Relevant && (len(e.Query.Answers) == 0 || slices.Contains(c.Holds, true))
}

// bothLists makes a list of the sentences of the passages that m ranks first.
func bothLists(m *rank.Model, examples []*eval.Example) []list {
	var out []list
	for _, e := range examples {
		if len(e.Query.Answers) == 0 {
			continue
		}
		l := list{weight: 1}
		passages := rankPassages(m, e)
		for _, p := range passages[:min(sentenceDepth, len(passages))] {
			c := &e.Candidates[p.at]
			for k, v := range c.Sentences {
				l.add(append(slices.Clone(v), p.score), c.Holds[k])
			}
		}
		out = appendLearnable(out, l)
	}
	return out
}
