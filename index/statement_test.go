package index

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/index/query"
	"cleannet/index/rank"
)

func buildOf(t *testing.T, articles ...*corpus.Article) *Snapshot {
	t.Helper()
	s, err := Build(context.Background(), corpus.New(articles...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestDescribes(t *testing.T) {
	s := buildOf(t, &corpus.Article{ID: "a", Title: "Cables", Lang: "en", Text: "Ships lay cables on the floor of the sea."})
	for text, want := range map[string]bool{
		"Ships lay cables on the floor of the sea. What do ploughs do with them near harbours?":                       true,
		"Ships lay cables on the floor of the sea. Who pays for the ploughs near harbours?":                           false, // asks for a fact
		"Which ships lay cables? How many ploughs do they have, and when do they reach harbours near islands?":        false,
		"We read of those who lay cables on the floor of the sea. How do ploughs and barges help them near harbours?": true, // "who" asks nothing
		"I am new here. Who is Keith Krach?":                                                                                                       false, // few words
		"Which ships lay cables for the U.S. Navy on the floor of the Atlantic near harbours?":                                                     false, // one sentence
		"Ships lay cables on the floor of the sea with ploughs, anchors, barges and winches near harbours, islands, reefs, canals and lighthouses": true,  // long
		"": false,
	} {
		if got := s.plan(query.Parse(text), nil).describes(); got != want {
			t.Errorf("describes(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestFeedbackFollowsTheBestArticles holds that of two articles that match alike
// a description finds the one first that shares words with the best ones.
func TestFeedbackFollowsTheBestArticles(t *testing.T) {
	var list []*corpus.Article
	add := func(id, text string) {
		list = append(list, &corpus.Article{ID: id, Title: "T", Lang: "en", Text: text})
	}
	add("aside", "A cable for the violin and the cello.")
	add("near", "A cable for the plough and the barge.")
	for i := range 4 {
		add(fmt.Sprint("best", i), "Ships lay cable in harbours by plough and barge.")
	}
	for i := range 100 {
		add(fmt.Sprint("other", i), fmt.Sprintf("The market of town %d sells bread.", i))
	}
	s := buildOf(t, list...)
	order := func(text string) string {
		res, err := s.Search(context.Background(), query.Parse(text), 10)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range res.Hits {
			ids = append(ids, h.Passage.Article.ID)
		}
		return strings.Join(ids, " ")
	}
	const asked = "Ships lay cable. What harbours do they find, what weather, what depth?"
	if got := order(asked); !strings.HasSuffix(got, "near aside") {
		t.Errorf("Search(%q) = %q, want near before aside", asked, got)
	}
}

// TestFeedbackTrustsTheBestArticle holds that what the best article tells outweighs
// what several poor ones have in common.
func TestFeedbackTrustsTheBestArticle(t *testing.T) {
	list := []*corpus.Article{{ID: "best", Title: "T", Lang: "en", Text: "Ships lay cable in harbours by plough."},
		{ID: "also", Title: "T", Lang: "en", Text: "The plough is at rest."}}
	for i := range 9 {
		list = append(list, &corpus.Article{ID: fmt.Sprint("poor", i), Title: "T", Lang: "en", Text: "Harbours sing: violins, violins, violins."})
	}
	for i := range 100 {
		list = append(list, &corpus.Article{ID: fmt.Sprint("other", i), Title: "T", Lang: "en", Text: fmt.Sprintf("The market of town %d sells bread.", i)})
	}
	s := buildOf(t, list...)
	w := s.workspace()
	q := query.Parse("Ships lay cable. What harbours do they find, what weather, what depth?")
	p := s.plan(q, nil)
	if err := s.firstStage(context.Background(), p, q, w); err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, r := range s.related(p, w) {
		at[s.lexicons[r.lex].stems[r.stem].text] = i + 1
	}
	if at["plough"] == 0 || at["violin"] == 0 || at["plough"] > at["violin"] {
		t.Errorf("plough is %d, violin %d of the related stems; want plough first", at["plough"], at["violin"])
	}
}

func TestQuestionWordsOfOthersAreNoTerms(t *testing.T) {
	s := buildOf(t, &corpus.Article{ID: "a", Title: "Plastom", Lang: "de", Text: "Das Plastom wurde 1962 entdeckt. Wer es war, ist nicht bekannt, und wenn es jemand weiß, schweigt er dann."})
	for text, want := range map[string]rank.Type{
		"Wann wurde das Plastom entdeckt?": rank.When,
		"Wer hat das Plastom entdeckt?":    rank.Who,
		"Mit wem war das Plastom?":         rank.Who,
		"Wozu wurde das Plastom entdeckt?": rank.What,
	} {
		p := s.plan(query.Parse(text), nil)
		if p.kind != want {
			t.Errorf("%q is read as %v, want %v", text, p.kind, want)
		}
		for _, g := range p.groups {
			if rank.Asks(g.typed) {
				t.Errorf("%q looks for %q", text, g.typed)
			}
		}
		if len(p.slips) > 0 {
			t.Errorf("%q holds slips: %v", text, p.slips)
		}
	}
}
