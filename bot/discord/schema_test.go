package discord

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"cleannet/bot/discord/discordtest"
)

// schemas are Discord's own descriptions of what goes in and out. They are not
// part of this repository: they are read where CLEANNET_TESTDATA names them.
var schemas = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	dir := os.Getenv("CLEANNET_TESTDATA")
	if dir == "" {
		return nil, nil
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	out := map[string]*jsonschema.Schema{}
	for name, at := range map[string]string{
		"in":       "interaction.schema.json#",
		"callback": "openapi.json#/paths/~1interactions~1%7Binteraction_id%7D~1%7Binteraction_token%7D~1callback/post/requestBody/content/application~1json/schema",
		"edit":     "openapi.json#/paths/~1webhooks~1%7Bwebhook_id%7D~1%7Bwebhook_token%7D~1messages~1@original/patch/requestBody/content/application~1json/schema",
		"command":  "openapi.json#/paths/~1applications~1%7Bapplication_id%7D~1commands/put/requestBody/content/application~1json/schema",
	} {
		file, fragment, _ := strings.Cut(at, "#")
		f, err := os.Open(filepath.Join(dir, "discord", file))
		if err != nil {
			return nil, err
		}
		doc, err := jsonschema.UnmarshalJSON(f)
		f.Close()
		if err != nil {
			return nil, err
		}
		_ = c.AddResource("mem:///"+file, doc) // the second of one file is refused, which is as well
		s, err := c.Compile("mem:///" + file + "#" + fragment)
		if err != nil {
			return nil, err
		}
		out[name] = s
	}
	return out, nil
})

// validate holds raw against a description of Discord's, where it is at hand.
func validate(t testing.TB, name string, raw []byte) {
	t.Helper()
	all, err := schemas()
	if err != nil {
		t.Fatal(err)
	}
	if all == nil {
		return
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if err := all[name].Validate(v); err != nil {
		t.Errorf("%s is not as Discord describes it: %v\n%s", name, err, raw)
	}
}

// validOutgoing holds a first answer against our own rules and Discord's.
func validOutgoing(t testing.TB, raw []byte) {
	t.Helper()
	if err := discordtest.CheckResponse(raw); err != nil {
		t.Errorf("our rules: %v\n%s", err, raw)
	}
	validate(t, "callback", raw)
}
