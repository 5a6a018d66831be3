package answer

import (
	"regexp"
	"slices"

	"cleannet/corpus"
	"cleannet/corpus/when"
)

// beginning are stems of words by which a programme or body is said to have
// come about.
var beginning = stemSet("launched launch launches unveiled unveil announced announce introduced introduce founded founding formed formation established establish created creation started start began begin inaugurated")

// begun are the kinds of entities that come about on a day.
var begun = set("programme body")

// asksBeginning reports whether the question asks when one programme or body
// came about, and which.
func (q *question) asksBeginning() (what corpus.Mention, ok bool) {
	if len(q.Entities) != 1 || !begun[q.Entities[0].Kind] {
		return what, false
	}
	for st := range q.Words {
		if !beginning[st] {
			return what, false
		}
	}
	return q.Entities[0], len(q.Words) > 0
}

// What stands between a word of beginning and its object ("launched the", "the
// launch of the"), between a thing and a passive of beginning ("was launched"),
// and between either and the date ("to", "in", "on", "in Bangkok on").
var (
	ofBeginning = regexp.MustCompile(`^ (?:of )?(?:the |its |a |an )?(?:U\.S\. |new |so-called )?["“]?$`)
	passiveOf   = regexp.MustCompile(`^["”]? (?:was|were|is|had been|has been)(?: first| formally| officially)? $`)
	toDate      = regexp.MustCompile(`^["”]?(?: in [A-Z]\w+)? (?:to|in|on|as early as)(?: early| mid| late)?[ -]$`)
	itsOwn      = regexp.MustCompile(`\bits $`)
)

// beginnings returns the months in which sentences say that a programme or body
// came about: what counts as its beginning differs more than clocks do.
func (q *question) beginnings(ranked []candidate, what corpus.Mention) (claims []claim) {
	for _, c := range ranked {
		if !named(what.Entity, []reading{*c.reading}) {
			continue
		}
		for _, m := range c.dates() {
			if m.Date.Month == 0 || roleIn(c, m) != when.Event || !beginsAt(*c.reading, m.Span, what.Entity) {
				continue
			}
			cl := c.undated(m.Span)
			cl.asOf, cl.by = m.Date, corpus.Span{} // who announced it does not claim the day
			cl.key = corpus.Date{Year: m.Date.Year, Month: m.Date.Month}.String()
			claims = append(claims, cl)
			break
		}
	}
	return claims
}

// beginsAt reports whether a sentence says right before a date that something
// began then.
func beginsAt(r reading, date corpus.Span, what string) bool {
	for _, f := range fields(r.text) {
		if f.End > date.Start || !beginning[stem(r.text[f.Start:f.End])] {
			continue
		}
		if toDate.MatchString(r.text[f.End:date.Start]) && (itsOwn.MatchString(tail(r.text[:f.Start])) || slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool {
			return m.Entity == what && m.Span.End <= f.Start && passiveOf.MatchString(r.text[m.Span.End:f.Start])
		})) {
			return true
		}
		if slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool {
			return m.Entity == what && m.Span.Start >= f.End && m.Span.End <= date.Start &&
				ofBeginning.MatchString(r.text[f.End:m.Span.Start]) && toDate.MatchString(r.text[m.Span.End:date.Start])
		}) {
			return true
		}
	}
	return false
}
