// Package answer turns hits into an answer: quotes with citations, or the plain
// statement that the sources are silent.
//
// How it works: the sentences of the passages that a search finds are put in
// order by a linear model over features that the search does not see (Features);
// two logistic models tell whether the sources answer at all and whether the
// first quote does (EvidenceNames); the quotes are the best sentences of three
// articles, with neighbours that add to them. cleannet-train -answers fits the
// three models to questions of our own (weights.json). Words that mean nearly the
// same count through corpus/thesaurus: it took the right source first from .808
// to .827 by folds over the 182 questions there were then, and a key in three
// quotes from .859 to .897. A hundred questions that others wrote were the
// development set: their failures were sorted into classes and mechanisms built
// for the largest, which were words that mean the same; no weight, bound or list
// of words was fitted on them.
//
// Of two articles with as good a sentence the better source is the one whose
// other passages are on the question, too (the feature "told"): by five folds over
// 412 questions it took the right source first from .816 to .853, and with a key
// from .776 to .805; on the development set from .765 to .824 and from .694 to
// .736. Beside it and the search's probability, what the sentence, the one before
// it and the passage hold of the question, and the passage's own score, earn
// nothing; they were taken out, which took the two to .862 and .810. Where a
// definition or a side's view is asked for, "told" is left out: by folds it costs
// .003 of either, but "what is the Clean Network" is defined again.
//
// Where an article says what its sentences may be asked for (corpus.Ask), the search
// looks among that, too. How well the question fits it and how near it is to one ask is a
// feature of the sentence ("asked") and of the outcome; the fit is a fifth of the
// sentence's probability, and brings in passages that the search does not find by their
// own words; not so for definitions. What a sentence and its asks hold of the question
// between them is another feature ("covered"), and how near the question is to one ask a
// kind of evidence of its own ("near"). An ask tells, too, that a sentence gives a reason,
// what its numbers count under another word, and of whom it speaks; without that, half as
// many again of what the sources answer was closest.
//
// Eight to ten asks to a sentence do much more than one and a half. By folds, and on 270
// questions that were never fitted on, with the right source first, a key first, and of
// what is answerable closest:
//
//	asks to a sentence   by folds          never fitted on
//	0.8                  .88  .84  .12     .87  .79  .13
//	1.6                  .90  .86  .12     .88  .83  .13
//	4.6                  .93  .90  .12     .92  .87  .15
//	7.8                  .935 .90  .13     .93  .90  .14
//	9.8                  .945 .92  .13     .955 .91  .11
//	13.5, as above       .93  .90  .09     .95  .91  .06
//
// (The last line's folds are of 425 loosely asked questions more, which are harder.) They
// are searched by the sentence, each ask being a sentence of one paragraph: searched one
// by one, the hits are those of a few sentences (mean reciprocal rank .942 by folds
// against .949).
//
// To teach what the sources do not answer, each question is also asked of the
// corpus without the articles that answer it. By what the quote leaves unnamed or
// only kindred words stand for, the length of the question and how many articles
// have as good a sentence, support told the traps of the first set with an AUROC of
// .859 by folds (.843 without); with those of pairs, which stand closer, it is .805.
// Nine kinds of evidence that said the same as others went.
//
// What was tried beside that: features for the nearness of a candidate to words
// that matched, for a candidate in the sentence beside, by each kind of question
// or together with what the sentence holds, for figures, verbs of saying,
// the rarest word, length and place of a sentence; as evidence
// the kind of question, the rarest word, a year or the words that the quote lacks
// and the best score of another article. None earned anything by folds. The weight of
// whose view an article gives is set by hand (cleannet-train), as hardly a question of
// ours asks for it.
//
// Nor did these, by the reciprocal rank of the right sentence (.883 by folds, before
// asks were looked among) or the AUROC of support against traps (.78): what the
// entities' notes in the table hold of the question (-.002); WordNet's synonyms and
// derived forms as kindred words (-.002, on 200 questions asked loosely -.005); countries of a group that is asked about
// (0); turns of phrase such as "can anyone confirm" left out of the question (-.001);
// whether words that stand side by side in the question do in the quote (+.002 of the
// AUROC); a bound of its own for questions without a theme (0). The search's own
// sentence model fitted on our questions, too, ranks them no better by folds. How well
// all asks of an article fit adds .01 by folds, and takes .02 from loose questions'
// keys. How near a question is to one ask as a feature of its own, how much of it one
// ask holds, and how many of its words no text has add nothing.
//
// An Answer holds nothing about the subject but slices of articles at known
// offsets; each Text equals the article's text at its span. The fixed sentences
// around them are the front ends' affair, chosen by Outcome and Reason.
package answer

