package bot

import (
	"context"
	"encoding/hex"
	"errors"

	"cleannet/index/query"
)

// updates reports whether a click changes the message that it came from. Only a
// page turned by who asked does: a click by another person is answered to that
// person alone, and what a button opens is a message of its own.
func (c *call) updates(cur cursor) bool {
	switch cur.op {
	case opSearch, opKept, opSources, opTimeline:
		return c.owns()
	case opPassage, opSource:
		return c.owns() && cur.page > 0
	case opDismiss:
		return c.mayDismiss()
	}
	return false
}

// click answers a press of a button.
func (c *call) click(ctx context.Context) (Reply, error) {
	cur, err := c.seal.open(c.r.CustomID)
	switch {
	case errors.Is(err, errOld):
		return Reply{}, sorry("error.old")
	case err != nil:
		return Reply{}, sorry("error.forged")
	}
	update := c.updates(cur)
	switch cur.op {
	case opPassage:
		return c.passage(cur, update)
	case opSearch:
		order, text := orderOf(cur.data)
		return c.results(ctx, query.Parse(text), order, cur.page, update)
	case opKept:
		return c.kept(cur, update)
	case opAsk:
		return c.answer(ctx, cur.data)
	case opTopic:
		return c.library(query.Filters{Topic: []string{cur.data}}, 0, false)
	case opSources:
		return c.library(query.Parse(cur.data).Filters, cur.page, update)
	case opSource:
		return c.chosenSource(cur, update)
	case opCite:
		return c.cite(cur)
	case opTimeline:
		return c.timelinePage(ctx, query.Parse(cur.data), cur.page, update)
	case opDismiss:
		return c.dismiss()
	case opHelpful, opUnhelpful:
		return c.vote(ctx, cur)
	}
	return Reply{}, sorry("error.forged")
}

// chosenSource shows the source that a button names or that was chosen in a
// select. A chosen value is anybody's text: it counts if it names an article.
func (c *call) chosenSource(cur cursor, update bool) (Reply, error) {
	packed := cur.data
	if packed == "" {
		if len(c.r.Values) != 1 {
			return Reply{}, sorry("error.forged")
		}
		b, err := hex.DecodeString(c.r.Values[0])
		if err != nil {
			return Reply{}, sorry("error.forged")
		}
		packed = string(b)
	}
	a, err := c.byKey(packed)
	if err != nil {
		return Reply{}, err
	}
	return c.source(a, cur.page, update), nil
}

// dismissRow offers to remove a message that others see too.
func (c *call) dismissRow(k *card) {
	if c.private {
		return
	}
	if b, ok := c.button(k, Secondary, c.l.say("button.dismiss"), cursor{op: opDismiss}); ok {
		k.row(b)
	}
}

// mayDismiss reports whether a person may remove the message: who asked, and who
// may remove any message there.
func (c *call) mayDismiss() bool {
	return c.owns() || c.r.Place == Guild && c.r.Permissions&(manageMessages|administrator) != 0
}

func (c *call) dismiss() (Reply, error) {
	if !c.mayDismiss() {
		return Reply{}, sorry("error.dismiss")
	}
	return Reply{Delete: true, Outcome: "dismissed"}, nil
}

// submit answers a filled-in form.
func (c *call) submit(ctx context.Context) (Reply, error) {
	cur, err := c.seal.open(c.r.CustomID)
	switch {
	case errors.Is(err, errOld):
		return Reply{}, sorry("error.old")
	case err != nil:
		return Reply{}, sorry("error.forged")
	}
	switch cur.op {
	case opQuestion:
		return c.answer(ctx, c.r.Fields[fieldQuestion])
	case opReason:
		return c.reason(ctx, cur)
	}
	return Reply{}, sorry("error.forged")
}
