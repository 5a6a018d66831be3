package index_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/query"
)

func article(id, title, lang, text string) *corpus.Article {
	return &corpus.Article{ID: id, Title: title, Lang: lang, Text: corpus.Normalise(text), Publisher: "The Paper",
		URL: "https://example.org/" + id, Kind: corpus.News, Stance: corpus.Neutral, Basis: corpus.Full}
}

func small() *corpus.Corpus {
	a := article("cables", "Cables under the sea", "en",
		"The U.S. said that new cables will not land in Hong Kong. Operators such as LG U+ were asked to join.\n\n"+
			"Keith Krach led the American side. He met the ministry in Seoul.")
	a.Published = corpus.Date{Year: 2020, Month: 10, Day: 15}
	a.Countries = []string{"US", "KR"}
	b := article("netz", "Das saubere Netz", "de", "Die Betreiber müssen die Geräte ersetzen. Der Botschafter sprach von Häusern.")
	b.Kind = corpus.Opinion
	c := article("hua", "华为", "zh", "华为公司否认这些指控。中国外交部作出回应。")
	d := article("cable-law", "A law", "en", "The cable law says nothing of the sea, and operators of a cable pay a fee.")
	d.Published = corpus.Date{Year: 2019}
	return corpus.New(a, b, c, d)
}

