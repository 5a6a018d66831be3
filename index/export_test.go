package index

import (
	"context"

	"cleannet/index/query"
)

// Match is a search that ends after the first stage, with marks: what the
// benchmarks compare with an engine that has no other.
func (s *Snapshot) Match(ctx context.Context, q query.Query, limit int) (*Result, error) {
	p := s.plan(q, nil)
	res := &Result{Query: q}
	w := s.workspace()
	defer s.scratch.Put(w)
	defer w.clear()
	if err := s.firstStage(ctx, p, q, w); err != nil {
		return nil, err
	}
	var list []scored
	for _, f := range s.candidates(p, w, nil, limit, &res.Total) {
		list = append(list, scored{n: f.n, score: f.score})
	}
	res.Hits = s.hits(p, list, w)
	return res, nil
}
