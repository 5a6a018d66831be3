package answer

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
)

// A reading of what a question is after, beyond its kind: from rules over its
// words, which are those of English at large.
type cues struct {
	defines  bool            // what something is
	office   bool            // who someone is
	reacts   string          // topic of those whose words or view is asked for, or ""
	money    bool            // an amount of money
	atLarge  bool            // their view of the programme, and of nothing more
	why      bool            // a reason
	verbatim bool            // someone's own words
	wants    map[string]bool // kinds of entities asked for
	plural   bool            // several of them
	reasons  wordBits        // of the vocabulary: words that give a reason, where why
}

// Words, as stems, that tell what a question is after.
var (
	defineWords = stemSet("explain define definition meaning mean stand")
	whyWords    = stemSet("reason reasons because purpose motive")
)

// moneyWords are stems that ask for money.
var moneyWords = stemSet("cost price pay paid spend spent money worth fee loan budget fund funding dollar invest investment debt fine expensive")

// verbatimWords are stems that ask for someone's own words, or what they call something.
var verbatimWords = stemSet("quote wording verbatim phrase metaphor slogan nickname call dub label brand liken compare characterise characterize")

// wantedKinds tell by the noun after which, what or list what kind of entity is
// asked for.
var wantedKinds = map[string][]string{
	"country": stems("country countries nation nations state states government governments"),
	"company": stems("company companies firm firms operator operators carrier carriers telco telcos vendor vendors supplier suppliers maker makers provider providers business businesses manufacturer manufacturers chipmaker chipmakers"),
	"person":  stems("person people official officials minister ministers president diplomat diplomats author authors expert experts envoy secretary leader leaders head chief ambassador"),
	"body":    stems("body bodies organisation organisations organization organizations agency agencies regulator regulators ministry ministries institute group groups association court university"),
	"place":   stems("city cities place places town region regions"),
}

// readCues reads them off the words of a question, in lower case.
func (q *question) readCues(words []string) {
	line := " " + strings.Join(words, " ") + " "
	content := 0
	for i, w := range words {
		st := stem(w)
		q.why = q.why || w == "why" || w == "whys" || whyWords[st] && q.kind != askedYesNo
		if q.Words[st] && !defineWords[st] {
			content++
		}
		if i > 0 && i < 6 || len(words) > 0 && words[0] == "list" {
			for kind, nouns := range wantedKinds {
				if slices.Contains(nouns, st) && asksFor(words[:i]) {
					q.want(kind)
					q.plural = q.plural || strings.HasSuffix(w, "s") || w == "people"
				}
			}
		}
	}
	q.verbatim = slices.ContainsFunc(words, func(w string) bool { return verbatimWords[stem(w)] })
	asked := false
	for _, opener := range []string{" what is ", " what are ", " whats ", " what s ", " who is ", " whos ", " explain ", " define ", " definition ", " meaning ", " mean ", " tell me about "} {
		asked = asked || strings.Contains(line, opener)
	}
	q.defines = q.office || asked && q.definable(content) && q.kind != askedHowMany && q.kind != askedWhen
	if q.defines && len(q.Words) == 0 && !q.plural { // "what is Clean Carrier" asks for no carrier
		q.wants = nil
	}
	if q.kind == askedWho {
		q.want("person")
	}
	q.readSide(words)
	q.money = q.kind == askedHowMany && len(q.unit) == 0 && slices.ContainsFunc(q.parts, func(w asking) bool { return moneyWords[w.stem] })
	if q.why {
		q.reasons = q.bitsOf(reasons)
	}
}

// definable reports whether a question that has the form of one for a definition
// is one, with so many words beside names: a programme's aim tells what it is, but
// no country's population what that is.
func (q *question) definable(content int) bool {
	programme := slices.ContainsFunc(q.Entities, func(m corpus.Mention) bool { return m.Kind == "programme" })
	return len(q.Entities) > 0 && (content == 0 || content == 1 && programme)
}

// Words that ask what someone says or thinks, and stems of those that ask for
// criticism.
var (
	speechWords = set("say says said tell told think thinks thought view views opinion opinions react reacts reacted reaction reactions respond responds responded " +
		"response answer answered reply replied comment statement stance position argue argued claim claimed complain protest rebuke")
	criticWords = stemSet("critic critics criticism criticise criticize criticised criticized sceptic skeptic opponent objection downside drawback flaw")
)

