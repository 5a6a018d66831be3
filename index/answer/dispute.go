package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"cleannet/corpus"
	"cleannet/corpus/when"
)

// What of a dispute is told: so many values, and of each so many sources.
const (
	maxValues  = 10
	maxSources = 3
)

// A claim is what one sentence says to a question, with what makes it the same
// as another's.
type claim struct {
	key      string // claims of one key say the same
	amount   amount // of a number
	says     Says   // of a yes or no
	value    corpus.Span
	sentence corpus.Span
	by       corpus.Span // who claims it, where the sentence names another than its publisher
	about    string      // what is counted
	article  *corpus.Article
	asOf     corpus.Date
	score    float64
}

// disputes returns what sources say differently about the thing that a question
// asks for: amounts, days, places and yes or no. Claims are read from sentences
// that name everything that the question names. typed is the question as it was
// typed, in whatever language.
func (q *question) disputes(typed string, ranked []candidate) (d dispute) {
	switch {
	case q.kind == askedHowMany:
		d = dispute{claims: q.amounts(ranked)}
	case q.kind == askedWhen:
		d = dispute{about: AboutDate, claims: q.days(ranked)}
	case q.kind == askedWhere:
		d = dispute{about: AboutPlace, claims: q.places(ranked)}
	case q.kind == askedYesNo || q.kind == askedOther && asksYesNo(typed):
		d = dispute{about: AboutYesNo, claims: q.stands(ranked)}
	}
	d.claims = distinct(d.claims, d.about == AboutDate)
	if !d.compare() {
		return dispute{}
	}
	if d.about == "" {
		d.about = d.claims[0].about
	}
	return d
}

// A dispute is claims in order of time, those of one key side by side, and how
// they differ.
type dispute struct {
	about  string
	kind   Difference
	claims []claim
}

// compare finds out how the claims differ, and reports whether they do: lower
// bounds that leave room for one another, for one, do not.
func (d *dispute) compare() bool {
	same, apart := false, false
	for i, a := range d.claims {
		for _, b := range d.claims[i+1:] {
			switch {
			case !clash(a, b):
			case d.about == AboutDate || a.asOf.IsZero() || b.asOf.IsZero() || sameTime(a.asOf, b.asOf):
				same = true
			default:
				apart = true
			}
		}
	}
	switch {
	case !same && !apart:
		return false
	case d.about == AboutDate && dayApart(d.claims):
		d.kind = DayApart
	case !apart || !oneWay(d.claims):
		d.kind = SourcesDiffer
	case clashWithin(d.claims):
		d.kind = ChangedAndDiffer
	default:
		d.kind = ChangedOverTime
	}
	return true
}

// clashWithin reports whether two dated claims of one time clash.
func clashWithin(claims []claim) bool {
	for i, a := range claims {
		for _, b := range claims[i+1:] {
			if !a.asOf.IsZero() && !b.asOf.IsZero() && sameTime(a.asOf, b.asOf) && clash(a, b) {
				return true
			}
		}
	}
	return false
}

// clash reports whether two claims cannot both be so at one time.
func clash(a, b claim) bool {
	switch {
	case a.amount.value > 0:
		return a.amount.clashes(b.amount)
	case a.says != "":
		return (a.says == Yes) != (b.says == Yes)
	}
	return a.key != b.key
}

// oneWay reports whether what is dated goes one way: amounts up or down, and
// from no to yes or back once. Figures that go to and fro are no growth.
func oneWay(claims []claim) bool {
	up, down, turns := true, true, 0
	var last *claim
	for i := range claims {
		c := &claims[i]
		if c.asOf.IsZero() {
			continue
		}
		if last != nil {
			if !sameTime(last.asOf, c.asOf) && clash(*last, *c) { // of one time neither comes first
				up = up && c.amount.value >= last.amount.value
				down = down && c.amount.value <= last.amount.value
			}
			if (c.says == Yes) != (last.says == Yes) {
				turns++
			}
		}
		last = c
	}
	return (up || down) && turns <= 1
}

// sameDays is how many days apart two claims are still of one time: reports of
// one announcement follow within a few days.
const sameDays = 3

// sameTime reports whether two dates may be of one time: days a few apart, or
// months the same where one has no day.
func sameTime(a, b corpus.Date) bool {
	if a.Day == 0 || b.Day == 0 || a.Month == 0 || b.Month == 0 {
		return a.Year == b.Year && (a.Month == 0 || b.Month == 0 || a.Month == b.Month)
	}
	return daysBetween(a, b) <= sameDays
}

// daysBetween returns how many days lie between two dates that have days.
func daysBetween(a, b corpus.Date) int {
	x := time.Date(a.Year, time.Month(a.Month), a.Day, 0, 0, 0, 0, time.UTC)
	y := time.Date(b.Year, time.Month(b.Month), b.Day, 0, 0, 0, 0, time.UTC)
	return int(x.Sub(y).Abs().Hours() / 24)
}

