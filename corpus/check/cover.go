package check

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cleannet/corpus"
	"cleannet/corpus/entity"
)

// A Coverage counts the sources of a corpus by what they are. Every article
// counts once in each table, but once for each of its countries and topics.
type Coverage struct {
	Articles int
	Undated  int
	Tables   []CountTable
}

// A CountTable counts articles by one of their properties.
type CountTable struct {
	Title string
	Rows  []Count
}

// A Count is a value of a property, as shown, and how many articles have it.
type Count struct {
	Value string
	N     int
}

// Cover counts the articles of a corpus. Countries, languages and topics come
// by number and then by name, kinds and stances in their own order, months by
// date with "n.d." last.
func Cover(c *corpus.Corpus) Coverage {
	cov := Coverage{Articles: c.Len()}
	countries := countryNames()
	n := map[string]map[string]int{}
	add := func(table, value string) {
		if n[table] == nil {
			n[table] = map[string]int{}
		}
		n[table][value]++
	}
	for a := range c.All() {
		add("kind", string(a.Kind))
		add("stance", string(a.Stance))
		add("basis", string(a.Basis))
		add("language", languageName(cmp.Or(a.SourceLang, a.Lang)))
		add("month", monthOf(a.Published))
		if a.Published.IsZero() {
			cov.Undated++
		}
		for _, code := range a.Countries {
			add("country", countryName(code, countries))
		}
		for _, t := range a.Topics {
			add("topic", t)
		}
	}
	cov.Tables = []CountTable{
		{"Country", byNumber(n["country"])},
		{"Kind", inOrder(n["kind"], corpus.Kinds)},
		{"Stance", inOrder(n["stance"], corpus.Stances)},
		{"Basis", byNumber(n["basis"])},
		{"Language of the source", byNumber(n["language"])},
		{"Topic", byNumber(n["topic"])},
		{"Month", byValue(n["month"])},
	}
	return cov
}

// undated is the month of an article without a date.
const undated = "n.d."

// monthOf returns YYYY-MM, or YYYY where the month is not known.
func monthOf(d corpus.Date) string {
	if d.IsZero() {
		return undated
	}
	d.Day = 0
	return d.String()
}

// countryNames returns the names of countries by code, as package entity has
// them; x/text still says "Macedonia".
func countryNames() map[string]string {
	names := map[string]string{"EU": "European Union", "HK": "Hong Kong"}
	if tab, err := entity.Builtin(); err == nil {
		for _, e := range tab.All() {
			if e.Kind == entity.Country {
				names[e.Code] = e.Name
			}
		}
	}
	return names
}

func countryName(code string, known map[string]string) string {
	if name, ok := known[code]; ok {
		return name
	}
	if r, err := language.ParseRegion(code); err == nil {
		return display.English.Regions().Name(r)
	}
	return code
}

func languageName(tag string) string {
	if t, err := language.Parse(tag); err == nil {
		return display.English.Tags().Name(t)
	}
	return tag
}

func byNumber(m map[string]int) []Count {
	counts := byValue(m)
	slices.SortStableFunc(counts, func(a, b Count) int { return b.N - a.N })
	return counts
}

func byValue(m map[string]int) []Count {
	var counts []Count
	for v, n := range m {
		counts = append(counts, Count{v, n})
	}
	slices.SortFunc(counts, func(a, b Count) int { return strings.Compare(a.Value, b.Value) })
	return counts
}

func inOrder[T ~string](m map[string]int, all []T) []Count {
	var counts []Count
	for _, v := range all {
		if n := m[string(v)]; n > 0 {
			counts = append(counts, Count{string(v), n})
		}
	}
	return counts
}

// Text writes the tables for a terminal.
func (c Coverage) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d sources, %d without a date\n", c.Articles, c.Undated)
	for _, t := range c.Tables {
		fmt.Fprintf(&b, "\n%s\n", t.Title)
		for _, r := range t.Rows {
			fmt.Fprintf(&b, "%6d  %s\n", r.N, r.Value)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Markdown writes the tables as one Markdown table, a row each, in which every
// value stands with its number.
func (c Coverage) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d sources, %d of them without a date.\n\n| by | sources |\n|---|---|\n", c.Articles, c.Undated)
	for _, t := range c.Tables {
		var cells []string
		for _, r := range t.Rows {
			cells = append(cells, fmt.Sprintf("%s %d", strings.ReplaceAll(r.Value, "|", `\|`), r.N))
		}
		fmt.Fprintf(&b, "| %s | %s |\n", strings.ToLower(t.Title), strings.Join(cells, " · "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
