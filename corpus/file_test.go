package corpus

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

const small = `---
id: some-id
title: "Seoul: not yet"
publisher: Example
url: https://example.org/a
lang: en
kind: news
stance: neutral
basis: full
authors: [Kim Ji-eun, "Lee, A."]
published: 2020
countries: [NO, KR]
asks:
  - 1 what comes first
  - "2 who, then, is \"second\"?"
---
First paragraph.

Second.
`

func TestParse(t *testing.T) {
	want := &Article{ID: "some-id", Title: "Seoul: not yet", Publisher: "Example", URL: "https://example.org/a", Lang: "en",
		Kind: News, Stance: Neutral, Basis: Full, Authors: []string{"Kim Ji-eun", "Lee, A."},
		Published: Date{Year: 2020}, Countries: []string{"NO", "KR"},
		Asks: []Ask{{1, "what comes first"}, {2, "who, then, is \"second\"?"}}, Text: "First paragraph.\n\nSecond."}
	got, err := Parse("dir/some-id.md", []byte(small))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Parse = %+v, %v\nwant %+v", got, err, want)
	}
	canonical := strings.Replace(small, "published: 2020\n", "published: \"2020\"\n", 1)
	if out := string(Format(got)); out != canonical {
		t.Errorf("Format:\n%s\nwant\n%s", out, canonical)
	}
}

func TestParseReportsEverythingAtOnce(t *testing.T) {
	file := `---
id: other
titel: A
publisher: ~
url: ftp://example.org
lang: english
kind: blog
stance: [neutral]
basis: full
published: 15/10/2020
title_supplied: maybe
countries: [KR, UK, KR]
topics: []
basis: digest
archive_url: https://me:secret@example.org/
asks: [who, 0 who, 01 who, 2, 3 who, 3 who]
---
`
	want := []string{
		`a.md:1: missing key "title"`,
		`a.md:2: id: "other" is not the file's name "a"`,
		`a.md:3: unknown key "titel"`,
		`a.md:4: publisher: there is no value`,
		`a.md:5: url: "ftp://example.org" does not begin with http:// or https://`,
		`a.md:6: lang: "english" is no language tag such as en, ko or zh-Hant`,
		`a.md:7: kind: "blog" is none of official, news, analysis, opinion, reference`,
		`a.md:8: stance: the value is not a single line of text`,
		`a.md:10: published: date "15/10/2020" is not YYYY, YYYY-MM or YYYY-MM-DD`,
		`a.md:11: title_supplied: "maybe" is neither true nor false`,
		`a.md:12: countries: "UK" is no country code such as KR or US; "KR" stands twice`,
		`a.md:13: topics: the value is not a list such as [a, b]`,
		`a.md:14: the key "basis" stands twice`,
		`a.md:15: archive_url: the address of example.org has a user name in it`,
		`a.md:16: asks: "who" does not begin with the number of a sentence, from 1; "0 who" does not begin with the number of a sentence, from 1; ` +
			`"01 who" does not begin with the number of a sentence, from 1; "2" has no text behind the number; "3 who" stands twice`,
		`a.md:18: there is no text after the front matter`,
	}
	a, err := Parse("a.md", []byte(file))
	if a != nil || err == nil || err.Error() != strings.Join(want, "\n") {
		t.Errorf("Parse = %v,\n%v\nwant\n%s", a, err, strings.Join(want, "\n"))
	}
	var s *SyntaxError
	if !errors.As(err, &s) || s.File != "a.md" || s.Line != 1 {
		t.Errorf("errors.As gives %+v", s)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"empty", "", `a.md:1: the file does not begin with a line "---"`},
		{"no fence", "id: a\n", `a.md:1: the file does not begin with a line "---"`},
		{"open fence", "---\nid: a\n", `a.md:1: the front matter has no closing line "---"`},
		{"nothing between", "---\n---\nText.", "a.md:1: the front matter is empty"},
		{"a list", "---\n- a\n---\nText.", `a.md:2: the front matter is not a list of "key: value" lines`},
		{"two documents", "---\na: b\n...\nc: d\n---\nText.", "a.md:1: the front matter is more than one YAML document"},
		{"large", "---\n# " + strings.Repeat("x", maxFront) + "\n---\nText.", "a.md:1: the front matter has more than 65536 bytes"},
	}
	for _, tt := range tests {
		if _, err := Parse("a.md", []byte(tt.file)); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := Parse("a.md", []byte("---\nid: a\nb: c: d\n---\nText.")); err == nil || !strings.HasPrefix(err.Error(), "a.md:3: the front matter is not YAML: ") {
		t.Errorf("broken YAML: %v", err)
	}
	long := strings.Replace(small, "Second.", strings.Repeat("é ", maxText), 1)
	if _, err := Parse("some-id.md", []byte(long)); err == nil || !strings.Contains(err.Error(), "some-id.md:17: the text has more than 1000000 characters") {
		t.Errorf("a text that is too long: %v", err)
	}
}

func TestNormalise(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{" \n\t\n ", ""},
		{"\ufeffa\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"a \n \n\n\n  b\t", "a\n\n  b"},
		{"a\u2029b\fc", "a\n\nb\nc"},
		{"cafe\u0301\x00\x1b[0m", "café[0m"},
		{"e\x01\u0301", "é"},
		{"a\xffb\xc3", "a\ufffdb\ufffd"},
		{"tab\tbed", "tab bed"},
		{"Hua\ufeffwei", "Huawei"},
	}
	for _, tt := range tests {
		if got := Normalise(tt.in); got != tt.want {
			t.Errorf("Normalise(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestValues(t *testing.T) {
	checks := map[string]func(string) error{"id": CheckID, "url": CheckURL, "lang": CheckLang, "country": CheckCountry}
	tests := []struct{ check, good, bad string }{
		{"id", "a 5g-2020 " + strings.Repeat("a", 100), "A a_b ä ١ a/b .. " + strings.Repeat("a", 101)},
		{"url", "https://example.org http://example.org:8080/a?b#c https://[2001:db8::1]/", "example.org //example.org/a https:///a https:/a javascript:a https://a@b.org http://[::1 " + "https://example.org/" + strings.Repeat("a", 2048)},
		{"lang", "en ko zh-Hant pt-BR sr-Latn", "english en_US xx root x-private"},
		{"country", "KR US TW EU XK NO", "kr UK USA 410 ZZ XA"},
	}
	for _, tt := range tests {
		check := checks[tt.check]
		for s := range strings.FieldsSeq(tt.good) {
			if err := check(s); err != nil {
				t.Errorf("%s: %v", tt.check, err)
			}
		}
		for s := range strings.FieldsSeq(tt.bad) {
			if check(s) == nil {
				t.Errorf("%s: %q is taken", tt.check, s)
			}
		}
		if check("") == nil {
			t.Errorf("%s: the empty value is taken", tt.check)
		}
	}
}

func TestDate(t *testing.T) {
	for s := range strings.FieldsSeq("2020 2020-10 2020-10-15 2020-02-29 1000 9999-12-31") {
		d, err := ParseDate(s)
		if err != nil || d.String() != s || d.First().Compare(d.Last()) > 0 {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "20", "999", "2020-", "2020-1", "2020-13", "2020-00", "2021-02-29", "2020-10-15-1", "+202", "15-10-2020", "2020-10-15T00:00", " 2020"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
	}
}
