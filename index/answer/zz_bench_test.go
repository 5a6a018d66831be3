package answer

import (
	"cleannet/corpus"
	"cleannet/corpus/articles"
	"testing"
)

func BenchmarkZZHeld(b *testing.B) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		b.Fatal(err)
	}
	q := readQuestion("How many countries joined the Clean Network by the end of 2020?", nil)
	n := 0
	for b.Loop() {
		for a := range c.All() {
			q.heldIn(a.Text)
			n += len(a.Text)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/byte")
}
