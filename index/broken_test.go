package index

import (
	"context"
	"errors"
	"testing"

	"cleannet/corpus"
	"cleannet/index/query"
)

func TestPanicBreaksTheSnapshot(t *testing.T) {
	a := &corpus.Article{ID: "a", Lang: "en", Text: "A cable."}
	s, err := Build(context.Background(), corpus.New(a), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.store.number = nil // as if the index named a passage that is not there
	for range 2 {
		if r, err := s.Search(context.Background(), query.Parse("cable"), 1); r != nil || !errors.Is(err, ErrBroken) {
			t.Errorf("Search = %v, %v, want ErrBroken", r, err)
		}
	}
}
