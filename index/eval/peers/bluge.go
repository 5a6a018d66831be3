package main

import (
	"context"

	"github.com/blugelabs/bluge"
	"github.com/blugelabs/bluge/analysis"
	"github.com/blugelabs/bluge/analysis/analyzer"
	"github.com/blugelabs/bluge/analysis/lang/de"
	"github.com/blugelabs/bluge/analysis/lang/en"
	"github.com/blugelabs/bluge/analysis/lang/es"

	"cleannet/index/eval"
)

// all is the field that holds title and text as one.
const all = "_all"

type blugeEngine struct {
	writer   *bluge.Writer
	reader   *bluge.Reader
	analyzer *analysis.Analyzer
}

func openBluge(_ context.Context, rows []eval.Row, _ string) (engine, error) {
	return newBluge(rows, analyzer.NewStandardAnalyzer())
}

func openBlugeLang(_ context.Context, rows []eval.Row, lang string) (engine, error) {
	switch lang {
	case "de":
		return newBluge(rows, de.Analyzer())
	case "es":
		return newBluge(rows, es.Analyzer())
	case "en":
		return newBluge(rows, en.NewAnalyzer())
	}
	return newBluge(rows, analyzer.NewStandardAnalyzer())
}

func newBluge(rows []eval.Row, a *analysis.Analyzer) (engine, error) {
	w, err := bluge.OpenWriter(bluge.InMemoryOnlyConfig())
	if err != nil {
		return nil, err
	}
	e := &blugeEngine{writer: w, analyzer: a}
	batch := bluge.NewBatch()
	for _, r := range rows {
		doc := bluge.NewDocument(r.ID).
			AddField(bluge.NewTextField("title", r.Title).WithAnalyzer(a)).
			AddField(bluge.NewTextField("text", r.Text).WithAnalyzer(a)).
			AddField(bluge.NewCompositeFieldIncluding(all, []string{"title", "text"}))
		batch.Insert(doc)
	}
	if err := w.Batch(batch); err != nil {
		w.Close()
		return nil, err
	}
	if e.reader, err = w.Reader(); err != nil {
		w.Close()
		return nil, err
	}
	return e, nil
}

func (e *blugeEngine) Search(ctx context.Context, text string, limit int) (eval.Ranking, error) {
	var r eval.Ranking
	q := bluge.NewMatchQuery(text).SetField(all).SetAnalyzer(e.analyzer)
	found, err := e.reader.Search(ctx, bluge.NewTopNSearch(limit, q))
	if err != nil {
		return r, err
	}
	for {
		m, err := found.Next()
		if err != nil || m == nil {
			return r, err
		}
		err = m.VisitStoredFields(func(field string, value []byte) bool {
			if field == "_id" {
				r.Rows = append(r.Rows, string(value))
				r.Scores = append(r.Scores, m.Score)
			}
			return true
		})
		if err != nil {
			return r, err
		}
	}
}

func (e *blugeEngine) Close() error {
	err := e.reader.Close()
	if werr := e.writer.Close(); err == nil {
		err = werr
	}
	return err
}
