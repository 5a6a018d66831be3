package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/passage"
)

const (
	// MinSentences and MaxSentences bound a paragraph of a summary: one sentence
	// seldom says who, what and when, and a long paragraph is cut when quoted.
	MinSentences, MaxSentences = 2, 6
	// MaxQuoted is the number of words from which a phrase in quotation marks is
	// a piece of the source rather than a term that it uses.
	MaxQuoted = 10
)

var quoted = regexp.MustCompile(`"([^"\n]*)"|“([^”\n]*)”`)

// style returns what is wrong with the paragraphs of a summary.
func style(a *corpus.Article) []string {
	var problems []string
	n := 0
	for p := range passage.Paragraphs(a.Text) {
		n++
		text := a.Slice(p)
		sentences := 0
		for range passage.Sentences(text, a.Lang) {
			sentences++
		}
		if sentences < MinSentences || sentences > MaxSentences {
			problems = append(problems, fmt.Sprintf("paragraph %d has %d sentences, want %d to %d: %s",
				n, sentences, MinSentences, MaxSentences, beginning(text)))
		}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			if phrase := m[1] + m[2]; len(strings.Fields(phrase)) >= MaxQuoted {
				problems = append(problems, fmt.Sprintf("paragraph %d quotes %d words: %s", n, len(strings.Fields(phrase)), phrase))
			}
		}
		if first := firstWord(text); slices.Contains(dangling, first) {
			problems = append(problems, fmt.Sprintf("paragraph %d begins with %q and does not stand alone", n, first))
		}
	}
	return problems
}

// dangling are words that point to what went before, so that a paragraph that
// begins with one says too little when it is shown alone.
var dangling = []string{"He", "She", "It", "They", "This", "These", "That", "Those", "His", "Her", "Its", "Their"}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return strings.Trim(word, `.,"“”`)
}

// beginning returns the first words of a text, to find it by.
func beginning(s string) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(len(f), 8)], " ")
}
