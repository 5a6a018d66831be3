package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"cleannet/corpus/passage"
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

// fewWords is up to how many words that carry meaning a query asks one thing
// although it is of several sentences ("I am new here. Who is Keith Krach?").
const fewWords = 5

// tells reports whether words are of several sentences that tell of a subject
// together. Where one of them asks who, when, where or how many, facts are asked
// for, and what the texts on the subject have in common hides those that hold the
// facts: of four questions on one article of squad11dev and newwiki, joined, the
// first stage ranks the paragraphs that answer them at .37 and .45 nDCG@10 where
// all are descriptions, .66 and .71 where such are not.
func tells(words []string) bool {
	n, text := 0, strings.Join(words, " ")
	for at := range passage.Sentences(text, "en") {
		if asksFact(text[at.Start:at.End]) {
			return false
		}
		n++
	}
	return n > 1
}

// asksFact reports whether a sentence asks who, when, where or how many.
func asksFact(sentence string) bool {
	if !strings.HasSuffix(strings.TrimSpace(sentence), "?") {
		return false
	}
	switch rank.TypeOf(forms(readWords(sentence)), 0) {
	case rank.Who, rank.When, rank.Where, rank.HowMany:
		return true
	default:
		return false
	}
}

// describes reports whether p tells of a subject rather than asks one thing: in
// several sentences, or in a long one. The reranker's features were made for
// questions: on CISI, which no weight was fitted on and whose queries are mostly of
// several sentences, nDCG@10 is .404 where the first stage's order stands for long
// statements alone, .423 where it stands for several sentences, too (with the
// feedback that .404 had).
func (p *plan) describes() bool {
	return p.several || p.kind == rank.Statement && len(p.groups) > rank.Longest
}

// longArticleWeight is what the article counts beside the passage for a
// description: it is about a subject, not about a fact. On CISI .4285 against
// .4182 with the weight that questions have; heavier weights give the same.
const longArticleWeight = 1

// stated orders the candidates of a description as the first stage did. The
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

// Feedback (after RM3: Abdul-Jaleel et al. 2004): of descriptions in several
// sentences the best words of the best articles are looked for, too, with that
// share of the query's weight. An article counts by that power of its score, as a
// share of the best one's. Chosen on descriptions made of training sets, each row an
// article, nDCG@10 with what was before (the square, 20 articles, 10 words, a share
// of .3) and with it:
//
//	                                         squad11dev    newwiki
//	half a paragraph: its article's others   .865 to .872  .829 to .840
//	  without names and rare words           .651 to .643  .654 to .665
//	  for those within three of it           .325 to .341  .317 to .332
//	four questions: all of their article     .963 to .965  .915 to .917
//	  without names and rare words           .746 to .777  .714 to .741
//	SciFact: an abstract for others on the same claim .537 to .581; half of one
//	  .482 to .534; claims on one abstract, joined, .685 to .719
//
// Powers of 4 to 8, 5 to 20 articles, 20 to 40 words and shares of .4 to .6 are
// within .004 of it on the whole, 2 rounds no better. CISI .4350 to .4359, where
// such settings give .430 to .438: it tells them apart no better than chance. Claims of
// one sentence, as SciFact's, gain nothing from feedback.
const (
	feedbackShare    = 0.5
	feedbackArticles = 10
	feedbackWords    = 30
	feedbackPower    = 6
	// feedbackCommon is the share of passages above which a word says nothing of
	// its own.
	feedbackCommon = 0.1
	// feedbackPassages bounds what is read of an article.
	feedbackPassages = 20
)

// A relatedStem is a stem of the best articles and what it counts.
type relatedStem struct {
	lex    uint8
	stem   uint32
	weight float64
}

// feedback adds the scores of the stems that the best articles have in common to
// the passages that match already.
func (s *Snapshot) feedback(ctx context.Context, p *plan, w *workspace) error {
	list := s.related(p, w)
	sum, query := 0.0, 0.0
	for _, r := range list {
		sum += r.weight
	}
	for _, t := range p.terms {
		query += t.weight
	}
	for _, r := range list {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("search: %w", err)
		}
		if err := s.addRelated(r, feedbackShare/(1-feedbackShare)*query*r.weight/sum, w); err != nil {
			return err
		}
	}
	return nil
}

// related returns the feedbackWords stems of the best articles, by the share of BM25
// that they have in an article and the feedbackPower of how well it matches.
func (s *Snapshot) related(p *plan, w *workspace) []relatedStem {
	plain := *p // phrases that no passage holds are told of when the hits are chosen
	var total int
	type key struct {
		lex  uint8
		stem uint32
	}
	weight, seen := map[key]float64{}, map[int32]bool{}
	best := s.candidates(&plain, w, nil, 3*feedbackArticles, &total)
	for _, f := range best {
		a := s.artOf[f.n]
		if seen[a] || len(seen) == feedbackArticles {
			continue
		}
		seen[a] = true
		l := s.lexicons[s.articles[a].lex]
		trust := math.Pow(f.score/max(best[0].score, 1e-9), feedbackPower)
		freq, length := s.stemsOf(&s.articles[a])
		norm := bm25K * (1 - bm25B + bm25B*length*float64(l.articles)/float64(max(l.artLength, 1)))
		for st, n := range freq {
			weight[key{s.articles[a].lex, st}] += trust * n / (n + norm) * idf(l.articles, uint64(l.stems[st].articles))
		}
	}
	var list []relatedStem
	for k, x := range weight {
		l := s.lexicons[k.lex]
		if n := float64(l.stems[k.stem].passages); n > 1 && n <= feedbackCommon*float64(l.passages) {
			list = append(list, relatedStem{k.lex, k.stem, x})
		}
	}
	slices.SortFunc(list, func(a, b relatedStem) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.lex, b.lex), cmp.Compare(a.stem, b.stem))
	})
	return list[:min(len(list), feedbackWords)]
}

// stemsOf counts the stems of the first feedbackPassages passages of an article.
func (s *Snapshot) stemsOf(a *articleEntry) (freq map[uint32]float64, length float64) {
	l := s.lexicons[a.lex]
	freq = map[uint32]float64{}
	for n := a.first; n < min(a.last, a.first+feedbackPassages); n++ {
		for _, t := range s.entries[n].tokens {
			if st := l.kinds[t.word].stem; st != noStem {
				freq[st]++
				length++
			}
		}
	}
	return freq, length
}

// addRelated adds a stem's BM25 at a weight to the passages that match already
// and their articles.
func (s *Snapshot) addRelated(r relatedStem, weight float64, w *workspace) error {
	l := s.lexicons[r.lex]
	st := &l.stems[r.stem]
	list, err := w.postings(l.lists, r.stem, stemField(l.lang))
	if err != nil {
		return err
	}
	k := float32(weight * idf(l.passages, uint64(st.passages)) * (bm25K + 1))
	inArticle := map[int32]float32{}
	for _, p := range list {
		n, tf := p.passage(), float32(p.freq())
		if c := &w.cells[n]; c.has != 0 {
			c.score += k * tf / (tf + s.norm[n])
			inArticle[s.artOf[n]] += tf
		}
	}
	ka := float32(weight * idf(l.articles, uint64(st.articles)) * (bm25K + 1))
	average := float32(l.artLength) / float32(max(l.articles, 1))
	for a, tf := range inArticle {
		w.art[a] += ka * tf / (tf + bm25K*(1-bm25B+bm25B*float32(s.articles[a].length)/average))
	}
	return nil
}
