package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/index"
	"cleannet/index/query"
)

const (
	// hitsPerPage keeps a page of a search readable on a phone.
	hitsPerPage = 4
	// maxHits is how many passages can be paged through, whatever the total.
	maxHits = 80
	// maxExcerpt is the length of a hit's text in UTF-16 units.
	maxExcerpt = 420
)

// search answers /search.
func (c *call) search(ctx context.Context) (Reply, error) {
	q, err := c.searchQuery()
	if err != nil {
		return Reply{}, err
	}
	order := c.r.Options["sort"]
	switch order {
	case "":
		order = sortBest
	case sortBest, sortNewest, sortOldest:
	default:
		return Reply{}, sorry("error.value", "name", "sort", "value", cutMarkdown(order, 80))
	}
	return c.results(ctx, q, order, 0, false)
}

// searchQuery joins what was typed with the options, which are filters of the
// same query language.
func (c *call) searchQuery() (query.Query, error) {
	q := query.Parse(c.r.Options["query"])
	for _, name := range []string{"kind", "stance", "topic"} {
		v := clean(c.r.Options[name])
		if v == "" {
			continue
		}
		f := query.Parse(name + ":" + quotedValue(v)).Filters
		q.Filters.Kind = append(q.Filters.Kind, f.Kind...)
		q.Filters.Stance = append(q.Filters.Stance, f.Stance...)
		q.Filters.Topic = append(q.Filters.Topic, f.Topic...)
		if f.IsZero() {
			return q, sorry("error.value", "name", name, "value", cutMarkdown(v, 80))
		}
	}
	if v := clean(c.r.Options["source"]); v != "" {
		q.Filters.Source = append(q.Filters.Source, v)
	}
	if v := clean(c.r.Options["country"]); v != "" {
		code, ok := c.countryCode(v)
		if !ok {
			return q, sorry("error.value", "name", "country", "value", cutMarkdown(v, 80))
		}
		q.Filters.Country = append(q.Filters.Country, code)
	}
	if err := c.dates(&q.Filters); err != nil {
		return q, err
	}
	// What is paged through must survive its own written form.
	q = query.Parse(q.String())
	if q.IsEmpty() {
		return q, sorry("error.empty-query")
	}
	return q, nil
}

// dates reads the options after and before.
func (c *call) dates(f *query.Filters) error {
	for name, to := range map[string]*corpus.Date{"after": &f.After, "before": &f.Before} {
		v := clean(c.r.Options[name])
		if v == "" {
			continue
		}
		d, err := corpus.ParseDate(v)
		if err != nil {
			return sorry("error.date", "value", cutMarkdown(v, 40))
		}
		*to = d
	}
	return nil
}

// quotedValue writes a filter's value so that it is read as one.
func quotedValue(s string) string {
	return `"` + strings.ReplaceAll(s, `"`, "") + `"`
}

// results renders one page of a search.
func (c *call) results(ctx context.Context, q query.Query, order string, page int, update bool) (Reply, error) {
	res, err := c.s.Search(ctx, q, maxHits)
	if err != nil {
		return Reply{}, fmt.Errorf("search: %w", err)
	}
	if len(res.Hits) == 0 {
		return c.nothing(q, res), nil
	}
	arrange(res.Hits, order)
	pages := (len(res.Hits) + hitsPerPage - 1) / hitsPerPage
	page = min(page, pages-1)
	k := &card{}
	c.searchHead(k, q, res, order, page, pages)
	for _, h := range res.Hits[page*hitsPerPage : min((page+1)*hitsPerPage, len(res.Hits))] {
		c.hit(k, h)
	}
	c.pager(k, page, pages, c.searchCursor(q, order, res.Hits))
	c.dismissRow(k)
	return Reply{Private: c.private && !update, Update: update, Body: k.body(), Outcome: "found"}, nil
}

// arrange puts hits in the order asked for; articles without a date come last.
func arrange(hits []index.Hit, order string) {
	if order == sortBest {
		return
	}
	slices.SortStableFunc(hits, func(a, b index.Hit) int {
		x, y := a.Passage.Article.Published, b.Passage.Article.Published
		switch {
		case x.IsZero() || y.IsZero():
			return strings.Compare(zeroLast(x), zeroLast(y))
		case order == sortNewest:
			return y.Compare(x)
		}
		return x.Compare(y)
	})
}

