package query

import (
	"slices"
	"strconv"
	"strings"

	"cleannet/corpus"
)

// A Range is a span of days, both ends in it; a zero end is open.
type Range struct{ From, To corpus.Date }

// IsZero reports whether r is no range.
func (r Range) IsZero() bool { return r == Range{} }

// Holds reports whether d may lie in r. An unknown date never does.
func (r Range) Holds(d corpus.Date) bool {
	return !d.IsZero() && (r.From.IsZero() || d.Last().Compare(r.From.First()) >= 0) &&
		(r.To.IsZero() || d.First().Compare(r.To.Last()) <= 0)
}

// months are the names of months, in the order of the calendar; three letters
// are enough of a name.
var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// Dates returns the range of days that the words of q speak of: "in october
// 2020", "2020-10-15", "since 2019", "before may 2021", "between 2019 and
// 2021". It is zero where they speak of none. A year is one from 1900 to 2099.
func (q Query) Dates() Range {
	words := strings.Fields(strings.ToLower(q.Text()))
	var found []corpus.Date
	first := -1
	for i := 0; i < len(words); i++ {
		d, n := dateAt(words[i:])
		if n == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		found = append(found, d)
		i += n - 1
	}
	switch {
	case len(found) == 0:
		return Range{}
	case len(found) > 1:
		slices.SortFunc(found, corpus.Date.Compare)
		return Range{found[0], found[len(found)-1]}
	}
	before := ""
	if first > 0 {
		before = words[first-1]
	}
	switch before {
	case "since", "after", "from":
		return Range{From: found[0]}
	case "before", "until", "till", "by":
		return Range{To: found[0]}
	}
	return Range{found[0], found[0]}
}

// dateAt reads a date at the start of words and returns how many it takes.
func dateAt(words []string) (corpus.Date, int) {
	w := strings.Trim(words[0], ".,;:?!()'\"")
	if w != "" && w[0] >= '0' && w[0] <= '9' { // an error takes longer to make than to foresee
		if d, err := corpus.ParseDate(w); err == nil && d.Year >= 1900 && d.Year < 2100 {
			return d, 1
		}
	}
	m := month(w)
	if m == 0 {
		return corpus.Date{}, 0
	}
	// "october 2020", "october 15, 2020", "october 15 2020".
	day := 0
	for n := 1; n < min(len(words), 3); n++ {
		x := strings.TrimRight(strings.Trim(words[n], ".,;:?!()'\""), "sthndr")
		v, err := strconv.Atoi(x)
		switch {
		case err != nil:
			return corpus.Date{}, 0
		case v >= 1900 && v < 2100:
			return valid(corpus.Date{Year: v, Month: m, Day: day}), n + 1
		case n == 1 && v >= 1 && v <= 31:
			day = v
		default:
			return corpus.Date{}, 0
		}
	}
	return corpus.Date{}, 0
}

// valid drops a day that the month does not have.
func valid(d corpus.Date) corpus.Date {
	if _, err := corpus.ParseDate(d.String()); err != nil {
		d.Day = 0
	}
	return d
}

// month returns the number of a month from its name, 0 for anything else.
func month(w string) int {
	for i, m := range months {
		if w == m || len(w) >= 3 && len(w) <= 4 && strings.HasPrefix(m, w) {
			return i + 1
		}
	}
	return 0
}
