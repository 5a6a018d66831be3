// Package eval measures the search and the answers on judged questions.
//
// What is measured is what people get: a set is indexed as articles are
// indexed, its queries are asked as /search and /ask ask them. The metrics are
// computed here, held against runs computed by hand, and the run can be
// written for anyone's evaluator to check.
package eval

import (
	"context"
	"fmt"

	"cleannet/index"
	"cleannet/index/answer"
	"cleannet/index/query"
)

// searchDepth is how many passages are asked for: a row of several passages
// takes the place of its best one, so more than runDepth are needed to fill a
// ranking.
const searchDepth = 3 * runDepth

// Options are choices about a measurement. The zero value is right for most.
type Options struct {
	// Typos puts one edit into each query, drawn from Seed.
	Typos bool
	Seed  uint64
	// Index is how the rows are indexed.
	Index index.Options
	// Progress, where it is not nil, is told after each query how many are done.
	Progress func(done, total int)
}

// A Report is what was measured on a set. Figures are means over queries, from
// 0 to 1.
type Report struct {
	Rows     int `json:"rows"`
	Passages int `json:"passages"`
	Queries  int `json:"queries"` // those with a relevant row
	Figures
	// Answers is nil where no query has answers.
	Answers *Answers `json:"answers,omitempty"`
	// Negatives is nil where there were none.
	Negatives *Negatives `json:"negatives,omitempty"`
}

// Answers tells how often what is shown holds an answer and comes from a judged
// row: the ranked sentences, before quotes are chosen and weak answers
// withheld, and the quotes as composed.
type Answers struct {
	Queries   int     `json:"queries"` // those with answers and a relevant row
	Sentence1 float64 `json:"sentence@1"`
	Sentence3 float64 `json:"sentence@3"`
	Quote1    float64 `json:"quote@1"`
	Quote3    float64 `json:"quote@3"`
}

// Negatives tells how well confidence parts the queries that the set answers
// from those that it does not.
type Negatives struct {
	Positives  int     `json:"positives"`
	Negatives  int     `json:"negatives"`
	AUROC      float64 `json:"auroc"`
	Rejected90 float64 `json:"rejected@90"` // share of negatives below the threshold that keeps 90 % of the positives
	// Answered are the shares of either that were shown as plainly answered.
	AnsweredPositives float64 `json:"answered_positives"`
	AnsweredNegatives float64 `json:"answered_negatives"`
}

// Run measures a set, with those negatives beside it (nil: none), and returns
// the rankings too, in the order of the queries. Queries without a relevant row
// are left out, as in trec_eval.
func Run(ctx context.Context, set *Set, negatives []Query, o Options) (*Report, []Ranking, error) {
	b, err := build(ctx, set, o.Index)
	if err != nil {
		return nil, nil, err
	}
	defer b.snapshot.Close()
	m := &measurement{bench: b, options: o, report: &Report{Rows: len(set.Rows), Passages: b.snapshot.Len()}}
	judged := set.Judged()
	m.total = len(judged) + len(negatives)
	for _, q := range judged {
		if err := m.judged(ctx, q, set.Grades[q.ID]); err != nil {
			return nil, nil, fmt.Errorf("query %s: %w", q.ID, err)
		}
	}
	for _, q := range negatives {
		if err := m.negative(ctx, q); err != nil {
			return nil, nil, fmt.Errorf("query %s: %w", q.ID, err)
		}
	}
	return m.finish(), m.rankings, nil
}

// A measurement adds up figures over queries; finish makes means of them.
type measurement struct {
	*bench
	options           Options
	report            *Report
	rankings          []Ranking
	figures           []Figures // of each ranking
	positive, negated []float64 // confidence
	answered, falsely int       // outcomes: positives, negatives
	done, total       int
}

// ask searches for one query and composes its answer.
func (m *measurement) ask(ctx context.Context, q Query) (*index.Result, answer.Answer, error) {
	text := q.Text
	if m.options.Typos {
		text = typo(text, q.ID, m.options.Seed)
	}
	res, err := m.snapshot.Search(ctx, query.Parse(text), searchDepth)
	if err != nil {
		return nil, answer.Answer{}, err
	}
	m.done++
	if m.options.Progress != nil {
		m.options.Progress(m.done, m.total)
	}
	return res, answer.Compose(text, res, m.snapshot.Entities()), nil
}

func (m *measurement) judged(ctx context.Context, q Query, grades map[string]int) error {
	res, ans, err := m.ask(ctx, q)
	if err != nil {
		return err
	}
	ranking := m.rank(q.ID, res.Hits)
	m.rankings = append(m.rankings, ranking)
	m.report.Queries++
	m.figures = append(m.figures, Measure(ranking.Rows, grades))
	m.positive = append(m.positive, ans.Confidence)
	if ans.Outcome == answer.Answered {
		m.answered++
	}
	if len(q.Answers) > 0 {
		m.answers(q, grades, res, ans)
	}
	return nil
}

func (m *measurement) answers(q Query, grades map[string]int, res *index.Result, ans answer.Answer) {
	if m.report.Answers == nil {
		m.report.Answers = &Answers{}
	}
	a := m.report.Answers
	a.Queries++
	var sentences, quotes []bool
	for _, s := range answer.Sentences(res) {
		sentences = append(sentences, grades[m.row(s.Article, s.Span)] > 0 && holds(s.Article.Slice(s.Span), q.Answers))
	}
	for _, s := range ans.Quotes {
		quotes = append(quotes, grades[m.row(s.Article, s.Span)] > 0 && holds(s.Text(), q.Answers))
	}
	a.Sentence1 += among(sentences, 1)
	a.Sentence3 += among(sentences, 3)
	a.Quote1 += among(quotes, 1)
	a.Quote3 += among(quotes, 3)
}

// among returns 1 where one of the first k is true, else 0.
func among(ok []bool, k int) float64 {
	for _, v := range ok[:min(k, len(ok))] {
		if v {
			return 1
		}
	}
	return 0
}

func (m *measurement) negative(ctx context.Context, q Query) error {
	_, ans, err := m.ask(ctx, q)
	if err != nil {
		return err
	}
	m.negated = append(m.negated, ans.Confidence)
	if ans.Outcome == answer.Answered {
		m.falsely++
	}
	return nil
}

func (m *measurement) finish() *Report {
	r := m.report
	r.Figures = Mean(m.figures)
	if a := r.Answers; a != nil {
		for _, sum := range []*float64{&a.Sentence1, &a.Sentence3, &a.Quote1, &a.Quote3} {
			*sum /= float64(a.Queries)
		}
	}
	if len(m.positive) > 0 && len(m.negated) > 0 {
		r.Negatives = &Negatives{Positives: len(m.positive), Negatives: len(m.negated),
			AUROC: auroc(m.positive, m.negated), Rejected90: rejectedAt(m.positive, m.negated, 0.9),
			AnsweredPositives: float64(m.answered) / float64(len(m.positive)),
			AnsweredNegatives: float64(m.falsely) / float64(len(m.negated))}
	}
	return r
}
