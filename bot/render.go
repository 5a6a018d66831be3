package bot

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cleannet/corpus"
	"cleannet/corpus/passage"
)

const (
	// maxMessage is how many UTF-16 units all texts of a message may have.
	maxMessage = 4000
	// maxParts is how many components a message may have, nested ones included.
	maxParts = 40
	// maxShownURL bounds an address within a text; a longer one is left to a
	// button.
	maxShownURL = 300
	// maxLinkURL bounds the address of a button.
	maxLinkURL = 512
	// maxLabel keeps a button whole on a phone.
	maxLabel = 38
	// The colours of cards. They carry no meaning.
	accent = 0x2f6f9f
)

// A card gathers the components of a message within Discord's budgets. What no
// longer fits is left out, and the caller is told.
type card struct {
	items []Component
	text  int // UTF-16 units of text so far
	parts int // components so far; the container counts as one
	slot  int // tells equal buttons apart
}

// left returns how many units of text still fit.
func (k *card) left() int { return maxMessage - k.text }

// fits reports whether n more units of text in p more components do.
func (k *card) fits(n, p int) bool {
	return k.text+n <= maxMessage && 1+k.parts+p <= maxParts
}

// say adds a paragraph; it returns false if that does not fit. An empty one
// counts as added.
func (k *card) say(markdown string) bool {
	n := width(markdown)
	if n == 0 {
		return true
	}
	if !k.fits(n, 1) {
		return false
	}
	k.items = append(k.items, Text{markdown})
	k.text, k.parts = k.text+n, k.parts+1
	return true
}

// beside adds a paragraph with a button; it returns false if that does not fit.
func (k *card) beside(markdown string, b Button) bool {
	n := width(markdown)
	if n == 0 || !k.fits(n, 3) {
		return false
	}
	k.items = append(k.items, Section{Texts: []Text{{markdown}}, Button: b})
	k.text, k.parts = k.text+n, k.parts+3
	return true
}

// line adds a separator, if there is something to part.
func (k *card) line() {
	if len(k.items) > 0 && k.fits(0, 1) {
		k.items = append(k.items, Separator{Line: true})
		k.parts++
	}
}

// row adds buttons in rows of five; the first of the row decides whether it fits.
func (k *card) row(buttons ...Button) {
	for row := range slices.Chunk(buttons, 5) {
		if k.fits(0, 1+len(row)) {
			k.items = append(k.items, Row{Buttons: row})
			k.parts += 1 + len(row)
		}
	}
}

// choose adds a select.
func (k *card) choose(s Select) {
	if len(s.Options) > 0 && k.fits(0, 2) {
		k.items = append(k.items, Row{Select: &s})
		k.parts += 2
	}
}

// body returns the message.
func (k *card) body() []Component { return []Component{Container{Accent: accent, Items: k.items}} }

// button returns a button that does c when pressed; false if c does not fit into
// an id.
func (c *call) button(k *card, style Style, label string, cur cursor) (Button, bool) {
	k.slot++
	cur.slot = k.slot
	id, ok := c.seal.seal(cur)
	return Button{Style: style, Label: cut(label, maxLabel), ID: id}, ok
}

// link returns a link button; false if the address is none for a button.
func link(label, address string) (Button, bool) {
	u := safeURL(address, maxLinkURL)
	return Button{Style: Link, Label: cut(label, maxLabel), URL: u}, u != ""
}

// safeURL returns an http or https address of at most limit units in which
// nothing ends a masked link or starts markdown, or "" if it is none. An address
// with a name and password in it is none: the host that people read there is not
// the one that it leads to.
func safeURL(address string, limit int) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	for _, r := range u.Host {
		if r > 0x7e || r <= ' ' || strings.ContainsRune(`()<>[]"\|*`+"`", r) && r != '[' && r != ']' {
			return "" // a host in other letters must come in its xn-- form
		}
	}
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("()<>\"\\|*`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	if b.Len() > limit {
		return ""
	}
	return b.String()
}

// titled returns an article's title as a link to it, cut to limit units. A title
// that is not the source's own stands in brackets.
func titled(a *corpus.Article, limit int) string {
	title := a.Title
	if a.TitleEN != "" {
		title = a.TitleEN
	}
	s := linked(title, a, limit)
	if a.TitleSupplied {
		s = `\[` + s + `\]`
	}
	return s
}

// published returns an article's publisher as a link to the article.
func published(a *corpus.Article) string { return linked(a.Publisher, a, 60) }

// linked returns a text as a link to an article, or the text alone where the
// address is too long. What would end the link is left out of the text, and a
// text that names an address itself is not made a link to another.
func linked(text string, a *corpus.Article, limit int) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("[]()<>", r) {
			return -1
		}
		return r
	}, clean(text))
	if text = cut(text, limit); text == "" {
		text = a.ID
	}
	s := inert(text)
	switch u := safeURL(a.URL, maxShownURL); {
	case u == "":
		return s
	case strings.Contains(text, "://"):
		host, _, _ := strings.Cut(u[strings.Index(u, "://")+3:], "/")
		return s + " [" + inert(host) + "](" + u + ")"
	default:
		return "[" + s + "](" + u + ")"
	}
}

