package entity

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Load reads a table. Its form is plain text, one record an entity, parted by
// blank lines; a line that begins with # is a comment. A record's lines are
//
//	id: kt                      lower-case words joined by hyphens
//	name: KT                    canonical, in English; a name to find as well
//	kind: company
//	code: KR                    countries alone
//	note: One line about it.
//	source: id-of-an-article
//	also: 케이티 | Korea Telecom   names in any case; may be repeated
//	exact: KT | US               names in this case alone; may be repeated
//	also: Korea ; only with Seoul, Washington
//	also: clean network ; unless docker, prune
//	never: Clean                 looks like a name but is none of any entity
//
// A condition is for the names of its line; any one of its words decides. The
// table is refused for an unknown or missing line, an id or name that is used
// twice without a condition that tells its owners apart, and a source for which
// known returns false. All faults are reported at once, each as
// "file:line: fault".
func Load(file string, data []byte, known func(source string) bool) (*Table, error) {
	t, err := parse(file, data)
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, e := range t.entities {
		if !known(e.Source) {
			errs = append(errs, fmt.Errorf("%s:%d: entity %s: no source %q", file, t.line[e.ID], e.ID, e.Source))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return t, nil
}

// maxName bounds a name, in runes; the longest official title has 80.
const maxName = 120

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// A loader gathers records and faults.
type loader struct {
	file  string
	line  int
	t     *Table
	e     *Entity // the record being read, nil between records
	begin int     // its first line
	names []spelling
	never map[string]int    // folded -> line
	codes map[string]string // of countries -> id
	errs  []error
}

// A spelling is a name as its line gives it.
type spelling struct {
	text string
	form []rune // folded
	name
}

func parse(file string, data []byte) (*Table, error) {
	l := &loader{file: file, never: map[string]int{}, codes: map[string]string{},
		t: &Table{byID: map[string]*Entity{}, line: map[string]int{},
			names: dictionary{names: map[string][]name{}}}}
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		l.line++
		line := strings.TrimSpace(sc.Text())
		switch {
		case line == "":
			l.finish()
		case line[0] != '#':
			l.read(line)
		}
	}
	l.finish()
	if err := sc.Err(); err != nil {
		l.fault("%v", err)
	}
	l.build()
	if len(l.errs) > 0 {
		return nil, errors.Join(l.errs...)
	}
	return l.t, nil
}

func (l *loader) fault(format string, args ...any) { l.faultAt(l.line, format, args...) }

func (l *loader) faultAt(line int, format string, args ...any) {
	l.errs = append(l.errs, fmt.Errorf("%s:%d: %s", l.file, line, fmt.Sprintf(format, args...)))
}

// read takes one line of a record.
func (l *loader) read(line string) {
	if l.e == nil {
		l.e, l.begin = &Entity{}, l.line
	}
	key, value, ok := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	if !ok || value == "" {
		l.fault("want \"key: value\"")
		return
	}
	field := map[string]*string{"id": &l.e.ID, "name": &l.e.Name, "code": &l.e.Code, "note": &l.e.Note,
		"source": &l.e.Source, "kind": (*string)(&l.e.Kind)}[key]
	switch {
	case field != nil && *field != "":
		l.fault("second %q in one record", key)
	case field != nil:
		*field = value
	case key == "also", key == "exact":
		l.readNames(value, key == "exact")
	case key == "never":
		for _, s := range strings.Split(value, "|") {
			l.never[string(foldText(strings.TrimSpace(s)).runes)] = l.line
		}
	default:
		l.fault("unknown key %q", key)
	}
}

// readNames takes names parted by bars, and the condition after a semicolon.
func (l *loader) readNames(value string, exact bool) {
	value, condition, conditional := strings.Cut(value, " ; ")
	n := name{entity: l.e, line: l.line}
	if conditional {
		with, isWith := strings.CutPrefix(condition, "only with ")
		unless, isUnless := strings.CutPrefix(condition, "unless ")
		switch {
		case isWith:
			n.with = foldList(with)
		case isUnless:
			n.unless = foldList(unless)
		default:
			l.fault("want \"only with\" or \"unless\", not %q", condition)
		}
	}
	for s := range strings.SplitSeq(value, "|") {
		s = strings.TrimSpace(s)
		l.e.Aliases = append(l.e.Aliases, s)
		f := foldText(s)
		if n.exact = nil; exact {
			n.exact = f.cased
		}
		l.names = append(l.names, spelling{s, f.runes, n})
	}
}

func foldList(s string) []string {
	var words []string
	for w := range strings.SplitSeq(s, ",") {
		if f := string(foldText(strings.TrimSpace(w)).runes); f != "" {
			words = append(words, f)
		}
	}
	return words
}

// finish closes the record being read, if there is one.
func (l *loader) finish() {
	e := l.e
	if e == nil {
		return
	}
	l.e = nil
	switch {
	case !idForm.MatchString(e.ID):
		l.faultAt(l.begin, "id %q is not lower-case words joined by hyphens", e.ID)
	case l.t.byID[e.ID] != nil:
		l.faultAt(l.begin, "entity %s stands at line %d already", e.ID, l.t.line[e.ID])
	case e.Name == "" || e.Note == "" || e.Source == "":
		l.faultAt(l.begin, "entity %s has no name, note or source", e.ID)
	case !slices.Contains(Kinds, e.Kind):
		l.faultAt(l.begin, "entity %s: unknown kind %q", e.ID, e.Kind)
	case (e.Code != "") != (e.Kind == Country):
		l.faultAt(l.begin, "entity %s: a country, and nothing else, has a code", e.ID)
	case e.Code != "" && l.codes[e.Code] != "":
		l.faultAt(l.begin, "entity %s: the code %s is that of %s", e.ID, e.Code, l.codes[e.Code])
	}
	l.codes[e.Code] = e.ID
	l.t.byID[e.ID] = e
	l.t.line[e.ID] = l.begin
	l.t.entities = append(l.t.entities, e)
	// A line of its own that holds the canonical name says how it matches.
	form := foldText(e.Name).runes
	own := l.names[len(l.names)-len(e.Aliases):]
	if !slices.ContainsFunc(own, func(s spelling) bool { return slices.Equal(s.form, form) }) {
		l.names = append(l.names, spelling{e.Name, form, name{entity: e, line: l.begin}})
	}
}

// build puts the names into the dictionary and refuses those that do not tell their
// owners apart.
func (l *loader) build() {
	for rank := range unconditional + 1 { // names with a condition are tried first
		for i := range l.names {
			if l.names[i].rank() == rank {
				l.enter(&l.names[i])
			}
		}
	}
}

func (l *loader) enter(s *spelling) {
	key := string(s.form)
	switch {
	case len(s.form) == 0 || scriptOf(s.form[0]) == apart || len(s.form) > maxName:
		l.faultAt(s.line, "%q is no name", s.text)
		return
	case l.never[key] != 0:
		l.faultAt(s.line, "line %d says that %q is never a name", l.never[key], s.text)
	}
	for _, o := range l.t.names.insert(s.form, s.name) {
		if clash(&o, &s.name) {
			l.faultAt(s.line, "name %q of %s stands at line %d already (%s)", s.text, s.entity.ID, o.line, o.entity.ID)
		}
	}
	l.t.completions = append(l.t.completions, completion{key, s.text, s.entity, s.text == s.entity.Name})
}

// clash reports whether nothing tells two names of one spelling apart, or one
// makes the condition of the other void.
func clash(a, b *name) bool {
	if a.entity == b.entity && max(a.rank(), b.rank()) == unconditional {
		return true
	}
	return a.rank() == b.rank() && slices.Equal(a.exact, b.exact) && slices.Equal(a.with, b.with)
}

// unconditional is the rank of a name that matches wherever it stands.
const unconditional = 3

// rank orders the names of one spelling: what is most particular comes first.
func (n *name) rank() int {
	switch {
	case n.with != nil:
		return 0
	case n.unless != nil:
		return 1
	case n.exact != nil:
		return 2
	}
	return unconditional
}
