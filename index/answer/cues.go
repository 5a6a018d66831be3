package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
)

// A reading of what a question is after, beyond its kind: from rules over its
// words, which are those of English at large.
type cues struct {
	defines bool            // what something is
	office  bool            // who someone is
	reacts  string          // topic of those whose words or view is asked for, or ""
	money   bool            // an amount of money
	atLarge bool            // their view of the programme, and of nothing more
	why     bool            // a reason
	wants   map[string]bool // kinds of entities asked for
	reasons wordBits        // of the vocabulary: words that give a reason, where why
}

// Words, as stems, that tell what a question is after.
var (
	defineWords = stemSet("explain define definition meaning mean stand")
	whyWords    = stemSet("reason reasons because purpose motive")
)

// moneyWords are stems that ask for money.
var moneyWords = stemSet("cost price pay paid spend spent money worth fee loan budget fund funding dollar invest investment debt fine expensive")

// wantedKinds tell by the noun after which, what or list what kind of entity is
// asked for.
var wantedKinds = map[string][]string{
	"country": stems("country countries nation nations state states government governments capital"),
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
		q.why = q.why || w == "why" || w == "whys" || whyWords[st]
		if q.Words[st] && !defineWords[st] {
			content++
		}
		if i > 0 && i < 6 || len(words) > 0 && words[0] == "list" {
			for kind, nouns := range wantedKinds {
				if slices.Contains(nouns, st) && asksFor(words[:i]) {
					q.want(kind)
				}
			}
		}
	}
	asked := false
	for _, opener := range []string{" what is ", " what are ", " whats ", " what s ", " who is ", " whos ", " explain ", " define ", " definition ", " meaning ", " mean ", " tell me about "} {
		asked = asked || strings.Contains(line, opener)
	}
	q.defines = asked && len(q.Entities) > 0 && content <= 1 && q.kind != askedHowMany && q.kind != askedWhen
	q.readPerson(words)
	if q.kind == askedWho {
		q.want("person")
	}
	q.readSide(words)
	q.money = q.kind == askedHowMany && len(q.unit) == 0 && slices.ContainsFunc(q.parts, func(w asking) bool { return moneyWords[w.stem] })
	if q.why {
		q.reasons = q.bitsOf(reasons)
	}
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
	office := slices.ContainsFunc(q.parts, func(w asking) bool { return officeWords[w.stem] })
	alone := q.kind == askedWho && len(q.parts) == 0 && len(words) < 7
	if q.office = office && len(q.parts) < 4 || alone; q.office {
		q.defines, q.kind = true, askedOther
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

// hasOffice reports whether text names an office beside the name of the person
// that the question is about: in the three words before it, or in the six after.
func (q *question) hasOffice(text string, mentions []corpus.Mention) bool {
	for _, m := range mentions {
		if !q.asks(m.Entity) {
			continue
		}
		before := fields(text[max(0, m.Span.Start-60):m.Span.Start])
		after := fields(text[m.Span.End:min(len(text), m.Span.End+70)])
		base := max(0, m.Span.Start-60)
		for _, f := range before[max(0, len(before)-3):] {
			if roles[stem(text[base+f.Start:base+f.End])] {
				return true
			}
		}
		for _, f := range after[:min(6, len(after))] {
			if roles[stem(text[m.Span.End+f.Start:m.Span.End+f.End])] {
				return true
			}
		}
	}
	return false
}

// asksFor reports whether words that end before a noun ask for it.
func asksFor(before []string) bool {
	return slices.ContainsFunc(before[max(0, len(before)-3):], func(w string) bool {
		switch w {
		case "which", "what", "whats", "list", "name", "whose":
			return true
		}
		return false
	})
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

// defining reports whether what follows a name tells what it is.
func defining(after string) bool {
	f := strings.Fields(after[:min(len(after), 60)])
	for i, w := range f {
		switch strings.ToLower(strings.Trim(w, ",.()\"")) {
		case "is", "are", "was", "means", "aims", "keeps", "meant", "refers", "covers", "requires", "stands", "asks", "seeks", "describes", "an", "a":
			return true
		}
		if i == 3 {
			break
		}
	}
	return false
}

// reasons are words, as stems, of sentences that give a reason.
var reasons = stemSet("because since reason grounds fear fears concern concerns worry risk threat argue argued so therefore owing cannot")

func givesReason(text string) bool {
	for _, w := range []string{"because", " since ", "due to", "in order to"} {
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
