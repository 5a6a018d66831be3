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

// A dictionary holds the names by their folded form. How long the names are
// that begin with two given runes tells which pieces of a text to look up.
// (A trie of maps took twice as long to build, at every start.)
type dictionary struct {
	names   map[string][]name // of one form, the most particular first
	lengths map[[2]rune][]int // in runes, decreasing
	heads   [longestHead + 1]headSet
}

// longestHead is how many runes of a name its head has, in a headSet of its
// own for each length: a shorter name is its own head.
const longestHead = 6

// A headSet is a set of hashes of heads: most words of a text begin as no name
// does, which it tells without a look into a map.
type headSet [4096 / 64]uint64

func (s *headSet) add(h uint32)      { s[h%4096/64] |= 1 << (h % 64) }
func (s *headSet) has(h uint32) bool { return s[h%4096/64]&(1<<(h%64)) != 0 }

func hashRune(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 0x9E3779B1 >> 7 }

// addHead notes how a name begins.
func (d *dictionary) addHead(form []rune) {
	h, n := uint32(0), min(longestHead, len(form))
	for _, r := range form[:n] {
		h = hashRune(h, r)
	}
	d.heads[n].add(h)
}

// begins reports whether a name may begin at rune i.
func (d *dictionary) begins(runes []rune, i int) bool {
	h := uint32(0)
	for n := 1; n <= longestHead && i+n <= len(runes); n++ {
		if h = hashRune(h, runes[i+n-1]); d.heads[n].has(h) {
			return true
		}
	}
	return false
}

// insert adds a name and returns those that had the same form before.
func (d *dictionary) insert(form []rune, n name) []name {
	d.addHead(form)
	before := d.names[string(form)]
	d.names[string(form)] = append(before, n)
	head := headOf(form, 0)
	if i, ok := slices.BinarySearchFunc(d.lengths[head], len(form), func(a, b int) int { return b - a }); !ok {
		d.lengths[head] = slices.Insert(d.lengths[head], i, len(form))
	}
	return before
}

// headOf returns the two runes at i, the second 0 if there is one alone.
func headOf(runes []rune, i int) [2]rune {
	if i+1 < len(runes) {
		return [2]rune{runes[i], runes[i+1]}
	}
	return [2]rune{runes[i], 0}
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
}

// longest returns the longest name that begins at rune i and the rune after it,
// or nil if there is none.
func (s *search) longest(d *dictionary, i int) (*name, int) {
	runes := s.f.runes
	if !startsWord(runes, i) || !d.begins(runes, i) {
		return nil, 0
	}
	var buf [64]byte
	heads := [2][2]rune{headOf(runes, i), {runes[i], 0}} // names of one rune after
	for k, head := range heads {
		if k == 1 && head == heads[0] {
			break
		}
		for _, n := range d.lengths[head] {
			j := i + n
			if j > len(runes) || !endsWord(runes, i, j) {
				continue
			}
			form := buf[:0]
			for _, r := range runes[i:j] {
				form = utf8.AppendRune(form, r)
			}
			names := d.names[string(form)]
			for k := range names {
				if s.meant(&names[k], i, j) {
					return &names[k], j
				}
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