func build(t testing.TB, c *corpus.Corpus) *index.Snapshot {
	t.Helper()
	s, err := index.Build(context.Background(), c, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func search(t testing.TB, s *index.Snapshot, text string) *index.Result {
	t.Helper()
	r, err := s.Search(context.Background(), query.Parse(text), 10)
	if err != nil {
		t.Fatalf("Search(%.200q): %v", text, err)
	}
	return r
}

func ids(r *index.Result) []string {
	var out []string
	for _, h := range r.Hits {
		if !slices.Contains(out, h.Passage.Article.ID) {
			out = append(out, h.Passage.Article.ID)
		}
	}
	return out
}

func TestSearch(t *testing.T) {
	s := build(t, small())
	for _, c := range []struct {
		query string
		want  []string // articles, best first
	}{
		{"cables landing in hong kong", []string{"cables", "cable-law"}},
		{"US cable", []string{"cables", "cable-law"}},
		{"U.S.", []string{"cables"}},
		{"U+", []string{"cables"}},
		{"Keith Krach", []string{"cables"}},
		{"Botschafter Haus", []string{"netz"}},
		{"华为", []string{"hua"}},
		{"外交部", []string{"hua"}},
		{`"led the american"`, []string{"cables"}},
		{`"of the"`, []string{"cable-law"}},
		{`"the led"`, []string{"cables"}}, // no text holds it: its words are looked for
		{`"the the"`, nil},
		{"cable -fee", []string{"cables"}},
		{`cable -"hong kong"`, []string{"cable-law"}},
		{"kind:opinion", []string{"netz"}},
		{"cable after:2020", []string{"cables"}},
		{"cable before:2019-06", []string{"cable-law"}},
		{"cable country:kr", []string{"cables"}},
		{"source:netz", []string{"netz"}},
		{"operaters of a cable", []string{"cable-law", "cables"}},
		{"who is the", nil},
		{"🙂🙂🙂", nil},
		{"", nil},
	} {
		r := search(t, s, c.query)
		if got := ids(r); !slices.Equal(got, c.want) {
			t.Errorf("Search(%q) finds %v, want %v", c.query, got, c.want)
		}
		if r.Total < len(r.Hits) {
			t.Errorf("Search(%q): total %d under %d hits", c.query, r.Total, len(r.Hits))
		}
	}
}

func TestUndatedArticlesAreCounted(t *testing.T) {
	r := search(t, build(t, small()), "after:2018")
	if r.Undated != 2 {
		t.Errorf("undated %d, want 2", r.Undated)
	}
}

func TestCorrectionIsTold(t *testing.T) {
	r := search(t, build(t, small()), "operaters")
	want := []index.Correction{{Typed: "operaters", Used: "operators"}}
	if !slices.Equal(r.Corrections, want) {
		t.Errorf("corrections %v, want %v", r.Corrections, want)
	}
}

func TestMarksAreTheWordsThatMatched(t *testing.T) {
	s := build(t, small())
	for query, want := range map[string]string{
		"the operator of cables in the US": "U.S.|cables|Operators",
		"lg u+":                            "LG|U+",
		"华为公司":                             "华为公司",
		"häuser":                           "Häusern",
	} {
		h := search(t, s, query).Hits[0]
		var got []string
		for _, m := range h.Marks {
			got = append(got, h.Passage.Article.Slice(m))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("marks of %q: %q, want %q", query, got, want)
		}
	}
}

func TestPassagesByKey(t *testing.T) {
	s := build(t, small())
	all := s.Passages("cables")
	if len(all) == 0 || s.Passages("none") != nil {
		t.Fatalf("passages: %d of cables, %v of none", len(all), s.Passages("none"))
	}
	for _, p := range all {
		if got, ok := s.Passage(p.Key()); !ok || got.Span != p.Span {
			t.Errorf("Passage(%d) = %v, %v", p.Key(), got.Span, ok)
		}
	}
	if _, ok := s.Passage(1); ok {
		t.Error("there is a passage of key 1")
	}
}

func TestSearchAfterCloseFails(t *testing.T) {
	s := build(t, small())
	s.Close()
	if err := s.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if _, err := s.Search(context.Background(), query.Parse("cable"), 1); !errors.Is(err, index.ErrClosed) {
		t.Errorf("error %v, want ErrClosed", err)
	}
}

func TestBuildAndSearchEndWithTheirContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := build(t, small())
	cancel()
	if _, err := index.Build(ctx, small(), index.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Build: %v", err)
	}
	if _, err := s.Search(ctx, query.Parse("cable"), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v", err)
	}
}

func TestEmptyCorpus(t *testing.T) {
	s := build(t, corpus.New())
	if r := search(t, s, "anything"); len(r.Hits) != 0 || r.Total != 0 {
		t.Errorf("hits in nothing: %+v", r)
	}
}

func TestDatesOfAQuestionPrefer(t *testing.T) {
	old, young := article("a-old", "Ban", "en", "The ministry spoke of the ban."), article("b-young", "Ban", "en", "The ministry spoke of the ban.")
	old.Published, young.Published = corpus.Date{Year: 2019, Month: 3}, corpus.Date{Year: 2020, Month: 10, Day: 2}
	s := build(t, corpus.New(old, young))
	for query, want := range map[string][]string{
		"what did the ministry say of the ban in march 2019":   {"a-old", "b-young"},
		"what did the ministry say of the ban in october 2020": {"b-young", "a-old"},
	} {
		if got := ids(search(t, s, query)); !slices.Equal(got, want) {
			t.Errorf("Search(%q) finds %v, want %v", query, got, want)
		}
	}
}

// lookup is a table of two entities for tests.
func lookup(text string) []corpus.Mention {
	var out []corpus.Mention
	for _, n := range []struct{ name, id string }{
		{"United States", "us"}, {"Washington", "us"}, {"U.S.", "us"}, {"미국", "us"}, {"Hong Kong", "hk"}, {"香港", "hk"},
	} {
		if i := strings.Index(text, n.name); i >= 0 {
			out = append(out, corpus.Mention{Span: corpus.Span{Start: i, End: i + len(n.name)}, Entity: n.id, Name: n.name})
		}
	}
	slices.SortFunc(out, func(a, b corpus.Mention) int { return a.Span.Start - b.Span.Start })
	return out
}

func TestEntitiesAreFoundByAnyName(t *testing.T) {
	s, err := index.Build(context.Background(), small(), index.Options{Entities: lookup})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for query, want := range map[string]string{
		"United States": "U.S.",
		"Washington":    "U.S.",
		"미국":            "U.S.",
		"香港":            "Hong|Kong",
	} {
		r := search(t, s, query)
		if len(r.Hits) == 0 || r.Hits[0].Passage.Article.ID != "cables" {
			t.Errorf("Search(%q) finds %v, want cables first", query, ids(r))
			continue
		}
		var got []string
		for _, m := range r.Hits[0].Marks {
			got = append(got, r.Hits[0].Passage.Article.Slice(m))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("marks of %q: %q, want %q", query, got, want)
		}
	}
}

func TestUnknownWordsAreTold(t *testing.T) {
	r := search(t, build(t, small()), "does Zyxwv land cables")
	if !slices.Equal(r.Unknown, []string{"zyxwv"}) {
		t.Errorf("unknown %q, want zyxwv", r.Unknown)
	}
	if r.Confidence <= 0 || r.Confidence >= 1 {
		t.Errorf("confidence %v, want a probability", r.Confidence)
	}
}

func FuzzSearch(f *testing.F) {
	for _, q := range []string{
		"cables", "* OR 1=1; --", "/.*/", "'; DROP TABLE x", strings.Repeat("cable ", 1000), "\u202ecable\u202c", "🙂",
		"ελληνικά עברית ไทย 华", "cabel 华为公司 thigns ελληνικα", `"cabel law" -cabel`, `"`, `-"a`, "kind:news", "the of and",
	} {
		f.Add(q, "The cable, U.S. 华为公司 “law” and\n\n1,000 things.")
	}
	f.Fuzz(func(t *testing.T, q, text string) {
		s := build(t, corpus.New(article("a", "A cable", "en", text), article("b", "华为", "zh", text)))
		for _, h := range search(t, s, q).Hits {
			last := h.Passage.Span.Start
			for _, m := range h.Marks {
				if m.Start < last || m.End <= m.Start || !h.Passage.Span.Contains(m) {
					t.Errorf("query %q, text %q: mark %v in passage %v", q, text, m, h.Passage.Span)
				}
				last = m.End
			}
			if len(h.Sentences) != len(h.Passage.Sentences) {
				t.Errorf("%d sentences scored of %d", len(h.Sentences), len(h.Passage.Sentences))
			}
		}
	})
}

// TestCovers holds that each sentence tells of each term how much of it it has.
func TestCovers(t *testing.T) {
	r := search(t, build(t, small()), "Krach ministry expenditure")
	if len(r.Terms) != 3 || !r.Terms[0].Name || r.Terms[1].Name || r.Terms[1].Weight <= 0 {
		t.Fatalf("terms %v", r.Terms)
	}
	for _, h := range r.Hits {
		for _, s := range h.Sentences {
			text := h.Passage.Article.Slice(s.Span)
			if len(s.Covers) != len(r.Terms) {
				t.Fatalf("%q covers %v", text, s.Covers)
			}
			for i, word := range []string{"Krach", "ministry"} {
				if has := strings.Contains(text, word); has != (s.Covers[i] == 255) {
					t.Errorf("%q covers %v", text, s.Covers)
				}
			}
		}
	}
	if r := search(t, build(t, small()), "zzzz"); len(r.Terms) != 0 {
		t.Errorf("nothing found: terms %v", r.Terms)
	}
}
