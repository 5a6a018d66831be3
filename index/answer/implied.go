package answer

import (
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/index"
)

// The subject of the sources, which people who ask them do not always name: "how
// many joined the alliance", "what did Knake think of it".
const (
	subjectEntity = "clean-network"
	subjectName   = "Clean Network"
)

// unnamed are nouns by which a programme is meant that was not named.
var unnamed = stemSet("program programme initiative alliance campaign policy plan scheme project coalition effort website site webpage")

// definite are words before such a noun that say that it is known which.
var definite = set("the this that us american america washington pompeo krach trump whole entire")

// openEnded are words that end a question which leaves out what someone, who is known,
// or countries joined.
var openEnded = set("join joined joining member members participate participated participating")

// imply adds the name of what the sources are about to a question that speaks of
// a programme without naming one. Where that is not known to the lookup, or the
// question names a programme or a company, it is returned as it is.
func imply(text string, lookup corpus.Lookup) string {
	known := func(m corpus.Mention) bool { return m.Entity == subjectEntity }
	others := func(m corpus.Mention) bool { return m.Kind == "programme" || m.Kind == "company" }
	mentions := lookup.Find(text)
	if slices.ContainsFunc(mentions, others) || !slices.ContainsFunc(lookup.Find(subjectName), known) {
		return text
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !wordRune(r) })
	someone := len(mentions) > 0 || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(wantedKinds["country"], stem(w)) })
	if n := len(words); n > 2 && openEnded[words[n-1]] && someone {
		return text + " " + subjectName
	}
	for i, w := range words {
		noun := unnamed[stem(w)] && slices.ContainsFunc(words[max(0, i-3):i], func(d string) bool { return definite[d] })
		object := w == "it" && i > 1 && len(mentions) > 0 && (i == len(words)-1 || words[i+1] == "a" || words[i+1] == "an")
		if noun || object {
			return text + " " + subjectName
		}
	}
	return text
}

// namesSubject reports whether a hit names what the sources are about, so that
// nothing is implied in a corpus about other things.
func namesSubject(h index.Hit) bool {
	return slices.ContainsFunc(h.Mentions, func(m corpus.Mention) bool { return m.Entity == subjectEntity })
}
