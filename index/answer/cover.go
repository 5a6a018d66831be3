package answer

import "cleannet/index"

// A cover is how much of each term of the search's query some sentences hold
// between them, in 255ths: the term itself, or a word that is like it.
type cover []uint8

// add takes in what a sentence holds; those that were not looked at closely hold
// nothing.
func (c cover) add(s index.Sentence) {
	for i, x := range s.Covers {
		c[i] = max(c[i], x)
	}
}

// worst returns what the name, and what the other term weighs that is held least, as a
// part of all.
func (c cover) worst(terms []index.Term) (name, word float64) {
	all := 1e-9
	for i, x := range c {
		lack := float64(terms[i].Weight * (1 - float64(x)/255))
		if terms[i].Name {
			name = max(name, lack)
		} else {
			word = max(word, lack)
		}
		all += terms[i].Weight
	}
	return name / all, word / all
}
