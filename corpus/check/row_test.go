package check

import (
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
)

func TestReadRows(t *testing.T) {
	rows, err := ReadRows(strings.NewReader(`{"id":"a","author":null,"facts":["f"]}` + "\n\n" + `{"id":"b","facts":["f"]}`))
	if err != nil || len(rows) != 2 || rows[0].Author != "" || rows[1].ID != "b" {
		t.Errorf("ReadRows = %v, %v", rows, err)
	}
	_, err = ReadRows(strings.NewReader(`{"id":"a","facts":["f"]}
{"id":"a","facts":["f"]}
{"id":"","facts":["f"]}
{"id":"c","facts":[]}
{"id":"d","facts":["f"],"colour":"red"}
nonsense`))
	for _, want := range []string{"row 2: a stands on line 1 already", "row 3: no id", "row 4: no id or no facts", `row 5: json: unknown field "colour"`, "row 6: "} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct {
		fact, text string
		want       []string
	}{
		{"It cost $8.3 billion on October 14, 2020.", "On 14 October 2020 it cost 8.3 billion.", nil},
		{"It cost $8.3 billion.", "It cost $8.30 billion.", []string{"8.3"}},
		{"It was on May 2 and 3.", "It was on 2-3 May.", nil},
		{"It was on October 14.", "It was in October; 14 came.", []string{"Oct 14"}},
		{"It took two hours.", "It took 2 hours.", nil},
		{"It took two hours.", "It took a while.", []string{"2"}},
		{"The two sides met about 5G.", "They met.", nil},
		{"Five firms.", "Many firms.", []string{"5"}},
		{"13 firms", "2013", []string{"13"}},
	} {
		r := Row{Facts: []string{c.fact, c.fact}}
		if got := r.Missing(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q lacks of %q: %q, want %q", c.text, c.fact, got, c.want)
		}
	}
}

func TestAdded(t *testing.T) {
	a := sound("a", "On August 5, 2020 there were 31 firms, 4 of them new, and six in 5G.")
	r := Row{Title: "31 firms", Facts: []string{"Firms were named."}}
	if got, want := r.Added(a), []string{"4"}; !slices.Equal(got, want) {
		t.Errorf("Added = %q, want %q", got, want)
	}
}

func TestMissingNames(t *testing.T) {
	a := sound("a", "The Dutch firm met Krach.")
	r := Row{Facts: []string{"A firm of the Netherlands met Keith Krach's team.", "Then the Netherlands left."}}
	if got, want := r.MissingNames(a), []string{"Netherlands", "Keith"}; !slices.Equal(got, want) {
		t.Errorf("MissingNames = %q, want %q", got, want)
	}
}

func TestAgainst(t *testing.T) {
	a := sound("a", "It was on May 2.")
	a.Authors = []string{"Kim Ji-eun", "Ann Lee"}
	row := Row{ID: "a", URL: a.URL, Title: "T", Publisher: "P", Author: "Ann Lee and Kim Ji-eun (staff)", Published: "2020-08-05",
		Lang: "en", Kind: "news", Stance: "neutral", Facts: []string{"It was on May 2."}}
	wrong := row
	wrong.URL, wrong.Published, wrong.Lang, wrong.Stance = "https://example.org/x", "2020-08", "ko", "critic"
	for _, c := range []struct {
		rows []Row
		want []string
	}{
		{[]Row{row}, nil},
		{nil, []string{"a.md: has no row"}},
		{[]Row{row, {ID: "b"}}, []string{"b.md: there is no article for the row"}},
		{[]Row{wrong}, []string{
			`a.md: url: "https://example.org/a", the row has "https://example.org/x"`,
			`a.md: published: "2020-08-05", the row has "2020-08"`,
			`a.md: source_lang: "en", the row has "ko"`,
			`a.md: stance: "neutral", the row has "critic"`,
		}},
	} {
		var got []string
		for p := range Against(corpus.New(a), c.rows) {
			got = append(got, p.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Against(%v) = %q, want %q", c.rows, got, c.want)
		}
	}
}

func FuzzReadRows(f *testing.F) {
	f.Add(`{"id":"a","facts":["On October 14, 2020 two hours."]}`)
	f.Fuzz(func(t *testing.T, data string) {
		rows, err := ReadRows(strings.NewReader(data))
		if err != nil {
			return
		}
		for _, r := range rows {
			// A text that holds the facts lacks none of their figures.
			if missing := r.Missing(strings.Join(r.Facts, "\n")); len(missing) > 0 {
				t.Fatalf("%q lacks %q of itself", r.Facts, missing)
			}
		}
	})
}
