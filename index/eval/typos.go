package eval

import (
	"hash/fnv"
	"math/rand/v2"
	"unicode"
)

// minTypo is the number of letters from which on a word may get a typo, as
// DESIGN of the evaluator has it.
const minTypo = 4

// typo returns text with one edit in a random word of four letters or more: an
// insertion, deletion, substitution or swap, drawn uniformly. The edit depends
// on seed and id alone, so that a part of a set gets the same typos as the
// whole. A text without such a word is returned as it is.
func typo(text, id string, seed uint64) string {
	h := fnv.New64a()
	h.Write([]byte(id))
	rng := rand.New(rand.NewPCG(seed, h.Sum64()))
	runes := []rune(text)
	words := longWords(runes)
	if len(words) == 0 {
		return text
	}
	w := words[rng.IntN(len(words))]
	letter := rune('a' + rng.IntN(26))
	at := w[0] + rng.IntN(w[1]-w[0])
	switch rng.IntN(4) {
	case 0:
		return string(runes[:at]) + string(letter) + string(runes[at:])
	case 1:
		return string(runes[:at]) + string(runes[at+1:])
	case 2:
		if unicode.ToLower(runes[at]) == letter {
			letter = 'a' + (letter-'a'+1)%26
		}
		return string(runes[:at]) + string(letter) + string(runes[at+1:])
	default:
		at = min(at, w[1]-2)
		return string(runes[:at]) + string(runes[at+1]) + string(runes[at]) + string(runes[at+2:])
	}
}

// longWords returns the bounds of the runs of at least minTypo letters.
func longWords(runes []rune) [][2]int {
	var words [][2]int
	start := 0
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && unicode.IsLetter(runes[i]) {
			continue
		}
		if i-start >= minTypo {
			words = append(words, [2]int{start, i})
		}
		start = i + 1
	}
	return words
}
