package rank

import "math/bits"

// PassageFeatures names the features of a passage, in the order of the vectors
// that [Question.Passage] fills. All are about 0 to 1 but the BM25 scores and the
// best sentence's. A share is one of the query's IDF.
var PassageFeatures = []string{
	"stem_share",                                                             // BM25 over stems, of the most that the query could reach
	"word",                                                                   // BM25 over forms as typed
	"title_has",                                                              // share in the title
	"cover",                                                                  // share in the passage
	"cover_title",                                                            // share in passage or title
	"cover_art",                                                              // share in the article
	"exact",                                                                  // share in the passage, in the very form
	"named_title",                                                            // share of the query's names and numbers in passage or title
	"best1",                                                                  // share in the best sentence
	"run",                                                                    // longest run of the query's words, stop words too
	"stops",                                                                  // overlap with its stop words in the best sentence
	"length",                                                                 // log of the number of words
	"start",                                                                  // first passage of its article
	"best_sentence",                                                          // score of the sentence model for the best sentence
	"top_missing",                                                            // the rarest word of the query is missing
	"cover_rare",                                                             // share of the squared IDF
	"single",                                                                 // only passage of its article
	"with_neighbours",                                                        // share in the passage or the ones next to it
	"word_share",                                                             // BM25 over forms, of the most that the query could reach
	"article_share",                                                          // BM25 of the article, of the most that the query could reach
	"article_top",                                                            // the same of the best of the candidates
	"state_stem", "state_article", "state_cover", "state_best", "state_prox", // for statements and keywords alone
	"first_stage", // share of the first stage's best score
	"window12",    // share in the best so many words in a row
	"akin",        // share of missing words, by how much of their first letters stands there
	"pairs",       // share of pairs of the query's words, stop words too, that stand side by side
	"near_pairs",  // that stand within four words, in any order
	"like25",      // share in the best so many words in a row, by words that are like the query's, too
	"like_title",  // share of words missing in passage and title, by how much a word of the passage is like them
	"state_like",  // the same of words missing in the passage, for statements and keywords alone
	"local_title", // share in passage or title, each word counted by the share of the candidates that lack it
}

// SentenceFeatures names the features of a sentence, in the order of the
// vectors that [Question.Sentence] fills.
var SentenceFeatures = []string{
	"cover", "exact", "cover_sq", // share, in the very form, squared
	"with_before", // share in the sentence or the one before
	"with_after",
	"with_title",                // share in the sentence or the title
	"pronoun",                   // begins with a pronoun: times share that the sentence before adds
	"stops",                     // overlap with the query's stop words
	"when", "how_many", "other", // nearness of what may be the answer, by type; not for who and where
	"who_new",    // holds a new name, for who
	"when_new",   // a new date
	"many_new",   // a new number
	"many_unit",  // a new number and a unit
	"many_near",  // nearness of a new number to what is to be counted
	"why_cause",  // words of reasons
	"length",     // log of the number of words
	"first",      // of its passage
	"density",    // share of the sentence's words that are the query's
	"new",        // log of the number of words that carry meaning and are not the query's
	"gaps",       // log of the number of commas and brackets
	"best_cover", // no sentence of the passage holds more
	"cover_left", // share that the passage holds elsewhere and the sentence lacks
	"akin",       // share of missing words, by how much of their first letters stands there
	"like_sq",    // share with that of missing words by what is like them, squared
	"likes",      // likeness of other words to the query's, a word
	"own",        // share, each word counted by the share of the article's passages that lack it
	"own_idf",    // share, each word counted by its IDF within the article
	"near_pairs", // share of pairs of the query's words that stand within four words
}

// A summary is what the sentences of a passage have together.
type summary struct {
	has, exact, tight, loose uint64
	best1, prox, stops, run  float64 // of the best sentence of each
}

func (p *Passage) summary() summary {
	var t summary
	for i := range p.sent {
		s := &p.sent[i]
		t.has, t.exact, t.tight, t.loose = t.has|s.has, t.exact|s.exact, t.tight|s.tight, t.loose|s.loose
		t.best1, t.prox = max(t.best1, s.cover), max(t.prox, s.prox)
		t.stops, t.run = max(t.stops, float64(bits.OnesCount64(s.stops))), max(t.run, float64(s.run))
	}
	return t
}

