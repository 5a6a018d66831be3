package entity

import (
	"cmp"
	"slices"
	"strings"
)

// A completion is a name that can be completed.
type completion struct {
	folded    string
	text      string
	entity    *Entity
	canonical bool
}

// A Completion is an entity of which a name begins with what was typed.
type Completion struct {
	Entity Entity
	Name   string // the name that begins so: the canonical one where it does
}

// Complete returns at most n entities, each once, of which a name, or a word of
// a name, begins with what was typed. Names that begin with it come before
// names that have it further in, canonical names before others, shorter ones
// before longer ones; then the order is alphabetical. An empty prefix completes to nothing, and so does n <= 0.
func (t *Table) Complete(prefix string, n int) []Completion {
	p := strings.TrimLeft(string(foldText(prefix).runes), " ")
	if p == "" || n <= 0 {
		return nil
	}
	type ranked struct {
		c    *completion
		rank int
	}
	best := map[*Entity]ranked{}
	for i := range t.completions {
		c := &t.completions[i]
		rank, ok := c.rank(p)
		if old, seen := best[c.entity]; ok && (!seen || rank < old.rank) {
			best[c.entity] = ranked{c, rank}
		}
	}
	all := make([]ranked, 0, len(best))
	for _, r := range best {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.c.folded), len(b.c.folded)),
			strings.Compare(a.c.entity.Name, b.c.entity.Name),
			strings.Compare(a.c.entity.ID, b.c.entity.ID))
	})
	out := make([]Completion, 0, min(n, len(all)))
	for _, r := range all[:min(n, len(all))] {
		out = append(out, Completion{*r.c.entity, r.c.text})
	}
	return out
}

func (c *completion) rank(prefix string) (rank int, ok bool) {
	switch {
	case strings.HasPrefix(c.folded, prefix):
	case strings.Contains(c.folded, " "+prefix):
		rank = 2
	default:
		return 0, false
	}
	if !c.canonical {
		rank++
	}
	return rank, true
}
