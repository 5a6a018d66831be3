package answer

import (
	"regexp"
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
		out = eventDates(a, text)
	case askedHowMany:
		asked := q.countedIn(r.asks)
		if asked || !q.units.any() || q.signed || q.spelled != nil || q.units.or(q.kinUnits).and(r.held).any() {
			out = q.figures(text, asked)
			if q.spelled != nil {
				for _, at := range q.spelled.FindAllStringIndex(text, -1) {
					out = append(out, corpus.Span{Start: at[0], End: at[1]})
				}
			}
		}
	case askedWho:
		out = q.people(r, a.Publisher)
	case askedWhere:
		for _, s := range q.names(text, true) {
			other := slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(s) && (who[m.Kind] || m.Kind == "programme") })
			if !other && !strings.Contains(a.Publisher, text[s.Start:s.End]) {
				out = append(out, s)
			}
		}
	}
	return out
}

// eventDates returns the dates in a text of article a; those on which somebody
// reported it only where there is no other.
func eventDates(a *corpus.Article, text string) []corpus.Span {
	var events, reports []corpus.Span
	publisher, _, _ := strings.Cut(a.Publisher, " (")
	for _, m := range when.Find(text, a.Published) {
		if when.RoleOf(text, m.Span, m.Date, a.Published, publisher) == when.Report {
			reports = append(reports, m.Span)
		} else {
			events = append(events, m.Span)
		}
	}
	if len(events) == 0 {
		return reports
	}
	return events
}

// figures returns the amounts in a text of what is counted, or of what a kindred
// word names where there is none; where it is a cost, of money, and where nothing
// tells what, all; and where none counts it but the text may be asked for it, all, too.
// Those in dates count nothing.
func (q *question) figures(text string, asked bool) (out []corpus.Span) {
	dates := when.Find(text, corpus.Date{})
	found := slices.DeleteFunc(numbers(text), func(n number) bool {
		return n.yearlike() || slices.ContainsFunc(dates, func(m when.Mention) bool { return m.Span.Overlaps(n.span) })
	})
	if len(q.unit) > 0 {
		if out = counted(text, found, func(n number) bool { return n.counts(q.unit) || q.signed && n.money && !q.unit[percent] }); out == nil {
			out = counted(text, found, func(n number) bool { return n.counts(q.unitKin) })
		}
		if out == nil && asked {
			out = counted(text, found, func(n number) bool { return q.signed || !n.money && !n.counts(percents) })
		}
		return out
	}
	return counted(text, found, func(n number) bool { return !q.money || n.money || n.counts(currencies) })
}

// percents are the stem of what numbers with the sign of percent count.
var percents = stemSet("percent")

// percent is the stem that numbers with its sign count.
var percent = stem("percent")

// counted returns the places of those numbers in a text that count; of one that is
// what another is a part of, that of the part.
func counted(text string, found []number, counts func(number) bool) (out []corpus.Span) {
	for i, n := range found {
		if !counts(n) {
			continue
		}
		if i > 0 && partOf.MatchString(text[min(found[i-1].span.End, n.span.Start):n.span.Start]) {
			n = found[i-1]
		}
		out = append(out, n.span)
	}
	return out
}

// partOf matches what stands between a number and the whole it is a part of: "27
// of 30 members".
var partOf = regexp.MustCompile(`^ (?:out )?of (?:the |its |their |all )?$`)

// currencies are stems of the words for money.
var currencies = stemSet("dollars euros pounds won yuan yen rupees kronor crowns francs pesos")

// candidatesAt returns the candidates in a part of a hit's passage, as spans of
// the article's text.
func (q *question) candidatesAt(h *index.Hit, part corpus.Span) (out []corpus.Span) {
	if q.kind != askedHowMany {
		return q.candidatesIn(h, part)
	}
	for _, s := range h.Sentences { // what one may be asked for is not told by another
		if part.Contains(s.Span) {
			out = append(out, q.candidatesIn(h, s.Span)...)
		}
	}
	return out
}

func (q *question) candidatesIn(h *index.Hit, part corpus.Span) []corpus.Span {
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
		if !slices.ContainsFunc(mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(s) }) && strings.Contains(text[s.Start:s.End], " ") && !reports(text[s.End:]) && !titled(text, s) {
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

// titled reports whether the name at s is no person's: it ends in the word for an
// office, or goes on from one of a body ("Ministry of Foreign Affairs").
func titled(text string, s corpus.Span) bool {
	words := strings.Fields(text[s.Start:s.End])
	before := strings.Fields(tail(text[:s.Start]))
	return roles[stem(words[len(words)-1])] || len(before) > 1 && before[len(before)-1] == "of" && capital(before[len(before)-2], corpus.Span{})
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
	last, before := "", ""
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
			if !place || placeWords[strings.ToLower(last)] || last == "the" && venues[before] {
				run = f
			}
		default:
			flush()
		}
		last, before = word, last
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
