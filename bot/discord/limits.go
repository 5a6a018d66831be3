package discord

import (
	"errors"
	"fmt"
	"unicode/utf16"

	"cleannet/bot"
)

// Discord's limits (its documentation of 2026-08-06). Where it says characters,
// UTF-16 units are counted: the larger of the two counts it may mean.
const (
	maxComponents  = 40   // in one message, nested ones included
	maxText        = 4000 // over all texts of a message
	maxCustomID    = 100
	maxURL         = 512
	maxLabel       = 80
	maxButtons     = 5
	maxPlaceholder = 150
	maxOptionText  = 100
	maxTitle       = 45
	maxFieldLabel  = 45
	maxFieldHint   = 100
	maxFields      = 5
	maxInput       = 4000
	maxAltText     = 1024
	maxFiles       = 10
	maxFileBytes   = 10 << 20 // unless the interaction says otherwise
	maxBodyBytes   = 25 << 20 // of one request
	maxGallery     = 10
)

// units returns the length of s in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// within reports a text that is longer than limit units, or empty.
func within(what, s string, limit int) error {
	if n := units(s); n == 0 || n > limit {
		return fmt.Errorf("%s has %d characters, not 1 to %d", what, n, limit)
	}
	return nil
}

// A counter sums up what is limited over a whole message.
type counter struct {
	components, text int
	ids              map[string]bool
	files            map[string]bool
	shown            map[string]bool
	err              error
}

func (c *counter) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// check returns an error if r is beyond what Discord accepts in a message.
func check(r bot.Reply) error {
	c := &counter{ids: map[string]bool{}, files: map[string]bool{}, shown: map[string]bool{}}
	if len(r.Body) == 0 {
		return errors.New("a message with nothing in it")
	}
	total := 0
	for _, f := range r.Files {
		if c.files[f.Name] || f.Name == "" || units(f.Description) > maxAltText {
			c.fail(fmt.Errorf("file %q: no name of its own, or too long a description", f.Name))
		}
		c.files[f.Name] = true
		total += len(f.Data)
	}
	if len(r.Files) > maxFiles || total > maxBodyBytes {
		c.fail(fmt.Errorf("%d files of %d bytes", len(r.Files), total))
	}
	c.all(r.Body, true)
	if c.components > maxComponents {
		c.fail(fmt.Errorf("%d components, at most %d", c.components, maxComponents))
	}
	if c.text > maxText {
		c.fail(fmt.Errorf("%d characters of text, at most %d", c.text, maxText))
	}
	if len(c.shown) != len(c.files) {
		c.fail(errors.New("a file that no component shows"))
	}
	return c.err
}

func (c *counter) all(list []bot.Component, top bool) {
	for _, x := range list {
		c.components++
		c.one(x, top)
	}
}

func (c *counter) one(x bot.Component, top bool) {
	switch x := x.(type) {
	case bot.Text:
		c.words(x)
	case bot.Section:
		if len(x.Texts) < 1 || len(x.Texts) > 3 {
			c.fail(fmt.Errorf("a section of %d texts", len(x.Texts)))
		}
		for _, t := range x.Texts {
			c.components++
			c.words(t)
		}
		c.components++
		c.button(x.Button)
	case bot.Separator:
	case bot.Container:
		if !top || len(x.Items) == 0 || x.Accent < 0 || x.Accent > 0xffffff {
			c.fail(errors.New("a container within one, empty or of no colour"))
		}
		c.all(x.Items, false)
	case bot.Gallery:
		if len(x.Items) < 1 || len(x.Items) > maxGallery {
			c.fail(fmt.Errorf("a gallery of %d pictures", len(x.Items)))
		}
		for _, p := range x.Items {
			c.shows(p.Name)
			if units(p.Description) > maxAltText {
				c.fail(errors.New("alt text too long"))
			}
		}
	case bot.File:
		c.shows(x.Name)
	case bot.Row:
		c.row(x)
	default:
		c.fail(fmt.Errorf("unknown component %T", x))
	}
}

