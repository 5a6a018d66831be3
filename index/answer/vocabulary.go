package answer

import (
	"math/bits"
)

// maxVocabulary bounds the stems that are looked for in texts, the question's and
// their kin; those beyond are held by none.
const maxVocabulary = 256

// wordBits are stems of a vocabulary, a bit each.
type wordBits [maxVocabulary / 64]uint64

func (b *wordBits) set(i int) {
	if i >= 0 {
		b[i/64] |= 1 << (i % 64)
	}
}

func (b *wordBits) unset(i int) {
	if i >= 0 {
		b[i/64] &^= 1 << (i % 64)
	}
}

func (b *wordBits) has(i int) bool { return i >= 0 && b[i/64]&(1<<(i%64)) != 0 }

func (b wordBits) or(c wordBits) wordBits {
	for i := range b {
		b[i] |= c[i]
	}
	return b
}

func (b wordBits) and(c wordBits) wordBits {
	for i := range b {
		b[i] &= c[i]
	}
	return b
}

func (b wordBits) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// meet reports whether two sets have a stem in common.
func (b *wordBits) meet(c *wordBits) bool {
	for i, w := range b {
		if w&c[i] != 0 {
			return true
		}
	}
	return false
}

func (b wordBits) any() bool { return b != wordBits{} }

// A vocabulary is the stems that a question looks for in texts. Nearly every
// word of a text is told by its first three letters to be none of them, so that
// its stem is never made: reading a text costs a tenth of what its Stems do.
type vocabulary struct {
	bit   map[string]int
	heads headSet // of the stems' first three bytes, or fewer
	short bool    // a stem has fewer
	alike []alikeStem
}

// A headSet is a set of hashes of what stems begin with.
type headSet [4096 / 64]uint64

func (s *headSet) add(h uint32)      { s[h/64] |= 1 << (h % 64) }
func (s *headSet) has(h uint32) bool { return s[h/64]&(1<<(h%64)) != 0 }

// headOf returns the hash of three bytes; 0 stands for one that is not there.
func headOf(a, b, c byte) uint32 {
	return (uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 0x9e3779b1 >> (32 - 12)
}

// An alikeStem stands for all words that are alike to a stem.
type alikeStem struct {
	stem string
	bit  int
}

// bitOfAlike returns the bit of what is alike to a stem but not the same.
func (v *vocabulary) bitOfAlike(st string) int {
	i := v.bitOf(st + "~") // no stem ends so
	if i >= 0 {
		v.alike = append(v.alike, alikeStem{st, i})
	}
	return i
}

// bitOf returns the bit of a stem, a new one if need be, and -1 if there are
// too many already.
func (v *vocabulary) bitOf(st string) int {
	if i, ok := v.bit[st]; ok {
		return i
	}
	if len(v.bit) == maxVocabulary || st == "" {
		return -1
	}
	if v.bit == nil {
		v.bit = map[string]int{}
	}
	i := len(v.bit)
	v.bit[st] = i
	var head [3]byte
	copy(head[:], st)
	v.heads.add(headOf(head[0], head[1], head[2]))
	v.short = v.short || len(st) < len(head)
	return i
}

// bitsOf returns the bits of a set of stems.
func (v *vocabulary) bitsOf(stems map[string]bool) (b wordBits) {
	for st := range stems {
		b.set(v.bitOf(st))
	}
	return b
}

// heldIn returns which stems of the vocabulary text holds.
func (v *vocabulary) heldIn(text string) (held wordBits) {
	w := wordScanner{text: text}
	for i := 0; i < len(text); {
		c := wordBytes[text[i]]
		if c == 0 || c == joinsWord {
			i++
			continue
		}
		if c == inWord && !v.may(text[i:]) {
			i = endOfWord(text, i)
			continue
		}
		if w.at = i; !w.next() {
			break
		}
		i = w.at
		v.hold(text[w.span.Start:w.span.End], &held)
	}
	return held
}

// hold adds the stem of a word to what is held, if it is of the vocabulary. That
// the word is a function word is asked last, as few come so far.
func (v *vocabulary) hold(word string, held *wordBits) {
	var buf [64]byte
	st := cutEnding(appendForm(buf[:0], word))
	var found wordBits
	if i, ok := v.bit[string(st)]; ok {
		found.set(i)
	}
	for _, a := range v.alike {
		if a.stem != string(st) && alike(a.stem, st) {
			found.set(a.bit)
		}
	}
	if found.any() && !functionWords[string(appendForm(buf[:0], word))] {
		*held = held.or(found)
	}
}

// may reports whether the stem of the word that text begins with, in ASCII, may
// be in the vocabulary, going by the first three bytes: a stem keeps them, or is
// shorter.
func (v *vocabulary) may(text string) bool {
	a := lower(text[0])
	if len(text) == 1 || wordBytes[text[1]] == 0 {
		return v.short && v.heads.has(headOf(a, 0, 0))
	}
	b, c := lower(text[1]), byte(0)
	if len(text) > 2 && wordBytes[text[2]] != 0 {
		c = lower(text[2])
	}
	if wordBytes[b] != inWord || c != 0 && wordBytes[c] != inWord {
		return true // the stem may lack it
	}
	return v.heads.has(headOf(a, b, c)) || v.short && (v.heads.has(headOf(a, b, 0)) || v.heads.has(headOf(a, 0, 0)))
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		b |= 0x20
	}
	return b
}
