// Package timeline puts what sources say about a subject in order of time.
//
// An event is a sentence with a date in it; the date is read from the text, with
// the help of the day of publication, and what cannot be dated is left out. What
// has only the date of a report, or one that lay ahead, says so in its role.
// Sentences of several sources on one event are told once, with all their
// citations. Everything is a slice of an article at a known place.
package timeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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
	Events      []Event // by date, earliest first; at one date events before reports, those with more sources first
	Undated     int     // sentences on the subject that have no date
	Corrections []index.Correction
}

// An Event is something that happened at a date, as one or more sources say.
type Event struct {
	Date corpus.Date // year at least
	Last corpus.Date // of a range, else Date
	// Role says what the date is of: where any source gives it as that of the
	// event itself, it is; else a report's before a date that lay ahead.
	Role when.Role
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
// query about nothing that is dated gives a Timeline without events; one in
// another language than English is read as a question is.
func Ask(ctx context.Context, s *index.Snapshot, text string) (Timeline, error) {
	res, err := answer.Search(ctx, s, query.Parse(text), searchDepth)
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
	told := teller{entities: entities, query: subject}
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
			m, role, ok := dateOf(a, dates[a], sent.Span)
			if !ok {
				undated++
				continue
			}
			told.add(Event{m.Date, m.Last, role, []Cite{{a, sent.Span, m.Span, within(h.Marks, sent.Span), sent.Score}}})
		}
	}
	events = told.events
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Role, b.Role), cmp.Compare(len(b.Cites), len(a.Cites)), cmp.Compare(b.Cites[0].Score, a.Cites[0].Score))
	})
	return events, undated
}

// subjectShare and sentenceShare are which part of the query's words and
// entities a passage, and a sentence in it, must hold to be on the subject.
const (
	subjectShare  = 0.6
	sentenceShare = 0.5
)

// dateOf returns the date of what a sentence tells: of an event before that of a
// report before one that lay ahead, and the first of the most exact among
// those, a day before a month, a month before a year.
func dateOf(a *corpus.Article, mentions []when.Mention, s corpus.Span) (best when.Mention, role when.Role, ok bool) {
	names := publishers(a)
	for _, m := range mentions {
		if !s.Contains(m.Span) {
			continue
		}
		r := when.RoleOf(a.Slice(s), corpus.Span{Start: m.Span.Start - s.Start, End: m.Span.End - s.Start}, m.Date, a.Published, names...)
		if !ok || r < role || r == role && exactness(m.Date) > exactness(best.Date) {
			best, role, ok = m, r, true
		}
	}
	return best, role, ok
}

// publishers returns the names by which a text may call who published it, its
// authors among them. What an institution publishes itself tells of its own acts.
func publishers(a *corpus.Article) []string {
	if a.Kind == corpus.Official {
		return nil
	}
	names := strings.FieldsFunc(a.Publisher, func(r rune) bool { return strings.ContainsRune("/()", r) })
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return append(names, a.Authors...)
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

// sameEvent is which part of the shorter sentence's words and entities two
// sentences of one date must share to tell one event, and sameNames how many
// entities do where they are all that one of them names and the date is a day:
// accounts of one meeting share few words. Measured by reading: under a half of
// the words, or with two entities, different events of one busy day were joined.
const (
	sameEvent = 0.5
	sameNames = 3
)

// A teller joins sentences that tell one event.
type teller struct {
	entities corpus.Lookup
	query    *answer.Subject
	events   []Event
	subjects [][]map[string]bool // of the cites of each event
}

// add puts an event of one cite beside all that tell the same.
func (t *teller) add(e Event) {
	subjects := []map[string]bool{t.subjectOf(e.Cites[0])}
	for i := len(t.events) - 1; i >= 0; i-- {
		old := t.events[i]
		byNames := e.Date.Day > 0 && old.Role == when.Event && e.Role == when.Event
		if old.Date != e.Date || old.Last != e.Last || !slices.ContainsFunc(t.subjects[i], func(s map[string]bool) bool { return alike(s, subjects[0], byNames) }) {
			continue
		}
		subjects = append(t.subjects[i], subjects...)
		e = join(old, e)
		t.events, t.subjects = slices.Delete(t.events, i, i+1), slices.Delete(t.subjects, i, i+1)
	}
	t.events, t.subjects = append(t.events, e), append(t.subjects, subjects)
}

// join returns the event that both tell, with of each article the best cite.
func join(a, b Event) Event {
	a.Role = min(a.Role, b.Role)
	a.Cites = append(a.Cites, b.Cites...)
	slices.SortStableFunc(a.Cites, func(x, y Cite) int { return cmp.Compare(y.Score, x.Score) })
	var cites []Cite
	for _, c := range a.Cites {
		if !slices.ContainsFunc(cites, func(o Cite) bool { return o.Article == c.Article }) {
			cites = append(cites, c)
		}
	}
	a.Cites = cites
	return a
}

// subjectOf returns the words and entities of a sentence but for its date and
// the words of the query, which all sentences share; entities begin with "@",
// those of the query with "@@".
func (t *teller) subjectOf(c Cite) map[string]bool {
	s := answer.NewSubject(c.Text(), t.entities)
	out := map[string]bool{}
	for w := range s.Words {
		out[w] = true
	}
	for w := range answer.Stems(c.Article.Slice(c.At)) {
		delete(out, w)
	}
	for w := range t.query.Words {
		delete(out, w)
	}
	for _, e := range s.Entities {
		name := "@" + e.Entity
		if slices.ContainsFunc(t.query.Entities, func(q corpus.Mention) bool { return q.Entity == e.Entity }) {
			name = "@" + name
		}
		out[name] = true
	}
	return out
}

// alike reports whether two sentences of one date tell one event; of one day,
// their entities alone may show it.
func alike(a, b map[string]bool, byNames bool) bool {
	shared, names := 0, 0
	for w := range a {
		if b[w] && strings.HasPrefix(w, "@") {
			names++
		}
		if b[w] && !strings.HasPrefix(w, "@@") {
			shared++
		}
	}
	if shorter := min(len(a)-count(a, "@@"), len(b)-count(b, "@@")); shared > 0 && float64(shared) >= sameEvent*float64(shorter) {
		return true
	}
	return byNames && names >= sameNames && names == min(count(a, "@"), count(b, "@"))
}

// count returns how many of the words begin so.
func count(words map[string]bool, prefix string) (n int) {
	for w := range words {
		if strings.HasPrefix(w, prefix) {
			n++
		}
	}
	return n
}