func (c *counter) words(t bot.Text) {
	c.text += units(t.Markdown)
	if err := within("a text", t.Markdown, maxText); err != nil {
		c.fail(err)
	}
}

func (c *counter) shows(name string) {
	if !c.files[name] {
		c.fail(fmt.Errorf("no file %q", name))
	}
	c.shown[name] = true
}

func (c *counter) id(id string) {
	if err := within("a custom id", id, maxCustomID); err != nil {
		c.fail(err)
	}
	if c.ids[id] {
		c.fail(fmt.Errorf("custom id %q twice", id))
	}
	c.ids[id] = true
}

func (c *counter) button(b bot.Button) {
	if err := within("a button's label", b.Label, maxLabel); err != nil {
		c.fail(err)
	}
	switch {
	case b.Style < bot.Primary || b.Style > bot.Link || (b.Style == bot.Link) != (b.URL != ""):
		c.fail(fmt.Errorf("button %q: style %d with URL %q", b.Label, b.Style, b.URL))
	case b.Style == bot.Link:
		if err := within("a link", b.URL, maxURL); err != nil || b.ID != "" {
			c.fail(fmt.Errorf("button %q: a link too long or with an id", b.Label))
		}
	default:
		c.id(b.ID)
	}
}

func (c *counter) row(r bot.Row) {
	c.components += len(r.Buttons)
	if len(r.Buttons) > maxButtons || (r.Select == nil) == (len(r.Buttons) == 0) {
		c.fail(fmt.Errorf("a row of %d buttons, or beside a select", len(r.Buttons)))
	}
	for _, b := range r.Buttons {
		c.button(b)
	}
	if r.Select != nil {
		c.components++
		c.id(r.Select.ID)
		if err := checkOptions(r.Select.Options, r.Select.Placeholder); err != nil {
			c.fail(err)
		}
	}
}

func checkOptions(list []bot.SelectOption, placeholder string) error {
	if len(list) < 1 || len(list) > 25 || units(placeholder) > maxPlaceholder {
		return fmt.Errorf("a select of %d options, or too long a placeholder", len(list))
	}
	seen := map[string]bool{}
	for _, o := range list {
		if err := errors.Join(within("an option", o.Label, maxOptionText), within("a value", o.Value, maxOptionText)); err != nil {
			return err
		}
		if units(o.Description) > maxOptionText || seen[o.Value] {
			return fmt.Errorf("option %q: too long a description, or twice", o.Value)
		}
		seen[o.Value] = true
	}
	return nil
}

func checkChoice(c bot.Choice) error {
	return errors.Join(within("a choice's name", c.Name, 100), within("a choice's value", c.Value, 100))
}

func checkModal(m bot.Modal) error {
	if len(m.Fields) < 1 || len(m.Fields) > maxFields {
		return fmt.Errorf("encode form: %d fields, not 1 to %d", len(m.Fields), maxFields)
	}
	err := errors.Join(within("a title", m.Title, maxTitle), within("a custom id", m.ID, maxCustomID))
	seen := map[string]bool{}
	for _, f := range m.Fields {
		err = errors.Join(err, within("a label", f.Label, maxFieldLabel), within("a custom id", f.ID, maxCustomID))
		limit := f.MaxLength
		if limit == 0 {
			limit = maxInput
		}
		if f.Options != nil {
			err = errors.Join(err, checkOptions(f.Options, f.Placeholder))
			limit = maxOptionText
		} else if units(f.Placeholder) > 100 {
			err = errors.Join(err, fmt.Errorf("field %s: placeholder too long", f.ID))
		}
		if units(f.Value) > limit || limit > maxInput || units(f.Description) > maxFieldHint || seen[f.ID] {
			err = errors.Join(err, fmt.Errorf("field %s: too long, or twice", f.ID))
		}
		seen[f.ID] = true
	}
	if err != nil {
		return fmt.Errorf("encode form: %w", err)
	}
	return nil
}
