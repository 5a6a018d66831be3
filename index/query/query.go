// Package query reads what people type into a search or a question.
//
// Reading never fails: whatever is not understood is a word to look for. A
// Query is bounded (MaxRunes of input, MaxTerms of words in phrases and
// exclusions), and its String form is canonical: Parse(q.String()) equals q.
// What is longer than MaxTyped was pasted rather than typed: quotation marks and
// dashes are its author's there, not operators. Which of its words are looked
// for is the index's affair, which knows how rare they are.
package query

import "cleannet/corpus"

const (
	// MaxTyped bounds, in runes, what is read with operators: Discord's options
	// have 256 characters here, filters come on top.
	MaxTyped = 400
	// MaxRunes bounds the input; the rest is cut at a word's end. It is the length
	// of the longest message of Discord.
	MaxRunes = 4000
	// MaxTerms bounds the words of phrases and exclusions together.
	MaxTerms = 32
)

// A Query is what a person asked for. Words and phrases are as typed, after
// NFC; analysis is the index's affair.
type Query struct {
	Words   []string // words to look for, in order, duplicates kept
	Phrases []string // "quoted" runs; where a passage holds them all, only such are found
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
