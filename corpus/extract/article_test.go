package extract

import (
	"reflect"
	"strings"
	"testing"

	"cleannet/corpus"
)

func found() *Page {
	return &Page{Title: "Found", Authors: []string{"Found Person"}, Published: corpus.Date{Year: 2020, Month: 10, Day: 15},
		Lang: "en", Text: lead + "\n\n" + more}
}

func TestArticle(t *testing.T) {
	a, err := found().Article(Given{ID: "a-1", URL: "https://example.org/a", Publisher: "Example"})
	want := &corpus.Article{ID: "a-1", Title: "Found", Publisher: "Example", URL: "https://example.org/a", Authors: []string{"Found Person"},
		Published: corpus.Date{Year: 2020, Month: 10, Day: 15}, Lang: "en", Kind: corpus.News, Stance: corpus.Neutral,
		Basis: corpus.Full, Text: lead + "\n\n" + more}
	if err != nil || !reflect.DeepEqual(a, want) {
		t.Errorf("%+v, %v\nwant %+v", a, err, want)
	}
	g := Given{ID: "a-1", URL: "https://example.org/a", Publisher: "Example", Title: " Given\n title", TitleEN: "T", Authors: []string{"A", "B"},
		Published: "2021", Lang: "ko", Kind: corpus.Opinion, Stance: corpus.Critic, Topics: []string{"x"}, Countries: []string{"KR"},
		ArchiveURL: "https://example.net/a", Provenance: "mirror", License: "CC0"}
	a, err = found().Article(g)
	want = &corpus.Article{ID: g.ID, Title: "Given title", TitleEN: g.TitleEN, Publisher: g.Publisher, URL: g.URL, Authors: g.Authors,
		Published: corpus.Date{Year: 2021}, Lang: g.Lang, Kind: g.Kind, Stance: g.Stance, Basis: corpus.Full, Topics: g.Topics,
		Countries: g.Countries, ArchiveURL: g.ArchiveURL, Provenance: g.Provenance, License: g.License, Text: lead + "\n\n" + more}
	if err != nil || !reflect.DeepEqual(a, want) {
		t.Errorf("what is given does not win: %+v, %v\nwant %+v", a, err, want)
	}
}

func TestArticleNamesEveryField(t *testing.T) {
	_, err := (&Page{Text: lead}).Article(Given{Published: "15/10/2020"})
	want := []string{"published: date", "id: there is none", "title: there is none", "publisher: there is none", "url: there is none", "lang: there is none"}
	checkErrors(t, err, want)
	_, err = found().Article(Given{ID: "a-1", URL: "ftp://a", Publisher: "E", Lang: "xx", Kind: "blog", Stance: "loud", Countries: []string{"UK"}, Topics: []string{"A B"}, ArchiveURL: "x"})
	checkErrors(t, err, []string{"url: ", "lang: ", "kind: ", "stance: ", "archive_url: ", "topics: ", "countries: "})
	_, err = found().Article(Given{ID: "../a", URL: "a", Publisher: "E"})
	checkErrors(t, err, []string{`id: "../a" has other characters`, "url: "})
}

func checkErrors(t *testing.T, err error, want []string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %q", want)
	}
	lines := strings.Split(err.Error(), "\n")
	for i, w := range want {
		if i >= len(lines) || !strings.HasPrefix(lines[i], w) {
			t.Errorf("errors %q, want %q", lines, want)
			return
		}
	}
	if len(lines) != len(want) {
		t.Errorf("errors %q, want %q", lines, want)
	}
}
