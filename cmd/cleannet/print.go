package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"cleannet/corpus"
	"cleannet/index/answer"
)

// A page is where text for people goes.
type page struct {
	w     io.Writer
	width int  // cells of a line; 0: not a terminal, lines are not broken
	color bool // ANSI styles
}

// page returns how to print on stdout: broken to the width of a terminal, at
// most 100 cells, which is what reads well; in colour as --color, NO_COLOR and
// TERM say (https://no-color.org).
func (a *app) page() page {
	p := page{w: a.stdout, width: min(a.width(a.stdout), 100)}
	switch a.color {
	case "always":
		p.color = true
	case "auto":
		p.color = p.width > 0 && a.lookup("NO_COLOR") == "" && a.lookup("TERM") != "dumb"
	}
	return p
}

// lines prints text below one another, each line begun with indent.
func (p page) lines(indent, text string, base style) {
	width := p.width
	if width > 0 {
		width = max(width-len(indent), 20)
	}
	for _, line := range wrap(text, width) {
		fmt.Fprintln(p.w, indent+paint(text, line, base, nil, p.color))
	}
}

// slice prints a part of an article with marks in it.
func (p page) slice(first, indent string, a *corpus.Article, s corpus.Span, base style, marks []styled) {
	width := p.width
	if width > 0 {
		width = max(width-len(indent), 20)
	}
	for _, line := range wrap(a.Slice(s), width) {
		line.Start += s.Start
		line.End += s.Start
		fmt.Fprintln(p.w, first+paint(a.Text, line, base, marks, p.color))
		first = indent
	}
}

// quote prints a quote: on a terminal within its passage, else alone, with
// whose words it is in and the citation below.
func (p page) quote(q answer.Quote) {
	var marks []styled
	for _, m := range q.Marks {
		marks = append(marks, styled{m, bold})
	}
	for _, m := range q.Candidate {
		marks = append(marks, styled{m, underline})
	}
	number := fmt.Sprintf("[%d] ", q.Source)
	pad := strings.Repeat(" ", len(number))
	first := tint(number, bold, p.color)
	if p.width > 0 {
		before := corpus.Span{Start: q.Passage.Start, End: q.Span.Start}
		after := corpus.Span{Start: q.Span.End, End: q.Passage.End}
		if strings.TrimSpace(q.Article.Slice(before)) != "" {
			p.slice(first+"  ", pad+"  ", q.Article, before, dim, marks)
			first = pad
		}
		p.slice(first+"| ", pad+"| ", q.Article, q.Span, plain, marks)
		if strings.TrimSpace(q.Article.Slice(after)) != "" {
			p.slice(pad+"  ", pad+"  ", q.Article, trimLeft(q.Article, after), dim, marks)
		}
	} else {
		p.alone(first, pad, q, marks)
	}
	p.source(pad, q.Article, q.Span)
}

// alone prints a quote without its passage. A source's own words stand in
// quotation marks, a summary never does.
func (p page) alone(first, pad string, q answer.Quote, marks []styled) {
	left, right := "", ""
	if q.Article.Basis == corpus.Full {
		left, right = "“", "”"
	}
	lines := wrap(q.Text(), 0)
	for i, line := range lines {
		line.Start += q.Span.Start
		line.End += q.Span.Start
		end := ""
		if i == len(lines)-1 {
			end = right
		}
		fmt.Fprintln(p.w, first+left+paint(q.Article.Text, line, plain, marks, p.color)+end)
		first, left = pad, ""
	}
}

// source prints whose words a span of an article is in, and where it stands.
func (p page) source(indent string, a *corpus.Article, s corpus.Span) {
	p.lines(indent, fmt.Sprintf("%s (%s, %s)", a.Label(), a.Kind.Words(), a.Stance.Words()), plain)
	p.lines(indent, corpus.Cite(corpus.CiteText, a), dim)
	if link := a.Link(s); link != a.URL {
		p.lines(indent, link, dim)
	}
	fmt.Fprintln(p.w)
}

// trimLeft drops white space from the front of a span.
func trimLeft(a *corpus.Article, s corpus.Span) corpus.Span {
	s.Start = s.End - len(strings.TrimLeftFunc(a.Slice(s), unicode.IsSpace))
	return s
}

// printJSON prints v as one JSON object on one line. Characters that could act
// on a terminal are escaped, which changes nothing for a reader of JSON.
func (a *app) printJSON(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	var out strings.Builder
	for _, r := range b.String() {
		if r != '\n' && r < 0x10000 && unicode.In(r, unicode.Cc, unicode.Cf) {
			fmt.Fprintf(&out, `\u%04x`, r)
		} else {
			out.WriteRune(r)
		}
	}
	_, err := io.WriteString(a.stdout, out.String())
	return err
}
