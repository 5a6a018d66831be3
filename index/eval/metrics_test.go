package eval

import (
	"math"
	"testing"
)

// near compares with the precision to which the hand computations are carried.
func near(a, b float64) bool { return math.Abs(a-b) < 5e-5 }

func TestMetricsByHand(t *testing.T) {
	ranked := []string{"a", "b", "c", "d"}
	grades := map[string]int{"b": 1, "d": 2, "x": 1, "c": 0}
	for _, tt := range []struct {
		name      string
		got, want float64
	}{
		// b at rank 2 gains 1/log2(3) = .63093, d at rank 4 gains 2/log2(5) = .86135;
		// the best order 2, 1, 1 has 2 + .63093 + .5 = 3.13093.
		{"ndcg@10", ndcg(ranked, grades, 10), 1.49228 / 3.13093},
		// At 3 d is cut off, the ideal is the same three.
		{"ndcg@3", ndcg(ranked, grades, 3), 0.63093 / 3.13093},
		{"ndcg@1", ndcg(ranked, grades, 1), 0},
		{"ndcg of a perfect ranking", ndcg([]string{"d", "b", "x"}, grades, 10), 1},
		{"ndcg with nothing relevant", ndcg(ranked, map[string]int{"a": 0}, 10), 0},
		{"mrr", reciprocalRank(ranked, grades, 10), 0.5},
		{"mrr@1", reciprocalRank(ranked, grades, 1), 0},
		{"recall@1", recall(ranked, grades, 1), 0},
		{"recall@3", recall(ranked, grades, 3), 1.0 / 3},
		{"recall@100", recall(ranked, grades, 100), 2.0 / 3},
		// Of the six pairs .9>.5 .9>.1 .5=.5 .5>.1 .3<.5 .3>.1 four are won, one tied.
		{"auroc", auroc([]float64{.9, .5, .3}, []float64{.5, .1}), 4.5 / 6},
		{"auroc of equals", auroc([]float64{1, 1}, []float64{1}), 0.5},
		// Nine of ten kept: the threshold is the second lowest, .2; .1 and .15 fall.
		{"rejected@90", rejectedAt([]float64{.1, .2, .3, .4, .5, .6, .7, .8, .9, 1}, []float64{.1, .15, .2, .9}, .9), 0.5},
		// With fewer than ten none may be lost.
		{"rejected@90 of three", rejectedAt([]float64{.5, .6, .7}, []float64{.5, .4}, .9), 0.5},
	} {
		if !near(tt.got, tt.want) {
			t.Errorf("%s = %.5f, want %.5f", tt.name, tt.got, tt.want)
		}
	}
	if !math.IsNaN(auroc(nil, []float64{1})) || !math.IsNaN(rejectedAt([]float64{1}, nil, .9)) {
		t.Error("figures over nothing are numbers")
	}
}

func TestMeasureAndMean(t *testing.T) {
	// The relevant row stands second of two, then nowhere.
	second := Measure([]string{"a", "b"}, map[string]int{"b": 1})
	if want := (Figures{1 / math.Log2(3), .5, 0, 1, 1, 1}); second != want {
		t.Errorf("Measure = %+v, want %+v", second, want)
	}
	nowhere := Measure(nil, map[string]int{"b": 1})
	if nowhere != (Figures{}) {
		t.Errorf("Measure of an empty ranking = %+v", nowhere)
	}
	if got, want := Mean([]Figures{second, nowhere}), (Figures{.5 / math.Log2(3), .25, 0, .5, .5, .5}); got != want {
		t.Errorf("Mean = %+v, want %+v", got, want)
	}
	if Mean(nil) != (Figures{}) {
		t.Errorf("Mean of none = %+v", Mean(nil))
	}
}

func TestJudgedLeavesOutWhatNothingAnswers(t *testing.T) {
	s := &Set{Queries: []Query{{ID: "a"}, {ID: "b"}, {ID: "c"}},
		Grades: map[string]map[string]int{"a": {"r": 0}, "c": {"r": 0, "s": 2}}}
	if got := s.Judged(); len(got) != 1 || got[0].ID != "c" {
		t.Errorf("Judged = %v, want c alone", got)
	}
}
