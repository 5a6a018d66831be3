package index

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	indexapi "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// batchSize is how many passages go to Bleve at a time. Each batch becomes a
// segment for good, since an index in memory is never merged, and each segment
// costs every query a look into its dictionary; a batch waits in about 1 KB a
// passage until it is written.
const batchSize = 16384

// A store is the Bleve index of a snapshot: for each passage its stems with
// their frequencies, and for each article, with its first passage, those of
// its title. Nothing is stored but the passage's number; there are no term
// vectors, no doc values and no composite field. It is written by one Build
// and only read after.
type store struct {
	index  bleve.Index
	writer indexapi.Index
	reader *scorch.IndexSnapshot
	number []uint32 // Bleve's number of a document -> passage

	// What writes the passages, and is gone once they are written.
	batch       *indexapi.Batch
	terms       stemTerms
	frequencies []indexapi.TokenFreq                 // those of newFrequencies
	freqs       map[string]indexapi.TokenFrequencies // by name of the field, see storeField
}

// A stemCount is how often a text holds a stem.
type stemCount struct {
	stem  uint32
	count uint32
}

// stemTerms are the terms of Bleve's dictionaries: a stem goes by its number in
// its language's lexicon, in four bytes. Bleve looks a term up twice for each
// passage that holds it, and writes its segments in a third less time with short
// terms that stand side by side in memory than with the stems themselves.
type stemTerms string

const termSize = 4

// of returns a stem's term.
func (t *stemTerms) of(stem uint32) string {
	at := int(stem) * termSize
	if at >= len(*t) {
		all := make([]byte, 0, 2*at+1024*termSize)
		for i := range uint32(cap(all) / termSize) {
			all = binary.BigEndian.AppendUint32(all, i)
		}
		*t = stemTerms(all)
	}
	return string((*t)[at : at+termSize])
}

func newStore() (*store, error) {
	m := mapping.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentDisabledMapping() // documents come analysed
	ix, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("create index in memory: %w", err)
	}
	w, err := ix.Advanced()
	if err != nil {
		return nil, fmt.Errorf("create index in memory: %w", err)
	}
	return &store{index: ix, writer: w, batch: indexapi.NewBatch(), frequencies: newFrequencies(),
		freqs: map[string]indexapi.TokenFrequencies{}}, nil
}

// A field is what add indexes of a passage under one name.
type field struct {
	name   string
	counts []stemCount
}

// add indexes passage n; the counts may be used again after.
func (s *store) add(n uint32, fields ...field) error {
	d := &storeDoc{id: string(binary.BigEndian.AppendUint32(nil, n)), fields: make([]indexapi.Field, 0, len(fields)+1)}
	for _, f := range fields {
		if len(f.counts) > 0 {
			d.fields = append(d.fields, s.newField(f))
		}
	}
	s.batch.Update(d)
	if len(s.batch.IndexOps) < batchSize {
		return nil
	}
	return s.flush()
}

func (s *store) flush() error {
	if len(s.batch.IndexOps) == 0 {
		return nil
	}
	if err := s.writer.Batch(s.batch); err != nil {
		return fmt.Errorf("index a batch of passages: %w", err)
	}
	s.batch.Reset()
	return nil
}

// finish writes what is left and opens the reader; nothing is added after.
func (s *store) finish(passages int) error {
	if passages > maxPassages {
		return fmt.Errorf("index %d passages: more than %d", passages, maxPassages)
	}
	if err := s.flush(); err != nil {
		return err
	}
	s.batch, s.terms, s.frequencies, s.freqs = nil, "", nil, nil
	r, err := s.writer.Reader()
	if err != nil {
		return fmt.Errorf("open index for reading: %w", err)
	}
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("open index for reading: a %T", r)
	}
	s.reader = snapshot
	return s.readNumbers(passages)
}

// readNumbers learns which passage each of Bleve's document numbers stands for:
// a batch is a map, so the order of documents in a segment is not ours.
func (s *store) readNumbers(passages int) error {
	ids, err := s.reader.DocIDReaderAll()
	if err != nil {
		return fmt.Errorf("list indexed passages: %w", err)
	}
	defer ids.Close()
	s.number = make([]uint32, passages)
	seen := 0
	for {
		id, err := ids.Next()
		if err != nil {
			return fmt.Errorf("list indexed passages: %w", err)
		}
		if id == nil {
			break
		}
		ext, err := s.reader.ExternalID(id)
		if err != nil || len(ext) != 4 || id.Value() >= uint64(passages) {
			return fmt.Errorf("indexed passage %d has id %q (%v)", id.Value(), ext, err)
		}
		s.number[id.Value()] = binary.BigEndian.Uint32([]byte(ext))
		seen++
	}
	if seen != passages {
		return fmt.Errorf("index holds %d passages of %d", seen, passages)
	}
	return nil
}

// A posting is a passage and how often it holds a stem, in 24 and 8 bits: a
// frequency over 255 counts as that, which takes half a percent off what BM25
// gives it.
type posting uint32

const (
	freqBits    = 8
	maxFreq     = 1<<freqBits - 1
	maxPassages = 1 << (32 - freqBits)
)

func (p posting) passage() uint32 { return uint32(p >> freqBits) }
func (p posting) freq() uint32    { return uint32(p & maxFreq) }

