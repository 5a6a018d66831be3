// Package discord speaks Discord's interactions: it reads them as they come by
// the gateway or a signed request, and writes the answers.
//
// Decode and Encode are the only places where Discord's vocabulary and the
// bot's meet. Decode trusts nothing: what it does not know it leaves out, what
// has the wrong type is as if it were not there, and nothing of a target message
// but its text, author and id is read. Encode writes our own closed set of
// fields, refuses a reply beyond Discord's limits, and lets no message ping
// anybody.
package discord

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"cleannet/bot"
)

// An Interaction is a decoded interaction with what answering it takes.
type Interaction struct {
	bot.Request
	// Ping is Discord's check of an endpoint; nothing else counts then.
	Ping bool
	// Application and Token address the answer. The token is a secret.
	Application, Token string
}

// The types of interactions.
const (
	typePing = iota + 1
	typeCommand
	typeComponent
	typeAutocomplete
	typeSubmit
)

// The types of components that are read or written.
const (
	typeActionRow   = 1
	typeButton      = 2
	typeSelect      = 3
	typeTextInput   = 4
	typeSection     = 9
	typeTextDisplay = 10
	typeGallery     = 12
	typeFile        = 13
	typeSeparator   = 14
	typeContainer   = 17
	typeLabel       = 18
)

// wire is the part of an interaction that is read. Parts that may have any
// shape stay raw, so that one odd field does not lose the rest.
type wire struct {
	ID            json.RawMessage `json:"id"`
	Application   json.RawMessage `json:"application_id"`
	Type          int             `json:"type"`
	Token         json.RawMessage `json:"token"`
	Data          json.RawMessage `json:"data"`
	Guild         json.RawMessage `json:"guild_id"`
	Member        json.RawMessage `json:"member"`
	User          json.RawMessage `json:"user"`
	Message       json.RawMessage `json:"message"`
	Locale        json.RawMessage `json:"locale"`
	GuildLocale   json.RawMessage `json:"guild_locale"`
	Context       json.RawMessage `json:"context"`
	Owners        json.RawMessage `json:"authorizing_integration_owners"`
	MaxAttachment json.RawMessage `json:"attachment_size_limit"`
}

// Decode reads an interaction. An error says that raw is none: no JSON object,
// no known type, no id or no token. Everything else comes out as a request that
// the bot answers, if only with a sentence that it does not know the command.
func Decode(raw []byte) (Interaction, error) {
	var w wire
	if err := json.Unmarshal(raw, &w); err != nil {
		return Interaction{}, fmt.Errorf("decode interaction: %w", err)
	}
	if w.Type == typePing {
		return Interaction{Ping: true}, nil
	}
	if w.Type < typeCommand || w.Type > typeSubmit {
		return Interaction{}, fmt.Errorf("decode interaction: unknown type %d", w.Type)
	}
	in := Interaction{Application: snowflake(w.Application), Token: str(w.Token)}
	in.ID = snowflake(w.ID)
	if in.ID == "" || in.Application == "" || in.Token == "" || len(in.Token) > 1000 {
		return Interaction{}, errors.New("decode interaction: no id, no application or no token")
	}
	in.decodeWhere(w)
	switch w.Type {
	case typeCommand, typeAutocomplete:
		in.decodeCommand(w.Data, w.Type == typeAutocomplete)
	case typeComponent:
		in.Kind = bot.Click
		in.decodeComponent(w.Data)
	case typeSubmit:
		in.Kind = bot.Submit
		in.decodeSubmit(w.Data)
	}
	return in, nil
}

// decodeWhere reads who asks, and where.
func (in *Interaction) decodeWhere(w wire) {
	in.Guild, in.Locale, in.GuildLocale = snowflake(w.Guild), str(w.Locale), str(w.GuildLocale)
	member := object(w.Member)
	if member != nil {
		in.User = snowflake(object(member["user"])["id"])
		// Permissions are a number in a string; what is none counts as no right.
		in.Permissions, _ = strconv.ParseUint(str(member["permissions"]), 10, 64)
	} else {
		in.User = snowflake(object(w.User)["id"])
	}
	switch context, ok := number(w.Context); {
	case ok && context == 0 || !ok && in.Guild != "":
		in.Place = bot.Guild
	case ok && context == 1 || !ok:
		in.Place = bot.BotDM
	default:
		in.Place = bot.PrivateChannel
	}
	owners := object(w.Owners)
	// An installation in a server names it; for a direct message with the bot
	// the value is "0", which is no server.
	in.Installed.Guild = in.Guild != "" && str(owners["0"]) == in.Guild
	in.Installed.User = snowflake(owners["1"]) != ""
	if n, ok := number(w.MaxAttachment); ok && n > 0 {
		in.AttachmentLimit = n
	}
	message := object(w.Message)
	if meta := object(message["interaction_metadata"]); meta != nil {
		in.Owner = snowflake(object(meta["user"])["id"])
	} else if old := object(message["interaction"]); old != nil {
		in.Owner = snowflake(object(old["user"])["id"])
	}
}

