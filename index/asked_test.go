package index

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"cleannet/corpus"
	"cleannet/index/query"
)

// asking are two articles of which the first says what its sentences may be asked for.
func asking() []*corpus.Article {
	return []*corpus.Article{
		{ID: "a", Lang: "en", Kind: corpus.News, Text: "Krach is a former chief executive of DocuSign. He left in 2017.\n\nThe company is in San Francisco.",
			Asks: []corpus.Ask{{Sentence: 1, Text: "which software firm did he run"}, {Sentence: 3, Text: "где headquarters"}, {Sentence: 1, Text: "boss of which programs"}, {Sentence: 2, Text: " "}, {Sentence: 9, Text: "headquarters of nothing"}}},
		{ID: "b", Lang: "en", Kind: corpus.Official, Text: "A firm may run software."},
	}
}

func TestAsked(t *testing.T) {
	s := buildOf(t, asking()...)
	for _, tt := range []struct{ query, want string }{
		{"software firm that he ran", "Krach is a former chief executive of DocuSign."},
		{"programs that a boss has", "Krach is a former chief executive of DocuSign."},
		{"headquarters", "The company is in San Francisco."},
		{"weather", ""},
		{"headquarters kind:official", ""},
	} {
		found, err := s.Asked(context.Background(), query.Parse(tt.query), 5)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(found) > 0 {
			got = found[0].Article.Slice(found[0].Span)
			if found[0].Article.ID != "a" || found[0].Article.Asks == nil || found[0].Score <= 0 || found[0].Score > 1 {
				t.Errorf("%s: found in %s with %v", tt.query, found[0].Article.ID, found[0].Score)
			}
		}
		if got != tt.want {
			t.Errorf("%s asks for %q, want %q", tt.query, got, tt.want)
		}
	}
	res, err := s.Search(context.Background(), query.Parse("DocuSign"), 5)
	if err != nil || len(res.Hits) != 1 {
		t.Fatalf("%v, %v", res.Hits, err)
	}
	var asks []string
	for _, w := range res.Hits[0].Sentences[0].Asks {
		asks = append(asks, w.Text)
	}
	if want := []string{"which software firm did he run", "boss of which programs"}; !slices.Equal(asks, want) || res.Hits[0].Sentences[1].Asks != nil {
		t.Errorf("asks %q, want %q", asks, want)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Asked(context.Background(), query.Parse("headquarters"), 5); err == nil {
		t.Error("a closed snapshot is asked without an error")
	}
}

// TestAskedNothing holds that a corpus without asks is asked for nothing, and that its
// texts are found by their own words alone.
func TestAskedNothing(t *testing.T) {
	articles := asking()
	s := buildOf(t, articles[1])
	if found, err := s.Asked(context.Background(), query.Parse("software"), 5); err != nil || found != nil {
		t.Errorf("Asked = %v, %v", found, err)
	}
	s = buildOf(t, articles...)
	res, err := s.Search(context.Background(), query.Parse("headquarters"), 5)
	if err != nil || len(res.Hits) > 0 {
		t.Errorf("an ask is found as text: %v, %v", res.Hits, err)
	}
}

// TestAskedMuch holds that a sentence with more asks than a passage holds is found by
// each of them, with probabilities that sum to at most 1.
func TestAskedMuch(t *testing.T) {
	article := &corpus.Article{ID: "a", Lang: "en", Text: "It rained. It snowed."}
	for i := range 40 {
		article.Asks = append(article.Asks, corpus.Ask{Sentence: 2, Text: fmt.Sprintf("what kind of weather came down on day number %d of the winter", i)})
	}
	article.Asks = append(article.Asks, corpus.Ask{Sentence: 1, Text: "when was it wet"})
	s := buildOf(t, article)
	found, err := s.Asked(context.Background(), query.Parse("weather of the winter"), 30)
	if err != nil || len(found) < 2 {
		t.Fatalf("%v, %v", found, err)
	}
	sum := 0.0
	for _, f := range found {
		sum += f.Score
		if got := f.Article.Slice(f.Span); got != "It snowed." {
			t.Errorf("found %q", got)
		}
	}
	if sum <= 0.9 || sum > 1+1e-9 {
		t.Errorf("the probabilities sum to %v", sum)
	}
}

func TestAsQuestion(t *testing.T) {
	for text, want := range map[string]string{"who left": "Who left?", "where?! ": "Where?", "где": "Где?", "?": "??", "a": "A?"} {
		if got := asQuestion(text); got != want {
			t.Errorf("asQuestion(%q) = %q, want %q", text, got, want)
		}
	}
}
