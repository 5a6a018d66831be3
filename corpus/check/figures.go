package check

import (
	"regexp"
	"slices"
	"strings"

	"cleannet/corpus"
)

// Missing returns the numbers and dates of the row's facts that a text does not
// have, each once: digits as they are written ("25.7", "$8.3"), a day with its
// month ("October 14") in any order, and numbers in words ("two hours"), for
// which the text may have digits.
func (r Row) Missing(text string) []string {
	have := append(figuresOf(text), inWords(text, wordNumber)...)
	var missing []string
	for _, f := range r.Facts {
		for _, s := range append(figuresOf(f), inWords(f, countedNumber)...) {
			if !slices.Contains(have, s) && !slices.Contains(missing, s) {
				missing = append(missing, s)
			}
		}
	}
	return missing
}

// Added returns the numbers and dates of a summary that neither the facts nor
// the metadata of its row have. Numbers in words may be added: a summary may
// say that six firms are named where the row names six.
func (r Row) Added(a *corpus.Article) []string {
	parts := append([]string{r.Title, r.Publisher, r.URL, spelled(a.Published), a.TitleEN}, r.Facts...)
	all := strings.Join(parts, " . ")
	have := append(figuresOf(all), inWords(all, wordNumber)...)
	var added []string
	for _, s := range figuresOf(a.Text) {
		if !slices.Contains(have, s) && !slices.Contains(added, s) {
			added = append(added, s)
		}
	}
	return added
}

// spelled writes a date in the forms in which a summary may name it.
func spelled(d corpus.Date) string {
	s := d.String()
	if d.Month == 0 {
		return s
	}
	m := months[d.Month-1]
	if d.Day == 0 {
		return s + " . " + m
	}
	return s + " . " + m + " " + strings.TrimLeft(s[len(s)-2:], "0")
}

var months = []string{"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

var (
	number = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	// "5G" is a name, which a summary may use freely.
	generation = regexp.MustCompile(`\b[2-6]G\b`)
	month      = `(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?`
	// A day may be followed by a second one: "October 14 and 15", "May 2-3".
	monthDay = regexp.MustCompile(`\b` + month + ` (\d{1,2})\b(?:(?: and |-|–| to | or )(\d{1,2})\b)?`)
	dayMonth = regexp.MustCompile(`\b(\d{1,2})(?: and |-|–| to | or )?(\d{1,2})? ` + month)
)

// numerals are the numbers that are written in words. "One" is left out, as it
// is mostly no number.
var numerals = map[string]string{"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "twenty": "20", "thirty": "30",
	"forty": "40", "fifty": "50", "sixty": "60"}

const overTwo = `three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty`

var (
	wordNumber = regexp.MustCompile(`(?i)\b(two|` + overTwo + `)\b`)
	// "The two sides" counts nothing, "two hours" does.
	countedNumber = regexp.MustCompile(`(?i)\b(?:(two)[ -](?:hours?|days?|weeks?|months?|years?|decades?|thirds?|dozen|million|billion)|(` + overTwo + `))\b`)
)

// inWords returns the numbers in words that form finds, in digits.
func inWords(text string, form *regexp.Regexp) []string {
	var digits []string
	for _, m := range form.FindAllStringSubmatch(text, -1) {
		digits = append(digits, numerals[strings.ToLower(strings.Join(m[1:], ""))])
	}
	return digits
}

// figuresOf returns the numbers in digits of a text and its days ("Oct 14"), in
// no order that matters, with repetitions.
func figuresOf(text string) []string {
	figures := number.FindAllString(generation.ReplaceAllString(text, ""), -1)
	for _, m := range monthDay.FindAllStringSubmatch(text, -1) {
		figures = appendDays(figures, m[1], m[2], m[3])
	}
	for _, m := range dayMonth.FindAllStringSubmatch(text, -1) {
		figures = appendDays(figures, m[3], m[1], m[2])
	}
	return figures
}

func appendDays(figures []string, month string, days ...string) []string {
	for _, d := range days {
		if d != "" {
			figures = append(figures, month+" "+strings.TrimLeft(d, "0"))
		}
	}
	return figures
}

// A name within a sentence; at its start any word has a capital.
var nameWithin = regexp.MustCompile(`[\pL,;'’(] (\p{Lu}[\pL\pM]+)`)

// MissingNames returns the capitalised words within the row's facts that do not
// stand in a summary or its publisher's name, each once. A summary may put a
// name otherwise ("Dutch" for "of the Netherlands"), so these want judgement.
func (r Row) MissingNames(a *corpus.Article) []string {
	var missing []string
	for _, f := range r.Facts {
		for _, m := range nameWithin.FindAllStringSubmatch(f, -1) {
			if !strings.Contains(a.Text+a.Publisher, m[1]) && !slices.Contains(missing, m[1]) {
				missing = append(missing, m[1])
			}
		}
	}
	return missing
}
