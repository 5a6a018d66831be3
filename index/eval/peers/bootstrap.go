package main

import (
	"math"
	"math/rand/v2"
	"slices"
)

const (
	resamples = 10_000
	// seed draws the same resamples in every run and for every pair.
	seed = 20201123
)

// An interval is a mean difference over queries and the bounds between which
// the middle 95 % of its bootstrap resamples lie.
type interval struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// bootstrap compares two engines by what each got per query, in the same order:
// the paired percentile bootstrap (Efron and Tibshirani 1993, chapter 13), the
// queries drawn with replacement, as many as there are. It is all zero for no
// query.
func bootstrap(ours, theirs []float64) interval {
	n := len(ours)
	if n == 0 {
		return interval{}
	}
	differences := make([]float64, n)
	var sum float64
	for i := range ours {
		differences[i] = ours[i] - theirs[i]
		sum += differences[i]
	}
	rng := rand.New(rand.NewPCG(seed, uint64(n)))
	means := make([]float64, resamples)
	for i := range means {
		var s float64
		for range n {
			s += differences[rng.IntN(n)]
		}
		means[i] = s / float64(n)
	}
	slices.Sort(means)
	return interval{sum / float64(n), quantile(means, 0.025), quantile(means, 0.975)}
}

// quantile returns the value below which that part of the sorted values lies,
// between the two nearest in proportion.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}
