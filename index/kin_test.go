package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cleannet/index/rank"
)

// lexiconOf is an English lexicon of the words of a text.
func lexiconOf(t *testing.T, text string) *lexicon {
	t.Helper()
	return lexiconIn(t, "en", text)
}

func lexiconIn(t *testing.T, lang, text string) *lexicon {
	t.Helper()
	l, err := newLexicon(lang)
	if err != nil {
		t.Fatal(err)
	}
	for w := range strings.FieldsSeq(text) {
		l.add([]byte(w))
	}
	l.group()
	return l
}

func TestKinOf(t *testing.T) {
	l := lexiconOf(t, "croat croatian croatians crown interpret interpretation war warsaw")
	for word, want := range map[string]string{
		"croatian":       "croat 0.62", // five of eight bytes; the plural is the word itself
		"interpretation": "",           // one stem with "interpret"
		"crown":          "",           // three letters are too few
		"warsaw":         "",
	} {
		st, _ := l.analyse(word)
		var got []string
		for _, k := range l.kinOf(st, nil) {
			got = append(got, fmt.Sprintf("%s %.2f", l.stems[k.stem].text, k.akin))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("kin of %s: %q, want %q", word, got, want)
		}
	}
}

func TestFamilies(t *testing.T) {
	l := lexiconOf(t, "winning won swedish sweden first 1st third")
	beside := func(form string) []string {
		st, ok := l.analyse(form)
		if !ok {
			t.Fatalf("%s is a stop word", form)
		}
		var out []string
		id, _ := l.stemIDs.id(st)
		for _, i := range l.family[id] {
			out = append(out, l.stems[i].text)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	for form, want := range map[string]string{"wins": "won", "won": "win", "sweden": "swedish", "first": "1st", "third": ""} {
		if got := strings.Join(beside(form), " "); got != want {
			t.Errorf("beside %s: %q, want %q", form, got, want)
		}
	}
	for _, f := range families {
		if len(strings.Fields(f)) < 2 || f != strings.ToLower(f) {
			t.Errorf("family %q", f)
		}
	}
}

func TestRarity(t *testing.T) {
	s := &Snapshot{}
	w := &workspace{cells: []cell{{has: touched | 1}, {has: touched | 3}, {has: touched | 1}, {}}}
	p := &plan{groups: make([]group, 2)}
	s.rarity(p, []found{{n: 0}, {n: 1}}, w)
	if got := w.passage.Local; got[0] != 0 || got[1] != 0.5 {
		t.Errorf("lacking among the candidates: %v, want 0 and 0.5", got)
	}
	c := &rank.Passage{Local: []float64{0, 0.5}}
	s.rarityIn(&articleEntry{first: 0, last: 4}, c, w)
	// Three of four passages hold the first term, one of four the second; ten
	// more are taken to be as the candidates are.
	if want0, want1 := 1.0/14, (3+5.0)/14; c.Lack[0] != want0 || c.Lack[1] != want1 {
		t.Errorf("lacking in the article: %v, want %v and %v", c.Lack, want0, want1)
	}
}

func TestCompoundsOf(t *testing.T) {
	const text = "stadt hauptstadt hauptstadtflughafen flughafen hafen staat land nordrheinwestfalenland"
	for word, want := range map[string]string{
		"stadt":               "hauptstadt 0.50",
		"hauptstadt":          "stadt 0.50",
		"land":                "nordrheinwestfalenland 0.30", // the least
		"hauptstadtflughafen": "flughaf 0.41",
		"hafen":               "", // its stem is too short
		"staat":               "",
	} {
		l := lexiconIn(t, "de", text)
		st, _ := l.analyse(word)
		var got []string
		for _, k := range l.compoundsOf(st, nil) {
			got = append(got, fmt.Sprintf("%s %.2f", l.stems[k.stem].text, k.akin))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("compounds of %s: %q, want %q", word, got, want)
		}
	}
	if got := lexiconOf(t, "path pathway footpath").compoundsOf("path", nil); got != nil {
		t.Errorf("English has compounds %v, want none", got)
	}
}
