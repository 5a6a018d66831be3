package rank

import (
	"math"
	"math/bits"
	"slices"
)

// A Term is a word of the query that carries meaning.
type Term struct {
	IDF  float64 // in the passages of the language at hand
	Name bool    // upper case in the query, or a number
}

// A Question is a query as the features need it, for one language.
type Question struct {
	Type  Type
	Terms []Term // at most 64
	// Words are the query's words in order, each the index of its term or -1
	// for a stop word; at most 127.
	Words []int8
	// Weights are the words' IDF, of stop words too.
	Weights []float64
	// Counted is the term that the question wants counted, a bit; 0 for none.
	Counted uint64

	// What Prepare computes.
	total   float64 // sum of the terms' IDF
	squares float64 // sum of their squares
	pairs   float64 // sum of the weights of the pairs of words
	names   uint64  // terms that are names or numbers
	rarest  uint64  // the term of the highest IDF
	akin    []uint8 // by term: how akin the nearest word of a sentence is, or how like
	inNames float64 // share of the names
}

// Prepare computes what the features need once a query.
func (q *Question) Prepare() {
	q.total, q.squares, q.names, q.rarest = 0, 1e-9, 0, 0
	best := -1.0
	for i, t := range q.Terms {
		q.total += t.IDF
		q.squares += t.IDF * t.IDF
		if t.Name {
			q.names |= 1 << i
		}
		if t.IDF > best {
			best, q.rarest = t.IDF, 1<<i
		}
	}
	q.total, q.pairs = max(q.total, 1e-9), 1e-9
	for i := 1; i < min(len(q.Weights), 64); i++ {
		q.pairs += q.Weights[i-1] + q.Weights[i]
	}
	q.akin = slices.Grow(q.akin[:0], len(q.Terms))[:len(q.Terms)]
	q.inNames = q.mass(q.names)
}

// A Token is an occurrence of a word in a passage.
type Token struct {
	Word     int8  // index of Question.Words that it matches by its stem, or -1
	Term     int8  // index of Question.Terms, or -1
	Near     int8  // index of the term that it is most akin to, by its first letters, or -1
	Akin     uint8 // how much, in 255ths
	Like     int8  // index of the term that it is most like, by its letters or by what it means, or -1
	Likeness uint8 // how much, in 255ths
	Exact    bool  // the very form that was typed
	Upper    bool  // begins with a capital
	First    bool  // first of its sentence
	Gap      bool  // punctuation stands before it
	Class    Class
}

// A Passage is what the features of a passage and its sentences are made from.
type Passage struct {
	Tokens    []Token
	Ends      []int   // of the sentences: index behind the last token
	Stem      float64 // BM25 over stems
	Word      float64 // BM25 over forms
	Article   float64 // BM25 of the article, unweighted
	TitleHas  uint64  // terms that the title holds, a bit each
	ArtHas    uint64  // terms that the article holds
	Number    int     // of the passage in the article, from 0
	Siblings  int     // passages of the article
	Beside    uint64  // terms that the passages next to it hold
	Paragraph bool    // the neighbour before or after is of the same paragraph

	// Of each term, the share of the candidates that lack it; that of the
	// article's passages, drawn to the former where they are few; and -log of one
	// less that, an IDF within the article.
	Local, Lack, Rare []float64

	// What the best of the candidates have.
	TopArticle float64
	First      float64 // first stage's score, of the best one's

	sent    []sentence
	matches []match
	likes   []like
	all     uint64  // terms that some sentence holds
	top     float64 // the highest share that one holds
}

// A match is a word of the query in a passage.
type match struct {
	at   int // index of Passage.Tokens
	term int8
}

// A like is a word of the query in a passage, or one that is like it.
type like struct {
	match
	likeness float64 // 1 for the word itself
}

// A sentence is what one pass over a sentence finds.
type sentence struct {
	from, to          int
	has, exact        uint64  // terms
	akin              float64 // share of the query's IDF that it lacks, by what is akin to it
	like              float64 // the same, by what is like it
	density           float64 // likeness, times IDF, a word that carries meaning
	stops             uint64  // stop words of the query that it holds, by index of its words
	tight, loose      uint64  // pairs of the query's words that stand side by side, or within four words
	run               int     // longest run of query words in order
	prox              float64
	content, newNames int     // words that carry meaning; names not in the query
	numbers, dates    int     // not in the query
	counted           float64 // nearness of a number to what is counted
	cover             float64 // share of the query's IDF
	cand              float64
	class             Class // of all words not in the query
	pronoun           bool
	gaps              int
}

// decay is how fast the pull of a matched word on a candidate fades, a word.
const decay = 0.9

// scan reads the passage sentence by sentence.
func (q *Question) scan(p *Passage) {
	p.sent, p.matches, p.likes, p.all, p.top = p.sent[:0], p.matches[:0], p.likes[:0], 0, 0
	from := 0
	for _, end := range p.Ends {
		s := sentence{from: from, to: end}
		q.scanSentence(p.Tokens[from:end], &s)
		s.cover = q.mass(s.has)
		s.akin = q.akinTo(p.Tokens[from:end], s.has)
		s.like = q.likeTo(p.Tokens[from:end], s.has)
		s.density = p.note(q, from, end) / float64(s.content+1) / q.total
		p.all |= s.has
		p.top = max(p.top, s.cover)
		p.sent = append(p.sent, s)
		from = end
	}
}

