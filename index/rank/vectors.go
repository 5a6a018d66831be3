package rank

import "math/bits"

// PassageFeatures names the features of a passage, in the order of the vectors
// that [Question.Passage] fills. All are about 0 to 1 but the BM25 scores.
var PassageFeatures = []string{
	"stem",                                                     // BM25 over stems
	"stem_share",                                               // of the most that the query could reach
	"word",                                                     // BM25 over forms as typed
	"article",                                                  // BM25 of the whole article
	"title",                                                    // BM25 of its title
	"title_has",                                                // share of the query's IDF in the title
	"cover",                                                    // share in the passage
	"cover_sq",                                                 // its square: the last missing word weighs most
	"cover_title",                                              // share in passage or title
	"cover_art",                                                // share in the article
	"exact",                                                    // share in the passage, in the very form
	"named",                                                    // share of the query's names and numbers that the passage holds
	"named_title",                                              // the same in passage or title
	"best1",                                                    // share in the best sentence
	"best2",                                                    // share in the best two neighbouring sentences
	"prox",                                                     // matched words near each other, by IDF over distance
	"bigram",                                                   // neighbours in the query that are neighbours here
	"run",                                                      // longest run of the query's words, stop words too
	"stops",                                                    // overlap with its stop words in the best sentence
	"answer",                                                   // nearness of a candidate of the type asked for to matched words
	"answer_any",                                               // nearness of any new name or number
	"before",                                                   // BM25 of the passage before
	"after",                                                    // BM25 of the passage after
	"length",                                                   // log of the number of words
	"start",                                                    // first passage of its article
	"best_sentence",                                            // score of the sentence model for the best sentence
	"top_missing",                                              // the rarest word of the query is missing
	"density",                                                  // share of the query's IDF per log length
	"cover_rare",                                               // share of the squared IDF
	"cover_body",                                               // share without the word after "what", "which", "how"
	"answer_who", "answer_when", "answer_where", "answer_many", // "answer" by type
	"single",                      // only passage of its article
	"stem_flat",                   // BM25 with less weight on length and repetition
	"cover_two",                   // share of words that stand there twice or more
	"with_neighbours",             // share in the passage or the ones next to it
	"word_share", "article_share", // of the most that the query could reach
	"stem_top", "article_top", // of the best of the candidates
	"state_stem", "state_article", "state_cover", "state_best", "state_prox", // for statements and keywords alone
	"first_stage",                      // share of the first stage's best score
	"window12", "window25", "window50", // share in the best so many words in a row
	"akin",        // share of missing words, by how much of their first letters stands there
	"akin1",       // the same with the words that are there, in the best sentence
	"local_title", // share in passage or title, each word counted by the share of the candidates that lack it
}

// SentenceFeatures names the features of a sentence, in the order of the
// vectors that [Question.Sentence] fills.
var SentenceFeatures = []string{
	"cover", "exact", "cover_sq",
	"with_before", // share in the sentence or the one before
	"with_after",
	"with_title", // share in the sentence or the title
	"pronoun",    // begins with a pronoun: times share that the sentence before adds
	"named", "prox", "bigram", "run", "stops",
	"who", "when", "where", "how_many", "other", // nearness of a candidate, by type
	"any",        // nearness of a new name or number
	"who_new",    // holds a new name, for who
	"where_new",  // a new name after a preposition of place
	"when_new",   // a new date
	"many_new",   // a new number
	"many_unit",  // a new number and a unit
	"why_cause",  // words of reasons
	"how_means",  // words of means
	"def_naming", // words that introduce names or definitions
	"what_naming",
	"length", "short", "long",
	"first",       // of its passage
	"density",     // share of the sentence's words that are the query's
	"new",         // number of words that carry meaning and are not the query's
	"gaps",        // commas and brackets
	"best_cover",  // no sentence of the passage holds more
	"cover_left",  // share that the passage holds elsewhere and the sentence lacks
	"akin",        // share of missing words, by how much of their first letters stands there
	"akin_before", // the same of the sentence before
	"own",         // share, each word counted by the share of the article's passages that lack it
	"own_idf",     // share, each word counted by its IDF within the article
}

