package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// A bucket holds the words of one first letter and length, in runes, for near.
type bucket struct {
	first  rune
	length int
}

// A lettered word is one with the set of its letters, which tells in an
// instruction that most words are too far from another.
type lettered struct {
	id      uint32
	letters uint64
}

// letters returns the set of the letters of a word, one bit for several of them.
func letters(form string) uint64 {
	var set uint64
	for _, r := range form {
		set |= 1 << (uint32(r) & 63)
	}
	return set
}

// group sorts the stems, for kin, and puts the words into buckets, for near.
// Words of unspaced scripts are left out: their pairs have no spelling.
func (l *lexicon) group() {
	l.buckets = map[bucket][]lettered{}
	l.sortStems()
	l.family = l.byFamily()
	l.keepTails()
	l.learnMeanings()
	for i, w := range l.words {
		r, _ := utf8.DecodeRuneInString(w.form)
		if w.passages > 0 && !unspaced(r) {
			k := bucket{r, utf8.RuneCountInString(w.form)}
			l.buckets[k] = append(l.buckets[k], lettered{uint32(i), letters(w.form)})
		}
	}
	l.groupStems()
}

// groupStems puts the stems that are no words into buckets of their own, each
// with the commonest word that has it: "approve" is not among the words of a
// text that has "approved" alone.
func (l *lexicon) groupStems() {
	l.stemBuckets = map[bucket][]lettered{}
	common := make([]uint32, len(l.stems))
	for i, w := range l.words {
		if w.stem != noStem && (common[w.stem] == 0 || w.passages > l.words[common[w.stem]-1].passages) {
			common[w.stem] = uint32(i) + 1
		}
	}
	for i, st := range l.stems {
		if _, word := l.ids.id(st.text); word || common[i] == 0 || l.words[common[i]-1].passages == 0 {
			continue
		}
		r, _ := utf8.DecodeRuneInString(st.text)
		if unspaced(r) {
			continue
		}
		k := bucket{r, utf8.RuneCountInString(st.text)}
		l.stemBuckets[k] = append(l.stemBuckets[k], lettered{common[i] - 1, letters(st.text)})
	}
}

// A candidate is a word that may be meant.
type candidate struct {
	form     string
	passages uint32
	cost     float64 // of the slips that make what was typed of it, in nats
	prior    float64 // log of the part of passages that hold it
	stop     bool
	name     bool    // an entity's name, or a word of one that no text holds
	whole    bool    // words joined or parted
	kin      bool    // another ending of a word that may be the same: no misspelling
	company  float64 // how well it goes with the rest of the query, 0 to 1
	cover    float64 // share of the rest that the best passage with it holds
	score    float64 // log likelihood, but for a constant
}

// maxMeant is how many words a misspelt one may stand for until the rest of the
// query decides.
const maxMeant = 6

// near returns the up to maxMeant words of the corpus that form is most likely
// meant for by its letters alone, likeliest first: one edit away (insertion,
// deletion, substitution or swap), two from eight letters on, with the same first
// letter, or one edit away at the first letter. Stop words are among them, as they
// are misspelt too, and names of entities. Everyday words, words under three letters, or with under four
// letters beside digits, are taken as meant.
func (s *Snapshot) near(form string) []candidate {
	form = strings.TrimSuffix(form, "'s")
	digits := digitsOf(form)
	if n := utf8.RuneCountInString(form); n < 3 || digits != "" && n-len(digits) < 4 || everyday(form) {
		return nil
	}
	if _, name := s.names.ids.id(form); name {
		return nil
	}
	dict := dictionary{typed: []rune(form), found: map[string]candidate{}}
	for _, l := range s.lexicons {
		dict.passages += l.passages
		dict.otherFirst(l)
		limit := 1
		if len(dict.typed) >= 8 {
			limit = 2
		}
		dict.search(l, l.buckets, dict.typed, limit, func(w *word) string { return w.form })
		if st, ok := l.analyse(form); ok && len(st) >= minStem {
			dict.search(l, l.stemBuckets, []rune(st), 1, func(w *word) string { return l.stems[w.stem].text })
		}
	}
	dict.search(s.names, s.names.buckets, dict.typed, 1, func(w *word) string { return w.form })
	delete(dict.found, form)
	found := make([]candidate, 0, len(dict.found))
	for _, c := range dict.found {
		if digits != "" && digitsOf(c.form) != digits {
			continue
		}
		c.prior = math.Log(float64(c.passages) / float64(max(dict.passages, 1)))
		c.stop = s.lookUp(c.form).stop()
		_, c.name = s.names.ids.id(c.form)
		c.kin = ending(dict.typed, []rune(c.form))
		c.score = priorWeight*c.prior - c.cost
		found = append(found, c)
	}
	slices.SortFunc(found, likelier)
	return found[:min(len(found), maxMeant)]
}

