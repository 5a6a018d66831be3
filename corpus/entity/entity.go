// Package entity knows who is who: the people, companies, bodies, countries,
// programmes and places that the sources speak of, and the names that people
// type for them.
//
// The names are data (entities.txt; its form is described at [Load]). A [Table]
// is immutable. A name belongs to one entity, or to several that each say what
// decides between them; loading refuses anything else. [Table.Find] returns
// names that do not overlap, by increasing start, on rune boundaries; of names
// that begin at one place the longest counts. Because each mention carries the
// English name, a question in Korean, Japanese or Chinese reaches texts in
// English; [Glosses] does the same for the common words of such questions.
package entity

import (
	_ "embed"
	"slices"
	"sync"
)

// A Kind says what an entity is.
type Kind string

// The kinds of entities.
const (
	Person    Kind = "person"
	Company   Kind = "company"
	Body      Kind = "body" // a ministry, regulator, alliance, institute, paper
	Country   Kind = "country"
	Programme Kind = "programme" // an initiative, law, standard, service or campaign
	Place     Kind = "place"
)

// Kinds lists every kind in the order in which they are shown.
var Kinds = []Kind{Person, Company, Body, Country, Programme, Place}

// An Entity is someone or something that the sources name.
type Entity struct {
	ID     string // lower-case words joined by hyphens
	Name   string // canonical, in English, unambiguous when shown alone
	Kind   Kind
	Code   string // ISO 3166-1 alpha-2, or XK; countries alone
	Note   string // one line in our own words
	Source string // id of the article that the note rests on
	// Aliases are the other names, as written in the data, in its order.
	Aliases []string
}

//go:embed entities.txt
var builtin []byte

// builtinTable is parsed once; a Table is never written to.
var builtinTable = sync.OnceValues(func() (*Table, error) { return parse("entities.txt", builtin) })

// Builtin returns the table that comes with the program. Its sources are
// articles of the built-in corpus, which a test of package check holds, so that
// it can be used over another corpus too.
func Builtin() (*Table, error) { return builtinTable() }

// A Table finds entities by id and by name. It is safe for concurrent use.
type Table struct {
	entities    []*Entity
	byID        map[string]*Entity
	line        map[string]int // of the record, by id
	names       dictionary
	completions []completion
	searches    sync.Pool // of *search: the memory of Find
}

// Entity returns the entity with that id, or the zero Entity and false. The
// caller must not change its Aliases.
func (t *Table) Entity(id string) (Entity, bool) {
	if e, ok := t.byID[id]; ok {
		return *e, true
	}
	return Entity{}, false
}

// Spellings returns the names and aliases of all entities, in the order of the data.
func (t *Table) Spellings() []string {
	var out []string
	for _, e := range t.All() {
		out = append(append(out, e.Name), e.Aliases...)
	}
	return out
}

// All returns the entities in the order of the data.
func (t *Table) All() []Entity {
	all := make([]Entity, len(t.entities))
	for i, e := range t.entities {
		all[i] = *e
	}
	return all
}

// Aliases returns every name of an entity, the canonical one first, for the
// expansion of queries. It returns nil if there is no such entity.
func (t *Table) Aliases(id string) []string {
	e, ok := t.byID[id]
	if !ok {
		return nil
	}
	return slices.Insert(slices.Clone(e.Aliases), 0, e.Name)
}
