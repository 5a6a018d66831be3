package index

import (
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/index/query"
)

// mask returns which articles pass the filters, nil if all do, and how many a
// date filter left out because they have no date.
func (s *Snapshot) mask(f query.Filters) (mask []bool, undated int) {
	if f.IsZero() {
		return nil, 0
	}
	mask = make([]bool, len(s.articles))
	for i := range s.articles {
		a := s.articles[i].article
		if !passes(a, f) {
			continue
		}
		if a.Published.IsZero() && !(f.After.IsZero() && f.Before.IsZero()) {
			undated++
			continue
		}
		mask[i] = within(a.Published, f)
	}
	return mask, undated
}

// passes reports whether a passes every filter but those on the date.
func passes(a *corpus.Article, f query.Filters) bool {
	return oneOf(f.Kind, a.Kind) && oneOf(f.Stance, a.Stance) &&
		(len(f.Source) == 0 || slices.ContainsFunc(f.Source, func(v string) bool { return fromSource(a, v) })) &&
		(len(f.Lang) == 0 || slices.ContainsFunc(f.Lang, func(v string) bool { return inLang(a, v) })) &&
		meets(f.Country, a.Countries) && meets(f.Topic, a.Topics)
}

func oneOf[T comparable](allowed []T, v T) bool {
	return len(allowed) == 0 || slices.Contains(allowed, v)
}

func meets(allowed, has []string) bool {
	return len(allowed) == 0 || slices.ContainsFunc(has, func(v string) bool { return slices.Contains(allowed, v) })
}

// fromSource reports whether v is a's id or stands in its publisher's name or
// its title, whatever the case.
func fromSource(a *corpus.Article, v string) bool {
	v = strings.ToLower(v)
	return a.ID == v || strings.Contains(strings.ToLower(a.Publisher), v) ||
		strings.Contains(strings.ToLower(a.Title), v) || strings.Contains(strings.ToLower(a.TitleEN), v)
}

// inLang reports whether a's text or its original is in language v; "pt" takes
// in "pt-BR".
func inLang(a *corpus.Article, v string) bool {
	for _, have := range []string{a.Lang, a.SourceLang} {
		if have == v || strings.HasPrefix(have, v+"-") {
			return true
		}
	}
	return false
}

// within reports whether a known date may lie in the range: a date of which
// only the month is known is compared by its first and last day.
func within(d corpus.Date, f query.Filters) bool {
	return (f.After.IsZero() || d.Last().Compare(f.After.First()) >= 0) &&
		(f.Before.IsZero() || d.First().Compare(f.Before.Last()) <= 0)
}

// A run is a phrase in each lexicon: the words' ids, nil where one is unknown.
type run [][]uint32

func (s *Snapshot) compilePhrases(phrases [][]string) []run {
	out := make([]run, 0, len(phrases))
	for _, forms := range phrases {
		r := make(run, len(s.lexicons))
		for i, l := range s.lexicons {
			ids := make([]uint32, 0, len(forms))
			for _, f := range forms {
				if id, ok := l.ids.id(f); ok {
					ids = append(ids, id)
				}
			}
			if len(ids) == len(forms) {
				r[i] = ids
			}
		}
		out = append(out, r)
	}
	return out
}

func (s *Snapshot) holdsAll(e *entry, runs []run) bool {
	for _, r := range runs {
		if !s.holds(e, r) {
			return false
		}
	}
	return true
}

func (s *Snapshot) holdsAny(e *entry, runs []run) bool {
	return slices.ContainsFunc(runs, func(r run) bool { return s.holds(e, r) })
}

// holds reports whether the passage or its article's title holds the run, word
// for word.
func (s *Snapshot) holds(e *entry, r run) bool {
	a := &s.articles[e.article]
	ids := r[a.lex]
	return ids != nil && (indexRun(e.tokens, ids) >= 0 || indexRun(a.title, ids) >= 0)
}

// indexRun returns where ids stand one after the other in tokens, or -1.
func indexRun(tokens []token, ids []uint32) int {
	for i := 0; i+len(ids) <= len(tokens); i++ {
		n := 0
		for n < len(ids) && tokens[i+n].word == ids[n] {
			n++
		}
		if n == len(ids) {
			return i
		}
	}
	return -1
}
