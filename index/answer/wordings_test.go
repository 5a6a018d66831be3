package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/query"
)

func asksFrom(texts ...string) (out []index.Wording) {
	for _, text := range texts {
		out = append(out, index.Wording{Text: text})
	}
	return out
}

func TestAskedWhy(t *testing.T) {
	for text, want := range map[string]bool{
		"why did they leave":            true,
		"Why?":                          true,
		"what reason did the firm give": true,
		"their motives for leaving":     true,
		"who left the reasonable firm":  false,
		"":                              false,
	} {
		if got := asksReason(text); got != want {
			t.Errorf("asksReason(%q) = %v", text, got)
		}
	}
	q := readQuestion("why did the operator leave the tender", lookup(t))
	for ask, want := range map[string]bool{
		"why did the operator pull out of the tender": true, // it holds two of three
		"why did the minister resign":                 false,
		"when did the operator leave the tender":      false,
	} {
		if got := q.askedWhy(asksFrom(ask)); got != want {
			t.Errorf("askedWhy by %q: %v", ask, got)
		}
	}
	if q.askedWhy(nil) {
		t.Error("a sentence without asks gives a reason")
	}
}

// TestCountedIn holds that an ask tells what a number counts where the text calls it
// something else, and only one that asks for an amount of the same.
func TestCountedIn(t *testing.T) {
	const text = "The institute brought together 25 experts."
	for _, c := range []struct {
		ask  string
		want []string
	}{
		{"how many specialists sat on the panel", []string{"25"}},
		{"which specialists sat on the panel", nil},
		{"how many days did the panel sit", nil},
		{"how many days did the specialists sit", nil},
		{"number of specialists", []string{"25"}},
		{"", nil},
	} {
		q := readQuestion("how many specialists drew up the criteria", lookup(t))
		r := q.read(text)
		r.asks = asksFrom(c.ask)
		var got []string
		for _, s := range q.candidates(&corpus.Article{}, r) {
			got = append(got, text[s.Start:s.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("asked for %q, %q counts %q, want %q", c.ask, text, got, c.want)
		}
	}
}

// TestNear holds that of two asks that hold all of a question the shorter one is
// nearer, and that several between them are not.
func TestNear(t *testing.T) {
	q := readQuestion("which operator left the tender", lookup(t))
	near := func(texts ...string) float64 {
		r := q.read("")
		r.asks = asksFrom(texts...)
		return q.near(&candidate{reading: &r, asks: q.asksHold(r.asks), scale: &scale{weight: []float64{1, 1, 1}, total: 3}})
	}
	same, longer, parts := near("which operator left the tender"), near("why the operator left the tender for masts and cables"), near("operator of masts", "the tender for cables", "who left town")
	if same != 1 {
		t.Errorf("the same question is near by %v", same)
	}
	if longer >= same || longer <= parts || parts <= 0 {
		t.Errorf("same %v, longer %v, parts %v", same, longer, parts)
	}
	if got := near("weather in May"); got != 0 {
		t.Errorf("another question is near by %v", got)
	}
	if got := near(); got != 0 {
		t.Errorf("no asks are near by %v", got)
	}
}

func TestContentWords(t *testing.T) {
	for text, want := range map[string]int{"": 0, "who is it": 0, "which operator left the tender?": 3, "is Keith Krach in South Korea again": 3, "한국 정부 장비": 2} {
		if got := contentWords(index.Wording{Text: text, Mentions: lookup(t).Find(text)}); got != want {
			t.Errorf("contentWords(%q) = %d, want %d", text, got, want)
		}
	}
}

// TestAsksTell holds that what sentences may be asked for helps to find, to mark and to
// judge them, and is never shown.
func TestAsksTell(t *testing.T) {
	articles := []*corpus.Article{
		{ID: "think", Lang: "en", Kind: corpus.News, Publisher: "The Daily Example", Title: "Criteria",
			Text: "The institute brought together 25 experts, who wrote the criteria for Huawei. They met in May.\n\nThe hall was full.",
			Asks: []corpus.Ask{{Sentence: 1, Text: "how many specialists drew up the yardsticks"}, {Sentence: 1, Text: "size of the panel behind the yardsticks"}, {Sentence: 2, Text: "month of the get-together"}}},
		{ID: "other", Lang: "en", Kind: corpus.News, Publisher: "The Weekly Example", Title: "Masts", Text: "Huawei has 12 masts. The masts are tall."},
	}
	s, err := index.Build(context.Background(), corpus.New(articles...), index.Options{Entities: lookup(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a, err := Ask(context.Background(), s, "how many specialists drew up the yardsticks")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Quotes) == 0 || a.Quotes[0].Article.ID != "think" {
		t.Fatalf("quotes %+v", a.Quotes)
	}
	q := a.Quotes[0]
	if len(q.Candidate) != 1 || q.Article.Slice(q.Candidate[0]) != "25" {
		t.Errorf("the candidates are %v", q.Candidate)
	}
	shown := strings.Join(a.FollowUps, " ") + fmt.Sprint(a.Nearby, a.Corrections, a.Differ)
	for _, q := range a.Quotes {
		shown += q.Text()
	}
	if strings.Contains(shown, "yardsticks") || strings.Contains(shown, "get-together") {
		t.Errorf("an ask is shown: %s", shown)
	}
	res, err := s.Search(context.Background(), query.Parse("masts"), 5)
	if err != nil || len(res.Hits) == 0 || res.Hits[0].Sentences[0].Asks != nil {
		t.Errorf("%v, %v", res.Hits, err)
	}
}

// TestActorsOfAsks holds that an ask may name whom its sentence speaks of.
func TestActorsOfAsks(t *testing.T) {
	q := readQuestion("when does the deal with the Chinese vendor end", lookup(t))
	u := Quote{Article: &corpus.Article{Text: "Telefónica renewed it until 2030."}, Passage: corpus.Span{End: 20}}
	if q.ofActors(u) {
		t.Fatal("a text that does not name China does")
	}
	const ask = "how long is the carrier bound to the Chinese vendor"
	u.asks = []index.Wording{{Text: ask, Mentions: lookup(t).Find(ask)}}
	if !q.ofActors(u) {
		t.Error("an ask that names China does not count")
	}
}

// TestPlainLetter holds that names are known without their accents.
func TestPlainLetter(t *testing.T) {
	for typed, want := range map[string]string{"São": "sao", "Rühlig": "ruhlig", "Émile": "emil", "Telefónica": "telefonica", "한국": "한국", "Łódź": "łodz"} {
		if got := stem(typed); got != want {
			t.Errorf("stem(%q) = %q, want %q", typed, got, want)
		}
	}
}
