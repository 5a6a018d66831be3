package bot

import (
	"context"
	"fmt"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/index/query"
)

// An aspect is a row of a comparison: its name, and the words that the sentences
// for it are searched by. The words are in English, as the summaries are.
type aspect struct {
	name  key
	words string
}

var aspects = []aspect{
	{"aspect.position", "joined member agreed declined refused endorsed position"},
	{"aspect.equipment", "5G network equipment Huawei ZTE vendor supplier ban"},
	{"aspect.reasons", "said because concern security reason decision"},
	{"aspect.later", "later since 2021 2022 2023 removed changed"},
}

// A cell is the sentence that fills a place of a comparison.
type cell struct {
	article *corpus.Article
	span    corpus.Span
	marks   []corpus.Span
	key     passage.Key
}

// compare answers /compare: the same questions about two names, one below the
// other, as columns do not fit on a phone.
func (c *call) compare(ctx context.Context) (Reply, error) {
	a, b := cut(c.r.Options["a"], maxName), cut(c.r.Options["b"], maxName)
	if a == "" || b == "" {
		return Reply{}, sorry("error.compare-two")
	}
	if strings.EqualFold(a, b) {
		return Reply{}, sorry("error.compare-same")
	}
	k := &card{}
	k.say("### " + c.l.say("compare.title", "a", cutMarkdown(a, 100), "b", cutMarkdown(b, 100)))
	filled := 0
	used := map[corpus.Span]bool{}
	for _, x := range aspects {
		k.line()
		k.say("**" + c.l.say(x.name) + "**")
		for _, name := range []string{a, b} {
			found, err := c.cell(ctx, name, x.words, used)
			if err != nil {
				return Reply{}, err
			}
			if found != nil {
				filled++
			}
			c.showCell(k, name, found)
		}
	}
	if filled == 0 {
		return Reply{}, sorry("error.compare-nothing", "a", cutMarkdown(a, 100), "b", cutMarkdown(b, 100))
	}
	c.dismissRow(k)
	return Reply{Private: c.private, Body: k.body(), Outcome: "compared"}, nil
}

// cell finds the best sentence on an aspect that names the thing itself and does
// not fill another cell; nil if there is none.
func (c *call) cell(ctx context.Context, name, words string, used map[corpus.Span]bool) (*cell, error) {
	res, err := c.s.Search(ctx, query.Parse(name+" "+words), 20)
	if err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	names := c.naming(name)
	var best *cell
	var score float64
	for _, h := range res.Hits {
		for _, s := range h.Sentences {
			at, ok := names(h.Passage.Article.Slice(s.Span))
			if !ok || used[s.Span] || best != nil && s.Score <= score {
				continue
			}
			if !speaksOf(h.Passage.Article.Slice(s.Span), words) {
				continue
			}
			mark := corpus.Span{Start: s.Span.Start + at.Start, End: s.Span.Start + at.End}
			best, score = &cell{h.Passage.Article, s.Span, []corpus.Span{mark}, h.Passage.Key()}, s.Score
		}
	}
	if best != nil {
		used[best.span] = true
	}
	return best, nil
}

// naming returns a function that finds the name in a sentence: as an entity, in
// any of its spellings, or else as it was typed, in any case.
func (c *call) naming(name string) func(sentence string) (corpus.Span, bool) {
	if m := c.s.Entities().Find(name); len(m) == 1 {
		return func(sentence string) (corpus.Span, bool) {
			for _, x := range c.s.Entities().Find(sentence) {
				if x.Entity == m[0].Entity {
					return x.Span, true
				}
			}
			return corpus.Span{}, false
		}
	}
	return func(sentence string) (corpus.Span, bool) {
		for i := range sentence {
			end := i + len(name)
			if end <= len(sentence) && strings.EqualFold(sentence[i:end], name) {
				return corpus.Span{Start: i, End: end}, true
			}
		}
		return corpus.Span{}, false
	}
}

// speaksOf reports whether a sentence holds one of the words, in any inflection
// that begins alike.
func speaksOf(sentence, words string) bool {
	low := " " + strings.ToLower(sentence)
	for _, w := range strings.Fields(strings.ToLower(words)) {
		if strings.Contains(low, " "+w[:min(len(w), 6)]) {
			return true
		}
	}
	return false
}

// showCell adds a cell; an empty one says that it is empty.
func (c *call) showCell(k *card, name string, x *cell) {
	head := "__" + cutMarkdown(name, 60) + "__ "
	if x == nil {
		k.say(head + c.l.say("compare.empty"))
		return
	}
	const size = 300
	attribution := c.l.attribution(x.article, 0)
	limit := min(size, k.left()-width(head)-width(attribution)-2)
	if limit < 80 {
		return
	}
	text := head + "\n" + quoted(x.article, x.span, x.marks, limit) + "\n" + attribution
	b, ok := c.button(k, Secondary, c.l.say("button.context"), cursor{op: opPassage, data: packKeys([]passage.Key{x.key}, 1)})
	if !ok || !k.beside(text, b) {
		k.say(text)
	}
}
