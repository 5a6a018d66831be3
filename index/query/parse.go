package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"cleannet/corpus"
)

// Parse reads text. It never fails: an unclosed quotation mark is a space, and
// a filter whose value means nothing is a word. Words are kept in order with
// their punctuation; invalid UTF-8, controls and invisible format characters
// are dropped. What goes beyond MaxRunes or MaxTerms is left out. In a text
// beyond MaxTyped, only filters are more than words.
func Parse(text string) Query {
	text = clean(text)
	r := reader{limit: MaxTyped, before: ' '}
	if utf8.RuneCountInString(text) > MaxTyped {
		r.limit, r.pasted = MaxRunes, true
	}
	r.rest = []rune(clip(text))
	for r.skipSpace(); len(r.rest) > 0; r.skipSpace() {
		r.item()
	}
	return r.q
}

// clean makes text safe to work on: valid, NFC, no controls, straight quotes.
func clean(text string) string {
	// The bound is checked on runes below; this one keeps a pasted book cheap.
	if limit := 4 * MaxRunes; len(text) > limit {
		text = text[:limit]
	}
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError:
			return -1
		case strings.ContainsRune("“”„‟«»＂", r):
			return '"'
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			// Bidi controls and zero-width marks; the joiners carry meaning in
			// Persian and in emoji.
			return -1
		}
		return r
	}, text))
}

// clip cuts text to MaxRunes at a word's end; a single longer word is cut hard.
func clip(text string) string {
	n := 0
	for i := range text {
		if n == MaxRunes {
			if text[i] == ' ' {
				return text[:i]
			}
			if j := strings.LastIndexByte(text[:i], ' '); j > 0 {
				return text[:j]
			}
			return text[:i]
		}
		n++
	}
	return text
}

// A reader takes items off the front of what was typed.
type reader struct {
	rest   []rune
	before rune // what stands before rest; a space at the start
	q      Query
	limit  int  // of the canonical form, in runes
	pasted bool // operators are plain punctuation
	runes  int  // of the canonical form so far, with a space after each item
	terms  int  // in phrases and exclusions
}

func (r *reader) skipSpace() {
	for len(r.rest) > 0 && (r.rest[0] == ' ' || r.rest[0] == '"' && (r.pasted || !r.quoted(0))) {
		r.skip(1)
	}
}

// skip takes n runes, at least one, off the front.
func (r *reader) skip(n int) {
	r.before, r.rest = r.rest[n-1], r.rest[n:]
}

// quoted reports whether a phrase begins at i: a quotation mark that is closed,
// with something between, and the closing mark at a word's end.
func (r *reader) quoted(i int) bool {
	end := r.closing(i)
	return end > 0 && strings.TrimSpace(string(r.rest[i+1:end])) != ""
}

// closing returns the index of the mark that closes the one at i, or 0.
func (r *reader) closing(i int) int {
	if i >= len(r.rest) || r.rest[i] != '"' {
		return 0
	}
	n := slices.Index(r.rest[i+1:], '"')
	if n < 0 {
		return 0
	}
	end := i + 1 + n
	if end+1 < len(r.rest) && r.rest[end+1] != ' ' && !unicode.IsPunct(r.rest[end+1]) {
		return 0
	}
	return end
}

// item takes one word, phrase, exclusion or filter.
func (r *reader) item() {
	if r.rest[0] == '"' {
		r.add(&r.q.Phrases, r.quote(0), 2)
		return
	}
	if r.rest[0] == '-' && r.before == ' ' && !r.pasted {
		for len(r.rest) > 0 && r.rest[0] == '-' {
			r.skip(1)
		}
		if r.quoted(0) {
			r.exclude(strings.TrimLeft(r.quote(0), "- "))
		} else if len(r.rest) > 0 && r.rest[0] != ' ' && r.rest[0] != '"' {
			r.exclude(r.word())
		}
		return
	}
	word := r.word()
	key, value, ok := strings.Cut(word, ":")
	if ok && value == "" && r.quoted(0) {
		value = r.quote(0)
		if !r.filter(strings.ToLower(key), value) {
			for _, w := range append([]string{key}, strings.Fields(value)...) {
				r.plain(w)
			}
		}
		return
	}
	if !ok || value == "" || !r.filter(strings.ToLower(key), value) {
		r.plain(word)
	}
}

// exclude adds what must not be found; a dash right behind a closed phrase, as in
// „Model C“-Schulen, excludes nothing. A single word with a dash behind it, as
// in "-LRB-", is an aside and no exclusion.
func (r *reader) exclude(s string) {
	switch {
	case strings.Contains(s, " "):
		r.add(&r.q.Without, s, 3)
	case strings.HasSuffix(s, "-"):
		r.plain(s)
	default:
		r.add(&r.q.Without, s, 1)
	}
}

// plain adds a word, unless it would be read as something else next time.
func (r *reader) plain(w string) {
	if w = strings.TrimLeft(w, "-"); w == "" {
		return
	}
	if key, value, ok := strings.Cut(w, ":"); ok && value != "" {
		var probe reader
		if probe.filter(strings.ToLower(key), value) {
			return
		}
	}
	r.add(&r.q.Words, w, 0)
}

// word takes what stands before the next space or quotation mark.
func (r *reader) word() string {
	n := slices.IndexFunc(r.rest, func(c rune) bool { return c == ' ' || c == '"' })
	if n < 0 {
		n = len(r.rest)
	}
	w := string(r.rest[:n])
	if n > 0 {
		r.skip(n)
	}
	return w
}

