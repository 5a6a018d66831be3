package eval

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"cleannet/index"
	"cleannet/index/query"
)

// An Example is a judged query with the candidates that a search would rerank.
type Example struct {
	Query      Query
	Group      string // title, or else id, of the article of a relevant row
	Grades     map[string]int
	Candidates []Labelled // in the order of the first stage
}

// A Labelled is a candidate with what is known of it.
type Labelled struct {
	index.Candidate
	Row      string
	Relevant bool
	Holds    []bool // for each sentence: relevant, and an answer stands in it
}

// Examples calls visit with each judged query of a set, in order, or, where
// foreign is not nil, with those queries instead, to which nothing is relevant.
func Examples(ctx context.Context, set *Set, foreign []Query, o index.Options, visit func(Example)) error {
	b, err := build(ctx, set, o)
	if err != nil {
		return err
	}
	defer b.snapshot.Close()
	group := b.groups()
	queries, judged := foreign, set.Grades
	if foreign == nil {
		queries = set.Queries
	} else {
		judged = nil
	}
	for _, q := range queries {
		grades := judged[q.ID]
		if foreign == nil && !relevant(grades) {
			continue
		}
		e := Example{Query: q, Grades: grades}
		for _, row := range slices.Sorted(maps.Keys(grades)) {
			if grades[row] > 0 {
				e.Group = group[row]
				break
			}
		}
		cands, err := b.snapshot.Candidates(ctx, query.Parse(q.Text))
		if err != nil {
			return fmt.Errorf("query %s: %w", q.ID, err)
		}
		for _, c := range cands {
			e.Candidates = append(e.Candidates, b.label(c, q, grades))
		}
		visit(e)
	}
	return nil
}

// groups returns for each row what tells its article from others: its title,
// which two sets made of the same articles share.
func (b *bench) groups() map[string]string {
	m := map[string]string{}
	for a := range b.snapshot.Corpus().All() {
		for _, r := range b.rows[a.ID] {
			m[r.id] = a.ID
			if a.Title != "" {
				m[r.id] = a.Title
			}
		}
	}
	return m
}

func (b *bench) label(c index.Candidate, q Query, grades map[string]int) Labelled {
	a := c.Passage.Article
	l := Labelled{Candidate: c, Row: b.row(a, c.Passage.Span)}
	l.Relevant = grades[l.Row] > 0
	l.Holds = make([]bool, len(c.Passage.Sentences))
	for i, s := range c.Passage.Sentences {
		l.Holds[i] = l.Relevant && holds(a.Slice(s), q.Answers)
	}
	return l
}
