package discord

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
)

const self = discordtest.Application

// said is a message of a person in a server, or with guild "" to the bot alone.
func said(id int, guild, text string, more ...string) string {
	in := ""
	if guild != "" {
		in = `"guild_id":"` + guild + `",`
	}
	return fmt.Sprintf(`{"id":"%d","type":0,%s"channel_id":"55","author":{"id":"77","username":"ann"},"content":%q,"mentions":[]%s}`, id, in, text, strings.Join(more, ""))
}

func TestDecodeMention(t *testing.T) {
	named := "<@" + self + "> why?"
	for _, tt := range []struct{ name, raw, question string }{
		{"named", said(1, "9", named), "why?"},
		{"named in the old way", said(1, "9", "hey <@!"+self+">, why?"), "hey , why?"},
		{"a reply", strings.Replace(said(1, "9", named), `"type":0`, `"type":19`, 1), "why?"},
		{"to the bot alone", said(1, "", "why?"), "why?"},
		{"white space", said(1, "9", named+"\n\n and  how?"), "why? and how?"},

		{"not named", said(1, "9", "why?"), ""},
		{"another named", said(1, "9", "<@123> why?"), ""},
		{"named, and no more", said(1, "9", "<@"+self+">"), ""},
		{"by a program", strings.Replace(said(1, "9", named), `"username"`, `"bot":true,"username"`, 1), ""},
		{"by a webhook", said(1, "9", named, `,"webhook_id":"3"`), ""},
		{"by itself", strings.Replace(said(1, "9", named), `"77"`, `"`+self+`"`, 1), ""},
		{"by Discord", strings.Replace(said(1, "9", named), `"type":0`, `"type":7`, 1), ""},
		{"no author", `{"id":"1","channel_id":"5","content":"<@` + self + `> why?"}`, ""},
		{"no channel", `{"id":"1","author":{"id":"7"},"content":"<@` + self + `> why?"}`, ""},
		{"a channel that is a path", `{"id":"1","channel_id":"../5","author":{"id":"7"},"content":"<@` + self + `> why?"}`, ""},
		{"null", `null`, ""},
	} {
		q, ok := decodeMention([]byte(tt.raw), self)
		if ok != (tt.question != "") || q.Options["question"] != tt.question {
			t.Errorf("%s: %v, %q; want %q", tt.name, ok, q.Options["question"], tt.question)
		}
	}
	if _, ok := decodeMention([]byte(said(1, "", "why?")), ""); ok {
		t.Error("a message to nobody")
	}
}

func TestMention(t *testing.T) {
	private := words("for you")
	private.Private = true
	var handled atomic.Int32
	handle := func(_ context.Context, r bot.Request) (bot.Reply, error) {
		handled.Add(1)
		switch r.Options["question"] {
		case "private":
			return private, nil
		case "panic":
			panic("x")
		}
		return words("hello"), nil
	}
	dispatching(t, DispatcherConfig{Handler: scripted{handle, bot.Deferral{}}, Limits: Limits{User: Rate{4, time.Minute}}}, func(t *testing.T, s *discordtest.Server, d *Dispatcher) {
		rest, err := NewREST(RESTConfig{URL: s.URL(), Token: discordtest.BotToken, Transport: s.Direct()})
		if err != nil {
			t.Fatal(err)
		}
		d.REST = rest
		var calls atomic.Int32
		s.Fault = func(*http.Request) *discordtest.Fault {
			if calls.Add(1) == 1 {
				return &discordtest.Fault{After: time.Minute} // done, but the answer is late
			}
			return nil
		}
		put := func(id int, guild, text string) {
			d.Message([]byte(said(id, guild, "<@"+self+"> "+text)), self)
			time.Sleep(time.Minute)
		}
		put(1, "9", "why?")
		put(1, "9", "why?")
		put(2, "9", "private")
		put(3, "", "private")
		put(4, "9", "panic")
		posts := s.Posts()
		if len(posts) != 2 || handled.Load() != 4 {
			t.Fatalf("%d messages, handled %d times; want 2 and 4: %+v", len(posts), handled.Load(), posts)
		}
		if p := posts[0]; p.Channel != "55" || p.ReplyTo != "1" || !strings.Contains(string(p.Message), "hello") {
			t.Errorf("the first message: %+v", p)
		}
		if p := posts[1]; p.ReplyTo != "3" || !strings.Contains(string(p.Message), "for you") {
			t.Errorf("the second message: %+v", p)
		}
		for id := range 20 {
			d.Message([]byte(said(100+id, "9", "<@"+self+"> why?")), self)
		}
		time.Sleep(time.Minute)
		if n := len(s.Posts()) - len(posts); n != 4 {
			t.Errorf("%d answers to 20 questions at once, want 4", n)
		}
	})
}

// The gateway takes messages only where it is told to, and tells who the bot is.
func TestGatewayMentions(t *testing.T) {
	got := make(chan string, 10)
	for _, on := range []bool{false, true} {
		change := func(_ *discordtest.Server, c *GatewayConfig) {
			if on {
				c.Message = func(raw []byte, self string) { got <- self + " " + string(raw) }
			}
		}
		running(t, nil, change, func(t *testing.T, r *gatewayRun) {
			time.Sleep(5 * time.Second)
			r.s.Deliver("MESSAGE_CREATE", []byte(`{"id":"1"}`))
			time.Sleep(time.Second)
			if n := len(got); on != (n == 1) {
				t.Fatalf("mentions %v: %d messages", on, n)
			}
		})
	}
	if m := <-got; m != self+` {"id":"1"}` {
		t.Errorf("got %s", m)
	}
}

// Whatever a message holds, a question comes out of it in one line, addressed by
// ids alone.
func FuzzDecodeMention(f *testing.F) {
	f.Add([]byte(said(1, "9", "<@"+self+"> why?")))
	f.Add([]byte(said(1, "", "why?")))
	f.Add([]byte(`{"content":{},"author":[],"id":1}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		q, ok := decodeMention(raw, self)
		if !ok {
			return
		}
		text := q.Options["question"]
		if text == "" || strings.ContainsAny(text, "\n\r") || strings.Trim(q.channel+q.ID+q.User+q.Guild, "0123456789") != "" || q.User == self {
			t.Errorf("%q became %+v", raw, q)
		}
	})
}
