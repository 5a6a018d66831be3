package answer

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/index"
)

// Features names what a sentence's place among the candidates is made from, in
// the order in which they are filled. They add to the search's own model what
// it does not see: that names mean the same under another spelling, which words
// are rare among what was found, what kind of thing is asked for, and whose
// words. A share is of the question's words and entities, each counted by its
// rarity among the passages found, unless said otherwise.
var Features = []string{
	"prob",       // log of the sentence model's probability; half of it where an office is asked for
	"told",       // root of the sum of the shares in all passages of the article that were found: how much of it is on the question; 0 where a definition or a side's view is asked for
	"title",      // share in the article's title
	"publisher",  // share in the publisher's name and the authors'
	"entities",   // part of the question's entities in the sentence, among them its publisher; 0 where the question has none
	"akin",       // share that only kindred words stand for
	"first",      // 1 where the sentence begins with an entity of the question, unless that names the publisher
	"candidate",  // 1 where it holds the kind of thing asked for
	"amount",     // the same, where it is a number
	"typed",      // entities of the kind asked for that the question does not name, up to four, as a part of four
	"definition", // 1 where a definition is asked for and the sentence begins one of it; of who someone is, how far it tells an office
	"named",      // entities in the sentence beyond two, as a part of four, where a definition is asked for
	"side",       // 1, or 1/2, where the view of China's government or of critics is asked for and the article gives it; half of it where others than China speak
	"reason",     // 1 where a reason is asked for and the sentence has a word that gives one, or may be asked for one
	"verbatim",   // 1 where someone's own words are asked for and it has some in quotation marks
	"asked",      // how well the question fits what the article says that the sentence may be asked for, and how near it is to one such ask, from 0 to 1
	"covered",    // share in the sentence and what its article says that it may be asked for
	"topic",      // 1 where the article names the topic that the question speaks of most, 1/2 another
}

// askedShare is which part of a sentence's probability is that by its asks. By folds
// .1 to .4 are as good (the right sentence's mean reciprocal rank is .947 to .950).
const askedShare = 0.2

// floor keeps the logarithm of a probability finite.
const floor = 1e-3

// A scale tells how rare the items of a question are among the passages found.
type scale struct {
	weight []float64 // by item: entities first, then words
	total  float64
}

// newScale counts the passages that hold each item. The weight is Robertson and
// Spärck Jones's inverse frequency in the form that is never negative.
func newScale(items int, has []uint64) scale {
	s := scale{weight: make([]float64, items)}
	for i := range items {
		n := 0
		for _, h := range has {
			n += int(h >> i & 1)
		}
		s.weight[i] = math.Log(1 + (float64(len(has)-n)+0.5)/(float64(n)+0.5))
		s.total += s.weight[i]
	}
	s.total = max(s.total, 1e-9)
	return s
}

// share returns which part of the question the items in set are.
func (s scale) share(set uint64) float64 { return s.sum(set) / s.total }

func (s scale) sum(set uint64) float64 {
	sum := 0.0
	for ; set != 0; set &= set - 1 {
		sum += s.weight[bits.TrailingZeros64(set)]
	}
	return sum
}

// A held is which items of a question a text holds.
type held struct {
	exact uint64 // as they stand
	akin  uint64 // under these or kindred words
}

func (h held) or(o held) held { return held{h.exact | o.exact, h.akin | o.akin} }

// maxItems bounds the items of a question: they are bits of a set.
const maxItems = 63

// items returns what of the question the text of r holds.
func (q *question) items(r reading) held {
	var h held
	for i, e := range q.Entities[:min(maxItems, len(q.Entities))] {
		if named(e.Entity, []reading{r}) {
			h.exact |= 1 << i
		}
	}
	for i := range q.parts {
		at := len(q.Entities) + i
		if at >= maxItems {
			break
		}
		if r.held.has(q.parts[i].exact) {
			h.exact |= 1 << at
		} else if q.parts[i].akin.meet(&r.held) {
			h.akin |= 1 << at
		}
	}
	h.akin |= h.exact
	return h
}

// entityItems is the set of items that are entities.
func (q *question) entityItems() uint64 { return 1<<min(maxItems, len(q.Entities)) - 1 }

// An articleReading is what an article's title, publisher and authors hold, and
// how much of a question its passages tell.
type articleReading struct {
	text      reading // the title
	by        reading // the publisher
	title     held
	publisher held
	speaks    held    // entities of the question that publish it: each of its sentences is theirs
	told      float64 // sum of the passages' shares
}

// A passageReading is what a hit's passage and the title above it hold.
type passageReading struct {
	title, text reading
	sentences   []reading
	has         held // the text
	article     *articleReading
}

