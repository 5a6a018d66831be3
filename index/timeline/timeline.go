// Package timeline puts what sources say about a subject in order of time.
//
// An event is a sentence with a date in it; the date is read from the text, with
// the help of the day of publication, and what cannot be dated is left out.
// Sentences of several sources on one event are told once, with all their
// citations. Everything is a slice of an article at a known place.
package timeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"cleannet/corpus"
	"cleannet/corpus/when"
	"cleannet/index"
	"cleannet/index/answer"
	"cleannet/index/query"
)

// searchDepth is how many passages are read for dates.
const searchDepth = 150

// A Timeline is what is shown for a query.
type Timeline struct {
	Query       string
	Events      []Event // by date, earliest first; at one date those with more sources first
	Undated     int     // sentences on the subject that have no date
	Corrections []index.Correction
}

// An Event is something that happened at a date, as one or more sources say.
type Event struct {
	Date corpus.Date // year at least
	Last corpus.Date // of a range, else Date
	// Cites are the sentences that tell it, the one that says most of the
	// subject first; there is at least one, and of an article one at most.
	Cites []Cite
}

// A Cite is a sentence that tells an event.
type Cite struct {
	Article *corpus.Article
	Span    corpus.Span   // the sentence, bytes of the article's text
	At      corpus.Span   // the date, within Span
	Marks   []corpus.Span // words of the query, within Span
	Score   float64
}

// Text returns the sentence, a slice of the article's text.
func (c Cite) Text() string { return c.Article.Slice(c.Span) }

// Ask searches for a query and returns what happened about it, in order. A
// query about nothing that is dated gives a Timeline without events.
func Ask(ctx context.Context, s *index.Snapshot, text string) (Timeline, error) {
	res, err := s.Search(ctx, query.Parse(text), searchDepth)
	if err != nil {
		return Timeline{}, fmt.Errorf("timeline: %w", err)
	}
	t := Timeline{Query: text, Corrections: res.Corrections}
	t.Events, t.Undated = Events(res, s.Entities())
	return t, nil
}

// Events returns the events of a result and how many of its sentences on the
// subject have no date. It is pure. A sentence is on the subject if it holds half
// of the query's words and entities and its passage most of them.
func Events(res *index.Result, entities corpus.Lookup) (events []Event, undated int) {
	subject := answer.NewSubject(res.Query.Text(), entities)
	dates := map[*corpus.Article][]when.Mention{}
	for i := range res.Hits {
		h := &res.Hits[i]
		a := h.Passage.Article
		if _, read := dates[a]; !read {
			dates[a] = when.Find(a.Text, a.Published)
		}
		if subject.In(h.Passage.Text()) < subjectShare {
			continue
		}
		for _, sent := range h.Sentences {
			if subject.In(a.Slice(sent.Span)) < sentenceShare {
				continue
			}
			m, ok := dateOf(dates[a], sent.Span)
			if !ok {
				undated++
				continue
			}
			events = add(events, Event{m.Date, m.Last, []Cite{{a, sent.Span, m.Span, within(h.Marks, sent.Span), sent.Score}}})
		}
	}
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(len(b.Cites), len(a.Cites)), cmp.Compare(b.Cites[0].Score, a.Cites[0].Score))
	})
	return events, undated
}

// subjectShare and sentenceShare are which part of the query's words and
// entities a passage, and a sentence in it, must hold to be on the subject.
const (
	subjectShare  = 0.6
	sentenceShare = 0.5
)

// dateOf returns the first of the most exact dates in a span: a day before a
// month, a month before a year.
func dateOf(mentions []when.Mention, s corpus.Span) (best when.Mention, ok bool) {
	for _, m := range mentions {
		if s.Contains(m.Span) && (!ok || exactness(m.Date) > exactness(best.Date)) {
			best, ok = m, true
		}
	}
	return best, ok
}

func exactness(d corpus.Date) int {
	switch {
	case d.Day > 0:
		return 2
	case d.Month > 0:
		return 1
	}
	return 0
}

func within(marks []corpus.Span, s corpus.Span) []corpus.Span {
	var out []corpus.Span
	for _, m := range marks {
		if s.Contains(m) {
			out = append(out, m)
		}
	}
	return out
}

// sameEvent is which part of the shorter sentence's words two sentences of one
// date must share to tell one event. Measured by reading: under a half,
// different events of one busy day were joined.
const sameEvent = 0.5

// add puts an event of one cite beside those that tell the same.
func add(events []Event, e Event) []Event {
	c := e.Cites[0]
	for i := range events {
		if events[i].Date != e.Date || events[i].Last != e.Last || !alike(events[i].Cites[0].Text(), c.Text()) {
			continue
		}
		for _, other := range events[i].Cites {
			if other.Article == c.Article {
				return events // it says the same twice
			}
		}
		events[i].Cites = append(events[i].Cites, c)
		slices.SortStableFunc(events[i].Cites, func(a, b Cite) int { return cmp.Compare(b.Score, a.Score) })
		return events
	}
	return append(events, e)
}

// alike reports whether two sentences of one date tell one event.
func alike(a, b string) bool {
	as, bs := answer.Stems(a), answer.Stems(b)
	shared := 0
	for st := range as {
		if bs[st] {
			shared++
		}
	}
	return float64(shared) >= sameEvent*float64(min(len(as), len(bs)))
}
