package answer

import (
	"regexp"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/when"
)

// nearDays is how far apart two dates of one event may be, in days: a meeting
// over midnight or an ocean differs by one, a reprint by a few.
const nearDays = 3

// days returns the days that sentences on the question give, if they are near
// the day that most of them give: others are of other events.
func (q *question) days(ranked []candidate) []claim {
	if len(q.Entities) == 1 && q.Entities[0].Kind == "country" && !q.rest.any() {
		return nil // much happens in a country
	}
	if what, ok := q.asksBeginning(); ok {
		return q.beginnings(ranked, what)
	}
	var all []claim
	votes := map[string]int{}
	for _, c := range ranked {
		text := c.text()
		if !q.speaksTo(*c.reading) {
			continue
		}
		for _, m := range c.dates() {
			if m.Date.Day == 0 || reporting(text, m.Span) || roleIn(c, m) != when.Event || beside.MatchString(text[m.Span.End:]) {
				continue
			}
			cl := c.undated(m.Span)
			cl.key, cl.asOf = m.Date.String(), m.Date
			votes[cl.key]++
			all = append(all, cl)
			break
		}
	}
	var best claim
	for _, c := range all { // in the order of ranking, so that ties are stable
		if votes[c.key] > votes[best.key] {
			best = c
		}
	}
	return slices.DeleteFunc(all, func(c claim) bool { return daysBetween(c.asOf, best.asOf) > nearDays })
}

// announcing are words before a date that tell when something was said about an
// event; when.RoleOf takes saying for an event of its own.
var announcing = set("said dated issued released")

// beside matches what stands behind the date of another event: "August 4, a day
// before Pompeo announced it".
var beside = regexp.MustCompile(`^,? (?:a|the|one|two|three|\d) days? (?:before|after)\b`)

// reportReach is how many words before a date a report may stand: "posted the
// fact sheet on".
const reportReach = 5

// reporting reports whether the date at s says when something was said.
func reporting(text string, s corpus.Span) bool {
	words := strings.Fields(strings.ToLower(text[:s.Start]))
	for _, w := range words[max(0, len(words)-reportReach):] {
		if announcing[strings.Trim(w, ",.")] {
			return true
		}
	}
	return false
}

// localTime matches the words by which a text says whose day it counts.
var localTime = regexp.MustCompile(`(?i)\b(?:(?:local|\w+ese|\w+ean|\w+ish|\w+ian|eastern|Beijing|Seoul|Tokyo|Washington|Taipei) (?:time|date)|U\.S\. (?:time|date)|time zone|KST|JST|EDT|EST|GMT|UTC)\b`)

// dayApart reports whether claims of a date give two days in a row and may count
// them by different clocks: they come from governments of different countries,
// or say whose time they mean.
func dayApart(claims []claim) bool {
	sides := map[corpus.Stance]bool{}
	clock := false
	first, last := claims[0].asOf, claims[len(claims)-1].asOf
	if first.Day == 0 || last.Day == 0 {
		return false
	}
	for _, c := range claims {
		if c.asOf != first && c.asOf != last {
			return false
		}
		if s := c.article.Stance; strings.HasSuffix(string(s), "-gov") {
			sides[s] = true
		}
		clock = clock || localTime.MatchString(c.article.Slice(c.sentence))
	}
	return daysBetween(first, last) == 1 && (clock || len(sides) > 1)
}
