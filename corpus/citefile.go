package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// citeBibTeX writes an @misc entry: the one type that every style of BibTeX
// knows for a page of the web. The title stands in double braces so that no
// style changes its capitals; urldate is biblatex's name for the day of access.
func citeBibTeX(a *Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s", a.ID)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, ",\n  %-12s = {%s}", name, value)
		}
	}
	field("author", bibAuthors(a))
	title := latexEscape(oneLine(a.Title))
	if a.TitleSupplied {
		title = "[" + title + "]"
	}
	if a.TitleEN != "" {
		title += " [" + latexEscape(oneLine(a.TitleEN)) + "]"
	}
	field("title", "{"+title+"}")
	field("howpublished", latexEscape(oneLine(a.Publisher)))
	if d := a.Published; d.IsZero() {
		field("year", "n.d.")
	} else {
		field("year", fmt.Sprint(d.Year))
		if d.Month > 0 {
			// A macro of every style, so it stands without braces.
			fmt.Fprintf(&b, ",\n  %-12s = %s", "month", strings.ToLower(time.Month(d.Month).String()[:3]))
		}
		if d.Day > 0 {
			field("day", fmt.Sprint(d.Day))
		}
	}
	field("url", bibURL(a.URL))
	field("urldate", a.Retrieved.String())
	field("language", a.original())
	field("note", bibNote(a))
	b.WriteString("\n}")
	return b.String()
}

// bibAuthors joins names with "and", which is what BibTeX parts them by; a name
// that stays whole stands in braces.
func bibAuthors(a *Article) string {
	var names []string
	for _, s := range a.Authors {
		n := parseName(s)
		switch {
		case n.literal != "":
			names = append(names, "{"+latexEscape(n.literal)+"}")
		case n.suffix != "":
			names = append(names, latexEscape(n.family+", "+n.suffix+", "+n.given))
		default:
			names = append(names, latexEscape(n.family+", "+n.given))
		}
	}
	return strings.Join(names, " and ")
}

func bibNote(a *Article) string {
	var notes []string
	if a.Provenance != "" {
		notes = append(notes, latexEscape(upperFirst(oneLine(a.Provenance))))
	}
	if a.ArchiveURL != "" {
		notes = append(notes, `Archived at \url{`+bibURL(a.ArchiveURL)+"}")
	}
	return strings.Join(notes, ". ")
}

// latexEscape makes every character with a meaning in TeX stand for itself.
func latexEscape(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `%`, `\%`,
		`#`, `\#`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`).Replace(s)
}

// bibURL takes out of an address what would end a field: braces and backslashes
// are not allowed in a URL anyway (RFC 3986 §2).
func bibURL(s string) string {
	return strings.NewReplacer(`\`, "%5C", `{`, "%7B", `}`, "%7D").Replace(oneLine(s))
}

// original returns the language of the source itself.
func (a *Article) original() string {
	if a.SourceLang != "" {
		return a.SourceLang
	}
	return a.Lang
}

type cslName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Suffix  string `json:"suffix,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	URL       string    `json:"URL"`
	Archive   string    `json:"archive_location,omitempty"`
	Language  string    `json:"language,omitempty"`
	Note      string    `json:"note,omitempty"`
}

// citeCSL leaves "issued" out where no date is known: processors then write
// "n.d." themselves. The translation of a title goes to the note, as CSL-JSON
// has no variable for it that styles use.
func citeCSL(articles []*Article) string {
	items := []cslItem{}
	for _, a := range articles {
		it := cslItem{ID: a.ID, Type: cslType(a.Kind), Title: oneLine(a.Title), Container: oneLine(a.Publisher),
			Issued: cslDateOf(a.Published), Accessed: cslDateOf(a.Retrieved), URL: a.URL, Archive: a.ArchiveURL, Language: a.original()}
		if a.Kind == Official {
			it.Container, it.Publisher = "", it.Container
		}
		if a.TitleSupplied {
			it.Title = "[" + it.Title + "]"
		}
		for _, s := range a.Authors {
			n := parseName(s)
			it.Author = append(it.Author, cslName{Family: n.family, Given: n.given, Suffix: n.suffix, Literal: n.literal})
		}
		var notes []string
		if a.TitleEN != "" {
			notes = append(notes, "Title in English: "+oneLine(a.TitleEN))
		}
		if a.Provenance != "" {
			notes = append(notes, upperFirst(oneLine(a.Provenance)))
		}
		it.Note = strings.Join(notes, ". ")
		items = append(items, it)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(items); err != nil {
		panic(err) // strings and numbers alone: cannot fail
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// cslType maps a kind of source to a type of CSL 1.0.2, appendix III.
func cslType(k Kind) string {
	switch k {
	case News, Opinion:
		return "article-newspaper"
	}
	return "webpage"
}

func cslDateOf(d Date) *cslDate {
	if d.IsZero() {
		return nil
	}
	parts := []int{d.Year}
	if d.Month > 0 {
		parts = append(parts, d.Month)
	}
	if d.Day > 0 {
		parts = append(parts, d.Day)
	}
	return &cslDate{Parts: [][]int{parts}}
}
