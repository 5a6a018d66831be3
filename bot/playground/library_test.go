package playground_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"cleannet/bot/playground"
)

func TestLibrary(t *testing.T) {
	p, _ := newPage(t, echo, nil)
	ids := regexp.MustCompile(`<li><a href="/library/([^"]+)"`)
	for _, tt := range []struct{ query, want string }{
		{"", "hostile-2021 gazette-2020 undated"},
		{"?q=GAZETTE", "gazette-2020"},
		{"?q=writer+2020-10", "gazette-2020"},
		{"?kind=official", "undated"},
		{"?stance=neutral", "gazette-2020"},
		{"?topic=operators", "gazette-2020 undated"},
		{"?country=KR&kind=news", "gazette-2020"},
		{"?q=absent", ""},
		{"?page=-3", "hostile-2021 gazette-2020 undated"},
		{"?page=99", "hostile-2021 gazette-2020 undated"},
		{"?page=" + strings.Repeat("9", 40), "hostile-2021 gazette-2020 undated"},
	} {
		page := read(t, serve(p, browse("GET", "/library"+tt.query, "", nil)))
		var got []string
		for _, m := range ids.FindAllStringSubmatch(page, -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("/library%s lists %q, want %q", tt.query, got, tt.want)
		}
	}
	page := read(t, serve(p, browse("GET", "/library", "", nil)))
	has(t, "the charts", page, "<title>2020-10: 1</title>", "<title>2020-12: 0</title>", "<title>2021-02: 1</title>", "<title>KR: 2</title>",
		"<title>South Korean government&#39;s view: 1</title>", "1 without a month", "As a table", "<td>2020-10</td><td>1</td>")
}

var marked = regexp.MustCompile(`(?s)<mark[^>]*>(.*?)</mark>`)

// TestQuotePlace holds that a quote as the bot shows it leads to its place in
// the text, across a line end, and cut by an ellipsis.
func TestQuotePlace(t *testing.T) {
	p, _ := newPage(t, echo, nil)
	for _, tt := range []struct{ source, text, want string }{
		{"https://gazette.example/a?x=1&y=(2)", "One operator still uses the equipment.", "One operator still uses\nthe equipment."},
		{"https://gazette.example/a?x=1&y=%282%29#:~:text=One%20operator", "“It was urged to stop.…”\nsomething else", "It was urged to stop."},
		{"https://gazette.example/a?x=1&y=(2)", "talks lasted two", "talks lasted two"},
		{"https://gazette.example/a?x=1&y=(2)", "stop. The talks", "stop.|The talks"},
		{"https://gazette.example/a?x=1&y=(2)", "never said", ""},
		{"https://gazette.example/a?x=1&y=(2)", "", ""},
	} {
		resp := serve(p, browse("GET", "/library/find?source="+url.QueryEscape(tt.source)+"&text="+url.QueryEscape(tt.text), "", nil))
		to, _, _ := strings.Cut(resp.Header.Get("Location"), "#") // as a browser sends it
		if resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/library/gazette-2020") {
			t.Errorf("%q: %d to %q", tt.text, resp.StatusCode, to)
			continue
		}
		var got []string
		for _, m := range marked.FindAllStringSubmatch(read(t, serve(p, browse("GET", to, "", nil))), -1) {
			got = append(got, html.UnescapeString(m[1]))
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%q marks %q at %s, want %q", tt.text, got, to, tt.want)
		}
	}
	resp := serve(p, browse("GET", "/library/find?source=https://elsewhere.example/&text=x", "", nil))
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("the source of no article: %d", resp.StatusCode)
	}
}

// TestSourcePage holds that all of a text is shown, whatever is asked to be
// marked.
func TestSourcePage(t *testing.T) {
	p, _ := newPage(t, echo, nil)
	a := samples()[0]
	body := regexp.MustCompile(`(?s)<article.*</article>`)
	numbers := regexp.MustCompile(`(?s)<a class="n".*?</a>|<[^>]*>`)
	for _, q := range []string{"", "?start=0&end=3", "?start=3&end=1", "?start=-1&end=9999", "?start=x&end=y", "?start=0&end=105", "?start=38&end=70"} {
		page := read(t, serve(p, browse("GET", "/library/"+a.ID+q, "", nil)))
		text := html.UnescapeString(numbers.ReplaceAllString(body.FindString(page), " "))
		if got, want := strings.Join(strings.Fields(text), ""), strings.Join(strings.Fields(a.Text), ""); got != want {
			t.Errorf("%s shows %q, want %q", q, got, want)
		}
	}
	page := read(t, serve(p, browse("GET", "/library/undated", "", nil)))
	has(t, "a digest's page", page, "Summary of Ministry, n.d.", "these are our words", "<h1>[Without a date]</h1>")
	has(t, "a full text's page", read(t, serve(p, browse("GET", "/library/gazette-2020", "", nil))), "The source's own text: The Gazette, 15 Oct 2020.")
}

// FuzzLocate holds that what is found of a quote is the quote, white space aside.
func FuzzLocate(f *testing.F) {
	f.Add("One  operator\nstill", "operator still")
	f.Add("a \n\n b", " “a b…” ")
	f.Add("\xff\xfe", "\xfe")
	f.Fuzz(func(t *testing.T, text, quote string) {
		s := playground.Locate(text, quote)
		if s.Len() == 0 {
			return
		}
		got := strings.Fields(text[s.Start:s.End])
		want := strings.Fields(strings.Trim(strings.Join(strings.Fields(quote), " "), "… \"“”"))
		if len(strings.Join(got, "")) > len(strings.Join(want, "")) || len(got) == 0 {
			t.Errorf("Locate(%q, %q) = %q", text, quote, text[s.Start:s.End])
		}
	})
}