// minStem is the length from which on stems are compared: shorter ones are near
// each other by chance.
const minStem = 5

// A dictionary gathers what a word may be meant for.
type dictionary struct {
	typed    []rune
	found    map[string]candidate
	passages uint64 // of all lexicons
}

// add notes a word at the least cost at which it is found.
func (d *dictionary) add(w *word, cost float64) {
	c, ok := d.found[w.form]
	if !ok || cost < c.cost {
		c.cost = cost
	}
	c.form, c.passages = w.form, max(c.passages, w.passages)
	d.found[w.form] = c
}

// search adds the words of buckets whose text, as textOf gives it, is near typed
// and has its first letter.
func (d *dictionary) search(l *lexicon, buckets map[bucket][]lettered, typed []rune, limit int, textOf func(*word) string) {
	set := letters(string(typed))
	var buffer [maxForm]rune
	for n := max(len(typed)-limit, 1); n <= len(typed)+limit; n++ {
		for _, b := range buckets[bucket{typed[0], n}] {
			if bits.OnesCount64(b.letters^set) > 2*limit {
				continue
			}
			w := &l.words[b.id]
			text := buffer[:0]
			for _, r := range textOf(w) {
				text = append(text, r)
			}
			if edits(typed, text, limit) <= limit {
				d.add(w, slipCost(typed, text))
			}
		}
	}
}

// minKin is how many first letters words must share to be kin.
const minKin = 4

// ending reports whether a and b, more than one edit apart, differ in their last
// letters alone: "entity" and "entitled", "invade" and "invasion".
func ending(a, b []rune) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n >= minKin && a[len(a)-1] != b[len(b)-1] && edits(a, b, 1) > 1
}

func likelier(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.form, b.form))
}

// digitsOf returns a 0 for each digit of form.
func digitsOf(form string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return -1
	}, form)
}

// otherFirst adds the words that one edit of the first letter gives. They are
// looked up one by one.
func (d *dictionary) otherFirst(l *lexicon) {
	typed := d.typed
	rest := string(typed[1:])
	forms := []string{rest, string([]rune{typed[1], typed[0]}) + string(typed[2:])}
	for c := 'a'; c <= 'z'; c++ {
		forms = append(forms, string(c)+rest, string(c)+string(typed))
	}
	for _, f := range forms {
		if id, ok := l.ids.id(f); ok && l.words[id].passages > 0 {
			d.add(&l.words[id], slipCost(typed, []rune(f)))
		}
	}
}

// What slips of the finger cost, in nats: swaps and missing letters can happen
// in few ways, a wrong letter is most often a neighbour on the keyboard or
// another vowel, and the first letter is seldom wrong (Kernighan, Church and Gale
// 1990 for the kinds, Pollock and Zamora 1984 for the first letter). The sizes
// are round numbers; what matters is their order.
const (
	costMissing = 3.2
	costDouble  = 2.5 // a double letter typed once, or a letter twice
	costExtra   = 5.5
	costBeside  = 3.8 // an extra or wrong letter from the next key
	costWrong   = 5.5
	costVowel   = 4
	costAccent  = 1 // an accent left out
	costSwap    = 3
	costFirst   = 1.5
)

