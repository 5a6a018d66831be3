package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"cleannet/corpus"
	"cleannet/index/query"
	"cleannet/index/rank"
)

// ErrBroken is wrapped by the errors of a snapshot in which a search panicked.
// Such a snapshot answers nothing any more: a result that may be wrong is worse
// than none, and the caller is to build a new one.
var ErrBroken = errors.New("index is broken")

// ErrClosed is returned by a search on a closed snapshot.
var ErrClosed = errors.New("index is closed")

// The constants of BM25, as its authors give them for text of no special kind.
const (
	bm25K = 1.2
	bm25B = 0.75
)

// What the article and its title count beside the passage in the first stage.
const (
	articleWeight = 0.3
	titleWeight   = 0.2
)

// depth is how many passages of the first stage are looked at closely.
const depth = 30

// Search returns the up to limit passages that bear on q, best first, and how
// many matched in all. A limit under 1 is read as 1 and one over 1,000 as that.
// A query without anything to look for has no hits. The error is ctx's, or wraps
// ErrClosed or ErrBroken; a search that panics breaks the snapshot.
func (s *Snapshot) Search(ctx context.Context, q query.Query, limit int) (res *Result, err error) {
	if s.closed.Load() {
		return nil, ErrClosed
	}
	if s.broken.Load() {
		return nil, ErrBroken
	}
	defer func() {
		if p := recover(); p != nil {
			s.broken.Store(true)
			res, err = nil, fmt.Errorf("%w: search panicked: %v", ErrBroken, p)
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return s.search(ctx, q, min(max(limit, 1), 1000))
}

func (s *Snapshot) search(ctx context.Context, q query.Query, limit int) (*Result, error) {
	w := s.workspace()
	defer s.scratch.Put(w)
	defer w.clear()
	p, err := s.understand(ctx, q, w)
	if err != nil {
		return nil, err
	}
	res := &Result{Query: q, Type: p.kind, Unknown: p.unknown()}
	mask, undated := s.mask(q.Filters)
	res.Undated = undated
	found := s.candidates(p, w, mask, max(limit, depth), &res.Total)
	res.Corrections = p.corrections
	list := s.rerank(p, found, w)
	res.Confidence = s.confidence(p, list, w)
	res.Hits = s.hits(p, list[:min(limit, len(list))], w)
	res.Terms = s.termWeights(p, list, w)
	return res, nil
}

// A workspace is the memory of one search, kept for the next.
type workspace struct {
	cells    []cell // of passages
	touched  []uint32
	art      []float32 // of articles, by their whole text
	title    []float32 // of articles, by their title
	artHas   []uint64  // groups of the plan that the article holds
	titleHas []uint64
	artTF    []uint32
	artHit   []bool
	arts     []int32 // articles of artHit
	tfArts   []int32 // articles of artTF
	list     []posting
	reader   postingsReader
	marks    []corpus.Span
	covers   []uint8 // of the candidates that were looked at closely, see scored

	readings []*reading // by lexicon, nil until needed
	ready    []bool
	passage  rank.Passage
	df       []int32   // by group of the plan: of so many passages
	sentence []float64 // by rank.SentenceFeatures
	features []float64 // by rank.PassageFeatures
}

// A cell is what the first stage knows of a passage, in one cache line.
type cell struct {
	has   uint64 // groups of the plan that it holds, and touched
	score float32
}

// touched marks a passage as one that matches, whatever it holds; groups are
// fewer than 64.
const touched = 1 << 63

// termWeights returns what each term counts in the language of the best of list.
func (s *Snapshot) termWeights(p *plan, list []scored, w *workspace) []Term {
	if len(list) == 0 {
		return nil
	}
	terms := w.reading(s, p, int(s.articles[s.artOf[list[0].n]].lex)).question.Terms
	out := make([]Term, len(terms))
	for i, t := range terms {
		out[i] = Term{t.IDF, t.Name}
	}
	return out
}

// reading returns the plan in the terms of lexicon li.
func (w *workspace) reading(s *Snapshot, p *plan, li int) *reading {
	if w.readings[li] == nil {
		w.readings[li] = newReading(s.lexicons[li])
	}
	if !w.ready[li] {
		w.ready[li] = true
		w.readings[li].read(p, li, s.lexicons[li])
	}
	return w.readings[li]
}

func (s *Snapshot) workspace() *workspace {
	if w, ok := s.scratch.Get().(*workspace); ok {
		return w
	}
	passages, articles := len(s.entries), len(s.articles)
	return &workspace{
		reader: postingsReader{store: s.store},
		cells:  make([]cell, passages),
		art:    make([]float32, articles), title: make([]float32, articles),
		artHas: make([]uint64, articles), titleHas: make([]uint64, articles),
		artTF: make([]uint32, articles), artHit: make([]bool, articles),
		readings: make([]*reading, len(s.lexicons)), ready: make([]bool, len(s.lexicons)),
		sentence: make([]float64, len(rank.SentenceFeatures)), features: make([]float64, len(rank.PassageFeatures)),
	}
}

func (w *workspace) clear() {
	for _, n := range w.touched {
		w.cells[n] = cell{}
	}
	for _, n := range w.arts {
		w.art[n], w.title[n], w.artHas[n], w.titleHas[n], w.artHit[n] = 0, 0, 0, 0, false
	}
	for i, on := range w.ready {
		if on {
			w.readings[i].clear()
			w.ready[i] = false
		}
	}
	w.touched, w.arts = w.touched[:0], w.arts[:0]
}

func (w *workspace) touch(n uint32) *cell {
	c := &w.cells[n]
	if c.has == 0 {
		c.has = touched
		w.touched = append(w.touched, n)
	}
	return c
}

// firstStage scores every passage that holds a term, exactly by BM25: the sum
// over terms for the passage, for its article and for the article's title.
func (s *Snapshot) firstStage(ctx context.Context, p *plan, q query.Query, w *workspace) error {
	for _, t := range p.terms {
		for li, in := range t.in {
			if in.stem == noStem {
				continue
			}
			if err := s.scoreTerm(s.lexicons[li], in, t, w); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("search: %w", err)
		}
	}
	if len(w.touched) == 0 && (len(p.phrases) > 0 || len(q.Words) == 0 && (!q.Filters.IsZero() || len(p.without) > 0)) {
		// Only filters, exclusions, or phrases of stop words: every passage is
		// looked at.
		for n := range s.entries {
			w.touch(uint32(n))
		}
	}
	return nil
}

func (s *Snapshot) scoreTerm(l *lexicon, in termIn, t term, w *workspace) error {
	st := &l.stems[in.stem]
	list, err := w.postings(l.lists, in.stem, stemField(l.lang))
	if err != nil {
		return err
	}
	k := float32(t.weight * in.importance * in.idf * (bm25K + 1))
	bit, article, inArticle := uint64(1)<<t.group, int32(-1), uint32(0)
	for _, p := range list {
		n, freq := p.passage(), p.freq()
		tf := float32(freq)
		c := w.touch(n)
		c.has |= bit
		c.score += k * tf / (tf + s.norm[n])
		// The passages of an article stand together, mostly.
		if a := s.artOf[n]; a != article {
			w.addArticle(article, inArticle)
			article, inArticle = a, 0
		}
		inArticle += freq
	}
	w.addArticle(article, inArticle)
	if err := s.scoreTitles(l, in, t, w); err != nil {
		return err
	}
	ka := float32(t.weight * in.importance * idf(l.articles, uint64(st.articles)) * (bm25K + 1))
	avgArt := float32(l.artLength) / float32(max(l.articles, 1))
	for _, a := range w.tfArts {
		tf := float32(w.artTF[a])
		w.artTF[a] = 0
		w.artHas[a] |= bit
		w.art[a] += ka * tf / (tf + bm25K*(1-bm25B+bm25B*float32(s.articles[a].length)/avgArt))
	}
	w.tfArts = w.tfArts[:0]
	return nil
}

// addArticle adds how often article a holds the term; none is -1.
func (w *workspace) addArticle(a int32, freq uint32) {
	if a < 0 {
		return
	}
	if !w.artHit[a] {
		w.artHit[a] = true
		w.arts = append(w.arts, a)
	}
	if w.artTF[a] == 0 {
		w.tfArts = append(w.tfArts, a)
	}
	w.artTF[a] += freq
}

// scoreTitles adds a stem's share for the titles that hold it. An article that
// only its title matches is there with its first passage.
func (s *Snapshot) scoreTitles(l *lexicon, in termIn, t term, w *workspace) error {
	st := &l.stems[in.stem]
	if st.titles == 0 {
		return nil
	}
	list, err := w.postings(l.titleLists, in.stem, titleField(l.lang))
	if err != nil {
		return err
	}
	k := float32(t.weight * in.importance * idf(l.titles, uint64(st.titles)) * (bm25K + 1))
	avg := float32(l.titleLength) / float32(max(l.titles, 1))
	for _, p := range list {
		a := s.artOf[p.passage()]
		if !w.artHit[a] {
			w.touch(p.passage())
		}
		w.addArticle(a, p.freq())
		tf := float32(p.freq())
		w.title[a] += k * tf / (tf + bm25K*(1-bm25B+bm25B*float32(s.articles[a].titleLength)/avg))
		w.titleHas[a] |= 1 << t.group
	}
	return nil
}

// A found is a passage on its way to being a hit.
type found struct {
	n     uint32
	score float64
}

// candidates returns the best n passages that pass the filters, phrases and
// exclusions, and sets total to how many pass. Where no passage holds all
// phrases, p is loosened.
func (s *Snapshot) candidates(p *plan, w *workspace, mask []bool, n int, total *int) []found {
	top := make([]found, 0, n+1)
	need, not := s.compilePhrases(p.phrases), s.compilePhrases(p.without)
	phrased := len(need)+len(not) > 0
	share := float32(articleWeight)
	if p.describes() {
		share = longArticleWeight
	}
	for _, i := range w.touched {
		a := s.artOf[i]
		if mask != nil && !mask[a] {
			continue
		}
		if phrased && (!s.holdsAll(&s.entries[i], need) || s.holdsAny(&s.entries[i], not)) {
			continue
		}
		*total++
		score := float64(w.cells[i].score + share*w.art[a] + titleWeight*w.title[a])
		if len(top) < n || score >= top[0].score {
			top = keep(top, found{i, score}, n)
		}
	}
	if len(top) == 0 && len(need) > 0 && len(p.terms) > 0 {
		p.loosen()
		return s.candidates(p, w, mask, n, total)
	}
	slices.SortFunc(top, compareFound)
	return top
}

func compareFound(a, b found) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.n, b.n))
}

// keep puts f into the heap of the best n, whose root is the worst of them.
func keep(heap []found, f found, n int) []found {
	if len(heap) == n {
		if compareFound(f, heap[0]) >= 0 {
			return heap
		}
		heap[0] = f
		siftDown(heap)
		return heap
	}
	heap = append(heap, f)
	for i := len(heap) - 1; i > 0; {
		up := (i - 1) / 2
		if compareFound(heap[i], heap[up]) <= 0 {
			break
		}
		heap[i], heap[up] = heap[up], heap[i]
		i = up
	}
	return heap
}

func siftDown(heap []found) {
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(heap) {
			return
		}
		if c+1 < len(heap) && compareFound(heap[c+1], heap[c]) > 0 {
			c++
		}
		if compareFound(heap[c], heap[i]) <= 0 {
			return
		}
		heap[i], heap[c] = heap[c], heap[i]
		i = c
	}
}

// span returns where token t stands in the article.
func (e *entry) span(t token) corpus.Span {
	start := e.Span.Start + int(t.off)
	return corpus.Span{Start: start, End: start + int(t.n)}
}
