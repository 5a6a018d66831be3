package bot

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"cleannet/corpus"
	"cleannet/index/query"
)

// sourcesPerPage is how many lines of the library are on one page.
const sourcesPerPage = 8

// styles are the ways to cite a source that are offered as files.
var styles = []struct {
	style      corpus.CitationStyle
	file, mime string
}{
	{corpus.CiteBibTeX, ".bib", "text/x-bibtex"},
	{corpus.CiteCSL, ".json", "application/vnd.citationstyles.csl+json"},
}

// sources answers /sources: one source by name, or the library.
func (c *call) sources(context.Context) (Reply, error) {
	name := clean(c.r.Options["name"])
	if name == "" {
		q, err := c.sourcesQuery()
		if err != nil {
			return Reply{}, err
		}
		return c.library(q.Filters, 0, false)
	}
	found := c.named(name)
	switch len(found) {
	case 0:
		return Reply{}, sorry("error.source", "name", cutMarkdown(name, 80))
	case 1:
		return c.source(found[0], 0, false), nil
	}
	return c.library(query.Filters{Source: []string{name}}, 0, false)
}

// sourcesQuery reads the options that narrow the library.
func (c *call) sourcesQuery() (query.Query, error) {
	narrow := *c
	narrow.r.Options = map[string]string{"query": ""}
	for _, name := range []string{"topic", "country", "kind", "stance"} {
		if v := c.r.Options[name]; v != "" {
			narrow.r.Options[name] = v
		}
	}
	q, err := narrow.searchQuery()
	if len(narrow.r.Options) == 1 {
		return query.Query{}, nil
	}
	return q, err
}

// named returns the articles that a name means: the one of that id, else those
// with all its words in their title, publisher or date.
func (c *call) named(name string) []*corpus.Article {
	if a, ok := c.s.Corpus().Article(name); ok {
		return []*corpus.Article{a}
	}
	var found []*corpus.Article
	for a := range c.s.Corpus().All() {
		if mentions(a, name) {
			found = append(found, a)
		}
	}
	return found
}

// mentions reports whether every word of name stands in the article's id, title,
// publisher or date.
func mentions(a *corpus.Article, name string) bool {
	hay := strings.ToLower(strings.Join([]string{a.ID, a.Title, a.TitleEN, a.Publisher, a.Published.String()}, "\n"))
	words := strings.Fields(strings.ToLower(name))
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return len(words) > 0
}

// library renders a page of the articles that filters let through, the newest
// first, those without a date last.
func (c *call) library(f query.Filters, page int, update bool) (Reply, error) {
	var list []*corpus.Article
	for a := range c.s.Corpus().All() {
		if passes(a, f) {
			list = append(list, a)
		}
	}
	if len(list) == 0 {
		return Reply{}, sorry("error.no-sources", "filters", c.filters(f))
	}
	slices.SortStableFunc(list, func(a, b *corpus.Article) int {
		return cmp.Or(b.Published.Compare(a.Published), strings.Compare(a.ID, b.ID))
	})
	pages := (len(list) + sourcesPerPage - 1) / sourcesPerPage
	page = min(page, pages-1)
	k := &card{}
	k.say("### " + c.l.say("sources.title"))
	head := c.l.count("sources.total", len(list))
	if pages > 1 {
		head += " · " + c.l.say("page", "n", page+1, "of", pages)
	}
	k.say(head)
	if s := c.filters(f); s != "" {
		k.say("-# " + c.l.say("search.filters", "filters", s))
	}
	if page == 0 {
		k.say("-# " + c.counts(list))
	}
	k.line()
	shown := list[page*sourcesPerPage : min((page+1)*sourcesPerPage, len(list))]
	options := c.listSources(k, shown)
	if id, ok := c.seal.seal(cursor{op: opSource}); ok {
		k.choose(Select{ID: id, Placeholder: c.l.say("sources.choose"), Options: options})
	}
	data := f.String()
	if _, ok := c.seal.seal(cursor{op: opSources, data: data}); ok {
		c.pager(k, page, pages, func(page int) cursor { return cursor{op: opSources, page: page, data: data} })
	}
	c.dismissRow(k)
	return Reply{Private: c.private && !update, Update: update, Body: k.body(), Outcome: "listed"}, nil
}

// listSources adds a line for every article, and returns the select's options.
func (c *call) listSources(k *card, list []*corpus.Article) []SelectOption {
	var options []SelectOption
	var b strings.Builder
	for _, a := range list {
		line := titled(a, 110) + "\n-# " + inert(cut(a.Publisher, 60)) + ", " + c.l.date(a.Published) + " · " + c.l.sort(a) + "\n"
		if width(b.String())+width(line) > k.left()-100 {
			break
		}
		b.WriteString(line)
		options = append(options, SelectOption{
			Label: cut(cmp.Or(clean(a.TitleEN), clean(a.Title), a.ID), 100), Value: hex.EncodeToString([]byte(articleKey(a.ID))),
			Description: cut(a.Publisher+", "+c.l.date(a.Published), 100),
		})
	}
	k.say(strings.TrimSuffix(b.String(), "\n"))
	return options
}

// counts says how many of the articles are of which view.
func (c *call) counts(list []*corpus.Article) string {
	n := map[corpus.Stance]int{}
	for _, a := range list {
		n[a.Stance]++
	}
	var parts []string
	for _, s := range corpus.Stances {
		if n[s] > 0 {
			parts = append(parts, c.l.say(key("stance."+string(s)))+" "+strconv.Itoa(n[s]))
		}
	}
	return strings.Join(parts, " · ")
}

