package index

import (
	"strings"
	"unicode/utf8"
)

// Words shorter than this are not joined from or parted into two: every word has
// such pieces.
const (
	minPart     = 3
	minCompound = 6
)

// joined returns the slip of words[i], which no text holds, where it and the word
// before or behind are one that was parted ("hua wei"), and true.
func (s *Snapshot) joined(words []queryWord, i int) (slip, bool) {
	for at := max(i-1, 0); at <= i && at+1 < len(words); at++ {
		a, b := words[at], words[at+1]
		whole := a.form + b.form
		if b.start-a.end != 1 || utf8.RuneCountInString(whole) < minCompound || s.plain(a.form) || s.plain(b.form) {
			continue
		}
		if s.holdsForm(whole) || s.isName(whole) {
			return slip{typed: a.form + " " + b.form, meant: []candidate{{form: whole, whole: true}}}, true
		}
	}
	return slip{}, false
}

// parted returns the ways in which form is two words that texts hold, such as
// "cleanpath". Whether some text has them side by side, meet finds.
func (s *Snapshot) parted(form string) []candidate {
	if utf8.RuneCountInString(form) < minCompound || everyday(form) {
		return nil
	}
	var out []candidate
	for at := range form {
		if at < minPart || at > len(form)-minPart {
			continue
		}
		if a, b := form[:at], form[at:]; s.holdsForm(a) && s.holdsForm(b) && !s.lookUp(a).stop() && !s.lookUp(b).stop() {
			out = append(out, candidate{form: a + " " + b, cost: costMissing, score: -costMissing})
		}
	}
	return out
}

// plain reports whether form is a stop word or an everyday one, which nobody
// types for a piece of another.
func (s *Snapshot) plain(form string) bool {
	return everyday(form) || s.lookUp(form).stop()
}

// holdsForm reports whether a text holds form itself.
func (s *Snapshot) holdsForm(form string) bool {
	for _, l := range s.lexicons {
		if id, ok := l.ids.id(form); ok && l.words[id].passages > 0 {
			return true
		}
	}
	return false
}

// minName is the length from which on a word of a name may be misspelt.
const minName = 5

// misspelt returns a lexicon for corrections alone: in words those words of names
// that no text holds, in ids also the names of one word. Who types one of these
// with a slip means the entity.
func (s *Snapshot) misspelt(names []string) *lexicon {
	l := &lexicon{}
	for _, name := range names {
		words := readWords(name)
		for _, w := range words {
			r, _ := utf8.DecodeRuneInString(w.form)
			if _, twice := l.ids.id(w.form); twice || unspaced(r) || utf8.RuneCountInString(w.form) < minName || everyday(w.form) {
				continue
			}
			if !s.holdsForm(w.form) {
				l.ids.add(w.form)
				l.words = append(l.words, word{form: w.form, stem: noStem, passages: 1})
			} else if len(words) == 1 {
				l.ids.add(w.form)
			}
		}
	}
	l.group()
	return l
}

// isName reports whether form is the name of an entity.
func (s *Snapshot) isName(form string) bool {
	for _, m := range s.entities.Find(form) {
		if m.Span.Start == 0 && m.Span.End == len(form) {
			return true
		}
	}
	return false
}

// maxParted bounds the passages in which two words are looked for side by side.
const maxParted = 500

// sideBySide reports whether passage n holds the two words of c one after the
// other.
func (s *Snapshot) sideBySide(c *candidate, li int, n uint32) bool {
	a, b, _ := strings.Cut(c.form, " ")
	first, ok1 := s.lexicons[li].ids.id(a)
	second, ok2 := s.lexicons[li].ids.id(b)
	return ok1 && ok2 && indexRun(s.entries[n].tokens, []uint32{first, second}) >= 0
}
