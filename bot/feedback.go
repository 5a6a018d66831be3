package bot

import (
	"context"
	"fmt"

	"cleannet/corpus/passage"
	"cleannet/index/answer"
)

// The fields of the forms.
const (
	fieldQuestion = "question"
	fieldReason   = "reason"
	fieldAgree    = "agree"
	agreed        = "yes"
	declinedAgree = "no"
)

// What a vote's button says of the answer, in the cursor's page.
const (
	voteAnswer = iota
	voteGap
)

// maxReason is how long a reason may be, in characters.
const maxReason = 500

// asksFeedback reports whether people are asked what they think of an answer:
// only where the operator takes votes and the server does not object.
func (c *call) asksFeedback() bool { return c.Feedback != nil && !c.set.NoFeedback }

// voteData is what a vote's button knows: the first quote's passage, and the
// question, which is kept only if the person says so in the form.
func voteData(keys []passage.Key, question string) string {
	if len(keys) == 0 {
		keys = []passage.Key{0}
	}
	return packKeys(keys, 1) + question
}

// feedbackRow adds the buttons that close an answer: helpful, not helpful,
// dismiss.
func (c *call) feedbackRow(k *card, question string, a answer.Answer) {
	var buttons []Button
	if c.asksFeedback() {
		data := c.passageKey(a.Quotes[0].Article, a.Quotes[0].Passage) + question
		if _, ok := c.seal.seal(cursor{op: opHelpful, data: data}); !ok {
			data = data[:keyBytes] // the question does not fit: it cannot be sent along
		}
		for _, o := range []op{opHelpful, opUnhelpful} {
			label := key("button.helpful")
			if o == opUnhelpful {
				label = "button.unhelpful"
			}
			if b, ok := c.button(k, Secondary, c.l.say(label), cursor{op: o, page: voteAnswer, data: data}); ok {
				buttons = append(buttons, b)
			}
		}
	}
	if !c.private {
		if b, ok := c.button(k, Secondary, c.l.say("button.dismiss"), cursor{op: opDismiss}); ok {
			buttons = append(buttons, b)
		}
	}
	k.row(buttons...)
}

// vote takes a vote. One that is not helpful first opens a form for the reason.
func (c *call) vote(ctx context.Context, cur cursor) (Reply, error) {
	if !c.asksFeedback() {
		return Reply{}, sorry("error.no-feedback")
	}
	if cur.op == opUnhelpful {
		return c.reasonForm(cur)
	}
	if err := c.add(ctx, cur, Vote{Helpful: true}); err != nil {
		return Reply{}, err
	}
	return c.notice("kept", "feedback.thanks"), nil
}

// reasonForm asks why an answer was not helpful, and whether the question may be
// kept with the reason.
func (c *call) reasonForm(cur cursor) (Reply, error) {
	id, ok := c.seal.seal(cursor{op: opReason, page: cur.page, data: cur.data})
	if !ok {
		return Reply{}, sorry("error.forged")
	}
	m := &Modal{ID: id, Title: c.l.say("feedback.title"), Fields: []Field{{
		ID: fieldReason, Label: c.l.say("feedback.reason"), Description: c.l.say("feedback.hint"),
		Long: true, MaxLength: maxReason,
	}}}
	if len(cur.data) > keyBytes {
		m.Fields = append(m.Fields, Field{
			ID: fieldAgree, Label: c.l.say("feedback.agree"), Value: declinedAgree,
			Options: []SelectOption{
				{Label: c.l.say("feedback.no"), Value: declinedAgree},
				{Label: c.l.say("feedback.yes"), Value: agreed},
			},
		})
	}
	return Reply{Modal: m, Outcome: "form"}, nil
}

// reason takes the form.
func (c *call) reason(ctx context.Context, cur cursor) (Reply, error) {
	if !c.asksFeedback() {
		return Reply{}, sorry("error.no-feedback")
	}
	v := Vote{Reason: cut(c.r.Fields[fieldReason], maxReason), Gap: cur.page == voteGap}
	if c.r.Fields[fieldAgree] == agreed && len(cur.data) > keyBytes {
		v.Question = cur.data[keyBytes:]
	}
	if err := c.add(ctx, cur, v); err != nil {
		return Reply{}, err
	}
	return c.notice("kept", "feedback.thanks"), nil
}

func (c *call) add(ctx context.Context, cur cursor, v Vote) error {
	v.Command = cmdAsk
	v.Day = c.Now().UTC().Format("2006-01-02")
	if keys := unpackKeys(cur.data[:min(len(cur.data), keyBytes)]); len(keys) == 1 {
		if p, ok := c.s.Passage(keys[0]); ok {
			v.Article, v.Passage = p.Article.ID, uint64(keys[0])
		}
	}
	if err := c.Feedback.Add(ctx, v); err != nil {
		return fmt.Errorf("keep feedback: %w", err)
	}
	return nil
}
