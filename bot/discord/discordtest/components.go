package discordtest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Types of components, as Discord numbers them.
const (
	typeRow       = 1
	typeButton    = 2
	typeSelect    = 3
	typeInput     = 4
	typeSection   = 9
	typeText      = 10
	typeThumbnail = 11
	typeGallery   = 12
	typeFile      = 13
	typeSeparator = 14
	typeContainer = 17
	typeLabel     = 18
)

// Limits of a message with Components V2: components, nested ones counted, and
// characters over all text displays.
const (
	maxComponents = 40
	maxText       = 4000
)

// top checks the components of a message.
func (c *checker) top(o object, v2 bool) {
	allowed, most := []int64{typeRow}, 5
	if v2 {
		allowed = []int64{typeRow, typeSection, typeText, typeGallery, typeFile, typeSeparator, typeContainer}
		most = maxComponents
	}
	least := 0
	if v2 {
		least = 1
	}
	c.components = 0
	c.each(o, "components", least, most, allowed)
	if c.components > maxComponents {
		c.fail(o.path, "%d components, at most %d", c.components, maxComponents)
	}
	if c.text > maxText {
		c.fail(o.path, "%d characters of text, at most %d", c.text, maxText)
	}
}

// each checks the components under key, whose types must be allowed ones.
func (c *checker) each(o object, key string, lo, hi int, allowed []int64) {
	for i, raw := range o.list(key, lo, hi) {
		c.component(fmt.Sprintf("%s.%s[%d]", o.path, key, i), raw, allowed)
	}
}

func (c *checker) component(path string, raw json.RawMessage, allowed []int64) {
	o, ok := c.object(path, raw)
	if !ok {
		return
	}
	c.components++
	t := o.num("type", 1, 30, 0)
	if !slices.Contains(allowed, t) {
		c.fail(path, "component type %d has no place here", t)
		return
	}
	if id := o.num("id", 0, 1<<31-1, 0); id != 0 {
		if c.ids[id] {
			c.fail(path, "id %d twice", id)
		}
		c.ids[id] = true
	}
	switch t {
	case typeRow:
		c.row(o)
	case typeButton:
		c.button(o)
	case typeSelect:
		c.selection(o)
	case typeSection:
		c.each(o, "components", 1, 3, []int64{typeText})
		if raw, ok := o.take("accessory"); ok {
			c.component(path+".accessory", raw, []int64{typeButton, typeThumbnail})
		} else {
			c.fail(path, "accessory is missing")
		}
	case typeText:
		c.text += units(o.str("content", 1, maxText))
	case typeThumbnail:
		c.media(o, "media", false)
		o.str("description", 0, 1024)
		o.flag("spoiler", false)
	case typeGallery:
		c.gallery(o)
	case typeFile:
		c.media(o, "file", true)
		o.flag("spoiler", false)
	case typeSeparator:
		o.num("spacing", 1, 2, 1)
		o.flag("divider", true)
	case typeContainer:
		o.num("accent_color", 0, 0xFFFFFF, 0)
		o.flag("spoiler", false)
		c.each(o, "components", 1, maxComponents, []int64{typeRow, typeSection, typeText, typeGallery, typeFile, typeSeparator})
	case typeInput:
		c.input(o)
	}
	o.close()
}

// row holds up to five buttons, or one select.
func (c *checker) row(o object) {
	l := o.list("components", 1, 5)
	selects := 0
	for i, raw := range l {
		var t struct{ Type int }
		_ = json.Unmarshal(raw, &t) // what is no object is reported by component
		if t.Type == typeSelect {
			selects++
		}
		c.component(fmt.Sprintf("%s.components[%d]", o.path, i), raw, []int64{typeButton, typeSelect})
	}
	if selects > 0 && len(l) > 1 {
		c.fail(o.path, "a select stands alone in its row")
	}
}

