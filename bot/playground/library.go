package playground

import (
	"bytes"
	"cmp"
	"html/template"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/passage"
)

// helpers are what the templates call.
var helpers = template.FuncMap{
	"kind":    func(k corpus.Kind) string { return k.Words() },
	"stance":  func(s corpus.Stance) string { return s.Words() },
	"date":    func(d corpus.Date) string { return d.Words() },
	"join":    func(list []string) string { return strings.Join(list, ", ") },
	"minutes": func(s string) string { return strings.Replace(strings.TrimSuffix(s, ":00Z"), "T", " ", 1) },
}

// perPage is how many sources a page of the library lists.
const perPage = 50

// A filter is what a person asks of the list, as it stands in the address.
type filter struct{ Words, Kind, Stance, Topic, Country string }

func readFilter(q url.Values) filter {
	return filter{q.Get("q"), q.Get("kind"), q.Get("stance"), q.Get("topic"), q.Get("country")}
}

// with returns the address of the list under this filter, at that page.
func (f filter) with(page int) string {
	q := url.Values{}
	for name, v := range map[string]string{"q": f.Words, "kind": f.Kind, "stance": f.Stance, "topic": f.Topic, "country": f.Country} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if page > 0 {
		q.Set("page", strconv.Itoa(page+1))
	}
	if len(q) == 0 {
		return "/library"
	}
	return "/library?" + q.Encode()
}

// takes reports whether the filter lets a through. Words are looked for in what
// names the source, each anywhere, in any case.
func (f filter) takes(a *corpus.Article) bool {
	names := strings.ToLower(strings.Join([]string{a.Title, a.TitleEN, a.Publisher, strings.Join(a.Authors, " "), a.Published.String(), a.ID}, " "))
	for _, w := range strings.Fields(strings.ToLower(f.Words)) {
		if !strings.Contains(names, w) {
			return false
		}
	}
	return (f.Kind == "" || f.Kind == string(a.Kind)) && (f.Stance == "" || f.Stance == string(a.Stance)) &&
		(f.Topic == "" || slices.Contains(a.Topics, f.Topic)) && (f.Country == "" || slices.Contains(a.Countries, f.Country))
}

// A libraryPage is the list of sources.
type libraryPage struct {
	Filter            filter
	Kinds             []corpus.Kind
	Stances           []corpus.Stance
	Topics, Countries []string
	Sources           []*corpus.Article
	Matched, All      int
	Page, Pages       int // Page from 1
	Previous, Next    string
	Charts            []chart
	FromFirst         int // number of the first source on the page, from 1
}

func (p *Playground) library(w http.ResponseWriter, r *http.Request) {
	c := p.state().Corpus
	page := libraryPage{Filter: readFilter(r.URL.Query()), Kinds: corpus.Kinds, Stances: corpus.Stances, All: c.Len()}
	page.Topics = distinct(c, func(a *corpus.Article) []string { return a.Topics })
	page.Countries = distinct(c, func(a *corpus.Article) []string { return a.Countries })
	var found []*corpus.Article
	for a := range c.All() {
		if page.Filter.takes(a) {
			found = append(found, a)
		}
	}
	// Newest first; what has no date comes last.
	slices.SortStableFunc(found, func(a, b *corpus.Article) int {
		return cmp.Or(b.Published.Compare(a.Published), strings.Compare(a.Publisher, b.Publisher))
	})
	page.Charts = charts(found)
	page.Matched, page.Pages = len(found), max(1, (len(found)+perPage-1)/perPage)
	n, _ := strconv.Atoi(r.URL.Query().Get("page")) // what is no number is the first page
	n = min(max(n-1, 0), page.Pages-1)
	page.Page, page.FromFirst = n+1, n*perPage+1
	if n > 0 {
		page.Previous = page.Filter.with(n - 1)
	}
	if n+1 < page.Pages {
		page.Next = page.Filter.with(n + 1)
	}
	page.Sources = found[min(n*perPage, len(found)):min((n+1)*perPage, len(found))]
	p.show(w, http.StatusOK, "library.html", page)
}