// attribution says where a quote comes from in one line of small print: whether
// it is our summary or the source's own text, publisher, date, the title as a
// link, kind and view.
func (l lang) attribution(a *corpus.Article, number int) string {
	k := key("label.full")
	if a.Basis == corpus.Digest {
		k = "label.digest"
	}
	lead := ""
	if number > 0 {
		lead = "\\[" + strconv.Itoa(number) + "\\] "
	}
	return "-# " + lead + l.say(k, "publisher", inert(cut(a.Publisher, 80)), "date", l.date(a.Published)) +
		" · " + titled(a, 110) + " · " + l.sort(a)
}

// sort names an article's kind and stance.
func (l lang) sort(a *corpus.Article) string {
	return l.say(key("kind."+string(a.Kind))) + ", " + l.say(key("stance."+string(a.Stance)))
}

// date writes a date as people of the language do; "n.d." for none.
func (l lang) date(d corpus.Date) string {
	switch {
	case d.IsZero():
		return l.say("date.none")
	case d.Month == 0:
		return l.say("date.year", "year", d.Year)
	case d.Day == 0:
		return l.say("date.month", "year", d.Year, "month", l.month(d.Month))
	}
	return l.say("date.day", "year", d.Year, "month", l.month(d.Month), "day", d.Day)
}

// month names a month: in English by three letters, in Korean by its number.
func (l lang) month(m int) string {
	if l == korean {
		return strconv.Itoa(m)
	}
	return time.Month(m).String()[:3]
}

// country names a country by its ISO code; the code itself where it has no name.
func (l lang) country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	names := display.English.Regions()
	if l == korean {
		names = display.Korean.Regions()
	}
	if s := names.Name(region); s != "" {
		return s
	}
	return code
}

// language names a language by its BCP 47 code.
func (l lang) language(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	names := display.English.Languages()
	if l == korean {
		names = display.Korean.Languages()
	}
	base, _ := tag.Base()
	if s := names.Name(base); s != "" {
		return s
	}
	return code
}

// marked cuts text into runs at the marks that lie in span. Marks that only
// white space parts are joined, so that a phrase is one run.
func marked(a *corpus.Article, span corpus.Span, marks []corpus.Span) []run {
	var runs []run
	at := span.Start
	var joined []corpus.Span
	for _, m := range marks {
		if m.Start < at || m.End > span.End || m.Len() <= 0 {
			continue
		}
		at = m.End
		if n := len(joined); n > 0 && strings.TrimSpace(a.Text[joined[n-1].End:m.Start]) == "" {
			joined[n-1].End = m.End
			continue
		}
		joined = append(joined, m)
	}
	at = span.Start
	for _, m := range joined {
		runs = append(runs, run{spaced(a.Text[at:m.Start]), false}, run{clean(a.Slice(m)), true})
		at = m.End
	}
	return append(runs, run{spaced(a.Text[at:span.End]), false})
}

// spaced is clean, but keeps one space at either end where there was white space.
func spaced(s string) string {
	t := clean(s)
	if s == "" {
		return ""
	}
	if t == "" {
		return " "
	}
	if strings.TrimLeft(s, " \t\n\r") != s {
		t = " " + t
	}
	if strings.TrimRight(s, " \t\n\r") != s {
		t += " "
	}
	return t
}

// quoted writes a stretch of an article within limit units. The source's own
// text stands in quotation marks in a quote block; a summary of ours does not,
// as nobody said it like that. What shows as nothing is "".
func quoted(a *corpus.Article, span corpus.Span, marks []corpus.Span, limit int) string {
	runs := marked(a, span, marks)
	if clean(a.Slice(span)) == "" {
		return ""
	}
	if a.Basis == corpus.Digest {
		return markdown(runs, limit)
	}
	return "> “" + markdown(runs, limit-4) + "”"
}

// focus returns what of a stretch is shown where it does not fit into limit
// units: from the sentence with most marks on, so that what was asked for is not
// cut away, or from an earlier one if all fits from there.
func focus(a *corpus.Article, span corpus.Span, marks []corpus.Span, limit int) corpus.Span {
	if width(a.Slice(span)) <= limit {
		return span
	}
	best, most := span.Start, 0
	var starts []int
	for s := range passage.Sentences(a.Slice(span), a.Lang) {
		sentence := corpus.Span{Start: span.Start + s.Start, End: span.Start + s.End}
		n := 0
		for _, m := range marks {
			if sentence.Contains(m) {
				n += m.Len()
			}
		}
		if n > most {
			best, most = sentence.Start, n
		}
		starts = append(starts, sentence.Start)
	}
	for _, start := range starts {
		if start < best && width(a.Text[start:span.End]) <= limit {
			best = start
			break
		}
	}
	return corpus.Span{Start: best, End: span.End}
}
