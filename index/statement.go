package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"cleannet/index/query"
	"cleannet/index/rank"
)

// maxWords bounds the words of a query in order: the features count them in
// seven bits.
const maxWords = 126

// maxPlanned is how many different words of a query are looked for. Of a pasted
// text they are those of the highest idf times how often they stand there: on
// CISI, whose queries are whole paragraphs, the best 24, 32 and 63 rank much
// alike in the first stage (.428, .427 and .420 nDCG@10 of the long ones), and
// each costs its postings.
const maxPlanned = query.MaxTerms

// maxRepeats bounds how often a word of the query counts. On CISI 5 ranks as no
// bound does, 1 takes .04 away.
const maxRepeats = 5

// A statedWord is a stem of a long text.
type statedWord struct {
	stem  string
	idf   float64
	score float64 // idf times occurrences
	size  int     // 2; 1 for a pair of an unspaced script, as a word is two or three
}

// mainWords returns words as they are, unless those that carry meaning are more
// than are looked for: then the occurrences of the best stems, in order, and
// false.
func (s *Snapshot) mainWords(words []queryWord) (main []queryWord, all bool) {
	if len(words) <= maxPlanned {
		return words, true
	}
	forms, stems := map[string]*statedWord{}, map[string]*statedWord{}
	var list []*statedWord
	size := 0
	for _, w := range words {
		c, seen := forms[w.form]
		if !seen {
			if stem, idf := s.rarest(w.form); stem != "" {
				if c = stems[stem]; c == nil {
					c = &statedWord{stem: stem, idf: idf, size: 2}
					if r, _ := utf8.DecodeRuneInString(w.form); unspaced(r) {
						c.size = 1
					}
					stems[stem] = c
					list = append(list, c)
					size += c.size
				}
			}
			forms[w.form] = c
		}
		if c != nil {
			c.score += c.idf
		}
	}
	if size <= 2*maxPlanned {
		return words, true
	}
	slices.SortFunc(list, func(a, b *statedWord) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.stem, b.stem))
	})
	for size = 0; len(list) > 0 && size+list[0].size <= 2*maxPlanned; list = list[1:] {
		size += list[0].size
	}
	for _, c := range list {
		c.score = 0
	}
	for _, w := range words {
		if c := forms[w.form]; c != nil && c.score > 0 {
			main = append(main, w)
		}
	}
	return main, false
}

// rarest returns the stem of form in the lexicon where it is rarest, and its idf
// there; "" for a stop word, or one that no text holds.
func (s *Snapshot) rarest(form string) (stem string, idf float64) {
	for i, in := range s.lookUp(form).in {
		if in.stem != noStem && in.idf > idf {
			stem, idf = s.lexicons[i].stems[in.stem].text, in.idf
		}
	}
	return stem, idf
}

// longStatement reports whether p describes rather than asks, at length. The
// reranker's features were made for questions: on CISI's long queries, which no
// weight was fitted on, it takes the first stage's .428 nDCG@10 down to .35.
// Feedback (RM3: the 10 to 40 best words of the first 5 or 10 articles at a
// weight of .1 to .5) gave CISI up to .013 and took .006 to .04 from SciFact's
// first stage, so there is none.
func (p *plan) longStatement() bool {
	return p.kind == rank.Statement && len(p.groups) > rank.Longest
}

// longArticleWeight is what the article counts beside the passage for a long
// statement: it is about a subject, not about a fact. On CISI .4285 against
// .4182 with the weight that questions have; heavier weights give the same.
const longArticleWeight = 1

// stated orders the candidates of a long statement as the first stage did. The
// scores stay, the best one going to the first and so on: the confidence reads
// their scale.
func stated(top []scored) {
	scores := make([]float64, len(top))
	for i, c := range top {
		scores[i] = c.score
	}
	slices.SortStableFunc(top, func(a, b scored) int {
		return compareFound(found{a.n, a.first}, found{b.n, b.first})
	})
	for i := range top {
		top[i].score = scores[i]
	}
}
