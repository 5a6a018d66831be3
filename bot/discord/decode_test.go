package discord

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cleannet/bot"
)

const (
	head = `"id":"11","application_id":"22","token":"tok","version":1`
	from = `"guild_id":"33","member":{"user":{"id":"44"},"permissions":"32"},"locale":"ko","guild_locale":"en-US","context":0,"authorizing_integration_owners":{"0":"33","1":"44"}`
)

func TestDecode(t *testing.T) {
	in := func(change func(*Interaction)) Interaction {
		i := Interaction{Application: "22", Token: "tok"}
		i.ID = "11"
		change(&i)
		return i
	}
	member := func(r *bot.Request) {
		r.Guild, r.User, r.Permissions, r.Locale, r.GuildLocale = "33", "44", 32, "ko", "en-US"
		r.Installed = bot.Installation{Guild: true, User: true}
	}
	for _, tt := range []struct {
		name, raw string
		want      Interaction
	}{
		{"ping", `{"type":1}`, Interaction{Ping: true}},
		{"command", `{` + head + `,` + from + `,"type":2,"attachment_size_limit":524288,"data":{"id":"5","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"who \ud800?"},{"name":"private","type":5,"value":true},{"name":"n","value":3},{"name":"null","value":null},null,7]}}`,
			in(func(i *Interaction) {
				member(&i.Request)
				i.Kind, i.Name, i.AttachmentLimit = bot.Command, "ask", 524288
				i.Options = map[string]string{"question": "who \uFFFD?", "private": "true", "n": "3"}
			})},
		{"direct message", `{` + head + `,"type":2,"user":{"id":"44"},"context":1,"authorizing_integration_owners":{"0":"0"},"data":{"name":"about","type":1}}`,
			in(func(i *Interaction) {
				i.Kind, i.Name, i.User, i.Place, i.Options = bot.Command, "about", "44", bot.BotDM, map[string]string{}
			})},
		{"group, installed by the person", `{` + head + `,"type":2,"user":{"id":"44"},"context":2,"authorizing_integration_owners":{"1":"44"},"data":{"name":"about"}}`,
			in(func(i *Interaction) {
				i.Kind, i.Name, i.User, i.Place, i.Options = bot.Command, "about", "44", bot.PrivateChannel, map[string]string{}
				i.Installed.User = true
			})},
		{"autocomplete", `{` + head + `,"type":4,"data":{"name":"sources","type":1,"options":[{"name":"name","type":3,"value":"hank","focused":true}]}}`,
			in(func(i *Interaction) {
				i.Kind, i.Name, i.Place, i.Focused = bot.Autocomplete, "sources", bot.BotDM, "name"
				i.Options = map[string]string{"name": "hank"}
			})},
		{"message command, unknown components", `{` + head + `,"type":2,"data":{"name":"Find sources","type":3,"target_id":"77","resolved":{"messages":{"77":{"id":"77","content":"LG U+","author":{"id":"88"},"components":[{"type":999,"x":null}]}}}}}`,
			in(func(i *Interaction) {
				i.Kind, i.Name, i.Place, i.Options = bot.MessageCommand, "Find sources", bot.BotDM, map[string]string{}
				i.Target = &bot.Message{ID: "77", Author: "88", Text: "LG U+"}
			})},
		{"click by another", `{` + head + `,` + from + `,"type":3,"message":{"id":"9","interaction_metadata":{"user":{"id":"55"}}},"data":{"custom_id":"abc","component_type":2}}`,
			in(func(i *Interaction) {
				member(&i.Request)
				i.Kind, i.CustomID, i.Owner = bot.Click, "abc", "55"
			})},
		{"select", `{` + head + `,"type":3,"data":{"custom_id":"abc","component_type":3,"values":["x",null,5]}}`,
			in(func(i *Interaction) {
				i.Kind, i.CustomID, i.Place, i.Values = bot.Click, "abc", bot.BotDM, []string{"x"}
			})},
		{"form in labels and rows", `{` + head + `,"type":5,"data":{"custom_id":"m","components":[{"type":18,"component":{"type":4,"custom_id":"a","value":"one"}},{"type":1,"components":[{"type":4,"custom_id":"b","value":"two"}]},{"type":18,"component":{"type":3,"custom_id":"c","values":["x"]}}]}}`,
			in(func(i *Interaction) {
				i.Kind, i.CustomID, i.Place = bot.Submit, "m", bot.BotDM
				i.Fields = map[string]string{"a": "one", "b": "two", "c": "x"}
			})},
		{"wrong types everywhere", `{` + head + `,"type":2,"data":"x","member":7,"user":[],"guild_id":5,"message":"m","context":"0","authorizing_integration_owners":3,"locale":{}}`,
			in(func(i *Interaction) {
				i.Kind, i.Place, i.Options = bot.Command, bot.BotDM, map[string]string{}
			})},
		{"ids that are none, rights that are none", `{` + head + `,"type":2,"guild_id":"../x","member":{"user":{"id":"4 4"},"permissions":"-1"},"data":null}`,
			in(func(i *Interaction) {
				i.Kind, i.Place, i.Options = bot.Command, bot.BotDM, map[string]string{}
			})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Decode([]byte(tt.raw))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, raw := range []string{
		``, `null`, `[]`, `"x"`, `{`, `{}`, `{"type":0}`, `{"type":6}`, `{"type":"2"}`, `{"type":2}`,
		`{"type":2,"id":"1","application_id":"2"}`, `{"type":2,"id":1,"application_id":"2","token":"t"}`,
		`{"type":2,"id":"1x","application_id":"2","token":"t"}`,
		`{"type":2,"id":"111111111111111111111","application_id":"2","token":"t"}`,
		`{"type":2,"id":"1","application_id":"2","token":"` + strings.Repeat("t", 1001) + `"}`,
	} {
		if in, err := Decode([]byte(raw)); err == nil {
			t.Errorf("Decode(%.40s) = %+v, want an error", raw, in)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{` + head + `,` + from + `,"type":2,"data":{"name":"ask","options":[{"name":"question","value":"x"}]}}`)
	f.Add(`{` + head + `,"type":5,"data":{"custom_id":"m","components":[{"component":{"custom_id":"a","value":"\udfff"}}]}}`)
	f.Fuzz(func(t *testing.T, raw string) {
		in, err := Decode([]byte(raw))
		if err != nil || in.Ping {
			return
		}
		texts := []string{in.ID, in.Name, in.CustomID, in.User, in.Guild, in.Owner, in.Token, in.Locale}
		for k, v := range in.Options {
			texts = append(texts, k, v)
		}
		for k, v := range in.Fields {
			texts = append(texts, k, v)
		}
		for _, s := range texts {
			if !utf8.ValidString(s) {
				t.Errorf("Decode(%q) holds %q, which is not UTF-8", raw, s)
			}
		}
		if in.Kind < bot.Command || in.Kind > bot.Submit {
			t.Errorf("Decode(%q) has kind %d", raw, in.Kind)
		}
	})
}
