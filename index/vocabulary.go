package index

import (
	"hash/maphash"
	"slices"
)

// A vocabulary numbers texts from 0 in the order in which they are added. (It
// takes less time and memory than a map, and is a sixth of what building takes.)
// The zero vocabulary is empty. Many may read it at once while nothing is added.
type vocabulary struct {
	texts []string
	slots []vocabularySlot // by hash; a power of two of them, at most half taken
	// recent holds by hash one more than the number of the text last asked for in
	// bytes: nine in ten words of an article are among these, and they lie close in
	// memory. Nil once nothing is added any more.
	recent []uint32
}

// A vocabularySlot is of a text, or free.
type vocabularySlot struct {
	hash uint32
	next uint32 // one more than the text's number, 0 for a free slot
}

const (
	firstSlots  = 1 << 10 // how many slots a vocabulary begins with
	recentTexts = 1 << 13
)

var vocabularySeed = maphash.MakeSeed()

// id returns the number of text; false if it was never added.
func (v *vocabulary) id(text string) (uint32, bool) {
	n := find(v, uint32(maphash.String(vocabularySeed, text)), text).next
	return n - 1, n > 0
}

// idOf is id of a text in bytes, while the vocabulary is filled.
func (v *vocabulary) idOf(text []byte) (uint32, bool) {
	h := uint32(maphash.Bytes(vocabularySeed, text))
	if v.recent == nil {
		v.recent = make([]uint32, recentTexts)
	}
	n := &v.recent[h%recentTexts]
	if *n == 0 || v.texts[*n-1] != string(text) {
		*n = find(v, h, text).next
	}
	return *n - 1, *n > 0
}

// done gives back the memory that is needed to fill the vocabulary alone.
func (v *vocabulary) done() {
	v.texts, v.recent = slices.Clone(v.texts), nil
}

// add returns the number of text, a new one if need be.
func (v *vocabulary) add(text string) uint32 {
	if 2*len(v.texts) >= len(v.slots) {
		v.grow()
	}
	h := uint32(maphash.String(vocabularySeed, text))
	s := find(v, h, text)
	if s.next == 0 {
		v.texts = append(v.texts, text)
		*s = vocabularySlot{h, uint32(len(v.texts))}
	}
	return s.next - 1
}

// find returns the slot of text, whose hash is h, or the free one where it would
// be added.
func find[T string | []byte](v *vocabulary, h uint32, text T) *vocabularySlot {
	last := uint32(len(v.slots)) - 1
	for i := h; len(v.slots) > 0; i++ {
		s := &v.slots[i&last]
		if s.next == 0 || s.hash == h && v.texts[s.next-1] == string(text) {
			return s
		}
	}
	return &vocabularySlot{}
}

// grow doubles the slots.
func (v *vocabulary) grow() {
	old := v.slots
	v.slots = make([]vocabularySlot, max(firstSlots, 2*len(old)))
	last := uint32(len(v.slots)) - 1
	for _, s := range old {
		if s.next == 0 {
			continue
		}
		i := s.hash & last
		for v.slots[i].next > 0 {
			i = (i + 1) & last
		}
		v.slots[i] = s
	}
}