// passes reports whether an article is one of those that the filters ask for.
// Dates and languages are no options of the library.
func passes(a *corpus.Article, f query.Filters) bool {
	if len(f.Source) > 0 && !slices.ContainsFunc(f.Source, func(s string) bool { return mentions(a, s) }) {
		return false
	}
	if len(f.Kind) > 0 && !slices.Contains(f.Kind, a.Kind) || len(f.Stance) > 0 && !slices.Contains(f.Stance, a.Stance) {
		return false
	}
	return overlap(f.Country, a.Countries) && overlap(f.Topic, a.Topics)
}

// overlap reports whether nothing is asked for or something of it is there.
func overlap(asked, there []string) bool {
	return len(asked) == 0 || slices.ContainsFunc(asked, func(s string) bool { return slices.Contains(there, s) })
}

// byKey finds the article that a button names.
func (c *call) byKey(packed string) (*corpus.Article, error) {
	for a := range c.s.Corpus().All() {
		if articleKey(a.ID) == packed {
			return a, nil
		}
	}
	return nil, sorry("error.gone")
}

// sourceHead says what a source is: title, publisher, authors, date, whose words.
func (c *call) sourceHead(k *card, a *corpus.Article) {
	k.say("### " + titled(a, 200))
	who := inert(cut(a.Publisher, 80))
	if len(a.Authors) > 0 {
		who = c.l.say("source.by", "authors", inert(cut(strings.Join(a.Authors, ", "), 160)), "publisher", who)
	}
	k.say(who + ", " + c.l.date(a.Published) + " · " + c.l.sort(a))
	basis := c.l.say("source.full")
	if a.Basis == corpus.Digest {
		basis = c.l.say("source.digest", "language", c.l.language(cmp.Or(a.SourceLang, a.Lang)))
	}
	k.say("-# " + basis)
}

// source renders one source: what it is, the passages of the page, and ways to
// cite it.
func (c *call) source(a *corpus.Article, page int, update bool) Reply {
	k := &card{}
	c.sourceHead(k, a)
	if page == 0 {
		c.sourceDetails(k, a)
	}
	k.line()
	list := c.s.Passages(a.ID)
	const perPage = 2
	pages := max(1, (len(list)+perPage-1)/perPage)
	page = min(page, pages-1)
	from := min(page*perPage, len(list))
	for _, p := range list[from:min(from+perPage, len(list))] {
		k.say(quoted(a, p.Span, nil, min(1000, k.left()-300)))
	}
	if pages > 1 {
		k.say("-# " + c.place(from, min(from+perPage, len(list))-1, len(list)))
	}
	id := articleKey(a.ID)
	c.pager(k, page, pages, func(page int) cursor { return cursor{op: opSource, page: page, data: id} })
	c.sourceButtons(k, a)
	c.dismissRow(k)
	return Reply{Private: c.private && !update, Update: update, Body: k.body(), Outcome: "shown"}
}

// sourceDetails adds what else is known: the original title, the copy's origin,
// topics, countries, and the line to cite it by.
func (c *call) sourceDetails(k *card, a *corpus.Article) {
	var lines []string
	add := func(name key, value string) {
		if value != "" {
			lines = append(lines, "-# "+c.l.say(name)+" "+value)
		}
	}
	if a.TitleEN != "" {
		add("source.title", inert(cut(a.Title, 200)))
	}
	add("source.provenance", inert(cut(a.Provenance, 200)))
	var countries, topics []string
	for _, code := range a.Countries {
		countries = append(countries, c.l.country(code))
	}
	for _, t := range a.Topics {
		topics = append(topics, c.topic(t))
	}
	add("filter.country", inert(cut(strings.Join(countries, ", "), 200)))
	add("filter.topic", inert(cut(strings.Join(topics, ", "), 200)))
	add("source.cite", inert(cut(corpus.Cite(corpus.CiteText, a), 500)))
	k.say(strings.Join(lines, "\n"))
}

// sourceButtons adds the links and the citations as files.
func (c *call) sourceButtons(k *card, a *corpus.Article) {
	var buttons []Button
	if b, ok := link(c.l.say("button.open"), a.URL); ok {
		buttons = append(buttons, b)
	}
	if b, ok := link(c.l.say("button.archive"), a.ArchiveURL); ok {
		buttons = append(buttons, b)
	}
	for i, s := range styles {
		b, ok := c.button(k, Secondary, c.l.say(key("cite."+string(s.style))), cursor{op: opCite, page: i, data: articleKey(a.ID)})
		if ok {
			buttons = append(buttons, b)
		}
	}
	k.row(buttons...)
}

// cite answers with a citation as a file.
func (c *call) cite(cur cursor) (Reply, error) {
	a, err := c.byKey(cur.data)
	if err != nil {
		return Reply{}, err
	}
	if cur.page >= len(styles) {
		return Reply{}, sorry("error.forged")
	}
	s := styles[cur.page]
	name := a.ID + s.file
	k := &card{}
	k.say(c.l.say("cite.title", "title", titled(a, 200)))
	k.items = append(k.items, File{Name: name})
	return Reply{
		Private: true, Body: k.body(), Outcome: "cited",
		Files: []Attachment{{Name: name, Type: s.mime, Data: []byte(corpus.Cite(s.style, a) + "\n")}},
	}, nil
}
