package main

import (
	"math"

	"cleannet/index/eval"
)

// Words of which fewer questions tell are left at the mean.
const (
	termQueries = 20
	termPrior   = 15.0
)

// termWeights learns how often a relevant passage holds a word of its question,
// of the mean over words.
func termWeights(data []dataset, use func(*eval.Example) bool) map[string]float64 {
	asked, held := map[string]float64{}, map[string]float64{}
	var all, allHeld float64
	for _, d := range data {
		for n := range d.examples {
			e := &d.examples[n]
			if !use(e) {
				continue
			}
			for i := range e.Candidates {
				c := &e.Candidates[i]
				if !rightPassage(e, c) {
					continue
				}
				for stem, has := range c.Terms {
					asked[stem]++
					all++
					if has {
						held[stem]++
						allHeld++
					}
				}
				break
			}
		}
	}
	mean := allHeld / all
	out := map[string]float64{}
	for stem, n := range asked {
		if n < termQueries {
			continue
		}
		w := (held[stem] + termPrior*mean) / (n + termPrior) / mean
		if math.Abs(w-1) > 0.05 {
			out[stem] = math.Round(w*1000) / 1000
		}
	}
	return out
}
