package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxCousins bounds how many stems count as sharing their first letters with a
// word of the query.
const maxCousins = 64

// cousins returns the stems that share their first letters with st, two thirds
// of both and four at least: "physicist" and "physic".
func (l *lexicon) cousins(st string) []uint32 {
	n := max(4, (2*len(st)+2)/3)
	if len(st) < n {
		return nil
	}
	prefix := st[:n]
	from, _ := slices.BinarySearchFunc(l.sorted, prefix, func(i uint32, p string) int { return strings.Compare(l.stems[i].text, p) })
	var out []uint32
	for _, i := range l.sorted[from:] {
		other := l.stems[i].text
		if !strings.HasPrefix(other, prefix) || len(out) == maxCousins {
			break
		}
		if other != st && 3*n >= 2*len(other) {
			out = append(out, i)
		}
	}
	return out
}

// group sorts the stems, for cousins, and the words by first letter, for correct. Words of unspaced scripts
// are left out: their pairs have no spelling.
func (l *lexicon) group() {
	l.byFirst = map[rune][]uint32{}
	for i := range l.stems {
		l.sorted = append(l.sorted, uint32(i))
	}
	slices.SortFunc(l.sorted, func(a, b uint32) int { return strings.Compare(l.stems[a].text, l.stems[b].text) })
	for i, w := range l.words {
		r, _ := utf8.DecodeRuneInString(w.form)
		if w.passages > 0 && !unspaced(r) {
			l.byFirst[r] = append(l.byFirst[r], uint32(i))
		}
	}
}

// correct returns the up to two words of the corpus that are nearest to form:
// one edit away (insertion, deletion, substitution or swap), two from eight
// letters on, with the same first letter, or one edit away at the first letter;
// nearer ones first, then those of more passages. Stop words are among them, as
// they are misspelt too. Words under three letters, or with a digit, are taken
// as meant.
func (s *Snapshot) correct(form string) []string {
	typed := []rune(form)
	if len(typed) < 3 || slices.ContainsFunc(typed, func(r rune) bool { return '0' <= r && r <= '9' }) {
		return nil
	}
	limit := 1
	if len(typed) >= 8 {
		limit = 2
	}
	var found []candidate
	for _, l := range s.lexicons {
		found = append(found, l.otherFirst(typed)...)
		for _, id := range l.byFirst[typed[0]] {
			w := l.words[id]
			if n := utf8.RuneCountInString(w.form); n < len(typed)-limit || n > len(typed)+limit {
				continue
			}
			if d := edits(typed, []rune(w.form), limit); d <= limit {
				found = append(found, candidate{w.form, d, w.passages})
			}
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(b.passages, a.passages), strings.Compare(a.form, b.form))
	})
	var out []string
	for _, c := range found {
		if len(out) < 2 && !slices.Contains(out, c.form) {
			out = append(out, c.form)
		}
	}
	return out
}

// A candidate is a word that may be meant.
type candidate struct {
	form     string
	edits    int
	passages uint32
}

// otherFirst returns the words that one edit of the first letter of typed
// gives. They are looked up one by one, and count as an edit further away: a
// first letter is rarely wrong.
func (l *lexicon) otherFirst(typed []rune) []candidate {
	rest := string(typed[1:])
	forms := []string{rest, string([]rune{typed[1], typed[0]}) + string(typed[2:])}
	for c := 'a'; c <= 'z'; c++ {
		forms = append(forms, string(c)+rest, string(c)+string(typed))
	}
	var out []candidate
	for _, f := range forms {
		if id, ok := l.ids[f]; ok && l.words[id].passages > 0 {
			out = append(out, candidate{f, 2, l.words[id].passages})
		}
	}
	return out
}

// edits returns the number of insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment), or limit+1 if it is
// more than limit.
func edits(a, b []rune, limit int) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := row[0]
		for j := 1; j <= len(b); j++ {
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
		before, last, row = last, row, before
	}
	return last[len(b)]
}
