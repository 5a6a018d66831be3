// Command cleannet-train fits the weights of package rank on judged sets.
//
//	cleannet-train --sets DIR [--out FILE] [--folds N] [--ablate]
//
// DIR holds the sets as folders in BEIR layout. The weights are fitted on
// squad11dev, squad2dev, newwiki and scifact; the others are only scored. The
// figures that it prints are out of sample: for the training sets from folds by
// article (articles are told apart by title, as two sets share some), and from
// weights fitted without the set; for the others from the weights written.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"cleannet/corpus/passage"
	"cleannet/index"
	"cleannet/index/eval"
	"cleannet/index/rank"
)

var (
	trained = []string{"squad11dev", "squad2dev", "newwiki", "scifact"}
	held    = []string{"trecqa", "wikiqa", "cisi", "xquad-en", "xquad-de", "xquad-es"}
)

func main() {
	sets := flag.String("sets", "", "folder of the judged sets")
	out := flag.String("out", "", "where to write the weights; nowhere if empty")
	folds := flag.Int("folds", 5, "folds by article; 0 leaves them out")
	loso := flag.Bool("leave-out", false, "fit without each set and score it")
	ablate := flag.Bool("ablate", false, "fit without each feature")
	sample := flag.Int("sample", 3000, "queries of a set to fit on; 0 means all")
	flag.Parse()
	if err := run(*sets, *out, *folds, *loso, *ablate, *sample); err != nil {
		fmt.Fprintln(os.Stderr, "cleannet-train:", err)
		os.Exit(1)
	}
}

// A dataset is a judged set as the models see it.
type dataset struct {
	name     string
	examples []eval.Example
}

func run(dir, out string, folds int, loso, ablate bool, sample int) error {
	data, err := load(dir, append(slices.Clone(trained), held...))
	if err != nil {
		return err
	}
	train := data[:len(trained)]
	if folds > 0 {
		fmt.Println("# folds by article")
		byFold(train, folds, sample)
	}
	if loso {
		fmt.Println("# fitted without the set")
		for i, d := range train {
			m := fit(slices.Delete(slices.Clone(train), i, i+1), everything, sample)
			report(d.name, score(m, d.examples))
		}
	}
	m := fit(train, everything, sample)
	fmt.Println("# weights as written; the first four are in sample")
	for _, d := range data {
		report(d.name, score(m, d.examples))
	}
	if ablate {
		ablation(train, sample)
	}
	if out == "" {
		return nil
	}
	return write(out, m, sample)
}

// load reads the sets and their candidates, two at a time.
func load(dir string, names []string) ([]dataset, error) {
	data := make([]dataset, len(names))
	errs := make([]error, len(names))
	slots := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			set, err := eval.ReadSet(os.DirFS(filepath.Join(dir, name)))
			if err != nil {
				errs[i] = fmt.Errorf("%s: %w", name, err)
				return
			}
			data[i].name = name
			errs[i] = eval.Examples(context.Background(), set, index.Options{Window: passage.Window{Words: winWords}}, func(e eval.Example) {
				data[i].examples = append(data[i].examples, e)
			})
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

var winWords = func() int { n, _ := strconv.Atoi(os.Getenv("WIN")); return n }()

func fold(group string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(group))
	return int(h.Sum32() % uint32(n))
}

func everything(eval.Example) bool { return true }

func byFold(train []dataset, n, sample int) {
	total := map[string]figures{}
	for k := range n {
		m := fit(train, func(e eval.Example) bool { return fold(e.Group, n) != k }, sample)
		for _, d := range train {
			var mine []eval.Example
			for _, e := range d.examples {
				if fold(e.Group, n) == k {
					mine = append(mine, e)
				}
			}
			t := total[d.name]
			t.add(score(m, mine))
			total[d.name] = t
		}
	}
	for _, d := range train {
		report(d.name, total[d.name])
	}
}

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

func report(name string, f figures) {
	fmt.Printf("%-11s nDCG@10 %.4f  R@1 %.4f  sentence@1 %.4f @3 %.4f  (%d)\n", name, f.ndcg/f.queries, f.recall1/f.queries,
		f.sent1/max(f.answered, 1), f.sent3/max(f.answered, 1), int(f.queries))
}

// score ranks the examples by m, as a search does.
func score(m *rank.Model, examples []eval.Example) figures {
	var f figures
	for _, e := range examples {
		f.queries++
		type ranked struct {
			at    int
			score float64
		}
		var list []ranked
		for i := range e.Candidates {
			list = append(list, ranked{i, passageScore(m, &e.Candidates[i])})
		}
		slices.SortStableFunc(list, func(a, b ranked) int {
			switch {
			case a.score > b.score:
				return -1
			case a.score < b.score:
				return 1
			}
			return 0
		})
		var rows []string
		for _, r := range list {
			if row := e.Candidates[r.at].Row; !slices.Contains(rows, row) {
				rows = append(rows, row)
			}
		}
		f.ndcg += eval.NDCG(rows, e.Grades, 10)
		f.recall1 += eval.Recall(rows, e.Grades, 1)
		if len(e.Query.Answers) == 0 {
			continue
		}
		f.answered++
		type sent struct {
			score float64
			holds bool
		}
		var sents []sent
		for _, r := range list {
			c := &e.Candidates[r.at]
			for i, v := range c.Sentences {
				sents = append(sents, sent{dot(m.Sentence, v) + m.FromPassage*r.score, c.Holds[i]})
			}
		}
		slices.SortStableFunc(sents, func(a, b sent) int {
			switch {
			case a.score > b.score:
				return -1
			case a.score < b.score:
				return 1
			}
			return 0
		})
		for i, s := range sents[:min(3, len(sents))] {
			if s.holds {
				if i == 0 {
					f.sent1++
				}
				f.sent3++
				break
			}
		}
	}
	return f
}

var bestAt = slices.Index(rank.PassageFeatures, "best_sentence")

func best(m *rank.Model, c *eval.Labelled) float64 {
	top := math.Inf(-1)
	for _, v := range c.Sentences {
		top = max(top, dot(m.Sentence, v))
	}
	if len(c.Sentences) == 0 {
		return 0
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

func write(path string, m *rank.Model, sample int) error {
	f := rank.File{Passage: named(rank.PassageFeatures, m.Passage), Sentence: named(rank.SentenceFeatures, m.Sentence),
		Both: named([]string{"passage"}, []float64{m.FromPassage}), Confidence: named(rank.ConfidenceFeatures, m.Confidence),
		Provenance: map[string]string{
			"made by": "cleannet-train",
			"sets":    "squad11dev, squad2dev (SQuAD, CC BY-SA 4.0), newwiki (SQuADShifts, CC BY 4.0), scifact (SciFact claims, CC BY-NC 2.0)",
			"sample":  fmt.Sprintf("%d queries of each set, evenly spaced; no random numbers", sample),
		}}
	data, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

func named(names []string, v []float64) map[string]float64 {
	m := map[string]float64{}
	for i, n := range names {
		m[n] = math.Round(v[i]*1e6) / 1e6
	}
	return m
}
