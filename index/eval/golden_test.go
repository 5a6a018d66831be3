package eval

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cleannet/index"
	"cleannet/index/query"
)

// TestRankingIsTheGoldenOne holds the figures of sets that no weight was fitted
// on against the golden file, so that a change of the ranking is seen.
func TestRankingIsTheGoldenOne(t *testing.T) {
	dir := os.Getenv("CLEANNET_TESTDATA")
	if dir == "" {
		t.Skip("CLEANNET_TESTDATA does not name the folder of the judged sets")
	}
	golden, err := os.ReadFile("testdata/golden/ranking.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"trecqa", "xquad-en", "xquad-de"} {
		set, err := ReadSet(os.DirFS(filepath.Join(dir, "eval", name)))
		if err != nil {
			t.Fatal(err)
		}
		b, err := build(context.Background(), set, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sum, n := 0.0, 0.0
		for _, q := range set.Queries {
			grades := set.Grades[q.ID]
			if !relevant(grades) {
				continue
			}
			res, err := b.snapshot.Search(context.Background(), query.Parse(q.Text), searchDepth)
			if err != nil {
				t.Fatalf("query %s: %v", q.ID, err)
			}
			sum += ndcg(b.rank(q.ID, res.Hits).Rows, grades, 10)
			n++
		}
		b.snapshot.Close()
		want := goldenNDCG(t, string(golden), name)
		// The file has four digits; the trainer ranks 30 candidates, a search goes on.
		if got := sum / n; math.Abs(got-want) > 0.002 {
			t.Errorf("%s: nDCG@10 %.4f, golden %.4f", name, got, want)
		}
	}
}

// goldenNDCG returns the figure of the first line about a set.
func goldenNDCG(t *testing.T, golden, name string) float64 {
	t.Helper()
	for line := range strings.Lines(golden) {
		var set string
		var v float64
		if n, _ := fmt.Sscanf(line, "%s nDCG@10 %f", &set, &v); n == 2 && set == name {
			return v
		}
	}
	t.Fatalf("the golden file has no line about %s", name)
	return 0
}
