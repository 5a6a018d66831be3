package index_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"cleannet/corpus"
	"cleannet/corpus/entity"
	"cleannet/corpus/passage"
	"cleannet/index"
	"cleannet/index/answer"
	"cleannet/index/eval"
	"cleannet/index/query"
)

// passages is how many passages the benchmarks are made of; index/eval's
// golden/speed.txt has the figures for 10,000 and 100,000.
var passages = flag.Int("passages", 10_000, "passages that the benchmarks are made of")

// benchSets are the judged sets whose rows make the passages of the benchmarks.
var benchSets = []string{"squad11dev", "newwiki", "squad2dev", "trecqa", "wikiqa", "scifact", "cisi"}

// benchCorpus returns articles of -passages passages, and queries. Where the
// sets hold fewer, they are taken again under other ids. Without the sets the
// text is made up.
func benchCorpus(b *testing.B) (*corpus.Corpus, []string) {
	dir := os.Getenv("CLEANNET_TESTDATA")
	if dir == "" {
		return madeUp(*passages)
	}
	var rows []eval.Row
	var queries []string
	for _, name := range benchSets {
		set, err := eval.ReadSet(os.DirFS(filepath.Join(dir, "eval", name)))
		if err != nil {
			b.Fatal(err)
		}
		rows = append(rows, set.Rows...)
		step := max(1, len(set.Queries)/100) // a hundred of each set, from all of it
		for i := 0; i < len(set.Queries); i += step {
			queries = append(queries, set.Queries[i].Text)
		}
	}
	// Sets and questions come in no order, so that those that are cut off are of
	// no one set.
	rng := rand.New(rand.NewPCG(7, 7))
	rng.Shuffle(len(queries), func(i, j int) { queries[i], queries[j] = queries[j], queries[i] })
	return articlesOf(rows, *passages, rng), queries
}

// articlesOf makes articles of n passages: the rows of one article, twenty at
// most, are its paragraphs.
func articlesOf(rows []eval.Row, n int, rng *rand.Rand) *corpus.Corpus {
	var groups [][]eval.Row
	for i, r := range rows {
		if last := len(groups) - 1; i > 0 && r.Article != "" && r.Article == rows[i-1].Article && len(groups[last]) < 20 {
			groups[last] = append(groups[last], r)
		} else {
			groups = append(groups, []eval.Row{r})
		}
	}
	rng.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	var list []*corpus.Article
	for count := 0; count < n; {
		group := groups[len(list)%len(groups)]
		a := &corpus.Article{ID: fmt.Sprint(len(list)), Title: group[0].Title, Lang: "en"}
		for _, r := range group {
			a.Text += corpus.Normalise(r.Text) + "\n\n"
		}
		for range passage.Split(a, passage.Window{Words: 200}) {
			count++
		}
		list = append(list, a)
	}
	return corpus.New(list...)
}

// madeUp returns articles and queries of words that are as frequent as Zipf's
// law has it.
func madeUp(n int) (*corpus.Corpus, []string) {
	rng := rand.New(rand.NewPCG(7, 8))
	zipf := rand.NewZipf(rng, 1.1, 150, 60_000) // the 150 most frequent words are stop words
	words := func(n int) string {
		var w []string
		for range n {
			w = append(w, fmt.Sprintf("%c%x", 'g'+rng.IntN(2), zipf.Uint64()))
		}
		return strings.Join(w, " ")
	}
	var rows []eval.Row
	for i := range n {
		text := ""
		for range 5 {
			text += "The " + words(15+rng.IntN(10)) + ". "
		}
		rows = append(rows, eval.Row{Title: words(3), Text: text, Article: fmt.Sprint(i / 10)})
	}
	var queries []string
	for range 500 {
		queries = append(queries, "What is the "+words(5)+"?")
	}
	return articlesOf(rows, n, rng), queries
}

// plainBleve is what a program gets that uses Bleve as its first page shows it:
// the dynamic mapping, a match query, stored fields and its highlighter.
func plainBleve(b *testing.B, c *corpus.Corpus) bleve.Index {
	ix, err := bleve.NewUsing("", bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		b.Fatal(err)
	}
	batch := ix.NewBatch()
	n := 0
	for a := range c.All() {
		for p := range passage.Split(a, passage.Window{Words: 200}) {
			if err := batch.Index(fmt.Sprint(n), map[string]any{"title": a.Title, "text": p.Text()}); err != nil {
				b.Fatal(err)
			}
			if n++; n%1000 == 0 {
				if err := ix.Batch(batch); err != nil {
					b.Fatal(err)
				}
				batch = ix.NewBatch()
			}
		}
	}
	if err := ix.Batch(batch); err != nil {
		b.Fatal(err)
	}
	return ix
}

