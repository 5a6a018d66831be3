package index

import (
	"math"
	"slices"
	"strings"

	"cleannet/corpus/kindred"
	"cleannet/index/rank"
)

// A reading is a plan in the terms of one lexicon: tables from its stems and
// words to the words of the query, and what the features are made with.
type reading struct {
	question rank.Question
	byStem   []stemMark
	byWord   []wordMark
	stems    []uint32 // of byStem that are set
	words    []uint32
	kin      []kin
}

// A stemMark is what a stem is to the query; 0 is nothing, else one more than
// the index.
type stemMark struct {
	term, near, word, like uint8
	akin                   uint8 // to near, in 255ths
	likeness               uint8 // to like, of form or of meaning, in 255ths
}

// A wordMark is what a form is to the query.
type wordMark struct {
	exact bool
	stop  uint8 // one more than the index of rank.Question.Words
}

func newReading(l *lexicon) *reading {
	return &reading{byStem: make([]stemMark, len(l.stems)), byWord: make([]wordMark, len(l.words))}
}

func (r *reading) clear() {
	for _, i := range r.stems {
		r.byStem[i] = stemMark{}
	}
	for _, i := range r.words {
		r.byWord[i] = wordMark{}
	}
	r.stems, r.words = r.stems[:0], r.words[:0]
}

// read fills r from p for lexicon li.
func (r *reading) read(p *plan, li int, l *lexicon) {
	q := &r.question
	q.Type, q.Counted = p.kind, 0
	if p.counted >= 0 {
		q.Counted = 1 << p.counted
	}
	q.Terms, q.Words = q.Terms[:0], q.Words[:0]
	rarest := idf(l.passages, 0)
	for _, g := range p.groups {
		q.Terms = append(q.Terms, rank.Term{IDF: rarest, Name: g.name})
	}
	for i := len(p.terms) - 1; i >= 0; i-- { // of several spellings the first counts
		t := p.terms[i]
		in := t.in[li]
		r.liken(l, &t, in)
		if in.stem == noStem {
			continue
		}
		if t.part && in.idf < ownName*entityIDF(p, t.group, li) {
			continue // "clean" does not stand for the Clean Network
		}
		q.Terms[t.group].IDF = in.idf * in.importance
		r.stem(in.stem).term = uint8(t.group + 1)
		if strings.HasPrefix(t.form, entityPrefix) {
			continue // ids of entities are not spelt
		}
		r.kin = l.kinOf(l.stems[in.stem].text, r.kin[:0])
		r.kin = l.compoundsOf(l.stems[in.stem].text, r.kin)
		for _, i := range l.family[in.stem] {
			r.kin = append(r.kin, kin{i, inFamily})
		}
		for _, c := range r.kin {
			m, akin := r.stem(c.stem), uint8(float32(c.akin*255)+0.5)
			if akin > m.akin {
				m.near, m.akin = uint8(t.group+1), akin
			}
			if akin > m.likeness {
				m.like, m.likeness = uint8(t.group+1), akin
			}
		}
	}
	q.Weights = q.Weights[:0]
	for i, w := range p.words {
		q.Words = append(q.Words, int8(w.group))
		q.Weights = append(q.Weights, r.weight(l, w, li))
		in := w.in[li]
		switch {
		case in.stem != noStem:
			if k := r.stem(in.stem); k.word == 0 {
				k.word = uint8(i + 1)
			}
			if in.word < stopWord {
				r.word(in.word).exact = true
			}
		case in.word < stopWord:
			if k := r.word(in.word); k.stop == 0 {
				k.stop = uint8(i + 1)
			}
		}
	}
	q.Prepare()
}

// liken notes which stems of l mean something like t.
func (r *reading) liken(l *lexicon, t *term, in termIn) {
	i, ok := l.meaningOf(t, in)
	if !ok {
		return
	}
	for k, near := range kindred.English().Of(i) {
		if st := l.meant[k]; st != noStem && near > r.byStem[st].likeness {
			m := r.stem(st)
			m.like, m.likeness = uint8(t.group+1), near
		}
	}
}

// weight returns the IDF of a word of the query, stop word or not.
func (r *reading) weight(l *lexicon, w typed, li int) float64 {
	if w.group >= 0 {
		return r.question.Terms[w.group].IDF
	}
	if id := w.in[li].word; id < stopWord {
		return idf(l.passages, uint64(l.words[id].passages))
	}
	return 0
}

// ownName is how rare a word of a name must be, of the whole name's idf, to
// stand for the name by itself, as a surname does.
const ownName = 0.8

