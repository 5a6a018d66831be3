package answer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"cleannet/corpus"
)

// A number is an amount that a text gives, with the word that it counts.
type number struct {
	span  corpus.Span // with the words that limit it: "more than 40"
	value float64
	// money tells that a sign of currency stands before it, which span holds.
	money bool
	// units are the stems of the up to three words after it: "telecom companies".
	units []string
}

// figure matches an amount at the start of a text: the words that limit one,
// currency, digits or a word for a number, scale, percent.
var figure = regexp.MustCompile(`(?i)^(?:(?:more than|less than|fewer than|at least|at most|up to|over|under|about|around|almost|nearly|some|roughly|approximately|close to|well over|as many as)\s+)?` +
	`(?:US\$|(?:USD|EUR|GBP)\s?|[$€£¥]\s?)?(?:` + digits + `|` + numeral + `)(?:\s?(?:%|percent\b|per cent\b))?(?:\s(?:million|billion|trillion)\b)?`)

const (
	digits  = `\d{1,3}(?:,\d{3})+(?:\.\d+)?\+?|\d+(?:\.\d+)?\+?`
	numeral = `\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b`
)

// digit finds the digits in a figure.
var digit = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)

// currency matches a sign of currency that an amount begins behind: a figure
// begins at the boundary of a word, which "$" has none before it. codes matches
// those of letters within an amount.
var (
	currency = regexp.MustCompile(`(?:\b(?:US|NT|HK|A|C))?[$€£¥]\s?$`)
	codes    = regexp.MustCompile(`\b(?:usd|eur|gbp)`)
)

// numerals are the words for numbers that texts write out.
var numerals = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

// numbers returns the amounts in text. Numbers within words, dates and names of
// generations (5G) are none.
func numbers(text string) []number {
	var out []number
	for i := 0; i < len(text); {
		at := figureAt(text, i)
		if at == nil {
			i++
			continue
		}
		i = at[1]
		n := number{span: corpus.Span{Start: at[0], End: at[1]}}
		n.span.Start -= len(currency.FindString(tail(text[:at[0]])))
		if glued(text, n.span) {
			continue
		}
		word := strings.ToLower(text[n.span.Start:at[1]])
		n.money = strings.ContainsAny(word, "$€£¥") || codes.MatchString(word)
		if d := digit.FindString(word); d != "" {
			v, err := strconv.ParseFloat(strings.ReplaceAll(d, ",", ""), 64)
			if err != nil {
				continue
			}
			n.value = v
		} else if r := text[at[1]-len(lastWord(word))]; r >= 'A' && r <= 'Z' {
			continue // a name: the Three Seas
		} else {
			for _, w := range strings.Fields(word) {
				n.value = max(n.value, numerals[w])
			}
		}
		switch {
		case strings.Contains(word, "%"), strings.Contains(word, "percent"), strings.Contains(word, "per cent"):
			n.units = append(n.units, percent)
		case strings.Contains(word, "million"):
			n.value *= 1e6
		case strings.Contains(word, "billion"):
			n.value *= 1e9
		case strings.Contains(word, "trillion"):
			n.value *= 1e12
		}
		n.after(text[at[1]:])
		out = append(out, n)
	}
	return out
}

// figureAt returns where the figure that begins at byte i of text stands, nil if
// none does.
func figureAt(text string, i int) []int {
	if !opensFigure(text, i) {
		return nil
	}
	at := figure.FindStringIndex(text[i:])
	if at != nil {
		at[0], at[1] = i, i+at[1]
	}
	return at
}

// opensFigure reports whether an amount may begin at byte i of text: figure is
// asked there alone, as it takes twenty times as long to look for the place
// itself.
func opensFigure(text string, i int) bool {
	b := text[i]
	if (i > 0 && wordByte(text[i-1])) == wordByte(b) {
		return false // no boundary of a word
	}
	switch {
	case b == '$' || b >= '0' && b <= '9' || b >= utf8.RuneSelf:
		return true
	case !letter(b) || len(text) < i+3:
		return false
	}
	head := [3]byte{lower(b), lower(text[i+1]), lower(text[i+2])}
	switch string(head[:]) {
	case "mor", "les", "few", "at ", "up ", "ove", "und", "abo", "aro", "alm", "nea", "som", "rou", "app", "clo", "wel", "as ", "us$", "usd", "eur", "gbp",
		"two", "thr", "fou", "fiv", "six", "sev", "eig", "nin", "ten", "ele", "twe", "fif":
		return true
	case "thi", "for": // thirty, forty; not this, for
		return len(text) > i+3 && (lower(text[i+3]) == 'r' || lower(text[i+3]) == 't')
	}
	return false
}

// wordByte reports whether b is part of a word as regular expressions see it.
func wordByte(b byte) bool { return b < utf8.RuneSelf && letter(b) || b >= '0' && b <= '9' || b == '_' }

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// glued reports whether a figure is part of a longer word or number: 5G, 721-045.
func glued(text string, s corpus.Span) bool {
	before, after := text[:s.Start], text[s.End:]
	if after != "" && (letter(after[0]) || after[0] == '-' && len(after) > 1 && !strings.HasPrefix(after, "-plus")) {
		return true
	}
	return before != "" && (letter(before[len(before)-1]) || before[len(before)-1] == '-' || before[len(before)-1] == '.' && len(before) > 1 && before[len(before)-2] != ' ')
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80 }

// after reads the words after a number, up to the first function word or sign.
func (n *number) after(text string) {
	last := 0
	for i, f := range fields(text[:min(len(text), 60)]) {
		if gap := text[last:f.Start]; strings.Trim(gap, " \"'“-") != "" || i == 3 {
			break
		}
		word := text[f.Start:f.End]
		st := stem(word)
		if st == "" || len(word) > 1 && word == strings.ToUpper(word) {
			break // "27 NATO members" are no count of members
		}
		n.units = append(n.units, st)
		last = f.End
	}
}

// yearlike reports whether n may be a year that stands where no date is read.
func (n number) yearlike() bool {
	return !n.money && n.span.Len() == 4 && n.value >= 1900 && n.value < 2100
}

// counts reports whether n counts one of the units.
func (n number) counts(units map[string]bool) bool {
	for _, u := range n.units {
		if units[u] {
			return true
		}
	}
	return false
}
