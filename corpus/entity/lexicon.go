package entity

import (
	_ "embed"
	"strings"
	"sync"

	"cleannet/corpus"
)

//go:embed lexicon.txt
var lexicon string

// A Gloss is a word of a question with the English words that stand for it.
type Gloss struct {
	Span    corpus.Span // bytes of the question
	English string      // one or more words, parted by spaces
}

// glossary is read once and never written to.
var glossary = sync.OnceValue(func() map[string]string { return parseLexicon(lexicon) })

// longestGloss bounds the words of the lexicon, in runes; a test holds it.
const longestGloss = 32

// parseLexicon returns the English words by the folded form of what they stand
// for. Of two lines with one word the first counts.
func parseLexicon(s string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(s) {
		english, words, ok := strings.Cut(line, "=")
		if !ok || line[0] == '#' {
			continue
		}
		for w := range strings.SplitSeq(words, "|") {
			if key := string(foldText(strings.TrimSpace(w)).runes); key != "" && m[key] == "" {
				m[key] = strings.TrimSpace(english)
			}
		}
	}
	return m
}

// Glosses returns the words of a question that the lexicon knows, in order and
// without overlaps, the longest first where several begin at one place. It is
// a small table of question words and of the subject's own words, in Korean,
// Chinese and Japanese above all and in German, Spanish and French besides: it
// finds passages, and translates nothing. English words are not in it, so that
// an English question has no glosses.
func Glosses(text string) []Gloss {
	f, words := foldText(text), glossary()
	var found []Gloss
	end := 0 // of the last gloss
	for i := 0; i < len(f.runes); {
		n, english := gloss(f.runes, i, words, end)
		if n == 0 {
			i++
			continue
		}
		found = append(found, Gloss{corpus.Span{Start: f.start[i], End: f.end[i+n-1]}, english})
		i += n
		end = i
	}
	return found
}

// glossHead is how many runes of a word its head has; a shorter one is its own.
const glossHead = 3

// A headSet holds the hashes of how the lexicon's words begin, by which nearly
// all words of an English question are known not to be in it.
type headSet struct{ hashSet }

// glossHeads is made once of the lexicon and never written to.
var glossHeads = sync.OnceValue(func() *headSet {
	s := new(headSet)
	for w := range glossary() {
		h, n := uint32(hashSeed), 0
		for _, r := range w {
			if n == glossHead {
				break
			}
			h, n = hashRune(h, r), n+1
		}
		s.add(h)
	}
	return s
})

// begin reports whether a word of the lexicon may begin as runes do.
func (s *headSet) begin(runes []rune) bool {
	h := uint32(hashSeed)
	for _, r := range runes[:min(glossHead, len(runes))] {
		if h = hashRune(h, r); s.has(h) {
			return true
		}
	}
	return false
}

// gloss returns the length of the longest known word at rune i. Korean joins
// nouns, so a word may begin there where one has just ended, and Korean and
// Japanese endings may follow it; Latin words must be whole.
func gloss(runes []rune, i int, words map[string]string, lastEnd int) (int, string) {
	s := scriptOf(runes[i])
	if s == apart || s != hiragana && i != lastEnd && !startsWord(runes, i) {
		return 0, ""
	}
	if !glossHeads().begin(runes[i:]) {
		return 0, ""
	}
	for n := min(longestGloss, len(runes)-i); n > 0; n-- {
		j := i + n
		if s == spaced && j < len(runes) && scriptOf(runes[j]) == spaced {
			continue
		}
		if english, ok := words[string(runes[i:j])]; ok {
			return n, english
		}
	}
	return 0, ""
}