// entityIDF returns the idf of the entity that a group is of, 0 where the
// lexicon's texts do not name it.
func entityIDF(p *plan, group, li int) float64 {
	for i := range p.terms {
		if t := &p.terms[i]; t.group == group && !t.part {
			return t.in[li].idf
		}
	}
	return 0
}

func (r *reading) stem(i uint32) *stemMark {
	r.stems = append(r.stems, i)
	return &r.byStem[i]
}

func (r *reading) word(i uint32) *wordMark {
	r.words = append(r.words, i)
	return &r.byWord[i]
}

// tokens appends e's words as the features see them.
func (r *reading) tokens(l *lexicon, e *entry, out []rank.Token) []rank.Token {
	for _, t := range e.tokens {
		is := l.kinds[t.word]
		k := rank.Token{Term: -1, Near: -1, Word: -1, Like: -1, Class: is.class,
			Upper: t.flags&flagUpper != 0, First: t.flags&flagFirst != 0, Gap: t.flags&flagGap != 0}
		if is.stem == noStem {
			k.Word = int8(r.byWord[t.word].stop) - 1
		} else if m := r.byStem[is.stem]; m != (stemMark{}) {
			k.Term, k.Near, k.Word, k.Like = int8(m.term)-1, int8(m.near)-1, int8(m.word)-1, int8(m.like)-1
			k.Akin, k.Likeness = m.akin, m.likeness
			k.Exact = r.byWord[t.word].exact
		}
		out = append(out, k)
	}
	for _, m := range e.mentions {
		if g := r.byStem[m.stem].term; g > 0 {
			for i := m.first; i < m.last; i++ {
				out[i].Term, out[i].Near = int8(g)-1, -1
			}
		}
	}
	return out
}

// sentenceEnds appends where each sentence of e ends, as an index of its tokens.
func (e *entry) sentenceEnds(out []int) []int {
	i := 0
	for _, s := range e.Sentences {
		for i < len(e.tokens) && e.Span.Start+int(e.tokens[i].off) < s.End {
			i++
		}
		out = append(out, i)
	}
	return out
}

// A scored is a candidate that has been looked at closely.
type scored struct {
	n         uint32
	score     float64
	first     float64   // share of the first stage's best score
	sentences []float64 // nil where it was not looked at closely
	covers    int       // where in the workspace's what its sentences cover begins
}

// look fills w.passage with passage n, and returns the reading for it.
func (s *Snapshot) look(p *plan, n uint32, w *workspace) *reading {
	e := &s.entries[n]
	a := &s.articles[e.article]
	l := s.lexicons[a.lex]
	r := w.reading(s, p, int(a.lex))
	c := &w.passage
	c.Tokens = r.tokens(l, e, c.Tokens[:0])
	c.Ends = e.sentenceEnds(c.Ends[:0])
	c.Stem, c.Article = float64(w.cells[n].score), float64(w.art[e.article])
	c.TitleHas, c.ArtHas = w.titleHas[e.article], w.artHas[e.article]
	c.Word = s.wordScore(p, e, int(a.lex))
	c.Number = e.N
	c.Siblings, c.Beside = int(a.last-a.first), 0
	if int32(n) > a.first {
		c.Beside |= w.cells[n-1].has &^ touched
	}
	if int32(n)+1 < a.last {
		c.Beside |= w.cells[n+1].has &^ touched
	}
	s.rarityIn(a, c, w)
	return r
}

// rerank scores the first depth candidates by the model and sorts them anew.
// The rest keep their order behind.
func (s *Snapshot) rerank(p *plan, list []found, w *workspace) []scored {
	out := make([]scored, len(list))
	top := out[:min(depth, len(out))]
	if p.several && len(list) > 0 {
		s.addAlike(list)
	}
	s.tops(p, list[:len(top)], w)
	w.covers = w.covers[:0]
	for i := range top {
		w.passage.First = list[i].score / max(list[0].score, 1e-9)
		top[i] = s.closely(p, list[i].n, w)
	}
	slices.SortStableFunc(top, func(a, b scored) int { return compareFound(found{a.n, a.score}, found{b.n, b.score}) })
	if p.describes() {
		stated(top)
	}
	for i := len(top); i < len(out); i++ {
		out[i] = scored{n: list[i].n, score: out[i-1].score - behind}
	}
	shares(top)
	return out
}

