package passage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
)

func TestSplit(t *testing.T) {
	sentence := func(n int) string { return "Word" + strings.Repeat(" word", n-1) + "." }
	text := strings.Join([]string{
		"Heading",
		sentence(50) + " " + sentence(50),
		sentence(50) + " " + sentence(50) + " " + sentence(50) + " " + sentence(50),
		sentence(70) + " " + sentence(70),
		sentence(10) + " " + sentence(200) + " " + sentence(10),
	}, "\n\n")
	a := &corpus.Article{ID: "a", Lang: "en", Text: text}
	var got []string
	for p := range Split(a, Window{}) {
		got = append(got, fmt.Sprintf("%d/%d: %d sentences, %d words", p.N, p.Paragraph, len(p.Sentences), words(p.Text())))
	}
	want := []string{"0/0: 1 sentences, 1 words", "1/1: 2 sentences, 100 words", "2/2: 2 sentences, 100 words",
		"3/2: 2 sentences, 100 words", "4/3: 1 sentences, 70 words", "5/3: 1 sentences, 70 words",
		"6/4: 1 sentences, 10 words", "7/4: 1 sentences, 200 words", "8/4: 1 sentences, 10 words"}
	if !slices.Equal(got, want) {
		t.Errorf("Split:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := len(slices.Collect(Split(a, Window{Words: 60}))); n != 12 {
		t.Errorf("a window of 60 words gives %d passages, want 12", n)
	}
	if n := len(slices.Collect(Split(&corpus.Article{}, Window{}))); n != 0 {
		t.Errorf("no text gives %d passages", n)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{"": 0, "one two  three\n": 3, "米国は発表した。": 4, "LG U+는 쓴다": 3, "5G技术": 2} {
		if got := words(text); got != want {
			t.Errorf("words(%q) = %d, want %d", text, got, want)
		}
	}
}

const keyOfFirst = 0x7e3a29ef9e

func TestKey(t *testing.T) {
	text := "One two.\n\nThree four."
	first := slices.Collect(Split(&corpus.Article{ID: "a", Text: text}, Window{}))
	grown := slices.Collect(Split(&corpus.Article{ID: "a", Text: "New.\n\n" + text}, Window{}))
	other := slices.Collect(Split(&corpus.Article{ID: "b", Text: text}, Window{}))
	if first[0].Key() != grown[1].Key() || first[1].Key() != grown[2].Key() {
		t.Error("a key changes with the rest of its article")
	}
	if first[0].Key() == first[1].Key() || first[0].Key() == other[0].Key() {
		t.Error("different passages have one key")
	}
	// printf 'a\0One two.' | sha256sum
	if k := first[0].Key(); k != keyOfFirst || k>>40 != 0 {
		t.Errorf("Key = %x, want %x", k, keyOfFirst)
	}
}

// FuzzSplit holds the invariants of the package comment.
func FuzzSplit(f *testing.F) {
	for _, tt := range sentenceTests {
		f.Add(tt.text, tt.lang, 5)
	}
	f.Add("a\n \n\u00a0b\u2029c\n- d\n1. e", "de", 0)
	f.Add("\xff. \xe2\x80. A", "zh", 1)
	f.Fuzz(func(t *testing.T, text, lang string, window int) {
		a := &corpus.Article{ID: "a", Lang: lang, Text: text}
		sents := slices.Collect(Sentences(text, lang))
		checkCover(t, text, sents)
		var inPassages []corpus.Span
		n, par := 0, 0
		for p := range Split(a, Window{Words: window}) {
			last := len(p.Sentences) - 1
			if last < 0 || p.Span.Start != p.Sentences[0].Start || p.Span.End != p.Sentences[last].End || p.N != n || p.Paragraph < par {
				t.Fatalf("%q: passage %+v, number %d", text, p, n)
			}
			if strings.Contains(p.Text(), "\n\n") {
				t.Fatalf("%q: the passage %q has more than one paragraph", text, p.Text())
			}
			inPassages = append(inPassages, p.Sentences...)
			n, par = n+1, p.Paragraph
		}
		if !slices.Equal(sents, inPassages) {
			t.Fatalf("%q: the sentences are %v, those of the passages %v", text, sents, inPassages)
		}
	})
}

func checkCover(t *testing.T, text string, sents []corpus.Span) {
	t.Helper()
	end := 0
	for _, s := range sents {
		if s.Start < end || s.Len() <= 0 || s.Len() > maxSentence {
			t.Fatalf("%q: sentence %v after %d", text, s, end)
		}
		if gap := text[end:s.Start]; strings.TrimFunc(gap, unicode.IsSpace) != "" {
			t.Fatalf("%q: %q is in no sentence", text, gap)
		}
		in := text[s.Start:s.End]
		if strings.TrimFunc(in, unicode.IsSpace) != in || utf8.ValidString(text) && !utf8.ValidString(in) {
			t.Fatalf("%q: the sentence %q has white space or half a character at an end", text, in)
		}
		end = s.End
	}
	if rest := text[end:]; strings.TrimFunc(rest, unicode.IsSpace) != "" {
		t.Fatalf("%q: %q is in no sentence", text, rest)
	}
}
