package main

import (
	"fmt"

	"cleannet/index/eval"
	"cleannet/index/rank"
)

// ablated is how many queries of a set's fold each ablation is scored on.
const ablated = 1000

// An ablation adds up, over folds, what each feature earns.
type ablation struct {
	with     map[string]*figures   // by set
	passage  []map[string]*figures // by feature, by set: without it
	sentence []map[string]*figures
	loss     [2][]float64 // by feature of passages and of sentences: what the loss gains by it
	folds    float64
}

func newAblation() *ablation {
	a := &ablation{with: map[string]*figures{}}
	for range rank.PassageFeatures {
		a.passage = append(a.passage, map[string]*figures{})
	}
	for range rank.SentenceFeatures {
		a.sentence = append(a.sentence, map[string]*figures{})
	}
	a.loss = [2][]float64{make([]float64, len(rank.PassageFeatures)), make([]float64, len(rank.SentenceFeatures))}
	return a
}

// fold scores the examples of a fold by l, and by l without each feature.
func (a *ablation) fold(l lesson, data []dataset, mine func(*eval.Example) bool) {
	a.folds++
	var some []dataset
	for _, d := range data {
		s := dataset{name: d.name}
		for _, e := range spread(d.examples, mine, ablated) {
			s.examples = append(s.examples, *e)
		}
		some = append(some, s)
	}
	add := func(to map[string]*figures, m *rank.Model) {
		for _, d := range some {
			if to[d.name] == nil {
				to[d.name] = &figures{}
			}
			to[d.name].add(score(m, d.examples))
		}
	}
	add(a.with, l.Model)
	for j := range a.passage {
		add(a.passage[j], l.withoutPassage(j))
		a.loss[0][j] += l.passage.earned(j)
	}
	for j := range a.sentence {
		add(a.sentence[j], l.withoutSentence(j))
		a.loss[1][j] += l.sentence.earned(j)
	}
}

// print prints what is lost without each feature.
func (a *ablation) print(t *trainer) {
	fmt.Fprintf(t.out, "# without a feature, the others fitted anew to second order: change of nDCG@10 and of sentence@1 in points, means\n"+
		"# over the sets (%d queries of each fold), and of the loss in training in thousandths of a nat\n", ablated)
	ndcg, sent := means(a.with)
	line := func(kind, name string, without map[string]*figures, loss float64) {
		n, s := means(without)
		fmt.Fprintf(t.out, "%-8s %-14s %+.2f %+.2f %6.2f\n", kind, name, 100*(n-ndcg), 100*(s-sent), 1000*loss/a.folds)
	}
	for j, name := range rank.PassageFeatures {
		line("passage", name, a.passage[j], a.loss[0][j])
	}
	for j, name := range rank.SentenceFeatures {
		line("sentence", name, a.sentence[j], a.loss[1][j])
	}
}

// means returns nDCG@10 and sentence@1, means over the sets.
func means(sets map[string]*figures) (ndcg, sent float64) {
	var answered float64
	for _, name := range trained { // in a fixed order
		f := sets[name]
		ndcg += f.ndcg / f.queries / float64(len(trained))
		if f.answered > 0 {
			sent += f.sent1 / f.answered
			answered++
		}
	}
	return ndcg, sent / max(answered, 1)
}
