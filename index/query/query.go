// Package query reads what people type into a search or a question.
//
// Reading never fails: whatever is not understood is a word to look for. A
// Query is bounded (MaxRunes of input, MaxTerms of words), and its String
// form is canonical: Parse(q.String()) equals q.
package query

import "cleannet/corpus"

const (
	// MaxRunes bounds the input; the rest is cut at a word's end.
	MaxRunes = 256
	// MaxTerms bounds the words that are looked for, phrases included.
	MaxTerms = 32
)

// A Query is what a person asked for. Words and phrases are as typed, after
// NFC; analysis is the index's affair.
type Query struct {
	Words   []string // words to look for, in order, duplicates kept
	Phrases []string // "quoted" runs that must stand as such
	Without []string // -words and -"phrases" that must not stand
	Filters Filters
}

// Filters narrow the articles that are searched. Values of one field are
// alternatives; fields are joined. The zero Filters let everything through.
type Filters struct {
	Source  []string        // ids of articles, or parts of a publisher's name or a title
	Kind    []corpus.Kind   //
	Stance  []corpus.Stance //
	Lang    []string        // BCP 47, of the text or the original
	Country []string        // ISO 3166, upper case
	Topic   []string        // ids of topics
	After   corpus.Date     // published on or after its first day
	Before  corpus.Date     // published on or before its last day
}