// ours is the index as the program builds it.
func ours(b *testing.B, c *corpus.Corpus) *index.Snapshot {
	e, err := entity.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	s, err := index.Build(context.Background(), c, index.Options{Entities: e.Find})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// cpu returns the processor time that the process has used.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// A task is one thing that is asked of an engine.
type task struct {
	name string
	do   func(question string) error
}

func tasks(ix bleve.Index, s *index.Snapshot) []task {
	ctx := context.Background()
	return []task{
		{"bleve", func(q string) error {
			r := bleve.NewSearchRequestOptions(bleve.NewMatchQuery(q), 10, 0, false)
			r.Fields = []string{"*"}
			r.Highlight = bleve.NewHighlight()
			_, err := ix.Search(r)
			return err
		}},
		{"match", func(q string) error { _, err := s.Match(ctx, query.Parse(q), 10); return err }},
		{"search", func(q string) error { _, err := s.Search(ctx, query.Parse(q), 10); return err }},
		{"ask", func(q string) error { _, err := answer.Ask(ctx, s, q); return err }},
	}
}

// BenchmarkBeside asks each question of plain Bleve, of the first stage with
// marks, of a search and of Ask, on one core, and reports the medians of their
// processor time as parts of plain Bleve's. The order in which they are asked
// changes with each question, so that none finds the caches warm more often.
func BenchmarkBeside(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	c, queries := benchCorpus(b)
	ix, s := plainBleve(b, c), ours(b, c)
	defer ix.Close()
	defer s.Close()
	all := tasks(ix, s)
	took := make([][]time.Duration, len(all))
	b.ResetTimer()
	for b.Loop() {
		for n, q := range queries {
			for i := range all {
				k := (i + n) % len(all)
				from := cpu(b)
				if err := all[k].do(q); err != nil {
					b.Fatal(err)
				}
				took[k] = append(took[k], cpu(b)-from)
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(s.Len()), "passages")
	for k, t := range all {
		b.ReportMetric(float64(median(took[k]).Nanoseconds())/1e3, t.name+"-us")
		if k > 0 {
			b.ReportMetric(float64(median(took[k]))/float64(median(took[0])), t.name+"/bleve")
		}
		n := 0
		b.ReportMetric(testing.AllocsPerRun(100, func() { t.do(queries[n%len(queries)]); n++ }), t.name+"-allocs")
	}
}

// BenchmarkBuildBeside reports how many times faster the index is built than
// plain Bleve's, on one core, and how much memory it holds after, of plain
// Bleve's, the texts apart. The two are built in turn, and the ratios are medians
// over the turns.
func BenchmarkBuildBeside(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	c, _ := benchCorpus(b)
	builds := [2]func() func() error{
		func() func() error { return plainBleve(b, c).Close },
		func() func() error { return ours(b, c).Close },
	}
	var rates, memory, size []float64
	for b.Loop() {
		var took [2]time.Duration
		var held [2]float64
		for k, build := range builds {
			before, from := heap(), cpu(b)
			stop := build()
			took[k] = cpu(b) - from
			held[k] = heap() - before
			if err := stop(); err != nil {
				b.Fatal(err)
			}
		}
		rates = append(rates, float64(took[0])/float64(took[1]))
		memory, size = append(memory, held[1]/held[0]), append(size, held[1]/float64(*passages))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(rates), "rate/bleve")
	b.ReportMetric(median(memory), "memory/bleve")
	b.ReportMetric(median(size), "B/passage")
}

func median[T cmp.Ordered](values []T) T {
	values = slices.Clone(values)
	slices.Sort(values)
	return values[len(values)/2]
}

// heap returns the bytes that are in use.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// What one engine does, for profiles: go test -bench Ask -cpuprofile.
func benchmark(b *testing.B, k int) {
	c, queries := benchCorpus(b)
	s := ours(b, c)
	defer s.Close()
	do := tasks(nil, s)[k].do
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := do(queries[i%len(queries)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B)  { benchmark(b, 1) }
func BenchmarkSearch(b *testing.B) { benchmark(b, 2) }
func BenchmarkAsk(b *testing.B)    { benchmark(b, 3) }

func BenchmarkBuild(b *testing.B) {
	c, _ := benchCorpus(b)
	b.ReportAllocs()
	for b.Loop() {
		ours(b, c).Close()
	}
}
