package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cleannet/corpus"
	"cleannet/corpus/topic"
	"cleannet/index"
	"cleannet/index/rank"
)

// judge sets outcome, reason and confidence, for which it weighs in what the
// search itself is confident of, and for a question that is declined
// the topics near it.
func (a *Answer) judge(q *question, ranked []candidate, searched float64, terms []index.Term, m *Model) {
	there := found(ranked)
	e := q.evidence(ranked, there, searched, terms)
	on, s := rank.Sigmoid(rank.Dot(m.Subject, e)), rank.Sigmoid(rank.Dot(m.Support, e))
	a.Confidence = rank.Sigmoid(rank.Dot(m.Truth, e))
	switch {
	case on < m.OnSubject && !q.sureSubject(ranked[0].passage) || q.onlyFigures():
		a.Outcome, a.Reason = Declined, OffTopic
		a.Confidence = min(a.Confidence, on)
		a.Nearby = nearby(q.topics)
	case q.unknown(there):
		a.Outcome, a.Reason = Closest, UnknownName
	case q.elsewhere(ranked[0].passage.text, ranked[0].passage.title) || q.bare(ranked) || on*s < m.Answered && !q.defined(&ranked[0]):
		a.Outcome, a.Reason = Closest, WeakMatch
	default:
		a.Outcome = Answered
	}
}

// defined reports whether the question asks what one thing is, and nothing more, and a
// sentence begins a definition of it: then that answers, whatever the evidence of support
// weighs, which is made for questions that have words of their own.
func (q *question) defined(c *candidate) bool {
	return q.defines && !q.office && len(q.Entities) == 1 && len(q.Words) == 0 && c.features[fDefinition] == 1
}

// fewItems is up to how many words and entities a question is one of few words. Of
// those that are not themed and answered, the best quote and its title lacked a part for
// 3 of 4 on other subjects, and for 1 of 9 on what the sources tell, before asks were
// looked at, too.
const fewItems = 4

// bare reports whether a question of few words is not themed, and the best quote, its
// asks and the title above it lack a part of it: nothing tells then that it is on the
// subject.
func (q *question) bare(ranked []candidate) bool {
	best := &ranked[0]
	n := len(best.scale.weight)
	if q.themed() || n > fewItems {
		return false
	}
	_, covered := quotedItems(ranked, run(*best, ranked))
	has := covered.or(best.passage.article.title)
	return has.akin != 1<<n-1
}

// sureSubject reports whether the question and a passage, or the title above it, name
// the same programme, or two of the same names of which one is no country or place: then
// it is on the subject, whatever else it says.
func (q *question) sureSubject(p *passageReading) bool {
	both, actor := 0, false
	for _, m := range q.Entities {
		if !named(m.Entity, []reading{p.text, p.title}) {
			continue
		}
		if m.Kind == "programme" {
			return true
		}
		both++
		actor = actor || m.Kind != "country" && m.Kind != "place"
	}
	return both > 1 && actor
}

// asksOne reports whether a date, a number, a place or someone is asked for.
func (q *question) asksOne() bool {
	return q.kind == askedWho || q.kind == askedWhen || q.kind == askedWhere || q.kind == askedHowMany
}

// temper takes an answer back to closest where no quote holds what an answer must:
// the kind of thing that is asked for, the years of the question, and beside them
// whom it asks about; and of a short question, all. So it does where the words of a
// question in another script are lost on the way to English.
func (a *Answer) temper(q *question) {
	if a.Outcome == Answered && (scriptLang(a.Question) != "" && q.lost() || !a.holds(q.answeredBy)) {
		a.Outcome, a.Reason = Closest, WeakMatch
	}
}

// answeredBy reports whether a quote holds all that an answer must.
func (q *question) answeredBy(u Quote) bool {
	return q.isMet(u) && q.ofYears(u) && q.ofActors(u) && (u.whole || !q.short())
}

// lost reports whether too little of a question is left to answer it: nothing that is
// known, or one name, which is no programme's, and the words that ask when, where, who
// or how much it costs.
func (q *question) lost() bool {
	more := slices.ContainsFunc(q.parts, func(w asking) bool { return !moneyWords[w.stem] })
	return len(q.Entities) == 0 || len(q.Entities) == 1 && q.Entities[0].Kind != "programme" && !more && q.asksOne()
}

// isMet reports whether a quote holds the kind of thing that is asked for: a date, a
// number, a place, someone, bodies of a kind, a reason.
func (q *question) isMet(u Quote) bool {
	switch {
	case q.asksOne():
		return len(u.Candidate) > 0
	case q.why:
		return q.givesReason(u)
	case len(q.wants) > 0:
		return q.namesWanted(u)
	}
	return true
}

// year matches one that the sources may speak of.
var year = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// ofYears reports whether the passage of a quote or the title above it holds every
// year that the question names, or the article was published in it.
func (q *question) ofYears(u Quote) bool {
	art := u.Article
	for _, y := range year.FindAllString(q.text, -1) {
		if !strings.Contains(art.Slice(u.Passage), y) && !strings.Contains(art.Title+art.TitleEN, y) && !strings.HasPrefix(art.Published.String(), y) {
			return false
		}
	}
	return true
}

