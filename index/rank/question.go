package rank

import "slices"

// A Type says what sort of thing a query asks for.
type Type int

// The types of questions.
const (
	Statement  Type = iota // a sentence that asks nothing
	Keywords               // a few words
	Who                    // a person, or a body that acts
	When                   // a date
	Where                  // a place
	HowMany                // a number
	Why                    // a reason
	How                    // a manner or a means
	YesNo                  //
	Definition             // what something is
	List                   // several things
	Comparison             // what sets things apart
	Timeline               // events in order
	What                   // any other thing
)

// names are the types' names for people who read logs and figures.
var names = [...]string{"statement", "keywords", "who", "when", "where", "how many", "why", "how", "yes/no",
	"definition", "list", "comparison", "timeline", "what"}

// String returns the type's name in lower case.
func (t Type) String() string { return names[t] }

// A rule gives a type to questions with one of the words at first, followed by
// one of the words at next where that is not empty.
type rule struct {
	first []string
	next  []string
	typ   Type
	any   bool // first may stand anywhere, not only at the start
}

// rules are tried in order. They work on folded words; German, Spanish, French,
// Portuguese, Italian and Dutch are there because their questions begin as
// regularly as English ones.
var rules = []rule{
	{[]string{"timeline", "chronology", "chronological"}, nil, Timeline, true},
	{[]string{"history"}, []string{"of"}, Timeline, true},
	{[]string{"compare", "compared", "comparison", "versus", "vs", "difference", "differences", "differ"}, nil, Comparison, true},
	{[]string{"list", "name"}, []string{"all", "some", "the", "of", "three", "two", "four", "five", "every"}, List, false},
	{[]string{"how", "what's", "whats"}, []string{"many", "much", "long", "far", "old", "tall", "big", "often", "high", "large", "fast", "deep", "wide", "heavy", "hot", "cold", "few"}, HowMany, true},
	{[]string{"what", "which"}, []string{"percentage", "percent", "number", "amount", "proportion", "fraction", "population", "size", "temperature", "cost", "price", "length", "height", "distance", "share"}, HowMany, true},
	{[]string{"what", "which"}, []string{"year", "date", "day", "month", "century", "decade", "time", "era", "season", "period"}, When, true},
	{[]string{"what", "which"}, []string{"city", "country", "state", "place", "continent", "region", "town", "county", "province", "location", "river", "island", "district", "area", "neighborhood", "street", "nation"}, Where, true},
	{[]string{"what", "which"}, []string{"person", "president", "king", "queen", "company", "team", "man", "woman", "author", "scientist", "actor", "actress", "singer", "emperor", "philosopher", "organization", "group", "university", "minister", "leader", "player", "artist", "director", "general", "pope", "party", "agency", "corporation"}, Who, true},
	{[]string{"what"}, []string{"caused", "causes", "led", "prompted"}, Why, true},
	{[]string{"reason", "reasons"}, nil, Why, true},
	{[]string{"when", "wann", "cuándo", "cuando", "quand", "quando", "wanneer"}, nil, When, false},
	{[]string{"who", "whom", "whose", "wer", "wen", "wem", "wessen", "quién", "quien", "quiénes", "qui", "quem", "chi", "wie"}, []string{"is", "was", "are", "were"}, Who, false},
	{[]string{"where", "wo", "wohin", "woher", "dónde", "donde", "où", "onde", "dove", "waar"}, nil, Where, false},
	{[]string{"why", "warum", "wieso", "weshalb", "pourquoi", "perché", "waarom"}, nil, Why, false},
	{[]string{"por"}, []string{"qué", "que"}, Why, false},
	{[]string{"wie"}, []string{"viel", "viele", "vielen", "lange", "hoch", "weit", "groß", "alt", "oft", "schnell", "tief", "breit", "schwer"}, HowMany, true},
	{whichAbroad, []string{"prozentsatz", "anteil", "anzahl", "zahl", "porcentaje", "número", "cantidad", "proporción", "pourcentage", "percentuale", "numero"}, HowMany, true},
	{whichAbroad, []string{"jahr", "jahren", "datum", "tag", "monat", "jahrhundert", "jahrzehnt", "año", "años", "fecha", "día", "mes", "siglo", "década", "année", "jour", "mois", "siècle", "anno", "ano"}, When, true},
	{whichAbroad, []string{"stadt", "land", "ländern", "staat", "ort", "region", "kontinent", "fluss", "ciudad", "país", "países", "estado", "lugar", "región", "río", "ville", "pays", "lieu", "città", "paese", "cidade"}, Where, true},
	{whichAbroad, []string{"person", "unternehmen", "firma", "präsident", "könig", "spieler", "partei", "organisation", "gruppe", "universität", "persona", "empresa", "presidente", "rey", "jugador", "equipo", "partido", "organización", "grupo", "universidad", "personne", "entreprise", "parti", "azienda"}, Who, true},
	{[]string{"cuánto", "cuánta", "cuántos", "cuántas", "combien", "quanto", "quantos", "quanti", "hoeveel"}, nil, HowMany, true},
	{[]string{"who", "whom", "whose", "wer", "wen", "wem", "wessen", "quién", "quiénes", "quem"}, nil, Who, true},
	{[]string{"when", "wann", "cuándo"}, nil, When, true},
	{[]string{"where", "dónde", "wo", "wohin", "woher"}, nil, Where, true},
	{[]string{"why"}, nil, Why, true},
	{[]string{"define", "meaning", "definition"}, nil, Definition, true},
	{[]string{"is", "are", "was", "were", "did", "does", "do", "can", "could", "has", "have", "had", "will", "would", "should"}, nil, YesNo, false},
	{[]string{"how", "wie", "cómo", "comment", "como", "come", "hoe"}, nil, How, true},
	{[]string{"what", "which", "what's", "whats", "was", "welche", "welcher", "welches", "qué", "cuál", "cuáles", "que", "quel", "quelle", "quoi", "quale", "wat", "welk"}, nil, What, true},
	{whichAbroad, nil, What, true},
	{whatGerman, nil, What, true},
}

