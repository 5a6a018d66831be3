package eval

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
)

// runDepth is how many rows of a query are ranked and written.
const runDepth = 100

// A Ranking is the rows found for one query, best first.
type Ranking struct {
	Query  string
	Rows   []string
	Scores []float64 // of the same length, not increasing
}

// WriteRun writes rankings as lines of a TREC run: query, Q0, row, rank, score,
// name (of what ranked). White space within an id or the name is written as "_".
// trec_eval sorts by score, kept in 32 bits, and ties by id, whatever the rank
// says; so the scores written fall strictly in 32 bits, and every evaluator sees
// our order.
func WriteRun(w io.Writer, name string, rankings []Ranking) error {
	b := bufio.NewWriter(w)
	space := strings.NewReplacer(" ", "_", "\t", "_", "\n", "_")
	for _, r := range rankings {
		last := float32(math.Inf(1))
		for i, row := range r.Rows {
			score := float32(r.Scores[i])
			if score >= last {
				score = math.Nextafter32(last, float32(math.Inf(-1)))
			}
			last = score
			fmt.Fprintf(b, "%s Q0 %s %d %.9g %s\n", space.Replace(r.Query), space.Replace(row), i+1, score, space.Replace(name))
		}
	}
	return b.Flush() // keeps the first error of the writes above
}
