package eval

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/entity"
	"cleannet/index"
)

var updateJudged = flag.Bool("update-judged", false, "rewrite testdata/questions.golden")

// TestJudgedQuestions asks our own judged set of the built-in articles and holds
// the figures against a file that a reviewer can read.
func TestJudgedQuestions(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "questions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := ReadQuestions(f)
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Load(articles.FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		for _, id := range q.Sources {
			if _, ok := c.Article(id); !ok {
				t.Errorf("question %s names article %q, which there is not", q.ID, id)
			}
		}
	}
	e, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	o := index.Options{Entities: e.Find} // as the program indexes them
	for _, en := range e.All() {
		o.Names = append(append(o.Names, en.Name), en.Aliases...)
	}
	s, err := index.Build(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := Ask(context.Background(), s, questions, nil)
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "questions.golden")
	got := figures(r, questions)
	if *updateJudged {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("figures: -want +got (rewrite with -update-judged)\n%s", diff)
	}
}

// figures writes a report down, with the questions that went wrong.
func figures(r *QuestionReport, questions []Question) string {
	var b strings.Builder
	fmt.Fprintf(&b, "source@1 %.3f  source@3 %.3f  key@1 %.3f  key@3 %.3f\n", r.Source1, r.Source3, r.Key1, r.Key3)
	for _, o := range []struct {
		name string
		of   Outcomes
	}{{"answerable", r.Answerable}, {"unanswerable", r.Unanswerable}, {"of these other subjects", *r.Types["other-subject"]}} {
		fmt.Fprintf(&b, "%s: %d answered, %d closest, %d declined\n", o.name, o.of.Answered, o.of.Closest, o.of.Declined)
	}
	fmt.Fprintln(&b, "\nreliability: confidence, questions, mean, right")
	for _, bin := range r.Reliability {
		fmt.Fprintf(&b, "%.1f-%.1f %3d %.2f %.2f\n", bin.From, bin.To, bin.Questions, bin.Confidence, bin.Right)
	}
	fmt.Fprintln(&b, "\nwrong: id, type, outcome, rank of the source, rank of the key")
	for i, res := range r.Results {
		q := questions[i]
		if q.Answerable() != (res.Outcome == "answered") || q.Answerable() && res.KeyRank == 0 {
			fmt.Fprintf(&b, "%s %s %s %d %d\n", res.ID, q.Type, res.Outcome, res.SourceRank, res.KeyRank)
		}
	}
	return b.String()
}