// whichAbroad is "which" in German, Spanish, French, Italian and Portuguese.
var whichAbroad = []string{"welche", "welchem", "welchen", "welcher", "welches", "qué", "que", "cuál", "quel", "quelle", "quels", "quelles", "quale", "quali", "qual"}

// whatGerman is "what" behind a preposition, in German: "for what".
var whatGerman = []string{"wobei", "wodurch", "wofür", "wogegen", "womit", "wonach", "woran", "worauf", "woraus", "worin", "worüber", "worum", "wovon", "wozu"}

// asking are words that do nothing but ask and are no words of English.
var asking = append([]string{"wer", "wen", "wem", "wessen", "wann", "wohin", "woher", "warum", "wieso", "weshalb", "welche", "welchem", "welchen", "welcher", "welches",
	"quién", "quiénes", "cuándo", "dónde", "cuál", "cuáles", "qué", "cuánto", "cuánta", "cuántos", "cuántas",
	"combien", "pourquoi", "quando", "perché", "quem", "wanneer", "waarom", "hoeveel"}, whatGerman...)

// Asks reports whether a folded word is a question word of another language than
// English. Texts seldom hold it, and not for what is asked.
func Asks(form string) bool { return slices.Contains(asking, form) }

// Longest is how many words that carry meaning a question may have; what is
// longer describes rather than asks, whatever words stand in it.
const Longest = 14

// TypeOf returns the type of a query from its folded words in order. content
// is how many of them are no stop words.
func TypeOf(words []string, content int) Type {
	if content > Longest {
		return Statement
	}
	for _, r := range rules {
		if i := r.match(words); i >= 0 {
			return refine(r.typ, words[i:], content)
		}
	}
	if content <= 4 {
		return Keywords
	}
	return Statement
}

// counting are words behind which stands what a question wants counted, and sums
// those that an "of" parts from it; between is what may stand before it.
var (
	counting = []string{"many", "much", "few", "viel", "viele", "vielen", "cuánto", "cuánta", "cuántos", "cuántas", "combien", "quanti", "quante", "quantos", "quantas", "hoeveel"}
	sums     = []string{"number", "amount", "total", "percentage", "percent", "proportion", "fraction", "share"}
	between  = []string{"of", "the", "its", "their", "his", "other", "different", "total", "de", "der", "la", "las", "los"}
)

// Counted returns which of the folded words of a question for a number says what
// is counted ("how many turnovers", "the number of seats"), or -1. Where a verb
// follows ("how much did it cost") it is the verb, mostly a stop word.
func Counted(words []string) int {
	for i, w := range words {
		ofSum := slices.Contains(sums, w) && i+1 < len(words) && words[i+1] == "of"
		if !ofSum && !slices.Contains(counting, w) {
			continue
		}
		for k, w := range words[i+1:] {
			if !slices.Contains(between, w) {
				return i + 1 + k
			}
		}
		return -1
	}
	return -1
}

// prepositions are what may stand before a question word.
var prepositions = []string{"in", "to", "at", "on", "by", "for", "with", "from", "of", "since", "until", "during", "after", "and", "so", "but",
	"für", "mit", "von", "aus", "bei", "auf", "zu", "nach", "seit", "bis", "an", "über", "gegen", "a", "de", "para", "con", "por", "en", "desde", "hasta"}

// match returns where r applies, or -1.
func (r rule) match(words []string) int {
	for i, w := range words {
		if slices.Contains(r.first, w) && (r.next == nil || i+1 < len(words) && slices.Contains(r.next, words[i+1])) {
			return i
		}
		// "in what year", "to whom": a preposition may stand before.
		if !r.any && !slices.Contains(prepositions, w) {
			break
		}
	}
	return -1
}

// refine tells "what is X" and "who is X", which ask for a definition, from
// other questions that begin so.
func refine(t Type, words []string, content int) Type {
	if (t == What || t == Who) && content <= 2 && len(words) > 2 && len(words) <= 6 &&
		slices.Contains([]string{"is", "are", "was", "were", "ist", "es", "est"}, words[1]) {
		return Definition
	}
	return t
}
