package timeline

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cleannet/corpus"
	"cleannet/corpus/entity"
	"cleannet/index"
)

func article(id string, published corpus.Date, text string) *corpus.Article {
	return &corpus.Article{ID: id, Title: id, Publisher: id, URL: "https://example.org/" + id, Lang: "en", Kind: corpus.News,
		Stance: corpus.Neutral, Basis: corpus.Digest, Published: published, Text: text}
}

func snapshot(t *testing.T, articles ...*corpus.Article) *index.Snapshot {
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
	return s
}

func TestAsk(t *testing.T) {
	s := snapshot(t,
		article("a", corpus.Date{Year: 2020, Month: 7, Day: 20}, `The UK banned new Huawei equipment on July 14, 2020. The same day Huawei called the British decision disappointing.

The UK had still admitted Huawei in January. Nobody dated the Huawei debate of the UK parliament.`),
		article("b", corpus.Date{}, "On 14 July 2020 Britain banned new equipment of Huawei. In the UK a decision on Huawei of March was debated."),
		article("c", corpus.Date{Year: 2020}, "Sweden barred ZTE on October 20, 2020."),
	)
	got, err := Ask(context.Background(), s, "Huawei UK")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range got.Events {
		var ids []string
		for _, c := range e.Cites {
			ids = append(ids, c.Article.ID)
			if !strings.Contains(c.Text(), c.Article.Slice(c.At)) {
				t.Errorf("date %q is not in %q", c.Article.Slice(c.At), c.Text())
			}
		}
		lines = append(lines, fmt.Sprint(e.Date, " ", ids, " ", e.Cites[0].Article.Slice(e.Cites[0].At)))
	}
	want := []string{
		"2020-01 [a] January",
		"2020-03 [b] March", // the year of the date before it in the text
		"2020-07-14 [b a] 14 July 2020",
		"2020-07-14 [a] The same day",
	}
	for i, l := range lines { // which of two sources tells it first is the ranking's affair
		lines[i] = strings.Replace(strings.Replace(l, "[a b]", "[b a]", 1), "July 14, 2020", "14 July 2020", 1)
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("events: -want +got\n%s", diff)
	}
	if got.Undated != 1 {
		t.Errorf("undated = %d, want the one sentence on a debate", got.Undated)
	}
}

// TestRoles holds that a date which is only that of a report, or a deadline,
// does not stand as that of an event, and that accounts of one meeting are one
// event with all its sources.
func TestRoles(t *testing.T) {
	s := snapshot(t,
		article("a", corpus.Date{Year: 2020, Month: 7, Day: 20}, `The paper reported on July 20, 2020 that Sweden doubts Huawei. Sweden must remove Huawei by January 1, 2025.

Sweden met Keith Krach over Huawei on July 14, 2020 for two hours, the paper wrote on July 20, 2020.`),
		article("b", corpus.Date{}, `The same talks of July 14, 2020 between the Swedish government and Keith Krach dealt with Huawei, and Sweden asked for more time.`),
		article("c", corpus.Date{Year: 2020, Month: 7, Day: 22}, `Sweden spoke about Huawei last week.`),
	)
	got, err := Ask(context.Background(), s, "Huawei Sweden")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range got.Events {
		line := fmt.Sprint(e.Date, " ", e.Role, " ", len(e.Cites))
		if e.Last != e.Date {
			line = fmt.Sprint(e.Date, "/", e.Last, " ", e.Role, " ", len(e.Cites))
		}
		lines = append(lines, line)
	}
	want := []string{"2020-07-13/2020-07-19 0 1", "2020-07-14 0 2", "2020-07-20 1 1", "2025-01-01 2 1"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("date, role, sources: -want +got\n%s", diff)
	}
}

// TestAskOtherLanguages asks in Korean and Chinese of articles in English.
func TestAskOtherLanguages(t *testing.T) {
	s := snapshot(t, article("a", corpus.Date{}, "The UK banned Huawei on July 14, 2020."))
	for _, text := range []string{"영국 화웨이", "英国华为"} {
		got, err := Ask(context.Background(), s, text)
		if err != nil || len(got.Events) != 1 {
			t.Errorf("Ask(%q) = %d events, %v, want one", text, len(got.Events), err)
		}
	}
}

func TestAskNothing(t *testing.T) {
	s := snapshot(t, article("a", corpus.Date{}, "The UK banned Huawei on July 14, 2020."))
	for _, text := range []string{"", "bread recipe", "?", strings.Repeat("x ", 500)} {
		got, err := Ask(context.Background(), s, text)
		if err != nil || len(got.Events) > 0 {
			t.Errorf("Ask(%q) = %d events, %v, want none", text, len(got.Events), err)
		}
	}
}
