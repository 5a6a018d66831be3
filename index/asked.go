package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/index/query"
)

// An Asked is a sentence with how well a query fits what its article says that it
// may be asked for (corpus.Ask).
type Asked struct {
	Article *corpus.Article
	Span    corpus.Span // of the sentence, in bytes of the article's text
	Score   float64     // the search's probability of one passage of its asks, from 0 to 1
}

// asks are the asks of a corpus, as articles of their own: one for each article that
// has some, with a paragraph for each sentence that is asked for, of which each ask is
// a sentence.
type asks struct {
	*Snapshot
	of map[string]*corpus.Article // id -> the article that asks
	at map[string][]corpus.Span   // id -> by paragraph: the sentence that is asked for
	by map[sentenceAt][]Wording   // the asks of each sentence, in the order of the article
}

// A sentenceAt is a sentence by its article and the byte of the text that it begins at.
type sentenceAt struct {
	article string
	start   int
}

// readAsks makes the asks of s's corpus searchable; it returns nil where there are
// none. Asks of sentences that are not there are left out.
func readAsks(ctx context.Context, c *corpus.Corpus, o Options) (*asks, error) {
	out := asks{of: map[string]*corpus.Article{}, at: map[string][]corpus.Span{}, by: map[sentenceAt][]Wording{}}
	var list []*corpus.Article
	for a := range c.All() {
		text := out.read(a, o.Entities)
		if text == "" {
			continue
		}
		alone := *a // what is filtered by stays
		alone.Title, alone.TitleEN, alone.Asks, alone.Text = "", "", nil, text
		out.of[a.ID] = a
		list = append(list, &alone)
	}
	if len(list) == 0 {
		return nil, nil
	}
	var err error
	if out.Snapshot, err = Build(ctx, corpus.New(list...), o); err != nil {
		return nil, fmt.Errorf("asks: %w", err)
	}
	return &out, nil
}

// read takes in the asks of an article and returns the text that they are searched as.
func (a *asks) read(art *corpus.Article, entities corpus.Lookup) string {
	if len(art.Asks) == 0 {
		return ""
	}
	of := map[int][]string{}
	for _, ask := range art.Asks {
		if text := strings.Join(strings.Fields(ask.Text), " "); text != "" {
			of[ask.Sentence] = append(of[ask.Sentence], text)
		}
	}
	var paragraphs []string
	number := 0
	for s := range passage.Sentences(art.Text, art.Lang) {
		number++
		if of[number] == nil {
			continue
		}
		var questions []string
		key := sentenceAt{art.ID, s.Start}
		for _, text := range of[number] {
			questions = append(questions, asQuestion(text))
			a.by[key] = append(a.by[key], Wording{text, entities.Find(text)})
		}
		a.at[art.ID] = append(a.at[art.ID], s)
		paragraphs = append(paragraphs, strings.Join(questions, " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

// asQuestion writes an ask so that it is read as a sentence of its own.
func asQuestion(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + strings.TrimRight(text[n:], "?.! ") + "?"
}

// wordings returns the asks of a sentence; a is nil where there are none.
func (a *asks) wordings(article string, sentence corpus.Span) []Wording {
	if a == nil {
		return nil
	}
	return a.by[sentenceAt{article, sentence.Start}]
}

// Asked returns the sentences that a query asks for, going by what their articles
// say that they may be asked for, in the order of the passages of asks that are found,
// up to limit: a sentence with many asks has several passages, and stands there as often.
func (s *Snapshot) Asked(ctx context.Context, q query.Query, limit int) ([]Asked, error) {
	if s.asks == nil {
		return nil, nil
	}
	res, err := s.asks.Search(ctx, q, limit)
	if err != nil {
		return nil, fmt.Errorf("asks: %w", err)
	}
	var out []Asked
	for _, h := range res.Hits {
		id := h.Passage.Article.ID
		found := Asked{Article: s.asks.of[id], Span: s.asks.at[id][h.Passage.Paragraph]}
		for _, sent := range h.Sentences {
			found.Score += sent.Score
		}
		out = append(out, found)
	}
	return out, nil
}

// Reached returns the passages of what was found that are not among hits, as hits
// behind them: they have no score and no marks.
func (s *Snapshot) Reached(found []Asked, hits []Hit) []Hit {
	var list []scored
	for _, f := range found {
		n, ok := s.entryOf(f)
		among := func(h Hit) bool { return h.Passage.Article == f.Article && h.Passage.Span.Contains(f.Span) }
		if ok && !slices.ContainsFunc(hits, among) && !slices.ContainsFunc(list, func(c scored) bool { return c.n == n }) {
			list = append(list, scored{n: n})
		}
	}
	var m hitMemory
	out := make([]Hit, len(list))
	for i, c := range list {
		out[i] = s.hit(c, &m)
	}
	return out
}

// entryOf returns the passage that holds a sentence.
func (s *Snapshot) entryOf(f Asked) (uint32, bool) {
	at, ok := s.articleOf[f.Article.ID]
	if !ok {
		return 0, false
	}
	for n := s.articles[at].first; n < s.articles[at].last; n++ {
		if s.entries[n].Span.Contains(f.Span) {
			return uint32(n), true
		}
	}
	return 0, false
}
