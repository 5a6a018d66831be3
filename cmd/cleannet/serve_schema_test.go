package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"cleannet/bot/discord/discordtest"
)

// The answer to a signed question posted to the running program is valid by
// Discord's published description, as the data of a first answer.
func TestServeSchema(t *testing.T) {
	dir := os.Getenv("CLEANNET_TESTDATA")
	if dir == "" {
		t.Skip("CLEANNET_TESTDATA names no folder with Discord's description; the strict rules hold in TestServeDiscord")
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	callback, err := c.Compile(filepath.Join(dir, "discord", "openapi.json") +
		"#/paths/~1interactions~1%7Binteraction_id%7D~1%7Binteraction_token%7D~1callback/post/requestBody/content/application~1json/schema")
	if err != nil {
		t.Fatal(err)
	}
	s := discordtest.Start(t)
	s.Patient = true // the first question finds an index that is cold
	p := startServe(t, s, map[string]string{"DISCORD_TOKEN": ""})
	question := s.Issue(discordtest.Command, asked)
	if err := s.Post(t.Context(), http.DefaultClient, p.url+"/interactions", question); err != nil {
		t.Fatal(err)
	}
	until(t, "an answer", func() bool { return s.Answer(question).Message != nil })
	raw, err := json.Marshal(map[string]any{"type": 4, "data": json.RawMessage(s.Answer(question).Message)})
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if err := callback.Validate(v); err != nil {
		t.Errorf("%v\n%s", err, raw)
	}
	for _, violation := range s.Violations() {
		t.Errorf("violation: %s", violation)
	}
}
