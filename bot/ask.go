package bot

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"cleannet/corpus"
	"cleannet/corpus/passage"
	"cleannet/corpus/topic"
	"cleannet/index"
	"cleannet/index/answer"
)

// What of an answer is shown, in UTF-16 units. Three quotes with their lines of
// small print, the disputes and the headings stay within a message of 4,000.
const (
	maxHeading   = 280
	maxQuote     = 620
	maxClaims    = 10   // of one dispute, those of one value as one
	maxDispute   = 1300 // of one dispute with its links
	maxFollowUps = 3
)

// ask answers /ask.
func (c *call) ask(ctx context.Context) (Reply, error) {
	return c.answer(ctx, c.r.Options["question"])
}

// answer composes the reply to a question.
func (c *call) answer(ctx context.Context, question string) (Reply, error) {
	question = clean(question)
	if question == "" {
		return Reply{}, sorry("error.empty-question")
	}
	a, err := c.Ask(ctx, c.s, question)
	if err != nil {
		return Reply{}, fmt.Errorf("answer: %w", err)
	}
	if a.FollowUps == nil {
		if a.FollowUps, err = answer.FollowUpsBy(ctx, c.s, a, c.isAnswered); err != nil {
			return Reply{}, fmt.Errorf("what to ask next: %w", err)
		}
	}
	if a.Outcome == answer.Declined || len(a.Quotes) == 0 {
		return c.declined(question, a), nil
	}
	k := &card{}
	k.say("### " + cutMarkdown(question, maxHeading))
	k.say(c.l.say(key("outcome." + string(a.Outcome))))
	c.corrections(k, a.Corrections)
	if a.Language != "" || foreign(question) {
		k.say("-# " + c.l.say("in-english"))
	}
	for _, q := range a.Quotes {
		c.quote(k, q)
	}
	c.disputes(k, a)
	c.perspective(k, a)
	c.followUps(k, a.FollowUps)
	c.feedbackRow(k, question, a)
	return Reply{Private: c.private, Body: k.body(), Outcome: string(a.Outcome)}, nil
}

// foreign reports whether a question is in letters that no English word has, also of a
// language that answers do not tell.
func foreign(question string) bool {
	return strings.ContainsFunc(question, func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.In(r, unicode.Latin)
	})
}

// cutMarkdown is inert text within limit units.
func cutMarkdown(s string, limit int) string {
	return markdown([]run{{text: clean(s)}}, limit)
}

// declined says that the sources are silent, and what they speak of nearby. It is
// for the person alone: a refusal helps nobody else.
func (c *call) declined(question string, a answer.Answer) Reply {
	c.show(true)
	k := &card{}
	k.say("### " + cutMarkdown(question, maxHeading))
	reason := key("declined." + string(a.Reason))
	if _, ok := catalogue[reason]; !ok {
		reason = "declined."
	}
	k.say(c.l.say(reason))
	var buttons []Button
	for _, id := range a.Nearby[:min(len(a.Nearby), 5)] {
		if b, ok := c.button(k, Secondary, c.topic(id), cursor{op: opTopic, data: id}); ok {
			buttons = append(buttons, b)
		}
	}
	if len(buttons) > 0 {
		k.say(c.l.say("declined.nearby"))
		k.row(buttons...)
	}
	c.followUps(k, a.FollowUps)
	if c.asksFeedback() && a.Reason != answer.Empty {
		if b, ok := c.button(k, Secondary, c.l.say("button.gap"), cursor{op: opUnhelpful, page: voteGap, data: voteData(nil, question)}); ok {
			k.row(b)
		}
	}
	return Reply{Private: true, Body: k.body(), Outcome: string(answer.Declined)}
}

// corrections tells which words were looked for in another spelling.
func (c *call) corrections(k *card, list []index.Correction) {
	for i, x := range list {
		if i == 4 {
			return
		}
		k.say("-# " + c.l.say("searched-for", "used", cutMarkdown(x.Used, 60), "typed", cutMarkdown(x.Typed, 60)))
	}
}

// quote adds a quote with its attribution and a button to read on.
func (c *call) quote(k *card, q answer.Quote) {
	attribution := c.l.attribution(q.Article, q.Source)
	limit := min(maxQuote, k.left()-width(attribution)-1)
	if limit < 80 {
		return
	}
	marks := emphasis(q)
	text := quoted(q.Article, focus(q.Article, q.Span, marks, limit), marks, limit) + "\n" + attribution
	k.line()
	b, ok := c.button(k, Secondary, c.l.say("button.context"), cursor{op: opPassage, data: c.passageKey(q.Article, q.Passage)})
	if !ok || !k.beside(text, b) {
		k.say(text)
	}
}

// emphasis returns what is bold in a quote: the name, date or number asked for
// where one is known, and otherwise the words that matched. Many candidates are
// none: where every name is bold nothing is.
func emphasis(q answer.Quote) []corpus.Span {
	const few = 3
	if n := len(q.Candidate); n > 0 && n <= few {
		return q.Candidate
	}
	return q.Marks
}

// passageKey returns the packed key of the passage at a span of an article.
func (c *call) passageKey(a *corpus.Article, span corpus.Span) string {
	for _, p := range c.s.Passages(a.ID) {
		if p.Span.Contains(span) || p.Span.Overlaps(span) {
			return packKeys([]passage.Key{p.Key()}, 1)
		}
	}
	return ""
}

// perspective says where the quotes come from one side alone, and offers others.
func (c *call) perspective(k *card, a answer.Answer) {
	if a.OneSided == "" || len(a.Others) == 0 {
		return
	}
	k.line()
	k.say(c.l.say("one-sided", "stance", c.l.say(key("stance."+string(a.OneSided)))))
	var buttons []Button
	for _, s := range a.Others[:min(len(a.Others), 3)] {
		label := c.l.say("button.stance", "stance", c.l.say(key("stance."+string(s))))
		if b, ok := c.searchButton(k, label, clean(a.Question)+" stance:"+string(s)); ok {
			buttons = append(buttons, b)
		}
	}
	k.row(buttons...)
}

// followUps offers what can be asked next. A question that does not fit into a
// button is left out.
func (c *call) followUps(k *card, questions []string) {
	var buttons []Button
	for _, q := range questions {
		if b, ok := c.button(k, Primary, q, cursor{op: opAsk, data: q}); ok && len(buttons) < maxFollowUps && b.Label != "" {
			buttons = append(buttons, b)
		}
	}
	k.row(buttons...)
}

// topic names a topic by its id; the id itself where it is none.
func (c *call) topic(id string) string {
	t, ok := topic.Find(id)
	if !ok {
		return id
	}
	if c.l != english {
		return c.l.say(key("topic." + id))
	}
	return t.Label
}
