package answer

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"cleannet/corpus"
	"cleannet/corpus/topic"
	"cleannet/index/rank"
)

// EvidenceNames names what outcome and confidence are made from, in the order
// in which they are filled. Shares are as in Features; the best sentence is the
// first in rank, and its passage comes with the article's title.
var EvidenceNames = []string{
	"bias",     // 1
	"absent",   // part of the question that none of the passages found holds
	"strange",  // entities of the best passage, up to four, as a part of four, where the question names neither an entity nor a topic
	"sentence", // part of it in the best sentence
	"nowhere",  // share that none of the passages found holds
	"figures",  // part of the question's numbers that the best passage lacks
	"unmet",    // 1 where one kind of thing is asked for and the best sentence has none
	"yesno",    // share that the best passage lacks, where yes or no is asked for
	"searched", // log-odds of the search's confidence
	"told",     // as in Features, of the best sentence
	"items",    // log of one more than the question has words and entities
	"kindred",  // share in the quote that only kindred words stand for
	"unnamed",  // part of the entities that the quote lacks
	"agreeing", // log of how many articles have a sentence that is nearly as good
}

// judge sets outcome, reason and confidence, for which it weighs in what the
// search itself is confident of, and for a question that is declined
// the topics near it.
func (a *Answer) judge(q *question, ranked []candidate, searched float64, m *Model) {
	there := found(ranked)
	e := q.evidence(ranked, there, searched)
	s := rank.Sigmoid(rank.Dot(m.Support, e))
	a.Confidence = rank.Sigmoid(rank.Dot(m.Truth, e))
	switch {
	case s < m.Closest || q.onlyFigures():
		a.Outcome, a.Reason = Declined, OffTopic
		a.Confidence = min(a.Confidence, s)
		a.Nearby = nearby(q.topics)
	case q.unknown(there):
		a.Outcome, a.Reason = Closest, UnknownName
	case s < m.Answered:
		a.Outcome, a.Reason = Closest, WeakMatch
	default:
		a.Outcome = Answered
	}
}

// asksOne reports whether a date, a number, a place or someone is asked for.
func (q *question) asksOne() bool {
	return q.kind == askedWho || q.kind == askedWhen || q.kind == askedWhere || q.kind == askedHowMany
}

// temper takes an answer back to closest where a date, a number, a place, someone,
// a kind of body or a reason is asked for and no quote holds one.
func (a *Answer) temper(q *question) {
	if a.Outcome == Answered && (q.asksOne() && !a.holds(func(u Quote) bool { return len(u.Candidate) > 0 }) ||
		len(q.wants) > 0 && !q.wants["person"] && !a.holds(q.namesWanted) || q.why && !a.holds(q.givesReason)) {
		a.Outcome, a.Reason = Closest, WeakMatch
	}
}

func (a *Answer) holds(is func(Quote) bool) bool { return slices.ContainsFunc(a.Quotes, is) }

// namesWanted reports whether a quote names an entity of the kind that is asked
// for, or a name that is not known, and not in the question.
func (q *question) namesWanted(u Quote) bool {
	r := q.read(u.Text())
	return slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool { return q.wants[m.Kind] && !q.asks(m.Entity) }) ||
		len(q.names(r.text, false)) > 0
}

func (q *question) givesReason(u Quote) bool {
	return q.reasons.and(q.heldIn(u.Text())).any() || givesReason(u.Text())
}

// logOdds is finite for any probability.
func logOdds(p float64) float64 {
	const least = 1e-4
	return math.Log((p + least) / (1 - p + least))
}

// found returns what the passages of the candidates and their titles hold, each
// once.
func found(ranked []candidate) []reading {
	out := make([]reading, 0, 2*searchDepth)
	seen := make(map[*passageReading]bool, searchDepth)
	for _, c := range ranked {
		if !seen[c.passage] {
			seen[c.passage] = true
			out = append(out, c.passage.text, c.passage.title)
		}
	}
	return out
}

// nearlyAsGood is how far below the best sentence's score one's may lie that may
// as well answer.
const nearlyAsGood = 2

func (q *question) evidence(ranked []candidate, there []reading, searched float64) []float64 {
	best := &ranked[0]
	has := best.passage.has.or(best.passage.article.title)
	var anywhere uint64
	agreeing := map[*corpus.Article]bool{}
	for i := range ranked {
		c := &ranked[i]
		anywhere |= c.passage.has.akin | c.passage.article.title.akin
		if c.score > best.score-nearlyAsGood {
			agreeing[c.hit.Passage.Article] = true
		}
	}
	all := uint64(1)<<len(best.scale.weight) - 1
	share := best.scale.share
	quoted := q.quoted(ranked)
	e := []float64{1, 1 - q.in(there...), 0, q.in(*best.reading), share(all &^ anywhere), q.figuresMissing(best.passage),
		truth01(q.asksOne() && best.features[fCandidate] == 0), 0, logOdds(searched), best.features[fTold],
		math.Log(float64(1 + bits.OnesCount64(all))), share(quoted.akin &^ quoted.exact),
		float64(bits.OnesCount64(q.entityItems()&^quoted.exact)) / float64(max(1, len(q.Entities))), math.Log(float64(len(agreeing)))}
	if len(q.Entities) == 0 && len(q.topics) == 0 {
		e[2] = float64(min(entitiesIn(best.passage.text, best.passage.title), strangers)) / strangers
	}
	if q.kind == askedYesNo {
		e[7] = share(all &^ has.akin)
	}
	return e
}

// quoted returns what the quote of the best sentence holds.
func (q *question) quoted(ranked []candidate) (h held) {
	best := &ranked[0]
	quote := run(*best, ranked)
	for i := range ranked {
		if c := &ranked[i]; c.hit == best.hit && c.span().Overlaps(quote) {
			h = h.or(c.held)
		}
	}
	return h
}

// onlyFigures reports whether a question is of numbers alone, which ask for
// nothing.
func (q *question) onlyFigures() bool {
	return len(q.Entities) == 0 && !slices.ContainsFunc(q.parts, func(w asking) bool { return strings.Trim(w.stem, "0123456789.-") != "" })
}

// figuresMissing returns which part of the numbers in the question the passage
// and its article's title lack.
func (q *question) figuresMissing(p *passageReading) float64 {
	all, missing := 0, 0
	held := p.text.held.or(p.title.held)
	for _, w := range q.parts {
		if strings.ContainsAny(w.stem, "0123456789") {
			all++
			if !held.has(w.exact) {
				missing++
			}
		}
	}
	return float64(missing) / float64(max(1, all))
}

// strangers is how many entities in a passage make it certain that its text is
// of a kind that names what it speaks of.
const strangers = 4

func entitiesIn(texts ...reading) int {
	seen := map[string]bool{}
	for _, r := range texts {
		for _, m := range r.mentions {
			seen[m.Entity] = true
		}
	}
	return len(seen)
}

// unknown reports whether the question names someone or something that none of
// the passages found names: an entity, or a word with a capital further on than
// at the start.
func (q *question) unknown(there []reading) bool {
	if len(q.missing(there...)) > 0 {
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