// button takes a custom id, or for style 5 a link, never both.
func (c *checker) button(o object) {
	style := o.num("style", 1, 5, 0)
	if label := o.str("label", 1, 80); strings.Contains(label, "\n") {
		c.fail(o.path, "label of two lines")
	}
	o.flag("disabled", false)
	if style == 5 {
		c.link(o.path+".url", o.str("url", 1, 512))
	} else {
		c.customID(o)
	}
}

// link must be a plain web address.
func (c *checker) link(path, s string) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		c.fail(path, "not a web address")
	}
}

// customID takes a custom id, unique in its message or modal.
func (c *checker) customID(o object) string {
	id := o.str("custom_id", 1, 100)
	if c.customIDs[id] {
		c.fail(o.path, "custom_id twice")
	}
	c.customIDs[id] = true
	return id
}

func (c *checker) selection(o object) {
	c.customID(o)
	o.str("placeholder", 0, 150)
	o.flag("disabled", false)
	o.flag("required", true)
	lo, hi := o.num("min_values", 0, 25, 1), o.num("max_values", 1, 25, 1)
	values := map[string]bool{}
	defaults := int64(0)
	options := o.list("options", 1, 25)
	for i, raw := range options {
		op, ok := c.object(fmt.Sprintf("%s.options[%d]", o.path, i), raw)
		if !ok {
			continue
		}
		op.str("label", 1, 100)
		v := op.str("value", 1, 100)
		if values[v] {
			c.fail(op.path, "value twice")
		}
		values[v] = true
		op.str("description", 0, 100)
		if op.flag("default", false) {
			defaults++
		}
		op.close()
	}
	if lo > hi || hi > int64(len(options)) || defaults > hi {
		c.fail(o.path, "min %d, max %d, %d defaults of %d options", lo, hi, defaults, len(options))
	}
}

func (c *checker) gallery(o object) {
	for i, raw := range o.list("items", 1, 10) {
		if it, ok := c.object(fmt.Sprintf("%s.items[%d]", o.path, i), raw); ok {
			c.media(it, "media", false)
			it.str("description", 0, 1024)
			it.flag("spoiler", false)
			it.close()
		}
	}
}

// media is an attached file, or where own is false also a picture on the web.
func (c *checker) media(o object, key string, own bool) {
	m, ok := o.child(key)
	if !ok {
		return
	}
	u := m.str("url", 1, 2048)
	if name, found := strings.CutPrefix(u, "attachment://"); found {
		if _, ok := c.files[name]; !ok {
			c.fail(m.path, "%q is not attached", name)
		} else {
			c.files[name] = true
		}
	} else if own {
		c.fail(m.path, "not an attached file")
	} else {
		c.link(m.path, u)
	}
	m.close()
}

// modal checks the data of a modal: one to five labelled inputs.
func (c *checker) modal(o object) {
	d, ok := o.child("data")
	if !ok {
		return
	}
	if id := d.str("custom_id", 1, 100); id == "" {
		c.fail(d.path, "no custom_id")
	}
	d.str("title", 1, 45)
	for i, raw := range d.list("components", 1, 5) {
		path := fmt.Sprintf("data.components[%d]", i)
		l, ok := c.object(path, raw)
		if !ok {
			continue
		}
		if t := l.num("type", 1, 30, 0); t != typeLabel {
			c.fail(path, "component type %d, want a label (%d)", t, typeLabel)
			continue
		}
		l.num("id", 0, 1<<31-1, 0)
		l.str("label", 1, 45)
		l.str("description", 0, 100)
		if raw, ok := l.take("component"); ok {
			c.component(path+".component", raw, []int64{typeInput, typeSelect})
		} else {
			c.fail(path, "component is missing")
		}
		l.close()
	}
	d.close()
}

func (c *checker) input(o object) {
	c.customID(o)
	o.num("style", 1, 2, 0)
	lo, hi := o.num("min_length", 0, 4000, 0), o.num("max_length", 1, 4000, 4000)
	if lo > hi {
		c.fail(o.path, "min_length %d above max_length %d", lo, hi)
	}
	o.str("value", 0, int(hi))
	o.str("placeholder", 0, 100)
	o.flag("required", true)
}
