package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"cleannet/corpus"
	"cleannet/index/answer"
)

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 0, []string{"one two three"}},
		{"a\nb", 0, []string{"a", "b"}},
		{"see https://example.org/very/long here", 10, []string{"see", "https://example.org/very/long", "here"}},
		{"클린 네트워크 구상", 8, []string{"클린 네", "트워크", "구상"}},
		{"清洁网络计划是美国", 8, []string{"清洁网络", "计划是美", "国"}},
		{"", 10, nil},
	} {
		var got []string
		for _, s := range wrap(tt.text, tt.width) {
			got = append(got, tt.text[s.Start:s.End])
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("wrap(%q, %d): -want +got\n%s", tt.text, tt.width, diff)
		}
	}
}

// FuzzWrap holds that no character but white space is lost, that lines follow
// one another, and that a line is too wide only if it could not be broken.
func FuzzWrap(f *testing.F) {
	f.Add("one two three", 7)
	f.Add("清洁网络 LG U+ e\u0301 \U0001F1F0\U0001F1F7", 3)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = max(0, width%200)
		text = strings.ToValidUTF8(text, "?")
		var b strings.Builder
		last := 0
		for _, s := range wrap(text, width) {
			if s.Start < last || s.End <= s.Start {
				t.Fatalf("line %v after %d", s, last)
			}
			last = s.End
			line := text[s.Start:s.End]
			b.WriteString(line)
			if cells := uniseg.StringWidth(line); width > 0 && cells > width && wordsAlone(line) && strings.Contains(line, " ") {
				t.Fatalf("line %q is %d cells wide of %d", line, cells, width)
			}
		}
		if got, want := squeeze(b.String()), squeeze(text); got != want {
			t.Fatalf("wrap kept %q of %q", got, want)
		}
	})
}

// wordsAlone reports whether s is letters of ASCII and spaces: anything else UAX
// #14 may hold together, as it does a word and an exclamation mark after a space.
func wordsAlone(s string) bool {
	return strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz ") == ""
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func quoteOf(basis corpus.Basis) answer.Quote {
	a := &corpus.Article{ID: "h", Title: "T", Publisher: "Hankyoreh", Published: corpus.Date{Year: 2020}, URL: "https://h.example",
		Kind: corpus.News, Stance: corpus.Neutral, Basis: basis, Text: "Before it. LG U+ still uses Huawei. After."}
	return answer.Quote{Source: 1, Article: a, Span: corpus.Span{Start: 11, End: 35}, Passage: corpus.Span{Start: 0, End: 42},
		Marks: []corpus.Span{{Start: 28, End: 34}}, Candidate: []corpus.Span{{Start: 11, End: 16}}}
}

func TestPrintQuote(t *testing.T) {
	for _, tt := range []struct {
		name  string
		basis corpus.Basis
		page  page
		want  string
	}{
		{"summary, not a terminal", corpus.Digest, page{}, `[1] LG U+ still uses Huawei.
    Summary of Hankyoreh, 2020 (news, neutral)
    “T”, Hankyoreh, 2020, https://h.example

`},
		{"full text, not a terminal", corpus.Full, page{}, `[1] “LG U+ still uses Huawei.”
    Hankyoreh, 2020 (news, neutral)
    “T”, Hankyoreh, 2020, https://h.example
    https://h.example#:~:text=LG%20U%2B%20still%20uses%20Huawei.

`},
		{"terminal without colour", corpus.Digest, page{width: 30}, `[1]   Before it.
    | LG U+ still uses Huawei.
      After.
    Summary of Hankyoreh, 2020
    (news, neutral)
    “T”, Hankyoreh, 2020,
    https://h.example

`},
		{"terminal", corpus.Digest, page{width: 60, color: true},
			"\x1b[1m[1] \x1b[0m  \x1b[2mBefore it.\x1b[0m\n" +
				"    | \x1b[1;4mLG U+\x1b[0m still uses \x1b[1mHuawei\x1b[0m.\n" +
				"      \x1b[2mAfter.\x1b[0m\n" +
				"    Summary of Hankyoreh, 2020 (news, neutral)\n" +
				"    \x1b[2m“T”, Hankyoreh, 2020, https://h.example\x1b[0m\n\n"},
	} {
		var b bytes.Buffer
		tt.page.w = &b
		tt.page.quote(quoteOf(tt.basis))
		if diff := cmp.Diff(tt.want, b.String()); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
}

func TestColour(t *testing.T) {
	for _, tt := range []struct {
		color string
		vars  map[string]string
		width int
		want  bool
	}{
		{"auto", nil, 80, true},
		{"auto", nil, 0, false},
		{"auto", map[string]string{"NO_COLOR": "1"}, 80, false},
		{"auto", map[string]string{"TERM": "dumb"}, 80, false},
		{"always", map[string]string{"NO_COLOR": "1"}, 0, true},
		{"never", nil, 80, false},
	} {
		e, _, _ := testEnv(tt.vars)
		e.width = func(any) int { return tt.width }
		if got := (&app{env: e, color: tt.color}).page().color; got != tt.want {
			t.Errorf("colour with --color %s, %v, width %d = %v, want %v", tt.color, tt.vars, tt.width, got, tt.want)
		}
	}
}

func TestInertOutput(t *testing.T) {
	const hostile = "a\x1b[31m\u202eb\u009b2J\u2066c\x07\u200bd\u200d"
	if got, want := inert(hostile), "a[31mb2Jcd\u200d"; got != want {
		t.Errorf("inert = %q, want %q", got, want)
	}
	e, stdout, _ := testEnv(nil)
	if err := (&app{env: e}).printJSON(map[string]string{"text": hostile}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(stdout.String(), "\x1b\u202e\u009b\u2066\x07\u200b") {
		t.Errorf("JSON holds characters that act on a terminal: %q", stdout)
	}
	var back map[string]string
	if err := json.Unmarshal(stdout.Bytes(), &back); err != nil || back["text"] != hostile {
		t.Errorf("JSON reads back as %q, %v", back["text"], err)
	}
}
