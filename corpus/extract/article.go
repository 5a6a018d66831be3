package extract

import (
	"cmp"
	"errors"
	"strings"

	"cleannet/corpus"
)

// Given is what a person says about an article. Whatever is not empty wins
// over what was found in the page.
type Given struct {
	ID, URL, Publisher  string // required, as a page does not tell
	Title, TitleEN      string
	Authors             []string
	Published           string // YYYY[-MM[-DD]]
	Lang                string
	Kind                corpus.Kind   // "" means news
	Stance              corpus.Stance // "" means neutral
	Topics, Countries   []string
	ArchiveURL          string
	Provenance, License string
}

// A FieldError says what is wrong with one field of an article, by the name
// that the field has in an article file.
type FieldError struct{ Field, Msg string }

// FieldErrors is all that keeps a page from being an article.
type FieldErrors []FieldError

// Error returns one line "field: message" for each.
func (e FieldErrors) Error() string {
	lines := make([]string, len(e))
	for i, f := range e {
		lines[i] = f.Field + ": " + f.Msg
	}
	return strings.Join(lines, "\n")
}

// Article returns the page as an article of basis full. Everything that is
// missing or of a wrong form is reported at once, as [FieldErrors].
func (p *Page) Article(g Given) (*corpus.Article, error) {
	a := &corpus.Article{
		ID: g.ID, Title: cmp.Or(g.Title, p.Title), TitleEN: g.TitleEN, Publisher: g.Publisher,
		Authors: p.Authors, Published: p.Published, URL: g.URL, ArchiveURL: g.ArchiveURL,
		Lang: cmp.Or(g.Lang, p.Lang), Kind: cmp.Or(g.Kind, corpus.News), Stance: cmp.Or(g.Stance, corpus.Neutral),
		Basis: corpus.Full, Topics: g.Topics, Countries: g.Countries,
		Provenance: g.Provenance, License: g.License, Text: p.Text,
	}
	if len(g.Authors) > 0 {
		a.Authors = g.Authors
	}
	var errs FieldErrors
	if g.Published != "" {
		date, err := corpus.ParseDate(g.Published)
		if err != nil {
			errs = append(errs, FieldError{"published", err.Error()})
		}
		a.Published = date
	}
	for _, need := range []struct{ field, value string }{
		{"id", a.ID}, {"title", a.Title}, {"publisher", a.Publisher}, {"url", a.URL}, {"lang", a.Lang},
	} {
		if corpus.Normalise(need.value) == "" {
			errs = append(errs, FieldError{need.field, "there is none in the text and none is given"})
		}
	}
	if errs != nil {
		return nil, errs
	}
	return check(a)
}

// check holds an article against the rules for article files, by writing it
// and reading it again: what is returned is what a later start will read.
func check(a *corpus.Article) (*corpus.Article, error) {
	var errs FieldErrors
	stem := a.ID
	if err := corpus.CheckID(a.ID); err != nil {
		errs = append(errs, FieldError{"id", err.Error()})
		stem, a.ID = "x", "x" // to hear of the other fields as well
	}
	b, err := corpus.Parse(stem+corpus.Ext, corpus.Format(a))
	var parts interface{ Unwrap() []error }
	if err != nil && !errors.As(err, &parts) {
		return nil, err
	}
	if err != nil {
		for _, e := range parts.Unwrap() {
			var s *corpus.SyntaxError
			if !errors.As(e, &s) {
				return nil, err
			}
			field, msg, _ := strings.Cut(s.Msg, ": ")
			errs = append(errs, FieldError{field, msg})
		}
	}
	if errs != nil {
		return nil, errs
	}
	return b, nil
}
