// Package when finds dates in running text.
//
// It knows dates with a day, months and years, as English, German, Korean,
// Chinese and Japanese texts write them, and what English texts tell from
// another date: "the same day", "last week", "on Monday". A date without a year
// gets it from the day of publication or from the date before it in the
// paragraph; where neither tells, there is no date: none is ever guessed. Spans
// lie within the text, do not overlap and increase.
package when

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"cleannet/corpus"
)

// A Mention is a date in a text.
type Mention struct {
	Span corpus.Span // bytes of the text
	Date corpus.Date // year at least
	Last corpus.Date // of a range ("October 13-14", "last week"), else Date
	// Bare tells that the year did not stand beside it, but was told by another
	// date.
	Bare bool
}

const (
	month = `(January|February|March|April|May|June|July|August|September|October|November|December|` +
		`Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|` +
		`(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)`
	day  = `([0-3]?\d)(?:st|nd|rd|th)?`
	year = `((?:1[5-9]|20)\d\d)`
)

// The forms of dates that begin with a number and with a word, each in order of
// preference where two begin at one place. The groups of each are told by its
// fields.
var (
	numberForms = []form{
		{`\b` + year + `-([01]\d)-([0-3]\d)\b`, "ymd"},
		denseForms[0], denseForms[1], denseForms[2], denseForms[3],
		{`\b` + day + `\.? (?:of )?` + month + `,? ` + year + `\b`, "dmy"},
		{`\b` + day + `\.? (?:of )?` + month + `\b`, "dm"},
		{`\b` + year + `\b`, "y"},
	}
	wordForms = []form{
		{`\b` + month + ` ` + day + `(?: ?(?:-|–|to|and) ?([0-3]?\d))?,? ` + year + `\b`, "mdly"},
		{`\b` + month + `,? (?:of )?` + year + `\b`, "my"},
		{`\b` + month + ` ` + day + `(?: ?(?:-|–|to|and) ?([0-3]?\d))?\b`, "mdl"},
		{relative, ""},
		{`\b` + month + `\b`, "m"},
	}
)

// lead ends with a word after which a bare month or year is one, and not a name
// or a count.
var lead = regexp.MustCompile(`\b(?i:in|of|since|by|until|till|from|to|during|for|before|after|between|and|early|mid|late|end|spring|summer|autumn|fall|winter|year|im|seit)` +
	`[ -](?:(?i:early|mid|late)[ -])?$`)

// leadLength bounds how far before a month or year its lead is looked for, in
// bytes: the longest is "between early ".
const leadLength = 24

// denseForms are those of scripts without spaces: they may begin within a word.
var denseForms = []form{
	{year + `\s?[年년]\s?(1?\d)\s?[月월]\s?([0-3]?\d)\s?[日일]`, "ymd"},
	{year + `\s?[年년]\s?(1?\d)\s?[月월]`, "ym"},
	{year + `\s?[年년]`, "y"},
	{`(1?\d)\s?[月월]\s?([0-3]?\d)\s?[日일]`, "md"},
}

// A form is a way to write a date: a pattern, and what its groups are, a letter
// each: year, month, day, last day.
type form struct{ pattern, groups string }

// These match one of their forms at the start of a text, the first that fits;
// denseForm one of those that may begin within a word.
var (
	numberForm = compile(numberForms)
	wordForm   = compile(wordForms)
	denseForm  = compile(denseForms)
)

func compile(forms []form) *regexp.Regexp {
	var all []string
	for _, f := range forms {
		all = append(all, "("+f.pattern+")")
	}
	return regexp.MustCompile("^(?:" + strings.Join(all, "|") + ")")
}

// Find returns the dates in text, in order. published, if it is known, tells
// the year of a date without one: the one that puts the date within a year
// before it, or after it if it was to come. Where it is not known, the year is that of the
// date before it in its paragraph, if that has a month: of the built-in
// articles, half of the years taken from further off or from a year alone were
// wrong.
func Find(text string, published corpus.Date) []Mention {
	var out []Mention
	var last corpus.Date // of the mentions of the paragraph so far
	for i := 0; i < len(text); {
		if strings.HasPrefix(text[i:], "\n\n") {
			last = corpus.Date{}
		}
		at, forms := formAt(text, i)
		if at == nil {
			i++
			continue
		}
		m, ok := read(text, i, at, forms)
		i += at[1]
		if !ok {
			continue
		}
		switch {
		case m.Date == corpus.Date{}:
			m.Date, m.Last = tell(text, m.Span, last, published)
			if m.Date.IsZero() {
				continue
			}
			m.Bare = true
		case m.Date.Year == 0:
			y := yearOf(m.Date, published, last, text[max(0, m.Span.Start-tenseReach):m.Span.Start])
			if y == 0 || !exists(y, m.Date.Month, m.Date.Day) {
				continue
			}
			m.Date.Year, m.Last.Year, m.Bare = y, y, true
		}
		last = m.Date
		out = append(out, m)
	}
	return out
}

// formAt returns the groups of the form that begins at byte i of text, counted
// from there, and the forms that it is one of; nil if none does. The expressions
// are asked only where a date may begin: to find the places themselves takes
// them thirty times as long.
func formAt(text string, i int) ([]int, []form) {
	b := text[i]
	bounded := i == 0 || !wordByte(text[i-1])
	switch {
	case b >= '0' && b <= '9':
		if bounded && opensNumber(text[i:]) {
			if at := numberForm.FindStringSubmatchIndex(text[i:]); at != nil {
				return at, numberForms
			}
		}
		if !bounded && beforeDense(text[i:]) {
			return denseForm.FindStringSubmatchIndex(text[i:]), denseForms
		}
	case bounded && opensWord(text[i:]):
		return wordForm.FindStringSubmatchIndex(text[i:]), wordForms
	}
	return nil, nil
}

