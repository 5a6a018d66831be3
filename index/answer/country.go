package answer

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cleannet/corpus"
)

// countryNames are the English names of all countries as spaced has them, after the
// Unicode CLDR: people write them so, and of those that no source names nothing
// else tells that they are names.
var countryNames = sync.OnceValue(func() map[string]bool {
	english, names := display.English.Regions(), map[string]bool{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !r.IsCountry() || r.Canonicalize() != r {
				continue
			}
			name, other, _ := strings.Cut(strings.ReplaceAll(english.Name(r), "&", "and"), " (") // Myanmar (Burma)
			names[spaced(name)] = true
			if other != "" {
				names[spaced(other)] = true
			}
		}
	}
	return names
})

// longestCountry is how many words of a question may be the name of one.
const longestCountry = 4

// countriesIn returns the countries that a text names, other than at the mentions,
// as spaced has them.
func countriesIn(text string, mentions []corpus.Mention) (out []string) {
	at := 0
	for _, m := range append(slices.Clone(mentions), corpus.Mention{Span: corpus.Span{Start: len(text), End: len(text)}}) {
		words := strings.Fields(spaced(text[min(at, m.Span.Start):m.Span.Start]))
		at = m.Span.End
		for i := range words {
			for n := min(longestCountry, len(words)-i); n > 0; n-- {
				if name := " " + strings.Join(words[i:i+n], " ") + " "; countryNames()[name] {
					out = append(out, name)
					break
				}
			}
		}
	}
	return out
}

// elsewhere reports whether the question names such a country that none of the
// texts does: what is told of one country is not so of another.
func (q *question) elsewhere(texts ...reading) bool {
	return slices.ContainsFunc(q.countries, func(name string) bool {
		return !slices.ContainsFunc(texts, func(r reading) bool { return strings.Contains(spaced(r.text), name) })
	})
}

// spaced returns the words of text in lower case with one space around each.
func spaced(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !wordRune(r) }), " ") + " "
}