// The topics of sources that give the view of China's government and of critics.
const (
	chinaTopic  = "china-reaction"
	criticTopic = "criticism"
)

// chinaSide are the entities whose words are those of China's government.
var chinaSide = set("china mfa-china ccp")

// readSide sees whose view is asked for: China's where it is the first actor
// named and the only country beside the United States. The view is of the
// programme at large where the question names nothing else.
func (q *question) readSide(words []string) {
	speaks, critics, other := false, false, 0
	for _, w := range words {
		speaks = speaks || speechWords[w]
		critics = critics || criticWords[stem(w)]
		if st := stem(w); q.Words[st] && !speechWords[w] && !criticWords[st] {
			other++
		}
	}
	first, at := "", true
	for _, e := range q.Entities {
		switch {
		case chinaSide[e.Entity], e.Entity == "us", e.Entity == subjectEntity:
		case e.Kind == "country":
			speaks, at = false, false
		default:
			at = false
		}
		if first == "" && (who[e.Kind] || e.Kind == "country") {
			first = e.Entity
		}
	}
	switch {
	case critics:
		q.reacts = criticTopic
	case speaks && chinaSide[first]:
		q.reacts = chinaTopic
	}
	q.atLarge = q.reacts != "" && at && other == 0
}

// gives tells how far an article gives the view that is asked for: 1 where that
// is its stance or its foremost topic, 1/2 where it is one of its topics.
func (q *question) gives(a *corpus.Article) float64 {
	stance := map[string]corpus.Stance{chinaTopic: corpus.ChinaGov, criticTopic: corpus.Critic}
	switch {
	case q.reacts == "":
		return 0
	case a.Stance == stance[q.reacts], len(a.Topics) > 0 && a.Topics[0] == q.reacts:
		return 1
	case slices.Contains(a.Topics, q.reacts):
		return 0.5
	}
	return 0
}

// readPerson sees that a question is who someone is, which their office answers
// and not another name: "who is" and a name alone, or the word for an office
// beside a name.
func (q *question) readPerson(words []string) {
	people := 0
	for _, e := range q.Entities {
		if e.Kind == "person" {
			people++
		}
	}
	if people != 1 || len(q.Entities) > 1 {
		return
	}
	office := 0
	for st := range q.Words {
		if officeWords[st] {
			office++
		}
	}
	alone := q.kind == askedWho && len(q.Words) == 0 && len(words) < 7
	if q.office = office > 0 && len(q.Words) < 4 || alone; !q.office {
		return
	}
	q.kind = askedOther
	if len(q.Words)-office < 2 { // "full title", "job title"
		for st := range maps.Clone(q.Words) {
			q.forget(st)
		}
	}
}

// officeWords are stems of words that ask for an office, roles those of the
// offices themselves.
var (
	officeWords = stemSet("title position post job role rank office profession occupation")
	roles       = stemSet("minister secretary president premier chancellor chief chairman chairwoman chair ceo executive director ambassador envoy " +
		"spokesman spokeswoman spokesperson official senator commissioner founder head professor representative governor mayor general " +
		"undersecretary counsellor analyst researcher economist lawyer advisor adviser fellow scholar editor officer")
)

// officeIn tells how far text names an office beside the name of the person that
// the question is about: up to 1 for one before it ("Under Secretary Keith Krach"), or
// behind it set off by a comma or told by "is"; less for one told in few words, formerOffice of it for one no longer held.
func (q *question) officeIn(text string, mentions []corpus.Mention) float64 {
	best := 0.0
	for _, m := range mentions {
		if q.asks(m.Entity) {
			best = max(best, officeBefore(text[max(0, m.Span.Start-officeReach):m.Span.Start]), officeAfter(text[m.Span.End:]))
		}
	}
	return best
}

// officeReach is how many bytes from a name its office is looked for.
const officeReach = 60