// A postingsReader reads postings segment by segment, and keeps for the next
// stem what it read the last one with. It is for one search at a time.
type postingsReader struct {
	store  *store
	fields map[string][]segmentReader // by name, one for each segment
	term   []byte
}

// A segmentReader is a field of a segment.
type segmentReader struct {
	first    uint64 // Bleve's number of the segment's first document
	terms    segment.TermDictionary
	list     segment.PostingsList
	iterator segment.PostingsIterator
}

func (r *postingsReader) field(name string) ([]segmentReader, error) {
	if f, ok := r.fields[name]; ok {
		return f, nil
	}
	var out []segmentReader
	first := uint64(0)
	for _, s := range r.store.reader.Segments() {
		terms, err := s.Segment().Dictionary(name)
		if err != nil {
			return nil, fmt.Errorf("terms of %s: %w", name, err)
		}
		out = append(out, segmentReader{first: first, terms: terms})
		first += s.Segment().Count()
	}
	if r.fields == nil {
		r.fields = map[string][]segmentReader{}
	}
	r.fields[name] = out
	return out, nil
}

// read appends the passages whose field holds stem to out, in no particular
// order.
func (r *postingsReader) read(field string, stem uint32, out []posting) ([]posting, error) {
	segments, err := r.field(field)
	if err != nil {
		return out, err
	}
	r.term = binary.BigEndian.AppendUint32(r.term[:0], stem)
	for i := range segments {
		s := &segments[i]
		if s.list, err = s.terms.PostingsList(r.term, nil, s.list); err != nil {
			return out, fmt.Errorf("postings of %s: %w", field, err)
		}
		s.iterator = s.list.Iterator(true, false, false, s.iterator)
		for {
			p, err := s.iterator.Next()
			if err != nil {
				return out, fmt.Errorf("postings of %s: %w", field, err)
			}
			if p == nil {
				break
			}
			out = append(out, posting(r.store.number[s.first+p.Number()]<<freqBits|uint32(min(p.Frequency(), maxFreq))))
		}
	}
	return out, nil
}

func (s *store) close() error {
	if s.reader != nil {
		if err := s.reader.Close(); err != nil {
			return fmt.Errorf("close index: %w", err)
		}
	}
	if err := s.index.Close(); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// A storeDoc is a passage that has been analysed.
type storeDoc struct {
	id     string
	fields []indexapi.Field
}

func (d *storeDoc) ID() string                                    { return d.id }
func (d *storeDoc) Size() int                                     { return len(d.id) }
func (d *storeDoc) VisitComposite(indexapi.CompositeFieldVisitor) {}
func (d *storeDoc) HasComposite() bool                            { return false }
func (d *storeDoc) NumPlainTextBytes() uint64                     { return 0 }
func (d *storeDoc) StoredFieldsBytes() uint64                     { return uint64(len(d.id)) }
func (d *storeDoc) Indexed() bool                                 { return true }
func (d *storeDoc) VisitFields(visit indexapi.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField gives the document its name, which is stored and not indexed: a
// passage is never looked for by it.
func (d *storeDoc) AddIDField() {
	d.fields = append(d.fields, &storeField{name: "_id", value: []byte(d.id)})
}

// A storeField is a field whose stems have been counted already, or one that is
// stored alone.
type storeField struct {
	name   string
	store  *store // nil: not indexed
	counts []stemCount
	value  []byte // nil: not stored
}

// newField makes a field of counts.
func (s *store) newField(f field) *storeField {
	if s.freqs[f.name] == nil {
		s.freqs[f.name] = indexapi.TokenFrequencies{}
	}
	return &storeField{name: f.name, store: s, counts: slices.Clone(f.counts)}
}

// AnalyzedTokenFrequencies fills the map that all fields of one name share: Bleve
// reads a document's fields before it asks for the next document's. Thousands of
// maps that wait for their batch would be a tenth of the time of building, most
// of it the garbage collector's. Of a TokenFreq segments read the frequency and
// that there are no locations, so all stems of one frequency share one.
func (f *storeField) AnalyzedTokenFrequencies() indexapi.TokenFrequencies {
	if f.store == nil {
		return nil
	}
	freqs := f.store.freqs[f.name]
	clear(freqs)
	for _, c := range f.counts {
		freqs[f.store.terms.of(c.stem)] = &f.store.frequencies[min(c.count, maxFreq)]
	}
	return freqs
}

// newFrequencies returns what fields share: a TokenFreq of each frequency from 0
// to maxFreq.
func newFrequencies() []indexapi.TokenFreq {
	all := make([]indexapi.TokenFreq, maxFreq+1)
	for i := range all {
		all[i].SetFrequency(i)
	}
	return all
}

func (f *storeField) Name() string             { return f.name }
func (f *storeField) Value() []byte            { return f.value }
func (f *storeField) ArrayPositions() []uint64 { return nil }
func (f *storeField) EncodedFieldType() byte   { return 't' }
func (f *storeField) Analyze()                 {}
func (f *storeField) Options() indexapi.FieldIndexingOptions {
	if f.value != nil {
		return indexapi.StoreField
	}
	return indexapi.IndexField
}

// AnalyzedLength is what Bleve would norm by; the lengths that count are those of
// the entries.
func (f *storeField) AnalyzedLength() int       { return 0 }
func (f *storeField) NumPlainTextBytes() uint64 { return 0 }
