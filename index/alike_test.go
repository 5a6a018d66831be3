package index

import (
	"math"
	"testing"

	"cleannet/corpus"
)

func TestAlike(t *testing.T) {
	var list []*corpus.Article
	for id, text := range map[string]string{"a": "Violins and cellos play.", "b": "Ships lay cables by plough.", "c": "Barges lay cables by plough.",
		"d": "Die Schiffe verlegen Kabel.", "e": "Of the and."} {
		lang := "en"
		if id == "d" {
			lang = "de"
		}
		list = append(list, &corpus.Article{ID: id, Title: "T", Lang: lang, Text: text})
	}
	s := buildOf(t, list...)
	at := map[string]uint32{}
	for n := range s.entries {
		at[s.articles[s.entries[n].article].article.ID] = uint32(n)
	}
	vectors := map[string]stemVector{}
	for id, n := range at {
		vectors[id] = s.stemVector(n)
	}
	for _, c := range []struct {
		a, b     string
		from, to float64
	}{{"b", "b", 1, 1}, {"b", "c", 0.3, 0.9}, {"a", "b", 0, 0}, {"b", "d", 0, 0}, {"e", "e", 0, 0}} {
		v, w := vectors[c.a], vectors[c.b]
		if got := v.like(&w); got < c.from-1e-9 || got > c.to+1e-9 || math.IsNaN(got) {
			t.Errorf("%s is like %s by %v, want %v to %v", c.a, c.b, got, c.from, c.to)
		}
	}

	found := []found{{at["a"], 1.05}, {at["b"], 1}, {at["c"], 0.95}}
	s.addAlike(found)
	if found[2].n != at["a"] || found[2].score != 1.05 {
		t.Errorf("found %v, want passage %d last, as it is like no other", found, at["a"])
	}
	if gain := found[0].score - 1; found[0].n == at["b"] && gain > alikeShare*1.05+1e-9 {
		t.Errorf("the first gained %v, more than its share", gain)
	}
}