// Passage fills v, of the length of PassageFeatures, with the features of p.
// best is the sentence model's score of its best sentence.
func (q *Question) Passage(p *Passage, best float64, v []float64) {
	t := p.summary()
	cover := q.mass(t.has)
	words := float64(max(len(q.Words), 1))
	most := (k1 + 1) * q.total
	f := filler{v: v}
	f.put(p.Stem / most)
	f.put(p.Word)
	f.put(q.mass(p.TitleHas))
	f.put(cover)
	f.put(q.mass(t.has | p.TitleHas))
	f.put(q.mass(p.ArtHas))
	f.put(q.mass(t.exact))
	f.put(q.part(t.has|p.TitleHas, q.names, q.inNames))
	f.put(t.best1)
	f.put(t.run / words)
	f.put(t.stops / words)
	f.put(logLen(len(p.Tokens)))
	f.put(flag(p.Number == 0))
	f.put(best)
	f.put(flag(t.has&q.rarest == 0))
	f.put(q.rare(t.has))
	f.put(flag(p.Siblings == 1))
	f.put(q.mass(t.has | p.Beside))
	f.put(p.Word / most)
	f.put(p.Article / most)
	f.put(p.Article / max(p.TopArticle, 1e-9))
	f.put(q.on(p.Stem/most, Statement, Keywords))
	f.put(q.on(p.Article/most, Statement, Keywords))
	f.put(q.on(cover, Statement, Keywords))
	f.put(q.on(t.best1, Statement, Keywords))
	f.put(q.on(t.prox/q.total, Statement, Keywords))
	f.put(p.First)
	f.put(q.window(p, 12))
	f.put(q.akinTo(p.Tokens, t.has))
	f.put(q.ofPairs(t.tight))
	f.put(q.ofPairs(t.loose))
	f.put(q.likeWindow(p, 25))
	f.put(q.likeTo(p.Tokens, t.has|p.TitleHas))
	f.put(q.on(q.likeTo(p.Tokens, t.has), Statement, Keywords))
	f.put(q.counted(t.has|p.TitleHas, p.Local))
	f.done()
}

// k1 is BM25's, of which a term can reach 1 + k1 times its IDF.
const k1 = 1.2

// Sentence fills v, of the length of SentenceFeatures, with those of sentence i.
func (q *Question) Sentence(p *Passage, i int, v []float64) {
	s := &p.sent[i]
	var before, after uint64
	if i > 0 {
		before = p.sent[i-1].has
	}
	if i+1 < len(p.sent) {
		after = p.sent[i+1].has
	}
	held := bits.OnesCount64(s.has)
	f := filler{v: v}
	f.put(s.cover)
	f.put(q.mass(s.exact))
	f.put(s.cover * s.cover)
	f.put(q.mass(s.has | before))
	f.put(q.mass(s.has | after))
	f.put(q.mass(s.has | p.TitleHas))
	f.put(flag(s.pronoun) * q.mass(before&^s.has))
	f.put(float64(bits.OnesCount64(s.stops)) / float64(max(len(q.Words), 1)))
	f.put(q.on(s.cand, When))
	f.put(q.on(s.cand, HowMany))
	f.put(s.cand - q.on(s.cand, When, HowMany))
	f.put(q.on(flag(s.newNames > 0), Who))
	f.put(q.on(flag(s.dates > 0), When))
	f.put(q.on(flag(s.numbers > 0 || s.dates > 0), HowMany))
	f.put(q.on(flag(s.numbers > 0 && s.class&Unit != 0), HowMany))
	f.put(s.counted)
	f.put(q.on(flag(s.class&Cause != 0), Why))
	f.put(logLen(s.to - s.from))
	f.put(flag(i == 0))
	f.put(float64(held) / float64(max(s.content, 1)))
	f.put(logLen(s.content - held))
	f.put(logLen(s.gaps))
	f.put(flag(s.cover >= p.top-1e-12))
	f.put(q.mass(p.all &^ s.has))
	f.put(s.akin)
	f.put((s.cover + s.like) * (s.cover + s.like))
	f.put(s.density)
	f.put(q.counted(s.has, p.Lack))
	f.put(share(s.has, p.Rare))
	f.put(q.ofPairs(s.loose))
	f.done()
}

// part returns the share of a set of terms that has makes up, where whole is
// the share that the set makes up of all; 0 if there are none.
func (q *Question) part(has, of uint64, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return q.mass(has&of) / whole
}

// rare returns the share of the squared IDF that the terms in has make up.
func (q *Question) rare(has uint64) float64 {
	sum := 0.0
	for i, t := range q.Terms {
		if has&(1<<i) != 0 {
			sum += t.IDF * t.IDF
		}
	}
	return sum / q.squares
}

// on returns x if the question is of one of the types, else 0.
func (q *Question) on(x float64, types ...Type) float64 {
	for _, t := range types {
		if q.Type == t {
			return x
		}
	}
	return 0
}

// A filler puts values into a vector in order.
type filler struct {
	v []float64
	i int
}

func (f *filler) put(x float64) {
	f.v[f.i] = x
	f.i++
}

// done holds that the vector was filled whole: names and values go together.
func (f *filler) done() {
	if f.i != len(f.v) {
		panic("rank: features and their names differ")
	}
}
