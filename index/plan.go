package index

import (
	"math"
	"slices"
	"strings"

	"cleannet/index/query"
	"cleannet/index/rank"
)

// A term is a word of the query as it is looked for.
type term struct {
	form   string
	weight float64
	group  int  // index of plan.groups: spellings of one word share it
	part   bool // a word of an entity's name
	in     []termIn
}

// A termIn is a term in one lexicon.
type termIn struct {
	stem uint32 // noStem: a stop word, or unknown here
	word uint32 // noStem: unknown here
	idf  float64
	// importance is what the word counts, by what is known of words in
	// questions: "kind" and "many" say little of where the answer stands.
	importance float64
}

// A group is what a person typed as one word that carries meaning.
type group struct {
	typed string  // as it is looked up
	name  bool    // upper case, or a number
	known bool    // some text holds it, or a correction of it
	idf   float64 // the highest of the lexicons; of an unknown word that of the rarest
}

// A typed is one word of the query in order, stop words too.
type typed struct {
	form  string
	group int // -1: a stop word
	in    []termIn
}

// maxGroups bounds the words that carry meaning: they are bits of a set, of
// which one more is needed.
const maxGroups = 63

// A plan is a query made ready for one snapshot.
type plan struct {
	kind        rank.Type
	counted     int  // group that a question for a number wants counted, or -1
	several     bool // more than fewWords words, which tell of a subject in several sentences
	dates       query.Range
	terms       []term
	groups      []group
	words       []typed
	phrases     [][]string
	without     [][]string
	corrections []Correction
	slips       []slip         // words that may be misspelt
	fixes       map[string]fix // by what was typed
}

// plan analyses q. Words in fixes, which may be nil, are replaced.
func (s *Snapshot) plan(q query.Query, fixes map[string]fix) *plan {
	p := &plan{dates: q.Dates(), fixes: fixes}
	s.addText(p, strings.Join(q.Words, " "))
	for _, ph := range q.Phrases {
		if words := s.addText(p, ph); len(words) > 0 {
			p.phrases = append(p.phrases, forms(words))
		}
	}
	for _, w := range q.Without {
		if words := readWords(w); len(words) > 0 {
			p.without = append(p.without, forms(words))
		}
	}
	all := make([]string, len(p.words))
	for i, w := range p.words {
		all[i] = w.form
	}
	p.kind = rank.TypeOf(all, len(p.groups))
	p.counted = p.countedIn(all)
	p.several = len(p.groups) > fewWords && tells(q.Words)
	return p
}

// countedIn returns the group of the word that a question for a number, in its
// words as all has them, wants counted; -1 for none, or a name.
func (p *plan) countedIn(all []string) int {
	if p.kind != rank.HowMany {
		return -1
	}
	i := rank.Counted(all)
	if i < 0 || p.words[i].group < 0 || p.groups[p.words[i].group].name {
		return -1
	}
	return p.words[i].group
}

// loosen drops the phrases, as no passage holds them, and tells so: their words
// are looked for all the same.
func (p *plan) loosen() {
	for _, ph := range p.phrases {
		words := strings.Join(ph, " ")
		p.corrections = append(p.corrections, Correction{Typed: `"` + words + `"`, Used: words})
	}
	p.phrases = nil
}

// unknown returns the words that no text holds in any spelling.
func (p *plan) unknown() []string {
	var out []string
	for _, g := range p.groups {
		if !g.known {
			out = append(out, g.typed)
		}
	}
	return out
}

// addText adds the words of text. The words of an entity's name become one
// group, which any of its names matches; each counts less for it. It returns the
// words as they are looked for.
func (s *Snapshot) addText(p *plan, text string) []queryWord {
	words, all := s.mainWords(readWords(text))
	text, words = p.respell(text, words)
	found := s.entities.Find(text)
	for i := 0; i < len(words); i++ {
		for len(found) > 0 && found[0].Span.End <= words[i].start {
			found = found[1:]
		}
		n := 0
		if len(found) > 0 && found[0].Span.Start <= words[i].start {
			for i+n < len(words) && words[i+n].start < found[0].Span.End {
				n++
			}
		}
		if n == 0 || !s.addEntity(p, found[0].Entity, words[i:i+n]) {
			s.addTerm(p, words, i, all) // of a long text enough words are known
			continue
		}
		i += n - 1
	}
	return words
}

// nameWeight is what the words of a name count together, beside the entity.
const nameWeight = 0.5

// addEntity adds a group for an entity with the words of its name. It is false
// if no text names the entity, or the name is there already.
func (s *Snapshot) addEntity(p *plan, id string, words []queryWord) bool {
	e := term{form: entityPrefix + id, weight: 1, group: len(p.groups), in: make([]termIn, len(s.lexicons))}
	for i, l := range s.lexicons {
		e.in[i] = termIn{stem: noStem, word: noStem, importance: 1}
		if st, ok := l.stemIDs.id(e.form); ok {
			e.in[i].stem, e.in[i].idf = st, idf(l.passages, uint64(l.stems[st].passages))
		}
	}
	if !e.known() || len(p.groups) == maxGroups || slices.ContainsFunc(p.terms, func(t term) bool { return t.form == e.form }) {
		return false
	}
	p.groups = append(p.groups, group{typed: words[0].form, name: true, known: true, idf: s.topIDF(e)})
	p.terms = append(p.terms, e)
	for _, w := range words {
		t := s.lookUp(w.form)
		t.group, t.weight, t.part = e.group, nameWeight/float64(len(words)), true
		if t.known() && !slices.ContainsFunc(p.terms, func(u term) bool { return sameStems(u.in, t.in) }) {
			p.terms = append(p.terms, t)
		}
		p.addWord(t)
	}
	return true
}

