// Package corpus holds articles: their text, where it comes from, and exact
// positions in it.
//
// An [Article] is an immutable value. Its Text is valid UTF-8 in Unicode
// normalisation form C with "\n" line ends, normalised once, when the file is
// read; a [Span] counts bytes of that Text and is half-open. Everything the
// program shows of an article is a slice of Text at a Span. Paragraphs are
// parted by a blank line; no markup is interpreted.
package corpus

import (
	"iter"
	"slices"
	"strings"
)

// A Span is a half-open range of bytes of an article's Text.
type Span struct{ Start, End int }

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t have at least one byte in common.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// A Kind says what sort of publication a source is.
type Kind string

// The kinds of sources.
const (
	Official  Kind = "official"
	News      Kind = "news"
	Analysis  Kind = "analysis"
	Opinion   Kind = "opinion"
	Reference Kind = "reference"
)

// Kinds lists every kind in the order in which they are shown.
var Kinds = []Kind{Official, News, Analysis, Opinion, Reference}

// A Stance says whose view a source mainly carries.
type Stance string

// The stances.
const (
	USGov    Stance = "us-gov"
	ChinaGov Stance = "china-gov"
	KRGov    Stance = "kr-gov"
	Industry Stance = "industry"
	Critic   Stance = "critic"
	Neutral  Stance = "neutral"
)

// Stances lists every stance in the order in which they are shown.
var Stances = []Stance{USGov, ChinaGov, KRGov, Industry, Critic, Neutral}

// A Basis says whose words the text of an article is in.
type Basis string

const (
	// Digest is our own summary, in English, of what the source reports.
	Digest Basis = "digest"
	// Full is the source's own text, which only an operator adds.
	Full Basis = "full"
)

// An Article is one source: what it is, where it was published, and its text.
// Zero optional fields mean "not known".
type Article struct {
	ID            string   // the file's name without .md
	Title         string   // as published, in the original language
	TitleSupplied bool     // the title is ours; shown in [brackets]
	TitleEN       string   // translation of a title in another language
	Publisher     string   //
	Authors       []string //
	Published     Date     // zero: not known, cited as "n.d."
	URL           string   // http or https
	ArchiveURL    string   // a copy in a web archive
	Lang          string   // BCP 47, of Text
	SourceLang    string   // BCP 47, of the original; "" means Lang
	Kind          Kind
	Stance        Stance
	Basis         Basis
	Topics        []string // ids of the controlled vocabulary, best first
	Countries     []string // ISO 3166-1 alpha-2, and EU and XK
	Provenance    string   // mirror, machine translation, ...
	Retrieved     Date
	License       string
	Asks          []Ask // ways to ask for what sentences tell, in other words than theirs
	Text          string
}

// An Ask is a question, or keywords, as people may type them who look for what a
// sentence tells. It helps to find the sentence and is never shown.
type Ask struct {
	Sentence int // its number in the article's text, from 1
	Text     string
}

// Slice returns the text at s. It panics if s does not lie within a.Text.
func (a *Article) Slice(s Span) string { return a.Text[s.Start:s.End] }

// A Mention is a name of a known entity in a text.
type Mention struct {
	Span   Span   // bytes of the text that was searched
	Entity string // id of the entity
	Name   string // its canonical name
	Kind   string // what it is ("person", "country"), where that is known
}

// A Lookup finds the names of known entities in a text, by increasing start
// and without overlaps. It is how packages that work on text learn who is who
// without knowing where the names are kept; a nil Lookup finds nothing.
type Lookup func(text string) []Mention

// Find calls l. A nil Lookup finds nothing.
func (l Lookup) Find(text string) []Mention {
	if l == nil {
		return nil
	}
	return l(text)
}

// A Corpus is an immutable set of articles, ordered by id.
type Corpus struct {
	articles []*Article
	byID     map[string]*Article
}

// New returns a corpus of the articles, ordered by id. Of several with one id
// the last is kept.
func New(articles ...*Article) *Corpus {
	c := &Corpus{byID: make(map[string]*Article, len(articles))}
	for _, a := range articles {
		c.byID[a.ID] = a
	}
	for _, a := range c.byID {
		c.articles = append(c.articles, a)
	}
	slices.SortFunc(c.articles, func(a, b *Article) int { return strings.Compare(a.ID, b.ID) })
	return c
}

// Len returns the number of articles.
func (c *Corpus) Len() int { return len(c.articles) }

// Article returns the article with that id, or nil, false if there is none.
func (c *Corpus) Article(id string) (*Article, bool) {
	a, ok := c.byID[id]
	return a, ok
}

// All yields the articles by increasing id.
func (c *Corpus) All() iter.Seq[*Article] { return slices.Values(c.articles) }
