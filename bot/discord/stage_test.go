package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
)

// The people of the conversations, and their rights in a server's channel.
var people = map[string]struct{ id, permissions string }{
	"ann": {"800000000000000001", "2147483648"},
	"bob": {"800000000000000002", "2147483648"},
	"mod": {"800000000000000003", "2147491840"}, // may manage messages
	"adm": {"800000000000000004", "2147483680"}, // may manage the server
	"own": {"800000000000000005", "8"},          // administrator
	"odd": {"800000000000000006", "administrator"},
}

const ourServer = "700000000000000001"

// places are where a conversation happens. "elsewhere" is a server that has not
// installed the bot: the person has.
var places = map[string]map[string]any{
	"server":    {"guild_id": ourServer, "context": 0, "owners": map[string]string{"0": ourServer}},
	"elsewhere": {"guild_id": "700000000000000009", "context": 0, "owners": map[string]string{"1": ""}},
	"dm":        {"context": 1, "owners": map[string]string{"0": "0"}},
	"group":     {"context": 2, "owners": map[string]string{"1": ""}},
}

// issue makes the interaction that a step describes.
func (st *stage) issue(t *testing.T, name, body string) []byte {
	t.Helper()
	f := strings.Fields(name)
	if len(f) != 4 || people[f[1]].id == "" || places[f[2]] == nil {
		t.Fatalf("step %q is not: number person place locale", name)
	}
	who, more := f[1], surroundings(f[1], f[2], f[3])
	verb, rest, _ := strings.Cut(body, " ")
	st.actor, st.owner = who, who
	first, lines, _ := strings.Cut(rest, "\n")
	switch {
	case strings.HasPrefix(verb, "/"):
		command, options, _ := strings.Cut(body, "\n")
		return st.server.Issue(discordtest.Command, command1(t, command[1:], options), more)
	case verb == "type":
		return st.server.Issue(discordtest.Autocomplete, command1(t, first[1:], lines), more)
	case verb == "menu":
		return st.server.Issue(discordtest.Command, menu(t, first, lines), more)
	case verb == "press":
		data := st.click(t, first, nil)
		return st.server.Issue(discordtest.Click, data, more, st.message(t, st.owner))
	case verb == "choose":
		label, line, _ := strings.Cut(first, ": ")
		value := st.control(t, "option "+line)
		data := st.click(t, label, []string{value})
		return st.server.Issue(discordtest.Click, data, more, st.message(t, st.owner))
	case verb == "submit":
		return st.server.Issue(discordtest.Submit, st.form(t, first, lines), more)
	case verb == "raw":
		kind, data, _ := strings.Cut(rest, " ")
		var n int
		if _, err := fmt.Sscan(kind, &n); err != nil {
			t.Fatal(err)
		}
		return st.server.Issue(n, data, more)
	}
	t.Fatalf("step %s: what is %q?", name, verb)
	return nil
}

// surroundings are the fields of an interaction that say who asks, and where.
func surroundings(who, where, locale string) map[string]any {
	p := people[who]
	user := map[string]any{"id": p.id, "username": who, "discriminator": "0", "avatar": nil, "global_name": nil}
	m := map[string]any{"locale": locale, "guild_locale": "en-US", "user": nil}
	owners := map[string]string{}
	for k, v := range places[where] {
		if k != "owners" {
			m[k] = v
			continue
		}
		maps.Copy(owners, v.(map[string]string))
	}
	if _, ok := owners["1"]; ok {
		owners["1"] = p.id
	}
	m["authorizing_integration_owners"] = owners
	if m["guild_id"] != nil {
		m["member"] = map[string]any{
			"user": user, "permissions": p.permissions, "roles": []string{},
			"joined_at": "2024-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0,
		}
		return m
	}
	m["member"], m["user"], m["guild_id"], m["guild_locale"] = nil, user, nil, nil
	if where == "dm" {
		m["channel"] = map[string]any{"id": "710000000000000001", "type": 1}
	}
	return m
}

// command1 is the data of a command with "name: value" lines; the type of each
// value is that of the table of commands, and a string where the table has none.
func command1(t *testing.T, name, lines string) string {
	t.Helper()
	types := map[string]bot.OptionType{}
	for _, c := range bot.Commands() {
		if c.Name.Default == name {
			for _, o := range c.Options {
				types[o.Name.Default] = o.Type
			}
		}
	}
	options := []map[string]any{}
	for key, value := range pairs(lines) {
		key, focused := strings.CutSuffix(key, "*")
		o := map[string]any{"name": key, "type": 3, "value": value}
		if types[key] == bot.Boolean {
			o["type"], o["value"] = 5, value == "true"
		}
		if focused {
			o["focused"] = true
		}
		options = append(options, o)
	}
	return toJSON(t, map[string]any{"id": "720000000000000001", "name": name, "type": 1, "options": options})
}

