package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/index/rank"
)

// Options are choices about an index. The zero value is right for most.
type Options struct {
	// Entities finds the names of known entities, in articles and in queries;
	// nil knows none.
	Entities corpus.Lookup
	// Names are the names of those entities: what may be misspelt beside the words
	// of the articles.
	Names []string
	// Window says how articles are cut into passages. The zero Window means
	// natural paragraphs capped near 200 words: on the judged sets of paragraphs
	// that ranks 1.2 points of nDCG better than a cap of 120.
	Window passage.Window
	// Generation is a number that the caller gives the snapshot; it is told in
	// logs and in health checks.
	Generation uint64
	// Model orders what is found; nil means the one that is built in.
	Model *rank.Model
}

// A Snapshot is a corpus with its passages and their index. It is immutable and
// safe for concurrent use until it is closed.
type Snapshot struct {
	corpus     *corpus.Corpus
	entities   corpus.Lookup
	generation uint64
	lexicons   []*lexicon
	names      *lexicon // words of names that no text holds
	entries    []entry
	norm       []float32 // of entries: what BM25 adds to a frequency for their length
	artOf      []int32   // of entries; beside norm, as the inner loop reads these two
	articles   []articleEntry
	articleOf  map[string]int32 // id -> index of articles
	keys       map[passage.Key]int32
	named      []corpus.Mention // entities that passages name, each once, without a place
	asks       *asks            // nil where no article has any
	store      *store
	model      *rank.Model
	scratch    sync.Pool
	broken     atomic.Bool
	closed     atomic.Bool
}

// A token is an occurrence of a word in a passage or a title.
type token struct {
	word  uint32 // of the lexicon
	off   uint16 // bytes from the start of the passage or title
	n     uint8  // bytes, capped at 255
	flags uint8
}

// An entry is a passage with its words.
type entry struct {
	passage.Passage
	tokens   []token
	mentions []mention
	article  int32
	length   uint16 // in stems, without the entities
}

// A mention is a known entity that a passage names, as a stem of its own.
type mention struct {
	stem        uint32
	entity      uint32 // index of Snapshot.named
	first, last uint16 // tokens, half-open
	off, n      uint16 // bytes from the start of the passage, and how many
}

// An articleEntry is what the index knows of an article.
type articleEntry struct {
	article     *corpus.Article
	lex         uint8 // index of Snapshot.lexicons
	first, last int32 // its passages, half-open
	title       []token
	named       []corpus.Mention // in its title, see Hit.TitleMentions
	titleText   string
	titleLength uint16
	length      uint32 // in stems, with the title
}

// maxOffset bounds the part of a passage whose words are indexed; passages are
// far shorter unless someone's Window makes them huge.
const maxOffset = 1<<16 - 1

const defaultWords = 200

// Build indexes the articles of c in memory. It fails if ctx ends first. The
// snapshot keeps c and is to be closed, by [Snapshot.Close] or by its Library.
func Build(ctx context.Context, c *corpus.Corpus, o Options) (*Snapshot, error) {
	model := o.Model
	if model == nil {
		var err error
		if model, err = rank.Default(); err != nil {
			return nil, err
		}
	}
	st, err := newStore()
	if err != nil {
		return nil, err
	}
	if o.Window.Words == 0 {
		o.Window.Words = defaultWords
	}
	b := builder{
		s: &Snapshot{corpus: c, entities: o.Entities, generation: o.Generation, store: st, model: model,
			articleOf: map[string]int32{}, keys: map[passage.Key]int32{}},
		lexOf: map[string]uint8{}, named: map[string]uint32{},
	}
	for a := range c.All() {
		if err := ctx.Err(); err != nil {
			st.close()
			return nil, fmt.Errorf("build index: %w", err)
		}
		if err := b.addArticle(a, o.Window); err != nil {
			st.close()
			return nil, err
		}
	}
	if err := st.finish(len(b.s.entries)); err != nil {
		st.close()
		return nil, err
	}
	b.finish()
	b.s.names = b.s.misspelt(o.Names)
	if err := b.s.readCommon(ctx); err != nil {
		st.close()
		return nil, fmt.Errorf("build index: %w", err)
	}
	if b.s.asks, err = readAsks(ctx, c, o); err != nil {
		st.close()
		return nil, err
	}
	return b.s, nil
}

