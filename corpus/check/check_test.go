package check

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/entity"
	"cleannet/corpus/topic"
)

func builtin(t testing.TB) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Load(articles.FS())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func builtinRows(t testing.TB) []Row {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "sources.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := ReadRows(f)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// today is a day after which no built-in article may have been published.
var today = corpus.Date{Year: 2026, Month: 12, Day: 31}

func TestBuiltin(t *testing.T) {
	for p := range All(builtin(t), today) {
		t.Error(p)
	}
}

func TestBuiltinAgainstRows(t *testing.T) {
	c, rows := builtin(t), builtinRows(t)
	if c.Len() < 155 || len(rows) != c.Len() {
		t.Errorf("%d articles and %d rows", c.Len(), len(rows))
	}
	for p := range Against(c, rows) {
		t.Error(p)
	}
}

// Every name of a fact stands in its summary, but for those that were read and
// found to be there in other words.
func TestNames(t *testing.T) {
	c := builtin(t)
	data, err := os.ReadFile(filepath.Join("testdata", "names-put-otherwise.txt"))
	if err != nil {
		t.Fatal(err)
	}
	otherwise := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line, _, _ = strings.Cut(line, "#"); strings.TrimSpace(line) != "" {
			otherwise[strings.TrimSpace(line)] = false
		}
	}
	for _, r := range builtinRows(t) {
		a, ok := c.Article(r.ID)
		if !ok {
			continue // Against tells
		}
		for _, name := range r.MissingNames(a) {
			key := r.ID + " " + name
			if _, ok := otherwise[key]; !ok {
				t.Errorf("%s: the name %s of a fact is not in the summary", r.ID, name)
			}
			otherwise[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(otherwise)) {
		if !otherwise[key] {
			t.Errorf("names-put-otherwise.txt: %q is not needed", key)
		}
	}
}

// The saved pages that the summaries were made from are not ours; they are
// compared where they are at hand.
func TestNothingIsCopied(t *testing.T) {
	root := os.Getenv("CLEANNET_TESTDATA")
	if root == "" {
		t.Skip("CLEANNET_TESTDATA names no folder with saved articles")
	}
	files, err := filepath.Glob(filepath.Join(root, "articles", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no saved articles: %v", err)
	}
	texts := map[string]string{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(f)] = string(data)
	}
	for p := range Copied(builtin(t), maps.All(texts)) {
		t.Error(p)
	}
}

// Every topic has an article, and every article one to five topics.
func TestTopics(t *testing.T) {
	used := map[string]bool{}
	for a := range builtin(t).All() {
		if n := len(a.Topics); n < 1 || n > 5 {
			t.Errorf("%s has %d topics", a.ID, n)
		}
		for _, id := range a.Topics {
			used[id] = true
		}
	}
	for tp := range topic.All() {
		if !used[tp.ID] {
			t.Errorf("no article is about %s", tp.ID)
		}
	}
}

// The notes on entities rest on articles that exist.
func TestEntitySources(t *testing.T) {
	tab, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := builtin(t)
	for _, e := range tab.All() {
		if _, ok := c.Article(e.Source); !ok {
			t.Errorf("entity %s: no article %s", e.ID, e.Source)
		}
		if err := corpus.CheckCountry(e.Code); e.Kind == entity.Country && err != nil {
			t.Errorf("entity %s: %v", e.ID, err)
		}
	}
}

// An English text has no glosses but for the foreign titles that it names.
func TestNoEnglishGlosses(t *testing.T) {
	foreign := []string{"Anbieter", "Réseau", "limpia", "Limpa"}
	for a := range builtin(t).All() {
		for _, g := range entity.Glosses(a.Text) {
			if word := a.Slice(g.Span); !slices.Contains(foreign, word) {
				t.Errorf("%s: %q is glossed as %q", a.ID, word, g.English)
			}
		}
	}
}

// sound returns a summary without fault.
func sound(id, text string) *corpus.Article {
	return &corpus.Article{ID: id, Title: "T", Publisher: "P", URL: "https://example.org/" + id, Lang: "en",
		Kind: corpus.News, Stance: corpus.Neutral, Basis: corpus.Digest, Topics: []string{"definition"},
		Published: corpus.Date{Year: 2020, Month: 8, Day: 5}, Text: text}
}

// distinct returns n words that no other call with another seed shares.
func distinct(seed string, n int) string {
	var words []string
	for i := range n {
		words = append(words, fmt.Sprintf("%s%d", seed, i))
	}
	return strings.Join(words, " ") + "."
}

func TestAll(t *testing.T) {
	good := "Alpha met Beta in May. Gamma says that it went well."
	run := "one two three four five six seven eight"
	for _, c := range []struct {
		name string
		a    func() []*corpus.Article
		want []string
	}{
		{"sound", func() []*corpus.Article { return []*corpus.Article{sound("a", good)} }, nil},
		{"future", func() []*corpus.Article {
			a := sound("a", good)
			a.Published = corpus.Date{Year: 2021}
			a.Retrieved = corpus.Date{Year: 2020, Month: 12, Day: 31}
			return []*corpus.Article{a}
		}, []string{"a.md: published: 2021 lies in the future"}},
		{"topic", func() []*corpus.Article {
			a := sound("a", good)
			a.Topics = []string{"launch", "cheese"}
			return []*corpus.Article{a}
		}, []string{`a.md: topics: "cheese" is not in the vocabulary`}},
		{"ask", func() []*corpus.Article {
			a := sound("a", good)
			a.Asks = []corpus.Ask{{Sentence: 2, Text: "how was it"}, {Sentence: 3, Text: "what then"}}
			return []*corpus.Article{a}
		}, []string{`a.md: asks: "what then" is of sentence 3, and the text has 2`}},
		{"short paragraph", func() []*corpus.Article { return []*corpus.Article{sound("a", good+"\n\nAlpha left.")} },
			[]string{"a.md: paragraph 2 has 1 sentences, want 2 to 6: Alpha left."}},
		{"long paragraph", func() []*corpus.Article {
			return []*corpus.Article{sound("a", strings.TrimSpace(strings.Repeat("Alpha met Beta. ", 7)))}
		}, []string{"a.md: paragraph 1 has 7 sentences, want 2 to 6: Alpha met Beta. Alpha met Beta. Alpha met"}},
		{"quotation", func() []*corpus.Article {
			return []*corpus.Article{sound("a", `Alpha said "one 2 3 4 5 6 7 8 9 ten". Beta said "one 2 3 4 5 6 7 8 9".`)}
		}, []string{`a.md: paragraph 1 quotes 10 words: one 2 3 4 5 6 7 8 9 ten`}},
		{"dangling", func() []*corpus.Article { return []*corpus.Article{sound("a", "He met Beta. Gamma knew.")} },
			[]string{`a.md: paragraph 1 begins with "He" and does not stand alone`}},
		{"shared run", func() []*corpus.Article {
			return []*corpus.Article{sound("a", "Alpha counts "+run+". Beta left."), sound("b", run+" says Gamma. Delta left.")}
		}, []string{"b.md: shares 8 words with a: " + run}},
		{"title shared", func() []*corpus.Article {
			return []*corpus.Article{
				sound("a", "Alpha wrote to the Under Secretary of State for Economic Growth, Energy, and the Environment. Beta left."),
				sound("b", "Under Secretary of State for Economic Growth, Energy, and the Environment is a title. Delta left."),
			}
		}, nil},
		{"double", func() []*corpus.Article {
			text := distinct("x", 30) + " Beta left."
			return []*corpus.Article{full(sound("a", text)), full(sound("b", text+" Gamma too."))}
		}, []string{"b.md: is nearly the double of a (94 % in common)"}},
	} {
		var got []string
		for p := range All(corpus.New(c.a()...), corpus.Date{Year: 2020, Month: 12, Day: 31}) {
			got = append(got, p.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func full(a *corpus.Article) *corpus.Article {
	a.Basis = corpus.Full
	return a
}

func TestCopied(t *testing.T) {
	c := corpus.New(sound("a", "Alpha met "+distinct("x", 8)), full(sound("b", distinct("x", 8))))
	texts := map[string]string{"page.txt": "Then " + strings.ToUpper(distinct("x", 9))}
	var got []string
	for p := range Copied(c, maps.All(texts)) {
		got = append(got, p.String())
	}
	if want := []string{"a.md: shares 8 words with page.txt: x0 x1 x2 x3 x4 x5 x6 x7"}; !slices.Equal(got, want) {
		t.Errorf("Copied = %q, want %q", got, want)
	}
}

func TestCover(t *testing.T) {
	a, b := sound("a", "x"), sound("b", "x")
	a.Countries, b.Countries, b.SourceLang, b.Published = []string{"KR", "EU"}, []string{"KR"}, "ko", corpus.Date{}
	var text, markdown strings.Builder
	cov := Cover(corpus.New(a, b))
	if err := cov.Text(&text); err != nil {
		t.Fatal(err)
	}
	if err := cov.Markdown(&markdown); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 sources, 1 without a date", "     2  South Korea\n     1  European Union", "     1  2020-08\n     1  n.d."} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("Text lacks %q:\n%s", want, text.String())
		}
	}
	for _, want := range []string{"| country | South Korea 2 · European Union 1 |", "| language of the source | English 1 · Korean 1 |"} {
		if !strings.Contains(markdown.String(), want) {
			t.Errorf("Markdown lacks %q:\n%s", want, markdown.String())
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := corpus.Load(articles.FS()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAll(b *testing.B) {
	c := builtin(b)
	for b.Loop() {
		for p := range All(c, today) {
			b.Fatal(p)
		}
	}
}
