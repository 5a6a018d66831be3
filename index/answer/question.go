package answer

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/topic"
)

// An asked is what kind of thing a question asks for, as far as an answer is
// put together differently for it.
type asked int

const (
	askedOther asked = iota
	askedWho
	askedWhen
	askedWhere
	askedHowMany
	askedYesNo
)

// A question is a question as composing sees it, in English.
type question struct {
	*Subject
	text   string
	topics []topic.Topic   // that it speaks of, the foremost first
	stems  map[string]bool // of all its words
	// By the vocabulary: unit, unitKin, belonging, and the stems that are neither the
	// question's entities, nor what is counted, nor words of belonging or
	// happening.
	units, kinUnits, belongs, rest wordBits
	kind                           asked
	parts                          []asking // Words in the order of the question
	countries                      []string // that have no known name, as countriesIn has them
	abroad                         uint64   // items that are countries and places
	lands                          uint64   // items that are entities of the kinds country, place and programme: they tell no publisher
	cues
	// counted is the word for what is counted, as the question has it.
	counted string
	unit    map[string]bool // stems that name what is counted; askedHowMany alone
	unitKin map[string]bool // stems of words kindred to those
	spelled *regexp.Regexp  // what tells an amount without a number, or nil
	signed  bool            // what is counted may be told by a sign, of money or percent
}

// openers tell the kind of a question by the words that it begins with, or that
// follow a preposition. The order counts: "how many" before "how".
var openers = []struct {
	words string
	kind  asked
}{
	{"how many", askedHowMany}, {"how much", askedHowMany}, {"number of", askedHowMany}, {"what share", askedHowMany},
	{"how long", askedHowMany}, {"what percentage", askedHowMany}, {"what percent", askedHowMany}, {"what number", askedHowMany},
	{"how big", askedHowMany}, {"how large", askedHowMany}, {"how old", askedHowMany}, {"how soon", askedWhen},
	{"who", askedWho}, {"whom", askedWho}, {"whose", askedWho}, {"which person", askedWho}, {"which official", askedWho},
	{"when", askedWhen}, {"what date", askedWhen}, {"what day", askedWhen}, {"what year", askedWhen}, {"what month", askedWhen},
	{"which day", askedWhen}, {"which date", askedWhen}, {"which year", askedWhen}, {"which month", askedWhen}, {"since when", askedWhen},
	{"where", askedWhere}, {"which city", askedWhere}, {"what city", askedWhere}, {"which place", askedWhere},
}

// auxiliaries begin a question that yes or no would answer.
var auxiliaries = set("is are was were am do does did has have had can could will would should may might isnt arent wasnt didnt doesnt hasnt")

// readQuestion reads a question in English.
func readQuestion(text string, lookup corpus.Lookup) *question {
	q := &question{Subject: NewSubject(text, lookup), text: text, topics: topic.In(text), stems: Stems(text)}
	words := strings.Fields(strings.ToLower(strings.NewReplacer("?", " ", ",", " ", "'", "", "’", "").Replace(text)))
	line := " " + strings.Join(words, " ") + " "
	at := len(line)
	for _, o := range openers {
		if i := strings.Index(line, " "+o.words+" "); i >= 0 && i < at {
			at, q.kind = i, o.kind
			if o.kind == askedHowMany {
				q.readCounted(o.words, strings.Fields(line[i+len(o.words)+1:]))
			}
		}
	}
	if len(words) > 2 && auxiliaries[words[0]] {
		q.kind = askedYesNo
	}
	if q.kind == askedOther && slices.ContainsFunc(words, func(w string) bool { return dateNouns[w] }) {
		q.kind = askedWhen
	}
	q.countNoun()
	q.readPerson(words)
	q.forgetAsking(words)
	q.units = q.bitsOf(q.unit)
	q.unitKin = map[string]bool{}
	for st := range q.unit {
		for _, k := range kindredStems()[st] {
			q.unitKin[k] = true
		}
	}
	q.kinUnits = q.bitsOf(q.unitKin)
	if q.kind == askedHowMany {
		q.belongs = q.bitsOf(belonging)
	}
	for st := range q.Words {
		if !q.unit[st] && !belonging[st] && !happening[st] {
			q.rest.set(q.bitOf(st))
		}
	}
	q.readParts()
	for i, e := range q.Entities[:min(maxItems, len(q.Entities))] {
		if e.Kind == "country" || e.Kind == "place" || e.Kind == "programme" {
			q.lands |= 1 << i
			if e.Kind != "programme" {
				q.abroad |= 1 << i
			}
		}
	}
	q.readCues(words)
	q.countries = countriesIn(text, lookup.Find(text))
	return q
}