// A builder fills a snapshot.
type builder struct {
	s      *Snapshot
	named  map[string]uint32 // id of an entity -> index of Snapshot.named
	lexOf  map[string]uint8
	tok    tokenizer
	counts tally // stems of the passage at hand
	seen   tally // words of the passage at hand
	inArt  tally // stems of the article at hand
	read   []token
	taken  []stemCount
}

// A tally counts small integers; clearing it costs what was counted.
type tally struct {
	n    []uint32
	held []uint32 // what has a count, in order of appearance
}

func (t *tally) add(i uint32) {
	if int(i) >= len(t.n) {
		t.n = append(t.n, make([]uint32, int(i)+1-len(t.n)+len(t.n)/2)...)
	}
	if t.n[i] == 0 {
		t.held = append(t.held, i)
	}
	t.n[i]++
}

func (t *tally) clear() {
	for _, i := range t.held {
		t.n[i] = 0
	}
	t.held = t.held[:0]
}

// lexicon returns the lexicon of an article's language.
func (b *builder) lexicon(a *corpus.Article) (uint8, error) {
	lang := baseLang(a.Lang)
	if i, ok := b.lexOf[lang]; ok {
		return i, nil
	}
	if len(b.s.lexicons) == 255 {
		return 0, fmt.Errorf("index article %s: more than 255 languages", a.ID)
	}
	l, err := newLexicon(lang)
	if err != nil {
		return 0, err
	}
	i := uint8(len(b.s.lexicons))
	b.s.lexicons = append(b.s.lexicons, l)
	b.lexOf[lang] = i
	return i, nil
}

func (b *builder) addArticle(a *corpus.Article, w passage.Window) error {
	li, err := b.lexicon(a)
	if err != nil {
		return err
	}
	l := b.s.lexicons[li]
	n := int32(len(b.s.articles))
	art := articleEntry{article: a, lex: li, first: int32(len(b.s.entries)), titleText: a.Title}
	if a.TitleEN != "" && a.TitleEN != a.Title {
		art.titleText += "\n" + a.TitleEN
	}
	art.named = b.s.entities.Find(a.Title + " " + a.TitleEN)
	b.inArt.clear()
	b.begin()
	art.title = b.tokens(l, art.titleText, nil)
	titleCounts, length := b.take(l, nil)
	for _, st := range b.counts.held {
		l.stems[st].titles++
	}
	art.titleLength = uint16(min(length, 1<<16-1))
	art.length = uint32(length)
	for p := range passage.Split(a, w) {
		e := entry{Passage: p, article: n}
		b.begin()
		e.tokens = b.tokens(l, p.Text(), p.Sentences)
		length := 0
		for _, st := range b.counts.held {
			length += int(b.counts.n[st])
		}
		e.mentions = b.mentions(l, &e)
		counts, _ := b.take(l, b.taken[:0])
		b.taken = counts
		e.length = uint16(min(length, 1<<16-1))
		art.length += uint32(length)
		for _, w := range b.seen.held {
			l.words[w].passages++
		}
		id := uint32(len(b.s.entries))
		ofTitle := field{name: titleField(l.lang)}
		if p.N == 0 {
			ofTitle.counts = titleCounts
		}
		if err := b.s.store.add(id, field{stemField(l.lang), counts}, ofTitle); err != nil {
			return err
		}
		for _, st := range b.counts.held {
			l.stems[st].passages++
		}
		l.passages++
		l.length += uint64(length)
		key := p.Key()
		if _, twice := b.s.keys[key]; !twice { // the same text again in one article
			b.s.keys[key] = int32(id)
		}
		b.s.entries = append(b.s.entries, e)
	}
	art.last = int32(len(b.s.entries))
	b.countArticle(l, &art)
	b.s.articleOf[a.ID] = n
	b.s.articles = append(b.s.articles, art)
	return nil
}

func (b *builder) countArticle(l *lexicon, art *articleEntry) {
	for _, st := range b.inArt.held {
		l.stems[st].articles++
	}
	l.articles++
	l.artLength += uint64(art.length)
	if len(art.title) > 0 {
		l.titles++
		l.titleLength += uint64(art.titleLength)
	}
}

