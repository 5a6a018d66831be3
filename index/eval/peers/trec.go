package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"cleannet/index/eval"
)

// readRun reads lines of a TREC run (query, Q0, row, rank, score, name) into
// rankings by query. Rows are put in order of score, kept in 32 bits, and ties
// in falling order of id, whatever the rank says, as trec_eval does; a row that
// stands twice for a query is an error. An error begins with the line's number.
func readRun(r io.Reader) (map[string]eval.Ranking, error) {
	out := map[string]eval.Ranking{}
	seen := map[[2]string]bool{}
	lines := bufio.NewScanner(r)
	n := 1
	for ; lines.Scan(); n++ {
		f := strings.Fields(lines.Text())
		if len(f) == 0 {
			continue
		}
		if len(f) != 6 {
			return nil, fmt.Errorf("%d: %d fields, want query, Q0, row, rank, score and name", n, len(f))
		}
		score, err := strconv.ParseFloat(f[4], 32)
		if err != nil || score != score {
			return nil, fmt.Errorf("%d: score %q is no number", n, f[4])
		}
		if seen[[2]string{f[0], f[2]}] {
			return nil, fmt.Errorf("%d: row %s stands twice for query %s", n, f[2], f[0])
		}
		seen[[2]string{f[0], f[2]}] = true
		q := out[f[0]]
		q.Query, q.Rows, q.Scores = f[0], append(q.Rows, f[2]), append(q.Scores, score)
		out[f[0]] = q
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%d: %w", n, err)
	}
	for _, q := range out {
		order(q)
	}
	return out, nil
}

// order sorts the rows of a ranking in place.
func order(q eval.Ranking) {
	type scored struct {
		row   string
		score float64
	}
	rows := make([]scored, len(q.Rows))
	for i := range q.Rows {
		rows[i] = scored{q.Rows[i], q.Scores[i]}
	}
	slices.SortFunc(rows, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.row, a.row))
	})
	for i, r := range rows {
		q.Rows[i], q.Scores[i] = r.row, r.score
	}
}

// runOf picks the rankings of the queries, in their order, out of a run; a query
// that the run lacks has an empty one. A run with a query or row that the set
// lacks is of another set, and an error.
func runOf(run map[string]eval.Ranking, set *eval.Set, queries []eval.Query) ([]eval.Ranking, error) {
	known, rows := map[string]bool{}, map[string]bool{}
	for _, q := range set.Queries {
		known[q.ID] = true
	}
	for _, r := range set.Rows {
		rows[r.ID] = true
	}
	for id, ranking := range run {
		if !known[id] {
			return nil, fmt.Errorf("query %s is not of the set", id)
		}
		for _, row := range ranking.Rows {
			if !rows[row] {
				return nil, fmt.Errorf("row %s is not of the set", row)
			}
		}
	}
	var out []eval.Ranking
	for _, q := range queries {
		r := run[q.ID]
		r.Query = q.ID
		out = append(out, r)
	}
	return out, nil
}
