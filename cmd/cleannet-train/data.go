package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"cleannet/index"
	"cleannet/index/eval"
	"cleannet/index/rank"
)

// A dataset is a judged set as the models see it.
type dataset struct {
	name     string
	examples []eval.Example
}

// load reads the sets and the candidates that a search with m's term weights
// finds, two sets at a time.
func (t *trainer) load(names []string, m *rank.Model) ([]dataset, error) {
	data := make([]dataset, len(names))
	errs := make([]error, len(names))
	slots := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			data[i].name = name
			errs[i] = t.examples(name, nil, m, func(e eval.Example) { data[i].examples = append(data[i].examples, e) })
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

// examples visits the queries of a set, or the foreign ones asked of it.
func (t *trainer) examples(name string, foreign []eval.Query, m *rank.Model, visit func(eval.Example)) error {
	set, err := eval.ReadSet(os.DirFS(filepath.Join(t.dir, name)))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	o := index.Options{Model: blank(m.Terms)}
	if err := eval.Examples(context.Background(), set, foreign, o, visit); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// blank is a model of term weights alone: examples hold features, not scores.
func blank(terms map[string]float64) *rank.Model {
	return &rank.Model{Terms: terms, Passage: make([]float64, len(rank.PassageFeatures)),
		Sentence: make([]float64, len(rank.SentenceFeatures)), Both: make([]float64, len(rank.SentenceFeatures)), Confidence: make([]float64, len(rank.ConfidenceFeatures))}
}

// fold puts an article into one of n folds.
func fold(group string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(group))
	return int(h.Sum32() % uint32(n))
}

func everything(*eval.Example) bool { return true }

// spread returns n evenly spaced examples of those that use lets through.
func spread(list []eval.Example, use func(*eval.Example) bool, n int) []*eval.Example {
	var mine []*eval.Example
	for i := range list {
		if use(&list[i]) {
			mine = append(mine, &list[i])
		}
	}
	if n <= 0 || len(mine) <= n {
		return mine
	}
	some := make([]*eval.Example, n)
	for k := range some {
		some[k] = mine[k*len(mine)/n]
	}
	return some
}

func (t *trainer) write(path string, m *rank.Model) error {
	f := rank.File{Passage: named(rank.PassageFeatures, m.Passage), Sentence: named(rank.SentenceFeatures, m.Sentence),
		Both: named(rank.BothFeatures(), append(slices.Clone(m.Both), m.FromPassage)), Confidence: named(rank.ConfidenceFeatures, m.Confidence),
		Terms: m.Terms,
		Provenance: map[string]string{
			"made by":    "cleannet-train",
			"sets":       "squad11dev, squad2dev (SQuAD 1.1 and 2.0, CC BY-SA 4.0), newwiki (SQuADShifts, CC BY 4.0), scifact (SciFact's training claims, CC BY-NC 2.0)",
			"sample":     sampleText(t.sample),
			"confidence": "newwiki's questions against squad11dev's, both asked of newwiki",
			"figures":    "index/eval/testdata/golden/ranking.txt",
		}}
	data, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	if err := os.WriteFile(path, append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

func sampleText(n int) string {
	if n > 0 {
		return fmt.Sprintf("up to %d queries of each set, evenly spaced; no random numbers, so no seed", n)
	}
	return "every query; no random numbers, so no seed"
}

func named(names []string, v []float64) map[string]float64 {
	m := map[string]float64{}
	for i, n := range names {
		m[n] = math.Round(v[i]*1e6) / 1e6
	}
	return m
}
