package bot

import (
	"slices"
	"strings"
	"testing"

	"cleannet/bot/discord/discordtest"
	"cleannet/corpus"
)

func TestSafeURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.test/x":                           "https://a.test/x",
		"http://a.test/a_(b)?c=*d*|e":                "http://a.test/a_%28b%29?c=%2Ad%2A%7Ce",
		"https://a.test/한국":                          "https://a.test/%ED%95%9C%EA%B5%AD",
		"https://[::1]:8080/":                        "https://[::1]:8080/",
		"https://xn--80ak6aa92e.test/":               "https://xn--80ak6aa92e.test/",
		"https://st\u0430te.gov/":                    "",
		"https://state.gov@evil.test/":               "",
		"javascript:alert(1)":                        "",
		"//a.test/":                                  "",
		"https://":                                   "",
		"https://a.test/ )[x](https://evil.test":     "https://a.test/%20%29[x]%28https://evil.test",
		"https://a.test/" + strings.Repeat("x", 300): "",
		"": "",
	} {
		if got := safeURL(in, maxShownURL); got != want {
			t.Errorf("safeURL(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTitled(t *testing.T) {
	for _, tt := range []struct {
		a    corpus.Article
		want string
	}{
		{corpus.Article{Title: "A *title*", URL: "https://a.test/"}, `[A \*title\*](https://a.test/)`},
		{corpus.Article{Title: "Ours", TitleSupplied: true, URL: "https://a.test/"}, `\[[Ours](https://a.test/)\]`},
		{corpus.Article{Title: "제목", TitleEN: "Title [x](y)", URL: "https://a.test/"}, `[Title xy](https://a.test/)`},
		{corpus.Article{Title: "see https://state.gov", URL: "https://a.test/x"}, `see https\://state.gov [a.test](https://a.test/x)`},
		{corpus.Article{Title: "Unlinked", URL: "ftp://a.test/"}, `Unlinked`},
		{corpus.Article{ID: "the-id", Title: "\u200b", URL: "https://a.test/"}, `[the-id](https://a.test/)`},
	} {
		if got := titled(&tt.a, 100); got != tt.want {
			t.Errorf("titled(%+v) = %q, want %q", tt.a, got, tt.want)
		}
	}
}

func TestFocus(t *testing.T) {
	a := &corpus.Article{Lang: "en", Text: "One is first. Two is second. Three holds the mark. Four is last."}
	at := func(s string) corpus.Span {
		i := strings.Index(a.Text, s)
		return corpus.Span{Start: i, End: i + len(s)}
	}
	all := corpus.Span{Start: 0, End: len(a.Text)}
	for _, tt := range []struct {
		limit int
		want  string
	}{
		{100, "One is first."}, // all fits
		{52, "Two is second."}, // from an earlier sentence on, as it fits too
		{36, "Three holds the mark."},
		{10, "Three holds the mark."},
	} {
		got := a.Slice(focus(a, all, []corpus.Span{at("mark")}, tt.limit))
		if !strings.HasPrefix(got, tt.want) {
			t.Errorf("focus within %d is %q, want it to begin with %q", tt.limit, got, tt.want)
		}
	}
}

func TestCardKeepsBudgets(t *testing.T) {
	k := &card{}
	if k.say(strings.Repeat("x", maxMessage+1)) || len(k.items) != 0 {
		t.Error("a text beyond the budget was taken")
	}
	n := 0
	for k.say(strings.Repeat("x", 300)) {
		n++
	}
	if n != maxMessage/300 || k.left() != maxMessage-300*n {
		t.Errorf("%d texts, %d units left", n, k.left())
	}
	k = &card{}
	for range 100 {
		k.line()
		k.beside("text", Button{Label: "b", ID: "i"})
		k.row(Button{Label: "b", ID: "i"})
	}
	parts := 1
	for _, x := range k.items {
		parts++
		switch x := x.(type) {
		case Section:
			parts += len(x.Texts) + 1
		case Row:
			parts += len(x.Buttons)
		}
	}
	if parts > maxParts || parts != 1+k.parts {
		t.Errorf("%d components, counted as %d", parts, 1+k.parts)
	}
}

func TestDates(t *testing.T) {
	for d, want := range map[corpus.Date][2]string{
		{}:                              {"n.d.", "날짜 없음"},
		{Year: 2020}:                    {"2020", "2020년"},
		{Year: 2020, Month: 8}:          {"Aug 2020", "2020년 8월"},
		{Year: 2020, Month: 8, Day: 5}:  {"5 Aug 2020", "2020년 8월 5일"},
		{Year: 2020, Month: 10, Day: 1}: {"1 Oct 2020", "2020년 10월 1일"},
	} {
		for l := range languages {
			if got := l.date(d); got != want[l] {
				t.Errorf("date(%v) in language %d = %q, want %q", d, l, got, want[l])
			}
		}
	}
}

// What is shown of an article is a slice of it: cleaned, it reads as the slice
// does, or as the beginning of it where it is cut.
func TestQuotedIsASlice(t *testing.T) {
	for _, hostile := range hostileTexts {
		for _, basis := range []corpus.Basis{corpus.Digest, corpus.Full} {
			a := &corpus.Article{Lang: "en", Basis: basis, Text: corpus.Normalise("Before it stands this. " + hostile + " And after it, that.")}
			span := corpus.Span{Start: strings.Index(a.Text, "stands"), End: len(a.Text)}
			var marks []corpus.Span
			for _, word := range []string{"this", "And", "it"} {
				if i := strings.LastIndex(a.Text, word); i >= span.Start {
					marks = append(marks, corpus.Span{Start: i, End: i + len(word)})
				}
			}
			slices.SortFunc(marks, func(x, y corpus.Span) int { return x.Start - y.Start })
			for limit := 20; limit < 800; limit += 13 {
				out := quoted(a, span, marks, limit)
				r := discordtest.Read(out)
				for _, e := range r.Effects {
					if e.Kind != "bold" && (e.Kind != "quote" || basis == corpus.Digest) {
						t.Fatalf("quoted %q within %d is %q with %v", hostile, limit, out, e)
					}
				}
				seen, quoted := strings.CutPrefix(r.Seen, "“")
				seen = strings.TrimSuffix(seen, "”")
				short, wasCut := strings.CutSuffix(seen, "…")
				want := clean(a.Slice(span))
				if quoted != (basis == corpus.Full) || !wasCut && seen != want || wasCut && !strings.HasPrefix(want, short) || width(out) > limit {
					t.Fatalf("quoted %q within %d is %q, which reads %q; the slice reads %q", hostile, limit, out, seen, want)
				}
			}
		}
	}
}
