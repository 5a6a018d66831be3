package answer

import (
	"cmp"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/topic"
	"cleannet/index"
	"cleannet/index/rank"
)

// rankBy returns the sentences of all hits, best first by the weights, ties in the
// order of the hits.
func rankBy(weights []float64, list []candidate) []candidate {
	order := make([]int, len(list))
	scores := make([]float64, len(list))
	for i := range list {
		order[i], scores[i] = i, rank.Dot(weights, list[i].features)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), a-b) })
	out := make([]candidate, len(list))
	for i, k := range order {
		out[i] = list[k]
		out[i].score = scores[k]
	}
	return out
}

// sentencesOf returns the sentences of all hits with their features, in the
// order of the hits.
func (q *question) sentencesOf(hits []index.Hit, found []index.Asked) []candidate {
	passages := q.readPassages(hits)
	r := ranker{q: q}
	if !q.defines { // of sources that may all be asked what it is, asks do not tell which defines it best
		r.wordings = readWordings(found)
	}
	has := make([]uint64, len(passages))
	for i, p := range passages {
		has[i] = p.has.akin | p.article.title.akin
	}
	r.scale = newScale(min(maxItems, len(q.Entities)+len(q.parts)), has)
	for _, p := range passages {
		p.article.told += r.scale.share(p.has.akin)
	}
	n := countSentences(hits)
	out := make([]candidate, 0, n)
	r.features = make([]float64, n*len(Features))
	for i := range hits {
		out = r.sentences(out, &hits[i], passages[i])
	}
	return out
}

func countSentences(hits []index.Hit) int {
	n := 0
	for i := range hits {
		n += len(hits[i].Sentences)
	}
	return n
}

// sentences appends those of a hit.
func (r *ranker) sentences(out []candidate, h *index.Hit, p *passageReading) []candidate {
	base := make([]float64, len(Features))
	r.base(h, p, base)
	for n := range h.Sentences {
		c := candidate{hit: h, n: n, passage: p, scale: &r.scale, reading: &p.sentences[n]}
		c.features, r.features = r.features[:len(base):len(base)], r.features[len(base):]
		copy(c.features, base)
		c.held = r.q.items(*c.reading).or(p.article.speaks)
		c.asks, c.covered = r.q.asksHold(c.reading.asks), c.held
		for _, h := range c.asks {
			c.covered = c.covered.or(h)
		}
		r.sentence(&c, c.features)
		out = append(out, c)
	}
	return out
}

// readPassages reads each hit's passage, and its article's title once.
func (q *question) readPassages(hits []index.Hit) []*passageReading {
	articles := map[*corpus.Article]*articleReading{}
	out := make([]*passageReading, len(hits))
	passages, sentences := make([]passageReading, len(hits)), make([]reading, countSentences(hits))
	for i := range hits {
		a := hits[i].Passage.Article
		if articles[a] == nil {
			r := &articleReading{text: q.readTitle(&hits[i]), by: q.read(a.Publisher)}
			r.title = q.items(r.text)
			r.publisher.exact = q.items(q.read(a.Publisher+" "+strings.Join(a.Authors, " "))).exact &^ q.lands
			r.speaks.exact = q.items(r.by).exact & q.entityItems() &^ q.lands
			r.speaks.akin = r.speaks.exact
			articles[a] = r
		}
		p, n := &passages[i], len(hits[i].Sentences)
		p.article, p.title = articles[a], articles[a].text
		p.sentences, sentences = sentences[:n:n], sentences[n:]
		p.text = q.readHit(&hits[i], p.sentences)
		p.has = q.items(p.text)
		out[i] = p
	}
	return out
}

// shares tells how far an article is on the topics of a question, the foremost
// of which comes first.
func shares(asked []topic.Topic, has []string) float64 {
	for i, t := range asked {
		if slices.Contains(has, t.ID) {
			return 1 / float64(1+min(i, 1))
		}
	}
	return 0
}
