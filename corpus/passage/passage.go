// Package passage cuts articles into sentences and windows of sentences.
//
// Spans lie within Article.Text, begin and end on rune boundaries, have no
// white space at either end, and increase by Start. The sentences do not
// overlap and cover everything but white space; every sentence lies whole in
// at least one passage, and a passage lies in one paragraph.
package passage

import "cleannet/corpus"

// A Key names a passage by what it says: 40 bits of a hash of the article's id
// and the passage's text, so it survives a rebuild of the index and a change
// elsewhere in the article.
type Key uint64

// A Passage is a run of whole sentences of one paragraph of an article.
type Passage struct {
	Article   *corpus.Article
	N         int           // its number in the article, from 0
	Paragraph int           // the number of its paragraph in the article, from 0
	Span      corpus.Span   // bytes of Article.Text
	Sentences []corpus.Span // bytes of Article.Text, in order
}

// Text returns the passage's text, a slice of the article's.
func (p Passage) Text() string { return p.Article.Slice(p.Span) }

// A Window says how sentences are gathered into passages. The zero Window
// means the default: whole paragraphs capped near 120 words.
type Window struct {
	Words int // a passage is closed before it grows beyond; 0 means 120
}
