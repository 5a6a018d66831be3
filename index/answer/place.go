package answer

import (
	"slices"
	"strings"

	"cleannet/corpus"
)

// placing are stems of verbs that tell where something took place.
var placing = stemSet("signed met meeting held host opened launched unveiled announced presented spoke visited convened gathered took place")

// venues are the words that a place of an event follows.
var venues = set("in at")

// wholes are kinds of places that others lie in, so that naming one is no other
// claim than naming a town in it.
var wholes = set("country")

// places returns where sentences on the question say that it took place, at the
// time that the best of them gives: things of one name happen again elsewhere.
// Only towns and houses are compared, as a country goes with any of them.
func (q *question) places(ranked []candidate) (claims []claim) {
	for _, c := range ranked {
		if len(q.lacks(*c.reading)) > 0 || !q.speaksTo(*c.reading) {
			continue
		}
		s, name, ok := q.placeIn(*c.reading)
		if !ok {
			continue
		}
		cl := c.claim(s)
		if cl.key = name; len(claims) > 0 && (cl.asOf.IsZero() || !sameTime(cl.asOf, claims[0].asOf)) {
			continue
		}
		claims = append(claims, cl)
	}
	// Who names two of the places tells of one in the other: the Czernin Palace
	// in Prague.
	for i := range claims {
		text := strings.ToLower(claims[i].article.Slice(claims[i].sentence))
		for _, o := range claims {
			if o.key != claims[i].key && strings.Contains(text, o.key) {
				return nil
			}
		}
	}
	return claims
}

// placeIn returns the first place that follows a verb of placing in a sentence.
func (q *question) placeIn(r reading) (s corpus.Span, name string, ok bool) {
	words := fields(r.text)
	placed := false
	for i, f := range words {
		word := r.text[f.Start:f.End]
		if placing[stem(word)] {
			placed = true
		}
		if !placed || !venues[strings.ToLower(word)] || i+1 == len(words) {
			continue
		}
		next := words[i+1]
		if strings.ToLower(r.text[next.Start:next.End]) == "the" && i+2 < len(words) {
			next = words[i+2]
		}
		s, country := q.nameAt(r, next)
		if name = strings.ToLower(r.text[s.Start:s.End]); s.Len() > 0 && !country && !q.says(name) {
			return s, name, true
		}
	}
	return s, "", false
}

// nameAt returns the known place or the run of capitalised words that begins at a
// word, and whether it is a country; nothing for a month or a name of something
// else.
func (q *question) nameAt(r reading, f corpus.Span) (s corpus.Span, country bool) {
	for _, m := range r.mentions {
		if m.Span.Start == f.Start {
			if m.Kind == "place" || wholes[m.Kind] {
				return m.Span, wholes[m.Kind] && !capitals[r.text[m.Span.Start:m.Span.End]]
			}
			return s, false
		}
	}
	if !capital(r.text, f) || months[r.text[f.Start:f.End]] {
		return s, false
	}
	s = f
	for _, next := range fields(r.text[f.End:]) {
		next = moveBy(next, f.End)
		if r.text[s.End:next.Start] != " " || !capital(r.text, next) || slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(next) }) {
			break
		}
		s.End = next.End
	}
	return s, false
}

// capitals are cities by which texts also mean the country's government; after
// "in" they are places.
var capitals = set("Washington Seoul London Beijing Tokyo Taipei Berlin Paris Madrid Lisbon Rome Athens Warsaw Prague Vienna Budapest Bucharest Sofia Belgrade Brasília Canberra Ottawa Delhi Pristina Tirana Kyiv")

var months = set("January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter")
