package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A checker gathers what is wrong with one payload.
type checker struct {
	errs []error

	components int             // of the message, nested ones counted
	text       int             // UTF-16 units over all text displays
	customIDs  map[string]bool // of the message or modal
	ids        map[int64]bool  // of components
	files      map[string]bool // attached file names; true once referenced
}

func newChecker() *checker {
	return &checker{customIDs: map[string]bool{}, ids: map[int64]bool{}, files: map[string]bool{}}
}

func (c *checker) fail(path, format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s: %s", path, fmt.Sprintf(format, args...)))
}

func (c *checker) err() error { return errors.Join(c.errs...) }

// An object is a JSON object with the keys that nobody asked for yet: what is
// left at close is a field that should not have been sent.
type object struct {
	path string
	left map[string]json.RawMessage
	c    *checker
}

// object reads raw, which must be a JSON object without repeated keys.
func (c *checker) object(path string, raw json.RawMessage) (object, bool) {
	o := object{path: path, left: map[string]json.RawMessage{}, c: c}
	switch {
	case !utf8.Valid(raw):
		c.fail(path, "not valid UTF-8")
		return o, false
	case len(raw) > 0 && !json.Valid(raw): // the decoder below does not see what follows the object
		c.fail(path, "broken JSON")
		return o, false
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		c.fail(path, "not a JSON object")
		return o, false
	}
	for d.More() {
		t, err := d.Token()
		key, ok := t.(string)
		var v json.RawMessage
		if err != nil || !ok || d.Decode(&v) != nil {
			c.fail(path, "broken JSON")
			return o, false
		}
		if _, twice := o.left[key]; twice {
			c.fail(path, "key %q twice", key)
		}
		o.left[key] = v
	}
	return o, true
}

// take removes and returns the value of key; ok is false where it is absent.
// A null is refused: nothing that we send needs one.
func (o object) take(key string) (raw json.RawMessage, ok bool) {
	raw, ok = o.left[key]
	delete(o.left, key)
	if ok && string(raw) == "null" {
		o.c.fail(o.path+"."+key, "null")
		return nil, false
	}
	return raw, ok
}

// close reports the fields that nobody took.
func (o object) close() {
	for _, k := range slices.Sorted(maps.Keys(o.left)) {
		o.c.fail(o.path, "field %q has no place here", k)
	}
}

// str takes a string of at least lo and at most hi UTF-16 units. It is required
// where lo is above 0, and white space alone is then no text, as on Discord.
func (o object) str(key string, lo, hi int) string {
	raw, ok := o.take(key)
	if !ok {
		if lo > 0 {
			o.c.fail(o.path, "%s is missing", key)
		}
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		o.c.fail(o.path+"."+key, "not a string")
		return ""
	}
	switch n := units(s); {
	case n > hi:
		o.c.fail(o.path+"."+key, "%d characters, at most %d", n, hi)
	case n < lo || lo > 0 && strings.TrimSpace(s) == "":
		o.c.fail(o.path+"."+key, "empty")
	}
	if strings.ContainsRune(s, 0) {
		o.c.fail(o.path+"."+key, "holds NUL")
	}
	return s
}

// num takes a whole number from lo to hi, or returns def where there is none.
func (o object) num(key string, lo, hi, def int64) int64 {
	raw, ok := o.take(key)
	if !ok {
		return def
	}
	var n int64
	if json.Unmarshal(raw, &n) != nil {
		o.c.fail(o.path+"."+key, "not a whole number")
		return def
	}
	if n < lo || n > hi {
		o.c.fail(o.path+"."+key, "%d, want %d to %d", n, lo, hi)
	}
	return n
}

// flag takes a boolean, or returns def where there is none.
func (o object) flag(key string, def bool) bool {
	raw, ok := o.take(key)
	if !ok {
		return def
	}
	b := def
	if json.Unmarshal(raw, &b) != nil {
		o.c.fail(o.path+"."+key, "not a boolean")
	}
	return b
}

// list takes an array of at least lo and at most hi elements; required where
// lo is above 0.
func (o object) list(key string, lo, hi int) []json.RawMessage {
	raw, ok := o.take(key)
	if !ok {
		if lo > 0 {
			o.c.fail(o.path, "%s is missing", key)
		}
		return nil
	}
	var l []json.RawMessage
	if json.Unmarshal(raw, &l) != nil {
		o.c.fail(o.path+"."+key, "not an array")
		return nil
	}
	if len(l) < lo || len(l) > hi {
		o.c.fail(o.path+"."+key, "%d elements, want %d to %d", len(l), lo, hi)
	}
	return l
}

// child takes an object.
func (o object) child(key string) (object, bool) {
	raw, ok := o.take(key)
	if !ok {
		o.c.fail(o.path, "%s is missing", key)
		return object{}, false
	}
	return o.c.object(o.path+"."+key, raw)
}

// units returns the length of s in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
