package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"cleannet/index/eval"
)

// A result is what was measured on one set.
type result struct {
	Set     string   `json:"set"`
	Lang    string   `json:"lang"` // BCP 47, told from the rows
	Rows    int      `json:"rows"`
	Queries int      `json:"queries"` // those with a relevant row
	Engines []scores `json:"engines"`
	Gains   []gain   `json:"gains,omitempty"` // none without a run of cleannet
}

// Scores are what one engine got: figures are means over queries, from 0 to 1.
type scores struct {
	Engine string `json:"engine"`
	eval.Figures
	queries []eval.Figures // in the order of the queries
}

// A gain is what cleannet got above the best of its peers by that measure.
type gain struct {
	Measure string `json:"measure"`
	Best    string `json:"best"`
	interval
}

// ourName is how cleannet stands in the table.
const ourName = "cleannet"

// measures are those by which cleannet is held against its peers.
var measures = []struct {
	name string
	of   func(eval.Figures) float64
}{
	{"nDCG@10", func(f eval.Figures) float64 { return f.NDCG10 }},
	{"Recall@1", func(f eval.Figures) float64 { return f.Recall1 }},
}

// add appends the figures of an engine.
func (r *result) add(name string, set *eval.Set, rankings []eval.Ranking) {
	s := scores{Engine: name}
	for _, ranking := range rankings {
		s.queries = append(s.queries, eval.Measure(ranking.Rows, set.Grades[ranking.Query]))
	}
	s.Figures = eval.Mean(s.queries)
	r.Engines = append(r.Engines, s)
}

// compare appends cleannet's figures and what it gains over the best of the
// engines that stand there, which may be another one by each measure.
func (r *result) compare(set *eval.Set, rankings []eval.Ranking) {
	theirs := len(r.Engines)
	r.add(ourName, set, rankings)
	ours := r.Engines[theirs]
	for _, m := range measures {
		best := r.Engines[0]
		for _, s := range r.Engines[1:theirs] {
			if m.of(s.Figures) > m.of(best.Figures) {
				best = s
			}
		}
		r.Gains = append(r.Gains, gain{m.name, best.Engine, bootstrap(each(ours.queries, m.of), each(best.queries, m.of))})
	}
}

func each(figures []eval.Figures, of func(eval.Figures) float64) []float64 {
	out := make([]float64, len(figures))
	for i, f := range figures {
		out[i] = of(f)
	}
	return out
}

func writeJSON(w io.Writer, results []result) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"seed": seed, "resamples": resamples, "sets": results})
}

// writeTable writes Markdown: of one set an engine a line with all figures, of
// several a set a line with an engine a column.
func writeTable(w io.Writer, results []result) error {
	var b strings.Builder
	if len(results) == 1 {
		engineLines(&b, results[0])
	} else {
		setLines(&b, results)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func engineLines(b *strings.Builder, r result) {
	fmt.Fprintf(b, "%s: %d rows, %d queries\n\n", r.Set, r.Rows, r.Queries)
	b.WriteString("| engine | nDCG@10 | MRR@10 | Recall@1 | Recall@5 | Recall@20 | Recall@100 |\n|---|---|---|---|---|---|---|\n")
	for _, s := range r.Engines {
		fmt.Fprintf(b, "| %s | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f |\n", s.Engine,
			s.NDCG10, s.MRR10, s.Recall1, s.Recall5, s.Recall20, s.Recall100)
	}
	for _, g := range r.Gains {
		fmt.Fprintf(b, "| %s: %s above %s (95 %% of resamples) | %s | | | | | |\n", ourName, g.Measure, g.Best, g.interval)
	}
}

func setLines(b *strings.Builder, results []result) {
	fmt.Fprintf(b, "nDCG@10 / Recall@1. Gains over the best peer: mean [95 %% of a paired bootstrap over queries, %d resamples, seed %d].\n\n", resamples, seed)
	head := "| nDCG@10 / Recall@1 |"
	rule := "|---|"
	for _, s := range results[0].Engines {
		head += " " + s.Engine + " |"
		rule += "---|"
	}
	for _, g := range results[0].Gains {
		head += " " + g.Measure + " above the best |"
		rule += "---|"
	}
	b.WriteString(head + "\n" + rule + "\n")
	for _, r := range results {
		fmt.Fprintf(b, "| %s |", r.Set)
		for _, s := range r.Engines {
			fmt.Fprintf(b, " %.3f / %.3f |", s.NDCG10, s.Recall1)
		}
		for _, g := range r.Gains {
			fmt.Fprintf(b, " %s (%s) |", g.interval, g.Best)
		}
		b.WriteString("\n")
	}
}

// String writes an interval as tables have it.
func (i interval) String() string {
	return fmt.Sprintf("%+.4f [%+.4f, %+.4f]", i.Mean, i.Low, i.High)
}