// pairs yields "key: value" lines in order. \n in a value is a new line.
func pairs(lines string) func(yield func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for line := range strings.SplitSeq(lines, "\n") {
			if key, value, ok := strings.Cut(line, ": "); ok && !yield(key, strings.ReplaceAll(value, `\n`, "\n")) {
				return
			}
		}
	}
}

func menu(t *testing.T, name, text string) string {
	t.Helper()
	const id = "730000000000000001"
	author := map[string]any{"id": people["bob"].id, "username": "bob", "discriminator": "0", "avatar": nil, "global_name": nil}
	message := plainMessage(id, author)
	message["content"] = text
	return toJSON(t, map[string]any{
		"id": "720000000000000002", "name": name, "type": 3, "target_id": id,
		"resolved": map[string]any{"messages": map[string]any{id: message}},
	})
}

func plainMessage(id string, author map[string]any) map[string]any {
	return map[string]any{
		"id": id, "channel_id": "710000000000000001", "content": "", "author": author, "type": 0,
		"timestamp": "2026-01-02T03:04:05.000000+00:00", "edited_timestamp": nil, "tts": false, "pinned": false,
		"mention_everyone": false, "mention_roles": []any{}, "mentions": []any{}, "attachments": []any{}, "embeds": []any{},
		"components": []any{}, "flags": 0,
	}
}

// message is the message that a control stands on: the bot's, caused by owner.
func (st *stage) message(t *testing.T, owner string) map[string]any {
	t.Helper()
	app := map[string]any{"id": discordtest.Application, "username": "cleannet", "discriminator": "0", "avatar": nil, "global_name": nil, "bot": true}
	m := plainMessage("730000000000000002", app)
	m["flags"], m["type"], m["application_id"] = flagComponentsV2, 20, discordtest.Application
	user := map[string]any{"id": people[owner].id, "username": owner, "discriminator": "0", "avatar": nil, "global_name": nil}
	m["interaction_metadata"] = map[string]any{
		"id": "740000000000000001", "type": 2, "user": user, "authorizing_integration_owners": map[string]string{"0": ourServer},
	}
	return map[string]any{"message": m}
}

// control returns the custom id of a control of the latest message that had it,
// and remembers whose message that is.
func (st *stage) control(t *testing.T, label string) string {
	t.Helper()
	c, ok := st.last[label]
	if !ok {
		t.Fatalf("no control %q; there are %q", label, slices.Sorted(maps.Keys(st.last)))
	}
	st.owner = c.owner
	return c.id
}

// click is the data of a press. A label in <brackets> is a custom id as it is.
func (st *stage) click(t *testing.T, label string, values []string) string {
	t.Helper()
	id, raw := strings.CutPrefix(label, "<")
	if raw {
		id = strings.TrimSuffix(id, ">")
	} else {
		id = st.control(t, label)
	}
	data := map[string]any{"custom_id": id, "component_type": typeButton}
	if values != nil {
		data["component_type"], data["values"] = typeSelect, values
	}
	return toJSON(t, data)
}

func (st *stage) form(t *testing.T, title, lines string) string {
	t.Helper()
	components := []any{}
	n := 1
	for key, value := range pairs(lines) {
		c := map[string]any{"type": typeTextInput, "id": n + 1, "custom_id": key, "value": value}
		if key == "agree" {
			c = map[string]any{"type": typeSelect, "id": n + 1, "custom_id": key, "values": []string{value}}
		}
		components = append(components, map[string]any{"type": typeLabel, "id": n, "component": c})
		n += 2
	}
	return toJSON(t, map[string]any{"custom_id": st.control(t, title), "components": components})
}

func toJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// dispatch returns a dispatcher that runs until the test ends.
func dispatch(t *testing.T, server *discordtest.Server, h Handler) *Dispatcher {
	t.Helper()
	rest, err := NewREST(RESTConfig{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	d, err := NewDispatcher(DispatcherConfig{Handler: h, REST: rest})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("dispatcher: %v", err)
		}
		rest.Close()
	})
	return d
}
