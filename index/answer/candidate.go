package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
	"cleannet/corpus/when"
	"cleannet/index"
)

// candidates returns what in a text of article a may be the number, date or name
// for, as spans of the article's text: nothing that the question says itself.
func (q *question) candidates(a *corpus.Article, r reading) []corpus.Span {
	text := r.text
	var out []corpus.Span
	switch q.kind {
	case askedWhen:
		for _, m := range when.Find(text, a.Published) {
			out = append(out, m.Span)
		}
	case askedHowMany:
		if q.units.any() && !q.units.and(r.held).any() {
			break
		}
		for _, n := range numbers(text) {
			if len(q.unit) == 0 && q.mayBe(n, text) || n.counts(q.unit) {
				out = append(out, n.span)
			}
		}
	case askedWho:
		out = q.people(r, a.Publisher)
	case askedWhere:
		out = q.names(text, true)
	}
	return out
}

// mayBe reports whether a number may answer how much: it is no year, and money
// where money is asked for.
func (q *question) mayBe(n number, text string) bool {
	figure := text[n.span.Start:n.span.End]
	if q.money {
		return strings.ContainsAny(figure, "$€£¥") || strings.HasSuffix(figure, "illion") || strings.HasSuffix(text[:n.span.Start], "USD")
	}
	return n.value < 1900 || n.value > 2100 || strings.ContainsAny(figure, ",$€£¥%")
}

// candidatesAt returns the candidates in a part of a hit's passage, as spans of
// the article's text.
func (q *question) candidatesAt(h *index.Hit, part corpus.Span) []corpus.Span {
	out := q.candidates(h.Passage.Article, q.readPart(h, part))
	for i := range out {
		out[i].Start += part.Start
		out[i].End += part.Start
	}
	return out
}

// people returns the names in a text that may answer who: those of people, firms
// and bodies, and capitalised words that are not known to name anything else.
// The publisher of the article is not one, nor is what the question says itself.
func (q *question) people(r reading, publisher string) []corpus.Span {
	text, mentions := r.text, r.mentions
	var out []corpus.Span
	for _, s := range q.names(text, false) {
		if !slices.ContainsFunc(mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(s) }) && strings.Contains(text[s.Start:s.End], " ") && !reports(text[s.End:]) {
			out = append(out, s)
		}
	}
	for _, m := range mentions {
		name := text[m.Span.Start:m.Span.End]
		if who[m.Kind] && !q.says(name) && !strings.Contains(publisher, name) && !reports(text[m.Span.End:]) {
			out = append(out, m.Span)
		}
	}
	slices.SortFunc(out, func(a, b corpus.Span) int { return a.Start - b.Start })
	return out
}

// reports reports whether what follows a name says that its bearer wrote the
// article: "Kim Ji-eun wrote".
func reports(after string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(after, " "), " ")
	return reporterVerbs[strings.Trim(first, ".,;")]
}

// reporterVerbs are the verbs of those who write what is summarised.
var reporterVerbs = set("wrote writes reported reports")

// who are the kinds of entities that answer who.
var who = set("person company body")

// names returns runs of words with capitals that the question does not hold;
// for a place those after "in", "at", "near" or "to" alone.
func (q *question) names(text string, place bool) []corpus.Span {
	var out []corpus.Span
	var run corpus.Span
	last := ""
	flush := func() {
		if name := text[run.Start:run.End]; run.Len() > 0 && !q.says(name) && (strings.Contains(name, " ") || run.Start > 0) {
			out = append(out, run)
		}
		run = corpus.Span{}
	}
	for w := (wordScanner{text: text}); w.next(); {
		f, word := w.span, text[w.span.Start:w.span.End]
		r, _ := utf8.DecodeRuneInString(word)
		capital := unicode.IsUpper(r) && !functionWords[strings.ToLower(word)]
		switch {
		case capital && run.Len() > 0 && strings.TrimSpace(text[run.End:f.Start]) == "":
			run.End = f.End
		case capital:
			flush()
			if !place || placeWords[strings.ToLower(last)] {
				run = f
			}
		default:
			flush()
		}
		last = word
	}
	flush()
	return out
}

// placeWords are those that a place follows.
var placeWords = set("in at near to from of")

// says reports whether the question holds every word of a name.
func (q *question) says(name string) bool {
	var buf [64]byte
	for w := (wordScanner{text: name}); w.next(); {
		form := appendForm(buf[:0], name[w.span.Start:w.span.End])
		if functionWords[string(form)] {
			continue
		}
		if st := cutEnding(form); len(st) > 0 && !q.stems[string(st)] {
			return false
		}
	}
	return true
}