import (
	"cleannet/corpus"
	"cleannet/index"
)

// An Outcome says how well the sources answer a question.
type Outcome string

const (
	// Answered: a quoted sentence answers the question.
	Answered Outcome = "answered"
	// Closest: no source says it directly; the quotes are near it.
	Closest Outcome = "closest"
	// Declined: the sources do not cover it; there are no quotes.
	Declined Outcome = "declined"
)

// A Reason says why a question was not plainly answered.
type Reason string

const (
	// NoReason goes with Answered.
	NoReason Reason = ""
	// Empty: there was nothing to look for in the question.
	Empty Reason = "empty"
	// NoMatch: no passage holds any of the words.
	NoMatch Reason = "no-match"
	// WeakMatch: passages hold some of the words, none says it directly.
	WeakMatch Reason = "weak-match"
	// UnknownName: the question names someone or something that no source names.
	UnknownName Reason = "unknown-name"
	// OffTopic: the question is about something else.
	OffTopic Reason = "off-topic"
)

// An Answer is what is shown for a question.
type Answer struct {
	Question   string
	Outcome    Outcome
	Reason     Reason
	Confidence float64  // calibrated probability that the first quote answers, 0 to 1
	Quotes     []Quote  // best first
	Sources    []Source // in order of number; every source that a quote or claim names
	Differ     []Dispute
	// Corrections tells which words were looked for in another spelling.
	Corrections []index.Correction
	// Nearby are ids of topics near a question that was declined.
	Nearby []string
	// FollowUps are questions or names that the corpus can answer next.
	FollowUps []string
	// Language is the BCP 47 tag of the question's language where the first quote
	// is in another, else "".
	Language string
	// OneSided is the stance that all quotes share where others speak to the
	// question too; Others are those.
	OneSided corpus.Stance
	Others   []corpus.Stance
}

// A Quote is a run of sentences of an article, shown as it stands there.
type Quote struct {
	Source    int // number of its source in Answer.Sources, from 1
	Article   *corpus.Article
	Span      corpus.Span   // what is quoted
	Marks     []corpus.Span // words that matched, within Passage
	Candidate []corpus.Span // the number, date or name asked for, within Span
	Passage   corpus.Span   // the passage that it stands in
	Score     float64
	asks      []index.Wording // of the sentences in Span
	whole     bool            // one of the sentences holds all of the question, as wholeIn says
}

// Text returns the quote, a slice of the article's text.
func (q Quote) Text() string { return q.Article.Slice(q.Span) }

// A Source is an article that an answer cites.
type Source struct {
	N       int // from 1, in order of first use
	Article *corpus.Article
}

// A Difference says how claims differ; the front ends have a fixed sentence for
// each.
type Difference string

const (
	// SourcesDiffer: for one time, or for times that are not known.
	SourcesDiffer Difference = "differ"
	// ChangedOverTime: the claims are of different times and go one way.
	ChangedOverTime Difference = "over-time"
	// ChangedAndDiffer: both.
	ChangedAndDiffer Difference = "over-time-and-differ"
	// DayApart: two days in a row, by sources that may count by different clocks.
	DayApart Difference = "day-apart"
)

// What a dispute is about where it is not about a number of something.
const (
	AboutDate  = "date"
	AboutPlace = "place"
	AboutYesNo = "yes or no"
)

// A Says is what a claim answers to a question of yes or no.
type Says string

const (
	// Yes affirms it.
	Yes Says = "yes"
	// No denies it.
	No Says = "no"
	// Asked tells that it was asked for, so that it was not yet so.
	Asked Says = "asked"
)

// A Dispute lists what sources say differently about one thing.
type Dispute struct {
	// About is one of the constants above or what is counted, as the first claim's
	// source has it.
	About  string
	Kind   Difference
	Claims []Claim // in order of AsOf, those of one Group side by side
}

// A Claim is a value that one source gives.
type Claim struct {
	Value  string      // a slice of the article's text at Span holds it
	Says   Says        // of a question of yes or no, else ""
	By     string      // who claims it, a slice of the text at Span; "" where it is the source itself
	AsOf   corpus.Date // when it was so, or was claimed
	Source int         // number in Answer.Sources
	// Article and Span say where the claim stands: the sentence that holds it.
	Article *corpus.Article
	Span    corpus.Span
	Group   int // claims of one number say the same
}
