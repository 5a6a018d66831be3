package discord

import (
	"fmt"
	"strings"
	"testing"

	"cleannet/bot"
)

// card has every component that the bot uses.
var card = []bot.Component{
	bot.Container{Accent: 0x336699, Items: []bot.Component{
		bot.Text{Markdown: "# Title"},
		bot.Section{Texts: []bot.Text{{Markdown: "one"}}, Button: bot.Button{Style: bot.Secondary, Label: "More", ID: "a"}},
		bot.Separator{Line: true},
		bot.Row{Buttons: []bot.Button{{Style: bot.Link, Label: "Source", URL: "https://a.test/"}}},
	}},
	bot.Row{Select: &bot.Select{ID: "s", Placeholder: "Choose", Options: []bot.SelectOption{{Label: "L", Value: "v"}}}},
}

func TestEncode(t *testing.T) {
	const v2 = `"components":[{"type":17,"accent_color":3368601,"components":[{"type":10,"content":"# Title"},` +
		`{"type":9,"components":[{"type":10,"content":"one"}],"accessory":{"type":2,"style":2,"label":"More","custom_id":"a"}},` +
		`{"type":14,"divider":true,"spacing":1},` +
		`{"type":1,"components":[{"type":2,"style":5,"label":"Source","url":"https://a.test/"}]}]},` +
		`{"type":1,"components":[{"type":3,"custom_id":"s","placeholder":"Choose","options":[{"label":"L","value":"v"}]}]}],` +
		`"allowed_mentions":{"parse":[]}}`
	withFile := bot.Reply{
		Private: true, Body: []bot.Component{bot.File{Name: "a.bib"}},
		Files: []bot.Attachment{{Name: "a.bib", Type: "text/plain", Description: "d", Data: []byte("x")}},
	}
	modal := &bot.Modal{ID: "m", Title: "T", Fields: []bot.Field{{ID: "q", Label: "L", Value: "v", Long: true, Required: true, MaxLength: 256}}}
	for _, tt := range []struct {
		name        string
		kind        bot.Kind
		reply       bot.Reply
		first, edit string
		del         bool
	}{
		{"public", bot.Command, bot.Reply{Body: card}, `{"type":4,"data":{"flags":32768,` + v2 + `}`, "", false},
		{"private", bot.Command, bot.Reply{Body: card, Private: true}, `{"type":4,"data":{"flags":32832,` + v2 + `}`, "", false},
		{"update", bot.Click, bot.Reply{Body: card, Update: true}, `{"type":7,"data":{"flags":32768,` + v2 + `}`, "", false},
		{"delete", bot.Click, bot.Reply{Delete: true}, `{"type":6}`, "", true},
		{"choices", bot.Autocomplete, bot.Reply{Choices: []bot.Choice{{Name: "n", Value: "v"}}}, `{"type":8,"data":{"choices":[{"name":"n","value":"v"}]}}`, "", false},
		{"no choices", bot.Autocomplete, bot.Reply{}, `{"type":8,"data":{"choices":[]}}`, "", false},
		{"file", bot.Command, withFile, `{"type":5,"data":{"flags":64}}`,
			`{"flags":32768,"components":[{"type":13,"file":{"url":"attachment://a.bib"}}],"attachments":[{"id":"0","filename":"a.bib","description":"d"}],"allowed_mentions":{"parse":[]}}`, false},
		{"form", bot.Click, bot.Reply{Modal: modal},
			`{"type":9,"data":{"custom_id":"m","title":"T","components":[{"type":18,"label":"L","component":{"type":4,"custom_id":"q","style":2,"value":"v","required":true,"max_length":256}}]}}`, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := Encode(tt.kind, tt.reply)
			if err != nil {
				t.Fatal(err)
			}
			if string(r.First) != tt.first || string(r.Edit) != tt.edit || r.Delete != tt.del || len(r.Files) != len(tt.reply.Files) {
				t.Errorf("got  %s\n     %s %v\nwant %s\n     %s %v", r.First, r.Edit, r.Delete, tt.first, tt.edit, tt.del)
			}
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	text := func(n int) bot.Component { return bot.Text{Markdown: strings.Repeat("x", n)} }
	many := func(n int) (list []bot.Component) {
		for range n {
			list = append(list, bot.Separator{})
		}
		return list
	}
	buttons := func(n int) bot.Row {
		var r bot.Row
		for i := range n {
			r.Buttons = append(r.Buttons, bot.Button{Style: bot.Primary, Label: "b", ID: fmt.Sprint(i)})
		}
		return r
	}
	one := func(b bot.Button) []bot.Component { return []bot.Component{bot.Row{Buttons: []bot.Button{b}}} }
	id := bot.Button{Style: bot.Primary, Label: "b", ID: "same"}
	for name, body := range map[string][]bot.Component{
		"nothing":               nil,
		"an empty text":         {text(0)},
		"4,001 characters":      {text(4001)},
		"4,001 in two":          {text(4000), text(1)},
		"2,001 pairs":           {bot.Text{Markdown: strings.Repeat("𝒳", 2001)}},
		"41 components":         many(41),
		"41 with nesting":       {bot.Container{Items: many(40)}},
		"six buttons":           {buttons(6)},
		"an empty row":          {bot.Row{}},
		"one id twice":          {bot.Row{Buttons: []bot.Button{id, id}}},
		"a container in one":    {bot.Container{Items: []bot.Component{bot.Container{Items: card}}}},
		"a long id":             one(bot.Button{Style: bot.Primary, Label: "b", ID: strings.Repeat("i", 101)}),
		"a long label":          one(bot.Button{Style: bot.Primary, Label: strings.Repeat("b", 81), ID: "i"}),
		"a long link":           one(bot.Button{Style: bot.Link, Label: "b", URL: "https://a.test/" + strings.Repeat("x", 500)}),
		"a link with an id":     one(bot.Button{Style: bot.Link, Label: "b", URL: "https://a.test/", ID: "i"}),
		"a button without one":  one(bot.Button{Style: bot.Primary, Label: "b"}),
		"a file that is absent": {bot.File{Name: "x"}},
		"four texts beside":     {bot.Section{Texts: make([]bot.Text, 4), Button: id}},
		"26 in a select":        {bot.Row{Select: &bot.Select{ID: "s", Options: make([]bot.SelectOption, 26)}}},
		"nil":                   {nil},
	} {
		if r, err := Encode(bot.Command, bot.Reply{Body: body}); err == nil {
			t.Errorf("Encode took %s: %.80s", name, r.First)
		}
	}
	if _, err := Encode(bot.Command, bot.Reply{Body: []bot.Component{text(4000)}}); err != nil {
		t.Errorf("Encode refused 4,000 characters: %v", err)
	}
	if _, err := Encode(bot.Autocomplete, bot.Reply{Choices: make([]bot.Choice, 26)}); err == nil {
		t.Error("Encode took 26 choices")
	}
	long := &bot.Modal{ID: "m", Title: strings.Repeat("t", 46), Fields: []bot.Field{{ID: "q", Label: "L"}}}
	if _, err := Encode(bot.Click, bot.Reply{Modal: long}); err == nil {
		t.Error("Encode took a form's title of 46 characters")
	}
	if _, err := EncodeEdit(bot.Reply{Choices: []bot.Choice{}}); err == nil {
		t.Error("EncodeEdit took choices")
	}
}
