package check

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"cleannet/corpus"
)

// A Row is what was recorded of a source before its summary was written: one
// JSON object on a line of testdata/sources.jsonl. Its facts are notes in our
// own words, taken from excerpts of the page.
type Row struct {
	ID            string   `json:"id"`
	URL           string   `json:"url"`
	Title         string   `json:"title"`
	TitleSupplied bool     `json:"title_supplied"` // made up from the address or the text
	Publisher     string   `json:"publisher"`
	Author        string   `json:"author"`    // "" where not known
	Published     string   `json:"published"` // "" where not known
	Lang          string   `json:"lang"`      // of the source
	Kind          string   `json:"kind"`
	Stance        string   `json:"stance"`
	Topics        []string `json:"topics"` // free tags, not those of package topic
	Countries     []string `json:"countries"`
	Facts         []string `json:"facts"`
}

// ReadRows reads rows, one on each line; empty lines do not count. A line that
// is no row, and an id that stands twice, is an error that names the line.
func ReadRows(r io.Reader) ([]Row, error) {
	var rows []Row
	var errs []error
	line, seen := 0, map[string]int{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line++
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		var row Row
		dec := json.NewDecoder(bytes.NewReader(sc.Bytes()))
		dec.DisallowUnknownFields()
		switch err := dec.Decode(&row); {
		case err != nil:
			errs = append(errs, fmt.Errorf("row %d: %w", line, err))
		case row.ID == "" || len(row.Facts) == 0:
			errs = append(errs, fmt.Errorf("row %d: no id or no facts", line))
		case seen[row.ID] != 0:
			errs = append(errs, fmt.Errorf("row %d: %s stands on line %d already", line, row.ID, seen[row.ID]))
		default:
			seen[row.ID] = line
			rows = append(rows, row)
		}
	}
	errs = append(errs, sc.Err())
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return rows, nil
}

// Against yields how the articles differ from what was recorded of their
// sources: a row without an article and a summary without a row, metadata that
// are not the row's, and what [Row.Missing] and [Row.Added] find.
func Against(c *corpus.Corpus, rows []Row) iter.Seq[corpus.Problem] {
	return func(yield func(corpus.Problem) bool) {
		known := map[string]bool{}
		for _, r := range rows {
			known[r.ID] = true
			for _, msg := range r.against(c) {
				if !yield(corpus.Problem{File: r.ID + corpus.Ext, Msg: msg}) {
					return
				}
			}
		}
		for a := range c.All() {
			if p := (corpus.Problem{File: a.ID + corpus.Ext, Msg: "has no row"}); !known[a.ID] && !yield(p) {
				return
			}
		}
	}
}

func (r Row) against(c *corpus.Corpus) []string {
	a, ok := c.Article(r.ID)
	if !ok {
		return []string{"there is no article for the row"}
	}
	problems := r.metadata(a)
	for _, s := range r.Missing(a.Text) {
		problems = append(problems, "a fact's "+s+" is not in the summary")
	}
	for _, s := range r.Added(a) {
		problems = append(problems, "the summary's "+s+" is not in the row")
	}
	return problems
}

// metadata returns which fields of an article are not the row's.
func (r Row) metadata(a *corpus.Article) []string {
	lang := a.SourceLang
	if lang == "" {
		lang = a.Lang
	}
	author, _, _ := strings.Cut(r.Author, " (") // "(interview with ...)"
	var problems []string
	for _, f := range []struct{ key, got, want string }{
		{"url", a.URL, r.URL},
		{"title", a.Title, corpus.Normalise(r.Title)},
		{"title_supplied", strconv.FormatBool(a.TitleSupplied), strconv.FormatBool(r.TitleSupplied)},
		{"publisher", a.Publisher, corpus.Normalise(r.Publisher)},
		{"authors", sortedWords(strings.Join(a.Authors, " ")), sortedWords(author)},
		{"published", a.Published.String(), r.Published},
		{"source_lang", lang, r.Lang},
		{"kind", string(a.Kind), r.Kind},
		{"stance", string(a.Stance), r.Stance},
		{"countries", strings.Join(a.Countries, " "), strings.Join(r.Countries, " ")},
	} {
		if f.got != f.want {
			problems = append(problems, fmt.Sprintf("%s: %q, the row has %q", f.key, f.got, f.want))
		}
	}
	return problems
}

// sortedWords makes the authors of a row, one string, comparable with a list.
func sortedWords(s string) string {
	words := slices.DeleteFunc(wordsOf(s), func(w string) bool { return w == "and" })
	slices.Sort(words)
	return strings.Join(words, " ")
}