// officeBefore looks for an office that leads to a name: all words from it on have
// capitals or tell of what.
func officeBefore(text string) float64 {
	words := fields(text)
	for i := len(words) - 1; i >= max(0, len(words)-5); i-- {
		word := text[words[i].Start:words[i].End]
		next := len(text)
		if i+1 < len(words) {
			next = words[i+1].Start
		}
		if strings.Trim(text[words[i].End:next], " ") != "" {
			return 0
		}
		if roles[stem(word)] {
			return ifFormer(text[:words[i].Start]) * fullness(len(words)-i)
		}
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) && word != "of" && word != "for" && word != "and" {
			return 0
		}
	}
	return 0
}

// officeAfter looks for an office that follows a name.
func officeAfter(text string) float64 {
	text = text[:min(len(text), officeReach)]
	rest, apart := strings.CutPrefix(text, ", ")
	if !apart && !strings.HasPrefix(text, " is ") && !strings.HasPrefix(text, " was ") {
		return 0
	}
	rest, _, _ = strings.Cut(rest, ",")
	for _, f := range fields(rest) {
		if roles[stem(rest[f.Start:f.End])] {
			return ifFormer(rest[:f.Start]) * fullness(len(fields(rest)))
		}
	}
	return 0
}

// fullness is what an office counts that is told in so many words: "Under Secretary
// of State for Economic Growth" says more than "official".
func fullness(words int) float64 { return 0.7 + 0.05*float64(min(words, 6)) }

// formerOffice is what an office counts that is no longer held: the sources tell of a
// time when people held others.
const formerOffice = 0.25

// ifFormer is what an office counts by the words before it.
func ifFormer(before string) float64 {
	words := strings.Fields(strings.ToLower(before))
	for _, w := range words[max(0, len(words)-5):] {
		if w == "former" || w == "ex" || w == "then" || strings.HasPrefix(w, "ex-") {
			return formerOffice
		}
	}
	return 1
}

// asksFor reports whether words that end before a noun ask for it: one of the last three
// does, with no article behind it.
func asksFor(before []string) bool {
	for i := len(before) - 1; i >= max(0, len(before)-3); i-- {
		switch before[i] {
		case "which", "what", "whats", "list", "name", "whose":
			return true
		case "a", "an": // "what makes a vendor trusted"
			return false
		}
	}
	return false
}

func (q *question) want(kind string) {
	if q.wants == nil {
		q.wants = map[string]bool{}
	}
	q.wants[kind] = true
}

// plain reports whether an article may define what it speaks of: one that takes
// the part of its critics does not, nor an opinion.
func plain(a *corpus.Article) bool {
	return a.Kind != corpus.Opinion && a.Stance != corpus.Critic && a.Stance != corpus.ChinaGov
}

// Words that lead from a name to what it is: verbs, and after a form of "to be"
// those with which that is told; another than those tells what became of it ("was
// not discussed").
var (
	definingVerbs = set("means aims keeps meant refers covers requires stands asks seeks describes an a")
	copulas       = set("is are was were")
	afterCopula   = set("a an the one meant intended designed supposed called defined described")
)

// defining reports whether what follows a name tells what it is, within four words.
func defining(after string) bool {
	words := strings.Fields(strings.ToLower(after[:min(len(after), 60)]))
	for i, w := range words[:min(4, len(words))] {
		w = strings.Trim(w, ",.()\"")
		if definingVerbs[w] || copulas[w] && i+1 < len(words) && afterCopula[words[i+1]] {
			return true
		}
	}
	return false
}

// reasons are words, as stems, of sentences that give a reason.
var reasons = stemSet("because since reason grounds fear fears concern concerns worry risk threat argue argued so therefore owing cannot")

func givesReason(text string) bool {
	for _, w := range []string{"because", " since ", "due to", "in order to", "for the sake of", "for fear", "owing to", "on account of", "so that "} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// pointing are the words that begin a sentence which leans on the one before.
var pointing = set("it he she they this that these those its his her their the such both another also there")

// pointsBack reports whether text begins with a word that points back: a
// pronoun, or "the" with a common noun, as names keep their capitals.
func pointsBack(text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	var buf [32]byte
	w := buf[:0]
	for _, r := range first {
		w = utf8.AppendRune(w, unicode.ToLower(r))
	}
	if !pointing[string(w)] {
		return false
	}
	if string(w) != "the" {
		return true
	}
	next, _, _ := strings.Cut(rest, " ")
	for _, r := range next {
		return unicode.IsLower(r)
	}
	return false
}
