package eval

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/entity"
	"cleannet/index"
)

var updateJudged = flag.Bool("update-judged", false, "rewrite the golden files of testdata's questions")

// judged are our own sets of questions over the built-in articles, by files of
// testdata, written by people who had not written the articles:
//
//   - questions: as people ask them;
//   - pairs: one that an article answers and one close by that none does, so that
//     words alone do not tell them apart;
//   - others: about other things, half of them sharing a name or a word;
//   - loose: as questions, but asked more loosely, by people who had read the facts of
//     the sources and two articles, and not the summaries;
//   - heldout: as questions, and no weight of package answer was fitted on them;
//   - fresh: as loose, and not fitted on either. None of its failures was read.
//
// Those of loose and fresh with an id in c to h judge the sources of the first 155
// articles alone, so that what another article answers counts as wrong.
var judged = []string{"questions", "pairs", "others", "loose", "heldout", "fresh"}

// TestJudgedQuestions asks our own judged sets of the built-in articles and holds
// the figures against files that a reviewer can read.
func TestJudgedQuestions(t *testing.T) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		t.Fatal(err)
	}
	e, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s, err := index.Build(context.Background(), c, index.Options{Entities: e.Find, Names: e.Spellings()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, name := range judged {
		t.Run(name, func(t *testing.T) { judge(t, s, name) })
	}
}

// judge asks the questions of one file.
func judge(t *testing.T, s *index.Snapshot, name string) {
	questions := readJudged(t, name)
	for _, q := range questions {
		for _, id := range q.Sources {
			if _, ok := s.Corpus().Article(id); !ok {
				t.Errorf("question %s names article %q, which there is not", q.ID, id)
			}
		}
	}
	r, err := Ask(context.Background(), s, questions, nil)
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", name+".golden")
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
	outcomes := []struct {
		name string
		of   Outcomes
	}{{"answerable", r.Answerable}, {"unanswerable", r.Unanswerable}}
	if other := r.Types["other-subject"]; other != nil {
		outcomes = append(outcomes, struct {
			name string
			of   Outcomes
		}{"of these other subjects", *other})
	}
	for _, o := range outcomes {
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

// TestAsksAreNotJudged holds that no article is asked for in the words of a question
// that is judged: else the figures would tell of the asks alone.
func TestAsksAreNotJudged(t *testing.T) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		t.Fatal(err)
	}
	plain := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	}
	asks := map[string]string{}
	for a := range c.All() {
		for _, ask := range a.Asks {
			asks[plain(ask.Text)] = a.ID
		}
	}
	if len(asks) < 20000 {
		t.Errorf("%d asks in all", len(asks))
	}
	for _, name := range judged {
		for _, q := range readJudged(t, name) {
			if id, ok := asks[plain(q.Text)]; ok {
				t.Errorf("%s %s is an ask of %s: %s", name, q.ID, id, q.Text)
			}
		}
	}
}

func readJudged(t *testing.T, name string) []Question {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := ReadQuestions(f)
	if err != nil {
		t.Fatal(err)
	}
	return questions
}
