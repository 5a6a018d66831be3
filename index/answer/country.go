package answer

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryNames are the English names of all countries, in lower case between spaces, after
// the Unicode CLDR: people write them so, and of those that no source names nothing
// else tells that they are names.
var countryNames = sync.OnceValue(func() []string {
	names := display.English.Regions()
	var out []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !r.IsCountry() || r.Canonicalize() != r {
				continue
			}
			if name := strings.ToLower(names.Name(r)); name != "" {
				out = append(out, " "+name+" ")
			}
		}
	}
	return out
})

// elsewhere reports whether the question names a country, other than by a name that
// is known, that none of the texts names: what is told of one country is not so of
// another.
func (q *question) elsewhere(texts ...reading) bool {
	asked := spaced(q.text)
	for _, e := range q.Entities {
		asked = strings.ReplaceAll(asked, spaced(q.text[e.Span.Start:e.Span.End]), " ")
	}
	return slices.ContainsFunc(countryNames(), func(name string) bool {
		return strings.Contains(asked, name) && !slices.ContainsFunc(texts, func(r reading) bool { return strings.Contains(spaced(r.text), name) })
	})
}

// spaced returns text in lower case with one space around each word.
func spaced(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !wordRune(r) }), " ") + " "
}
