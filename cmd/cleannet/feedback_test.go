package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"cleannet/bot/discord/discordtest"
)

// buttonOf returns the custom id of the button with a label in a message.
func buttonOf(t *testing.T, message []byte, label string) string {
	t.Helper()
	var find func(any) string
	find = func(v any) string {
		switch v := v.(type) {
		case map[string]any:
			if v["label"] == label {
				id, _ := v["custom_id"].(string)
				return id
			}
			for _, x := range v {
				if id := find(x); id != "" {
					return id
				}
			}
		case []any:
			for _, x := range v {
				if id := find(x); id != "" {
					return id
				}
			}
		}
		return ""
	}
	var m any
	if err := json.Unmarshal(message, &m); err != nil {
		t.Fatalf("%v: %s", err, message)
	}
	id := find(m)
	if id == "" {
		t.Fatalf("no button %q in %s", label, message)
	}
	return id
}

// A vote that is pressed on Discord is listed by cleannet feedback while the
// server runs; without --feedback nobody is asked for one.
func TestFeedbackFromDiscord(t *testing.T) {
	s := discordtest.Start(t)
	state := t.TempDir()
	p := startServe(t, s, map[string]string{"DISCORD_TOKEN": "", "CLEANNET_STATE": state, "CLEANNET_FEEDBACK": "true", "CLEANNET_STATE_KEY": "CANARY state key of the test"})
	post := func(raw []byte) []byte {
		t.Helper()
		if err := s.Post(t.Context(), http.DefaultClient, p.url+"/interactions", raw); err != nil {
			t.Fatal(err)
		}
		until(t, "an answer", func() bool { return s.Answer(raw).First != nil })
		return s.Answer(raw).Message
	}
	list := func(args ...string) (int, string) {
		t.Helper()
		e, stdout, stderr := testEnv(map[string]string{"CLEANNET_STATE": state})
		e.now = time.Now
		code := run(t.Context(), e, append([]string{"feedback"}, args...))
		return code, stdout.String() + stderr.String()
	}
	if code, out := list(); code != exitDeclined || !strings.Contains(out, "No feedback") {
		t.Errorf("before a vote: exit code %d, %q", code, out)
	}
	answer := post(s.Issue(discordtest.Command, asked))
	id := buttonOf(t, answer, "Helpful")
	post(s.Issue(discordtest.Click, `{"custom_id":"`+id+`","component_type":2}`))
	code, out := list("--json")
	var v struct {
		Day     string
		Helpful bool
		Article string
	}
	if err := json.Unmarshal([]byte(out), &v); code != exitOK || err != nil || !v.Helpful || v.Article == "" || len(v.Day) != 10 {
		t.Errorf("exit code %d, %v: %q", code, err, out)
	}
	if _, out := list(); !strings.Contains(out, "helpful") || strings.Contains(out, "What is the Clean Network") {
		t.Errorf("the list is %q", out)
	}
	p.cancel()
	<-p.code
}

func TestRegisterCommand(t *testing.T) {
	s := discordtest.Start(t)
	vars := map[string]string{"DISCORD_API_URL": s.URL(), "DISCORD_TOKEN": discordtest.BotToken, "DISCORD_APP_ID": discordtest.Application}
	e, stdout, stderr := testEnv(vars)
	if code := run(t.Context(), e, []string{"register", "--dry-run"}); code != exitOK {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	want := "create ask\ncreate search\ncreate sources\ncreate timeline\ncreate compare\ncreate about\ncreate config\ncreate Find sources\ncreate Ask about this\n"
	if stdout.String() != want || len(s.Commands("")) != 0 {
		t.Errorf("printed %q, registered %d", stdout, len(s.Commands("")))
	}
	vars["DISCORD_TOKEN"] = "CANARYwrong"
	e, stdout, stderr = testEnv(vars)
	if code := run(t.Context(), e, []string{"register"}); code != exitOther || stdout.Len() > 0 || strings.Contains(stderr.String(), "CANARY") {
		t.Errorf("with a wrong token: exit code %d, %q, %q", code, stdout, stderr)
	}
}
