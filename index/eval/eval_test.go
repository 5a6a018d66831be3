package eval

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/answer"
)

// testSet has rows of several paragraphs, of one article, alone, and alike.
func testSet(t *testing.T) *Set {
	t.Helper()
	var rows, queries, qrels strings.Builder
	long := strings.Repeat("The harbour was rebuilt in stone after the great storm of that year. ", 30)
	for i, text := range []string{
		"The canal was opened by the mayor in 1901.", long + "The lighthouse was painted white in 1923.",
		"Ferries cross\\n\\nto the island twice a day.", "The museum shows ropes and anchors.",
	} {
		fmt.Fprintf(&rows, `{"_id":"p%d","article":"port","title":"Port","text":"%s"}`+"\n", i, text)
	}
	rows.WriteString(`{"_id":"bridge","title":"Bridge","text":"The bridge was opened by the king in 1888."}`)
	for i, q := range []string{
		`"text":"who opened the canal?","answers":["the Mayor"]`, `"text":"when was the lighthouse painted white?","answers":["1923"]`,
		`"text":"ferries to the island"`, `"text":"who opened the bridge?","answers":["the king"]`,
	} {
		fmt.Fprintf(&queries, `{"_id":"q%d",%s}`+"\n", i, q)
	}
	qrels.WriteString("query-id\tcorpus-id\tscore\nq0\tp0\t1\nq1\tp1\t1\nq2\tp2\t2\nq2\tp0\t1\nq3\tbridge\t1\n")
	s, err := ReadSet(fstest.MapFS{"corpus.jsonl": {Data: []byte(rows.String())}, "queries.jsonl": {Data: []byte(queries.String())},
		"qrels/a.tsv": {Data: []byte(qrels.String())}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRunAgainstItsRunFile computes the figures once more from the run file as
// read back, with sums of its own, and holds them against the report.
func TestRunAgainstItsRunFile(t *testing.T) {
	set := testSet(t)
	report, rankings, err := Run(context.Background(), set, []Query{{ID: "n", Text: "opera singers"}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteRun(&b, "cleannet", rankings); err != nil {
		t.Fatal(err)
	}
	run := readRun(t, b.Bytes())
	var mrr, recall1 float64
	for q, grades := range set.Grades {
		relevant := 0
		for _, g := range grades {
			if g > 0 {
				relevant++
			}
		}
		for i, row := range run[q] {
			if grades[row] > 0 {
				mrr += 1 / float64(i+1)
				if i == 0 {
					recall1 += 1 / float64(relevant)
				}
				break
			}
		}
	}
	if !near(mrr/4, report.MRR10) || !near(recall1/4, report.Recall1) {
		t.Errorf("from the run file MRR %.4f and recall@1 %.4f, reported %.4f and %.4f", mrr/4, recall1/4, report.MRR10, report.Recall1)
	}
	if report.Queries != 4 || report.Rows != 5 || report.Answers.Queries != 3 || report.Negatives.Negatives != 1 {
		t.Errorf("report = %+v", report)
	}
	// The long row is several passages, of which its ranking names the row once.
	if report.Passages <= 6 {
		t.Errorf("%d passages, want the long row cut", report.Passages)
	}
	for _, r := range rankings {
		seen := map[string]bool{}
		for _, row := range r.Rows {
			if seen[row] {
				t.Errorf("%s ranks %s twice", r.Query, row)
			}
			seen[row] = true
		}
	}
	if got := run["q1"][0]; got != "p1" {
		t.Errorf("the last passage of a long row ranks %s first, want p1", got)
	}
	if report.Answers.Sentence1 != 1 {
		t.Errorf("answer in sentence@1 = %v, want all three", report.Answers.Sentence1)
	}
}

func TestRowsMapToSpans(t *testing.T) {
	set := testSet(t)
	b, err := build(context.Background(), set, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.snapshot.Close()
	found := map[string]bool{}
	for a := range b.snapshot.Corpus().All() {
		for _, p := range b.snapshot.Passages(a.ID) {
			id := b.row(a, p.Span)
			if id == "" {
				t.Errorf("passage %v of %s has no row", p.Span, a.ID)
			}
			found[id] = true
			for _, row := range set.Rows {
				if row.ID == id && !strings.Contains(row.Text, strings.TrimSpace(p.Text())) {
					t.Errorf("passage %q is not in its row %s", p.Text(), id)
				}
			}
		}
	}
	if len(found) != len(set.Rows) {
		t.Errorf("passages map to %d rows, want all %d", len(found), len(set.Rows))
	}
}

func TestHolds(t *testing.T) {
	for _, tt := range []struct {
		text string
		keys []string
		want bool
	}{
		{"Led by Keith KRACH.", []string{"krach"}, true},
		{"ＬＧ Ｕ＋ 2020", []string{"LG U+"}, true},
		{"more than\n 53 members", []string{"40", "than 53"}, true},
		{"anything", []string{"", " "}, false},
		{"anything", nil, false},
	} {
		if got := holds(tt.text, tt.keys); got != tt.want {
			t.Errorf("holds(%q, %q) = %v", tt.text, tt.keys, got)
		}
	}
}

// TestQuestionFiguresByHand adds four answers whose figures can be counted.
func TestQuestionFiguresByHand(t *testing.T) {
	quote := func(source int) answer.Quote { return quoteOf([]string{"alpha", "beta", "gamma"}[source]) }
	questions := []Question{
		{ID: "1", Text: "a?", Type: "who", Sources: []string{"alpha"}, Keys: []string{"says alpha"}},
		{ID: "2", Text: "b?", Type: "who", Sources: []string{"beta"}, Keys: []string{"says beta"}},
		{ID: "3", Text: "what says gamma?", Type: "what", Sources: []string{"gamma"}, Keys: []string{"says gamma"}},
		{ID: "4", Text: "d?", Type: "none"},
	}
	answers := []answer.Answer{
		{Outcome: answer.Answered, Confidence: 0.9, Quotes: []answer.Quote{quote(0), quote(1)}},
		{Outcome: answer.Closest, Confidence: 0.5, Quotes: []answer.Quote{quote(0), quote(1)}},
		{Outcome: answer.Declined, Confidence: 0.1},
		{Outcome: answer.Answered, Confidence: 1, Quotes: []answer.Quote{quote(2)}},
	}
	r := &QuestionReport{Types: map[string]*Outcomes{}}
	for i := range questions {
		r.add(questions[i], answers[i])
	}
	r.finish(questions)
	// Source: first of 1, second of 2, none of 3. Key: 3's stands in its question.
	if !near(r.Source1, 1.0/3) || !near(r.Source3, 2.0/3) || r.Keyed != 2 || r.Key1 != 0.5 || r.Key3 != 1 {
		t.Errorf("source@1 %.3f @3 %.3f, keyed %d, key@1 %.3f @3 %.3f", r.Source1, r.Source3, r.Keyed, r.Key1, r.Key3)
	}
	if want := (Outcomes{3, 1, 1, 1}); r.Answerable != want {
		t.Errorf("answerable = %+v, want %+v", r.Answerable, want)
	}
	if want := (Outcomes{1, 1, 0, 0}); r.Unanswerable != want {
		t.Errorf("unanswerable = %+v, want %+v", r.Unanswerable, want)
	}
	// .9 and 1 share the last row of the table: one of two is right.
	if last := r.Reliability[4]; last.Questions != 2 || last.Right != 0.5 || !near(last.Confidence, 0.95) {
		t.Errorf("last row of the reliability table = %+v", last)
	}
}

// FuzzReadQuestions holds that every question read has an id of its own and a text.
func FuzzReadQuestions(f *testing.F) {
	f.Add(`{"id":"1","question":"?","gold_sources":["a"],"answer_keys":["k"]}`)
	f.Add("{}\n[]")
	f.Fuzz(func(t *testing.T, text string) {
		qs, err := ReadQuestions(strings.NewReader(text))
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, q := range qs {
			if q.ID == "" || q.Text == "" || seen[q.ID] {
				t.Errorf("question %+v", q)
			}
			seen[q.ID] = true
		}
	})
}

// quoteOf returns a quote of everything that a small article says.
func quoteOf(id string) answer.Quote {
	a := &corpus.Article{ID: id, Text: "It says " + id + "."}
	return answer.Quote{Source: 1, Article: a, Span: corpus.Span{Start: 0, End: len(a.Text)}}
}