// distinct returns the values that articles have, in order.
func distinct(c *corpus.Corpus, of func(*corpus.Article) []string) []string {
	seen := map[string]bool{}
	for a := range c.All() {
		for _, v := range of(a) {
			seen[v] = true
		}
	}
	var out []string
	for v := range seen {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

// A sourcePage is one source with its text, cut into passages.
type sourcePage struct {
	*corpus.Article
	Label    string
	Cite     string
	Passages []shownPassage
}

// A shownPassage is a passage as it is searched for. Parts joined are its text.
type shownPassage struct {
	N         int // from 1
	Paragraph bool
	Start     int // bytes of the article's text
	End       int
	Parts     []part
}

// A part is a piece of a text, marked where it is the quote that was asked for.
type part struct {
	Text  string
	Mark  bool
	First bool // the first marked part of the page
}

func (p *Playground) source(w http.ResponseWriter, r *http.Request) {
	a, ok := p.state().Corpus.Article(r.PathValue("id"))
	if !ok {
		p.show(w, http.StatusNotFound, "missing.html", nil)
		return
	}
	page := sourcePage{Article: a, Label: a.Label(), Cite: corpus.Cite(corpus.CiteAPA, a)}
	mark := readSpan(a, r.URL.Query())
	page.Passages = shown(a, passage.Split(a, passage.Window{}), mark)
	p.show(w, http.StatusOK, "source.html", page)
}

// readSpan reads the quote that an address asks for, as offsets in bytes; the
// empty span where it names none that lies in a's text.
func readSpan(a *corpus.Article, q url.Values) corpus.Span {
	start, err1 := strconv.Atoi(q.Get("start"))
	end, err2 := strconv.Atoi(q.Get("end"))
	if err1 != nil || err2 != nil || start < 0 || end <= start || end > len(a.Text) {
		return corpus.Span{}
	}
	return corpus.Span{Start: start, End: end}
}

// shown cuts passages into parts. A span that cuts a character in two comes out
// as U+FFFD at its ends: html/template sees to that.
func shown(a *corpus.Article, passages iter.Seq[passage.Passage], mark corpus.Span) []shownPassage {
	var out []shownPassage
	paragraph, first := -1, true
	at := 0 // passages may share sentences; what was shown is not shown again
	for x := range passages {
		s := corpus.Span{Start: max(x.Span.Start, at), End: x.Span.End}
		if s.Len() <= 0 {
			continue
		}
		at = s.End
		sp := shownPassage{N: x.N + 1, Paragraph: x.Paragraph != paragraph, Start: s.Start, End: s.End}
		paragraph = x.Paragraph
		from, to := min(max(mark.Start, s.Start), s.End), min(max(mark.End, s.Start), s.End)
		for i, cut := range []corpus.Span{{Start: s.Start, End: from}, {Start: from, End: to}, {Start: to, End: s.End}} {
			if cut.Len() > 0 {
				marked := i == 1
				sp.Parts = append(sp.Parts, part{a.Slice(cut), marked, marked && first})
				first = first && !marked
			}
		}
		out = append(out, sp)
	}
	return out
}

// findQuote leads from a quote as the bot shows it to its place: source is the
// address of the article's source, text what stands around the quote. The
// longest line of it that the article holds is the quote; where there is none
// the article is shown from its top.
func (p *Playground) findQuote(w http.ResponseWriter, r *http.Request) {
	c := p.state().Corpus
	a, ok := c.Article(p.addresses.of(c)[plainAddress(r.URL.Query().Get("source"))])
	if !ok {
		p.show(w, http.StatusNotFound, "missing.html", nil)
		return
	}
	to := "/library/" + url.PathEscape(a.ID)
	lines := strings.Split(r.URL.Query().Get("text"), "\n")
	slices.SortStableFunc(lines, func(a, b string) int { return len(b) - len(a) })
	for _, line := range lines {
		if s := locate(a.Text, line); s.Len() > 0 {
			to += "?start=" + strconv.Itoa(s.Start) + "&end=" + strconv.Itoa(s.End) + "#quote"
			break
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// locate finds a quote as it was shown in the text that it is from, or returns
// the empty span. Any white space in either is one space, and an ellipsis at an
// end of the quote is what was left out there.
func locate(text, quote string) corpus.Span {
	quote = strings.Trim(strings.Join(strings.Fields(quote), " "), "… \"“”")
	if quote == "" || len(quote) > len(text) {
		return corpus.Span{}
	}
	flat := make([]byte, 0, len(text))
	offsets := make([]int, 0, len(text)) // of each byte of flat in text
	for i := range len(text) {
		c := text[i]
		if c == '\n' || c == '\t' {
			c = ' '
		}
		if c == ' ' && len(flat) > 0 && flat[len(flat)-1] == ' ' {
			continue
		}
		flat, offsets = append(flat, c), append(offsets, i)
	}
	at := bytes.Index(flat, []byte(quote))
	if at < 0 {
		return corpus.Span{}
	}
	return corpus.Span{Start: offsets[at], End: offsets[at+len(quote)-1] + 1}
}
