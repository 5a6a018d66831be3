package answer

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryNames are the English names of all countries, in lower case, after the
// Unicode CLDR: people write them so, and of those that no source names nothing
// else tells that they are names.
var countryNames = sync.OnceValue(func() map[string]bool {
	english, names := display.English.Regions(), map[string]bool{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && r.IsCountry() && r.Canonicalize() == r {
				names[strings.ToLower(english.Name(r))] = true
			}
		}
	}
	return names
})

// longestCountry is how many words of a question may be the name of one.
const longestCountry = 4

// readCountries notes the countries that the question names, other than by names
// that are known.
func (q *question) readCountries() {
	text := q.text
	for _, e := range q.Entities {
		text = strings.ReplaceAll(text, q.text[e.Span.Start:e.Span.End], " | ")
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !wordRune(r) && r != '|' })
	for i := range words {
		for n := min(longestCountry, len(words)-i); n > 0; n-- {
			if name := strings.Join(words[i:i+n], " "); countryNames()[name] {
				q.countries = append(q.countries, name)
				break
			}
		}
	}
}

// elsewhere reports whether the question names such a country that none of the
// texts does: what is told of one country is not so of another.
func (q *question) elsewhere(texts ...reading) bool {
	return slices.ContainsFunc(q.countries, func(name string) bool {
		return !slices.ContainsFunc(texts, func(r reading) bool { return strings.Contains(strings.ToLower(r.text), name) })
	})
}
