package discordtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Most commands of each type that an application may have, and most characters
// that one of them may have in names, descriptions and values together.
const (
	maxSlash       = 100
	maxMenu        = 15
	maxCommandText = 8000
)

var (
	// commandName is what Discord asks of names of slash commands and options.
	commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)
	// locales that Discord knows.
	locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")
)

// CheckCommands says what Discord would refuse in an array of application
// commands, as PUT to overwrite them all. It returns every fault it found, joined.
func CheckCommands(raw []byte) error {
	c := newChecker()
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		c.fail("commands", "not an array")
	}
	perType := map[int64]int{}
	seen := map[string]bool{}
	for i, raw := range list {
		name, t := c.command(fmt.Sprintf("commands[%d]", i), raw)
		if key := fmt.Sprint(t, name); seen[key] {
			c.fail("commands", "%q twice", name)
		} else {
			seen[key] = true
		}
		perType[t]++
	}
	for t, n := range perType {
		if most := map[bool]int{true: maxSlash, false: maxMenu}[t == 1]; n > most {
			c.fail("commands", "%d of type %d, at most %d", n, t, most)
		}
	}
	return c.err()
}

// CheckCommand is CheckCommands for one command.
func CheckCommand(raw []byte) error {
	c := newChecker()
	c.command("command", raw)
	return c.err()
}

func (c *checker) command(path string, raw json.RawMessage) (name string, kind int64) {
	o, ok := c.object(path, raw)
	if !ok {
		return "", 0
	}
	o.dropNulls("options", "contexts", "integration_types", "default_member_permissions", "name_localizations", "description_localizations")
	c.text = 0
	kind = o.num("type", 1, 3, 1)
	if kind == 1 {
		name = c.name(o)
		c.text += units(o.str("description", 1, 100))
		c.localized(o, "description_localizations", func(s string) bool { return s != "" && units(s) <= 100 })
	} else {
		name = o.str("name", 1, 32)
		c.localized(o, "name_localizations", func(s string) bool { return s != "" && units(s) <= 32 })
		if d := o.str("description", 0, 100); d != "" {
			c.fail(path, "a menu command has no description")
		}
		o.list("options", 0, 0)
	}
	// A number in what is sent, a string in what comes back (Discord's own
	// description).
	o.num("default_member_permissions", 0, 1<<54-1, 0)
	o.flag("nsfw", false)
	for _, key := range []string{"contexts", "integration_types"} {
		var seen []string
		for _, v := range o.list(key, 0, 3) {
			if s := string(v); !slices.Contains([]string{"0", "1", "2"}, s) || slices.Contains(seen, s) {
				c.fail(path+"."+key, "%s", s)
			} else {
				seen = append(seen, s)
			}
		}
	}
	c.options(o)
	if c.text > maxCommandText {
		c.fail(path, "%d characters, at most %d", c.text, maxCommandText)
	}
	o.close()
	return name, kind
}

// dropNulls forgets those of the keys whose value is null, which for them is
// the same as absent.
func (o object) dropNulls(keys ...string) {
	for _, k := range keys {
		if string(o.left[k]) == "null" {
			delete(o.left, k)
		}
	}
}

func (c *checker) name(o object) string {
	valid := func(s string) bool { return commandName.MatchString(s) && s == strings.ToLower(s) }
	name := o.str("name", 1, 32)
	if !valid(name) {
		c.fail(o.path+".name", "%q", name)
	}
	c.text += units(name)
	c.localized(o, "name_localizations", valid)
	return name
}

func (c *checker) localized(o object, key string, valid func(string) bool) {
	raw, ok := o.take(key)
	if !ok {
		return
	}
	var m map[string]string
	if json.Unmarshal(raw, &m) != nil {
		c.fail(o.path+"."+key, "not an object of strings")
	}
	for l, s := range m {
		if !slices.Contains(locales, l) || !valid(s) {
			c.fail(o.path+"."+key, "%s: %q", l, s)
		}
	}
}

// options checks the options of a command: at most 25, required ones first. We
// use neither subcommands nor options that name a channel, role or user.
func (c *checker) options(o object) {
	seen := map[string]bool{}
	optional := false
	for i, raw := range o.list("options", 0, 25) {
		op, ok := c.object(fmt.Sprintf("%s.options[%d]", o.path, i), raw)
		if !ok {
			continue
		}
		op.dropNulls("options", "choices", "channel_types", "name_localizations", "description_localizations", "min_length", "max_length")
		t := op.num("type", 3, 5, 0)
		name := c.name(op)
		if seen[name] {
			c.fail(op.path, "name twice")
		}
		seen[name] = true
		c.text += units(op.str("description", 1, 100))
		c.localized(op, "description_localizations", func(s string) bool { return s != "" && units(s) <= 100 })
		required := op.flag("required", false)
		if required && optional {
			c.fail(op.path, "required after an optional one")
		}
		optional = optional || !required
		auto := op.flag("autocomplete", false)
		choices := c.optionChoices(op, t)
		if auto && choices > 0 || auto && t == 5 {
			c.fail(op.path, "autocomplete with choices or a boolean")
		}
		if lo, hi := op.num("min_length", 0, 6000, 0), op.num("max_length", 1, 6000, 6000); lo > hi {
			c.fail(op.path, "min_length above max_length")
		}
		op.num("min_value", -1<<53, 1<<53, 0)
		op.num("max_value", -1<<53, 1<<53, 0)
		op.list("options", 0, 0)
		op.list("channel_types", 0, 0)
		op.close()
	}
}

func (c *checker) optionChoices(op object, t int64) int {
	list := op.list("choices", 0, 25)
	for i, raw := range list {
		ch, ok := c.object(fmt.Sprintf("%s.choices[%d]", op.path, i), raw)
		if !ok {
			continue
		}
		ch.dropNulls("name_localizations")
		c.text += units(ch.str("name", 1, 100))
		c.localized(ch, "name_localizations", func(s string) bool { return s != "" && units(s) <= 100 })
		if t == 4 {
			ch.num("value", -1<<53, 1<<53, 0)
		} else {
			c.text += units(ch.str("value", 1, 100))
		}
		ch.close()
	}
	return len(list)
}
