package main

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"cleannet/index/eval"
)

// The constants of BM25 as Robertson and Zaragoza (The Probabilistic Relevance
// Framework, 2009) advise them and Lucene has them.
const (
	bm25K1 = 1.2
	bm25B  = 0.75
)

// chains are the filters behind Bleve's unicode tokenizer for each language;
// words of any other are put into lower case alone.
var chains = map[string][]string{
	"en": {"possessive_en", "to_lower", "stop_en", "stemmer_en_snowball"},
	"de": {"to_lower", "stop_de", "stemmer_de_snowball"},
	"es": {"to_lower", "stop_es", "stemmer_es_snowball"},
}

// A bm25Engine scores by BM25 as it is written, which Bleve's own scoring of
// that name is not: it takes a root of the frequency and the idf twice.
type bm25Engine struct {
	analyzer analysis.Analyzer
	rows     []eval.Row
	lengths  []float64 // in terms that are no stop words
	mean     float64   // of lengths
	postings map[string][]posting
}

type posting struct {
	row  int
	freq float64
}

func openBM25(_ context.Context, rows []eval.Row, lang string) (engine, error) {
	a, err := chain(lang)
	if err != nil {
		return nil, err
	}
	e := &bm25Engine{analyzer: a, rows: rows, postings: map[string][]posting{}}
	for i, r := range rows {
		tokens := a.Analyze([]byte(whole(r)))
		e.lengths = append(e.lengths, float64(len(tokens)))
		e.mean += float64(len(tokens)) / float64(len(rows))
		freqs := map[string]float64{}
		for _, t := range tokens {
			freqs[string(t.Term)]++
		}
		for term, f := range freqs {
			e.postings[term] = append(e.postings[term], posting{i, f})
		}
	}
	return e, nil
}

func chain(lang string) (analysis.Analyzer, error) {
	names, ok := chains[lang]
	if !ok {
		names = []string{"to_lower"}
	}
	cache := registry.NewCache()
	tokenizer, err := cache.TokenizerNamed("unicode")
	if err != nil {
		return nil, err
	}
	a := &analysis.DefaultAnalyzer{Tokenizer: tokenizer}
	for _, name := range names {
		f, err := cache.TokenFilterNamed(name)
		if err != nil {
			return nil, err
		}
		a.TokenFilters = append(a.TokenFilters, f)
	}
	return a, nil
}

// Search adds idf * freq (k1+1) / (freq + k1 (1 - b + b length/mean)) over the
// terms of the query, a term asked twice counting twice; idf is
// ln(1 + (N - n + 1/2) / (n + 1/2)), which is never negative.
func (e *bm25Engine) Search(_ context.Context, text string, limit int) (eval.Ranking, error) {
	scores := make([]float64, len(e.rows))
	for _, t := range e.analyzer.Analyze([]byte(text)) {
		list := e.postings[string(t.Term)]
		n := float64(len(list))
		idf := math.Log(1 + (float64(len(e.rows))-n+0.5)/(n+0.5))
		for _, p := range list {
			scores[p.row] += idf * p.freq * (bm25K1 + 1) / (p.freq + bm25K1*(1-bm25B+bm25B*e.lengths[p.row]/e.mean))
		}
	}
	var found []int
	for i, s := range scores {
		if s > 0 {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(i, j int) int { return cmp.Compare(scores[j], scores[i]) })
	var r eval.Ranking
	for _, i := range found[:min(limit, len(found))] {
		r.Rows = append(r.Rows, e.rows[i].ID)
		r.Scores = append(r.Scores, scores[i])
	}
	return r, nil
}

func (e *bm25Engine) Close() error { return nil }
