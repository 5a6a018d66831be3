package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"cleannet/corpus"
)

// wrap returns the lines of text as spans of it, each at most width cells wide
// and without the space at their ends. Lines break at spaces, and beside wide
// characters where UAX #14 allows; a word wider than a line keeps one for
// itself, as a broken address is of no use. Wide characters count two cells.
// Width 0 breaks at line ends alone.
func wrap(text string, width int) []corpus.Span {
	var lines []corpus.Span
	start, end, cells := 0, 0, 0
	flush := func() {
		if line := strings.TrimRightFunc(text[start:end], unicode.IsSpace); line != "" {
			lines = append(lines, corpus.Span{Start: start, End: start + len(line)})
		}
		start, cells = end, 0
	}
	for rest := text; rest != ""; {
		var word string
		var must bool
		word, rest, must = nextWord(rest)
		solid := uniseg.StringWidth(strings.TrimRightFunc(word, unicode.IsSpace))
		if width > 0 && cells > 0 && cells+solid > width {
			flush()
		}
		end += len(word)
		cells += uniseg.StringWidth(word)
		if must {
			flush()
		}
	}
	flush()
	return lines
}

// nextWord cuts off what must stay on one line, with the space after it, and
// tells whether the line ends there in any case.
func nextWord(text string) (word, rest string, must bool) {
	rest = text
	for state := -1; rest != ""; {
		var segment string
		segment, rest, must, state = uniseg.FirstLineSegmentInString(rest, state)
		last, _ := utf8.DecodeLastRuneInString(segment)
		next, _ := utf8.DecodeRuneInString(rest)
		if must || unicode.IsSpace(last) || wide(last) || wide(next) {
			break
		}
	}
	return text[:len(text)-len(rest)], rest, must
}

func wide(r rune) bool { return uniseg.StringWidth(string(r)) > 1 }

// inert drops what could act on a terminal or hide in a line: controls, marks
// of direction and every other invisible format character but the joiners that
// scripts and emoji need.
func inert(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u200c' || r == '\u200d':
			return r
		case r == '\t':
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp):
			return -1
		}
		return r
	}, s)
}

// A style is an ANSI "select graphic rendition" parameter, "" for none.
type style string

const (
	plain     style = ""
	bold      style = "1"
	dim       style = "2"
	underline style = "1;4"
)

// A styled span is shown in its style.
type styled struct {
	corpus.Span
	style style
}

// paint returns the line of text with styles on, where color is set. Spans may
// reach beyond the line and may overlap: the later in the list wins. Whatever
// is not shown in a style of its own has the base style.
func paint(text string, line corpus.Span, base style, spans []styled, color bool) string {
	if !color {
		return inert(text[line.Start:line.End])
	}
	cuts := []int{line.Start, line.End}
	for _, s := range spans {
		cuts = append(cuts, min(max(s.Start, line.Start), line.End), min(max(s.End, line.Start), line.End))
	}
	slices.Sort(cuts)
	var b strings.Builder
	for i := range cuts[1:] {
		piece := corpus.Span{Start: cuts[i], End: cuts[i+1]}
		if piece.Len() == 0 {
			continue
		}
		st := base
		for _, s := range spans {
			if s.Contains(piece) {
				st = s.style
			}
		}
		b.WriteString(tint(inert(text[piece.Start:piece.End]), st, color))
	}
	return b.String()
}

// tint returns s in that style where color is set.
func tint(s string, st style, color bool) string {
	if !color || st == plain || s == "" {
		return s
	}
	return "\x1b[" + string(st) + "m" + s + "\x1b[0m"
}
