package check

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"cleannet/corpus"
)

const (
	// RunLength is the number of words in a row that no two summaries, and no
	// summary and source, may share. Seven words are often a name and a verb;
	// eight in a row were nearly always copied.
	RunLength = 8
	// doubleShingle and doubleShare say what a double is: of all runs of three
	// words in two articles, half and more stand in both (Jaccard's measure).
	doubleShingle, doubleShare = 3, 0.5
)

// titles are names so long that a run of them is no copied wording. Keep the
// list short: a title that can be shortened in a summary should be.
var titles = []string{
	"under secretary of state for economic growth energy and the environment keith krach",
	"committee for the assessment of foreign participation in the united states telecommunications services sector",
	"securing the information and communications technology and services supply chain",
	"secure and trusted communications networks act of 2019",
	"state service of special communications and information protection of ukraine",
}

// wordsOf returns the words of a text in lower case: letters, digits, and
// apostrophes within.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && !unicode.IsMark(r)
	})
}

// runs yields every run of n words of a text, joined by spaces.
func runs(text string, n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		words := wordsOf(text)
		for i := 0; i+n <= len(words); i++ {
			if !yield(strings.Join(words[i:i+n], " ")) {
				return
			}
		}
	}
}

func isTitle(run string) bool {
	return slices.ContainsFunc(titles, func(t string) bool { return strings.Contains(t, run) })
}

// sharedRuns returns, by id of a summary, the runs of words that it shares with
// one before it, one problem for each two articles.
func sharedRuns(c *corpus.Corpus) map[string][]string {
	first := map[string]string{} // run -> id
	problems := map[string][]string{}
	for a := range c.All() {
		if a.Basis != corpus.Digest {
			continue
		}
		told := map[string]bool{}
		for run := range runs(a.Text, RunLength) {
			other, ok := first[run]
			if !ok {
				first[run] = a.ID
			}
			if ok && other != a.ID && !told[other] && !isTitle(run) {
				told[other] = true
				problems[a.ID] = append(problems[a.ID], fmt.Sprintf("shares %d words with %s: %s", RunLength, other, run))
			}
		}
	}
	return problems
}

// nearDoubles returns, by id, which earlier article an article is nearly the
// double of. Articles of fewer than 20 words are too short to tell.
func nearDoubles(c *corpus.Corpus) map[string][]string {
	where := map[string][]int{} // run -> numbers of articles
	var ids []string
	var sizes []int
	problems := map[string][]string{}
	for a := range c.All() {
		set := map[string]bool{}
		for run := range runs(a.Text, doubleShingle) {
			set[run] = true
		}
		if len(set) < 20 {
			continue
		}
		common := map[int]int{}
		for run := range set {
			for _, other := range where[run] {
				common[other]++
			}
			where[run] = append(where[run], len(ids))
		}
		for other, n := range common {
			if share := float64(n) / float64(len(set)+sizes[other]-n); share >= doubleShare {
				problems[a.ID] = append(problems[a.ID], fmt.Sprintf("is nearly the double of %s (%.0f %% in common)", ids[other], share*100))
			}
		}
		slices.Sort(problems[a.ID])
		ids, sizes = append(ids, a.ID), append(sizes, len(set))
	}
	return problems
}

// Copied yields the summaries that share [RunLength] words in a row with a text
// that is not ours, one problem for a summary and a text. The texts come as
// name and content.
func Copied(c *corpus.Corpus, texts iter.Seq2[string, string]) iter.Seq[corpus.Problem] {
	return func(yield func(corpus.Problem) bool) {
		owner := map[string]string{}
		for name, text := range texts {
			for run := range runs(text, RunLength) {
				owner[run] = name
			}
		}
		for a := range c.All() {
			told := map[string]bool{}
			for run := range runs(a.Text, RunLength) {
				name, ok := owner[run]
				if !ok || a.Basis != corpus.Digest || told[name] || isTitle(run) {
					continue
				}
				told[name] = true
				p := corpus.Problem{File: a.ID + corpus.Ext, Msg: fmt.Sprintf("shares %d words with %s: %s", RunLength, name, run)}
				if !yield(p) {
					return
				}
			}
		}
	}
}
