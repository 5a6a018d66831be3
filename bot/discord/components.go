package discord

import (
	"encoding/json"

	"cleannet/bot"
)

// The components as Discord spells them. Every type has its own closed set of
// fields, so that nothing is sent that was not meant.
type (
	textDisplay struct {
		Type    int    `json:"type"`
		Content string `json:"content"`
	}
	section struct {
		Type       int           `json:"type"`
		Components []textDisplay `json:"components"`
		Accessory  button        `json:"accessory"`
	}
	separator struct {
		Type    int  `json:"type"`
		Divider bool `json:"divider"`
		Spacing int  `json:"spacing"`
	}
	container struct {
		Type       int   `json:"type"`
		Accent     int   `json:"accent_color,omitempty"`
		Components []any `json:"components"`
	}
	gallery struct {
		Type  int           `json:"type"`
		Items []galleryItem `json:"items"`
	}
	galleryItem struct {
		Media       media  `json:"media"`
		Description string `json:"description,omitempty"`
	}
	file struct {
		Type int   `json:"type"`
		File media `json:"file"`
	}
	media struct {
		URL string `json:"url"`
	}
	row struct {
		Type       int   `json:"type"`
		Components []any `json:"components"`
	}
	button struct {
		Type     int    `json:"type"`
		Style    int    `json:"style"`
		Label    string `json:"label"`
		CustomID string `json:"custom_id,omitempty"`
		URL      string `json:"url,omitempty"`
		Disabled bool   `json:"disabled,omitempty"`
	}
	selectMenu struct {
		Type        int            `json:"type"`
		CustomID    string         `json:"custom_id"`
		Placeholder string         `json:"placeholder,omitempty"`
		Options     []selectOption `json:"options"`
		Required    *bool          `json:"required,omitempty"` // in a form alone
	}
	selectOption struct {
		Label       string `json:"label"`
		Value       string `json:"value"`
		Description string `json:"description,omitempty"`
		Default     bool   `json:"default,omitempty"`
	}
	labelled struct {
		Type        int    `json:"type"`
		Label       string `json:"label"`
		Description string `json:"description,omitempty"`
		Component   any    `json:"component"`
	}
	textInput struct {
		Type        int    `json:"type"`
		CustomID    string `json:"custom_id"`
		Style       int    `json:"style"` // 1 one line, 2 several
		Value       string `json:"value,omitempty"`
		Placeholder string `json:"placeholder,omitempty"`
		Required    bool   `json:"required"`
		MaxLength   int    `json:"max_length,omitempty"`
	}
	modal struct {
		CustomID   string     `json:"custom_id"`
		Title      string     `json:"title"`
		Components []labelled `json:"components"`
	}
)

func encodeComponent(c bot.Component) any {
	switch c := c.(type) {
	case bot.Text:
		return textDisplay{typeTextDisplay, c.Markdown}
	case bot.Section:
		s := section{Type: typeSection, Accessory: encodeButton(c.Button)}
		for _, t := range c.Texts {
			s.Components = append(s.Components, textDisplay{typeTextDisplay, t.Markdown})
		}
		return s
	case bot.Separator:
		spacing := 1
		if c.Large {
			spacing = 2
		}
		return separator{typeSeparator, c.Line, spacing}
	case bot.Container:
		return container{typeContainer, c.Accent, encodeAll(c.Items)}
	case bot.Gallery:
		g := gallery{Type: typeGallery}
		for _, p := range c.Items {
			g.Items = append(g.Items, galleryItem{media{"attachment://" + p.Name}, p.Description})
		}
		return g
	case bot.File:
		return file{typeFile, media{"attachment://" + c.Name}}
	case bot.Row:
		return encodeRow(c)
	}
	return nil // check has refused it
}

func encodeRow(r bot.Row) row {
	out := row{Type: typeActionRow}
	if r.Select != nil {
		s := selectMenu{Type: typeSelect, CustomID: r.Select.ID, Placeholder: r.Select.Placeholder}
		s.Options = encodeOptions(r.Select.Options, "")
		out.Components = append(out.Components, s)
	}
	for _, b := range r.Buttons {
		out.Components = append(out.Components, encodeButton(b))
	}
	return out
}

func encodeOptions(list []bot.SelectOption, chosen string) []selectOption {
	var out []selectOption
	for _, o := range list {
		out = append(out, selectOption{o.Label, o.Value, o.Description, chosen != "" && o.Value == chosen})
	}
	return out
}

func encodeButton(b bot.Button) button {
	return button{typeButton, int(b.Style), b.Label, b.ID, b.URL, b.Disabled}
}

func encodeModal(m bot.Modal) (Response, error) {
	if err := checkModal(m); err != nil {
		return Response{}, err
	}
	out := modal{CustomID: m.ID, Title: m.Title}
	for _, f := range m.Fields {
		out.Components = append(out.Components, labelled{typeLabel, f.Label, f.Description, encodeField(f)})
	}
	first, err := json.Marshal(firstAnswer{answerModal, out})
	return Response{First: first}, err
}

func encodeField(f bot.Field) any {
	if f.Options != nil {
		return selectMenu{
			Type: typeSelect, CustomID: f.ID, Placeholder: f.Placeholder,
			Options: encodeOptions(f.Options, f.Value), Required: &f.Required,
		}
	}
	style := 1
	if f.Long {
		style = 2
	}
	return textInput{typeTextInput, f.ID, style, f.Value, f.Placeholder, f.Required, f.MaxLength}
}
