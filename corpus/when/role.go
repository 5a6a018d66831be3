package when

import (
	"regexp"
	"slices"
	"strings"

	"cleannet/corpus"
)

// A Role says what a date in a sentence is the date of.
type Role int

const (
	// Event is a date on which something took place, or from which it held.
	Event Role = iota
	// Report is the date of a publication that tells of it.
	Report
	// Ahead is a date that lay in the future when it was written, or a deadline.
	Ahead
)

// reportReach is how many words before a date the verb of a report may stand:
// "wrote in an article for the paper on", "posted the fact sheet on".
const reportReach = 8

// reported are verbs of publishing. Saying and announcing are not among them:
// that a minister said something on a day is itself what took place.
var reported = regexp.MustCompile(`(?i)\b(?:(?:reports?|reported|reporting|wrote|writes|published|posted|noted|recalled|recalls|added|updated|reprinted|relayed|dated)\b` +
	`|(?:report|article|story|headline|issue|edition|commentary|editorial|sheet|release|post|page|print|reprint|reprints|blog|survey|study|thesis)\b(?: (?:of|from|by)\b| on\b|$))`)

// passive matches a rule or list that is published as an act of its own.
var passive = regexp.MustCompile(`(?i)\b(?:was|were|been|be) (?:published|posted|updated|added|noted|reported|relayed)\b`)

// named matches the name of who reports right before the date: "citing Voice of
// America of", "as described by ActuGeeks on", "according to El Caribe on".
var named = regexp.MustCompile(`(?:\b(?:[Aa]fter|[Cc]iting|[Pp]er|[Dd]escribed by|[Aa]ccording to)(?: the| a| an)?(?: [\p{Lu}\p{Lo}][^ ,;:]*| of)+ (?:of|on|in))\s*$`)

// limit matches what stands before the last moment of something.
var limit = regexp.MustCompile(`(?i)\b(?:by|until|till|before|no later than|not later than|deadline (?:of|is|was)|due (?:on|in|by)|from|after|effective|scheduled for|planned for|expected (?:on|in|by)|up to|through)` +
	`(?: about| around| some ?time in| the| end| start| beginning| middle| first half| second half| half| of| early| mid| late| in)*[ -]*$`)

// intent matches words by which something is still to come.
var intent = regexp.MustCompile(`(?i)\b(?:will|would|shall|must|should|may|might|could|to be|were to|was to|is to|are to|plans?|planned|expects?|expected|scheduled|orders?|ordered|wants?|wanted|promised|pledged|aims?|aimed|deadlines?|until|no later than|has to|have to|had to|intends?|intended)\b`)

// RoleOf returns what a date in a sentence is the date of. at is its place in
// the sentence, in bytes; published is of the article, zero where it is not
// known. publishers are the names under which the sentence may speak of who
// publishes it; one that is itself who acts, as a ministry is, is none.
func RoleOf(sentence string, at corpus.Span, d, published corpus.Date, publishers ...string) Role {
	before := clause(sentence[:at.Start])
	if reportedBefore(before, publishers) {
		return Report
	}
	if !published.IsZero() && d.First().Compare(published.Last()) > 0 {
		return Ahead
	}
	if limit.MatchString(before) && intent.MatchString(sentence) {
		return Ahead
	}
	return Event
}

// clause returns the last words before a date in its own clause: in "the paper
// recalled that in May" the month is not that of the paper.
func clause(before string) string {
	for _, end := range []string{";", " that ", " how ", " when "} {
		if i := strings.LastIndex(before, end); i >= 0 {
			before = before[i+len(end):]
		}
	}
	words := strings.Fields(before)
	return strings.Join(words[max(0, len(words)-reportReach-2):], " ")
}

func reportedBefore(before string, publishers []string) bool {
	words := strings.Fields(before)
	near := strings.Join(words[max(0, len(words)-reportReach):], " ")
	if reported.MatchString(near) && !passive.MatchString(before) || named.MatchString(before) {
		return true
	}
	return slices.ContainsFunc(publishers, func(name string) bool { return len(name) > 2 && strings.Contains(" "+near, " "+name) })
}