func zeroLast(d corpus.Date) string {
	if d.IsZero() {
		return "1"
	}
	return "0"
}

// searchHead says what was searched for, how much was found, and what narrows it.
func (c *call) searchHead(k *card, q query.Query, res *index.Result, order string, page, pages int) {
	words := q
	words.Filters = query.Filters{}
	title := words.String()
	if title == "" {
		title = c.l.say("search.everything")
	}
	k.say("### " + c.l.say("search.title", "query", cutMarkdown(title, maxHeading)))
	parts := []string{c.l.count("search.total", res.Total)}
	if pages > 1 {
		parts = append(parts, c.l.say("page", "n", page+1, "of", pages))
	}
	if res.Total > maxHits && pages > 1 {
		parts = append(parts, c.l.say("search.first", "n", maxHits))
	}
	if order != sortBest {
		parts = append(parts, c.l.say(key("sort."+order)))
	}
	k.say(strings.Join(parts, " · "))
	if f := c.filters(q.Filters); f != "" {
		k.say("-# " + c.l.say("search.filters", "filters", f))
	}
	if res.Undated > 0 {
		k.say("-# " + c.l.count("search.undated", res.Undated))
	}
	c.corrections(k, res.Corrections)
}

// filters names the filters that are in force.
func (c *call) filters(f query.Filters) string {
	var parts []string
	add := func(name key, values ...string) {
		if len(values) > 0 {
			parts = append(parts, c.l.say(name)+" "+inert(cut(strings.Join(values, ", "), 120)))
		}
	}
	add("filter.source", f.Source...)
	var kinds, stances, countries, topics, langs []string
	for _, k := range f.Kind {
		kinds = append(kinds, c.l.say(key("kind."+string(k))))
	}
	for _, s := range f.Stance {
		stances = append(stances, c.l.say(key("stance."+string(s))))
	}
	for _, x := range f.Country {
		countries = append(countries, c.l.country(x))
	}
	for _, t := range f.Topic {
		topics = append(topics, c.topic(t))
	}
	for _, x := range f.Lang {
		langs = append(langs, c.l.language(x))
	}
	add("filter.kind", kinds...)
	add("filter.stance", stances...)
	add("filter.lang", langs...)
	add("filter.country", countries...)
	add("filter.topic", topics...)
	if !f.After.IsZero() {
		add("filter.after", c.l.date(f.After))
	}
	if !f.Before.IsZero() {
		add("filter.before", c.l.date(f.Before))
	}
	return strings.Join(parts, " · ")
}

// hit adds a passage with its attribution and a button to read on.
func (c *call) hit(k *card, h index.Hit) {
	a := h.Passage.Article
	attribution := c.l.attribution(a, 0)
	span := excerpt(a, h)
	limit := min(maxExcerpt, k.left()-width(attribution)-1)
	if limit < 80 {
		return
	}
	text := quoted(a, span, h.Marks, limit) + "\n" + attribution
	k.line()
	b, ok := c.button(k, Secondary, c.l.say("button.context"), cursor{op: opPassage, data: packKeys([]passage.Key{h.Passage.Key()}, 1)})
	if !ok || !k.beside(text, b) {
		k.say(text)
	}
}

// excerpt chooses what of a passage is shown first: the whole if it is short,
// else from the sentence that fits the query best to the end, and the sentence
// before it where there is room.
func excerpt(a *corpus.Article, h index.Hit) corpus.Span {
	span := h.Passage.Span
	if width(a.Slice(span)) <= maxExcerpt || len(h.Sentences) == 0 {
		return span
	}
	best := 0
	for i, s := range h.Sentences {
		if s.Score > h.Sentences[best].Score {
			best = i
		}
	}
	return corpus.Span{Start: h.Sentences[best].Span.Start, End: span.End}
}

// searchCursor is what the buttons of a search know: the query, or, where that is
// too long for a button, the passages themselves.
func (c *call) searchCursor(q query.Query, order string, hits []index.Hit) func(page int) cursor {
	data := order[:1] + q.String()
	if _, ok := c.seal.seal(cursor{op: opSearch, page: 255, slot: 255, data: data}); ok {
		return func(page int) cursor { return cursor{op: opSearch, page: page, data: data} }
	}
	var keys []passage.Key
	for _, h := range hits {
		keys = append(keys, h.Passage.Key())
	}
	packed := packKeys(keys, maxKeys)
	return func(page int) cursor { return cursor{op: opKept, page: page, data: packed} }
}

