package corpus

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Date is a calendar date of which the day, or the day and the month, may be
// unknown (zero). The zero Date is no date.
type Date struct{ Year, Month, Day int }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY, YYYY-MM or YYYY-MM-DD, or "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD. The year lies between 1000 and
// 9999 and the day must exist; nothing else is accepted, so that a citation
// never rests on a guess between day and month.
func ParseDate(s string) (Date, error) {
	bad := func() error { return fmt.Errorf("date %q is not YYYY, YYYY-MM or YYYY-MM-DD", s) }
	var d Date
	for i, part := range strings.Split(s, "-") {
		want := 2
		if i == 0 {
			want = 4
		}
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil || len(part) != want || n == 0 || i > 2 {
			return Date{}, bad()
		}
		*[]*int{&d.Year, &d.Month, &d.Day}[i] = int(n)
	}
	if d.Year < 1000 || d.Month > 12 || d.Day > daysIn(d.Year, d.Month) {
		return Date{}, bad()
	}
	return d, nil
}

// First returns the first day that d may mean; the zero Date stays zero.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last returns the last day that d may mean; the zero Date stays zero.
func (d Date) Last() Date {
	if d.IsZero() {
		return d
	}
	if d.Month == 0 {
		return Date{d.Year, 12, 31}
	}
	if d.Day == 0 {
		d.Day = daysIn(d.Year, d.Month)
	}
	return d
}

// Compare orders dates by their first day, an unknown part before a known one.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

func daysIn(year, month int) int {
	if month == 0 {
		return 0
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
