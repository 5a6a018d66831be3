package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
)

// maxLine bounds a line of a set, in bytes: the longest row of the public sets
// that we know has 40 kB.
const maxLine = 4 << 20

// A Set is a judged collection in BEIR layout.
type Set struct {
	Rows         []Row
	Queries      []Query
	Grades       map[string]map[string]int // query id, row id: how relevant; 0 or less is not
	Unanswerable []Query                   // nil where the set has none
}

// A Row is one text that is judged. Rows of one Article, in order, are its
// passages; a row without one is an article by itself.
type Row struct {
	ID      string `json:"_id"`
	Title   string `json:"title"`
	Text    string `json:"text"`
	Article string `json:"article"`
}

// A Query is something asked of a set. Answers are the strings of which one
// should stand in what is shown; none means that only rows are judged.
type Query struct {
	ID      string   `json:"_id"`
	Text    string   `json:"text"`
	Answers []string `json:"answers"`
}

// ReadSet reads corpus.jsonl, queries.jsonl, qrels/*.tsv and, where there is
// one, unanswerable.jsonl. Every error names the file and, where it can, the
// line. Ids must be there and differ; a judgement of an unknown row or query is
// an error, as it would silently lower every figure.
func ReadSet(fsys fs.FS) (*Set, error) {
	s := &Set{Grades: map[string]map[string]int{}}
	if err := openLines(fsys, "corpus.jsonl", &s.Rows); err != nil {
		return nil, err
	}
	if err := openLines(fsys, "queries.jsonl", &s.Queries); err != nil {
		return nil, err
	}
	err := openLines(fsys, "unanswerable.jsonl", &s.Unanswerable)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	files, err := fs.Glob(fsys, "qrels/*.tsv")
	if err != nil || len(files) == 0 {
		return nil, errors.New("qrels: no *.tsv file")
	}
	for _, name := range files {
		f, err := fsys.Open(name)
		if err != nil {
			return nil, err
		}
		err = readGrades(f, s.Grades)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s:%w", name, err)
		}
	}
	return s, s.check()
}

func (s *Set) check() error {
	rows, queries := map[string]bool{}, map[string]bool{}
	for _, r := range s.Rows {
		if r.ID == "" || rows[r.ID] {
			return fmt.Errorf("corpus.jsonl: _id %q is missing or stands twice", r.ID)
		}
		rows[r.ID] = true
	}
	for _, q := range s.Queries {
		if q.ID == "" || queries[q.ID] {
			return fmt.Errorf("queries.jsonl: _id %q is missing or stands twice", q.ID)
		}
		queries[q.ID] = true
	}
	for q, grades := range s.Grades {
		if !queries[q] {
			return fmt.Errorf("qrels: query %q is not in queries.jsonl", q)
		}
		for row := range grades {
			if !rows[row] {
				return fmt.Errorf("qrels: row %q is not in corpus.jsonl", row)
			}
		}
	}
	return nil
}

// Judged returns the queries that have a relevant row, in order: those over
// which figures are means, as in trec_eval.
func (s *Set) Judged() []Query {
	var out []Query
	for _, q := range s.Queries {
		if relevant(s.Grades[q.ID]) {
			out = append(out, q)
		}
	}
	return out
}

func relevant(grades map[string]int) bool {
	for _, g := range grades {
		if g > 0 {
			return true
		}
	}
	return false
}

// ReadQueries reads JSON lines of queries, as unanswerable.jsonl has them.
func ReadQueries(r io.Reader) ([]Query, error) {
	var qs []Query
	err := readLines(r, &qs)
	return qs, err
}

func openLines[T any](fsys fs.FS, name string, into *[]T) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := readLines(f, into); err != nil {
		return fmt.Errorf("%s:%w", name, err)
	}
	return nil
}

// readLines appends one value a line; blank lines are left out. An error begins
// with the line's number.
func readLines[T any](r io.Reader, into *[]T) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 1
	for ; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return fmt.Errorf("%d: %w", n, err)
		}
		*into = append(*into, v)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%d: %w", n, err)
	}
	return nil
}

// readGrades reads "query-id corpus-id score" lines parted by tabs; the first
// line is the header. An error begins with the line's number.
func readGrades(r io.Reader, into map[string]map[string]int) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if n == 1 || line == "" {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return fmt.Errorf("%d: %d fields, want query-id, corpus-id and score", n, len(f))
		}
		grade, err := strconv.Atoi(f[2])
		if err != nil {
			return fmt.Errorf("%d: score: %w", n, err)
		}
		if into[f[0]] == nil {
			into[f[0]] = map[string]int{}
		}
		into[f[0]][f[1]] = grade
	}
	return lines.Err()
}
