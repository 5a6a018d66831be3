package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"cleannet/bot"
)

// A mention is a message that puts a question to the bot: one in a server that
// names it, or any that is sent to it alone.
type mention struct {
	bot.Request
	channel string // where the answer goes
}

// Types of messages that people write: a plain one and a reply.
const (
	messagePlain = 0
	messageReply = 19
)

// decodeMention reads a MESSAGE_CREATE event. It returns false for what is no
// question to the bot, whose user id is self: messages of programs, of Discord
// itself, and those that do not name the bot in their text.
func decodeMention(raw []byte, self string) (mention, bool) {
	m := object(raw)
	author := object(m["author"])
	kind, _ := number(m["type"])
	if isBot, _ := scalar(author["bot"]); isBot == "true" || m["webhook_id"] != nil || kind != messagePlain && kind != messageReply {
		return mention{}, false
	}
	q := mention{channel: snowflake(m["channel_id"])}
	q.ID, q.User, q.Guild = snowflake(m["id"]), snowflake(author["id"]), snowflake(m["guild_id"])
	if q.ID == "" || q.User == "" || q.channel == "" || self == "" || q.User == self {
		return mention{}, false
	}
	text := str(m["content"])
	named := false
	for _, form := range []string{"<@" + self + ">", "<@!" + self + ">"} {
		named = named || strings.Contains(text, form)
		text = strings.ReplaceAll(text, form, " ")
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || q.Guild != "" && !named {
		return mention{}, false
	}
	q.Kind, q.Name, q.Options = bot.Command, "ask", map[string]string{"question": text}
	q.Place, q.Installed.Guild = bot.BotDM, false
	if q.Guild != "" {
		q.Place, q.Installed.Guild = bot.Guild, true
	}
	return q, true
}

// Message takes the data of a MESSAGE_CREATE event and answers a question to the
// bot with a message below it. It does not wait. Who asks too often, or while
// there is too much to do, gets no answer: a sentence for each would make it
// worse. In a server whose answers are private there is none either, since a
// message cannot be.
func (d *Dispatcher) Message(raw []byte, self string) {
	q, ok := decodeMention(raw, self)
	if !ok {
		return
	}
	in := Interaction{Request: q.Request}
	j := &job{in: in, came: time.Now(), via: "mention"}
	if d.recent.seen(q.ID) {
		d.Metrics.refuse("duplicate")
		return
	}
	if d.limiter.allow(q.Request, j.came) != allowed || !d.start(func() { d.answerMention(j, q) }) {
		d.Metrics.refuse("limited")
	}
}

// answerMention answers one question by a message.
func (d *Dispatcher) answerMention(j *job, q mention) {
	limit := time.NewTimer(handleLimit)
	defer limit.Stop()
	if !d.slot(limit.C) {
		d.finish(j, nil, "busy")
		return
	}
	ctx, cancel := context.WithTimeout(d.work, handleLimit)
	defer cancel()
	reply, outcome := d.reply(j, d.awaitLate(ctx, j, d.handle(ctx, j)))
	if reply.Private && q.Guild != "" {
		d.finish(j, nil, "private")
		return
	}
	d.finish(j, d.post(q, reply), outcome)
}

// A reference makes a message a reply to another, which may be gone by then.
type reference struct {
	Message string `json:"message_id"`
	Strict  bool   `json:"fail_if_not_exists"`
}

// post sends the reply below the question. Discord takes a message with the same
// nonce once, so that it can be tried again.
func (d *Dispatcher) post(q mention, reply bot.Reply) error {
	if reply.Modal != nil || reply.Delete || len(reply.Files) > 0 {
		return errors.New("answer a mention: the reply is no plain message")
	}
	if err := check(reply); err != nil {
		return err
	}
	body, err := json.Marshal(struct {
		message
		Reference reference `json:"message_reference"`
		Nonce     string    `json:"nonce"`
		Once      bool      `json:"enforce_nonce"`
	}{newMessage(reply), reference{Message: q.ID}, q.ID, true})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(d.work, lateLimit)
	defer cancel()
	return d.REST.post(ctx, q.channel, body)
}

// post sends a message to a channel, in the bot's name.
func (c *REST) post(ctx context.Context, channel string, body []byte) error {
	return c.do(ctx, restCall{
		op: "send message", label: "message", method: http.MethodPost, path: []string{"channels", channel, "messages"},
		contentType: "application/json", body: body, timeout: maxTry, asBot: true,
	})
}
