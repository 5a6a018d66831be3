package bot

import (
	"cmp"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/topic"
)

// maxChoices is how many lines Discord shows.
const maxChoices = 25

// complete answers an autocomplete: the person's own words first, so that what
// they type is never changed for them, then names that match. Bodies of articles
// are not searched: a list of sentences is no list of names.
func (c *call) complete() Reply {
	c.l = langOf(c.r.Locale)
	typed := cut(c.r.Options[c.r.Focused], maxName)
	k := &chooser{seen: map[string]bool{}}
	if typed != "" {
		k.add(typed, typed)
	}
	switch c.r.Focused {
	case "name", "source":
		c.completeSources(k, typed)
	case "country":
		c.completeCountries(k, typed)
	case "topic":
		c.completeTopics(k, typed, c.r.Name == cmdTimeline)
	case "a", "b":
		c.completeNames(k, typed)
	}
	return Reply{Choices: k.list, Outcome: "choices"}
}

// A chooser gathers choices, each value once.
type chooser struct {
	list []Choice
	seen map[string]bool
}

func (k *chooser) add(name, value string) {
	name, value = cut(name, 100), clean(value)
	id := strings.ToLower(value)
	if name == "" || value == "" || width(value) > 100 || k.seen[id] || len(k.list) == maxChoices {
		return
	}
	k.seen[id] = true
	k.list = append(k.list, Choice{name, value})
}

// completeSources offers articles by title, publisher and date: those whose
// title begins as typed before those that hold all the words somewhere.
func (c *call) completeSources(k *chooser, typed string) {
	type ranked struct {
		a    *corpus.Article
		rank int
	}
	var found []ranked
	low := strings.ToLower(typed)
	for a := range c.s.Corpus().All() {
		title := strings.ToLower(cmp.Or(a.TitleEN, a.Title))
		switch {
		case strings.HasPrefix(title, low) || strings.HasPrefix(strings.ToLower(a.Publisher), low):
			found = append(found, ranked{a, 0})
		case mentions(a, typed):
			found = append(found, ranked{a, 1})
		}
	}
	slices.SortStableFunc(found, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), y.a.Published.Compare(x.a.Published))
	})
	for _, f := range found {
		tail := " · " + cut(f.a.Publisher, 30) + ", " + c.l.date(f.a.Published)
		k.add(cut(cmp.Or(f.a.TitleEN, f.a.Title), 100-width(tail))+tail, f.a.ID)
		if len(k.list) == maxChoices {
			return
		}
	}
}

// completeCountries offers the countries that articles are on, by their names in
// any language of the catalogue, with their code as value.
func (c *call) completeCountries(k *chooser, typed string) {
	low := strings.ToLower(typed)
	for _, code := range c.countries() {
		match := strings.EqualFold(code, typed)
		for l := range languages {
			match = match || strings.HasPrefix(strings.ToLower(l.country(code)), low)
		}
		if match {
			k.add(c.l.country(code), code)
		}
	}
}

// completeTopics offers topics by what people call them; where a timeline is asked
// for, names too.
func (c *call) completeTopics(k *chooser, typed string, names bool) {
	for _, t := range topic.Match(typed) {
		value := t.ID
		if names {
			value = t.Label // a timeline is searched for by words
		}
		k.add(c.topic(t.ID), value)
	}
	if names {
		c.completeNames(k, typed)
	}
}

// completeNames offers people, companies, bodies, countries and programmes.
func (c *call) completeNames(k *chooser, typed string) {
	if c.Names == nil {
		return
	}
	for _, found := range c.Names.Complete(typed, maxChoices) {
		name := found.Entity.Name
		if found.Name != name {
			name = found.Name + " — " + name
		}
		k.add(name, found.Entity.Name)
	}
}
