package answer

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/topic"
	"cleannet/index"
)

// EvidenceNames names what outcome and confidence are made from, in the order
// in which they are filled. Shares are as in Features; the best sentence is the
// first in rank, and its passage comes with the article's title.
var EvidenceNames = []string{
	"bias",        // 1
	"absent",      // part of the question that none of the passages found holds
	"strange",     // entities of the best passage, up to four, as a part of four, where the question is not themed
	"sentence",    // part of it in the best sentence
	"nowhere",     // share that none of the passages found holds
	"figures",     // part of the question's numbers that the best passage lacks
	"unmet",       // 1 where one kind of thing is asked for and the best sentence has none
	"yesno",       // share that the best passage lacks, where yes or no is asked for
	"searched",    // log-odds of the search's confidence
	"told",        // as in Features, of the best sentence
	"items",       // log of one more than the question has words and entities
	"kindred",     // share in the quote that only kindred words stand for
	"unnamed",     // part of the entities that the quote lacks
	"defines",     // as definition in Features, of the best sentence
	"lacks_name",  // what the name weighs that the best passage covers least
	"lacks_word",  // the same of another word
	"curt",        // share of the question that the quote lacks, by how many words and entities it has
	"personal",    // 1 where the question is on what its asker has or does
	"superlative", // 1 where the question has one that the quote lacks
	"at_home",     // entities that the question and the best passage name, up to two, as a part of two; countries and places are not counted
	"asked",       // as in Features, of the best sentence
	"near",        // how near the question is to one thing that the best sentence may be asked for, from 0 to 1
	"together",    // the largest share of it that one sentence of the quote holds
	"covered",     // as in Features, of the best sentence
	"agreeing",    // log of how many articles have a sentence that is nearly as good
}

// logOdds is finite for any probability.
func logOdds(p float64) float64 {
	const least = 1e-4
	return math.Log((p + least) / (1 - p + least))
}

// nearlyAsGood is how far below the best sentence's score one's may lie that may
// as well answer.
const nearlyAsGood = 2

// evidence fills EvidenceNames for ranked sentences, of which there is one at
// least.
func (q *question) evidence(ranked []candidate, there []reading, searched float64, terms []index.Term) []float64 {
	best := &ranked[0]
	has := best.passage.has.or(best.passage.article.title)
	anywhere, agreeing := spread(ranked)
	all := uint64(1)<<len(best.scale.weight) - 1
	items := float64(bits.OnesCount64(all))
	share, quote := best.scale.share, run(*best, ranked)
	quoted, _ := quotedItems(ranked, quote)
	lacking := quoted.exact ^ all
	name, word := lacks(ranked, terms)
	e := []float64{
		1,
		1 - q.in(there...),
		q.strange(best.passage),
		q.in(*best.reading),
		share(all &^ anywhere),
		q.figuresMissing(best.passage),
		truth01(q.unmet(best)),
		0,
		logOdds(searched),
		best.features[fTold],
		math.Log(1 + items),
		share(quoted.akin &^ quoted.exact),
		float64(bits.OnesCount64(q.entityItems()&^quoted.exact)) / float64(max(1, len(q.Entities))),
		best.features[fDefinition],
		name,
		word,
		share(lacking) / max(1, items),
		truth01(q.personal()),
		truth01(q.superlative(best.hit.Passage.Article.Slice(quote))),
		float64(min(2, bits.OnesCount64(has.exact&q.entityItems()&^q.abroad))) / 2,
		best.features[fAsked],
		q.near(best),
		together(ranked, quote),
		best.features[fCovered],
		math.Log(float64(agreeing)),
	}
	if q.kind == askedYesNo {
		e[slices.Index(EvidenceNames, "yesno")] = share(all &^ has.akin)
	}
	return e
}

// spread returns what of the question any passage or title holds, and how many
// articles have a sentence that is nearly as good as the best.
func spread(ranked []candidate) (anywhere uint64, agreeing int) {
	seen := map[*corpus.Article]bool{}
	for i := range ranked {
		c := &ranked[i]
		anywhere |= c.passage.has.akin | c.passage.article.title.akin
		if c.score > ranked[0].score-nearlyAsGood {
			seen[c.hit.Passage.Article] = true
		}
	}
	return anywhere, len(seen)
}