// addWord appends t to the words in order; of a long text the last ones count as
// terms alone.
func (p *plan) addWord(t term) {
	if len(p.words) < maxWords {
		p.words = append(p.words, typed{t.form, t.group, t.in})
	}
}

// A queryWord is a word as it stands in the query.
type queryWord struct {
	form       string
	start, end int // bytes of the text
	name       bool
	fix        *fix   // nil: as typed
	typed      string // where there is a fix
}

// readWords cuts text into its words; a query is bounded in runes.
func readWords(text string) []queryWord {
	var tok tokenizer
	var out []queryWord
	tok.reset(text)
	for tok.next() {
		form := string(tok.form)
		out = append(out, queryWord{form: form, start: tok.start, end: tok.end, name: tok.flags&flagUpper != 0 || digit(form[0])})
	}
	return out
}

func forms(words []queryWord) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.form
	}
	return out
}

// addTerm adds a word; where no text holds it and correct allows it, it is noted
// as a slip.
func (s *Snapshot) addTerm(p *plan, words []queryWord, i int, correct bool) {
	w := words[i]
	t := s.lookUp(w.form)
	t.group = -1
	defer func() { p.addWord(t) }()
	if t.stop() || rank.Asks(w.form) || correct && !t.known() && slices.Contains(fillers, w.form) {
		return
	}
	if word := s.opening(p, t); word != "" && correct {
		t.form, t.in = word, s.lookUp(word).in
		return
	}
	for i, u := range p.terms {
		if sameStems(u.in, t.in) && t.known() {
			p.terms[i].weight = min(p.terms[i].weight+1, maxRepeats) // BM25's query side: said twice counts twice
			t.group = u.group
			return
		}
	}
	if len(p.groups) == maxGroups {
		return
	}
	t.group = len(p.groups)
	g := group{typed: w.form, name: w.name, known: t.known(), idf: s.topIDF(t)}
	if w.fix != nil {
		g.typed, g.known, t.weight = w.typed, w.fix.told, correctionWeight
		if !w.fix.told {
			t.weight = rivalWeight
		}
	}
	p.groups = append(p.groups, g)
	if t.known() {
		p.terms = append(p.terms, t)
	} else if correct && p.fixes == nil {
		s.addSlip(p, words, i)
	}
	if w.fix != nil {
		s.addRivals(p, w.fix, t.group)
	}
}

// addSlip notes that words[i], which no text holds, may be misspelt.
func (s *Snapshot) addSlip(p *plan, words []queryWord, i int) {
	w := words[i]
	if len(p.slips) == maxSlips || slices.ContainsFunc(p.slips, func(sl slip) bool { return sl.typed == w.form }) {
		return
	}
	sl, ok := s.joined(words, i)
	if !ok {
		sl = slip{typed: w.form, meant: append(s.near(w.form), s.parted(w.form)...)}
	}
	if len(sl.meant) > 0 {
		sl.opening, sl.name, sl.group = len(p.words) < 2, w.name, len(p.groups)-1
		p.slips = append(p.slips, sl)
	}
}

// addRivals adds the other spellings that may be meant for a group.
func (s *Snapshot) addRivals(p *plan, f *fix, group int) {
	for _, r := range f.also {
		t := s.lookUp(r.form)
		t.group, t.weight = group, r.weight
		if t.known() && !slices.ContainsFunc(p.terms, func(u term) bool { return sameStems(u.in, t.in) }) {
			p.terms = append(p.terms, t)
		}
	}
}

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
		in := termIn{stem: noStem, word: noStem, importance: 1}
		if id, ok := l.ids.id(form); ok {
			in.word, in.stem = id, l.words[id].stem
		} else if st, ok := l.analyse(form); ok {
			if id, ok := l.stemIDs.id(st); ok {
				in.stem = id
			}
		} else {
			in.word = stopWord
		}
		if in.stem != noStem {
			in.idf = idf(l.passages, uint64(l.stems[in.stem].passages))
			if l.lang == "en" {
				in.importance = s.model.TermWeight(l.stems[in.stem].text)
			}
		}
		t.in[i] = in
	}
	return t
}

// topIDF returns t's highest idf, or that of a word in no passage.
func (s *Snapshot) topIDF(t term) float64 {
	top := 0.0
	for i, in := range t.in {
		if !t.known() {
			top = max(top, idf(s.lexicons[i].passages, 0))
		} else if in.stem != noStem {
			top = max(top, in.idf)
		}
	}
	return top
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
	return slices.ContainsFunc(t.in, func(in termIn) bool { return in.stem != noStem })
}

// idf is Robertson and Spärck Jones's inverse document frequency in the form
// that is never negative: ln(1 + (N - n + 1/2) / (n + 1/2)).
func idf(docs, holding uint64) float64 {
	n := float64(min(holding, docs))
	return math.Log(1 + (float64(docs)-n+0.5)/(n+0.5))
}
