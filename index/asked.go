package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/index/query"
)

// An Asked is a sentence with how well a query fits what its article says that it
// may be asked for (corpus.Ask).
type Asked struct {
	Article *corpus.Article
	Span    corpus.Span // of the sentence, in bytes of the article's text
	Score   float64     // the search's probability of the ask, from 0 to 1
}

// asks are the asks of a corpus, as articles of their own: one for each article that
// has some, with a paragraph for each of them.
type asks struct {
	*Snapshot
	of map[string]*corpus.Article // id -> the article that asks
	at map[string][]corpus.Span   // id -> the sentence of each ask
}

// readAsks makes the asks of s's corpus searchable; it returns nil where there are
// none. Asks of sentences that are not there are left out.
func readAsks(ctx context.Context, c *corpus.Corpus, o Options) (*asks, error) {
	out := asks{of: map[string]*corpus.Article{}, at: map[string][]corpus.Span{}}
	var list []*corpus.Article
	for a := range c.All() {
		if len(a.Asks) == 0 {
			continue
		}
		sentences := slices.Collect(passage.Sentences(a.Text, a.Lang))
		var texts []string
		for _, ask := range a.Asks {
			if text := strings.Join(strings.Fields(ask.Text), " "); text != "" && ask.Sentence > 0 && ask.Sentence <= len(sentences) {
				texts = append(texts, text)
				out.at[a.ID] = append(out.at[a.ID], sentences[ask.Sentence-1])
			}
		}
		if len(texts) == 0 {
			continue
		}
		alone := *a // what is filtered by stays
		alone.Title, alone.TitleEN, alone.Asks, alone.Text = "", "", nil, strings.Join(texts, "\n\n")
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

// Asked returns the sentences that a query asks for, going by what their articles
// say that they may be asked for, best first: once for each ask that is found, of which
// up to limit are looked at.
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
			found.Score = max(found.Score, sent.Score)
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
