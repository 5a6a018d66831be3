package answer

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/index"
)

// wordings tell how well a question fits what sentences may be asked for, by their
// articles' asks: probabilities that sum to at most 1.
type wordings map[askedSentence]float64

type askedSentence struct {
	article *corpus.Article
	span    corpus.Span
}

func readWordings(found []index.Asked) wordings {
	w := wordings{}
	for _, f := range found {
		w[askedSentence{f.Article, f.Span}] += f.Score
	}
	return w
}

// of returns the probability of a sentence by its asks.
func (w wordings) of(article *corpus.Article, s corpus.Span) float64 {
	return w[askedSentence{article, s}]
}

// fit tells how well a question fits the asks of a sentence that have a probability p:
// 0 where that is far below floor, 1 for certainty, and on the way each factor counts
// the same.
func fit(p float64) float64 { return math.Log1p(p/floor) / math.Log1p(1/floor) }

// asksHold returns what of the question each ask holds.
func (q *question) asksHold(asks []index.Wording) []held {
	var out []held
	for _, a := range asks {
		out = append(out, q.items(reading{held: q.heldIn(a.Text), mentions: a.Mentions}))
	}
	return out
}

// near tells how near the question is to one ask of a sentence, that which is nearest:
// the harmonic mean of the share of the question that the ask holds and of the part of
// the ask's names and other words that the question has. Asks between them hold many
// words; one that is near is the same question.
func (q *question) near(c *candidate) float64 {
	best := 0.0
	for i, h := range c.asks {
		if h.akin == 0 {
			continue
		}
		words := max(1, contentWords(c.reading.asks[i]))
		share, part := c.scale.share(h.akin), float64(min(words, bits.OnesCount64(h.akin)))/float64(words)
		best = max(best, 2*share*part/(share+part))
	}
	return best
}

// contentWords returns how many names and words beside them an ask has that carry
// meaning.
func contentWords(a index.Wording) int {
	n := len(a.Mentions)
	var buf [64]byte
	for w := (wordScanner{text: a.Text}); w.next(); {
		named := slices.ContainsFunc(a.Mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(w.span) })
		if !named && !functionWords[string(appendForm(buf[:0], a.Text[w.span.Start:w.span.End]))] {
			n++
		}
	}
	return n
}

// askedWhy reports whether one of the asks of a sentence asks for a reason and holds
// half of the question at least: then the sentence gives the reason that is asked for.
func (q *question) askedWhy(asks []index.Wording) bool {
	all := len(q.Entities) + len(q.parts)
	for i, h := range q.asksHold(asks) {
		if 2*bits.OnesCount64(h.akin) >= all && asksReason(asks[i].Text) {
			return true
		}
	}
	return false
}

// askedReason reports whether a sentence may be asked for any reason.
func askedReason(asks []index.Wording) bool {
	return slices.ContainsFunc(asks, func(a index.Wording) bool { return asksReason(a.Text) })
}

func asksReason(text string) bool {
	return slices.ContainsFunc(fields(text), func(s corpus.Span) bool {
		w := strings.ToLower(text[s.Start:s.End])
		return w == "why" || w == "whys" || whyWords[stem(w)]
	})
}

// asksOf returns what the sentences in a part of a hit's passage may be asked for; it is
// not to be written to.
func asksOf(h *index.Hit, part corpus.Span) []index.Wording {
	var out []index.Wording
	for _, s := range h.Sentences {
		switch {
		case s.Span == part:
			return s.Asks
		case part.Contains(s.Span):
			out = append(out, s.Asks...)
		}
	}
	return out
}

// countedIn reports whether a sentence may be asked how many there are of what the
// question counts: then its numbers count that, whatever it calls it.
func (q *question) countedIn(asks []index.Wording) bool {
	return slices.ContainsFunc(asks, func(a index.Wording) bool {
		for st := range countedBy(a.Text) {
			if q.unit[st] || q.unitKin[st] {
				return true
			}
		}
		return false
	})
}

// countedBy returns the stems of what an ask counts; there are none where it asks for
// something else than a number of things.
func countedBy(ask string) map[string]bool {
	line := spaced(ask)
	for _, o := range countOpeners {
		if _, rest, ok := strings.Cut(line, " "+o+" "); ok {
			_, unit := unitOf(strings.Fields(rest))
			return unit
		}
	}
	return nil
}

// countOpeners are those openers that the thing counted follows.
var countOpeners = []string{"how many", "number of", "what number of"}