// inDates is what a passage gains whose article was published in the days that
// the query speaks of: about what a word of middling rarity counts, so that dates
// prefer and never exclude. It cannot be fitted, as the sets have no dates. On our
// own judged questions, which mostly name a date that the texts have too, 0 and
// 0.7 rank alike, and 2 takes .004 from source@3.
const inDates = 0.7

// tops notes the best scores of the candidates, and how rare the terms are
// among them.
func (s *Snapshot) tops(p *plan, list []found, w *workspace) {
	s.rarity(p, list, w)
	w.passage.TopArticle = 0
	for _, f := range list {
		w.passage.TopArticle = max(w.passage.TopArticle, float64(w.art[s.entries[f.n].article]))
	}
}

// confidence returns the calibrated probability that the best sentence of a
// reranked list answers the query; 0 for an empty list.
func (s *Snapshot) confidence(p *plan, list []scored, w *workspace) float64 {
	if len(list) == 0 || len(p.groups) == 0 {
		return 0
	}
	f := rank.Finding{Score: list[0].score, Margin: 3, Terms: len(p.groups), Passage: make([]float64, len(rank.PassageFeatures))}
	if len(list) > 1 {
		f.Margin = list[0].score - list[1].score
	}
	best, at := list[0], -1
	for _, c := range list[:min(depth, len(list))] {
		for i, x := range c.sentences {
			if x > f.Probability {
				best, at, f.Probability = c, i, x
			}
		}
	}
	r := s.look(p, list[0].n, w)
	w.passage.First = list[0].first
	_, own := s.model.Best(&r.question, &w.passage, nil, w.sentence)
	r.question.Passage(&w.passage, own, f.Passage)
	if at >= 0 {
		r = s.look(p, best.n, w)
		scores, _ := s.model.Best(&r.question, &w.passage, nil, w.sentence)
		f.SentenceScore = scores[at] + s.model.FromPassage*best.score
		f.Sentence = w.sentence
		r.question.Sentence(&w.passage, at, f.Sentence)
	}
	v := make([]float64, len(rank.ConfidenceFeatures))
	f.Confidence(v)
	return rank.Sigmoid(rank.Dot(s.model.Confidence, v))
}

// behind is by how much a passage that was not looked at closely stands behind
// the one before it.
const behind = 1e-3

// closely scores passage n and its sentences.
func (s *Snapshot) closely(p *plan, n uint32, w *workspace) scored {
	r := s.look(p, n, w)
	c := scored{n: n, first: w.passage.First, sentences: make([]float64, 0, len(w.passage.Ends))}
	var best float64
	c.sentences, best = s.model.Best(&r.question, &w.passage, c.sentences, w.sentence)
	c.covers = len(w.covers)
	w.covers = r.question.Covers(&w.passage, w.covers)
	r.question.Passage(&w.passage, best, w.features)
	c.score = rank.Dot(s.model.Passage, w.features)
	if !p.dates.IsZero() && p.dates.Holds(s.articles[s.artOf[n]].article.Published) {
		c.score += inDates
	}
	for j := range c.sentences {
		c.sentences[j] += s.model.FromPassage * c.score
	}
	return c
}

// shares turns the scores of all sentences into the probabilities that the
// model gives each of being the best of them.
func shares(list []scored) {
	top := math.Inf(-1)
	for _, c := range list {
		for _, x := range c.sentences {
			top = max(top, x)
		}
	}
	sum := 0.0
	for _, c := range list {
		for i, x := range c.sentences {
			c.sentences[i] = math.Exp(x - top)
			sum += c.sentences[i]
		}
	}
	for _, c := range list {
		for i := range c.sentences {
			c.sentences[i] /= sum
		}
	}
}

// wordScore is exact BM25 over unstemmed words, from the passage's own list of
// them: only passages that are looked at closely need it.
func (s *Snapshot) wordScore(p *plan, e *entry, li int) float64 {
	l := s.lexicons[li]
	avg := float64(l.length) / float64(max(l.passages, 1))
	norm := bm25K * (1 - bm25B + bm25B*float64(e.length)/avg)
	sum := 0.0
	for i := range p.terms {
		t := &p.terms[i]
		id := t.in[li].word
		if id >= stopWord {
			continue
		}
		tf := 0.0
		for _, tk := range e.tokens {
			if tk.word == id {
				tf++
			}
		}
		if tf > 0 {
			sum += t.weight * t.in[li].importance * idf(l.passages, uint64(l.words[id].passages)) * (bm25K + 1) * tf / (tf + norm)
		}
	}
	return sum
}
