package when

import (
	"regexp"
	"strings"
	"time"

	"cleannet/corpus"
)

// relative matches what tells a date from another: from the date before it, or
// from the day of publication. "Today" is none of them, as it mostly means
// nowadays or is part of a name.
const relative = `\b(?:[Tt]h(?:e|at) same (?:day|month|year)|[Oo]n that day|[Tt]he (?:next|following|previous) day|` +
	`[Yy]esterday|tomorrow|(?:[Ll]ast|[Tt]his|[Nn]ext) (?:week|month|year)|` +
	`[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b`

// relativeThe reports whether a text that begins with "the" or "that" may begin
// with one of relative.
func relativeThe(text string) bool {
	_, rest, _ := strings.Cut(text[:min(len(text), len("the following"))], " ")
	for _, word := range []string{"same", "next", "following", "previous"} {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}

// dayNamed matches what follows a day of the week that the date itself says
// more of: "on Thursday, October 15", "on Friday in early October".
var dayNamed = regexp.MustCompile(`^,? (?:in|of|the|early|mid|late|\d|` + month + `)`)

// coming matches words by which a day of the week may be one to come.
var coming = regexp.MustCompile(`(?i)\b(?:will|would|shall|to be|next|upcoming|scheduled|plans?|planned|expected|due|set to|is to|are to|until|by)\b`)

// comingReach is how many bytes around a day of the week are searched for
// words of what is to come: about a clause.
const comingReach = 60

// tell returns the date that the words at s give and the last of its days; the
// zero date where what they count from is not known.
func tell(text string, s corpus.Span, last, published corpus.Date) (first, end corpus.Date) {
	words := strings.Fields(strings.ToLower(text[s.Start:s.End]))
	unit, how := words[len(words)-1], words[max(0, len(words)-2)]
	switch how {
	case "same", "that":
		return one(cut(last, unit))
	case "next", "following", "previous", "last", "this":
		if unit == "day" {
			return one(after(last, sign(how)))
		}
		if how != "this" && strings.HasSuffix(strings.ToLower(text[:s.Start]), "the ") {
			return first, end // "the last week of October" counts from elsewhere
		}
		return period(published, unit, sign(how))
	case "on":
		around := text[max(0, s.Start-comingReach):min(len(text), s.End+comingReach)]
		if dayNamed.MatchString(text[s.End:]) || coming.MatchString(around) {
			return first, end
		}
		return one(latest(published, unit))
	}
	return one(after(published, sign(unit)))
}

// one returns a date as a range of itself.
func one(d corpus.Date) (first, end corpus.Date) { return d, d }

// sign returns the direction in time that a word gives.
func sign(word string) int {
	switch word {
	case "next", "following", "tomorrow":
		return 1
	case "last", "previous", "yesterday":
		return -1
	}
	return 0
}

// cut returns the day, month or year of d, or no date if d is less exact.
func cut(d corpus.Date, unit string) corpus.Date {
	switch {
	case unit == "year":
		return corpus.Date{Year: d.Year}
	case unit == "month" && d.Month > 0:
		return corpus.Date{Year: d.Year, Month: d.Month}
	case unit == "day" && d.Day > 0:
		return d
	}
	return corpus.Date{}
}

// period returns the week (Monday to Sunday), month or year that lies so many
// of them after that of d, or no date if d is less exact.
func period(d corpus.Date, unit string, by int) (first, end corpus.Date) {
	switch {
	case unit == "year" && d.Year > 0:
		return one(corpus.Date{Year: d.Year + by})
	case unit == "month" && d.Month > 0:
		t := midnight(corpus.Date{Year: d.Year, Month: d.Month, Day: 1}).AddDate(0, by, 0)
		return one(corpus.Date{Year: t.Year(), Month: int(t.Month())})
	case unit == "week" && d.Day > 0:
		monday := after(d, 7*by-(int(midnight(d).Weekday())+6)%7)
		return monday, after(monday, 6)
	}
	return first, end
}

// latest returns the last day of the week of that name up to d.
func latest(d corpus.Date, name string) corpus.Date {
	for i := range 7 {
		if day := after(d, -i); day.Day > 0 && strings.EqualFold(midnight(day).Weekday().String(), name) {
			return day
		}
	}
	return corpus.Date{}
}

// after returns the day so many days after d, or no date if d has no day.
func after(d corpus.Date, days int) corpus.Date {
	if d.Day == 0 {
		return corpus.Date{}
	}
	t := midnight(d).AddDate(0, 0, days)
	return corpus.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

func midnight(d corpus.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}
