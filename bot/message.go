package bot

import (
	"context"
	"fmt"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/index/answer"
	"cleannet/index/query"
)

const (
	// maxClaimsChecked is how many sentences of a message are looked up.
	maxClaimsChecked = 4
	// maxMessageRunes bounds how much of a message is read.
	maxMessageRunes = 4000
	// minClaimWords keeps greetings and single words from being looked up.
	minClaimWords = 3
)

// claims returns the sentences of a message that can be looked up, in order.
func claims(text string) []string {
	if r := []rune(text); len(r) > maxMessageRunes {
		text = string(r[:maxMessageRunes])
	}
	text = corpus.Normalise(text)
	var list []string
	for span := range passage.Sentences(text, "en") {
		s := clean(text[span.Start:span.End])
		if q := query.Parse(s); len(q.Words) >= minClaimWords || width(s) >= 12 && len(q.Words) > 0 && !strings.Contains(s, " ") {
			list = append(list, s)
		}
		if len(list) == maxClaimsChecked {
			break
		}
	}
	return list
}

// find answers "Find sources": what the sources say about each sentence of a
// message. It is private: nobody is corrected in public by a machine.
func (c *call) find(ctx context.Context) (Reply, error) {
	c.show(true)
	if c.r.Target == nil || clean(c.r.Target.Text) == "" {
		return Reply{}, sorry("error.no-text")
	}
	list := claims(c.r.Target.Text)
	if len(list) == 0 {
		return Reply{}, sorry("error.no-claim")
	}
	k := &card{}
	k.say("### " + c.l.say("find.title"))
	found := 0
	for _, claim := range list {
		a, err := c.Ask(ctx, c.s, claim)
		if err != nil {
			return Reply{}, fmt.Errorf("find sources: %w", err)
		}
		k.line()
		k.say(c.l.say("find.claim", "claim", cutMarkdown(claim, 200)))
		if a.Outcome == answer.Declined || len(a.Quotes) == 0 {
			k.say(c.l.say("find.nothing"))
			continue
		}
		found++
		k.say("-# " + c.l.say("find.bearing"))
		for _, q := range a.Quotes[:min(len(a.Quotes), max(1, 4/len(list)))] {
			c.foundQuote(k, q)
		}
	}
	k.line()
	k.say("-# " + c.l.say("find.note"))
	outcome := "found"
	if found == 0 {
		outcome = "nothing"
	}
	return Reply{Private: true, Body: k.body(), Outcome: outcome}, nil
}

// foundQuote adds a quote below a claim, shorter than in an answer.
func (c *call) foundQuote(k *card, q answer.Quote) {
	const size = 330
	attribution := c.l.attribution(q.Article, 0)
	limit := min(size, k.left()-width(attribution)-200)
	if limit < 80 {
		return
	}
	text := quoted(q.Article, focus(q.Article, q.Span, q.Marks, limit), q.Marks, limit) + "\n" + attribution
	b, ok := c.button(k, Secondary, c.l.say("button.context"), cursor{op: opPassage, data: c.passageKey(q.Article, q.Passage)})
	if !ok || !k.beside(text, b) {
		k.say(text)
	}
}

// askThis answers "Ask about this" with a form that holds the message's text.
func (c *call) askThis(context.Context) (Reply, error) {
	c.show(true)
	text := ""
	if c.r.Target != nil {
		text = cut(c.r.Target.Text, maxQuestion)
	}
	id, ok := c.seal.seal(cursor{op: opQuestion})
	if !ok {
		return Reply{}, sorry("error.forged")
	}
	return Reply{Outcome: "form", Modal: &Modal{ID: id, Title: c.l.say("askthis.title"), Fields: []Field{{
		ID: fieldQuestion, Label: c.l.say("askthis.label"), Description: c.l.say("askthis.hint"),
		Value: text, Long: true, Required: true, MaxLength: maxQuestion,
	}}}}, nil
}
