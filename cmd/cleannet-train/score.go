package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"cleannet/index/eval"
	"cleannet/index/rank"
)

// figures are sums over queries.
type figures struct {
	queries, ndcg, recall1 float64
	answered, sent1, sent3 float64
}

func (f *figures) add(g figures) {
	f.queries += g.queries
	f.ndcg += g.ndcg
	f.recall1 += g.recall1
	f.answered += g.answered
	f.sent1 += g.sent1
	f.sent3 += g.sent3
}

func (t *trainer) report(name string, f figures) {
	fmt.Fprintf(t.out, "%-11s nDCG@10 %.4f  R@1 %.4f", name, f.ndcg/f.queries, f.recall1/f.queries)
	if f.answered > 0 {
		fmt.Fprintf(t.out, "  sentence@1 %.4f @3 %.4f", f.sent1/f.answered, f.sent3/f.answered)
	}
	fmt.Fprintf(t.out, "  (%d queries)\n", int(f.queries))
}

// A place is a candidate in a ranking, or a sentence of it.
type place struct {
	at, sentence int
	score        float64
}

func byScore(a, b place) int { return cmp.Compare(b.score, a.score) }

// score ranks the examples by m, as a search does.
func score(m *rank.Model, examples []eval.Example) figures {
	var f figures
	for i := range examples {
		e := &examples[i]
		f.queries++
		passages, sentences := ranking(m, e)
		rows := ranked(e, passages).Rows
		f.ndcg += eval.NDCG(rows, e.Grades, 10)
		f.recall1 += eval.Recall(rows, e.Grades, 1)
		if len(e.Query.Answers) == 0 {
			continue
		}
		f.answered++
		for k, s := range sentences[:min(3, len(sentences))] {
			if e.Candidates[s.at].Holds[s.sentence] {
				if k == 0 {
					f.sent1++
				}
				f.sent3++
				break
			}
		}
	}
	return f
}

// ranked are the rows that passages are of, each where its best one stands.
func ranked(e *eval.Example, passages []place) eval.Ranking {
	r := eval.Ranking{Query: e.Query.ID}
	for _, p := range passages {
		if row := e.Candidates[p.at].Row; !slices.Contains(r.Rows, row) {
			r.Rows, r.Scores = append(r.Rows, row), append(r.Scores, p.score)
		}
	}
	return r
}

// rankings ranks the rows for each example by m.
func rankings(m *rank.Model, examples []eval.Example) []eval.Ranking {
	var out []eval.Ranking
	for i := range examples {
		passages, _ := ranking(m, &examples[i])
		out = append(out, ranked(&examples[i], passages))
	}
	return out
}

// keep writes the rankings of a set as a TREC run where -runs says.
func (t *trainer) keep(name string, list []eval.Ranking) error {
	if t.runs == "" {
		return nil
	}
	f, err := os.Create(filepath.Join(t.runs, name+".run"))
	if err != nil {
		return fmt.Errorf("keep run: %w", err)
	}
	if err := eval.WriteRun(f, "cleannet", list); err != nil {
		f.Close()
		return fmt.Errorf("keep run of %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("keep run: %w", err)
	}
	return nil
}

// rankPassages orders an example's passages.
func rankPassages(m *rank.Model, e *eval.Example) []place {
	var passages []place
	for i := range e.Candidates {
		passages = append(passages, place{at: i, score: passageScore(m, &e.Candidates[i])})
	}
	if len(passages) > 0 && !e.Candidates[0].Stands {
		slices.SortStableFunc(passages, byScore)
	}
	return passages
}

// ranking orders an example's passages, and their sentences.
func ranking(m *rank.Model, e *eval.Example) (passages, sentences []place) {
	passages = rankPassages(m, e)
	for _, p := range passages {
		for k, v := range e.Candidates[p.at].Sentences {
			sentences = append(sentences, place{p.at, k, dot(m.Both, v) + m.FromPassage*p.score})
		}
	}
	slices.SortStableFunc(sentences, byScore)
	return passages, sentences
}

var bestAt = slices.Index(rank.PassageFeatures, "best_sentence")

// best is the sentence model's score of c's best sentence, 0 for none.
func best(m *rank.Model, c *eval.Labelled) float64 {
	top := 0.0
	for i, v := range c.Sentences {
		if s := dot(m.Sentence, v); i == 0 || s > top {
			top = s
		}
	}
	return top
}

func passageScore(m *rank.Model, c *eval.Labelled) float64 {
	s := 0.0
	for j, v := range c.Features {
		if j == bestAt {
			v = best(m, c)
		}
		s += m.Passage[j] * v
	}
	return s
}
