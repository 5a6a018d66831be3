package passage

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
)

// defaultWords is the cap that retrieved best on judged questions: whole
// paragraphs of about 120 words beat single sentences and longer windows.
const defaultWords = 120

// Split yields the passages of an article in order. A paragraph within the
// window is one passage; a longer one becomes several of about equal length,
// each of whole sentences and within the window, unless a single sentence is
// longer. An article without text has no passages.
func Split(a *corpus.Article, w Window) iter.Seq[Passage] {
	if w.Words <= 0 {
		w.Words = defaultWords
	}
	return func(yield func(Passage) bool) {
		g := grammarOf(a.Lang)
		n, par := 0, 0
		for p := range Paragraphs(a.Text) {
			for _, sents := range pack(a.Text, g.within(a.Text, p), w.Words) {
				span := corpus.Span{Start: sents[0].Start, End: sents[len(sents)-1].End}
				if !yield(Passage{Article: a, N: n, Paragraph: par, Span: span, Sentences: sents}) {
					return
				}
				n++
			}
			par++
		}
	}
}

// within returns the sentences of the paragraph p of text.
func (g *grammar) within(text string, p corpus.Span) []corpus.Span {
	var all []corpus.Span
	for s := range g.sentences(text[p.Start:p.End]) {
		cut(text, corpus.Span{Start: p.Start + s.Start, End: p.Start + s.End}, func(s corpus.Span) bool {
			all = append(all, s)
			return true
		})
	}
	return all
}

// pack groups the sentences of a paragraph. It aims at groups of equal length,
// since a greedy one leaves a scrap at the end of every long paragraph.
func pack(text string, sents []corpus.Span, limit int) [][]corpus.Span {
	total := 0
	counts := make([]int, len(sents))
	for i, s := range sents {
		counts[i] = words(text[s.Start:s.End])
		total += counts[i]
	}
	parts := max(1, (total+limit-1)/limit)
	target := (total + parts - 1) / parts
	var groups [][]corpus.Span
	from, have := 0, 0
	for i, n := range counts {
		if i > from && (have+n > limit || have+n/2 > target) {
			groups = append(groups, sents[from:i:i])
			from, have = i, 0
		}
		have += n
	}
	if from < len(sents) {
		groups = append(groups, sents[from:])
	}
	return groups
}

// words counts words as the window does: runs between white space that have
// a letter or digit, and one for
// every two characters of a script that writes no spaces.
func words(s string) int {
	n, dense, in := 0, 0, false
	for _, r := range s {
		switch {
		case asciiLetter(r) || '0' <= r && r <= '9':
			if !in {
				n++
			}
			in = true
		case r == ' ' || unicode.IsSpace(r):
			in = false
		case r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			dense++
			in = false
		case !in && r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			in = true
		}
	}
	return n + (dense+1)/2
}

func asciiLetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

// Key returns the passage's name: the first 40 bits of the SHA-256 of the
// article's id, a zero byte and the passage's text. Among 100,000 passages two
// share one with a probability of 0.5 %.
func (p Passage) Key() Key {
	var room [4096]byte // for most texts
	name := append(append(append(room[:0], p.Article.ID...), 0), p.Text()...)
	sum := sha256.Sum256(name)
	return Key(binary.BigEndian.Uint64(sum[:]) >> 24)
}
