package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"cleannet/index/eval"
	"cleannet/index/rank"
)

// confidence fits what tells how likely the best sentence answers, on newwiki's
// questions and on as many of squad11dev's asked of newwiki, and prints how it
// does on squad2dev's against newwiki's asked of squad2dev. First a logistic
// learns which questions are of the collection, then its score is scaled to the
// chance of an answer (Platt 1999): fitted to the answers at once it told the
// two apart less well (AUROC .943).
func (t *trainer) confidence(m *rank.Model) error {
	xs, ys, foreign, err := t.findings(m, "newwiki", "squad11dev", 4000)
	if err != nil {
		return err
	}
	own := make([]float64, len(xs))
	for i := range own {
		if !foreign[i] {
			own[i] = 1
		}
	}
	m.Confidence = fitLogistic(xs, own, nil, 1e-6)
	said := make([][]float64, len(xs))
	for i, x := range xs {
		said[i] = []float64{1, dot(m.Confidence, x)}
	}
	scale := fitLogistic(said, ys, nil, 1e-6)
	for j := range m.Confidence {
		m.Confidence[j] *= scale[1]
	}
	m.Confidence[0] += scale[0]
	return t.reliability(m)
}

// reliability prints how the confidence does on sets that it was not fitted on.
func (t *trainer) reliability(m *rank.Model) error {
	xs, ys, foreign, err := t.findings(m, "squad2dev", "newwiki", 3000)
	if err != nil {
		return err
	}
	var own, others []float64
	var bins [10]struct{ n, sum, right float64 }
	for i, x := range xs {
		p := rank.Sigmoid(dot(m.Confidence, x))
		if foreign[i] {
			others = append(others, p)
		} else {
			own = append(own, p)
		}
		b := &bins[min(int(p*10), 9)]
		b.n++
		b.sum += p
		b.right += ys[i]
	}
	fmt.Fprintf(t.out, "# confidence, squad2dev's questions against newwiki's, both asked of squad2dev\nAUROC %.4f\n", eval.AUROC(own, others))
	fmt.Fprintln(t.out, "said       n  mean said  best sentence answered")
	for i, b := range bins {
		fmt.Fprintf(t.out, ".%d-.%d %6.0f      %.3f                   %.3f\n", i, i+1, b.n, b.sum/math.Max(b.n, 1), b.right/math.Max(b.n, 1))
	}
	return nil
}

// findings returns what the confidence reads of a set's questions and of n of
// another's, whether the best sentence answers, and which are the other's.
func (t *trainer) findings(m *rank.Model, name, other string, n int) (xs [][]float64, ys []float64, foreign []bool, err error) {
	set, err := eval.ReadSet(os.DirFS(filepath.Join(t.dir, other)))
	if err != nil {
		return nil, nil, nil, fmt.Errorf("%s: %w", other, err)
	}
	asked := set.Queries
	if len(asked) > n {
		some := make([]eval.Query, n)
		for k := range some {
			some[k] = asked[k*len(asked)/n]
		}
		asked = some
	}
	visit := func(isForeign bool) func(eval.Example) {
		return func(e eval.Example) {
			x, y := finding(m, &e)
			xs, ys, foreign = append(xs, x), append(ys, y), append(foreign, isForeign)
		}
	}
	if err := t.examples(name, nil, m, visit(false)); err != nil {
		return nil, nil, nil, err
	}
	if keep := len(xs) / n; keep > 1 { // as many of its own as of the other's
		var k int
		every := func() bool { k++; return (k-1)%keep != 0 }
		xs = slices.DeleteFunc(xs, func([]float64) bool { return every() })
		k = 0
		ys = slices.DeleteFunc(ys, func(float64) bool { return every() })
		foreign = foreign[:len(xs)]
	}
	err = t.examples(name, asked, m, visit(true))
	return xs, ys, foreign, err
}

func finding(m *rank.Model, e *eval.Example) (x []float64, y float64) {
	x = make([]float64, len(rank.ConfidenceFeatures))
	passages, sentences := ranking(m, e)
	if len(passages) == 0 {
		x[0] = 1
		return x, 0
	}
	top := &e.Candidates[passages[0].at]
	f := rank.Finding{Score: passages[0].score, Margin: 3, Terms: len(top.Terms), Passage: top.Features}
	if len(passages) > 1 {
		f.Margin = passages[0].score - passages[1].score
	}
	if len(sentences) > 0 {
		s := sentences[0]
		sum := 0.0
		for _, o := range sentences {
			sum += math.Exp(o.score - s.score)
		}
		f.Probability, f.SentenceScore = 1/sum, s.score
		f.Sentence = e.Candidates[s.at].Sentences[s.sentence]
		if e.Candidates[s.at].Holds[s.sentence] {
			y = 1
		}
	}
	f.Confidence(x)
	return x, y
}