// quote takes the phrase that begins at i, its white space folded.
func (r *reader) quote(i int) string {
	end := r.closing(i)
	p := strings.Join(strings.Fields(string(r.rest[i+1:end])), " ")
	r.skip(end + 1)
	return p
}

// add appends s to list if the bounds allow it; marks is how many runes its
// canonical form has beyond s itself.
func (r *reader) add(list *[]string, s string, marks int) {
	runes := utf8.RuneCountInString(s) + marks + 1
	terms := len(strings.Fields(s))
	if terms == 0 || r.runes+runes > r.limit+1 {
		return
	}
	if list == &r.q.Words {
		terms = 0
	} else if r.terms+terms > MaxTerms {
		return
	}
	r.runes, r.terms = r.runes+runes, r.terms+terms
	*list = append(*list, s)
}

// filter sets the filter key to value; false means that it is none.
func (r *reader) filter(key, value string) bool {
	next := r.q.Filters.clone()
	if !next.set(key, value) {
		return false
	}
	added := utf8.RuneCountInString(next.String()) - utf8.RuneCountInString(r.q.Filters.String()) + 1
	if r.runes+added <= r.limit+1 {
		r.runes += added
		r.q.Filters = next
	}
	return true
}

func (f Filters) clone() Filters {
	f.Source, f.Topic = slices.Clone(f.Source), slices.Clone(f.Topic)
	f.Kind, f.Stance = slices.Clone(f.Kind), slices.Clone(f.Stance)
	f.Lang, f.Country = slices.Clone(f.Lang), slices.Clone(f.Country)
	return f
}

// set adds value to the filter key; of after and before the last one counts.
func (f *Filters) set(key, value string) bool {
	switch key {
	case "source":
		f.Source = addOnce(f.Source, value)
	case "topic":
		f.Topic = addOnce(f.Topic, strings.ToLower(value))
	case "kind":
		k := corpus.Kind(strings.ToLower(value))
		if !slices.Contains(corpus.Kinds, k) {
			return false
		}
		f.Kind = addOnce(f.Kind, k)
	case "stance":
		s := corpus.Stance(strings.ToLower(value))
		if !slices.Contains(corpus.Stances, s) {
			return false
		}
		f.Stance = addOnce(f.Stance, s)
	case "lang":
		tag, err := language.Parse(value)
		if err != nil {
			return false
		}
		f.Lang = addOnce(f.Lang, tag.String())
	case "country":
		c := country(value)
		if c == "" {
			return false
		}
		f.Country = addOnce(f.Country, c)
	case "after", "before":
		d, err := corpus.ParseDate(value)
		if err != nil {
			return false
		}
		if key == "after" {
			f.After = d
		} else {
			f.Before = d
		}
	default:
		return false
	}
	return true
}

func addOnce[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// country returns the two-letter code for a code of two or three letters, ""
// for anything else. UK is read as GB; EU and XK are let through, as articles
// may carry them.
func country(code string) string {
	up := strings.ToUpper(code)
	switch {
	case up == "EU" || up == "XK":
		return up
	case len(up) != 2 && len(up) != 3 || strings.Trim(up, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
		return ""
	}
	region, err := language.ParseRegion(up)
	if err != nil || !region.Canonicalize().IsCountry() {
		return ""
	}
	return region.Canonicalize().String()
}

// String returns the canonical form: words, phrases, exclusions, filters.
// Parse of it gives q again, if q came from Parse.
func (q Query) String() string {
	var items []string
	items = append(items, q.Words...)
	for _, p := range q.Phrases {
		items = append(items, `"`+p+`"`)
	}
	for _, w := range q.Without {
		items = append(items, "-"+quoteSpaced(w))
	}
	if f := q.Filters.String(); f != "" {
		items = append(items, f)
	}
	return strings.Join(items, " ")
}

// String returns the filters as they are typed, in a fixed order, "" for none.
func (f Filters) String() string {
	var items []string
	put := func(key, value string) {
		if value != "" {
			items = append(items, key+":"+quoteSpaced(value))
		}
	}
	for _, v := range f.Source {
		put("source", v)
	}
	for _, v := range f.Kind {
		put("kind", string(v))
	}
	for _, v := range f.Stance {
		put("stance", string(v))
	}
	for _, v := range f.Lang {
		put("lang", v)
	}
	for _, v := range f.Country {
		put("country", v)
	}
	for _, v := range f.Topic {
		put("topic", v)
	}
	put("after", f.After.String())
	put("before", f.Before.String())
	return strings.Join(items, " ")
}

func quoteSpaced(s string) string {
	if strings.Contains(s, " ") {
		return `"` + s + `"`
	}
	return s
}

// IsZero reports whether f lets everything through.
func (f Filters) IsZero() bool { return f.String() == "" }

// IsEmpty reports whether q asks for nothing: no word, no phrase, no filter.
func (q Query) IsEmpty() bool {
	return len(q.Words) == 0 && len(q.Phrases) == 0 && len(q.Without) == 0 && q.Filters.IsZero()
}

// Text returns what is to be found, words then phrases, without the operators.
func (q Query) Text() string {
	return strings.Join(append(slices.Clone(q.Words), q.Phrases...), " ")
}
