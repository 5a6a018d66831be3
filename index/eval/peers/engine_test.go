package main

import (
	"context"
	"math"
	"slices"
	"testing"

	"cleannet/index/eval"
)

// harbours is a set in which each question has one obvious row; the words that
// all rows share must not decide.
var harbours = []eval.Row{
	{ID: "lisbon", Title: "Lisbon", Text: "The harbour lies at the mouth of the Tagus, where ships waited for the tide."},
	{ID: "hamburg", Title: "Hamburg", Text: "The harbour lies far up the Elbe, and pilots bring the ships in."},
	{ID: "busan", Title: "Busan", Text: "The harbour handles containers; cranes unload the ships day and night."},
}

func TestEveryPeerFindsTheObviousRow(t *testing.T) {
	for _, p := range peers {
		e, err := p.open(t.Context(), harbours, "en")
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		for text, want := range map[string]string{
			"which ships waited for the tide?": "lisbon",
			"who are the pilots of Hamburg":    "hamburg",
			"busan":                            "busan", // in the title alone
			`"cranes" AND (NEAR* OR -x: '`:     "busan", // operators are plain text
		} {
			r, err := e.Search(t.Context(), text, 2)
			if err != nil {
				t.Errorf("%s: Search(%q): %v", p.name, text, err)
				continue
			}
			if len(r.Rows) == 0 || r.Rows[0] != want || len(r.Rows) > 2 || len(r.Rows) != len(r.Scores) {
				t.Errorf("%s: Search(%q) = %v, want %s first of at most 2", p.name, text, r.Rows, want)
			}
			if len(r.Scores) > 1 && r.Scores[0] < r.Scores[1] {
				t.Errorf("%s: Search(%q) scores %v rise", p.name, text, r.Scores)
			}
		}
		for _, text := range []string{"", "?! …", "zeppelin"} {
			if r, err := e.Search(t.Context(), text, 2); err != nil || len(r.Rows) != 0 {
				t.Errorf("%s: Search(%q) = %v, %v, want nothing", p.name, text, r.Rows, err)
			}
		}
		if err := e.Close(); err != nil {
			t.Errorf("%s: Close: %v", p.name, err)
		}
	}
}

func TestPeersOfALanguageStemIt(t *testing.T) {
	rows := []eval.Row{
		{ID: "a", Text: "Die Häuser am Hafen wurden verkauft."},
		{ID: "b", Text: "Das Schiff fuhr am Morgen."},
	}
	for _, p := range peers {
		if p.name != "bluge-lang" && p.name != "bleve-lang" && p.name != "exact-bm25" {
			continue
		}
		e, err := p.open(t.Context(), rows, "de")
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		defer e.Close()
		if r, err := e.Search(t.Context(), "Schiffes", 5); err != nil || !slices.Equal(r.Rows, []string{"b"}) {
			t.Errorf("%s: Search(Schiffes) = %v, %v, want b", p.name, r.Rows, err)
		}
	}
}

func TestUnknownLanguageIsSearchedWordByWord(t *testing.T) {
	rows := []eval.Row{{ID: "a", Text: "laiva tuli satamaan"}, {ID: "b", Text: "aurinko paistoi"}}
	for _, p := range peers {
		e, err := p.open(t.Context(), rows, "fi")
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		defer e.Close()
		if r, err := e.Search(t.Context(), "Laiva", 5); err != nil || !slices.Equal(r.Rows, []string{"a"}) {
			t.Errorf("%s: Search(Laiva) = %v, %v, want a", p.name, r.Rows, err)
		}
	}
}

func TestExactBM25ByHand(t *testing.T) {
	// "tide" stands twice in the row of four terms and once in that of two; the
	// mean is three. N = 3 with the third row, whose length makes it so.
	rows := []eval.Row{{ID: "a", Text: "tide tide ship pilot"}, {ID: "b", Text: "tide crane"}, {ID: "c", Text: "harbour crane ship"}}
	e, err := openBM25(t.Context(), rows, "en")
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Search(t.Context(), "the tides", 10)
	if err != nil {
		t.Fatal(err)
	}
	// idf = ln(1 + 1.5/2.5) = .470004; a: 2*2.2/(2 + 1.2*(.25+.75*4/3)) = 4.4/3.5,
	// b: 2.2/(1 + 1.2*(.25+.75*2/3)) = 2.2/1.9.
	want := []float64{.470004 * 4.4 / 3.5, .470004 * 2.2 / 1.9}
	if !slices.Equal(r.Rows, []string{"a", "b"}) || math.Abs(r.Scores[0]-want[0]) > 1e-5 || math.Abs(r.Scores[1]-want[1]) > 1e-5 {
		t.Errorf("Search = %v %v, want [a b] %v", r.Rows, r.Scores, want)
	}
}

func TestMeasurePeerKeepsQueriesInOrder(t *testing.T) {
	set := &eval.Set{Rows: harbours, Queries: []eval.Query{{ID: "q2", Text: "cranes"}, {ID: "q1", Text: "tide"}}}
	got, err := measurePeer(context.Background(), peers[0], set, set.Queries)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Query != "q2" || got[0].Rows[0] != "busan" || got[1].Query != "q1" || got[1].Rows[0] != "lisbon" {
		t.Errorf("rankings = %+v", got)
	}
}
