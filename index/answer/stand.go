package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cleannet/corpus"
)

// joining are stems of words by which one thing is said to be part of another,
// and belonging those and the ones by which the parts of a thing are counted.
var (
	joining   = stemSet("join joined member membership participate participation participant belong signed sign part partner commit commitment endorse include enrol adhere")
	belonging = stemSet(`join joined member membership participate participation participant belong signed sign part partner commit commitment
		endorse include enrol adhere alliance list listed reach reached comprise grew growth total become counts put`)
)

func stemSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		if st := stem(w); st != "" {
			out[st] = true
		}
	}
	return out
}

// happening are stems of words by which something is said to take place; which
// of them a sentence uses says nothing.
var happening = stemSet("held hold holds holding happen happened took take takes taken place hosted host occur occurred start started began begin come came go went made make")

// asksYesNo reports whether a question in Korean, Japanese, Chinese or another
// language without auxiliaries at its start ends as one that yes or no answers.
func asksYesNo(typed string) bool {
	s := strings.TrimRightFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
	for _, end := range []string{"나요", "가요", "까", "습니까", "니", "는가", "은가", "했나", "하나", "吗", "嗎", "么", "ますか", "ですか", "ましたか", "たか", "のか"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	return foreignAuxiliaries[first]
}

// foreignAuxiliaries begin questions that yes or no would answer in the other
// languages of the lexicon.
var foreignAuxiliaries = set("ist sind hat haben war waren wird ¿es ¿está ¿ha ¿han ¿fue ¿son est-ce a-t-il czy")

// negations turn a sentence round.
var negations = set("not no never neither nor without denied denies deny refused refuses refuse rejected rejects reject declined declines decline cannot didn't doesn't hasn't isn't wasn't won't hadn't unlikely reluctant uncommitted")

// splitNegations are verbs of two words that turn a sentence round, by the second:
// put off joining, ruled out, has yet to join.
var splitNegations = map[string]map[string]bool{
	"off": set("put puts putting call called hold held holding"),
	"out": set("rule rules ruled ruling opt opted stay stays stayed staying"),
	"yet": set("has have had is are was were"),
}

// helpers stand before a negation and belong to it: "would not join".
var helpers = set("would will did does do has have had is are was were could can")

// inviting are words by which somebody is asked to do something, which is then
// not done.
var inviting = set("asked asks ask asking urged urges urging request requests requested invited invites invitation called calls calling pressed pressing pressure wants wanted hopes hoped imperative appeal appealed expects demanded demand demands")

// unsure are words after which a verb says nothing of what is.
var unsure = set("would could may might should can will if whether plan plans planned planning consider considers considered considering talks discuss discussed proposal proposed draft reports rumours rumors to possible bill intends intended ready willing about")

// nounsOf are the words for those that are part of something.
var nounsOf = set("member members partner partners participant participants signatory signatories")

// naming are words by which a list of members is given.
var naming = regexp.MustCompile(`(?i)\b(?:names?|named|lists?|listed|shows?|showed|counts?|counted|includes?|included|are|were|is|was|as|became|become|like)\b`)

// stands returns yes and no: sentences on the question that affirm its verb of
// the one it asks about, such that deny it, and such that tell of asking for it.
func (q *question) stands(ranked []candidate) (claims []claim) {
	who, ok := q.actor()
	if !ok {
		return nil
	}
	verbs, joins := q.verbs(who)
	if len(q.Entities) < 2 { // banned where? what is so in one place is not in another
		return nil
	}
	for _, c := range ranked {
		if !named(who.Entity, []reading{*c.reading}) || !q.standsIn(c, joins) {
			continue
		}
		told := map[Says]bool{}
		for _, st := range stances(*c.reading, verbs, who.Entity, joins) {
			if told[st.says] || joins && q.ofAnother(*c.reading, st.verb) {
				continue
			}
			told[st.says] = true
			cl := c.claim(st.span)
			cl.key, cl.says = string(st.says), st.says
			claims = append(claims, cl)
		}
	}
	return claims
}

// membersOf matches the words that mean being part of what a title names without
// its name beside them; a partner may be one in anything.
var membersOf = regexp.MustCompile(`(?i)\bmembers?(?:hip)?\b`)

// standsIn reports whether a sentence speaks to the question; what it asks the
// membership of may be named in the title alone.
func (q *question) standsIn(c candidate, joins bool) bool {
	if !joins {
		return q.speaksTo(*c.reading)
	}
	return len(q.lacks(*c.reading)) == 0 ||
		len(q.lacks(*c.reading, c.passage.title)) == 0 && membersOf.MatchString(c.reading.text)
}

// actors are the kinds of entities that do things.
var actors = set("country company person body")

// actor returns the entity that the question asks about: the first that can do
// something.
func (q *question) actor() (who corpus.Mention, ok bool) {
	for _, e := range q.Entities {
		if actors[e.Kind] {
			return e, true
		}
	}
	return who, false
}

// verbs returns the stems of the verb, or the noun for one, that the question
// asks to be affirmed, and whether it asks if one thing is part of another.
func (q *question) verbs(who corpus.Mention) (verbs map[string]bool, joins bool) {
	main := q.mainWord(who)
	if main == "" || joining[main] {
		joins = slices.ContainsFunc(q.Entities, func(e corpus.Mention) bool {
			return e.Entity != who.Entity && (e.Kind == "programme" || e.Kind == "body")
		})
	}
	if joins {
		return joining, true
	}
	return map[string]bool{main: main != ""}, false
}

// mainWord returns the stem of the first word with a meaning behind the one that
// the question asks about, "" if there is none: "is Taiwan in the Clean Network?"
func (q *question) mainWord(who corpus.Mention) string {
	names := q.lookup.Find(q.text)
	for _, f := range fields(q.text) {
		named := slices.ContainsFunc(names, func(m corpus.Mention) bool { return m.Span.Overlaps(f) })
		if st := stem(q.text[f.Start:f.End]); f.Start >= who.Span.End && !named && q.Words[st] {
			return st
		}
	}
	return ""
}

// A stand is what a part of a sentence says to a question of yes or no.
type stand struct {
	says Says
	span corpus.Span // with the words that turn it round
	verb corpus.Span
}

// How many words before a verb the words may stand that turn it round, and those
// by which it is asked for.
const (
	denyReach = 5
	askReach  = 9
)

// stances returns what a sentence says about somebody by one of the verbs, once
// for each verb that has that subject.
func stances(r reading, verbs map[string]bool, who string, joins bool) (out []stand) {
	words := fields(r.text)
	for i, f := range words {
		named := slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(f) })
		if named || !verbs[stem(r.text[f.Start:f.End])] {
			continue
		}
		word := strings.ToLower(r.text[f.Start:f.End])
		since, ok := subjectOf(r, f, who)
		if !ok && !(nounsOf[word] && listedAfter(r, f, who)) {
			continue
		}
		if says, from, ok := turn(r, words, i, since, who, joins); ok {
			out = append(out, stand{says, corpus.Span{Start: from, End: f.End}, f})
		}
	}
	return out
}

