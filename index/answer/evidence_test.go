package answer

import (
	"context"
	"maps"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/corpus/topic"
	"cleannet/index"
)

func TestCover(t *testing.T) {
	terms := []index.Term{{Weight: 3, Name: true}, {Weight: 1}, {Weight: 4}}
	c := make(cover, len(terms))
	for _, covers := range [][]uint8{{255, 0, 51}, nil, {0, 255, 0}} {
		c.add(index.Sentence{Covers: covers})
	}
	name, word := c.worst(terms)
	if want := 4 * (1 - 51.0/255) / 8; name != 0 || word < want-1e-6 || word > want+1e-6 {
		t.Errorf("worst of %v: name %v, word %v, want 0 and %v", c, name, word, want)
	}
	if name, _ := make(cover, len(terms)).worst(terms); name < 3.0/8-1e-6 || name > 3.0/8+1e-6 {
		t.Errorf("nothing held: name %v, want 3/8", name)
	}
}

func TestSuperlative(t *testing.T) {
	for _, c := range []struct {
		question, quote string
		want            bool
	}{
		{"which country joined first", "Chile was the earliest to join.", false},
		{"which country joined first?", "Chile joined, too.", true},
		{"which country joined first", "Chile was first, then Peru.", false},
		{"which operator is the largest", "The biggest operator is AIS.", false},
		{"did they leave completely", "They left in 2020.", true},
		{"who joined", "Chile joined.", false},
	} {
		if got := readQuestion(c.question, lookup(t)).superlative(c.quote); got != c.want {
			t.Errorf("%q beside %q: %v", c.question, c.quote, got)
		}
	}
}

// TestNamesOf holds how many of the kind that is asked for a text names, and how
// many it must.
func TestNamesOf(t *testing.T) {
	for _, c := range []struct {
		question, text string
		got, least     int
	}{
		{"which countries refused", "Brazil and Japan refused.", 2, 2},
		{"which countries beside Japan refused", "Brazil and Japan refused.", 1, 2},
		{"which country refused", "It was refused by many.", 0, 1},
		{"which vendor won", "The winner is Ericsson.", 1, 1},
		{"which vendor won", "The winner is Smallfry Radio, the Gazette wrote.", 1, 1},
		{"which vendor won", "It was won long ago.", 0, 1},
	} {
		q := readQuestion(c.question, lookup(t))
		if got := q.namesOf(q.read(c.text), "Gazette"); got != c.got || q.least() != c.least {
			t.Errorf("%q in %q: %d of at least %d, want %d of %d", c.question, c.text, got, q.least(), c.got, c.least)
		}
	}
}

func TestElsewhere(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           bool
	}{
		{"did mexico join", "Brazil joined.", true},
		{"did mexico join", "Mexico did not join.", false},
		{"did trinidad and tobago join, or bosnia and herzegovina", "Bosnia & Herzegovina did.", true},
		{"did myanmar join", "Burma joined.", true},
		{"did brazil join", "Portugal joined.", false}, // a known name, which is looked for as one
		{"who joined", "Portugal joined.", false},
	} {
		q := readQuestion(c.question, lookup(t))
		if got := q.elsewhere(q.read(c.text)); got != c.want {
			t.Errorf("%q beside %q: %v", c.question, c.text, got)
		}
	}
}

func TestOfYears(t *testing.T) {
	art := &corpus.Article{Title: "A paper of 2018", Text: "It was signed in 2019.", Published: corpus.Date{Year: 2021, Month: 3}}
	u := Quote{Article: art, Passage: corpus.Span{End: len(art.Text)}}
	for question, want := range map[string]bool{
		"was it signed in 2019": true, "was it signed in 2018": true, "was it signed in 2021": true, "was it signed": true,
		"was it 12024 times": true, "was it signed in 2024": false, "was it signed in 2019 or 2024": false,
	} {
		if got := readQuestion(question, nil).ofYears(u); got != want {
			t.Errorf("%q: %v", question, got)
		}
	}
	art.Published = corpus.Date{}
	if readQuestion("was it signed in 2021", nil).ofYears(u) {
		t.Error("an article without a date is of every year")
	}
}

func TestOfActors(t *testing.T) {
	art := &corpus.Article{Title: "Krach in Asia", Text: "Georgia signed the paper on January 14, 2021."}
	u := Quote{Article: art, Passage: corpus.Span{End: len(art.Text)}}
	for question, want := range map[string]bool{
		"when did Georgia sign the paper": true, "did Krach see Georgia sign": true, "when did the UK sign the paper": false,
		"did Georgia and Albania sign": false, "what did the UK sign": true,
	} {
		if got := readQuestion(question, lookup(t)).ofActors(u); got != want {
			t.Errorf("%q: %v", question, got)
		}
	}
}

