package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"cleannet/corpus"
	"cleannet/index"
)

// A bench is a set made into articles and indexed, with the way back from a
// place in an article to its row.
type bench struct {
	snapshot *index.Snapshot
	rows     map[string][]rowSpan // by id of the article, in order
}

// A rowSpan is where a row's text stands in its article.
type rowSpan struct {
	id   string
	span corpus.Span
}

// build indexes the rows of a set as articles: the rows of one article are its
// paragraphs, in order, under the first title that one of them has.
func build(ctx context.Context, set *Set, o index.Options) (*bench, error) {
	b := &bench{rows: map[string][]rowSpan{}}
	groups := map[string][]Row{}
	var names []string
	for _, row := range set.Rows {
		// The two kinds of id are kept apart, as a row may be called as an article is.
		name := "row " + row.ID
		if row.Article != "" {
			name = "article " + row.Article
		}
		if groups[name] == nil {
			names = append(names, name)
		}
		groups[name] = append(groups[name], row)
	}
	lang := set.Language()
	var articles []*corpus.Article
	for _, name := range names {
		articles = append(articles, b.article(name, lang, groups[name]))
	}
	s, err := index.Build(ctx, corpus.New(articles...), o)
	if err != nil {
		return nil, fmt.Errorf("index the set: %w", err)
	}
	b.snapshot = s
	return b, nil
}

// article joins rows to one article and notes where each stands.
func (b *bench) article(id, lang string, rows []Row) *corpus.Article {
	a := &corpus.Article{ID: id, Lang: lang, Kind: corpus.Reference, Stance: corpus.Neutral, Basis: corpus.Full}
	var text strings.Builder
	for _, row := range rows {
		if a.Title == "" {
			a.Title = corpus.Normalise(row.Title)
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		text.WriteString(corpus.Normalise(row.Text))
		b.rows[id] = append(b.rows[id], rowSpan{row.ID, corpus.Span{Start: start, End: text.Len()}})
	}
	a.Text = text.String()
	return a
}

// row returns the row in which a span of an article begins, or "".
func (b *bench) row(a *corpus.Article, s corpus.Span) string {
	rows := b.rows[a.ID]
	i, _ := slices.BinarySearchFunc(rows, s.Start, func(r rowSpan, start int) int { return r.span.End - 1 - start })
	if i < len(rows) && rows[i].span.Contains(corpus.Span{Start: s.Start, End: s.Start}) {
		return rows[i].id
	}
	return ""
}

// rank turns hits into a ranking of rows: a row of several passages stands
// where its best one does.
func (b *bench) rank(query string, hits []index.Hit) Ranking {
	r := Ranking{Query: query}
	seen := map[string]bool{}
	for _, h := range hits {
		id := b.row(h.Passage.Article, h.Passage.Span)
		if id == "" || seen[id] || len(r.Rows) == runDepth {
			continue
		}
		seen[id] = true
		r.Rows = append(r.Rows, id)
		r.Scores = append(r.Scores, h.Score)
	}
	return r
}

// languageSample is how much text the language of a set is read from, in bytes.
const languageSample = 50_000

// Language returns the BCP 47 tag of the language that the rows are in, told
// from their text, as a set does not say it; "en" where it cannot be told.
func (s *Set) Language() string {
	var sample strings.Builder
	for _, row := range s.Rows {
		if sample.Len() > languageSample {
			break
		}
		sample.WriteString(row.Text + "\n")
	}
	if tag := whatlanggo.DetectLang(sample.String()).Iso6391(); tag != "" {
		return tag
	}
	return "en"
}

// holds reports whether one of the strings stands in text, compared after NFKC
// and case folding, with runs of white space as one space.
func holds(text string, wanted []string) bool {
	text = fold(text)
	return slices.ContainsFunc(wanted, func(w string) bool {
		w = fold(w)
		return w != "" && strings.Contains(text, w)
	})
}

func fold(s string) string {
	return strings.Join(strings.Fields(cases.Fold().String(norm.NFKC.String(s))), " ")
}