// ofActors reports whether the passage of a quote, its asks, the title above it or its
// publisher names all that the question asks about and that act: what one of them did is
// not what another did. An ask names whom its sentence speaks of in other words: "the
// Chinese vendor".
func (q *question) ofActors(u Quote) bool {
	if !q.asksOne() && q.kind != askedYesNo {
		return true
	}
	texts := []reading{q.read(u.Article.Slice(u.Passage)), q.read(u.Article.Title + " " + u.Article.TitleEN), q.read(u.Article.Publisher)}
	for _, a := range u.asks {
		texts = append(texts, reading{mentions: a.Mentions})
	}
	return !slices.ContainsFunc(q.missing(texts...), func(m corpus.Mention) bool { return actors[m.Kind] && m.Entity != "us" })
}

// shortItems is up to how many names and words a question is short. Of 85 countries of
// which it is asked whether they joined the Clean Network, 48 were answered, 19 of them by
// a sentence that says nothing of it ("Kenya joined South Africa in supporting Huawei"),
// before all three had to stand together; 27 are. Of 1,498 judged questions that have an
// answer it takes seven to closest, of 357 that have none seven.
const shortItems = 3

// short reports whether a question has so few names and words that an answer speaks of
// all of them at once.
func (q *question) short() bool { return len(q.Entities)+len(q.parts) <= shortItems }

// wholeIn reports whether a sentence and what it may be asked for between them hold all
// of the question, of which a programme may stand elsewhere in the passage or in the
// title above it.
func (q *question) wholeIn(c *candidate) bool {
	has := c.covered.akin
	about := c.passage.has.or(c.passage.article.title).akin
	for i, e := range q.Entities[:min(maxItems, len(q.Entities))] {
		if e.Kind == "programme" {
			has |= about & (1 << i)
		}
	}
	return has == 1<<len(c.scale.weight)-1
}

func (a *Answer) holds(is func(Quote) bool) bool { return slices.ContainsFunc(a.Quotes, is) }

// namesWanted reports whether a quote names as many of the kind that is asked for
// as it must.
func (q *question) namesWanted(u Quote) bool {
	return q.namesOf(q.read(u.Text()), u.Article.Publisher) >= q.least()
}

// least is how many of the kind that is asked for an answer names at least.
func (q *question) least() int {
	if q.plural {
		return 2
	}
	return 1
}

// namesOf counts what a text names of the kind that is asked for and the question
// does not: known entities, and names that are not known, where those may be of the
// kind.
func (q *question) namesOf(r reading, publisher string) int {
	n := 0
	seen := map[string]bool{}
	for _, m := range r.mentions {
		if q.wants[m.Kind] && !q.asks(m.Entity) && !seen[m.Entity] {
			seen[m.Entity] = true
			n++
		}
	}
	if len(q.wants) == 1 && q.wants["country"] {
		return n + len(countriesIn(r.text, r.mentions))
	}
	for _, s := range q.names(r.text, false) {
		known := slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(s) })
		if !known && !strings.Contains(publisher, r.text[s.Start:s.End]) {
			n++
		}
	}
	return n
}

func (q *question) givesReason(u Quote) bool {
	return q.reasons.and(q.heldIn(u.Text())).any() || givesReason(u.Text()) || q.askedWhy(u.asks)
}

// found returns what the passages of the candidates, their titles and publishers hold, each
// once.
func found(ranked []candidate) []reading {
	out := make([]reading, 0, 3*searchDepth)
	seen := make(map[*passageReading]bool, searchDepth)
	for _, c := range ranked {
		if !seen[c.passage] {
			seen[c.passage] = true
			out = append(out, c.passage.text, c.passage.title, c.passage.article.by)
		}
	}
	return out
}

// onlyFigures reports whether a question is of numbers alone, which ask for
// nothing.
func (q *question) onlyFigures() bool {
	return len(q.Entities) == 0 && !slices.ContainsFunc(q.parts, func(w asking) bool { return strings.Trim(w.stem, "0123456789.-") != "" })
}

// unknown reports whether the question names someone or something that none of
// the passages found names: an entity, or a word with a capital further on than
// at the start.
func (q *question) unknown(there []reading) bool {
	if len(q.missing(there...)) > 0 || q.elsewhere(there...) {
		return true
	}
	var held wordBits
	for i := range there {
		held = held.or(there[i].held)
	}
	for i, f := range fields(q.text) {
		word := q.text[f.Start:f.End]
		r := []rune(word)[0]
		if st := stem(word); i > 0 && unicode.IsUpper(r) && q.Words[st] && !held.has(q.bitOf(st)) {
			return true
		}
	}
	return false
}

// maxNearby is how many topics are named beside a refusal.
const maxNearby = 3

func nearby(topics []topic.Topic) []string {
	var out []string
	for _, t := range topics {
		if len(out) < maxNearby {
			out = append(out, t.ID)
		}
	}
	return out
}
