package playground_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"cleannet/bot"
)

// puppet is a bot whose replies use every component there is. A question picks
// the reply; a button's custom id does.
type puppet struct {
	mu   sync.Mutex
	seen []bot.Request
	late chan struct{} // a question "late" is answered once it is closed
}

func (p *puppet) Deferral(_ context.Context, r bot.Request) bot.Deferral {
	return bot.Deferral{Update: r.Kind == bot.Click, Private: r.Options["private"] == "true"}
}

func (p *puppet) last() bot.Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seen[len(p.seen)-1]
}

func (p *puppet) Handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	p.mu.Lock()
	p.seen = append(p.seen, r)
	p.mu.Unlock()
	switch r.Kind {
	case bot.Autocomplete:
		typed := r.Options[r.Focused]
		return bot.Reply{Choices: []bot.Choice{{Name: typed + "…", Value: typed}, {Name: "Choice one", Value: "one"}, {Name: "Choice two", Value: "two"}}}, nil
	case bot.Click:
		return p.click(r)
	case bot.Submit:
		return bot.Reply{Private: true, Body: words("form says " + r.Fields["words"] + "/" + r.Fields["pick"])}, nil
	case bot.MessageCommand:
		if r.Name == "Ask about this" {
			return bot.Reply{Modal: form(r.Target.Text)}, nil
		}
		return bot.Reply{Private: true, Body: words("about: " + r.Target.Text)}, nil
	}
	return p.answer(ctx, r)
}

func (p *puppet) answer(ctx context.Context, r bot.Request) (bot.Reply, error) {
	q := r.Options["question"]
	switch q {
	case "error":
		return bot.Reply{}, errors.New("the puppet breaks")
	case "private":
		return bot.Reply{Private: true, Body: words("for you alone")}, nil
	case "files":
		return bot.Reply{Private: r.Options["private"] == "true", Body: []bot.Component{bot.Text{Markdown: "two files"}, bot.File{Name: "cite.bib"}, bot.Gallery{Items: []bot.Picture{{Name: "dot.png", Description: "a dot"}}}}, Files: []bot.Attachment{
			{Name: "cite.bib", Type: "application/x-bibtex", Data: []byte("@misc{a}")}, {Name: "dot.png", Type: "image/png", Data: dot},
		}}, nil
	case "late":
		select {
		case <-p.late:
		case <-ctx.Done():
		}
		return bot.Reply{Body: words("it took a while")}, nil
	case "knots": // as long as a message may be, of marks that open and never close
		return bot.Reply{Body: words(strings.Repeat("**_[~~||__*`", 330) + " untied")}, nil
	case "all":
		return bot.Reply{Body: everything(1)}, nil
	}
	if r.Name != "ask" {
		return bot.Reply{Body: words(fmt.Sprint(r.Name, " ", r.Options))}, nil
	}
	return bot.Reply{Body: words(q)}, nil
}

func (p *puppet) click(r bot.Request) (bot.Reply, error) {
	switch r.CustomID {
	case "next":
		return bot.Reply{Update: true, Body: everything(2)}, nil
	case "prev":
		return bot.Reply{Update: true, Body: everything(1)}, nil
	case "pick":
		return bot.Reply{Private: true, Body: words("picked " + r.Values[0] + " owner " + fmt.Sprint(r.Owner == r.User))}, nil
	case "dismiss":
		return bot.Reply{Delete: true}, nil
	case "form":
		return bot.Reply{Modal: form("")}, nil
	}
	return bot.Reply{Private: true, Body: words("pressed " + r.CustomID)}, nil
}

func words(s string) []bot.Component { return []bot.Component{bot.Text{Markdown: s}} }

func form(text string) *bot.Modal {
	return &bot.Modal{ID: "form", Title: "A form", Fields: []bot.Field{
		{ID: "words", Label: "Words", Description: "what to say", Value: text, Long: true, Required: true, MaxLength: 300},
		{ID: "pick", Label: "Pick", Options: []bot.SelectOption{{Label: "First", Value: "1"}, {Label: "Second", Value: "2"}}},
	}}
}

// everything is a card with each component but files.
func everything(page int) []bot.Component {
	return []bot.Component{
		bot.Text{Markdown: "# Heading\nplain **bold** *it* __under__ ~~gone~~ `code` ||spoiler|| \\*not\\* <t:0:f>"},
		bot.Container{Accent: 0x2f6f9f, Items: []bot.Component{
			bot.Section{
				Texts:  []bot.Text{{Markdown: "> “One operator still uses\n> the equipment.”\n-# \\[1\\] The Gazette · [Operators](https://gazette.example/a?x=1&y=%282%29)"}},
				Button: bot.Button{Style: bot.Secondary, Label: "Context", ID: "context"},
			},
			bot.Separator{Line: true, Large: true},
			bot.Text{Markdown: fmt.Sprintf("Page %d of 2\n- item\n- item **two**\n```\nfence **not bold**\n```", page)},
			bot.Row{Buttons: []bot.Button{
				{Style: bot.Primary, Label: "Previous", ID: "prev", Disabled: page == 1},
				{Style: bot.Primary, Label: "Next", ID: "next", Disabled: page == 2},
				{Style: bot.Success, Label: "Form", ID: "form"}, {Style: bot.Danger, Label: "Dismiss", ID: "dismiss"},
				{Style: bot.Link, Label: "Open", URL: "https://gazette.example/"},
			}},
			bot.Row{Select: &bot.Select{ID: "pick", Placeholder: "Choose one", Options: []bot.SelectOption{{Label: "Alpha", Value: "a", Description: "the first"}, {Label: "Beta", Value: "b"}}}},
		}},
	}
}

// dot is a PNG of one point.
var dot = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82")
