package bot

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// maxMarks is how many combining marks one character keeps. Writing systems
// stack three or four; more is a prank that runs over the lines around it.
const maxMarks = 4

// width returns the length of s in UTF-16 units, which is what Discord counts.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// clean returns s as one line that shows nothing but its characters: valid
// UTF-8, white space folded, no control, no direction override, no invisible
// character but the joiners that scripts and emoji need between two visible
// ones, at most maxMarks combining marks in a row.
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	marks, space, joiner := 0, false, rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029' || r == '\u2800':
			space, joiner = b.Len() > 0, 0
			continue
		case r == '\u200c' || r == '\u200d':
			joiner = r // written before the next visible one alone
			continue
		case unicode.Is(unicode.C, r) && !unicode.Is(unicode.Co, r) || invisible(r):
			continue
		case unicode.Is(unicode.M, r) && !variation(r):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		if space {
			b.WriteByte(' ')
		} else if joiner != 0 && b.Len() > 0 {
			b.WriteRune(joiner)
		}
		space, joiner = false, 0
		b.WriteRune(r)
	}
	return b.String()
}

// invisible reports characters that no category of controls holds and that show
// as nothing: Hangul fillers, the combining grapheme joiner, Mongolian and Khmer
// inherent vowels.
func invisible(r rune) bool {
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u180b', '\u180c', '\u180d', '\u3164', '\uffa0':
		return true
	}
	return false
}

// variation reports a variation selector: it picks the look of an emoji.
func variation(r rune) bool { return '\ufe00' <= r && r <= '\ufe0f' }

// inert returns s cleaned, and escaped so that Discord shows it as it reads:
// no style, list, heading, link, mention, timestamp or emoji comes of it,
// wherever it stands in a line.
func inert(s string) string {
	var w writer
	s = clean(s)
	w.write(s, "")
	return string(w.out)
}

// A writer writes cleaned text with escapes.
type writer struct {
	out   []byte
	plain []byte // what was written, without escapes and style marks
	units int    // length of out in UTF-16 units
}

// write appends s, which is clean; next is what will follow it.
func (w *writer) write(s, next string) {
	for i, r := range s {
		after := s[i+utf8.RuneLen(r):]
		if after == "" {
			after = next
		}
		if w.escapes(r, after) {
			w.mark(`\`)
		}
		w.out = utf8.AppendRune(w.out, r)
		w.plain = utf8.AppendRune(w.plain, r)
		w.units += max(1, utf16.RuneLen(r))
	}
}

// mark appends ASCII that is not part of the text.
func (w *writer) mark(s string) {
	w.out = append(w.out, s...)
	w.units += len(s)
}

// escapes reports whether r needs a backslash, given what was written before
// and what comes next. Discord takes a backslash before any character that is
// no letter, digit or space as that character.
func (w *writer) escapes(r rune, next string) bool {
	switch r {
	case '\\', '*', '_', '~', '|', '`', '[', ']', '<', '>', '@':
		return true
	case '#', '-', '+':
		return len(w.plain) == 0 || allSame(w.plain, byte(r)) // a heading or list at the line's start
	case '.', ')':
		return allDigits(w.plain) || r == '.' && endsInFold(w.plain, "discord", "discordapp")
	case ':':
		return strings.HasPrefix(next, "//") // a bare link of any scheme
	}
	return false
}

func allSame(s []byte, c byte) bool {
	for _, x := range s {
		if x != c {
			return false
		}
	}
	return true
}

func allDigits(s []byte) bool {
	for _, x := range s {
		if x < '0' || x > '9' {
			return false
		}
	}
	return len(s) > 0
}

func endsInFold(s []byte, words ...string) bool {
	for _, w := range words {
		if len(s) >= len(w) && strings.EqualFold(string(s[len(s)-len(w):]), w) {
			return true
		}
	}
	return false
}

// cut returns s, cleaned, within limit UTF-16 units; what is cut ends in "…".
// It cuts between graphemes, at a space if one is near. Nothing is escaped: it
// is for labels, choices and values, where Discord reads no markdown.
func cut(s string, limit int) string {
	s = clean(s)
	if width(s) <= limit {
		return s
	}
	rest, state, n, end, word := s, -1, 0, 0, 0
	for rest != "" {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if n += width(g); n > limit-1 {
			break
		}
		if g == " " {
			word = end
		}
		end += len(g)
	}
	if word > end*2/3 {
		end = word
	}
	return strings.TrimRight(s[:end], " ") + "…"
}

// A run is a stretch of text in one style.
type run struct {
	text string
	bold bool
}

// markdown writes runs as inert markdown within limit UTF-16 units, escapes and
// style marks counted. What is cut ends in "…", at a space if one is near. Bold
// is never left open, and a cut falls between graphemes, so never within an
// escape.
func markdown(runs []run, limit int) string {
	var w writer
	for i, r := range runs {
		if len(w.plain) == 0 {
			r.text = strings.TrimLeft(r.text, " ") // what begins a line begins with a character
		}
		if r.text == "" {
			continue
		}
		style := ""
		if r.bold {
			style = "**"
		}
		before := w
		w.mark(style)
		opened := len(w.out)
		whole := w.fit(r.text, limit-len(style), i == len(runs)-1)
		if len(w.out) > opened {
			w.mark(style)
		} else {
			w = before // nothing of it fits: no empty style
		}
		if !whole {
			w.out = append(bytes.TrimRight(w.out, " "), "…"...)
			break
		}
	}
	return string(w.out)
}

// fit appends the graphemes of s while the whole stays below limit units, with
// room for "…" and for a style after it, unless s is the last of the text and
// fits. It reports whether all of s was appended.
func (w *writer) fit(s string, limit int, last bool) bool {
	const reserve = len("…**") // more than enough: the ellipsis is one unit
	start := *w
	if w.write(s, ""); w.units <= limit && last || w.units <= limit-reserve {
		return true
	}
	*w = start
	word := start
	for rest, state := s, -1; rest != ""; {
		var g string
		before := *w
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if g == " " {
			word = before
		}
		if w.write(g, rest); w.units > limit-reserve {
			*w = before
			break
		}
	}
	if len(word.out)-len(start.out) > (len(w.out)-len(start.out))*2/3 {
		*w = word
	}
	return false
}