// A ranker fills the features of one question's sentences.
type ranker struct {
	q     *question
	scale scale
	// features are the vectors that the next sentences take.
	features []float64
	wordings wordings
}

// base are the features that the sentences of a passage share. A definition and
// one side's words stand in a sentence: how much else an article tells of the
// question would put long articles before it.
func (r *ranker) base(h *index.Hit, p *passageReading, v []float64) {
	a := h.Passage.Article
	if !r.q.defines && r.q.reacts == "" {
		v[fTold] = math.Sqrt(p.article.told)
	}
	v[fTitle] = r.scale.share(p.article.title.akin)
	v[fPublisher] = r.scale.share(p.article.publisher.exact)
	v[fTopic] = shares(r.q.topics, a.Topics)
	v[fSide] = r.q.gives(a)
}

// sentence fills the features of sentence n of a hit.
func (r *ranker) sentence(c *candidate, v []float64) {
	q, h := r.q, c.held
	s := c.hit.Sentences[c.n]
	asked := r.wordings.of(c.hit.Passage.Article, s.Span)
	v[fProb] = math.Log((1-askedShare)*s.Score + askedShare*asked + floor)
	if q.office { // the search looks for the name alone
		v[fProb] /= 2
	}
	if asked > 0 {
		v[fAsked] = fit(asked * q.near(c))
	}
	v[fCovered] = r.scale.share(c.covered.akin)
	v[fAkin] = r.scale.share(h.akin &^ h.exact)
	ents := q.entityItems()
	if n := bits.OnesCount64(ents); n > 0 {
		v[fEntities] = float64(bits.OnesCount64(h.exact&ents)) / float64(n)
	}
	if s.Covers != nil {
		r.answers(c, v)
	}
	c.leans = pointsBack(c.text())
	r.form(c, v)
}

// answers fills what tells whether the sentence holds the kind of thing asked
// for.
func (r *ranker) answers(c *candidate, v []float64) {
	q, a := r.q, c.hit.Passage.Article
	found := q.candidates(a, *c.reading)
	v[fCandidate] = truth01(len(found) > 0)
	v[fAmount] = truth01(len(found) > 0 && q.kind == askedHowMany)
	others := 0
	for _, m := range c.reading.mentions {
		if q.wants[m.Kind] && !q.asks(m.Entity) {
			others++
		}
	}
	v[fTyped] = float64(min(others, 4)) / 4
	if !q.plural {
		v[fTyped] = float64(min(others, 1)) / 4
	}
}

// form fills what the shape of the sentence tells.
func (r *ranker) form(c *candidate, v []float64) {
	q, text := r.q, c.text()
	if m := c.reading.mentions; len(m) > 0 && q.asks(m[0].Entity) && m[0].Span.Start <= 4 {
		v[fFirst] = truth01(c.passage.article.speaks.exact&q.entityItems() == 0)
		v[fDefinition] = truth01(q.defines && defining(text[m[0].Span.End:]) && plain(c.hit.Passage.Article))
	}
	if q.defines && strings.Contains(text, " define") && slices.ContainsFunc(c.reading.mentions, func(m corpus.Mention) bool { return q.asks(m.Entity) }) {
		v[fDefinition] = truth01(plain(c.hit.Passage.Article))
	}
	if q.office {
		v[fDefinition] = q.officeIn(text, c.reading.mentions)
	} else if q.defines {
		v[fNamed] = float64(min(max(0, len(c.reading.mentions)-2), 4)) / 4
	}
	if q.reacts == chinaTopic && !ofChina(c) {
		v[fSide] /= 2
	}
	v[fReason] = truth01(q.why && (q.reasons.and(c.reading.held).any() || givesReason(text) || askedReason(c.reading.asks)))
	v[fVerbatim] = truth01(q.verbatim && strings.ContainsAny(text, "\"“”"))
}

// ofChina reports whether a sentence gives the words of China's side: it begins
// with one of it, or its whole source is.
func ofChina(c *candidate) bool {
	m := c.reading.mentions
	return c.hit.Passage.Article.Stance == corpus.ChinaGov || len(m) > 0 && chinaSide[m[0].Entity]
}

func truth01(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// asks reports whether the question names an entity.
func (s *Subject) asks(entity string) bool {
	return slices.ContainsFunc(s.Entities, func(m corpus.Mention) bool { return m.Entity == entity })
}

// The indices of Features.
const (
	fProb = iota
	fTold
	fTitle
	fPublisher
	fEntities
	fAkin
	fFirst
	fCandidate
	fAmount
	fTyped
	fDefinition
	fNamed
	fSide
	fReason
	fVerbatim
	fAsked
	fCovered
	fTopic
)