// wordByte reports whether b is part of a word as regular expressions see it.
func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_'
}

// dayReach is within how many bytes of a day the name of its month begins: "13th. of October".
const dayReach = 10

// opensNumber reports whether a date may begin with the digits that text begins
// with: a year, or a day or month before the name or the sign of one.
func opensNumber(text string) bool {
	n := digits(text)
	if n == 4 { // of a year
		return text[0] == '2' && text[1] == '0' || text[0] == '1' && text[1] >= '5'
	}
	if n > 2 {
		return false
	}
	for i := n; i < min(len(text), dayReach); i++ {
		if b := text[i]; b >= utf8.RuneSelf || strings.IndexByte("JFMASOND", b) >= 0 { // months begin so
			return true
		}
	}
	return false
}

// beforeDense reports whether what follows the digits that text begins with, and
// perhaps one space, may be the sign of a year or month.
func beforeDense(text string) bool {
	n := digits(text)
	if n < len(text) && strings.IndexByte(" \t\n\f\r", text[n]) >= 0 {
		n++
	}
	return n < len(text) && text[n] >= utf8.RuneSelf
}

func digits(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

// opensWord reports whether a date may begin with the letters that text begins
// with: the name of a month, or words for a day named before.
func opensWord(text string) bool {
	if len(text) < 3 {
		return false
	}
	switch text[:3] {
	case "Jan", "Feb", "Mar", "M\xc3\xa4", "Apr", "May", "Mai", "Jun", "Jul", "Aug", "Sep", "Oct", "Okt", "Nov", "Dec", "Dez":
		return true
	case "The", "the", "Tha", "tha":
		return relativeThe(text)
	case "on ", "On ":
		return strings.HasPrefix(text[3:], "that") || strings.Contains(text[3:min(len(text), len("on Wednesday"))], "day")
	case "Yes", "yes", "tom", "Las", "las", "Thi", "thi", "Nex", "nex":
		return true
	}
	return false
}

// read makes a mention of the groups of a match at byte start of text. It
// reports false for what is no date, such as the 31st of June.
func read(text string, start int, at []int, forms []form) (Mention, bool) {
	g := 1 // group 0 is the whole
	for _, f := range forms {
		if at[2*g] < 0 {
			g += 1 + len(f.groups)
			continue
		}
		m := Mention{Span: corpus.Span{Start: start + at[2*g], End: start + at[2*g+1]}}
		lastDay := 0
		for i, kind := range f.groups {
			lo, hi := at[2*(g+1+i)], at[2*(g+1+i)+1]
			if lo < 0 {
				continue
			}
			word := text[start+lo : start+hi]
			switch kind {
			case 'y':
				m.Date.Year = number(word)
			case 'm':
				m.Date.Month = monthOf(word)
			case 'd':
				m.Date.Day = number(word)
			case 'l':
				lastDay = number(word)
			}
		}
		bare := f.groups == "m" || f.groups == "y" && m.Span.Len() == 4
		if bare && !lead.MatchString(text[max(0, m.Span.Start-leadLength):m.Span.Start]) {
			return Mention{}, false
		}
		if f.groups != "" && !exists(m.Date.Year, m.Date.Month, m.Date.Day) {
			return Mention{}, false
		}
		m.Last = m.Date
		if lastDay > m.Date.Day && exists(m.Date.Year, m.Date.Month, lastDay) {
			m.Last.Day = lastDay
		}
		return m, true
	}
	return Mention{}, false
}

// ahead and past match what tells, before a date, on which side of the day of
// publication it lies.
var (
	ahead = regexp.MustCompile(`(?i)\b(?:will|shall|expected|scheduled|plans?|planned|due|upcoming|(?:is|are|was|were) to)\b[^.;]*$`)
	past  = regexp.MustCompile(`(?i)\b(?:had|has|have|was|were|did|began|met|said|held|took|[a-z]+ed)\b[^.;]*$`)
)

// tenseReach is how many bytes before a date its verb is looked for.
const tenseReach = 50

// yearOf returns the year of a month and perhaps day, or 0. What stands before
// it tells if it is to come or gone; if it does not, a month ahead is still said
// without a year.
func yearOf(d, published, last corpus.Date, before string) int {
	if published.Month == 0 {
		if last.Month == 0 {
			return 0
		}
		return last.Year
	}
	from := published.Year*12 + published.Month
	latest := from + 1
	switch {
	case ahead.MatchString(before) && last.Month > 0: // to come then, not now
		latest = last.Year*12 + last.Month + 11
	case ahead.MatchString(before):
		latest = from + 11
	case past.MatchString(before):
		latest = from
	}
	y := published.Year + 1
	for y*12+d.Month > latest {
		y--
	}
	return y
}

// exists reports whether there is such a day; a zero part is not known. A day
// of an unknown year may be the 29th of February.
func exists(y, m, d int) bool {
	if y == 0 {
		y = 2000 // a leap year
	}
	if m == 0 {
		return d == 0
	}
	s := strconv.Itoa(y) + "-" + two(m)
	if d > 0 {
		s += "-" + two(d)
	}
	_, err := corpus.ParseDate(s)
	return err == nil
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// monthOf returns the number of a month by its number or by the first letters
// of its name, which English and German share but for three.
func monthOf(s string) int {
	if n := number(s); n > 0 {
		return n
	}
	s = strings.NewReplacer("Mär", "Mar", "Mai", "May", "Okt", "Oct", "Dez", "Dec").Replace(s)
	i := strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", s[:min(3, len(s))])
	return i/3 + 1
}
