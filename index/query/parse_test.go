package query_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"cleannet/corpus"
	"cleannet/index/query"
)

func TestParse(t *testing.T) {
	type q = query.Query
	type f = query.Filters
	long := strings.Repeat("a", query.MaxRunes+44)
	pasted := strings.Repeat("some words of a message ", 20)
	for _, c := range []struct {
		in   string
		want q
	}{
		{"", q{}},
		{"  \t\n", q{}},
		{"what is 5G?", q{Words: []string{"what", "is", "5G?"}}},
		{`say “clean path” twice`, q{Words: []string{"say", "twice"}, Phrases: []string{"clean path"}}},
		{`"clean  path"?`, q{Words: []string{"?"}, Phrases: []string{"clean path"}}},
		{`an "unclosed one`, q{Words: []string{"an", "unclosed", "one"}}},
		{`""`, q{}},
		{`a -b -"c d" --e -`, q{Words: []string{"a"}, Without: []string{"b", "c d", "e"}}},
		{"the „Model C“-schools, and „Model C“ -schools", q{Words: []string{"the", "schools,", "and"}, Phrases: []string{"Model C", "Model C"}, Without: []string{"schools"}}},
		{"said -he thought- that", q{Words: []string{"said", "thought-", "that"}, Without: []string{"he"}}},
		{"weight -LRB- or -RRB-", q{Words: []string{"weight", "LRB-", "or", "RRB-"}}},
		{"kind:news kind:rumour", q{Words: []string{"kind:rumour"}, Filters: f{Kind: []corpus.Kind{corpus.News}}}},
		{`KIND:Official source:"The Hankyoreh"`, q{Filters: f{Kind: []corpus.Kind{corpus.Official}, Source: []string{"The Hankyoreh"}}}},
		{`stance:"made up"`, q{Words: []string{"stance", "made", "up"}}},
		{"stance:critic topic:Cables", q{Filters: f{Stance: []corpus.Stance{corpus.Critic}, Topic: []string{"cables"}}}},
		{"country:uk country:KOR country:XK country:zz", q{Words: []string{"country:zz"}, Filters: f{Country: []string{"GB", "KR", "XK"}}}},
		{"lang:ko lang:klingon", q{Words: []string{"lang:klingon"}, Filters: f{Lang: []string{"ko"}}}},
		{"after:2020-10 before:2020-02-30", q{Words: []string{"before:2020-02-30"}, Filters: f{After: corpus.Date{Year: 2020, Month: 10}}}},
		{"time: now http://x.org", q{Words: []string{"time:", "now", "http://x.org"}}},
		{"caf\u0065\u0301 \u202edcba\u200b", q{Words: []string{"café", "dcba"}}},
		{"bad\xff bytes", q{Words: []string{"bad", "bytes"}}},
		{long, q{Words: []string{long[:query.MaxRunes]}}},
		{pasted + `"so they say" -really kind:news source:"The Hankyoreh"`, q{Words: append(strings.Fields(pasted), "so", "they", "say", "really"),
			Filters: f{Kind: []corpus.Kind{corpus.News}, Source: []string{"The Hankyoreh"}}}},
	} {
		if got := query.Parse(c.in); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Parse(%q) = %+v, want %+v", c.in, got, c.want)
		}
	}
}

func TestParseIsBounded(t *testing.T) {
	var many strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&many, "w%d ", i)
	}
	got := query.Parse(many.String())
	if n := utf8.RuneCountInString(got.String()); n > query.MaxRunes || n < query.MaxRunes-6 {
		t.Errorf("canonical form of %d runes, want as good as %d", n, query.MaxRunes)
	}
	got = query.Parse(strings.Repeat("-a \"b c\" ", 40))
	if n := len(got.Without) + 2*len(got.Phrases); n != query.MaxTerms {
		t.Errorf("%d words in phrases and exclusions, want %d", n, query.MaxTerms)
	}
	got = query.Parse(strings.Repeat("word ", 5000))
	if n := utf8.RuneCountInString(got.String()); n > query.MaxRunes {
		t.Errorf("canonical form of %d runes, want at most %d", n, query.MaxRunes)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"who led the talks", `"clean path" -x -"y z" kind:news after:2020-10`, `kind:"" source:"a"b`,
		`-"kind:news" kind:"after:2020" after:"2020 kind:news"`, "a:\"-b c\"", "\u1e9b\u0323 <\u0338", `"a"b"c"`, "source:-x -source:y",
		strings.Repeat(`"a -b: `, 80), strings.Repeat("-kind:news \"b", 50), "said -he thought- that", `-":-"`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := query.Parse(s)
		canonical := q.String()
		if again := query.Parse(canonical); !reflect.DeepEqual(again, q) {
			t.Errorf("Parse(%q) = %+v; its form %q gives %+v", s, q, canonical, again)
		}
		if n := utf8.RuneCountInString(canonical); n > query.MaxRunes {
			t.Errorf("Parse(%q): canonical form of %d runes", s, n)
		}
		if !utf8.ValidString(canonical) {
			t.Errorf("Parse(%q): invalid UTF-8 in %q", s, canonical)
		}
	})
}
