package main

import (
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/check"
	"cleannet/index"
)

// BenchmarkCorpus is what the built-in articles cost: to load, to check as a
// whole, and to index for a search.
func BenchmarkCorpus(b *testing.B) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := corpus.Load(articles.FS()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			for p := range check.All(c, corpus.Date{Year: 9999, Month: 12, Day: 31}) {
				b.Fatal(p)
			}
		}
	})
	b.Run("index", func(b *testing.B) {
		o, err := indexOptions()
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			s, err := index.Build(b.Context(), c, o)
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
}
