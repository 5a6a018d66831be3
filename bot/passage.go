package bot

import (
	"cleannet/corpus"
	"cleannet/corpus/passage"
)

// maxContext is how many passages before and after one are shown at most.
const maxContext = 4

// passage renders a passage in full with around passages on either side, and
// buttons to widen it and to go to its source.
func (c *call) passage(cur cursor, update bool) (Reply, error) {
	keys := unpackKeys(cur.data)
	if len(keys) != 1 {
		return Reply{}, sorry("error.gone")
	}
	p, ok := c.s.Passage(keys[0])
	if !ok {
		return Reply{}, sorry("error.gone")
	}
	around := min(cur.page, maxContext)
	all := c.s.Passages(p.Article.ID)
	first, last := max(p.N-around, 0), min(p.N+around, len(all)-1)
	k := &card{}
	c.sourceHead(k, p.Article)
	k.line()
	c.stretch(k, p.Article, all[first:last+1], p.N)
	k.say("-# " + c.place(first, last, len(all)))
	k.row(c.passageButtons(k, p, around, first > 0 || last < len(all)-1)...)
	return Reply{Private: c.private && !update, Update: update, Body: k.body(), Outcome: "shown"}, nil
}

// place says which passages of an article are shown, numbered from 0.
func (c *call) place(first, last, of int) string {
	k := key("passage.some")
	if first == last {
		k = "passage.one"
	}
	return c.l.say(k, "first", first+1, "last", last+1, "of", of)
}

// stretch shows passages one below the other. The one that was asked for is
// shown whole before the others get room; what is cut says so.
func (c *call) stretch(k *card, a *corpus.Article, list []passage.Passage, asked int) {
	const room = 3000 // leaves place for the head and the line below
	size := make([]int, len(list))
	left := room
	for i, p := range list {
		if p.N == asked {
			size[i] = min(left, 2*width(p.Text())+8)
			left -= size[i]
		}
	}
	for i, p := range list {
		if p.N != asked {
			size[i] = min(left, 2*width(p.Text())+8)
			left -= size[i]
		}
	}
	for i, p := range list {
		if size[i] > 80 {
			k.say(quoted(a, p.Span, nil, min(size[i], k.left()-200)))
		}
	}
}

func (c *call) passageButtons(k *card, p passage.Passage, around int, more bool) []Button {
	var buttons []Button
	if more && around < maxContext {
		b, ok := c.button(k, Primary, c.l.say("button.more"), cursor{op: opPassage, page: around + 1, data: packKeys([]passage.Key{p.Key()}, 1)})
		if ok {
			buttons = append(buttons, b)
		}
	}
	if b, ok := c.button(k, Secondary, c.l.say("button.source"), cursor{op: opSource, data: articleKey(p.Article.ID)}); ok {
		buttons = append(buttons, b)
	}
	address := p.Article.Link(p.Span)
	if safeURL(address, maxLinkURL) == "" {
		address = p.Article.URL
	}
	if b, ok := link(c.l.say("button.open"), address); ok {
		buttons = append(buttons, b)
	}
	return buttons
}
