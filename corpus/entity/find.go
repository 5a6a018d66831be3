package entity

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cleannet/corpus"
)

// A name is a way to write an entity, with what decides whether it is meant.
type name struct {
	entity *Entity
	exact  []rune   // not nil: matches in this case alone
	with   []string // folded: at least one of these words stands in the text
	unless []string // folded: none of these words stands in the text
	line   int
}

// A dictionary holds the names by their folded form, and the hashes of the forms
// and of what a form may begin with up to a place where a word may end, so that
// nearly every word of a text is known to begin no name once it is read. (A trie
// of maps took twice as long to build, at every start.)
type dictionary struct {
	names  map[string][]name // of one form, the most particular first
	whole  hashSet
	begins hashSet
}

// A hashSet is a set of hashes of forms, by their last bits.
type hashSet [1 << 17 / 64]uint64

func (s *hashSet) add(h uint32)      { s[h>>6%uint32(len(s))] |= 1 << (h % 64) }
func (s *hashSet) has(h uint32) bool { return s[h>>6%uint32(len(s))]&(1<<(h%64)) != 0 }

// hashRune is a step of FNV-1a over the runes of a form.
func hashRune(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 16777619 }

const hashSeed = 2166136261

// inOne reports whether a and b are letters or digits of ASCII: no word ends
// between them.
func inOne(a, b rune) bool {
	return uint32(a) < 0x80 && uint32(b) < 0x80 && asciiScript[a] == spaced && asciiScript[b] == spaced
}

// insert adds a name and returns those that had the same form before.
func (d *dictionary) insert(form []rune, n name) []name {
	h := uint32(hashSeed)
	for i, r := range form {
		if i > 0 && !inOne(form[i-1], r) {
			d.begins.add(h)
		}
		h = hashRune(h, r)
	}
	d.whole.add(h)
	before := d.names[string(form)]
	d.names[string(form)] = append(before, n)
	return before
}

// Find returns the names of entities in text, by increasing start and without
// overlaps; it is a [corpus.Lookup]. Case, accents, hyphens and runs of spaces
// do not matter, except in names that the data marks as exact (so that the
// pronoun "us" is no country). In Latin and similar scripts a name is a whole
// word or words; in Korean one or more particles may follow it, in Chinese and
// Japanese anything may. A name that needs other words around it counts where
// they stand anywhere in text.
func (t *Table) Find(text string) []corpus.Mention {
	s, ok := t.searches.Get().(*search)
	if !ok {
		s = new(search)
	}
	defer t.searches.Put(s)
	s.text = ""
	s.f.read(text)
	var found []corpus.Mention
	for i := 0; i < len(s.f.runes); {
		if i > 0 && within(s.f.runes[i-1], s.f.runes[i]) {
			i++
			continue
		}
		n, end := s.longest(&t.names, i)
		if n == nil {
			i++
			continue
		}
		found = append(found, corpus.Mention{
			Span:   corpus.Span{Start: s.f.start[i], End: s.f.end[end-1]},
			Entity: n.entity.ID,
			Name:   n.entity.Name,
			Kind:   string(n.entity.Kind),
		})
		i = end
	}
	return found
}

// A search is one pass over a text.
type search struct {
	f    folded
	text string // the folded runes, once has needs them
	ends []int  // of what longest looks up
	form []byte
}

// longest returns the longest name that begins at rune i and the rune after it,
// or nil if there is none.
func (s *search) longest(d *dictionary, i int) (*name, int) {
	runes := s.f.runes
	if !startsWord(runes, i) {
		return nil, 0
	}
	s.ends = s.ends[:0]
	h := uint32(hashSeed)
	for j := i; j < len(runes); {
		h = hashRune(h, runes[j])
		j++
		if j < len(runes) && inOne(runes[j-1], runes[j]) {
			continue
		}
		if d.whole.has(h) && endsWord(runes, i, j) {
			s.ends = append(s.ends, j)
		}
		if !d.begins.has(h) {
			break
		}
	}
	for _, j := range slices.Backward(s.ends) {
		s.form = s.form[:0]
		for _, r := range runes[i:j] {
			s.form = utf8.AppendRune(s.form, r)
		}
		names := d.names[string(s.form)]
		for k := range names {
			if s.meant(&names[k], i, j) {
				return &names[k], j
			}
		}
	}
	return nil, 0
}

