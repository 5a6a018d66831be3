package main

import (
	"context"
	"fmt"
	"strings"

	"cleannet/index/eval"
)

// depth is how many rows of a query are ranked: what Recall@100 looks at.
const depth = 100

// An engine ranks the rows of the set that it was opened on. It is the seam
// between the measurement and the libraries measured, which share nothing else.
type engine interface {
	// Search returns at most limit rows for what somebody typed, best first;
	// text in which the engine finds no word gives none.
	Search(ctx context.Context, text string, limit int) (eval.Ranking, error)
	Close() error
}

// A peer is a way to open an engine on rows of a language, a BCP 47 tag.
type peer struct {
	name string // without white space, as it names runs and their files
	what string // for the legend of the table
	open func(ctx context.Context, rows []eval.Row, lang string) (engine, error)
}

// peers are what cleannet is measured against. Those with an analyzer of the
// language have one for English, German and Spanish, and do without stop list
// and stemmer elsewhere.
var peers = []peer{
	{"sqlite-fts5", "SQLite FTS5, porter tokenizer, terms joined by OR, bm25()", openSQLite},
	{"bluge", "Bluge as it comes: standard analyzer, BM25, match query", openBluge},
	{"bluge-lang", "Bluge with its analyzer of the set's language", openBlugeLang},
	{"bleve", "Bleve as it comes: dynamic mapping, standard analyzer, match query", openBleve},
	{"bleve-lang", "Bleve with its analyzer of the set's language", openBleveLang},
	{"exact-bm25", "exact BM25 over a Bleve analyzer: stop list and Snowball stemmer of the set's language (English: Porter2 and possessive)", openBM25},
}

// rank asks an engine every query, in order.
func rank(ctx context.Context, e engine, queries []eval.Query) ([]eval.Ranking, error) {
	var out []eval.Ranking
	for _, q := range queries {
		r, err := e.Search(ctx, q.Text, depth)
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", q.ID, err)
		}
		r.Query = q.ID
		out = append(out, r)
	}
	return out, nil
}

// measurePeer opens a peer on a set and returns its rankings of the queries.
func measurePeer(ctx context.Context, p peer, set *eval.Set, queries []eval.Query) ([]eval.Ranking, error) {
	e, err := p.open(ctx, set.Rows, set.Language())
	if err != nil {
		return nil, fmt.Errorf("%s: index: %w", p.name, err)
	}
	rankings, err := rank(ctx, e, queries)
	if err != nil {
		e.Close()
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	if err := e.Close(); err != nil {
		return nil, fmt.Errorf("%s: close: %w", p.name, err)
	}
	return rankings, nil
}

// whole is what is searched of a row where an engine takes one text.
func whole(r eval.Row) string {
	return strings.TrimSpace(r.Title + "\n" + r.Text)
}