// dateNouns ask for a date where nothing else in a question says what is asked for:
// "5g declaration date".
var dateNouns = set("date dates deadline")

// forgetAsking takes the words that say what kind of thing is asked for out of
// those that are looked for: "which month" and "what city" are answered by texts
// that hold a month or a city, and not the words. So it does with those that say that
// something took place, where the question has others.
func (q *question) forgetAsking(words []string) {
	for i, w := range words {
		st := stem(w)
		asking := q.kind == askedWhen && timeNouns[w] || q.kind == askedWhere && w == "city" || whyWords[st] || defineWords[st] && len(q.Entities) > 0
		if asking && q.Words[st] && (defineWords[st] || i == 0 || i+1 == len(words) || asksFor(words[:i])) {
			q.forget(st)
		}
	}
	other := len(q.Entities) > 0
	for st := range q.Words {
		other = other || !happening[st]
	}
	for st := range maps.Clone(q.Words) {
		if other && happening[st] {
			q.forget(st)
		}
	}

}

// timeNouns are the words for what a date is part of.
var timeNouns = set("date dates deadline day month year")

// readCounted reads what is counted off the words behind an opener.
func (q *question) readCounted(opener string, words []string) {
	switch q.signed = opener == "how much"; opener {
	case "how big", "how large":
		q.unit = map[string]bool{}
	case "how long", "how old":
		q.counted, q.unit, q.spelled = "", times, spelledTime
	case "what share", "what percentage", "what percent":
		q.signed, q.spelled = true, spelledShare
		q.counted, q.unit = unitOf([]string{"percent"})
	default:
		if q.counted, q.unit = unitOf(words); q.counted == "time" {
			q.counted, q.unit, q.spelled = "", times, spelledTime
		}
	}
}

// spelledTime and spelledShare match amounts that have no number in them.
var (
	spelledTime  = regexp.MustCompile(`(?i)\b(?:half an?|an?) (?:half |full )?(?:minute|hour|day|week|month|year|decade)\b`)
	spelledShare = regexp.MustCompile(`(?i)\b(?:half|(?:a|one)[ -](?:third|quarter|fifth|tenth)|(?:two|three)[ -](?:thirds|quarters|fifths)|most|majority)\b`)
)

// times are stems of the words by which it is told how long something took.
var times = stemSet("minutes hours days weeks months years decades")

// countNoun leaves the name of a programme that ends what is counted out of it,
// as in a question whose grammar is lost: of "how many countries Clean Network"
// countries are counted.
func (q *question) countNoun() {
	for _, e := range q.Entities {
		own := Stems(q.text[e.Span.Start:e.Span.End])
		if e.Kind != "programme" || !own[stem(q.counted)] {
			continue
		}
		rest := maps.Clone(q.unit)
		maps.DeleteFunc(rest, func(st string, _ bool) bool { return own[st] })
		if len(rest) > 0 {
			q.unit = rest
		}
	}
}

// unitOf returns the noun that words begin with, and the stems of it and of
// those that count the same. They are empty where nothing countable follows: "how much did
// it cost".
func unitOf(words []string) (counted string, unit map[string]bool) {
	unit = map[string]bool{}
	for i, w := range words {
		st := stem(w)
		if st == "" || i == 3 || len(unit) > 0 && (belonging[st] && !countable(st) || happening[st]) {
			break
		}
		unit[st] = true
		counted = w
	}
	for _, class := range sameUnits {
		for st := range unit {
			if slices.Contains(class, st) {
				for _, other := range class {
					unit[other] = true
				}
				break
			}
		}
	}
	return counted, unit
}

// sameUnits are classes of nouns that count the same things in texts on
// alliances and trade, as stems.
var sameUnits = [][]string{
	stems("countries nations states members partners governments"),
	stems("companies firms operators carriers telcos providers businesses corporations"),
	stems("percent percentage share proportion"),
}

// countable reports whether a stem is of a noun in sameUnits: "EU members".
func countable(st string) bool {
	return slices.ContainsFunc(sameUnits, func(class []string) bool { return slices.Contains(class, st) })
}

func stems(words string) []string {
	var out []string
	for _, w := range strings.Fields(words) {
		out = append(out, stem(w))
	}
	return out
}
