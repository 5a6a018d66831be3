package main

import (
	"fmt"
	"slices"

	"cleannet/index/eval"
	"cleannet/index/rank"
)

// penalty is the weight of the squared weights, on standardised features. Its
// size hardly matters: there are a hundred queries for each weight.
const penalty = 1e-5

// fit makes a model of the examples that use lets through: first the sentence
// model, then the passage model, which reads the best sentence's score, then
// what the passage adds to its sentences.
func fit(data []dataset, use func(eval.Example) bool, sample int) *rank.Model {
	return fitWithout(data, use, sample, -1, -1)
}

func fitWithout(data []dataset, use func(eval.Example) bool, sample, noPassage, noSentence int) *rank.Model {
	m := &rank.Model{Confidence: make([]float64, len(rank.ConfidenceFeatures))}
	var chosen []*eval.Example
	var weight []float64
	for _, d := range data {
		var mine []*eval.Example
		for i := range d.examples {
			if use(d.examples[i]) {
				mine = append(mine, &d.examples[i])
			}
		}
		if sample > 0 && len(mine) > sample {
			step := float64(len(mine)) / float64(sample)
			var some []*eval.Example
			for k := range sample {
				some = append(some, mine[int(float64(k)*step)])
			}
			mine = some
		}
		w := 1.0
		if d.name == "scifact" {
			w = statementWeight
		}
		for _, e := range mine {
			chosen = append(chosen, e)
			weight = append(weight, w)
		}
	}
	m.Sentence = fitLists(drop(sentenceLists(chosen), noSentence), len(rank.SentenceFeatures), penalty)
	m.Passage = fitLists(drop(passageLists(m, chosen, weight), noPassage), len(rank.PassageFeatures), penalty)
	both := fitLists(bothLists(m, chosen), 2, penalty)
	for j := range m.Sentence { // the scale of the two together is part of the weights
		m.Sentence[j] *= both[0]
	}
	m.Passage[bestAt] /= both[0]
	m.FromPassage = both[1]
	return m
}

// statementWeight makes up for there being fewer statements than questions.
const statementWeight = 2

// drop zeroes a feature, none if at is negative.
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

// sentenceDepth is how many passages' sentences the sentence model is fitted on.
const sentenceDepth = 10

// sentenceLists makes one list a passage that holds the answer in some of its
// sentences: the model is to tell sentences of a passage, and of passages that
// are alike, apart.
func sentenceLists(examples []*eval.Example) []list {
	var out []list
	for _, e := range examples {
		l := list{weight: 1}
		right := 0
		for i := range e.Candidates[:min(sentenceDepth, len(e.Candidates))] {
			c := &e.Candidates[i]
			for k, v := range c.Sentences {
				l.items = append(l.items, v)
				l.target = append(l.target, 0)
				if c.Holds[k] {
					l.target[len(l.target)-1] = 1
					right++
				}
			}
		}
		if right > 0 {
			out = append(out, l.spread(right))
		}
	}
	return out
}

func (l list) spread(right int) list {
	for i := range l.target {
		l.target[i] /= float64(right)
	}
	return l
}

func passageLists(m *rank.Model, examples []*eval.Example, weight []float64) []list {
	var out []list
	for n, e := range examples {
		l := list{weight: weight[n]}
		right := 0
		for i := range e.Candidates {
			c := &e.Candidates[i]
			v := slices.Clone(c.Features)
			v[bestAt] = best(m, c)
			l.items = append(l.items, v)
			l.target = append(l.target, 0)
			if c.Relevant {
				l.target[i] = 1
				right++
			}
		}
		if right > 0 && right < len(l.items) {
			out = append(out, l.spread(right))
		}
	}
	return out
}

func bothLists(m *rank.Model, examples []*eval.Example) []list {
	var out []list
	for _, e := range examples {
		l := list{weight: 1}
		right := 0
		for i := range e.Candidates {
			c := &e.Candidates[i]
			p := passageScore(m, c)
			for k, v := range c.Sentences {
				l.items = append(l.items, []float64{dot(m.Sentence, v), p})
				l.target = append(l.target, 0)
				if c.Holds[k] {
					l.target[len(l.target)-1] = 1
					right++
				}
			}
		}
		if right > 0 {
			out = append(out, l.spread(right))
		}
	}
	return out
}

// ablation prints what each feature earns: the figures by folds without it,
// less those with it.
func ablation(train []dataset, sample int) {
	fmt.Println("# without a feature: change of nDCG@10 and of sentence@1, in points, mean of the training sets by two folds")
	with := means(train, sample, -1, -1)
	for j, name := range rank.PassageFeatures {
		w := means(train, sample, j, -1)
		fmt.Printf("passage  %-14s %+.2f %+.2f\n", name, 100*(w[0]-with[0]), 100*(w[1]-with[1]))
	}
	for j, name := range rank.SentenceFeatures {
		w := means(train, sample, -1, j)
		fmt.Printf("sentence %-14s %+.2f %+.2f\n", name, 100*(w[0]-with[0]), 100*(w[1]-with[1]))
	}
}

func means(train []dataset, sample, noPassage, noSentence int) [2]float64 {
	var ndcg, sent, sets, answered float64
	total := map[string]figures{}
	for k := range 2 {
		m := fitWithout(train, func(e eval.Example) bool { return fold(e.Group, 2) != k }, sample, noPassage, noSentence)
		for _, d := range train {
			var mine []eval.Example
			for _, e := range d.examples {
				if fold(e.Group, 2) == k {
					mine = append(mine, e)
				}
			}
			t := total[d.name]
			t.add(score(m, mine))
			total[d.name] = t
		}
	}
	for _, d := range train {
		f := total[d.name]
		ndcg += f.ndcg / f.queries
		sets++
		if f.answered > 0 {
			sent += f.sent1 / f.answered
			answered++
		}
	}
	return [2]float64{ndcg / sets, sent / answered}
}
