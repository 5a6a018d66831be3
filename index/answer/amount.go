package answer

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/when"
)

// An amount is a number as a source limits it.
type amount struct {
	value float64
	bound bound
}

// A bound says how a number is limited: not at all, from below ("more than
// 40"), from above, or as about so many.
type bound byte

const (
	exactly bound = '='
	above   bound = '>'
	below   bound = '<'
	about   bound = '~'
)

// bounds are the words that limit a number.
var bounds = map[bound]*regexp.Regexp{
	above: regexp.MustCompile(`(?i)^(?:more than|at least|over|well over|as many as)\b|\+$`),
	below: regexp.MustCompile(`(?i)^(?:less than|fewer than|at most|up to|under)\b`),
	about: regexp.MustCompile(`(?i)^(?:about|around|almost|nearly|some|roughly|approximately|close to)\b`),
}

// amountOf reads the limit of a number.
func amountOf(text string, value float64) amount {
	for b, words := range bounds {
		if words.MatchString(text) {
			return amount{value, b}
		}
	}
	return amount{value, exactly}
}

func (a amount) key() string { return string(a.bound) + strconv.FormatFloat(a.value, 'f', -1, 64) }

// nearlyPart is within which part of a number another is "about" it.
const nearlyPart = 0.1

// clashes reports whether two amounts cannot both be meant of one count. "More
// than 50" is said of 50 to 59, so that it clashes with 60 and with "more than
// 60"; "nearly 50" goes with 49 and with "more than 40".
func (a amount) clashes(b amount) bool {
	low, high := a.meant()
	otherLow, otherHigh := b.meant()
	return high < otherLow || otherHigh < low
}

// meant returns the least and the greatest count that an amount is said of. A
// lower bound does not fill the last of its digits that is not zero.
func (a amount) meant() (low, high float64) {
	switch a.bound {
	case about:
		return a.value * (1 - nearlyPart), a.value * (1 + nearlyPart)
	case below:
		return 0, a.value
	case above:
		step := 1.0
		for step < a.value && math.Mod(a.value, step*10) == 0 {
			step *= 10
		}
		return a.value, a.value + step - 1
	}
	return a.value, a.value
}

// amounts returns the numbers of what the question counts.
func (q *question) amounts(ranked []candidate) (claims []claim) {
	if q.counted == "" {
		return nil
	}
	heads, names := q.countedNoun()
	asked := when.Find(capitalised(q.text), corpus.Date{})
	for _, c := range ranked {
		text := c.text()
		if !q.units.and(c.reading.held).any() || len(q.lacks(*c.reading)) > 0 || !q.speaksTo(*c.reading) && len(q.Entities) < 2 && !q.atTime(c, asked) {
			continue
		}
		whole := len(names) == 0 && !q.rest.any() // "how many countries are in NATO?"
		if whole && !q.belongs.and(c.reading.held).any() && !q.linked(text, *c.reading) {
			continue
		}
		for _, n := range numbers(text) {
			noun, ok := q.countsWhole(n, *c.reading, heads, names)
			dated := func(m when.Mention) bool { return m.Span.Overlaps(n.span) }
			if !ok || slices.ContainsFunc(c.dates(), dated) || whole && !q.within(corpus.Span{Start: n.span.Start, End: noun.End}, *c.reading) {
				continue
			}
			cl := c.claim(n.span)
			cl.amount = amountOf(text[n.span.Start:n.span.End], n.value)
			cl.key, cl.about = cl.amount.key(), text[noun.Start:noun.End]
			claims = append(claims, cl)
			break // a second number of a sentence is of something else
		}
	}
	return claims
}

// atTime reports whether a sentence gives one of the months or days that the
// question does: with what is counted and a name that says enough.
func (q *question) atTime(c candidate, asked []when.Mention) bool {
	if len(q.Entities) == 0 || len(asked) == 0 {
		return false
	}
	return slices.ContainsFunc(c.dates(), func(m when.Mention) bool {
		return m.Date.Month > 0 && slices.ContainsFunc(asked, func(a when.Mention) bool {
			return a.Date.Month > 0 && sameTime(a.Date, m.Date)
		})
	})
}