// Passage fills v, of the length of PassageFeatures, with the features of p.
// best is the sentence model's score of its best sentence.
func (q *Question) Passage(p *Passage, best float64, v []float64) {
	var has, exact uint64
	var best1, best2, prox, bigram, stops, cand, candAny float64
	run, akin1 := 0, 0.0
	var twice uint64
	for i := range p.sent {
		s := &p.sent[i]
		twice |= has&s.has | s.twice
		has, exact = has|s.has, exact|s.exact
		akin1 = max(akin1, s.cover+s.akin)
		best1 = max(best1, s.cover)
		if i > 0 {
			best2 = max(best2, q.mass(s.has|p.sent[i-1].has))
		}
		prox, bigram = max(prox, s.prox), max(bigram, s.bigram)
		stops = max(stops, float64(s.stops))
		cand, candAny = max(cand, s.cand), max(candAny, s.candAny)
		run = max(run, s.run)
	}
	best2 = max(best2, best1)
	cover := q.mass(has)
	words := float64(max(len(q.Words), 1))
	f := filler{v: v}
	f.put(p.Stem)
	f.put(p.Stem / (2.2 * q.total))
	f.put(p.Word)
	f.put(p.Article)
	f.put(p.Title)
	f.put(q.mass(p.TitleHas))
	f.put(cover)
	f.put(cover * cover)
	f.put(q.mass(has | p.TitleHas))
	f.put(q.mass(p.ArtHas))
	f.put(q.mass(exact))
	f.put(q.part(has, q.names, q.inNames))
	f.put(q.part(has|p.TitleHas, q.names, q.inNames))
	f.put(best1)
	f.put(best2)
	f.put(prox / q.total)
	f.put(bigram / q.total)
	f.put(float64(run) / words)
	f.put(stops / words)
	f.put(cand)
	f.put(candAny)
	f.put(p.Before / (2.2 * q.total))
	f.put(p.After / (2.2 * q.total))
	f.put(logLen(len(p.Tokens)))
	f.put(flag(p.Number == 0))
	f.put(best)
	f.put(flag(has&q.rarest == 0))
	f.put(cover / (1 + logLen(len(p.Tokens))))
	f.put(q.rare(has))
	f.put(q.part(has, q.body, q.inBody))
	f.put(q.on(cand, Who))
	f.put(q.on(cand, When))
	f.put(q.on(cand, Where))
	f.put(q.on(cand, HowMany))
	f.put(flag(p.Siblings == 1))
	f.put(p.Flat / (2.2 * q.total))
	f.put(q.mass(twice))
	f.put(q.mass(has | p.Beside))
	f.put(p.Word / (2.2 * q.total))
	f.put(p.Article / (2.2 * q.total))
	f.put(p.Stem / max(p.TopStem, 1e-9))
	f.put(p.Article / max(p.TopArticle, 1e-9))
	f.put(q.on(p.Stem/(2.2*q.total), Statement, Keywords))
	f.put(q.on(p.Article/(2.2*q.total), Statement, Keywords))
	f.put(q.on(cover, Statement, Keywords))
	f.put(q.on(best1, Statement, Keywords))
	f.put(q.on(prox/q.total, Statement, Keywords))
	f.put(p.First)
	f.put(q.window(p, 12))
	f.put(q.window(p, 25))
	f.put(q.window(p, 50))
	f.put(q.akinTo(p.Tokens, has))
	f.put(akin1)
	f.put(q.counted(has|p.TitleHas, p.Local))
	f.done()
}

// Sentence fills v, of the length of SentenceFeatures, with those of sentence i.
func (q *Question) Sentence(p *Passage, i int, v []float64) {
	s := &p.sent[i]
	var before, after uint64
	akinBefore := 0.0
	if i > 0 {
		before, akinBefore = p.sent[i-1].has, p.sent[i-1].akin
	}
	if i+1 < len(p.sent) {
		after = p.sent[i+1].has
	}
	cover := s.cover
	words := float64(max(len(q.Words), 1))
	n := s.to - s.from
	f := filler{v: v}
	f.put(cover)
	f.put(q.mass(s.exact))
	f.put(cover * cover)
	f.put(q.mass(s.has | before))
	f.put(q.mass(s.has | after))
	f.put(q.mass(s.has | p.TitleHas))
	f.put(flag(s.pronoun) * q.mass(before&^s.has))
	f.put(q.part(s.has, q.names, q.inNames))
	f.put(s.prox / q.total)
	f.put(s.bigram / q.total)
	f.put(float64(s.run) / words)
	f.put(float64(s.stops) / words)
	f.put(q.on(s.cand, Who))
	f.put(q.on(s.cand, When))
	f.put(q.on(s.cand, Where))
	f.put(q.on(s.cand, HowMany))
	f.put(q.on(s.cand, What, How, Why, Definition, YesNo, Statement, Keywords, List, Comparison, Timeline))
	f.put(s.candAny)
	f.put(q.on(flag(s.newNames > 0), Who))
	f.put(q.on(flag(s.newNames > 0 && s.class&Place != 0), Where))
	f.put(q.on(flag(s.dates > 0), When))
	f.put(q.on(flag(s.numbers > 0 || s.dates > 0), HowMany))
	f.put(q.on(flag(s.numbers > 0 && s.class&Unit != 0), HowMany))
	f.put(q.on(flag(s.class&Cause != 0), Why))
	f.put(q.on(flag(s.class&Means != 0), How))
	f.put(q.on(flag(s.class&Naming != 0), Definition))
	f.put(q.on(flag(s.class&Naming != 0), What))
	f.put(logLen(n))
	f.put(flag(n < 6))
	f.put(flag(n > 45))
	f.put(flag(i == 0))
	f.put(float64(bits.OnesCount64(s.has)) / float64(max(s.content, 1)))
	f.put(logLen(s.content - bits.OnesCount64(s.has)))
	f.put(logLen(s.gaps))
	f.put(flag(cover >= p.top-1e-12))
	f.put(q.mass(p.all &^ s.has))
	f.put(s.akin)
	f.put(akinBefore)
	f.put(q.counted(s.has, p.Lack))
	f.put(share(s.has, p.Rare))
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
