package main

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/de"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"cleannet/index/eval"
)

// batchRows is how many rows are indexed at once; it bounds memory, no figure
// depends on it.
const batchRows = 1000

type bleveEngine struct{ index bleve.Index }

func openBleve(_ context.Context, rows []eval.Row, _ string) (engine, error) {
	return newBleve(rows, "standard")
}

func openBleveLang(_ context.Context, rows []eval.Row, lang string) (engine, error) {
	if _, ok := chains[lang]; !ok {
		lang = "standard"
	}
	return newBleve(rows, lang)
}

// newBleve indexes rows with the mapping that Bleve has of itself, of which the
// default analyzer is replaced alone.
func newBleve(rows []eval.Row, analyzer string) (engine, error) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = analyzer
	if err := m.Validate(); err != nil {
		return nil, fmt.Errorf("analyzer %s: %w", analyzer, err)
	}
	// Without a path scorch keeps its segments in memory.
	x, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	e := &bleveEngine{x}
	if err := e.fill(rows); err != nil {
		x.Close()
		return nil, err
	}
	return e, nil
}

func (e *bleveEngine) fill(rows []eval.Row) error {
	batch := e.index.NewBatch()
	for i, r := range rows {
		if err := batch.Index(r.ID, map[string]any{"title": r.Title, "text": r.Text}); err != nil {
			return fmt.Errorf("row %s: %w", r.ID, err)
		}
		if batch.Size() < batchRows && i < len(rows)-1 {
			continue
		}
		if err := e.index.Batch(batch); err != nil {
			return err
		}
		batch = e.index.NewBatch()
	}
	return nil
}

func (e *bleveEngine) Search(ctx context.Context, text string, limit int) (eval.Ranking, error) {
	var r eval.Ranking
	found, err := e.index.SearchInContext(ctx, bleve.NewSearchRequestOptions(bleve.NewMatchQuery(text), limit, 0, false))
	if err != nil {
		return r, err
	}
	for _, hit := range found.Hits {
		r.Rows = append(r.Rows, hit.ID)
		r.Scores = append(r.Scores, hit.Score)
	}
	return r, nil
}

func (e *bleveEngine) Close() error { return e.index.Close() }
