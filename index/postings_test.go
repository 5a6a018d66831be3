package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
)

// TestPostings holds that what is read from Bleve, and what is kept of it for
// common stems, is what the passages' own words say: every passage that holds a
// stem, as often as it does, over two batches' worth of segments.
func TestPostings(t *testing.T) {
	var articles []*corpus.Article
	for i := range batchSize/2 + 100 {
		text := fmt.Sprintf("Number %d has %s.\n\nEvery third is told of twice: %s", i, strings.Repeat("apples ", i%7+i%50/49*300), strings.Repeat("pears and plums. ", 1+i%3))
		articles = append(articles, &corpus.Article{ID: fmt.Sprint(i), Title: "On apples", Lang: "en", Text: text})
	}
	s, err := Build(context.Background(), corpus.New(articles...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	l := s.lexicons[0]
	want := make([][]posting, len(l.stems))
	counts := make([]uint32, len(l.stems))
	for n, e := range s.entries {
		for _, tk := range e.tokens {
			if st := l.kinds[tk.word].stem; st != noStem {
				counts[st]++
			}
		}
		for st, k := range counts {
			if k > 0 {
				want[st] = append(want[st], posting(uint32(n)<<freqBits|min(k, maxFreq)))
				counts[st] = 0
			}
		}
	}
	r := postingsReader{store: s.store}
	common := 0
	for st, w := range want {
		got, err := r.read(stemField("en"), uint32(st), nil)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, w) {
			t.Fatalf("postings of %q: %d of %d, %v", l.stems[st].text, len(got), len(w), err)
		}
		list, kept := l.lists[uint32(st)]
		if kept != (len(w) >= max(leastCommon, len(s.entries)/commonShare)) || kept && !slices.Equal(list, w) {
			t.Errorf("postings of %q: kept %v, %d of %d", l.stems[st].text, kept, len(list), len(w))
		}
		if kept {
			common++
		}
	}
	apples, _ := l.stemIDs.id("appl")
	if titles := l.titleLists[apples]; len(titles) != len(articles) {
		t.Errorf("%d titles with apples, want %d", len(titles), len(articles))
	}
	if common < 3 || common == len(want) || len(s.store.reader.Segments()) < 2 {
		t.Errorf("%d common stems of %d in %d segments: this test shows nothing", common, len(want), len(s.store.reader.Segments()))
	}
}
