package main

import (
	"math"
	"math/rand/v2"
	"testing"
)

// choicesOf makes n lists of which the right item is drawn as a model with
// weights would choose it.
func choicesOf(n int, weights []float64) []list {
	r := rand.New(rand.NewPCG(1, 2))
	var out []list
	for range n {
		l := list{weight: 1}
		for range 8 {
			x := make([]float64, len(weights))
			for j := range x {
				x[j] = r.NormFloat64() * float64(j+1)
			}
			l.items = append(l.items, x)
		}
		l.target = make([]float64, len(l.items))
		at, u := 0, r.Float64()
		for k, p := range softmax(nil, &l, weights) {
			if u -= p; u < 0 {
				at = k
				break
			}
		}
		l.target[at] = 1
		out = append(out, l)
	}
	return out
}

func TestFitListsFindsTheWeightsThatChose(t *testing.T) {
	want := []float64{1, -0.5, 0.25}
	got := fitLists(choicesOf(4000, want), 3, 1e-6).w
	for j := range want {
		if math.Abs(got[j]-want[j]) > 0.05 {
			t.Errorf("weight %d is %.3f, want about %.3f", j, got[j], want[j])
		}
	}
}

// TestWeightsDoNotDependOnRounding fits lists in which every number is off by
// what rounding may do on another machine, in another order.
func TestWeightsDoNotDependOnRounding(t *testing.T) {
	lists := choicesOf(500, []float64{1, -0.5, 0.25, 0, 2})
	for i := range lists { // a feature that all but repeats another
		for _, x := range lists[i].items {
			x[3] = x[0] + 1e-3*x[4]
		}
	}
	want := fitLists(lists, 5, penalty).w
	again := make([]list, len(lists))
	for i, l := range lists {
		o := list{weight: l.weight, target: l.target}
		for k, x := range l.items {
			y := make([]float64, len(x))
			for j, v := range x {
				y[j] = v * (1 + 1e-15*float64((i+j+k)%5-2))
			}
			o.items = append(o.items, y)
		}
		again[len(lists)-1-i] = o
	}
	for j, w := range fitLists(again, 5, penalty).w {
		if math.Abs(w-want[j]) > 5e-8 {
			t.Errorf("weight %d is %.12f, rounded otherwise %.12f", j, want[j], w)
		}
	}
}

func TestWithoutIsAboutFittingAnew(t *testing.T) {
	lists := choicesOf(2000, []float64{1, -0.5, 0.02})
	m := fitLists(lists, 3, penalty)
	without := m.without(2)
	for i := range lists {
		for _, x := range lists[i].items {
			x[2] = 0
		}
	}
	anew := fitLists(lists, 3, penalty)
	for j := range anew.w {
		if math.Abs(anew.w[j]-without[j]) > 0.01 {
			t.Errorf("weight %d is %.4f without, %.4f fitted anew", j, without[j], anew.w[j])
		}
	}
	if e := m.earned(0); e <= m.earned(2) || m.earned(2) < 0 {
		t.Errorf("features earn %v and %v", e, m.earned(2))
	}
}

func TestFitLogistic(t *testing.T) {
	// Of 4 with x = 0 one is right, of 4 with x = 1 three are: odds 1/3 and 3.
	xs := [][]float64{{1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}
	w := fitLogistic(xs, []float64{1, 0, 0, 0, 1, 1, 1, 0}, nil, 0)
	if math.Abs(w[0]+math.Log(3)) > 1e-9 || math.Abs(w[1]-2*math.Log(3)) > 1e-9 {
		t.Errorf("weights %v, want -log 3 and 2 log 3", w)
	}
}

func TestSolve(t *testing.T) {
	h := [][]float64{{4, 2, 0}, {0, 5, 1}, {0, 0, 3}} // the upper triangle
	x := solve(h, []float64{8, 13, 5})
	for i, want := range []float64{1, 2, 1} {
		if math.Abs(x[i]-want) > 1e-12 {
			t.Errorf("x[%d] = %v, want %v", i, x[i], want)
		}
	}
}
