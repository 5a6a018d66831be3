package index

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"cleannet/corpus/kindred"
	"cleannet/index/rank"
)

// A kin is a stem with how much it is akin to another.
type kin struct {
	stem uint32
	akin float32
}

// maxKin bounds how many stems are looked at for kin of one word.
const maxKin = 1000

// leastKin is the least share of the longer of two stems that both must begin
// with: "croat" and "croatian", "liber" and "liberti".
const leastKin = 0.5

// kinOf appends the stems that begin as st does, with the share of the longer
// one's bytes that both begin with.
func (l *lexicon) kinOf(st string, out []kin) []kin {
	n := max(4, (len(st)+1)/2)
	if len(st) < n {
		return out
	}
	prefix := st[:n]
	lowest := headOf(prefix)
	from, _ := slices.BinarySearch(l.heads, lowest)
	for from < len(l.sorted) && l.heads[from] == lowest && l.stems[l.sorted[from]].text < prefix {
		from++ // those that differ behind the head
	}
	for k, i := range l.sorted[from:min(len(l.sorted), from+maxKin)] {
		if (l.heads[from+k]^lowest)>>(64-8*min(n, 8)) != 0 {
			break
		}
		other := l.stems[i].text
		if !strings.HasPrefix(other, prefix) {
			break
		}
		k := n
		for k < min(len(other), len(st)) && other[k] == st[k] {
			k++
		}
		if share := float32(k) / float32(max(len(other), len(st))); share >= leastKin && other != st {
			out = append(out, kin{i, share})
		}
	}
	return out
}

// compounding are languages that write "head" and "city" as one word for the
// capital: Danish, German, Dutch, Norwegian, Swedish.
var compounding = []string{"da", "de", "nl", "no", "sv"}

// tailBytes is how many last bytes a compound and its last part must have in
// common, leastCompound how akin a compound and its part are at the least, and
// else the part's share of its bytes. XQuAD's German: nDCG@10 .955 to .958.
const (
	tailBytes     = 4
	leastCompound = 0.3
)

// compoundsOf appends the stems that st is the last part of, and those that are
// the last part of st.
func (l *lexicon) compoundsOf(st string, out []kin) []kin {
	if l.tails == nil || len(st) < tailBytes {
		return out
	}
	share := func(part, whole string) float32 {
		return max(leastCompound, float32(len(part))/float32(len(whole)))
	}
	for i := 1; len(st)-i >= tailBytes; i++ {
		if id, ok := l.stemIDs.id(st[i:]); ok {
			out = append(out, kin{id, share(st[i:], st)})
		}
	}
	ending := l.tails[st[len(st)-tailBytes:]]
	for _, id := range ending[:min(len(ending), maxKin)] {
		if other := l.stems[id].text; len(other) > len(st) && strings.HasSuffix(other, st) {
			out = append(out, kin{id, share(st, other)})
		}
	}
	return out
}

// keepTails notes which stems end alike, where words are written together.
func (l *lexicon) keepTails() {
	if !slices.Contains(compounding, l.lang) {
		return
	}
	l.tails = map[string][]uint32{}
	for i, st := range l.stems {
		if n := len(st.text) - tailBytes; n >= 0 && !strings.HasPrefix(st.text, entityPrefix) {
			l.tails[st.text[n:]] = append(l.tails[st.text[n:]], uint32(i))
		}
	}
}

// headOf returns the first eight bytes of a stem as a number that sorts as they
// do.
func headOf(st string) uint64 {
	var b [8]byte
	copy(b[:], st)
	return binary.BigEndian.Uint64(b[:])
}

// sortStems puts the stems in order, for kinOf.
func (l *lexicon) sortStems() {
	type headed struct {
		head uint64
		id   uint32
	}
	all := make([]headed, len(l.stems))
	for i, st := range l.stems {
		all[i] = headed{headOf(st.text), uint32(i)}
	}
	slices.SortFunc(all, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return strings.Compare(l.stems[a.id].text, l.stems[b.id].text)
	})
	l.sorted, l.heads = make([]uint32, len(all)), make([]uint64, len(all))
	for i, st := range all {
		l.sorted[i], l.heads[i] = st.id, st.head
	}
}

// learnMeanings finds the stems in the table of kindred stems, which is English
// and in the same order.
func (l *lexicon) learnMeanings() {
	if l.lang != "en" {
		return
	}
	table := kindred.English()
	l.meant = make([]uint32, table.Len())
	from := 0
	for i := range l.meant {
		l.meant[i] = noStem
		for from < len(l.sorted) && l.stems[l.sorted[from]].text < table.Stem(i) {
			from++
		}
		if from < len(l.sorted) && l.stems[l.sorted[from]].text == table.Stem(i) {
			l.meant[i] = l.sorted[from]
			l.stems[l.sorted[from]].meaning = uint32(i) + 1
		}
	}
}

// meaningOf returns the number of t's stem in the table of kindred stems, where
// t may be a word that no text holds; false where it has none.
func (l *lexicon) meaningOf(t *term, in termIn) (int, bool) {
	switch {
	case l.meant == nil || t.part:
		return 0, false
	case in.stem != noStem:
		i := int(l.stems[in.stem].meaning)
		return i - 1, i > 0
	}
	st, ok := l.analyse(t.form)
	if !ok {
		return 0, false
	}
	return kindred.English().Find(st)
}

// rarity notes of each term of p which share of the candidates lacks it.
func (s *Snapshot) rarity(p *plan, list []found, w *workspace) {
	df := w.df[:0]
	for range p.groups {
		df = append(df, 0)
	}
	for _, f := range list {
		addBits(df, w.cells[f.n].has)
	}
	w.df = df
	w.passage.Local = w.passage.Local[:0]
	for _, k := range df {
		w.passage.Local = append(w.passage.Local, 1-float64(k)/float64(max(len(list), 1)))
	}
}

// fewPassages is how many passages of an article tell as much of what is rare in
// it as all the candidates do: most of our articles have one or two.
const fewPassages = 10

// rarityIn notes in c the same for the passages of article a.
func (s *Snapshot) rarityIn(a *articleEntry, c *rank.Passage, w *workspace) {
	df := w.df
	clear(df)
	for i := a.first; i < a.last; i++ {
		addBits(df, w.cells[i].has)
	}
	n := float64(a.last - a.first)
	c.Lack, c.Rare = c.Lack[:0], c.Rare[:0]
	for i, k := range df {
		lack := (n - float64(k) + fewPassages*c.Local[i]) / (n + fewPassages)
		c.Lack = append(c.Lack, lack)
		c.Rare = append(c.Rare, -math.Log(1-lack+0.02))
	}
}

// addBits adds one to the counts of the terms in has.
func addBits(df []int32, has uint64) {
	if has&^touched == 0 {
		return
	}
	for i := range df {
		df[i] += int32(has >> i & 1)
	}
}