func (in *Interaction) decodeCommand(raw json.RawMessage, auto bool) {
	data := object(raw)
	in.Name = str(data["name"])
	in.Kind = bot.Command
	if n, _ := number(data["type"]); n == int(bot.OnMessage) {
		in.Kind = bot.MessageCommand
		in.Target = target(data)
	}
	if auto {
		in.Kind = bot.Autocomplete
	}
	in.Options = map[string]string{}
	for _, raw := range array(data["options"]) {
		o := object(raw)
		name := str(o["name"])
		value, ok := scalar(o["value"])
		if name == "" || !ok || len(in.Options) == maxOptions {
			continue
		}
		in.Options[name] = value
		if focused, _ := scalar(o["focused"]); focused == "true" {
			in.Focused = name
		}
	}
}

// target reads the message that a message command was used on.
func target(data map[string]json.RawMessage) *bot.Message {
	id := snowflake(data["target_id"])
	messages := object(object(data["resolved"])["messages"])
	m := object(messages[id])
	if id == "" || m == nil {
		return &bot.Message{ID: id}
	}
	return &bot.Message{ID: id, Author: snowflake(object(m["author"])["id"]), Text: str(m["content"])}
}

func (in *Interaction) decodeComponent(raw json.RawMessage) {
	data := object(raw)
	in.CustomID = str(data["custom_id"])
	for _, v := range array(data["values"]) {
		if s := str(v); s != "" && len(in.Values) < maxOptions {
			in.Values = append(in.Values, s)
		}
	}
}

// decodeSubmit reads the fields of a form, whether they stand in labels (type
// 18), as we send them, or in action rows, as older clients return them.
func (in *Interaction) decodeSubmit(raw json.RawMessage) {
	data := object(raw)
	in.CustomID = str(data["custom_id"])
	in.Fields = map[string]string{}
	for _, raw := range array(data["components"]) {
		outer := object(raw)
		inner := array(outer["components"])
		if c := outer["component"]; c != nil {
			inner = append(inner, c)
		}
		for _, raw := range inner {
			c := object(raw)
			id := str(c["custom_id"])
			if id == "" || len(in.Fields) == maxOptions {
				continue
			}
			in.Fields[id] = str(c["value"])
			if values := array(c["values"]); len(values) > 0 {
				in.Fields[id] = str(values[0])
			}
		}
	}
}

// maxOptions is how many options a command, values a select, or inputs a form
// may have.
const maxOptions = 25

// object reads a JSON object; nil if raw is none. A nil map reads as empty.
func object(raw json.RawMessage) map[string]json.RawMessage {
	if len(raw) == 0 || raw[0] != '{' {
		return nil
	}
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	return m
}

// array reads a JSON array; nil if raw is none.
func array(raw json.RawMessage) []json.RawMessage {
	if len(raw) == 0 || raw[0] != '[' {
		return nil
	}
	var a []json.RawMessage
	if json.Unmarshal(raw, &a) != nil {
		return nil
	}
	return a
}

// str reads a JSON string; "" if raw is none. What is no valid UTF-8 or UTF-16
// in it becomes U+FFFD.
func str(raw json.RawMessage) string {
	var s string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// number reads a JSON integer.
func number(raw json.RawMessage) (int, bool) {
	n, err := strconv.ParseInt(string(bytes.TrimSpace(raw)), 10, 32)
	return int(n), err == nil
}

// scalar reads a string, number or boolean as text; false if raw is none.
func scalar(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 {
		return "", false
	}
	switch raw[0] {
	case '{', '[', 'n':
		return "", false
	case '"':
		return str(raw), true
	}
	return string(raw), true
}

// snowflake reads an id: up to 20 digits in a string; "" if raw is none, so that
// an id can stand in a path or a key as it is.
func snowflake(raw json.RawMessage) string {
	s := str(raw)
	if len(s) > 20 {
		return ""
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return ""
		}
	}
	return s
}
