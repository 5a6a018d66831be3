// Package index keeps the passages of a corpus in a Bleve index and finds those
// that bear on a query.
//
// A [Snapshot] is immutable: corpus, passages and index belong together and are
// never written to once built. A [Library] publishes one snapshot at a time
// and replaces it in one step; a snapshot is closed after its last reader.
// Passages are the documents of the index, their text is not stored in it, and
// marks are made from the positions of terms, never by Bleve's highlighter.
// Postings come from Bleve; those of common stems are read from it when the
// snapshot is built and kept, as its iterators would be most of a query's cost.
// Bleve's types do not leave this package.
//
// # Spelling
//
// A word that no text holds is looked for as the words that may be meant: by the
// kind of slip, by how many passages hold a word, and by how well it goes with the
// words of the query that are known, for which the first stage runs before them.
// One typo in every query costs squad11dev and newwiki .003 nDCG@10 (1,500
// queries each, three seeds); the nearest and most frequent word alone cost .004
// and .010, of which half was typos in quoted phrases, which then found nothing.
//
// A correction is told only where it is likely, as a wrong one does more harm than
// none. Of 1,047 questions of other sets, asked of the built-in articles, 428 told
// of a correction; with everyday words taken as meant and the rest of the question
// to be covered where the spelling is, 7 do. Less sure ones are looked for at half
// the weight, and their words stay unknown.
package index

import (
	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/index/query"
	"cleannet/index/rank"
)

// A Result is what a search found.
type Result struct {
	Query       query.Query
	Type        rank.Type    // what sort of thing is asked for
	Confidence  float64      // calibrated probability that the best sentence answers, 0 to 1
	Unknown     []string     // words, folded, that no text holds in any spelling, in order
	Hits        []Hit        // best first
	Total       int          // passages that matched, shown or not
	Undated     int          // articles left out by a date filter because they have no date
	Corrections []Correction // spellings that were replaced
	// Terms are those of the query that carry meaning, in order; an entity is one.
	Terms []Term
	// Asked is what Snapshot.Asked finds for the query, where the caller asks it.
	Asked []Asked
}

// A Term is a word of a query that carries meaning, or an entity.
type Term struct {
	Weight float64 // IDF among the passages in the language of the best hit, times how often answers hold the word
	Name   bool    // an entity, a word with a capital or a number
}

// A Correction tells that a word was searched for in another spelling.
type Correction struct{ Typed, Used string }

// A Hit is a passage that matched.
type Hit struct {
	Passage   passage.Passage
	Score     float64       // comparable within one result alone
	Marks     []corpus.Span // words that matched, bytes of the article's text, in order
	Sentences []Sentence    // every sentence of the passage, in order
	// Mentions are the known entities that the passage names, in order, places in
	// bytes of the article's text. TitleMentions are those of the article's Title
	// and TitleEN, joined by a space; they are shared, not to be written to.
	Mentions, TitleMentions []corpus.Mention
}

// A Sentence is a sentence of a hit with how well it answers the query.
type Sentence struct {
	Span corpus.Span
	// Score is the probability that the sentence model gives this sentence of
	// being the best of the result: over all sentences of the first 30 hits it
	// sums to 1. Those of further hits have 0.
	Score float64
	// Covers tells how much of each term of the query the sentence holds, in
	// 255ths: 255 where it has the term itself, less where it has a word that is
	// like it. It is nil for the sentences of hits beyond the first 30.
	Covers []uint8
	// Asks are what its article says that the sentence may be asked for; they are
	// shared, not to be written to, and never shown.
	Asks []Wording `json:"-"`
}

// A Wording is an ask (corpus.Ask) with the known entities that it names.
type Wording struct {
	Text     string
	Mentions []corpus.Mention // places in bytes of Text
}
