package bot

import (
	"context"
	"fmt"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/when"
	"cleannet/index/query"
	"cleannet/index/timeline"
)

const (
	// eventsPerPage keeps a page of a timeline readable on a phone.
	eventsPerPage = 5
	// maxEvent is the length of an event's sentence in UTF-16 units.
	maxEvent = 320
	// maxCites is how many sources of one event are named.
	maxCites = 4
)

// roles say of a date that it is not that of an event.
var roles = map[when.Role]key{when.Report: "timeline.report", when.Ahead: "timeline.ahead"}

// timeline answers /timeline.
func (c *call) timeline(ctx context.Context) (Reply, error) {
	q := query.Parse(c.r.Options["topic"])
	if err := c.dates(&q.Filters); err != nil {
		return Reply{}, err
	}
	q = query.Parse(q.String())
	if q.IsEmpty() {
		return Reply{}, sorry("error.empty-query")
	}
	return c.timelinePage(ctx, q, 0, false)
}

// timelinePage renders one page of dated sentences in order.
func (c *call) timelinePage(ctx context.Context, q query.Query, page int, update bool) (Reply, error) {
	// The dates narrow the events, not the sources: what happened in May may stand
	// in an article of June.
	anyDay := q
	anyDay.Filters.After, anyDay.Filters.Before = corpus.Date{}, corpus.Date{}
	line, err := c.timelineOf(ctx, anyDay.String())
	if err != nil {
		return Reply{}, fmt.Errorf("timeline: %w", err)
	}
	var events []timeline.Event // the timeline itself is remembered, and not changed
	for _, e := range line.Events {
		if between(e, q.Filters) {
			events = append(events, e)
		}
	}
	line.Events = events
	words := q
	words.Filters = query.Filters{}
	title := c.l.say("timeline.title", "topic", cutMarkdown(words.String(), maxHeading))
	if len(line.Events) == 0 {
		c.show(true)
		return Reply{Private: true, Outcome: "nothing", Body: []Component{Text{"### " + title + "\n" + c.l.say("timeline.nothing")}}}, nil
	}
	pages := (len(line.Events) + eventsPerPage - 1) / eventsPerPage
	page = min(page, pages-1)
	k := &card{}
	k.say("### " + title)
	head := c.l.count("timeline.total", len(line.Events))
	if pages > 1 {
		head += " · " + c.l.say("page", "n", page+1, "of", pages)
	}
	k.say(head)
	if f := c.filters(q.Filters); f != "" {
		k.say("-# " + c.l.say("search.filters", "filters", f))
	}
	c.corrections(k, line.Corrections)
	for _, e := range line.Events[page*eventsPerPage : min((page+1)*eventsPerPage, len(line.Events))] {
		c.event(k, e)
	}
	data := q.String()
	if _, ok := c.seal.seal(cursor{op: opTimeline, page: 255, data: data}); ok {
		c.pager(k, page, pages, func(page int) cursor { return cursor{op: opTimeline, page: page, data: data} })
	}
	c.dismissRow(k)
	return Reply{Private: c.private && !update, Update: update, Body: k.body(), Outcome: "found"}, nil
}

// between reports whether an event may lie within the dates asked for.
func between(e timeline.Event, f query.Filters) bool {
	last := e.Last
	if last.IsZero() {
		last = e.Date
	}
	if !f.After.IsZero() && last.Last().Compare(f.After.First()) < 0 {
		return false
	}
	return f.Before.IsZero() || e.Date.First().Compare(f.Before.Last()) <= 0
}

// event adds a date with the sentence that says it best, and every source.
func (c *call) event(k *card, e timeline.Event) {
	if len(e.Cites) == 0 {
		return
	}
	date := c.l.date(e.Date)
	if e.Last != e.Date && !e.Last.IsZero() {
		date += " – " + c.l.date(e.Last)
	}
	first := e.Cites[0]
	tail := "\n" + c.l.attribution(first.Article, 0)
	var others []string
	for _, cite := range e.Cites[1:min(len(e.Cites), maxCites)] {
		others = append(others, titled(cite.Article, 60))
	}
	if len(others) > 0 {
		tail += "\n-# " + c.l.count("timeline.also", len(e.Cites)-1, "titles", strings.Join(others, " · "))
	}
	head := "**" + date + "**"
	if k, ok := roles[e.Role]; ok {
		head += " · " + c.l.say(k)
	}
	head += "\n"
	limit := min(maxEvent, k.left()-width(head)-width(tail)-50)
	if limit < 80 {
		return
	}
	text := head + quoted(first.Article, first.Span, first.Marks, limit) + tail
	k.line()
	b, ok := c.button(k, Secondary, c.l.say("button.context"), cursor{op: opPassage, data: c.passageKey(first.Article, first.Span)})
	if !ok || !k.beside(text, b) {
		k.say(text)
	}
}
