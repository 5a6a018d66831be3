package eval

import (
	"cmp"
	"math"
	"slices"
)

// Figures are what a ranking is worth, each from 0 to 1: of one query, or the
// means over several.
type Figures struct {
	NDCG10    float64 `json:"ndcg@10"`
	MRR10     float64 `json:"mrr@10"`
	Recall1   float64 `json:"recall@1"`
	Recall5   float64 `json:"recall@5"`
	Recall20  float64 `json:"recall@20"`
	Recall100 float64 `json:"recall@100"`
}

// Measure returns the figures of one ranking, best row first, by the grades of
// its rows. All are 0 where no row is relevant.
func Measure(ranked []string, grades map[string]int) Figures {
	return Figures{
		NDCG10:    ndcg(ranked, grades, 10),
		MRR10:     reciprocalRank(ranked, grades, 10),
		Recall1:   recall(ranked, grades, 1),
		Recall5:   recall(ranked, grades, 5),
		Recall20:  recall(ranked, grades, 20),
		Recall100: recall(ranked, grades, 100),
	}
}

// Mean returns the means of figures, all 0 of none.
func Mean(of []Figures) Figures {
	var m Figures
	n := math.Max(1, float64(len(of)))
	for _, f := range of {
		m.NDCG10 += f.NDCG10 / n
		m.MRR10 += f.MRR10 / n
		m.Recall1 += f.Recall1 / n
		m.Recall5 += f.Recall5 / n
		m.Recall20 += f.Recall20 / n
		m.Recall100 += f.Recall100 / n
	}
	return m
}

// ndcg returns the normalised discounted cumulative gain of the first k rows of
// a ranking: the gain of a row is its grade, its discount log2(rank+1), as
// trec_eval's ndcg_cut has it (Järvelin and Kekäläinen 2002, with the linear
// gain). It is 0 where nothing relevant is judged.
func ndcg(ranked []string, grades map[string]int, k int) float64 {
	var got float64
	for i, id := range ranked[:min(k, len(ranked))] {
		got += float64(max(0, grades[id])) / math.Log2(float64(i)+2)
	}
	var best []int
	for _, g := range grades {
		if g > 0 {
			best = append(best, g)
		}
	}
	slices.SortFunc(best, func(a, b int) int { return cmp.Compare(b, a) })
	var ideal float64
	for i, g := range best[:min(k, len(best))] {
		ideal += float64(g) / math.Log2(float64(i)+2)
	}
	if ideal == 0 {
		return 0
	}
	return got / ideal
}

// reciprocalRank returns one over the rank of the first relevant row among the
// first k, or 0.
func reciprocalRank(ranked []string, grades map[string]int, k int) float64 {
	for i, id := range ranked[:min(k, len(ranked))] {
		if grades[id] > 0 {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// recall returns which part of the relevant rows stands among the first k, or 0
// where nothing relevant is judged.
func recall(ranked []string, grades map[string]int, k int) float64 {
	var found, all int
	for _, g := range grades {
		if g > 0 {
			all++
		}
	}
	for _, id := range ranked[:min(k, len(ranked))] {
		if grades[id] > 0 {
			found++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(found) / float64(all)
}

// auroc returns the chance that a positive scores above a negative, a tie
// counting half (Mann and Whitney 1947). It is NaN where either is empty.
func auroc(positive, negative []float64) float64 {
	if len(positive) == 0 || len(negative) == 0 {
		return math.NaN()
	}
	neg := slices.Sorted(slices.Values(negative))
	var wins float64
	for _, p := range positive {
		below, _ := slices.BinarySearch(neg, p)
		upTo, _ := slices.BinarySearchFunc(neg, p, func(n, p float64) int {
			if n <= p {
				return -1
			}
			return 1
		})
		wins += float64(below) + float64(upTo-below)/2
	}
	return wins / float64(len(positive)) / float64(len(negative))
}

// rejectedAt returns which part of the negatives scores below the highest
// threshold that keeps at least that part of the positives. It is NaN where
// either is empty.
func rejectedAt(positive, negative []float64, keep float64) float64 {
	if len(positive) == 0 || len(negative) == 0 {
		return math.NaN()
	}
	pos := slices.Sorted(slices.Values(positive))
	// At most this many positives may fall below the threshold; the small
	// number keeps 0.9 of 10 from being one more than 9.
	lost := len(pos) - int(math.Ceil(keep*float64(len(pos))-1e-9))
	threshold := pos[min(lost, len(pos)-1)]
	var rejected int
	for _, n := range negative {
		if n < threshold {
			rejected++
		}
	}
	return float64(rejected) / float64(len(negative))
}

// NDCG is the nDCG of the first k rows of a ranking: what [Run] averages.
func NDCG(ranked []string, grades map[string]int, k int) float64 { return ndcg(ranked, grades, k) }

// Recall is the part of the relevant rows that stands among the first k.
func Recall(ranked []string, grades map[string]int, k int) float64 { return recall(ranked, grades, k) }

// AUROC is the chance that a positive scores above a negative.
func AUROC(positive, negative []float64) float64 { return auroc(positive, negative) }