// capitalised gives every word a capital, as people type the names of months
// without. No place changes.
func capitalised(text string) string {
	b := []byte(text)
	for _, f := range fields(text) {
		if c := b[f.Start]; c >= 'a' && c <= 'z' {
			b[f.Start] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// countedNoun returns the stems of the noun that the question counts, without
// the names in it, and those names where they tell whose the counted are: "EU
// states", "NATO members". The thing that they are in is told elsewhere: of "Clean
// Network countries" countries are counted.
func (q *question) countedNoun() (heads, names map[string]bool) {
	heads, names = map[string]bool{}, map[string]bool{}
	named := map[string]bool{}
	for _, e := range q.Entities {
		stems := Stems(q.text[e.Span.Start:e.Span.End])
		within := len(stems) > 0
		for st := range stems {
			within, named[st] = within && q.unit[st], true
		}
		if within && (e.Kind == "body" || e.Kind == "country") {
			for st := range stems {
				names[st] = true
			}
		}
	}
	noun := stem(q.counted)
	for st := range q.unit { // without its grammar, the noun may stand before a name
		if st == noun || sameUnit(st, noun) || named[noun] && !named[st] {
			heads[st] = true
		}
	}
	if named[noun] {
		delete(heads, noun)
	}
	return heads, names
}

// sameUnit reports whether two stems name the same countable thing.
func sameUnit(a, b string) bool {
	return slices.ContainsFunc(sameUnits, func(class []string) bool { return slices.Contains(class, a) && slices.Contains(class, b) })
}

// ofWhole matches what stands between a number and what it is a part of: "26 of
// 27 EU members".
var ofWhole = regexp.MustCompile(`^ (?:out )?of (?:the |its |their |all )?(?:\d+|[a-z]+(?:-[a-z]+)?) `)

// ofOther matches what stands behind a counted noun before whose it is.
var ofOther = regexp.MustCompile(`^ (?:states )?of (?:the )?$`)

// possessive matches what stands between an owner and a number of what it has.
var possessive = regexp.MustCompile(`^['’]s? $`)

// countsWhole reports whether a number counts what the question does, all of it
// and of nobody else, and where its noun stands in the text.
func (q *question) countsWhole(n number, r reading, heads, names map[string]bool) (noun corpus.Span, ok bool) {
	if n.value < 2 || n.value != math.Trunc(n.value) || part.MatchString(tail(r.text[:n.span.Start])) {
		return noun, false
	}
	rest := n.span.End
	if of := ofWhole.FindString(r.text[rest:]); of != "" {
		if len(names) == 0 {
			return noun, false
		}
		rest += len(of) - 1
	}
	words, spans := nounPhrase(r.text, rest)
	for i, st := range words {
		if heads[st] {
			noun = spans[i]
		} else if capital(r.text, spans[i]) && !names[st] && !q.stems[st] {
			return noun, false
		}
	}
	for st := range names {
		if !slices.Contains(words, st) {
			return noun, false
		}
	}
	return noun, noun.Len() > 0 && !q.ofOthers(n.span, noun, r)
}

// ofOthers reports whether what is counted belongs to something that the
// question does not name: "NATO's 30 members", "30 members of the EU".
func (q *question) ofOthers(n, noun corpus.Span, r reading) bool {
	return slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool {
		if slices.ContainsFunc(q.Entities, func(e corpus.Mention) bool { return e.Entity == m.Entity }) {
			return false
		}
		return m.Span.End <= n.Start && possessive.MatchString(r.text[m.Span.End:n.Start]) ||
			m.Span.Start >= noun.End && ofOther.MatchString(r.text[noun.End:m.Span.Start])
	})
}

// within reports whether what is counted at n, a number and its noun, is in what
// the question names: behind it with a word that says so ("27 members of the EU"),
// or else as the last named before it ("the EU has 27 members"), or else as what
// is named next. Things that are counted themselves hold nothing: "27 NATO states".
func (q *question) within(n corpus.Span, r reading) bool {
	rank, best := 4, corpus.Mention{}
	for _, m := range r.mentions {
		asked := slices.ContainsFunc(q.Entities, func(e corpus.Mention) bool { return e.Entity == m.Entity })
		if !asked && m.Kind != "programme" && (m.Kind != "body" || claims(r, m)) || m.Span.Overlaps(n) || numbered.MatchString(tail(r.text[:m.Span.Start])) {
			continue
		}
		place := 3
		switch {
		case m.Span.Start >= n.End && inside.MatchString(r.text[n.End:m.Span.Start]):
			place = 1
		case m.Span.End <= n.Start:
			place = 2
		}
		if place < rank || place == rank && place == 2 { // of those before the last, of those behind the first
			rank, best = place, m
		}
	}
	asked := slices.ContainsFunc(q.Entities, func(e corpus.Mention) bool { return e.Entity == best.Entity })
	return asked && (rank < 3 || best.Kind == "programme")
}

// inside matches what stands between a number and what its counted are in.
var inside = regexp.MustCompile(`^[^,;:]*\b(?:in|of|join|joins|joined|into|to) (?:the )?$`)

// numbered matches what stands before something that is counted itself.
var numbered = regexp.MustCompile(`\d\+? $`)

// claims reports whether a body only says something in a sentence.
func claims(r reading, m corpus.Mention) bool { return saying.MatchString(r.text[m.Span.End:]) }

// phraseLength is how many words after a number may lead to what it counts:
// "20 leading Western telecom companies".
const phraseLength = 4

// nounPhrase returns the stems and places of the words that follow a place in a
// text, up to the first function word or sign.
func nounPhrase(text string, from int) (words []string, spans []corpus.Span) {
	last := from
	for _, f := range fields(text[from:min(len(text), from+80)]) {
		f = moveBy(f, from)
		st := stem(text[f.Start:f.End])
		if strings.Trim(text[last:f.Start], " \"'“-") != "" || st == "" || len(words) == phraseLength {
			break
		}
		words, spans = append(words, st), append(spans, f)
		last = f.End
	}
	return words, spans
}

func capital(text string, s corpus.Span) bool { return text[s.Start] >= 'A' && text[s.Start] <= 'Z' }

// tailLength is how many bytes of what stands before a place the short
// expressions on it may need; to look through all of it costs more than the rest.
const tailLength = 40

// tail returns the end of a text.
func tail(text string) string { return text[max(0, len(text)-tailLength):] }

// part matches what stands before a number that is not the count of a whole:
// "11 of 12 nations", "the three states".
var part = regexp.MustCompile(`(?i)(?:\d of|\bthe|\bthese|\bthose|\ball|\banother|\bother|\bof the)\s$`)

// links are the words between an entity and an amount of it: "the Clean Network
// of 60 countries".
var links = set("of at with has had counts numbers reached")

// linked reports whether an entity of the question is followed by one of links.
func (q *question) linked(text string, r reading) bool {
	for _, m := range r.mentions {
		if !slices.ContainsFunc(q.Entities, func(e corpus.Mention) bool { return e.Entity == m.Entity }) {
			continue
		}
		following := fields(text[m.Span.End:])
		for _, f := range following[:min(2, len(following))] {
			if links[strings.ToLower(text[m.Span.End+f.Start:m.Span.End+f.End])] {
				return true
			}
		}
	}
	return false
}
