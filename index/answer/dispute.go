package answer

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"cleannet/corpus"
	"cleannet/corpus/when"
)

// maxClaims is how many claims of a dispute are told.
const maxClaims = 8

// A claim is what one sentence says to a question, with what makes it the same
// as another's.
type claim struct {
	key      string // claims of one key say the same
	value    corpus.Span
	sentence corpus.Span
	article  *corpus.Article
	asOf     corpus.Date
	score    float64
}

// disputes returns what sources say differently about the thing that a question
// asks for: amounts, dates and yes or no. Claims are read from sentences that
// name everything that the question names.
func (q *question) disputes(ranked []candidate) (about string, claims []claim) {
	switch q.kind {
	case askedHowMany:
		about, claims = q.amounts(ranked)
	case askedWhen:
		about, claims = "date", q.days(ranked)
	case askedYesNo:
		about, claims = "yes or no", q.stands(ranked)
	}
	claims = distinct(claims)
	if keys(claims) < 2 {
		return "", nil
	}
	slices.SortStableFunc(claims, func(a, b claim) int {
		if a.asOf.IsZero() != b.asOf.IsZero() { // what is not dated comes last
			return cmp.Compare(b.asOf.Year, a.asOf.Year)
		}
		return cmp.Or(a.asOf.Compare(b.asOf), cmp.Compare(a.article.ID, b.article.ID))
	})
	return about, claims
}

// distinct keeps of each article one claim of a key, of each key at most two
// claims, the earliest first, and at most maxClaims in all, those of other keys
// before a second one of the same.
func distinct(claims []claim) []claim {
	slices.SortStableFunc(claims, func(a, b claim) int {
		if a.asOf.IsZero() != b.asOf.IsZero() {
			return cmp.Compare(b.asOf.Year, a.asOf.Year)
		}
		return cmp.Or(a.asOf.Compare(b.asOf), cmp.Compare(b.score, a.score))
	})
	var first, second []claim
	count := map[string]int{}
	told := map[string]bool{}
	for _, c := range claims {
		id := c.key + " " + c.article.ID
		if told[id] || count[c.key] == 2 {
			continue
		}
		told[id] = true
		count[c.key]++
		if count[c.key] == 1 {
			first = append(first, c)
		} else {
			second = append(second, c)
		}
	}
	first = first[:min(len(first), maxClaims)]
	return append(first, second[:min(len(second), maxClaims-len(first))]...)
}

func keys(claims []claim) int {
	seen := map[string]bool{}
	for _, c := range claims {
		seen[c.key] = true
	}
	return len(seen)
}

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

// speaksTo reports whether a sentence names the entities of the question, of
// three or more all but one, and half of its other words.
func (q *question) speaksTo(r reading) bool {
	if n := len(q.Entities); n > 0 && len(q.missing(r)) > n/3 {
		return false
	}
	found := q.rest.and(r.held).count()
	return 2*found >= q.rest.count() && (len(q.Entities) > 0 || found > 0)
}

// amounts returns the numbers of what the question counts.
func (q *question) amounts(ranked []candidate) (about string, claims []claim) {
	if len(q.unit) == 0 {
		return "", nil
	}
	for _, c := range ranked {
		text := c.text()
		if !q.units.and(c.reading.held).any() || !q.speaksTo(c.reading) {
			continue
		}
		if !q.rest.any() && !q.belongs.and(c.reading.held).any() && !q.linked(text, c.reading) {
			continue
		}
		for _, n := range numbers(text) {
			if n.value < 2 || n.value != math.Trunc(n.value) || !n.counts(q.unit) {
				continue
			}
			foreign := slices.ContainsFunc(n.names, func(st string) bool { return !q.stems[st] && !q.unit[st] })
			if foreign || part.MatchString(text[:n.span.Start]) {
				continue
			}
			cl := c.claim(n.span)
			cl.key = strconv.FormatFloat(n.value, 'f', -1, 64)
			claims = append(claims, cl)
			break // a second number of a sentence is of something else
		}
	}
	return q.counted, claims
}

// part matches what stands before a number that is not the count of a whole:
// "11 of 12 nations", "the three states".
var part = regexp.MustCompile(`(?i)(?:\d of|\bthe|\bthese|\bthose|\ball|\banother|\bother|\bof the)\s$`)

// links are the words between an entity and an amount of it: "the Clean Network
// of 60 countries".
var links = set("of at to with has had counts numbers reached")

// linked reports whether an entity of the question is followed by one of links.
func (q *question) linked(text string, r reading) bool {
	for _, m := range r.mentions {
		if !slices.ContainsFunc(q.Entities, func(e corpus.Mention) bool { return e.Entity == m.Entity }) {
			continue
		}
		for _, f := range fields(text[m.Span.End:])[:min(2, len(fields(text[m.Span.End:])))] {
			if links[strings.ToLower(text[m.Span.End+f.Start:m.Span.End+f.End])] {
				return true
			}
		}
	}
	return false
}

