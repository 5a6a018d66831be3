package answer_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/entity"
	"cleannet/index"
	"cleannet/index/answer"
)

// What the judged list must reach. A false dispute is worse than a missed one.
const (
	minPrecision = 0.95
	minRecall    = 0.90
)

// TestJudgedDisputes asks a list that was judged by reading the articles and
// holds how many disputes are found and how many of those found are ones.
func TestJudgedDisputes(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "disputes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var right, found, expected, asked int
	for line := range strings.Lines(string(data)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") || len(parts) < 2 {
			continue
		}
		asked++
		a := ask(t, parts[0])
		if parts[1] != "none" {
			expected++
		}
		if len(a.Differ) == 0 {
			if parts[1] != "none" {
				t.Logf("missed: %s", parts[0])
			}
			continue
		}
		found++
		if holdsDispute(a.Differ[0], parts) {
			right++
		} else {
			t.Logf("wrong: %s: %s %s %v", parts[0], a.Differ[0].About, a.Differ[0].Kind, values(a.Differ[0]))
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(expected)
	t.Logf("%d questions, %d disputes expected, %d found, %d right: precision %.2f, recall %.2f", asked, expected, found, right, precision, recall)
	if asked < 40 || precision < minPrecision || recall < minRecall {
		t.Errorf("precision %.2f, recall %.2f of %d; want %.2f and %.2f of 40 or more", precision, recall, asked, minPrecision, minRecall)
	}
}

// holdsDispute reports whether a dispute is one of the kinds and holds all the
// values that a line of the list names.
func holdsDispute(d answer.Dispute, line []string) bool {
	if len(line) < 3 || !slices.Contains(strings.Fields(line[1]), string(d.Kind)) {
		return false
	}
	for want := range strings.SplitSeq(line[2], "; ") {
		if !slices.ContainsFunc(d.Claims, func(c answer.Claim) bool { return holdsOne(c.Value, strings.ReplaceAll(want, "/", "|")) }) {
			return false
		}
	}
	return true
}

// TestDifferences holds how claims of made-up sources are told apart.
func TestDifferences(t *testing.T) {
	at := func(m, d int) corpus.Date { return corpus.Date{Year: 2020, Month: m, Day: d} }
	for _, tt := range []struct {
		name, question string
		articles       []*corpus.Article
		kind           answer.Difference // "" where they do not differ
		values         string
	}{
		{"growth", "how many countries are in the Clean Network?", []*corpus.Article{
			source("a", at(8, 5), "neutral", "The Clean Network has 30 countries."),
			source("b", at(11, 5), "neutral", "The Clean Network has 49 countries, Krach said.")}, answer.ChangedOverTime, "30; 49 by Krach"},
		{"one time", "how many countries are in the Clean Network?", []*corpus.Article{
			source("a", at(11, 5), "neutral", "The Clean Network has 30 countries."),
			source("b", at(11, 6), "neutral", "The Clean Network has 49 countries.")}, answer.SourcesDiffer, "30; 49"},
		{"bounds that go together", "how many countries are in the Clean Network?", []*corpus.Article{
			source("a", at(11, 5), "neutral", "The Clean Network has more than 40 countries."),
			source("b", at(11, 6), "neutral", "The Clean Network has 49 countries."),
			source("c", at(11, 6), "neutral", "The Clean Network has nearly 50 countries.")}, "", ""},
		{"counts of others", "how many countries are in the Clean Network?", []*corpus.Article{
			source("a", at(11, 5), "neutral", "The Clean Network has 49 countries."),
			source("b", at(11, 6), "neutral", "The Clean Network is liked by 30 members of NATO and by Europe's 27 countries."),
			source("c", at(11, 6), "neutral", "Of the countries in the Clean Network 3 of 49 countries are islands.")}, "", ""},
		{"two clocks", "when was the economic dialogue of South Korea and the United States held?", []*corpus.Article{
			source("a", at(10, 15), "us-gov", "The United States and South Korea held the economic dialogue on October 13."),
			source("b", at(10, 16), "kr-gov", "South Korea and the United States held the economic dialogue on October 14.")}, answer.DayApart, "October 13; October 14"},
		{"one clock", "when was the economic dialogue of South Korea and the United States held?", []*corpus.Article{
			source("a", at(10, 15), "neutral", "The United States and South Korea held the economic dialogue on October 12."),
			source("b", at(10, 16), "neutral", "South Korea and the United States held the economic dialogue on October 14.")}, answer.SourcesDiffer, "October 12; October 14"},
		{"the date of a report", "when was the economic dialogue of South Korea and the United States held?", []*corpus.Article{
			source("a", at(10, 15), "neutral", "The paper reported on October 15, 2020 that the United States and South Korea held the economic dialogue."),
			source("b", at(10, 16), "neutral", "South Korea and the United States held the economic dialogue on October 14.")}, "", ""},
		{"beginnings", "when was the Clean Network launched?", []*corpus.Article{
			source("a", at(9, 15), "neutral", "The State Department unveiled the Clean Network in June 2020 and expanded it on August 5."),
			source("b", at(9, 16), "neutral", "Pompeo launched the Clean Network on August 5."),
			source("c", at(9, 17), "neutral", "Israel spoke of the Clean Network on August 4, a day before Pompeo announced the expansion of the Clean Network in July.")},
			answer.SourcesDiffer, "August 5; June 2020"},
		{"places", "where did Kosovo and North Macedonia sign the memorandum?", []*corpus.Article{
			source("a", at(10, 24), "neutral", "Kosovo and North Macedonia signed the memorandum in Skopje on October 23."),
			source("b", at(10, 25), "neutral", "Kosovo and North Macedonia signed the memorandum in Washington on October 23.")}, answer.SourcesDiffer, "Skopje; Washington"},
		{"a place in another", "where did Kosovo and North Macedonia sign the memorandum?", []*corpus.Article{
			source("a", at(10, 24), "neutral", "Kosovo and North Macedonia signed the memorandum in Skopje on October 23."),
			source("b", at(10, 25), "neutral", "Kosovo and North Macedonia signed the memorandum in the Parliament in Skopje on October 23.")}, "", ""},
		{"yes and no", "did Hungary ban Huawei?", []*corpus.Article{
			source("a", at(10, 24), "neutral", "Hungary banned Huawei."),
			source("b", at(10, 25), "neutral", "Hungary has not banned Huawei, its minister said.")}, answer.SourcesDiffer, "banned; has not banned"},
		{"what may be", "did Hungary ban Huawei?", []*corpus.Article{
			source("a", at(10, 24), "neutral", "Hungary considered whether it should ban Huawei, and reports of a ban of Huawei in Hungary were denied."),
			source("b", at(10, 25), "neutral", "Hungary has not banned Huawei."),
			source("c", at(10, 25), "neutral", "Hungary was told that Sweden banned Huawei.")}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := askOf(t, tt.question, tt.articles...)
			if len(a.Differ) == 0 {
				if tt.kind != "" {
					t.Fatalf("no dispute, want %s", tt.kind)
				}
				return
			}
			var got []string
			for _, c := range a.Differ[0].Claims {
				v := c.Value
				if c.By != "" {
					v += " by " + c.By
				}
				got = append(got, v)
			}
			slices.Sort(got) // of one time their order is the ranking's
			if d := a.Differ[0]; d.Kind != tt.kind || strings.Join(got, "; ") != tt.values {
				t.Errorf("dispute %q of %v, want %q of %s", d.Kind, got, tt.kind, tt.values)
			}
		})
	}
}

func source(id string, published corpus.Date, stance corpus.Stance, text string) *corpus.Article {
	return &corpus.Article{ID: id, Title: id, Publisher: "Paper " + id, URL: "https://example.org/" + id, Lang: "en", Kind: corpus.News,
		Stance: stance, Basis: corpus.Digest, Published: published, Text: text}
}

// askOf asks a question of articles that are all there is.
func askOf(t *testing.T, question string, articles ...*corpus.Article) answer.Answer {
	t.Helper()
	entities, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s, err := index.Build(context.Background(), corpus.New(articles...), index.Options{Entities: entities.Find})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a, err := answer.Ask(context.Background(), s, question)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
