package bot

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"cleannet/corpus"
)

// about answers /about: how to ask, what the sources cover, how they were made,
// what is kept, and the version.
func (c *call) about(context.Context) (Reply, error) {
	k := &card{}
	k.say("## " + c.l.say("about.title"))
	k.say(c.l.say("about.what"))
	k.line()
	k.say("### " + c.l.say("about.commands") + "\n" + c.commandList())
	k.line()
	k.say("### " + c.l.say("about.sources") + "\n" + c.coverage())
	k.say(c.l.say("about.made"))
	k.line()
	k.say("### " + c.l.say("about.privacy") + "\n" + c.privacy())
	k.say("-# " + c.l.say("about.version", "version", inert(cut(cmp.Or(c.Version, "?"), 60)),
		"generation", c.s.Generation(), "passages", c.s.Len()))
	c.dismissRow(k)
	return Reply{Private: c.private, Body: k.body(), Outcome: "shown"}, nil
}

// commandList lists every command with its description.
func (c *call) commandList() string {
	var b strings.Builder
	for _, spec := range Commands() {
		locale := c.l.code()
		name := "/" + spec.Name.In(locale)
		description := spec.Description.In(locale)
		if spec.Kind == OnMessage {
			name = spec.Name.In(locale)
			description = c.l.say(key("about." + strings.ToLower(strings.ReplaceAll(spec.Name.Default, " ", "-"))))
		}
		b.WriteString("- **" + inert(name) + "** " + inert(description) + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// coverage counts what the sources are.
func (c *call) coverage() string {
	publishers, langs, countries := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var first, last corpus.Date
	var list []*corpus.Article
	digests := 0
	for a := range c.s.Corpus().All() {
		list = append(list, a)
		publishers[a.Publisher] = true
		langs[cmp.Or(a.SourceLang, a.Lang)] = true
		for _, code := range a.Countries {
			countries[code] = true
		}
		if a.Basis == corpus.Digest {
			digests++
		}
		if d := a.Published; !d.IsZero() && (first.IsZero() || d.Compare(first) < 0) {
			first = d
		}
		if a.Published.Compare(last) > 0 {
			last = a.Published
		}
	}
	var names []string
	for _, code := range slices.Sorted(maps.Keys(langs)) {
		names = append(names, c.l.language(code))
	}
	lines := []string{
		"- " + c.l.count("about.articles", len(list), "publishers", len(publishers), "countries", len(countries), "digests", digests),
		"- " + c.l.say("about.views", "counts", c.counts(list)),
		"- " + c.l.say("about.languages", "languages", inert(cut(strings.Join(names, ", "), 200))),
	}
	if !first.IsZero() {
		lines = append(lines, "- "+c.l.say("about.dates", "first", c.l.date(first), "last", c.l.date(last)))
	}
	return strings.Join(lines, "\n")
}

// privacy says what is kept: nothing, unless the operator takes votes.
func (c *call) privacy() string {
	s := c.l.say("about.nothing-kept")
	if c.Feedback != nil {
		s = c.l.say("about.feedback-kept")
	}
	if c.Settings != nil {
		s += " " + c.l.say("about.settings-kept")
	}
	return s
}