func (q *Question) scanSentence(toks []Token, s *sentence) {
	lastTerm, lastAt, lastWord, run := int8(-1), 0, int8(-2), 0
	for i := range toks {
		t := &toks[i]
		if t.Word >= 0 && t.Word == lastWord+1 {
			run++
		} else if t.Word >= 0 {
			run = 1
		} else {
			run = 0
		}
		s.run = max(s.run, run)
		s.pairs(toks, i)
		lastWord = t.Word
		if t.Word < 0 {
			lastWord = -2
		}
		if t.Gap {
			s.gaps++
		}
		if t.Term >= 0 {
			s.match(q, t, i, &lastTerm, &lastAt)
			s.content++
			continue
		}
		if t.Word >= 0 {
			s.stops |= 1 << (t.Word & 63)
			continue
		}
		s.other(t, i)
	}
	if q.Counted != 0 {
		s.counted = q.numbered(toks)
	}
	if q.Type != Who && q.Type != Where { // a name there says nothing more
		s.candidates(q, toks)
	}
}

// match counts a word of the query.
func (s *sentence) match(q *Question, t *Token, i int, lastTerm *int8, lastAt *int) {
	s.has |= 1 << t.Term
	if t.Exact {
		s.exact |= 1 << t.Term
	}
	if *lastTerm >= 0 && *lastTerm != t.Term {
		d := i - *lastAt
		w := min(q.Terms[*lastTerm].IDF, q.Terms[t.Term].IDF)
		s.prox += w / float64(d)
	}
	*lastTerm, *lastAt = t.Term, i
}

// pairs notes which pairs of the query's words end at word i.
func (s *sentence) pairs(toks []Token, i int) {
	w := toks[i].Word
	if w < 0 || w > 62 {
		return
	}
	for k := i - 1; k >= max(0, i-4); k-- {
		v := toks[k].Word
		if v < 0 || v == w || v > w+2 || v < w-2 {
			continue
		}
		s.loose |= 1 << min(v, w)
		if v+1 == w && k+1 == i {
			s.tight |= 1 << v
		}
	}
}

// other counts a word that the query does not have.
func (s *sentence) other(t *Token, i int) {
	s.class |= t.Class
	if t.Class&Function == 0 {
		s.content++
	}
	switch {
	case t.Class&(Year|Calendar) != 0 && (t.Class&Year != 0 || t.Upper):
		s.dates++
	case t.Class&Number != 0:
		s.numbers++
	case t.Upper && !t.First && t.Class&Function == 0:
		s.newNames++
	}
	if i < 2 && t.Class&Pronoun != 0 {
		s.pronoun = true
	}
}

// candidates finds what may be the answer, by the type of the question, and how
// near it stands to words of the query.
func (s *sentence) candidates(q *Question, toks []Token) {
	acc := 0.0
	for pass := range 2 {
		acc = 0
		for k := range toks {
			i := k
			if pass == 1 {
				i = len(toks) - 1 - k
			}
			t := &toks[i]
			acc *= decay
			if t.Term >= 0 {
				acc += q.Terms[t.Term].IDF * (1 - decay)
				continue
			}
			if t.Word >= 0 || t.Class&Function != 0 {
				continue
			}
			if q.fits(t) {
				s.cand = max(s.cand, acc)
			}
		}
	}
	norm := q.total * (1 - decay)
	s.cand /= norm
}

// A number counts what stands up to numberReach words from it, each word less by
// numberFade. Six words by .9, or before it alone, ranks within .0005.
const (
	numberReach = 4
	numberFade  = 0.8
)

// numbered returns how near a number that the question does not have stands to
// what it wants counted, or to what is like that: 1 for side by side.
func (q *Question) numbered(toks []Token) float64 {
	best := 0.0
	for i := range toks {
		near := q.isCounted(&toks[i])
		for d := 1; d <= numberReach && near > best; d++ {
			if i >= d && toks[i-d].newNumber() || i+d < len(toks) && toks[i+d].newNumber() {
				best = near
			}
			near *= numberFade
		}
	}
	return best
}

// isCounted returns how much t is the word that is to be counted, 0 to 1.
func (q *Question) isCounted(t *Token) float64 {
	switch {
	case t.Term >= 0:
		return flag(q.Counted&(1<<t.Term) != 0)
	case t.Like >= 0 && q.Counted&(1<<t.Like) != 0:
		return share255(t.Likeness)
	}
	return 0
}

// newNumber reports whether t is a number that counts and no word of the query.
func (t *Token) newNumber() bool {
	return t.Class&(Number|Ordinal|Function) == Number && t.Word < 0 && t.Term < 0
}

// fits reports whether t may be what a question of this type asks for.
func (q *Question) fits(t *Token) bool {
	switch q.Type {
	case When:
		return t.Class&(Year|Calendar) != 0 && (t.Class&Year != 0 || t.Upper)
	case HowMany:
		return t.Class&Number != 0
	}
	return t.Class&Function == 0
}