// claim makes a claim of a part of a candidate's sentence, as of the date that
// the sentence gives or else that of publication.
func (c candidate) claim(value corpus.Span) claim {
	a, s := c.hit.Passage.Article, c.span()
	cl := claim{article: a, sentence: s, score: c.score, asOf: a.Published,
		value: corpus.Span{Start: s.Start + value.Start, End: s.Start + value.End}}
	for _, m := range when.Find(a.Slice(s), a.Published) {
		if m.Date.Month > 0 {
			cl.asOf = m.Date
			break
		}
	}
	return cl
}

// nearDays is how far apart two dates of one event may be, in days: a meeting
// over midnight or an ocean differs by one, a reprint by a few.
const nearDays = 3

// days returns the days that sentences on the question give, if they are near
// the day that most of them give: others are of other events.
func (q *question) days(ranked []candidate) []claim {
	var all []claim
	votes := map[string]int{}
	for _, c := range ranked {
		text := c.text()
		if !q.speaksTo(c.reading) {
			continue
		}
		for _, m := range when.Find(text, c.hit.Passage.Article.Published) {
			if m.Date.Day == 0 || reporting(text, m.Span) || beside.MatchString(text[m.Span.End:]) {
				continue
			}
			cl := c.claim(m.Span)
			cl.key, cl.asOf = m.Date.String(), m.Date
			votes[cl.key]++
			all = append(all, cl)
			break
		}
	}
	best := ""
	for _, c := range all { // in the order of ranking, so that ties are stable
		if votes[c.key] > votes[best] {
			best = c.key
		}
	}
	return slices.DeleteFunc(all, func(c claim) bool { return !nearDay(c.key, best) })
}

func nearDay(a, b string) bool {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	return errX == nil && errY == nil && math.Abs(x.Sub(y).Hours()) <= 24*nearDays
}

// reports are words before a date that tell when something was written.
var reports = set("reported wrote published posted said dated updated issued released noted")

// beside matches what stands behind the date of another event: "August 4, a day
// before Pompeo announced it".
var beside = regexp.MustCompile(`^,? (?:a|the|one|two|three|\d) days? (?:before|after)\b`)

// reportReach is how many words before a date a report may stand: "posted the
// fact sheet on".
const reportReach = 5

// reporting reports whether the date at s says when something was reported.
func reporting(text string, s corpus.Span) bool {
	words := strings.Fields(strings.ToLower(text[:s.Start]))
	for _, w := range words[max(0, len(words)-reportReach):] {
		if reports[strings.Trim(w, ",.")] {
			return true
		}
	}
	return false
}

// negations turn a sentence round.
var negations = set("not no never neither nor without denied denies deny refused refuses refuse rejected rejects reject declined declines decline yet cannot didn't doesn't hasn't isn't wasn't won't hadn't unlikely reluctant uncommitted off")

// stands returns yes and no: sentences on the question that affirm its verb and
// such that deny it.
func (q *question) stands(ranked []candidate) []claim {
	verbs := map[string]bool{}
	if len(q.Words) == 0 { // "is Taiwan in the Clean Network?"
		verbs = joining
	}
	for st := range q.Words {
		verbs[st] = true
		if joining[st] {
			for other := range joining {
				verbs[other] = true
			}
		}
	}
	var claims []claim
	for _, c := range ranked {
		text := c.text()
		if len(q.Entities) == 0 || !q.speaksTo(c.reading) {
			continue
		}
		if s, no, ok := stance(text, verbs, c.reading.mentions); ok {
			cl := c.claim(s)
			cl.key = "yes"
			if no {
				cl.key = "no"
			}
			claims = append(claims, cl)
		}
	}
	return claims
}

// reach is how many words before a verb a negation may stand.
const reach = 5

// stance returns the first of the verbs in a sentence that is no part of a name,
// from its negation on where there is one.
func stance(text string, verbs map[string]bool, names []corpus.Mention) (s corpus.Span, no, ok bool) {
	words := fields(text)
	for i, f := range words {
		named := slices.ContainsFunc(names, func(m corpus.Mention) bool { return m.Span.Overlaps(f) })
		if named || !verbs[stem(text[f.Start:f.End])] {
			continue
		}
		for j := max(0, i-reach); j < i; j++ {
			if negations[strings.ToLower(strings.ReplaceAll(text[words[j].Start:words[j].End], "’", "'"))] {
				return corpus.Span{Start: words[j].Start, End: f.End}, true, true
			}
		}
		return f, false, true
	}
	return corpus.Span{}, false, false
}

// differ adds a dispute to an answer.
func (a *Answer) differ(about string, claims []claim) {
	if len(claims) == 0 {
		return
	}
	d := Dispute{About: about}
	for _, c := range claims {
		d.Claims = append(d.Claims, Claim{Value: c.article.Slice(c.value), AsOf: c.asOf, Source: a.source(c.article),
			Article: c.article, Span: c.sentence})
	}
	a.Differ = append(a.Differ, d)
}
