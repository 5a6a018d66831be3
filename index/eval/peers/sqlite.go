package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"

	_ "modernc.org/sqlite"

	"cleannet/index/eval"
)

type sqliteEngine struct {
	db   *sql.DB
	rows []eval.Row
}

func openSQLite(ctx context.Context, rows []eval.Row, _ string) (engine, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // every connection to :memory: is a database of its own
	e := &sqliteEngine{db, rows}
	if err := e.fill(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return e, nil
}

func (e *sqliteEngine) fill(ctx context.Context) error {
	const table = `CREATE VIRTUAL TABLE passages USING fts5(title, text, tokenize='porter unicode61')`
	if _, err := e.db.ExecContext(ctx, table); err != nil {
		return err
	}
	tx, err := e.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	insert, err := tx.PrepareContext(ctx, `INSERT INTO passages(rowid, title, text) VALUES (?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i, r := range e.rows {
		if _, err := insert.ExecContext(ctx, i, r.Title, r.Text); err != nil {
			return fmt.Errorf("row %s: %w", r.ID, err)
		}
	}
	return tx.Commit()
}

func (e *sqliteEngine) Search(ctx context.Context, text string, limit int) (eval.Ranking, error) {
	var r eval.Ranking
	match := anyTerm(text)
	if match == "" {
		return r, nil
	}
	// bm25() falls with relevance; rowid makes the order of ties the set's.
	const find = `SELECT rowid, bm25(passages) AS score FROM passages WHERE passages MATCH ? ORDER BY score, rowid LIMIT ?`
	found, err := e.db.QueryContext(ctx, find, match, limit)
	if err != nil {
		return r, err
	}
	defer found.Close()
	for found.Next() {
		var row int
		var score float64
		if err := found.Scan(&row, &score); err != nil {
			return r, err
		}
		r.Rows = append(r.Rows, e.rows[row].ID)
		r.Scores = append(r.Scores, -score)
	}
	return r, found.Err()
}

func (e *sqliteEngine) Close() error { return e.db.Close() }

// anyTerm returns an FTS5 query for rows with any of the words of text, each
// quoted so that none is an operator; "" where there is no word. A word asked
// twice counts once, as FTS5 would else walk its postings twice.
func anyTerm(text string) string {
	var terms []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		w = strings.ToLower(w)
		if !seen[w] {
			seen[w] = true
			terms = append(terms, `"`+w+`"`)
		}
	}
	return strings.Join(terms, " OR ")
}
