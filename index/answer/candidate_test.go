package answer

import (
	"slices"
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/entity"
)

// TestCandidates holds which parts of a sentence are marked as what a question
// asks for.
func TestCandidates(t *testing.T) {
	entities, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		question, text string
		want           []string
	}{
		{"how much did the cable cost", "In 2022 the cable, which has 12 landings, cost about USD3 billion, or €2.8 billion.", []string{"about USD3 billion", "€2.8 billion"}},
		{"how much was spent on the tower", "The tower of 40 floors was paid for with $1,500 and 20 million won.", []string{"$1,500", "20 million"}},
		{"how much did traffic grow", "On May 3, 2020 it had grown by 30 percent.", []string{"30 percent"}},
		{"how many members joined", "27 of the 30 members joined, 5 members left.", []string{"27", "5"}},
		{"how many countries Clean Network", "It has 53 countries and 180 clean telcos.", []string{"53"}},
		{"how long did the storm last", "The storm of two winds lasted half an hour, after three days of calm.", []string{"three", "half an hour"}},
		{"what share of homes has it", "A third of the 12 homes or most of them have it.", []string{"A third", "most"}},
		{"how large is the fleet", "It has 12 ships.", []string{"12"}},
		{"port opening date", "The port opened on May 3, 2020.", []string{"May 3, 2020"}},
		{"when did the port open", "The port opened on May 3, 2020, the Gazette reported on June 5, 2020.", []string{"May 3, 2020"}},
		{"when did the port open", "The port is open, the Gazette reported on June 5, 2020.", []string{"June 5, 2020"}},
		{"where did they meet", "They met at the Czernin Palace, wrote a paper to Huawei.", []string{"Czernin Palace"}},
		{"where did they meet", "They met in Lisbon, according to a friend in Gazette.", []string{"Lisbon"}},
		{"who led the talks", "Anna Mbeki of the Ministry of Foreign Affairs led the talks for Deputy Prime Minister Jo Lind.", []string{"Anna Mbeki", "Deputy Prime Minister Jo Lind"}},
	} {
		q := readQuestion(c.question, entities.Find)
		a := &corpus.Article{Publisher: "Gazette"}
		var got []string
		for _, s := range q.candidates(a, q.read(c.text)) {
			got = append(got, c.text[s.Start:s.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %q: marked %q, want %q", c.question, c.text, got, c.want)
		}
	}
}
