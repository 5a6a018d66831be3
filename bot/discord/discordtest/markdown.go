package discordtest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A Reading is what Discord's apps make of a text: the characters that are seen,
// and everything that is more than characters.
type Reading struct {
	Seen    string
	Effects []Effect
}

// An Effect is a style, a link, a mention or a block.
type Effect struct {
	Kind string // "bold", "link", "mention", "heading" ...
	What string // the styled text, the address, who is mentioned
}

// A rule is an inline rule of Discord's markdown. They are tried in order at
// every place; the first that matches wins. This reader was written from the
// apps' documented behaviour, apart from the code that writes the text.
type rule struct {
	kind    string
	pattern *regexp.Regexp
	inner   int // the group whose text is read again; 0 none
	what    int // the group that is reported
}

var rules = []rule{
	{"codeblock", regexp.MustCompile("^```(?s:(.+?))```"), 0, 1},
	{"code", regexp.MustCompile("^(`+)(?s:(.*?[^`]))`+"), 0, 2},
	{"mention", regexp.MustCompile(`^<(@[!&]?\d+|#\d+|/[^>\n]+:\d+|id:\w+|@&?\w+)>`), 0, 1},
	{"emoji", regexp.MustCompile(`^<a?:\w+:\d+>`), 0, 0},
	{"timestamp", regexp.MustCompile(`^<t:-?\d+(:[tTdDfFRsS])?>`), 0, 0},
	{"link", regexp.MustCompile(`^<((?:https?|ftp|steam|discord)://[^\s>]+|mailto:[^\s>]+|tel:[^\s>]+)>`), 0, 1},
	{"link", regexp.MustCompile(`^\[((?:\[[^\]]*\]|\\.|[^\[\]])*)\]\(\s*<?([^\s)>]*)>?(?:\s+["'].*?["'])?\s*\)`), 1, 2},
	{"link", regexp.MustCompile(`^((?:https?|steam|discord)://[^\s<]+[^<.,:;"'\]\s])`), 0, 1},
	{"invite", regexp.MustCompile(`(?i)^discord(?:app)?\.(?:gg|com/invite|gift)/[\w-]+`), 0, 0},
	{"mention", regexp.MustCompile(`^@(everyone|here)`), 0, 1},
	{"bold", regexp.MustCompile(`^\*\*((?s:(?:\\.|[^\\])+?))\*\*`), 1, 1},
	{"underline", regexp.MustCompile(`^__((?s:(?:\\.|[^\\])+?))__`), 1, 1},
	{"strike", regexp.MustCompile(`^~~((?s:.+?))~~`), 1, 1},
	{"spoiler", regexp.MustCompile(`^\|\|((?s:.+?))\|\|`), 1, 1},
	{"italic", regexp.MustCompile(`^\*(\S(?s:(?:\\.|[^*\\])*?))\*`), 1, 1},
	{"italic", regexp.MustCompile(`^_((?s:(?:\\.|[^_\\])+?))_`), 1, 1},
}

// blocks are recognised at the beginning of a line.
var blocks = []struct {
	kind    string
	pattern *regexp.Regexp
}{
	{"heading", regexp.MustCompile(`^ *#{1,3} +`)},
	{"small", regexp.MustCompile(`^-# +`)},
	{"quote", regexp.MustCompile(`^ *>(?:>>)? `)},
	{"list", regexp.MustCompile(`^ *(?:[-*]|\d+\.) +`)},
}

// Read reads a text as Discord's apps do.
func Read(text string) Reading {
	var r Reading
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			r.Seen += "\n"
		}
		for again := true; again; {
			again = false
			for _, b := range blocks {
				if m := b.pattern.FindString(line); m != "" {
					r.Effects = append(r.Effects, Effect{b.kind, strings.TrimSpace(m)})
					line, again = line[len(m):], b.kind == "quote"
					break
				}
			}
		}
		r.inline(line)
	}
	return r
}

func (r *Reading) inline(s string) {
	for s != "" {
		if len(s) > 1 && s[0] == '\\' && escapable(s[1]) {
			_, n := utf8.DecodeRuneInString(s[1:])
			r.Seen += s[1 : 1+n]
			s = s[1+n:]
			continue
		}
		n := r.rule(s)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s)
			r.Seen += s[:n]
		}
		s = s[n:]
	}
}

// escapable reports whether a backslash before c takes its meaning away.
func escapable(c byte) bool {
	return c > ' ' && !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') && c < 0x7f
}

// rule applies the first rule that matches and returns the bytes that it took.
func (r *Reading) rule(s string) int {
	if strings.IndexByte("`<[@*_~|hHsSdD", s[0]) < 0 {
		return 0 // no rule begins so
	}
	for _, x := range rules {
		m := x.pattern.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		r.Effects = append(r.Effects, Effect{x.kind, m[x.what]})
		if x.inner > 0 {
			r.inline(m[x.inner])
		} else {
			r.Seen += m[0]
		}
		return len(m[0])
	}
	return 0
}
