package index

import (
	"context"
	"slices"
)

// A stem that more than one in commonShare passages hold is common, unless fewer
// than leastCommon do: its postings are read from Bleve once, when the snapshot
// is built, as walking through Bleve's iterators is most of what a query costs.
const (
	commonShare = 256
	leastCommon = 16
)

// lists holds the postings of a field's common stems, ordered by passage.
type lists map[uint32][]posting

// stemField and titleField name a language's fields in the store: the stems of
// passages, and those of titles, held by the first passage of the article.
func stemField(lang string) string  { return "s." + lang }
func titleField(lang string) string { return "t." + lang }

// readCommon fills the lists of all lexicons.
func (s *Snapshot) readCommon(ctx context.Context) error {
	least := max(leastCommon, len(s.entries)/commonShare)
	r := postingsReader{store: s.store}
	for _, l := range s.lexicons {
		if err := ctx.Err(); err != nil {
			return err
		}
		l.lists, l.titleLists = lists{}, lists{}
		for id := range l.stems {
			st := &l.stems[id]
			if err := l.lists.read(&r, uint32(id), int(st.passages), least, stemField(l.lang)); err != nil {
				return err
			}
			if err := l.titleLists.read(&r, uint32(id), int(st.titles), least, titleField(l.lang)); err != nil {
				return err
			}
		}
	}
	return nil
}

// read reads the n postings of a stem if they are as many as least.
func (to lists) read(r *postingsReader, id uint32, n, least int, field string) error {
	if n < least {
		return nil
	}
	list, err := r.read(field, id, make([]posting, 0, n))
	if err != nil {
		return err
	}
	slices.Sort(list)
	to[id] = list
	return nil
}

// postings returns the passages that hold a stem of a lexicon, common or not; in
// w's memory for one that is not, so that the list is good until the next call.
func (w *workspace) postings(held lists, id uint32, field string) ([]posting, error) {
	if list, ok := held[id]; ok {
		return list, nil
	}
	var err error
	w.list, err = w.reader.read(field, id, w.list[:0])
	return w.list, err
}
