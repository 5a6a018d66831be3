package index_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/rank"
)

func TestCorrectionsAreToldOrKept(t *testing.T) {
	s := build(t, corpus.New(
		article("lifeboat", "Apollo", "en", "The crew of Apollo used the lunar module as a lifeboat after the tank burst. They took a battery along."),
		article("cart", "Farms", "en", "Farmers took the oats and a beast to the market. A cat sat on the cart. It was an invasion."),
		article("net", "Networks", "en", "The ministry approved the network. Operators of the network in Slovakia welcomed the declaration."),
		article("net2", "Carriers", "en", "Three carriers run a network. The carriers declared it safe."),
	))
	for _, c := range []struct {
		query string
		want  string // corrections
		found string // first article
	}{
		{"netwrok operators", "netwrok>network", "net"},
		{"Netwrok's operators", "netwrok's>network", "net"},
		{"aprove the network", "aprove>approved", "net"}, // no text holds "approve"
		{"declaraton of the ministry", "declaraton>declaration", "net"},
		{`"the netwrok"`, "netwrok>network", "net"},
		{`"network of the carriers"`, `"network of the carriers">network of the carriers`, "net2"},
		{"wich operators", "", "net"},       // a stop word is no news
		{"how to bake a cake", "", ""},      // everyday words are meant
		{"crew used a cut", "", "lifeboat"}, // "cut" is no "cat"
		{"crew of the lifebaot", "lifebaot>lifeboat", "lifeboat"},
		{"xq network", "", "net"},
		{"invade the farmers", "", "cart"}, // "invasion" has another ending
		{"crew of ap ollo", "ap ollo>apollo", "lifeboat"},
		{"net work operators", "", "net"}, // two everyday words are two words
		{"lunarmodule crew", "lunarmodule>lunar module", "lifeboat"},
		{"tookbattery", "", ""}, // both are there, but never side by side
		{"华为公司 netwrok 中国外交部 operaters", "netwrok>network operaters>operators", "net"},
	} {
		r := search(t, s, c.query)
		var told []string
		for _, x := range r.Corrections {
			told = append(told, x.Typed+">"+x.Used)
		}
		if got := strings.Join(told, " "); got != c.want {
			t.Errorf("Search(%q) tells %q, want %q", c.query, got, c.want)
		}
		if got := ids(r); len(got) == 0 && c.found != "" || len(got) > 0 && c.found != "" && got[0] != c.found {
			t.Errorf("Search(%q) finds %v, want %s first", c.query, got, c.found)
		}
	}
}

// TestCompanyDecides: of two words that are equally near, the one that goes with
// the rest of the query is meant.
func TestCompanyDecides(t *testing.T) {
	var all []*corpus.Article
	for i := range 6 {
		all = append(all, article(fmt.Sprint("bank", i), "Bank", "en", "A ledger lists the sums of the bank."))
	}
	all = append(all, article("room", "House", "en", "The lodger rented a room above the cellar."))
	s := build(t, corpus.New(all...))
	r := search(t, s, "lidger above the cellar") // "ledger" is the more frequent
	if got := ids(r); len(got) == 0 || got[0] != "room" {
		t.Errorf("finds %v, want room first", got)
	}
	if want := []index.Correction{{Typed: "lidger", Used: "lodger"}}; !slices.Equal(r.Corrections, want) {
		t.Errorf("corrections %v, want %v", r.Corrections, want)
	}
}

// TestPastedTextIsBounded: of a long text the words are looked for that it is
// about, at the cost of a long question.
func TestPastedTextIsBounded(t *testing.T) {
	s := build(t, small())
	var b strings.Builder
	b.WriteString("operators of a cable pay a fee for the cable ")
	for i := range 400 {
		fmt.Fprintf(&b, "word%d \"and -so ", i)
	}
	r := search(t, s, b.String())
	if got := ids(r); len(got) == 0 || got[0] != "cable-law" {
		t.Errorf("finds %v, want cable-law first", got)
	}
	if len(r.Corrections) > 0 {
		t.Errorf("corrects %v of a long text", r.Corrections)
	}
}

// TestNamesAreCorrected: a name that no text holds is known from the entities.
func TestNamesAreCorrected(t *testing.T) {
	find := func(text string) []corpus.Mention {
		var out []corpus.Mention
		for _, name := range []string{"Huawei", "Shenzhen Champion"} {
			if i := strings.Index(strings.ToLower(text), strings.ToLower(name)); i >= 0 {
				out = append(out, corpus.Mention{Entity: "huawei", Span: corpus.Span{Start: i, End: i + len(name)}})
			}
		}
		return out
	}
	c := corpus.New(article("a", "A", "en", "The ministry spoke of Huawei and of masts."), article("b", "B", "en", "The ministry spoke of nothing else but masts."))
	s, err := index.Build(t.Context(), c, index.Options{Entities: find, Names: []string{"Huawei", "Shenzhen Champion"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := search(t, s, "shenzhne champion")
	if got := ids(r); !slices.Equal(got, []string{"a"}) {
		t.Errorf("finds %v, want a", got)
	}
	if want := []index.Correction{{Typed: "shenzhne", Used: "shenzhen"}}; !slices.Equal(r.Corrections, want) {
		t.Errorf("corrections %v, want %v", r.Corrections, want)
	}
}

// TestOpeningSlipIsAQuestionWord: a misspelt question word is one even where a
// text holds it.
func TestOpeningSlipIsAQuestionWord(t *testing.T) {
	s := build(t, corpus.New(article("wat", "Temples", "en", "Angkor Wat is a temple."),
		article("crew", "Crew", "en", "The crew used a module of steel.")))
	if r := search(t, s, "Wat did the crew use"); r.Type != rank.What || ids(r)[0] != "crew" {
		t.Errorf("type %v, found %v, want what and crew", r.Type, ids(r))
	}
	if got := ids(search(t, s, "Angkor Wat")); len(got) == 0 || got[0] != "wat" {
		t.Errorf("Angkor Wat finds %v", got)
	}
}
