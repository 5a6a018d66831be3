package index

import (
	"math"
	"strings"

	"cleannet/index/query"
)

// A term is a word of the query as it is looked for.
type term struct {
	form   string
	weight float64
	typed  int // index of the typed words and phrase words, in order
	in     []termIn
}

// A termIn is a term in one lexicon.
type termIn struct {
	stem uint32 // noStem: a stop word, or unknown here
	word uint32 // noStem: unknown here
	idf  float64
}

// A plan is a query made ready for one snapshot.
type plan struct {
	terms       []term // one a stem, in order of the query; stop words are left out
	all         []term // every word in order, stop words too
	phrases     [][]string
	without     [][]string
	corrections []Correction
}

// plan analyses q.
func (s *Snapshot) plan(q query.Query) *plan {
	p := &plan{}
	var tok tokenizer
	forms := func(text string) []string {
		var out []string
		tok.reset(text)
		for tok.next() && len(out) < 4*query.MaxTerms {
			out = append(out, string(tok.form))
		}
		return out
	}
	for _, f := range forms(strings.Join(q.Words, " ")) {
		s.addTerm(p, f, true)
	}
	for _, ph := range q.Phrases {
		fs := forms(ph)
		if len(fs) == 0 {
			continue
		}
		p.phrases = append(p.phrases, fs)
		for _, f := range fs {
			s.addTerm(p, f, false)
		}
	}
	for _, w := range q.Without {
		if fs := forms(w); len(fs) > 0 {
			p.without = append(p.without, fs)
		}
	}
	return p
}

// addTerm adds a word, in the spelling of the corpus if it has none in its own
// and correct allows it.
func (s *Snapshot) addTerm(p *plan, form string, correct bool) {
	if len(p.all) >= 2*query.MaxTerms {
		return
	}
	t := s.lookUp(form)
	t.typed = len(p.all)
	p.all = append(p.all, t)
	if t.stop() {
		return
	}
	if correct && !t.known() {
		for i, fix := range s.correct(form) {
			c := s.lookUp(fix)
			c.typed, c.weight = t.typed, correctionWeight
			if i == 0 {
				p.corrections = append(p.corrections, Correction{Typed: form, Used: fix})
				p.all[t.typed] = c
			}
			p.terms = append(p.terms, c)
		}
		return
	}
	for i, u := range p.terms {
		if sameStems(u.in, t.in) {
			p.terms[i].weight++ // BM25's query side: said twice counts twice
			return
		}
	}
	p.terms = append(p.terms, t)
}

// correctionWeight is what a corrected word counts, of one that stands as typed.
const correctionWeight = 0.8

func sameStems(a, b []termIn) bool {
	for i := range a {
		if a[i].stem != b[i].stem || a[i].stem == noStem && a[i].word != b[i].word {
			return false
		}
	}
	return true
}

// lookUp finds form in every lexicon.
func (s *Snapshot) lookUp(form string) term {
	t := term{form: form, weight: 1, in: make([]termIn, len(s.lexicons))}
	for i, l := range s.lexicons {
		in := termIn{stem: noStem, word: noStem}
		if id, ok := l.ids[form]; ok {
			in.word, in.stem = id, l.words[id].stem
		} else if st, ok := l.stemOf(form); ok {
			if id, ok := l.stemIDs[st]; ok {
				in.stem = id
			}
		} else {
			in.word = stopWord
		}
		if in.stem != noStem {
			in.idf = idf(l.passages, uint64(l.stems[in.stem].passages))
		}
		t.in[i] = in
	}
	return t
}

// stopWord marks a stop word that no text holds.
const stopWord = noStem - 1

// stop reports whether t is a stop word in every lexicon that knows it.
func (t term) stop() bool {
	stop := false
	for _, in := range t.in {
		if in.stem != noStem {
			return false
		}
		stop = stop || in.word != noStem
	}
	return stop
}

// known reports whether any text holds t's stem.
func (t term) known() bool {
	for _, in := range t.in {
		if in.stem != noStem {
			return true
		}
	}
	return false
}

// idf is Robertson and Spärck Jones's inverse document frequency in the form
// that is never negative: ln(1 + (N - n + 1/2) / (n + 1/2)).
func idf(docs, holding uint64) float64 {
	n := float64(min(holding, docs))
	return math.Log(1 + (float64(docs)-n+0.5)/(n+0.5))
}
