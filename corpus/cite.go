package corpus

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// A CitationStyle is a way to write down where a text comes from.
type CitationStyle string

const (
	// CiteText is one line as journalists write it: author, title, publisher, date, address.
	CiteText CitationStyle = "text"
	// CiteAPA follows the Publication Manual of the American Psychological
	// Association, 7th edition, §9 and §10.16, without its italics.
	CiteAPA CitationStyle = "apa"
	// CiteBibTeX is an @misc entry that classic BibTeX and biblatex both read.
	CiteBibTeX CitationStyle = "bibtex"
	// CiteCSL is an array of CSL-JSON items, version 1.0.2 of its schema.
	CiteCSL CitationStyle = "csl-json"
)

// CitationStyles lists every style in the order in which they are shown.
var CitationStyles = []CitationStyle{CiteText, CiteAPA, CiteBibTeX, CiteCSL}

// Cite returns the citations of the articles in that style, one a line (text,
// APA), parted by a blank line (BibTeX) or as one array (CSL-JSON), with no
// line end after the last. An unknown style is CiteText.
//
// Nothing is guessed: a missing date is "n.d.", a title that is not the
// source's own stands in [brackets], and what is known of a copy or mirror is
// said.
func Cite(style CitationStyle, articles ...*Article) string {
	var each func(*Article) string
	sep := "\n"
	switch style {
	case CiteAPA:
		each = citeAPA
	case CiteBibTeX:
		each, sep = citeBibTeX, "\n\n"
	case CiteCSL:
		return citeCSL(articles)
	default:
		each = citeText
	}
	var lines []string
	for _, a := range articles {
		lines = append(lines, each(a))
	}
	return strings.Join(lines, sep)
}

// citeText puts together: Author, “Title” [translation], Publisher, 15 Oct 2020,
// URL (note; archived: URL).
func citeText(a *Article) string {
	var parts []string
	if len(a.Authors) > 0 {
		parts = append(parts, strings.Join(a.Authors, ", "))
	}
	title := "“" + oneLine(a.Title) + "”"
	if a.TitleSupplied {
		title = "[" + oneLine(a.Title) + "]"
	}
	if a.TitleEN != "" {
		title += " [" + oneLine(a.TitleEN) + "]"
	}
	parts = append(parts, title, oneLine(a.Publisher), a.Published.Words(), a.URL)
	var notes []string
	if a.Provenance != "" {
		notes = append(notes, oneLine(a.Provenance))
	}
	if a.ArchiveURL != "" {
		notes = append(notes, "archived: "+a.ArchiveURL)
	}
	line := strings.Join(parts, ", ")
	if len(notes) > 0 {
		line += " (" + strings.Join(notes, "; ") + ")"
	}
	return line
}

// citeAPA puts the title first where there is no author, except that an
// institution is the author of what it publishes itself. Where a page has no
// date and no copy, the day on which it was read stands for what it said then
// (§9.16).
func citeAPA(a *Article) string {
	title := oneLine(a.Title)
	if a.TitleSupplied {
		title = "[" + title + "]"
	}
	if a.TitleEN != "" {
		title += " [" + oneLine(a.TitleEN) + "]"
	}
	if a.Provenance != "" {
		title += " [" + upperFirst(oneLine(a.Provenance)) + "]"
	}
	author, site := apaAuthors(a.Authors), oneLine(a.Publisher)
	if author == "" && a.Kind == Official {
		author, site = site, ""
	}
	lead := []string{author, apaDate(a.Published), title}
	if author == "" {
		lead = []string{title, apaDate(a.Published)}
	}
	var b strings.Builder
	for _, part := range append(lead, site) {
		if part != "" {
			b.WriteString(stopped(part))
			b.WriteByte(' ')
		}
	}
	if a.Published.IsZero() && !a.Retrieved.IsZero() && a.ArchiveURL == "" {
		b.WriteString("Retrieved " + dayAPA(a.Retrieved) + ", from ")
	}
	b.WriteString(a.URL)
	if a.ArchiveURL != "" {
		b.WriteString(" (archived at " + a.ArchiveURL + ")")
	}
	return b.String()
}

// stopped ends an element of a reference with a full stop, unless it ends with
// a sign that ends a sentence. The stop goes within closing quotation marks
// (§6.9); a mark that none before it opens is an apostrophe.
func stopped(s string) string {
	if strings.ContainsAny(s[len(s)-1:], ".?!") {
		return s
	}
	for _, q := range quotes {
		inner, ok := strings.CutSuffix(s, q.closing)
		if i := strings.Index(inner, q.opening); !ok || i < 0 || i > 0 && inner[i-1] != ' ' && inner[i-1] < utf8.RuneSelf {
			continue
		}
		if strings.ContainsAny(inner[len(inner)-1:], ".?!") {
			return s
		}
		return inner + "." + q.closing
	}
	return s + "."
}

// quotes are the marks that a full stop goes within.
var quotes = []struct{ opening, closing string }{{"“", "”"}, {"‘", "’"}, {`"`, `"`}, {"'", "'"}}

func apaDate(d Date) string {
	switch {
	case d.IsZero():
		return "(n.d.)"
	case d.Month == 0:
		return fmt.Sprintf("(%d)", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("(%d, %s)", d.Year, time.Month(d.Month))
	}
	return fmt.Sprintf("(%d, %s %d)", d.Year, time.Month(d.Month), d.Day)
}

// dayAPA returns the day of a retrieval, or as much of it as is known.
func dayAPA(d Date) string {
	switch {
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", time.Month(d.Month), d.Year)
	}
	return fmt.Sprintf("%s %d, %d", time.Month(d.Month), d.Day, d.Year)
}

// apaAuthors joins names as §9.8 asks: up to twenty all, of more the first
// nineteen and the last. A comma stands before the ampersand, but not between
// two names without initials.
func apaAuthors(authors []string) string {
	var names []string
	inverted := false
	for _, a := range authors {
		n := parseName(a)
		if n.literal != "" {
			names = append(names, n.literal)
			continue
		}
		s := n.family
		if i := initials(n.given); i != "" {
			inverted = true
			s += ", " + i
		}
		if n.suffix != "" {
			s += ", " + n.suffix
		}
		names = append(names, s)
	}
	switch n := len(names); {
	case n <= 1:
		return strings.Join(names, "")
	case n == 2 && !inverted:
		return names[0] + " & " + names[1]
	case n > 20:
		return strings.Join(names[:19], ", ") + ", . . . " + names[n-1]
	default:
		return strings.Join(names[:n-1], ", ") + ", & " + names[n-1]
	}
}

// Words returns the date as people write it: 15 Oct 2020, Oct 2020, 2020, and
// "n.d." for the zero Date.
func (d Date) Words() string {
	switch {
	case d.IsZero():
		return "n.d."
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", time.Month(d.Month).String()[:3], d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, time.Month(d.Month).String()[:3], d.Year)
}
