package eval

import (
	"bufio"
	"bytes"
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

func files(corpus, queries, qrels string) fstest.MapFS {
	return fstest.MapFS{
		"corpus.jsonl":    {Data: []byte(corpus)},
		"queries.jsonl":   {Data: []byte(queries)},
		"qrels/test.tsv":  {Data: []byte(qrels)},
		"qrels/other.txt": {Data: []byte("not read")},
	}
}

func TestReadSet(t *testing.T) {
	s, err := ReadSet(files(`{"_id":"r1","title":"T","text":"x","article":"a"}`+"\n\n"+`{"_id":"r2","text":"y"}`,
		`{"_id":"q1","text":"what?","answers":["x"]}`, "query-id\tcorpus-id\tscore\nq1\tr1\t2\nq1\tr2\t0\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rows) != 2 || s.Rows[0].Article != "a" || s.Queries[0].Answers[0] != "x" || s.Grades["q1"]["r1"] != 2 || s.Unanswerable != nil {
		t.Errorf("ReadSet = %+v", s)
	}
	row, q, head := `{"_id":"r1","text":"x"}`, `{"_id":"q1","text":"?"}`, "h\n"
	for want, fsys := range map[string]fstest.MapFS{
		"corpus.jsonl:2:":                           files(row+"\n{", q, head),
		`corpus.jsonl: _id "r1" is missing or`:      files(row+"\n"+row, q, head),
		`queries.jsonl: _id "" is missing or stand`: files(row, `{"text":"?"}`, head),
		"qrels/test.tsv:2: 2 fields":                files(row, q, head+"q1\tr1"),
		"qrels/test.tsv:3: score":                   files(row, q, head+"\nq1\tr1\tx"),
		`qrels: row "r9" is not in corpus.jsonl`:    files(row, q, head+"q1\tr9\t1"),
		`qrels: query "q9" is not in queries.jsonl`: files(row, q, head+"q9\tr1\t1"),
	} {
		if _, err := ReadSet(fsys); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error = %v, want %q", err, want)
		}
	}
	if _, err := ReadSet(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), "corpus.jsonl") {
		t.Errorf("an empty folder gives %v", err)
	}
}

// FuzzReadSet holds that what is read keeps to what the evaluator relies on:
// ids that are there and differ, and judgements of known rows alone.
func FuzzReadSet(f *testing.F) {
	f.Add(`{"_id":"r1","text":"x"}`, `{"_id":"q1","text":"?"}`, "h\nq1\tr1\t1")
	f.Add("{}", "[]", "")
	f.Fuzz(func(t *testing.T, corpus, queries, qrels string) {
		s, err := ReadSet(files(corpus, queries, qrels))
		if err != nil {
			return
		}
		known := map[string]bool{}
		for _, r := range s.Rows {
			if r.ID == "" || known[r.ID] {
				t.Fatalf("row id %q", r.ID)
			}
			known[r.ID] = true
		}
		for _, grades := range s.Grades {
			for row := range grades {
				if !known[row] {
					t.Fatalf("judged row %q is unknown", row)
				}
			}
		}
	})
}

func TestTypo(t *testing.T) {
	const text = "who led the U.S. delegation in Seoul?"
	seen := map[int]bool{}
	for i := range 200 {
		got := typo(text, strconv.Itoa(i), 7)
		if got != typo(text, strconv.Itoa(i), 7) {
			t.Fatal("the same seed and id give two typos")
		}
		if d := utf8.RuneCountInString(got) - utf8.RuneCountInString(text); d < -1 || d > 1 {
			t.Fatalf("typo = %q, more than one edit", got)
		} else {
			seen[d] = true
		}
		for _, word := range []string{"who led the U.S. ", " in "} {
			if !strings.Contains(got, word) {
				t.Fatalf("typo = %q: a word of three letters was edited", got)
			}
		}
	}
	if len(seen) != 3 {
		t.Errorf("200 typos change the length by %v, want insertions, deletions and others", seen)
	}
	if got := typo("5G in UK?", "q", 1); got != "5G in UK?" {
		t.Errorf("typo = %q in a text without a long word", got)
	}
}

// readRun is a small reader of TREC runs that shares nothing with the writer: it
// ranks by the score of the line, as trec_eval does, in 32 bits, ties by
// falling id.
func readRun(t *testing.T, run []byte) map[string][]string {
	type line struct {
		row   string
		score float32
	}
	byQuery := map[string][]line{}
	for sc := bufio.NewScanner(bytes.NewReader(run)); sc.Scan(); {
		f := strings.Fields(sc.Text())
		if len(f) != 6 || f[1] != "Q0" || f[5] != "cleannet" {
			t.Fatalf("run line %q", sc.Text())
		}
		score, err := strconv.ParseFloat(f[4], 32)
		if err != nil {
			t.Fatal(err)
		}
		byQuery[f[0]] = append(byQuery[f[0]], line{f[2], float32(score)})
	}
	out := map[string][]string{}
	for q, lines := range byQuery {
		slices.SortFunc(lines, func(a, b line) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.row, a.row))
		})
		for _, l := range lines {
			out[q] = append(out[q], l.row)
		}
	}
	return out
}

func TestWriteRunKeepsTheOrder(t *testing.T) {
	in := []Ranking{
		{"q1", []string{"a", "b", "c"}, []float64{2, 2, 2}},
		{"q2", []string{"a", "b", "c", "d"}, []float64{1e9, 1e9 - 1e-3, 0, math.Inf(-1)}},
		{"q3", []string{"z"}, []float64{-3}},
	}
	var b bytes.Buffer
	if err := WriteRun(&b, "cleannet", in); err != nil {
		t.Fatal(err)
	}
	got := readRun(t, b.Bytes())
	for _, r := range in {
		if !slices.Equal(got[r.Query], r.Rows) {
			t.Errorf("%s reads back as %v, want %v", r.Query, got[r.Query], r.Rows)
		}
	}
}