// turn tells whether the words before a verb deny it or ask somebody for it, and
// where they begin; what is only possible says nothing. What denies stands at
// since or behind it.
func turn(r reading, words []corpus.Span, i, since int, who string, joins bool) (says Says, from int, ok bool) {
	at := func(j int) string {
		return strings.ToLower(strings.ReplaceAll(r.text[words[j].Start:words[j].End], "’", "'"))
	}
	word, maybe := at(i), false
	clause := max(0, strings.LastIndexAny(r.text[:words[i].Start], ";:"))
	noun := i > 0 && (determiners[at(i-1)] || strings.HasSuffix(at(i-1), "'s"))
	for j := i - 1; j >= max(0, i-askReach) && words[j].Start >= clause; j-- {
		w := at(j)
		split := j > 0 && splitNegations[w][at(j-1)]
		switch {
		case i-j <= denyReach && words[j].Start >= since && !noun && (negations[w] || split):
			if split || j > 0 && helpers[at(j-1)] {
				j--
			}
			return No, words[j].Start, true
		case inviting[w] && invites(r, words, j, i, who):
			return Asked, words[j].Start, true
		}
		maybe = maybe || i-j <= denyReach && unsure[w] && !nounsOf[word]
	}
	if maybe || !affirms(r.text, words, i, word, joins) {
		return "", 0, false
	}
	return Yes, words[i].Start, true
}

// determiners stand before a noun that is no verb: the ban.
var determiners = set("the a an its their this that any such his her")

// passives stand before a word of inviting whose subject is the one invited.
var passives = set("was were been being is are")

