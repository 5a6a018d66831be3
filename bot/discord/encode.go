package discord

import (
	"encoding/json"
	"fmt"
	"strconv"

	"cleannet/bot"
)

// A Response is what goes back to Discord for one interaction.
type Response struct {
	// First is the first answer: the JSON of an interaction response.
	First []byte
	// Edit is the JSON that the message is edited with after the first answer;
	// nil is no edit. Files go with it, as multipart.
	Edit  []byte
	Files []bot.Attachment
	// Delete says that the clicked message is to be deleted after the first
	// answer, as the original message of this interaction.
	Delete bool
}

// The types of first answers.
const (
	answerPong           = 1
	answerMessage        = 4
	answerDeferred       = 5
	answerDeferredUpdate = 6
	answerUpdate         = 7
	answerChoices        = 8
	answerModal          = 9
)

// Flags of a message.
const (
	flagEphemeral    = 1 << 6
	flagComponentsV2 = 1 << 15
)

// noMentions allows nobody to be pinged. An absent field would allow everybody,
// a null list is refused.
var noMentions = json.RawMessage(`{"parse":[]}`)

type firstAnswer struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

type message struct {
	Flags       int             `json:"flags,omitempty"`
	Components  []any           `json:"components"`
	Attachments []attachment    `json:"attachments,omitempty"`
	Mentions    json.RawMessage `json:"allowed_mentions"`
}

type attachment struct {
	ID          string `json:"id"` // the number of the file among those of the request
	Name        string `json:"filename"`
	Description string `json:"description,omitempty"`
}

type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Pong is the answer to a ping.
func Pong() []byte { return []byte(`{"type":1}`) }

// Encode writes the answer to an interaction of kind k. A reply with files is
// deferred and edited, because files go by multipart alone. An error says which
// of Discord's limits r breaks; nothing of it may be sent then.
func Encode(k bot.Kind, r bot.Reply) (Response, error) {
	switch {
	case k == bot.Autocomplete:
		return encodeChoices(r.Choices)
	case r.Modal != nil:
		return encodeModal(*r.Modal)
	case r.Delete:
		return Response{First: EncodeDeferral(bot.Deferral{Update: true}), Delete: true}, nil
	}
	if err := check(r); err != nil {
		return Response{}, fmt.Errorf("encode reply: %w", err)
	}
	if len(r.Files) > 0 {
		edit, err := json.Marshal(newMessage(r))
		first := EncodeDeferral(bot.Deferral{Private: r.Private, Update: r.Update})
		return Response{First: first, Edit: edit, Files: r.Files}, err
	}
	m := newMessage(r)
	a := firstAnswer{Type: answerMessage, Data: &m}
	if r.Update {
		a.Type = answerUpdate
	} else if r.Private {
		m.Flags |= flagEphemeral
	}
	first, err := json.Marshal(a)
	return Response{First: first}, err
}

// EncodeEdit writes r as the edit of a deferred answer: the same message, with
// the visibility that the deferral gave it. A reply that cannot be an edit
// (choices, a form) is an error.
func EncodeEdit(r bot.Reply) (Response, error) {
	if r.Modal != nil || r.Choices != nil {
		return Response{}, fmt.Errorf("encode edit: a form or choices cannot come late")
	}
	if r.Delete {
		return Response{Delete: true}, nil
	}
	if err := check(r); err != nil {
		return Response{}, fmt.Errorf("encode edit: %w", err)
	}
	edit, err := json.Marshal(newMessage(r))
	return Response{Edit: edit, Files: r.Files}, err
}

// EncodeDeferral writes the first answer that puts the real one off. Only the
// visibility may be set in it; the flag of Components V2 goes on the edit.
func EncodeDeferral(d bot.Deferral) []byte {
	switch {
	case d.Update:
		return []byte(`{"type":6}`)
	case d.Private:
		return []byte(`{"type":5,"data":{"flags":64}}`)
	}
	return []byte(`{"type":5}`)
}

func encodeChoices(list []bot.Choice) (Response, error) {
	out := make([]choice, 0, len(list)) // an empty list, never null
	for _, c := range list {
		if err := checkChoice(c); err != nil {
			return Response{}, fmt.Errorf("encode choices: %w", err)
		}
		out = append(out, choice(c))
	}
	if len(out) > 25 {
		return Response{}, fmt.Errorf("encode choices: %d, at most 25", len(out))
	}
	first, err := json.Marshal(firstAnswer{answerChoices, map[string]any{"choices": out}})
	return Response{First: first}, err
}

func newMessage(r bot.Reply) message {
	m := message{Flags: flagComponentsV2, Components: encodeAll(r.Body), Mentions: noMentions}
	for i, f := range r.Files {
		m.Attachments = append(m.Attachments, attachment{strconv.Itoa(i), f.Name, f.Description})
	}
	return m
}

func encodeAll(list []bot.Component) []any {
	out := make([]any, 0, len(list))
	for _, c := range list {
		out = append(out, encodeComponent(c))
	}
	return out
}
