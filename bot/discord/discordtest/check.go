package discordtest

import (
	"encoding/json"
	"fmt"
)

// Flags of a message that we may send. All others are refused.
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagSilent         = 1 << 12
	flagV2             = 1 << 15
)

// Types of an answer to an interaction, as Discord numbers them.
const (
	responsePong           = 1
	responseMessage        = 4
	responseDeferred       = 5
	responseDeferredUpdate = 6
	responseUpdate         = 7
	responseChoices        = 8
	responseModal          = 9
)

// Sizes in bytes: of one attached file, unless the interaction allows more, and
// of one request.
const (
	MaxFile    = 10 << 20
	MaxRequest = 25 << 20
)

// CheckResponse says what Discord, or good sense, would refuse in a first
// answer to an interaction: a JSON object of type and data. It returns nil for
// a good one, and otherwise every fault it found, joined.
func CheckResponse(raw []byte) error {
	c := newChecker()
	c.response(raw)
	return c.err()
}

// CheckMessage does the same for the body of an edit of an answer or of a
// follow-up: a bare message. Edits cannot change who sees a message, so
// EPHEMERAL is refused; for a follow-up there is [CheckFollowUp].
func CheckMessage(raw []byte) error {
	c := newChecker()
	c.message("message", raw, flagV2|flagSuppressEmbeds)
	return c.err()
}

// CheckFollowUp is CheckMessage for a follow-up, which may be EPHEMERAL.
func CheckFollowUp(raw []byte) error {
	c := newChecker()
	c.message("message", raw, flagV2|flagSuppressEmbeds|flagEphemeral|flagSilent)
	return c.err()
}

func (c *checker) response(raw []byte) {
	o, ok := c.object("response", raw)
	if !ok {
		return
	}
	data := o.left["data"]
	switch t := o.num("type", 1, 13, 0); t {
	case responsePong, responseDeferredUpdate:
		// Neither has data: a deferred update can set nothing at all.
	case responseDeferred:
		c.deferral(o)
	case responseMessage:
		delete(o.left, "data")
		c.message("data", data, flagV2|flagSuppressEmbeds|flagEphemeral|flagSilent)
	case responseUpdate:
		delete(o.left, "data")
		c.message("data", data, flagV2|flagSuppressEmbeds)
	case responseChoices:
		c.choices(o)
	case responseModal:
		c.modal(o)
	default:
		c.fail("response.type", "%d is no answer that we give", t)
	}
	o.close()
}

// deferral: only EPHEMERAL may be set, and the V2 flag goes on the edit.
func (c *checker) deferral(o object) {
	if _, ok := o.left["data"]; !ok {
		return
	}
	if d, ok := o.child("data"); ok {
		if f := d.num("flags", 0, 1<<31, 0); f&^flagEphemeral != 0 {
			c.fail("data.flags", "%d, a deferral may set EPHEMERAL alone", f)
		}
		d.close()
	}
}

func (c *checker) choices(o object) {
	d, ok := o.child("data")
	if !ok {
		return
	}
	if _, ok := d.left["choices"]; !ok {
		c.fail("data", "choices is missing")
	}
	for i, raw := range d.list("choices", 0, 25) {
		if ch, ok := c.object(fmt.Sprintf("data.choices[%d]", i), raw); ok {
			ch.str("name", 1, 100)
			ch.str("value", 1, 100)
			ch.close()
		}
	}
	d.close()
}

// message checks a message whose flags must lie in allowed.
func (c *checker) message(path string, raw json.RawMessage, allowed int64) {
	o, ok := c.object(path, raw)
	if !ok {
		return
	}
	flags := o.num("flags", 0, 1<<31, 0)
	if bad := flags &^ allowed; bad != 0 {
		c.fail(path+".flags", "bits %d cannot be set here", bad)
	}
	c.mentions(o)
	c.attachments(o)
	v2 := flags&flagV2 != 0
	_, hasContent := o.left["content"]
	_, hasComponents := o.left["components"]
	switch {
	case v2 && hasContent:
		c.fail(path+".content", "not with Components V2")
	case !v2 && hasContent:
		o.str("content", 1, 2000)
	case !hasComponents:
		c.fail(path, "empty message")
	}
	if hasComponents || v2 {
		c.top(o, v2)
	}
	for name, used := range c.files {
		if v2 && !used {
			c.fail(path+".attachments", "%q is attached but not shown", name)
		}
	}
	o.close()
}

// mentions: every message switches all pings off. A null or missing parse lets
// everything ping.
func (c *checker) mentions(o object) {
	m, ok := o.child("allowed_mentions")
	if !ok {
		return
	}
	if _, ok := m.left["parse"]; !ok {
		c.fail(m.path, "parse is missing")
	}
	m.list("parse", 0, 0)
	if r := m.flag("replied_user", false); r {
		c.fail(m.path, "replied_user pings")
	}
	m.list("users", 0, 0)
	m.list("roles", 0, 0)
	m.close()
}

func (c *checker) attachments(o object) {
	ids := map[string]bool{}
	for i, raw := range o.list("attachments", 0, 10) {
		a, ok := c.object(fmt.Sprintf("%s.attachments[%d]", o.path, i), raw)
		if !ok {
			continue
		}
		id := ""
		if v, ok := a.take("id"); ok {
			id = string(v)
		}
		if id == "" || ids[id] {
			c.fail(a.path, "id missing or twice")
		}
		ids[id] = true
		name := a.str("filename", 1, 1024)
		if _, twice := c.files[name]; twice {
			c.fail(a.path, "file name %q twice", name)
		}
		if !plainName(name) {
			c.fail(a.path, "file name %q would be changed by Discord", name)
		}
		c.files[name] = false
		a.str("description", 0, 1024)
		a.close()
	}
}

// plainName says whether Discord keeps the name as it is: attachment:// links
// break when it replaces characters.
func plainName(name string) bool {
	for _, r := range name {
		ok := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.'
		if !ok {
			return false
		}
	}
	return name != ""
}
