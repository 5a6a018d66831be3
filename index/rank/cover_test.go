package rank

import (
	"slices"
	"testing"
)

func TestCovers(t *testing.T) {
	q := &Question{Terms: []Term{{IDF: 2}, {IDF: 1}, {IDF: 3}}}
	q.Prepare()
	none := Token{Term: -1, Near: -1, Word: -1, Like: -1}
	is := func(term int8) Token { k := none; k.Term = term; return k }
	like := func(term int8, much uint8) Token { k := none; k.Like, k.Likeness = term, much; return k }
	p := &Passage{
		Tokens: []Token{is(0), none, like(2, 90), like(2, 40), none, is(2), like(2, 90), none},
		Ends:   []int{4, 4, 5, 8},
		Local:  make([]float64, 3), Lack: make([]float64, 3), Rare: make([]float64, 3),
	}
	q.scan(p)
	want := []uint8{255, 0, 90, 0, 0, 0, 0, 0, 0, 0, 0, 255}
	if got := q.Covers(p, []uint8{7, 7}); !slices.Equal(got[2:], want) {
		t.Errorf("Covers = %v, want %v", got, want)
	}
	if got := (&Question{}).Covers(&Passage{Ends: []int{0}}, nil); len(got) != 0 {
		t.Errorf("Covers of no terms = %v", got)
	}
}
