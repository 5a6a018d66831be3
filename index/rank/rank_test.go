package rank

import (
	"math"
	"strings"
	"testing"
)

func TestTypeOf(t *testing.T) {
	for text, want := range map[string]Type{
		"who led the talks":                          Who,
		"to whom did he write":                       Who,
		"which company still uses it":                Who,
		"in what year was it signed":                 When,
		"when did sweden ban huawei":                 When,
		"where is the headquarters":                  Where,
		"what city hosts the talks":                  Where,
		"how many countries joined":                  HowMany,
		"what percentage of operators":               HowMany,
		"why did the uk ban huawei":                  Why,
		"what was the reason given":                  Why,
		"how does it work":                           How,
		"is huawei banned in korea":                  YesNo,
		"what is the clean network":                  Definition,
		"list all the members":                       List,
		"compare sweden and norway":                  Comparison,
		"timeline of the ban":                        Timeline,
		"what did the ministry say":                  What,
		"clean cable":                                Keywords,
		"cables landing in hong kong were cut again": Statement,
		"wann wurde es unterzeichnet":                When,
		"dónde está la sede":                         Where,
		"pourquoi la france":                         Why,
		"in welchem jahr wurde es unterzeichnet":     When,
		"en qué ciudad se reunieron":                 Where,
		"welcher prozentsatz der betreiber":          HowMany,
		"welches unternehmen liefert":                Who,
		"aus welchen dynastien stammen sie":          What,
		"für wen spielte er":                         Who,
		"a quién controlan los gurús":                Who,
		"womit wurde es gebaut":                      What,
		"":                                           Keywords,
	} {
		words := strings.Fields(text)
		content := 0
		for _, w := range words {
			if byWord[w] == 0 && len(w) > 3 && w != "what" && w != "does" {
				content++
			}
		}
		if got := TypeOf(words, content); got != want {
			t.Errorf("TypeOf(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestClassify(t *testing.T) {
	for form, want := range map[string]Class{
		"1949": Number | Year, "1990s": Number | Year, "3g": Number, "2150": Number, "17": Number, "50th": Number | Ordinal, "third": Number | Ordinal,
		"october": Calendar, "because": Cause, "seven": Number, "network": 0,
	} {
		if got := Classify(form, false); got != want {
			t.Errorf("Classify(%q) = %b, want %b", form, got, want)
		}
	}
	if Classify("the", true)&Function == 0 {
		t.Error("a stop word is no function word")
	}
}

// passage makes a passage of sentences in which words of the question are
// written as their index, others as anything else.
func passage(sentences ...string) *Passage {
	p := &Passage{Number: 1, Local: []float64{1, 0.5, 0.5, 0}, Lack: []float64{1, 0.5, 0.5, 0}, Rare: []float64{4, 2, 1, 1}}
	for _, s := range sentences {
		for i, w := range strings.Fields(s) {
			t := Token{Word: -1, Term: -1, Near: -1, Like: -1, First: i == 0, Upper: w[0] >= 'A' && w[0] <= 'Z', Class: Classify(strings.ToLower(w), false)}
			if len(w) == 1 && w[0] >= '0' && w[0] <= '3' {
				t.Word, t.Term, t.Exact, t.Class = int8(w[0]-'0'), int8(w[0]-'0'), true, 0
			}
			p.Tokens = append(p.Tokens, t)
		}
		p.Ends = append(p.Ends, len(p.Tokens))
	}
	return p
}

func question(kind Type) *Question {
	q := &Question{Type: kind, Terms: []Term{{IDF: 4}, {IDF: 2, Name: true}, {IDF: 1}, {IDF: 1}}, Words: []int8{0, 1, 2, 3}, Weights: []float64{4, 2, 1, 1}}
	q.Prepare()
	return q
}

func value(t *testing.T, names []string, v []float64, name string) float64 {
	t.Helper()
	for i, n := range names {
		if n == name {
			return v[i]
		}
	}
	t.Fatalf("no feature %q", name)
	return 0
}

func TestFeaturesByHand(t *testing.T) {
	q := question(When)
	p := passage("it 0 was 1 there", "then in 1949 Krach 2 left")
	q.scan(p)
	v := make([]float64, len(PassageFeatures))
	q.Passage(p, 7, v)
	for name, want := range map[string]float64{
		"cover": 7.0 / 8, "best1": 6.0 / 8, "named_title": 1, "window12": 7.0 / 8, "pairs": 0, "near_pairs": 6.0 / 11, "best_sentence": 7, "cover_rare": 21.0 / 22,
		"run": 1.0 / 4, "top_missing": 0, "start": 0,
	} {
		if got := value(t, PassageFeatures, v, name); math.Abs(got-want) > 1e-6 {
			t.Errorf("passage feature %s = %v, want %v", name, got, want)
		}
	}
	s := make([]float64, len(SentenceFeatures))
	q.Sentence(p, 1, s)
	for name, want := range map[string]float64{
		"cover": 1.0 / 8, "with_before": 7.0 / 8, "cover_left": 6.0 / 8, "when_new": 1, "many_new": 0, "first": 0,
		// 2 stands two words behind the year: its IDF of 1, of 8, fades twice.
		"when": decay * decay / 8,
	} {
		if got := value(t, SentenceFeatures, s, name); math.Abs(got-want) > 1e-6 {
			t.Errorf("sentence feature %s = %v, want %v", name, got, want)
		}
	}
}

func TestCounted(t *testing.T) {
	for text, want := range map[string]string{
		"how many turnovers did newton have":    "turnovers",
		"how many of the other members left":    "members",
		"what was the total number of seats":    "seats",
		"what percentage of operators is clean": "operators",
		"wie viele länder sind dabei":           "länder",
		"cuántos de los países firmaron":        "países",
		"combien de pays":                       "pays",
		"what number was drawn":                 "",
		"how many of the":                       "",
		"how long is the rhine":                 "",
		"":                                      "",
	} {
		words, got := strings.Fields(text), ""
		if i := Counted(words); i >= 0 {
			got = words[i]
		}
		if got != want {
			t.Errorf("Counted(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNumberBesideWhatIsCounted(t *testing.T) {
	for _, c := range []struct {
		sentence string
		want     float64
	}{
		{"he forced three 2 there", 1},
		{"three bad 2 , then", numberFade},
		{"2 came to three", numberFade * numberFade},
		{"three that he forced by 2", 0}, // too far
		{"third 2 there", 0},             // orders
		{"three 3 there", 0},             // not what is counted
		{"three apples there", 0.5},      // an apple is half what is counted
		{"three apples 2", numberFade},   // the other is near
	} {
		q := question(HowMany)
		q.Counted = 1 << 2
		p := passage(c.sentence)
		for i, w := range strings.Fields(c.sentence) {
			if w == "apples" {
				p.Tokens[i].Like, p.Tokens[i].Likeness = 2, 128
			}
		}
		if got := q.numbered(p.Tokens); math.Abs(got-c.want) > 0.01 {
			t.Errorf("numbered(%q) = %v, want %v", c.sentence, got, c.want)
		}
	}
}

func TestWindowsAndKin(t *testing.T) {
	q := question(What)
	p := passage("0 a b c d e f g h", "i j 1 k 0 l m", "a b c d e f g h i j k l m 2")
	p.Tokens[4].Near, p.Tokens[4].Akin = 3, 51
	p.Tokens[5].Near, p.Tokens[5].Akin = 3, 204
	p.Tokens[7].Near, p.Tokens[7].Akin = 0, 255
	p.Tokens[5].Like, p.Tokens[5].Likeness = 3, 204
	p.Tokens[7].Like, p.Tokens[7].Likeness = 0, 153
	q.scan(p)
	v := make([]float64, len(PassageFeatures))
	q.Passage(p, 0, v)
	for name, want := range map[string]float64{
		"window12":   6.0 / 8, // 0 and 1, in two sentences
		"akin":       0.8 / 8, // only term 3 is missing
		"like25":     7.8 / 8, // what is like 3, then 1, 0 and 2
		"like_title": 0.8 / 8,
		"state_like": 0,
		// The title has nothing; by the candidates that lack them 0 counts whole, 1
		// and 2 half.
		"local_title": (4 + 1 + 0.5) / 8,
	} {
		if got := value(t, PassageFeatures, v, name); math.Abs(got-want) > 1e-6 {
			t.Errorf("passage feature %s = %v, want %v", name, got, want)
		}
	}
	s := make([]float64, len(SentenceFeatures))
	for i, features := range []map[string]float64{
		{"like_sq": 4.8 / 8 * 4.8 / 8, "likes": (0.8 + 0.6*4) / 8 / 10}, // nine words that carry meaning, and one more
		{"akin": 0, "own": 5.0 / 8, "own_idf": 6.0 / 8, "like_sq": 6.0 / 8 * 6 / 8, "likes": 0},
	} {
		q.Sentence(p, i, s)
		for name, want := range features {
			if got := value(t, SentenceFeatures, s, name); math.Abs(got-want) > 1e-6 {
				t.Errorf("feature %s of sentence %d = %v, want %v", name, i, got, want)
			}
		}
	}
}

func TestFeaturesOfNothing(t *testing.T) {
	q := &Question{}
	q.Prepare()
	p := &Passage{}
	q.scan(p)
	v := make([]float64, len(PassageFeatures))
	q.Passage(p, 0, v)
	for i, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			t.Errorf("feature %s of nothing is %v", PassageFeatures[i], x)
		}
	}
}

func TestReadRefusesWrongWeights(t *testing.T) {
	if _, err := Default(); err != nil {
		t.Fatalf("built-in weights: %v", err)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"cover_art":`, `"cover_arts":`, `no weight for "cover_art"`},
		{`"passage": {`, `"passage": {"extra": 1,`, `unknown "extra"`},
		{`{`, ``, "read weights"},
	} {
		_, err := Read([]byte(strings.Replace(string(weights), c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("with %s for %s: error %v, want %q", c.new, c.old, err, c.want)
		}
	}
}

func TestDefaultIsFinite(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]float64{m.Passage, m.Sentence, m.Both, m.Confidence, {m.FromPassage}} {
		for i, w := range list {
			if math.IsNaN(w) || math.Abs(w) > 1000 {
				t.Errorf("weight %d is %v", i, w)
			}
		}
	}
	for stem, w := range m.Terms {
		if w <= 0 || w > 2 {
			t.Errorf("term %q counts %v", stem, w)
		}
	}
}