// pager adds the buttons to the pages before and after. There is no button where
// there is no page: readers of the screen are not told of a disabled one.
func (c *call) pager(k *card, page, pages int, at func(int) cursor) {
	if at(0).op == opKept {
		pages = min(pages, (len(at(0).data)/keyBytes+hitsPerPage-1)/hitsPerPage)
	}
	var buttons []Button
	if page > 0 {
		if b, ok := c.button(k, Secondary, c.l.say("button.previous"), at(page-1)); ok {
			buttons = append(buttons, b)
		}
	}
	if page+1 < pages {
		if b, ok := c.button(k, Primary, c.l.say("button.next"), at(page+1)); ok {
			buttons = append(buttons, b)
		}
	}
	k.row(buttons...)
}

// kept renders a page of passages that the button itself holds. Passages that are
// gone are counted.
func (c *call) kept(cur cursor, update bool) (Reply, error) {
	keys := unpackKeys(cur.data)
	var found []passage.Passage
	for _, key := range keys {
		if p, ok := c.s.Passage(key); ok {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return Reply{}, sorry("error.gone")
	}
	pages := (len(found) + hitsPerPage - 1) / hitsPerPage
	page := min(cur.page, pages-1)
	k := &card{}
	k.say("### " + c.l.say("search.kept"))
	k.say(c.l.say("page", "n", page+1, "of", pages))
	if gone := len(keys) - len(found); gone > 0 {
		k.say("-# " + c.l.count("search.gone", gone))
	}
	for _, p := range found[page*hitsPerPage : min((page+1)*hitsPerPage, len(found))] {
		c.hit(k, index.Hit{Passage: p})
	}
	c.pager(k, page, pages, func(page int) cursor { return cursor{op: opKept, page: page, data: cur.data} })
	c.dismissRow(k)
	return Reply{Private: c.private && !update, Update: update, Body: k.body(), Outcome: "found"}, nil
}

// nothing says privately that nothing was found, and what could help.
func (c *call) nothing(q query.Query, res *index.Result) Reply {
	c.show(true)
	k := &card{}
	k.say("### " + c.l.say("search.title", "query", cutMarkdown(q.String(), maxHeading)))
	k.say(c.l.say("search.nothing"))
	if f := c.filters(q.Filters); f != "" {
		k.say(c.l.say("search.loosen", "filters", f))
		bare := q
		bare.Filters = query.Filters{}
		if b, ok := c.searchButton(k, c.l.say("button.unfiltered"), bare.String()); ok && !bare.IsEmpty() {
			k.row(b)
		}
	}
	if res.Undated > 0 {
		k.say("-# " + c.l.count("search.undated", res.Undated))
	}
	return Reply{Private: true, Body: k.body(), Outcome: "nothing"}
}

// searchButton returns a button that starts a search.
func (c *call) searchButton(k *card, label, text string) (Button, bool) {
	return c.button(k, Secondary, label, cursor{op: opSearch, data: sortBest[:1] + text})
}

// orderOf reads the letter that a search's button begins with.
func orderOf(data string) (order, text string) {
	for _, o := range []string{sortNewest, sortOldest} {
		if strings.HasPrefix(data, o[:1]) {
			return o, data[1:]
		}
	}
	return sortBest, strings.TrimPrefix(data, sortBest[:1])
}

// countryCode reads a country as it was chosen or typed: its ISO code or its name
// in a language of the catalogue.
func (c *call) countryCode(s string) (string, bool) {
	if f := query.Parse("country:" + quotedValue(s)).Filters; len(f.Country) == 1 {
		return f.Country[0], true
	}
	for _, code := range c.countries() {
		for l := range languages {
			if strings.EqualFold(l.country(code), s) {
				return code, true
			}
		}
	}
	return "", false
}

// countries returns the codes of the countries that articles are on, in order.
func (c *call) countries() []string {
	seen := map[string]bool{}
	for a := range c.s.Corpus().All() {
		for _, code := range a.Countries {
			seen[code] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