// lacks returns what the name and the other word of the search's query weigh that
// the passage of the best sentence covers least.
func lacks(ranked []candidate, terms []index.Term) (name, word float64) {
	held := make(cover, len(terms))
	for _, s := range ranked[0].hit.Sentences {
		held.add(s)
	}
	return held.worst(terms)
}

// superlatives are classes of words that pick one out of many, or all of them, and
// stand for one another.
var superlatives = [][]string{
	{"first", "earliest", "initial", "initially"}, {"last", "latest", "final", "finally"}, {"biggest", "largest", "greatest", "main", "most"},
	{"only", "sole", "alone"}, {"highest"}, {"lowest"}, {"fastest"}, {"best"}, {"second"}, {"third"}, {"fourth"}, {"fifth"}, {"sixth"},
	{"more", "faster", "better", "bigger"}, {"completely", "fully", "entirely", "whole", "all"},
}

// personal reports whether the question is on what its asker has or does, or how to do
// something. Of 299 questions on other subjects (others) 52 are; of 1,510 on the sources'
// subject three.
func (q *question) personal() bool {
	return hasWord(spaced(q.text), []string{"my", "do i", "can i", "should i", "could i", "am i", "i need", "i have", "how to", "recommend me"})
}

// superlative reports whether the question has a word of superlatives and the
// quote none of its class.
func (q *question) superlative(quote string) bool {
	asked, said := spaced(q.text), spaced(quote)
	for _, class := range superlatives {
		if hasWord(asked, class) && !hasWord(said, class) {
			return true
		}
	}
	return false
}

func hasWord(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, " "+w+" ") })
}

// together returns the largest share of the question that one sentence of the quote of
// the best sentence holds.
func together(ranked []candidate, quote corpus.Span) float64 {
	most := 0.0
	for i := range ranked {
		if c := &ranked[i]; c.hit == ranked[0].hit && c.span().Overlaps(quote) {
			most = max(most, c.scale.share(c.held.akin))
		}
	}
	return most
}

// quotedItems returns what the quote of the best sentence holds, and what that and the
// asks of its sentences do.
func quotedItems(ranked []candidate, quote corpus.Span) (h, covered held) {
	for i := range ranked {
		if c := &ranked[i]; c.hit == ranked[0].hit && c.span().Overlaps(quote) {
			h, covered = h.or(c.held), covered.or(c.covered)
		}
	}
	return h, covered
}

// unmet reports whether one kind of thing is asked for and the sentence has none.
func (q *question) unmet(c *candidate) bool {
	switch {
	case q.asksOne():
		return c.features[fCandidate] == 0
	case q.why:
		return c.features[fReason] == 0
	case len(q.wants) > 0:
		return q.namesOf(*c.reading, c.hit.Passage.Article.Publisher) < q.least()
	}
	return false
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

// atLargeTopics are topics that are told by words of English at large ("what is",
// "join", "today"): speaking of them tells nothing of what a question is about.
var atLargeTopics = set("definition launch member-counts joining refusals us-law criticism finance national-bans after-2020 origins")

// themed reports whether the question speaks of a topic of the sources or names a
// programme, a firm, a body or someone that they speak of: countries and places
// are named in questions about anything.
func (q *question) themed() bool {
	return slices.ContainsFunc(q.topics, func(t topic.Topic) bool { return !atLargeTopics[t.ID] }) ||
		slices.ContainsFunc(q.Entities, func(m corpus.Mention) bool { return m.Kind != "country" && m.Kind != "place" })
}

// strange returns how many entities a passage names, up to strangers, as a part of
// that, where the question is not themed.
func (q *question) strange(p *passageReading) float64 {
	if q.themed() {
		return 0
	}
	return float64(min(entitiesIn(p.text, p.title), strangers)) / strangers
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
