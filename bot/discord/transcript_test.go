package discord

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A shown is a first answer or a message as a person would see it, with the
// controls on it by their labels.
type shown struct {
	text     string
	controls map[string]string // label -> custom id
}

// transcript writes an answer's JSON as text that a reviewer can read: the
// paragraphs as markdown, buttons as ( Label ), links as ( Label -> URL ),
// selects and forms with their lines.
func transcript(t *testing.T, raw []byte) shown {
	t.Helper()
	var a struct {
		Type int
		Data json.RawMessage
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("answer is no JSON: %v\n%s", err, raw)
	}
	s := shown{controls: map[string]string{}}
	var b strings.Builder
	switch a.Type {
	case answerChoices:
		b.WriteString("choices\n")
		var data struct{ Choices []choice }
		mustUnmarshal(t, a.Data, &data)
		for _, c := range data.Choices {
			fmt.Fprintf(&b, "- %s = %s\n", c.Name, c.Value)
		}
	case answerModal:
		s.form(t, &b, a.Data)
	case answerDeferred, answerDeferredUpdate:
		fmt.Fprintf(&b, "deferred %s\n", string(raw))
	default:
		b.WriteString(map[int]string{answerMessage: "message", answerUpdate: "update"}[a.Type])
		s.message(t, &b, a.Data)
	}
	s.text = b.String()
	return s
}

func mustUnmarshal(t *testing.T, raw []byte, to any) {
	t.Helper()
	if err := json.Unmarshal(raw, to); err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
}

func (s *shown) message(t *testing.T, b *strings.Builder, raw []byte) {
	t.Helper()
	var data struct {
		Flags       int
		Components  []json.RawMessage
		Attachments []attachment
	}
	mustUnmarshal(t, raw, &data)
	if data.Flags&flagEphemeral != 0 {
		b.WriteString(" (private)")
	}
	b.WriteString("\n")
	for _, c := range data.Components {
		s.component(t, b, c)
	}
	for _, f := range data.Attachments {
		fmt.Fprintf(b, "attached: %s\n", f.Name)
	}
}

func (s *shown) component(t *testing.T, b *strings.Builder, raw []byte) {
	t.Helper()
	var c struct {
		Type               int
		Content            string
		Components         []json.RawMessage
		Accessory          json.RawMessage
		Label, URL, ID     string
		CustomID           string `json:"custom_id"`
		Placeholder        string
		Options            []selectOption
		File               media
		Title, Description string
	}
	mustUnmarshal(t, raw, &c)
	switch c.Type {
	case typeContainer, typeSection:
		for _, x := range c.Components {
			s.component(t, b, x)
		}
		if c.Accessory != nil {
			b.WriteString("    ")
			s.component(t, b, c.Accessory)
			b.WriteString("\n")
		}
	case typeActionRow:
		for _, x := range c.Components {
			s.component(t, b, x)
		}
		b.WriteString("\n")
	case typeTextDisplay:
		b.WriteString(c.Content + "\n")
	case typeSeparator:
		b.WriteString("----\n")
	case typeButton:
		if c.URL != "" {
			fmt.Fprintf(b, "( %s -> %s ) ", c.Label, c.URL)
			return
		}
		fmt.Fprintf(b, "( %s ) ", c.Label)
		for n := 2; s.controls[c.Label] != ""; n++ {
			c.Label = fmt.Sprintf("%s #%d", strings.TrimSuffix(c.Label, fmt.Sprintf(" #%d", n-1)), n)
		}
		s.controls[c.Label] = c.CustomID
	case typeSelect:
		fmt.Fprintf(b, "choose: %s\n", c.Placeholder)
		s.controls[c.Placeholder] = c.CustomID
		for _, o := range c.Options {
			fmt.Fprintf(b, "  - %s (%s)\n", o.Label, o.Description)
			s.controls["option "+o.Label] = o.Value
		}
	case typeFile:
		fmt.Fprintf(b, "file: %s\n", c.File.URL)
	default:
		t.Fatalf("unknown component %s", raw)
	}
}

func (s *shown) form(t *testing.T, b *strings.Builder, raw []byte) {
	t.Helper()
	var data struct {
		Title      string
		CustomID   string `json:"custom_id"`
		Components []struct {
			Label, Description string
			Component          struct {
				Value    string
				CustomID string `json:"custom_id"`
				Options  []selectOption
			}
		}
	}
	mustUnmarshal(t, raw, &data)
	fmt.Fprintf(b, "form: %s\n", data.Title)
	s.controls[data.Title] = data.CustomID
	for _, c := range data.Components {
		fmt.Fprintf(b, "%s [%s] (%s): %s\n", c.Label, c.Component.CustomID, c.Description, c.Component.Value)
		for _, o := range c.Component.Options {
			fmt.Fprintf(b, "  - %s = %s\n", o.Label, o.Value)
		}
	}
}

// walk calls f for every object within a JSON value.
func walk(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(v)
		for _, x := range v {
			walk(x, f)
		}
	case []any:
		for _, x := range v {
			walk(x, f)
		}
	}
}

// textsOf returns every text that is shown as markdown.
func textsOf(t *testing.T, raw []byte) []string {
	t.Helper()
	var v any
	mustUnmarshal(t, raw, &v)
	var texts []string
	walk(v, func(m map[string]any) {
		if s, ok := m["content"].(string); ok {
			texts = append(texts, s)
		}
	})
	return texts
}

// transcriptControls returns the custom ids of an answer.
func transcriptControls(t *testing.T, r Response) []string {
	t.Helper()
	var ids []string
	for _, raw := range [][]byte{r.First, r.Edit} {
		if raw == nil {
			continue
		}
		var v any
		mustUnmarshal(t, raw, &v)
		walk(v, func(m map[string]any) {
			if s, ok := m["custom_id"].(string); ok {
				ids = append(ids, s)
			}
		})
	}
	return ids
}