// slipCost is the cost of the cheapest slips that make typed of meant.
func slipCost(typed, meant []rune) float64 {
	rows := make([][]float64, len(typed)+1)
	for i := range rows {
		rows[i] = make([]float64, len(meant)+1)
		for j := range rows[i] {
			switch {
			case i == 0 && j == 0:
				continue
			case i == 0:
				rows[i][j] = rows[i][j-1] + missing(meant, j-1)
				continue
			case j == 0:
				rows[i][j] = rows[i-1][j] + extra(typed, i-1)
				continue
			}
			c := min(rows[i][j-1]+missing(meant, j-1), rows[i-1][j]+extra(typed, i-1), rows[i-1][j-1]+wrong(typed[i-1], meant[j-1], i == 1))
			if i > 1 && j > 1 && typed[i-1] == meant[j-2] && typed[i-2] == meant[j-1] {
				c = min(c, rows[i-2][j-2]+costSwap+first(i == 2))
			}
			rows[i][j] = c
		}
	}
	return rows[len(typed)][len(meant)]
}

func first(yes bool) float64 {
	if yes {
		return costFirst
	}
	return 0
}

func missing(meant []rune, at int) float64 {
	if at > 0 && meant[at-1] == meant[at] {
		return costDouble
	}
	return costMissing + first(at == 0)
}

func extra(typed []rune, at int) float64 {
	r := typed[at]
	switch {
	case at > 0 && typed[at-1] == r:
		return costDouble
	case at > 0 && beside(typed[at-1], r) || at+1 < len(typed) && beside(typed[at+1], r):
		return costBeside + first(at == 0)
	}
	return costExtra + first(at == 0)
}

func wrong(typed, meant rune, atFirst bool) float64 {
	const vowels = "aeiouy"
	switch {
	case typed == meant:
		return 0
	case max(typed, meant) >= utf8.RuneSelf && foldLatin(string(typed)) == foldLatin(string(meant)):
		return costAccent
	case beside(typed, meant):
		return costBeside + first(atFirst)
	case strings.ContainsRune(vowels, typed) && strings.ContainsRune(vowels, meant):
		return costVowel + first(atFirst)
	}
	return costWrong + first(atFirst)
}

// beside reports whether two letters are neighbours on an English keyboard.
func beside(a, b rune) bool {
	ra, ca := key(a)
	rb, cb := key(b)
	return ra >= 0 && rb >= 0 && a != b && max(ra-rb, rb-ra) <= 1 && max(ca-cb, cb-ca) <= 2
}

// key returns the row of a letter on an English keyboard and its place in half
// keys, as a row stands half a key right of the one above; -1 for none.
func key(r rune) (row, place int) {
	for i, keys := range [...]string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		if j := strings.IndexRune(keys, r); j >= 0 {
			return i, 2*j + i
		}
	}
	return -1, -1
}

// edits returns the number of insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment), or limit+1 if it is
// more than limit. Only cells within limit of the diagonal are computed, as the
// others are beyond it.
func edits(a, b []rune, limit int) int {
	if len(a) > maxForm || len(b) > maxForm || max(len(a)-len(b), len(b)-len(a)) > limit {
		return limit + 1
	}
	var rows [3][maxForm + 2]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range min(len(b), limit) + 1 { // the first row, as far as the band goes
		last[j] = j
	}
	last[min(len(b), limit)+1] = limit + 1
	for i := 1; i <= len(a); i++ {
		from, to := max(1, i-limit), min(len(b), i+limit)
		row[from-1] = limit + 1
		if from == 1 {
			row[0] = i
		}
		best := row[from-1]
		for j := from; j <= to; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return limit + 1
		}
		row[to+1] = limit + 1
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit+1)
}
