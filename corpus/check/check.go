// Package check reads a whole corpus for what cannot be seen in one file.
//
// [corpus.Check] holds the form of each file (keys, dates, language and country
// codes, unique addresses). This package holds what goes beyond it: dates,
// topics, doubles ([All]); the style of our own summaries, which must stand
// alone in short paragraphs and share no wording with one another or with a
// source ([All], [Copied]); that a summary says what was recorded of its
// source and nothing else ([Row], [Against]); and how the corpus covers its
// subject ([Cover]).
//
// Nothing here reads a clock or the network, and nothing changes an article.
// Problems come in the order of the articles' ids; each names the file.
package check

import (
	"fmt"
	"iter"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/corpus/topic"
)

// All yields what is wrong with the articles of a corpus as a whole: a date
// after today, a topic that is not in the vocabulary, an ask of a sentence that is not
// there, an article that is nearly
// the double of another, and in our own summaries (basis digest) a paragraph
// that is not of [MinSentences] to [MaxSentences] sentences, a quotation of
// [MaxQuoted] words or more, and [RunLength] words in a row that another summary
// has too. What operators add as full text is not held to the style.
func All(c *corpus.Corpus, today corpus.Date) iter.Seq[corpus.Problem] {
	return func(yield func(corpus.Problem) bool) {
		shared := sharedRuns(c)
		doubles := nearDoubles(c)
		for a := range c.All() {
			var problems []string
			problems = append(problems, facts(a, today)...)
			if a.Basis == corpus.Digest {
				problems = append(problems, style(a)...)
				problems = append(problems, shared[a.ID]...)
			}
			problems = append(problems, doubles[a.ID]...)
			for _, msg := range problems {
				if !yield(corpus.Problem{File: a.ID + corpus.Ext, Msg: msg}) {
					return
				}
			}
		}
	}
}

// facts returns what is wrong with the dates and topics of an article.
func facts(a *corpus.Article, today corpus.Date) []string {
	var problems []string
	for _, d := range []struct {
		key string
		at  corpus.Date
	}{{"published", a.Published}, {"retrieved", a.Retrieved}} {
		if d.at.First().Compare(today) > 0 {
			problems = append(problems, fmt.Sprintf("%s: %s lies in the future", d.key, d.at))
		}
	}
	for _, id := range a.Topics {
		if _, ok := topic.Find(id); !ok {
			problems = append(problems, fmt.Sprintf("topics: %q is not in the vocabulary", id))
		}
	}
	return append(problems, asks(a)...)
}

// asks returns which of the article's asks are of a sentence that it does not have.
func asks(a *corpus.Article) []string {
	n := 0
	for range passage.Sentences(a.Text, a.Lang) {
		n++
	}
	var problems []string
	for _, ask := range a.Asks {
		if ask.Sentence > n {
			problems = append(problems, fmt.Sprintf("asks: %q is of sentence %d, and the text has %d", ask.Text, ask.Sentence, n))
		}
	}
	return problems
}