// distinct orders claims by time, what is not dated last, and keeps of each
// value the first and what other articles say of the same date; of what is
// dated and not, what is dated. Where the values are dates themselves, they say
// which claims are of one. Of more than maxValues the best ranked are kept.
func distinct(claims []claim, dates bool) []claim {
	slices.SortStableFunc(claims, func(a, b claim) int {
		return cmp.Or(byTime(a, b), cmp.Compare(a.amount.value, b.amount.value), cmp.Compare(b.score, a.score))
	})
	groups := map[string][]claim{}
	var order []string
	for _, c := range claims {
		g := groups[c.key]
		if len(g) == 0 {
			order = append(order, c.key)
		}
		told := slices.ContainsFunc(g, func(o claim) bool { return o.article == c.article || o.article.Publisher == c.article.Publisher })
		if len(g) == 0 || !told && len(g) < maxSources && (dates || c.asOf == g[0].asOf) {
			groups[c.key] = append(g, c)
		}
	}
	best := slices.Clone(order)
	slices.SortStableFunc(best, func(a, b string) int { return cmp.Compare(groups[b][0].score, groups[a][0].score) })
	best = best[:min(len(best), maxValues)]
	var out []claim
	for _, key := range order {
		if slices.Contains(best, key) {
			out = append(out, groups[key]...)
		}
	}
	return out
}

func byTime(a, b claim) int {
	if a.asOf.IsZero() != b.asOf.IsZero() {
		return cmp.Compare(b.asOf.Year, a.asOf.Year)
	}
	return a.asOf.Compare(b.asOf)
}

// lacks returns the entities of the question that none of the texts names, but
// for a country that only says whose another is: "the US Clean Network".
func (q *question) lacks(texts ...reading) []corpus.Mention {
	return slices.DeleteFunc(q.missing(texts...), func(e corpus.Mention) bool {
		return e.Kind == "country" && slices.ContainsFunc(q.Entities, func(o corpus.Mention) bool {
			return o.Span.Start > e.Span.End && ownerOf.MatchString(q.text[e.Span.End:o.Span.Start])
		})
	})
}

// ownerOf matches what stands between a country and what is its own.
var ownerOf = regexp.MustCompile(`^(?:['’]s|-led|[ -]led)? $`)

// speaksTo reports whether a sentence names the entities of the question, of
// three or more all but one, and half of its other words.
func (q *question) speaksTo(r reading) bool {
	if n := len(q.Entities); n > 0 && len(q.lacks(r)) > n/3 {
		return false
	}
	found := q.rest.and(r.held).count()
	return 2*found >= q.rest.count() && (len(q.Entities) > 0 || found > 0)
}

// claim makes a claim of a part of a candidate's sentence, as of the date that
// the sentence gives for it or else for its report, or else that of publication.
func (c candidate) claim(value corpus.Span) claim {
	cl := c.undated(value)
	cl.asOf = c.hit.Passage.Article.Published
	found := when.Ahead
	for _, m := range c.dates() {
		if role := roleIn(c, m); m.Date.Month > 0 && role < found {
			cl.asOf, found = m.Date, role
		}
	}
	return cl
}

// undated makes a claim without its date.
func (c candidate) undated(value corpus.Span) claim {
	a, s := c.hit.Passage.Article, c.span()
	cl := claim{article: a, sentence: s, score: c.score, value: moveBy(value, s.Start)}
	if by, ok := claimant(*c.reading, a.Publisher, value); ok {
		cl.by = moveBy(by, s.Start)
	}
	return cl
}

// dates returns the dates in a candidate's sentence.
func (c candidate) dates() []when.Mention {
	return when.Find(c.text(), c.hit.Passage.Article.Published)
}

// roleIn returns what a date in a candidate's sentence is the date of.
func roleIn(c candidate, m when.Mention) when.Role {
	a := c.hit.Passage.Article
	if a.Kind == corpus.Official {
		return when.RoleOf(c.text(), m.Span, m.Date, a.Published)
	}
	name, _, _ := strings.Cut(a.Publisher, " (")
	return when.RoleOf(c.text(), m.Span, m.Date, a.Published, name)
}

func moveBy(s corpus.Span, by int) corpus.Span {
	return corpus.Span{Start: s.Start + by, End: s.End + by}
}

// differ adds a dispute to an answer.
func (a *Answer) differ(d dispute) {
	if len(d.claims) == 0 {
		return
	}
	out := Dispute{About: d.about, Kind: d.kind}
	group := map[string]int{}
	for _, c := range d.claims {
		if _, ok := group[c.key]; !ok {
			group[c.key] = len(group)
		}
		out.Claims = append(out.Claims, Claim{Value: c.article.Slice(c.value), Says: c.says, By: c.article.Slice(c.by), AsOf: c.asOf,
			Source: a.source(c.article), Article: c.article, Span: c.sentence, Group: group[c.key]})
	}
	a.Differ = append(a.Differ, out)
}
