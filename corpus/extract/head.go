package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
)

const (
	maxTitle = 250 // runes of the longest title
	headEnd  = 15  // lines at the top among which a date without a label counts
)

// findTitle takes the title from above the first prose, and drops what else
// stands there: labels of a section above the title, kickers and standfirsts
// below it. A page that begins with prose has no title.
func (d *document) findTitle(p *Page) {
	kept := d.kept()
	end := slices.IndexFunc(kept, func(i int) bool { return isProse(d.lines[i].text) })
	if end <= 0 {
		if end < 0 && d.wrapped() {
			d.titleOfWrapped(p, kept)
		}
		return
	}
	at := -1
	for n, i := range kept[:end] {
		l := d.lines[i].text
		if utf8.RuneCountInString(l) > maxTitle || listItem.MatchString(l) {
			continue
		}
		if at < 0 || isTitle(l) {
			at = n
		}
		if isTitle(l) {
			break
		}
	}
	if at < 0 {
		return
	}
	p.Title = d.lines[kept[at]].text
	for n, i := range kept[:end] {
		switch {
		case n < at:
			d.lines[i].reason = "a label above the title"
		case n == at:
			d.lines[i].reason = "the title"
		case !endsSentence(d.lines[i].text):
			d.lines[i].reason = "a kicker or standfirst between title and text"
		}
	}
}

// titleOfWrapped takes the first line of a text broken to a width for the
// title if it stands alone above a blank line and does not end as sentences do.
func (d *document) titleOfWrapped(p *Page, kept []int) {
	i := kept[0]
	if l := d.lines[i].text; i+1 < len(d.lines) && d.lines[i+1].text == "" && !endsSentence(l) {
		p.Title = l
		d.lines[i].reason = "the title"
	}
}

// isTitle reports whether a line says enough for a title: four words, or eight
// characters of a script that needs fewer.
func isTitle(s string) bool {
	dense := 0
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			dense++
		}
	}
	return len(strings.Fields(s)) >= 4 || dense >= 8
}

// findByline takes the first line that names who wrote the article and drops
// every such line.
func (d *document) findByline(p *Page) {
	for _, i := range d.kept() {
		authors := Byline(d.lines[i].text)
		if authors == nil {
			continue
		}
		if p.Authors == nil {
			p.Authors = authors
		}
		d.lines[i].reason = "the byline"
	}
}

var (
	byline = regexp.MustCompile(`^(?:(?i:written by|words by|reported by|by|von|par|por|di)\s*:?|(?i:authors?|reporter|writer|autore?s?|auteure?s?|autorin|기자)\s*[:：])\s+(.+)$`)
	korean = regexp.MustCompile(`^(\p{Hangul}{2,4})\s*(?:선임|수석|인턴)?\s?(?:기자|특파원)(?:\s.*)?$`)
	mail   = regexp.MustCompile(`\s*[\[(<]?\s*[\w.+-]+@[\w-]+(\.[\w-]+)+\s*[\])>]?`)
	// A name of two to five parts, each with a capital or a script without
	// case, and particles between them.
	name = regexp.MustCompile(`^(?:[\p{Lu}\p{Lo}][\p{L}.'’-]*|d['’]\p{Lu}\p{L}+)(?: (?:(?:de|del|della|der|den|di|da|dos|du|la|le|van|von|zu|bin|ibn|al|el|ben|y)|[\p{Lu}\p{Lo}][\p{L}.'’-]*|(?:al-|d['’])\p{Lu}\p{L}+)){1,4}$`)
	role = regexp.MustCompile(`(?i)\b(reporters?|correspondents?|editors?|writers?|staff|journalists?|contribut\w+|analysts?|columnists?|fellow|director|professor|bureau|chief|news|desk|agency|intern|special to .*)\b`)
	day  = regexp.MustCompile(`(?i)\b(january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b`)
)

// Byline returns the authors whom a line such as "By Kim Ji-eun, staff
// reporter" names, without their roles and addresses, or nil if the line is no
// byline.
func Byline(s string) []string {
	s = strings.TrimSpace(mail.ReplaceAllString(s, ""))
	if utf8.RuneCountInString(s) > 160 {
		return nil
	}
	if m := korean.FindStringSubmatch(s); m != nil {
		return []string{m[1]}
	}
	m := byline.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	var authors []string
	for part := range strings.FieldsFuncSeq(andWord.ReplaceAllString(m[1], ","), func(r rune) bool { return strings.ContainsRune(",;/|·&、", r) }) {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case role.MatchString(part) && authors != nil:
			// what the person named before does
		case day.MatchString(part) || !name.MatchString(part) || role.MatchString(part):
			if authors == nil {
				return nil
			}
		case !slices.Contains(authors, part):
			authors = append(authors, part)
		}
	}
	return authors
}

var andWord = regexp.MustCompile(`\s(?:and|und|et|y|e|with)\s`)

// findDate takes the day of posting: that of the first line with a label such
// as "Posted on", else that of a line at the top which is a date and nothing
// more. All such lines are dropped.
func (d *document) findDate(p *Page) {
	var bare corpus.Date
	kept := d.kept()
	for n, i := range kept {
		l := d.lines[i].text
		if utf8.RuneCountInString(l) > 160 {
			continue
		}
		label, rest := dateLabel(l)
		date, tail, ok := readDate(rest)
		switch {
		case !ok && label != "" && len(rest) > 0 && numeric.MatchString(rest) && utf8.RuneCountInString(rest) < 40:
			d.lines[i].reason = "a date whose day and month cannot be told apart"
			continue
		case !ok || label == "" && (n >= headEnd || !bareTail.MatchString(tail)):
			continue
		case label == "posted" && p.Published.IsZero():
			p.Published = date
		case label == "" && bare.IsZero():
			bare = date
		}
		d.lines[i].reason = "the date"
		if label == "modified" {
			d.lines[i].reason = "the date of a change"
		}
	}
	if p.Published.IsZero() {
		p.Published = bare
	}
}