// TestForgetAsking holds that the word for what is asked for is not looked for.
func TestForgetAsking(t *testing.T) {
	for question, want := range map[string]bool{
		"which month was it signed": false, "the month of the signature": true, "signature date": false,
		"definition of the clean path": false, "the definition was signed": true,
	} {
		q := readQuestion(question, lookup(t))
		got := q.Words[stem("month")] || q.Words[stem("date")] || q.Words[stem("definition")]
		if got != want {
			t.Errorf("%q: words %v", question, q.Words)
		}
	}
}

// TestPublisherSpeaks holds that each sentence of an article names its publisher, and
// no one's else.
func TestPublisherSpeaks(t *testing.T) {
	find := lookup(t)
	c := corpus.New(
		&corpus.Article{ID: "a", Publisher: "Gizchina", Lang: "en", Text: "Each operator chooses its equipment. The talks were long."},
		&corpus.Article{ID: "b", Publisher: "Golem.de", Authors: []string{"Gizchina"}, Lang: "en", Text: "Each operator chooses its equipment, too."})
	s, err := index.Build(context.Background(), c, index.Options{Entities: find})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, _, err := ask(context.Background(), s, "what does Gizchina say of equipment")
	if err != nil || len(r.candidates) != 3 {
		t.Fatalf("%d sentences, %v", len(r.candidates), err)
	}
	for _, cand := range r.candidates {
		if got, want := cand.held.exact&r.q.entityItems() != 0, cand.hit.Passage.Article.ID == "a"; got != want {
			t.Errorf("%s: names Gizchina: %v, want %v", cand.text(), got, want)
		}
	}
}

// TestLengthened holds that a sentence beside a quote lengthens it, up to a bound.
func TestLengthened(t *testing.T) {
	text := "One is here. Two is there. " + strings.Repeat("long ", maxJoined/5) + "end."
	hit := &index.Hit{Passage: passage.Passage{Article: &corpus.Article{Text: text}, Span: corpus.Span{End: len(text)}}}
	chosen := []candidate{{hit: hit, n: 0, quote: corpus.Span{End: 12}}}
	if !lengthened(chosen, &candidate{hit: hit}, corpus.Span{Start: 13, End: 26}) || chosen[0].quote != (corpus.Span{End: 26}) {
		t.Errorf("the sentence beside it makes the quote %v", chosen[0].quote)
	}
	if lengthened(chosen, &candidate{hit: hit}, corpus.Span{Start: 27, End: len(text)}) ||
		lengthened(chosen, &candidate{hit: &index.Hit{Passage: hit.Passage}}, corpus.Span{Start: 27, End: 31}) {
		t.Error("a long sentence or another passage lengthens it")
	}
}

// TestAtLargeTopics holds that each of them is a topic.
func TestAtLargeTopics(t *testing.T) {
	for id := range atLargeTopics {
		if _, ok := topic.Find(id); !ok {
			t.Errorf("there is no topic %q", id)
		}
	}
}

// TestReadAgain holds that a question is read alike each time.
func TestReadAgain(t *testing.T) {
	for _, text := range []string{"what took place and when did it start", "where was it held and who hosted", "when was Huawei's case held"} {
		first := readQuestion(text, lookup(t)).Words
		for range 50 {
			if again := readQuestion(text, lookup(t)).Words; !maps.Equal(again, first) {
				t.Fatalf("%s: %v, and %v", text, first, again)
			}
		}
	}
}

// TestReached holds that a sentence is found by what it may be asked for alone.
func TestReached(t *testing.T) {
	c := corpus.New(
		&corpus.Article{ID: "a", Lang: "en", Text: "Krach is a former chief executive of DocuSign.", Asks: []corpus.Ask{{Sentence: 1, Text: "which software maker did he run"}}},
		&corpus.Article{ID: "b", Lang: "en", Text: "A maker of toys was there."})
	s, err := index.Build(context.Background(), c, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, _, err := ask(context.Background(), s, "software maker he ran")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.candidates) != 2 || r.candidates[1].hit.Passage.Article.ID != "a" || r.candidates[1].features[fAsked] < 0.9 {
		t.Errorf("%d sentences are found, and none of them by its ask", len(r.candidates))
	}
}

// TestPersonal holds which questions are on their asker: not those that only tell whom to
// answer.
func TestPersonal(t *testing.T) {
	for question, want := range map[string]bool{
		"how do I clear my history":            true,
		"Should I buy a phone of theirs?":      true,
		"how to leave a server":                true,
		"tell me when Georgia signed":          false,
		"I want to know who signed":            false,
		"give me the date of phase I":          false,
		"did the ministers say how they voted": false,
	} {
		if got := readQuestion(question, lookup(t)).personal(); got != want {
			t.Errorf("%q is personal: %v", question, got)
		}
	}
}