// invites reports whether the word of inviting at j is addressed to somebody and
// the verb at i is what for: "asked Korea to join", "a request that Korea join",
// "Korea was urged to join".
func invites(r reading, words []corpus.Span, j, i int, who string) bool {
	invited := slices.ContainsFunc(r.mentions, func(m corpus.Mention) bool {
		return m.Entity == who && m.Span.Start >= words[j].End && m.Span.End <= words[i].Start
	})
	before := r.text[words[j].End:words[i].Start]
	if !invited && (j == 0 || !passives[strings.ToLower(r.text[words[j-1].Start:words[j-1].End])]) {
		return false
	}
	return strings.HasSuffix(before, " to ") || strings.HasPrefix(before, " that ")
}

// affirms reports whether a word by itself says that it is so: a verb in the past
// or the present of a third person, or a noun for one who is part of something.
func affirms(text string, words []corpus.Span, i int, word string, joins bool) bool {
	next := ""
	if i+1 < len(words) {
		next = strings.ToLower(text[words[i+1].Start:words[i+1].End])
	}
	switch {
	case word == "part":
		return next == "of"
	case joins && strings.HasPrefix(word, "sign"): // any paper may be signed
		return next == "up" || next == "on" || next == "onto"
	case nounsOf[word]:
		return true
	}
	return strings.HasSuffix(word, "ed") || word == "joins" || word == "participates" || word == "belongs"
}

// pronoun matches what leads to a verb whose subject is the sentence's own
// ("Japan told the United States that it would not join"), and elided what leads
// to one whose subject is that of the verb before ("Taiwan made a declaration
// with the United States but had not").
var (
	pronoun = regexp.MustCompile(`\b(?:it|they|he|she)(?: [a-z'’]+){0,4} $`)
	elided  = regexp.MustCompile(`\b(?:but|and|yet|then)(?: [a-z'’]+){0,4} $`)
)

// listing matches what stands between the members of a list.
var listing = regexp.MustCompile(`^(?:,? and |, (?:too, )?|,? as well as |,? or )(?:the )?$`)

// subjectOf reports whether somebody is the subject of the verb at f: the actor
// named last before it, or one in the same list. What belongs to the verb begins
// at since.
func subjectOf(r reading, f corpus.Span, who string) (since int, ok bool) {
	var before []corpus.Mention
	for _, m := range r.mentions {
		if m.Span.End <= f.Start && (actors[m.Kind] || m.Kind == "place") {
			before = append(before, m)
		}
	}
	if len(before) == 0 {
		return 0, false
	}
	switch lead := r.text[:f.Start]; {
	case pronoun.MatchString(lead):
		return 0, before[0].Entity == who
	case elided.MatchString(lead):
		that := strings.LastIndex(lead, " that ")
		i := slices.IndexFunc(before, func(m corpus.Mention) bool { return m.Span.Start > that })
		return 0, i >= 0 && before[i].Entity == who
	}
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].Entity == who {
			return before[len(before)-1].Span.End, true
		}
		if i == 0 || !listing.MatchString(r.text[before[i-1].Span.End:before[i].Span.Start]) {
			return 0, false
		}
	}
	return 0, false
}

// listedAfter reports whether somebody stands in a list that a noun at f opens:
// "among members outside Europe the paper names Japan and Korea".
func listedAfter(r reading, f corpus.Span, who string) bool {
	for _, m := range r.mentions {
		if m.Entity == who && m.Span.Start >= f.End && naming.MatchString(r.text[f.End:m.Span.Start]) {
			return true
		}
	}
	return false
}

// otherReach is how many bytes around a word of joining the name of what is
// joined stands: "members of the European Union", "a NATO member".
const otherReach = 24

// ofAnother reports whether what is joined is named beside the verb and is not
// what the question asks about.
func (q *question) ofAnother(r reading, f corpus.Span) bool {
	for _, m := range r.mentions {
		after := m.Span.Start >= f.End && m.Span.Start-f.End <= otherReach && !strings.ContainsAny(r.text[f.End:m.Span.Start], ",;")
		before := m.Span.End <= f.Start && strings.TrimLeft(r.text[m.Span.End:f.Start], "'’s") == " "
		if (m.Kind == "body" || m.Kind == "programme") && (after || before) {
			return !slices.ContainsFunc(q.Entities, func(e corpus.Mention) bool { return e.Entity == m.Entity })
		}
	}
	return false
}
