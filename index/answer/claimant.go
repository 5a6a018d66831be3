package answer

import (
	"regexp"
	"strings"

	"cleannet/corpus"
)

// saying matches the verbs by which somebody claims something, as they stand
// behind who does: "Pompeo said", "the State Department's website showed".
var saying = regexp.MustCompile(`^(?:['’]s?)?(?: (?:[a-z]+|[A-Z][a-z]+ [a-z]+)){0,2}? (?:has |have |had )?(?:said|says|claimed|claims|announced|announces|told|put|puts|counted|counts|stated|states|declared|confirmed|acknowledged|showed|shows|listed|lists|gave|gives|noted|argued|maintained)\b`)

// accordingTo matches what stands before who claims something.
var accordingTo = regexp.MustCompile(`(?i)\b(?:according to|in the words of)(?: the| a)? $`)

// claimants are the kinds of entities that claim things.
var claimants = set("person body country company")

// office matches what of a country or body speaks, behind its name.
var office = regexp.MustCompile(`^(?:['’]s)? (?:government|foreign ministry|ministry|officials?|regulator|website|presidency|embassy)\b`)

// contrast parts what one claims from what another does.
var contrast = regexp.MustCompile(`\b(?:while|but|whereas|although|though)\b|;`)

// claimant returns who claims the value that a sentence holds, as the sentence
// names them, if that is another than who publishes it.
func claimant(r reading, publisher string, value corpus.Span) (corpus.Span, bool) {
	for _, m := range r.mentions {
		name := r.text[m.Span.Start:m.Span.End]
		if !claimants[m.Kind] || strings.Contains(publisher, name) || strings.Contains(publisher, m.Name) {
			continue
		}
		if between := r.text[min(m.Span.End, value.Start):max(m.Span.Start, value.Start)]; contrast.MatchString(between) {
			continue
		}
		if saying.MatchString(r.text[m.Span.End:]) || accordingTo.MatchString(tail(r.text[:m.Span.Start])) {
			by := m.Span
			by.End += len(office.FindString(r.text[by.End:]))
			return by, true
		}
	}
	return corpus.Span{}, false
}