// tokens reads the words of text and counts their stems. sentences are spans of
// the article that the text begins at the first of.
func (b *builder) tokens(l *lexicon, text string, sentences []corpus.Span) []token {
	out := b.read[:0]
	b.tok.reset(text)
	next := 0
	for b.tok.next() && b.tok.start <= maxOffset {
		id := l.add(b.tok.form)
		t := token{word: id, off: uint16(b.tok.start), n: uint8(min(b.tok.end-b.tok.start, 255)), flags: b.tok.flags}
		for next < len(sentences) && sentences[next].Start-sentences[0].Start <= b.tok.start {
			t.flags |= flagFirst
			next++
		}
		out = append(out, t)
		b.seen.add(id)
		if st := l.kinds[id].stem; st != noStem {
			b.counts.add(st)
			b.inArt.add(st)
		}
	}
	b.read = out
	return append([]token(nil), out...)
}

// entityPrefix begins the stem of an entity; no word has it.
const entityPrefix = "\x00"

// mentions finds the entities that e names and counts them as stems, which all
// names of one share.
func (b *builder) mentions(l *lexicon, e *entry) []mention {
	var out []mention
	i := 0
	for _, m := range b.s.entities.Find(e.Text()) {
		for i < len(e.tokens) && int(e.tokens[i].off) < m.Span.Start {
			i++
		}
		first := i
		for i < len(e.tokens) && int(e.tokens[i].off) < m.Span.End {
			i++
		}
		if i == first || m.Span.End > maxOffset {
			continue
		}
		st := l.addStem(entityPrefix + m.Entity)
		out = append(out, mention{st, b.entity(m), uint16(first), uint16(i), uint16(m.Span.Start), uint16(m.Span.Len())})
		b.counts.add(st)
		b.inArt.add(st)
	}
	return out
}

// entity returns the number of a mention's entity, a new one if need be.
func (b *builder) entity(m corpus.Mention) uint32 {
	i, known := b.named[m.Entity]
	if !known {
		i = uint32(len(b.s.named))
		b.named[m.Entity] = i
		m.Span = corpus.Span{}
		b.s.named = append(b.s.named, m)
	}
	return i
}

// begin forgets what was counted of the last text.
func (b *builder) begin() {
	b.counts.clear()
	b.seen.clear()
}

// take appends what tokens counted to counts, and returns the sum, too.
func (b *builder) take(l *lexicon, counts []stemCount) ([]stemCount, int) {
	sum := 0
	for _, st := range b.counts.held {
		n := b.counts.n[st]
		counts = append(counts, stemCount{st, n})
		sum += int(n)
	}
	return counts, sum
}

// finish makes what is derived from the whole.
func (b *builder) finish() {
	for _, l := range b.s.lexicons {
		l.ids.done()
		l.stemIDs.done()
		l.words, l.kinds, l.stems = slices.Clone(l.words), slices.Clone(l.kinds), slices.Clone(l.stems)
		l.group()
	}
	s := b.s
	s.norm, s.artOf = make([]float32, len(s.entries)), make([]int32, len(s.entries))
	for i := range s.entries {
		e := &s.entries[i]
		l := s.lexicons[s.articles[e.article].lex]
		avg := float32(l.length) / float32(max(l.passages, 1))
		s.norm[i], s.artOf[i] = bm25K*(1-bm25B+bm25B*float32(e.length)/avg), e.article
	}
}

// Close frees the index. Articles, passages and spans stay valid. A second
// Close does nothing.
func (s *Snapshot) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	if s.asks != nil {
		return errors.Join(s.asks.Close(), s.store.close())
	}
	return s.store.close()
}

// Corpus returns the articles.
func (s *Snapshot) Corpus() *corpus.Corpus { return s.corpus }

// Len returns the number of passages.
func (s *Snapshot) Len() int { return len(s.entries) }

// Generation returns the number given in Options.
func (s *Snapshot) Generation() uint64 { return s.generation }

// Entities returns the lookup that the snapshot was built with; it may be nil.
func (s *Snapshot) Entities() corpus.Lookup { return s.entities }

// Passage returns the passage of that key, or false if there is none (any more).
func (s *Snapshot) Passage(k passage.Key) (passage.Passage, bool) {
	i, ok := s.keys[k]
	if !ok {
		return passage.Passage{}, false
	}
	return s.entries[i].Passage, true
}

// Passages returns the passages of an article in order, nil for an unknown id.
func (s *Snapshot) Passages(articleID string) []passage.Passage {
	n, ok := s.articleOf[articleID]
	if !ok {
		return nil
	}
	a := s.articles[n]
	out := make([]passage.Passage, 0, a.last-a.first)
	for _, e := range s.entries[a.first:a.last] {
		out = append(out, e.Passage)
	}
	return out
}