// mass returns the share of the query's IDF that the terms in has make up.
func (q *Question) mass(has uint64) float64 {
	sum := 0.0
	for ; has != 0; has &= has - 1 {
		sum += q.Terms[bits.TrailingZeros64(has)].IDF
	}
	return sum / q.total
}

// ofPairs returns the share of the query's pairs of words, by weight, that set
// holds.
func (q *Question) ofPairs(set uint64) float64 {
	sum := 0.0
	for ; set != 0; set &= set - 1 {
		i := bits.TrailingZeros64(set)
		sum += q.Weights[i] + q.Weights[i+1]
	}
	return sum / q.pairs
}

func share255(x uint8) float64 { return float64(x) / 255 }

// akinTo returns the share of the query's IDF of the terms that are not in has,
// each counted by how much the nearest word of toks is akin to it.
func (q *Question) akinTo(toks []Token, has uint64) float64 {
	nearest := q.akin
	clear(nearest)
	for i := range toks {
		if t := &toks[i]; t.Near >= 0 && has&(1<<t.Near) == 0 {
			nearest[t.Near] = max(nearest[t.Near], t.Akin)
		}
	}
	return q.weighed(nearest)
}

// likeTo is akinTo by how much the nearest word of toks is like it.
func (q *Question) likeTo(toks []Token, has uint64) float64 {
	nearest := q.akin
	clear(nearest)
	for i := range toks {
		if t := &toks[i]; t.Like >= 0 && has&(1<<t.Like) == 0 {
			nearest[t.Like] = max(nearest[t.Like], t.Likeness)
		}
	}
	return q.weighed(nearest)
}

// weighed returns the share of the query's IDF that terms make up of which each
// counts by its part, in 255ths.
func (q *Question) weighed(parts []uint8) float64 {
	sum := 0.0
	for i, x := range parts {
		if x > 0 {
			sum += float64(share255(x) * q.Terms[i].IDF)
		}
	}
	return sum / q.total
}

// note appends the matches among the tokens from and up to end, and what is like
// the query's words. It returns the sum of the likeness of the latter, times IDF.
func (p *Passage) note(q *Question, from, end int) float64 {
	sum := 0.0
	for i := from; i < end; i++ {
		t := &p.Tokens[i]
		if t.Term >= 0 {
			p.matches = append(p.matches, match{i, t.Term})
			p.likes = append(p.likes, like{match{i, t.Term}, 1})
		} else if t.Like >= 0 {
			likeness := share255(t.Likeness)
			p.likes = append(p.likes, like{match{i, t.Like}, likeness})
			sum += float64(likeness * q.Terms[t.Like].IDF)
		}
	}
	return sum
}

// likeWindow returns the highest share of the query's IDF that n words in a row
// hold, each term counted by the word that is most like it.
func (q *Question) likeWindow(p *Passage, n int) float64 {
	var held [64]float64
	best := 0.0
	for i := range p.likes {
		sum, end := 0.0, i
		for ; end < len(p.likes) && p.likes[end].at-p.likes[i].at < n; end++ {
			l := &p.likes[end]
			if more := l.likeness - held[l.term]; more > 0 {
				sum += float64(more * q.Terms[l.term].IDF)
				held[l.term] = l.likeness
			}
		}
		for _, l := range p.likes[i:end] {
			held[l.term] = 0
		}
		best = max(best, sum)
	}
	return best / q.total
}

// window returns the highest share of the query's IDF that n words in a row
// hold, across the ends of sentences.
func (q *Question) window(p *Passage, n int) float64 {
	var held [64]uint8
	sum, best, from := 0.0, 0.0, 0
	for _, m := range p.matches {
		for ; m.at-p.matches[from].at >= n; from++ {
			t := p.matches[from].term
			if held[t]--; held[t] == 0 {
				sum -= q.Terms[t].IDF
			}
		}
		if held[m.term]++; held[m.term] == 1 {
			sum += q.Terms[m.term].IDF
		}
		best = max(best, sum)
	}
	return best / q.total
}

// counted is mass with each term counted by its weight.
func (q *Question) counted(has uint64, weight []float64) float64 {
	sum := 0.0
	for ; has != 0; has &= has - 1 {
		i := bits.TrailingZeros64(has)
		sum += float64(q.Terms[i].IDF * weight[i])
	}
	return sum / q.total
}

// share returns which share of the sum of all weights has makes up.
func share(has uint64, weight []float64) float64 {
	sum, all := 0.0, 1e-9
	for i, w := range weight {
		if has&(1<<i) != 0 {
			sum += w
		}
		all += w
	}
	return sum / all
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// logs holds logLen of small numbers.
var logs = func() (t [512]float64) {
	for i := range t {
		t[i] = math.Log(1 + float64(i))
	}
	return t
}()

// logLen is log(1+n).
func logLen(n int) float64 {
	if n < len(logs) {
		return logs[n]
	}
	return math.Log(1 + float64(n))
}