// meant reports whether the name that stands at runes i to j is meant.
func (s *search) meant(n *name, i, j int) bool {
	if n.exact != nil && !slices.Equal(n.exact, s.f.cased[i:j]) {
		return false
	}
	if len(n.with) > 0 && !slices.ContainsFunc(n.with, s.has) {
		return false
	}
	return !slices.ContainsFunc(n.unless, s.has)
}

// has reports whether a folded word or words stand in the text.
func (s *search) has(words string) bool {
	if s.text == "" {
		s.text = string(s.f.runes)
	}
	for from := 0; ; {
		i := strings.Index(s.text[from:], words)
		if i < 0 {
			return false
		}
		i += from
		before, after := []rune(s.text[max(0, i-4):i]), []rune(s.text[i+len(words):min(len(s.text), i+len(words)+4)])
		w := []rune(words)
		left := len(before) == 0 || parted(before[len(before)-1], w[0])
		right := len(after) == 0 || parted(w[len(w)-1], after[0]) || scriptOf(after[0]) == hangul
		if left && right {
			return true
		}
		from = i + len(words)
	}
}

// within reports whether a and b are ASCII, and both of one word or b of none:
// no word begins with b.
func within(a, b rune) bool {
	return uint32(a) < 0x80 && uint32(b) < 0x80 && (asciiScript[a] == spaced || asciiScript[b] == apart)
}

// startsWord reports whether a word may begin at rune i.
func startsWord(runes []rune, i int) bool {
	if scriptOf(runes[i]) == apart {
		return false
	}
	return i == 0 || parted(runes[i-1], runes[i])
}

// parted reports whether a word may end with a and another begin with b.
func parted(a, b rune) bool {
	s := scriptOf(b)
	return scriptOf(a) != s || s == han || s == apart
}

// endsWord reports whether the name at runes i to j may end there.
func endsWord(runes []rune, i, j int) bool {
	if j == len(runes) {
		return true
	}
	last, next := scriptOf(runes[j-1]), scriptOf(runes[j])
	switch {
	case last == apart: // "LG U+", "U.S."
		return next != spaced
	case last == hangul && next == hangul:
		return endsKorean(runes, i, j)
	}
	return parted(runes[j-1], runes[j])
}

// endsKorean reports whether the Korean word that goes on at rune j is the name
// before it and particles. After a name of three syllables and more anything
// may follow (Korean joins nouns freely, and such a name is no part of another
// word); after a shorter one only what tails lists.
func endsKorean(runes []rune, i, j int) bool {
	syllables := 0
	for k := j - 1; k >= i && scriptOf(runes[k]) == hangul; k-- {
		syllables++
	}
	if syllables >= 3 {
		return true
	}
	end := j
	for end < len(runes) && scriptOf(runes[end]) == hangul {
		end++
	}
	rest := string(runes[j:end])
	for rest != "" {
		cut := ""
		for _, tail := range tails {
			if strings.HasPrefix(rest, tail) && len(tail) > len(cut) {
				cut = tail
			}
		}
		if cut == "" {
			return false
		}
		rest = rest[len(cut):]
	}
	return true
}

// tails are what Korean joins to a noun: particles, the copula, and the nouns
// that commonly follow the name of a country or company.
var tails = []string{
	"은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에는", "에도", "에선", "와", "과", "도", "만", "로", "으로",
	"까지", "부터", "이나", "나", "처럼", "보다", "한테", "께서", "조차", "마저", "라는", "이라는", "란", "이란", "라고", "이라고",
	"라며", "이며", "며", "이고", "인가", "인가요", "인지", "입니까", "인", "이다", "다", "요", "이냐", "냐", "일까", "들", "및",
	"측", "정부", "기업", "장비", "제품", "통신사", "통신", "대사", "대사관", "외교부", "총리", "대통령", "장관", "내", "산", "간", "식", "전", "발",
}
