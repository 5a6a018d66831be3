package main

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"cleannet/bot/discord/discordtest"
)

// TestServePlayground holds that the program without any setting prints one
// link, to a page whose first example question is answered.
func TestServePlayground(t *testing.T) {
	p := startServe(t, discordtest.Start(t), map[string]string{"DISCORD_TOKEN": "", "DISCORD_PUBLIC_KEY": ""})
	if got := p.stdout.String(); strings.Count(got, "\n") != 1 {
		t.Errorf("printed %q, want one link alone", got)
	}
	page := fetch(t, http.MethodGet, p.url+"/", "", "", http.StatusOK)
	example := regexp.MustCompile(`class="example">([^<]+)<`).FindStringSubmatch(page)
	if example == nil {
		t.Fatalf("no example question on the page:\n%s", page)
	}
	call, err := json.Marshal(map[string]any{
		"type": 2, "place": "guild", "role": "member", "locale": "en-US",
		"data": map[string]any{"id": "1", "name": "ask", "type": 1, "options": []any{map[string]any{"name": "question", "type": 3, "value": example[1]}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	answer := fetch(t, http.MethodPost, p.url+"/play/interact", p.url, string(call), http.StatusOK)
	var got struct {
		Answer  json.RawMessage
		Sources map[string]string
	}
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	if err := discordtest.CheckResponse(got.Answer); err != nil || len(got.Sources) == 0 {
		t.Errorf("the answer to %q: %v, sources %v\n%s", example[1], err, got.Sources, got.Answer)
	}
	configured(t, p.url, string(call))
	fetch(t, http.MethodPost, p.url+"/play/interact", "https://evil.example", string(call), http.StatusForbidden)
	for _, id := range got.Sources {
		fetch(t, http.MethodGet, p.url+"/library/"+id, "", "", http.StatusOK)
	}
	p.cancel()
	if code := <-p.code; code != exitOK {
		t.Errorf("ended with %d", code)
	}
}

// configured holds that what an administrator sets on the page holds there.
func configured(t *testing.T, url, ask string) {
	t.Helper()
	const private = `"flags":32832` // Components V2, for the person alone
	const config = `{"type":2,"place":"guild","role":"ROLE","locale":"en-US","data":{"id":"1","name":"config","type":1,"options":[{"name":"private","type":5,"value":true}]}}`
	interact := func(call string) string {
		t.Helper()
		return fetch(t, http.MethodPost, url+"/play/interact", url, call, http.StatusOK)
	}
	if got := interact(strings.Replace(config, "ROLE", "member", 1)); !strings.Contains(got, "right to manage") {
		t.Errorf("a member sets: %s", got)
	}
	if strings.Contains(interact(ask), private) {
		t.Error("answers are private before anybody wanted that")
	}
	interact(strings.Replace(config, "ROLE", "admin", 1))
	if !strings.Contains(interact(ask), private) {
		t.Error("answers are not private where the administrator wants that")
	}
}

func fetch(t *testing.T, method, url, origin, body string, want int) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if origin != "" {
		r.Header.Set("Origin", origin)
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != want {
		t.Fatalf("%s %s: %d %v, want %d\n%s", method, url, resp.StatusCode, err, want, out)
	}
	return string(out)
}

func TestLoopback(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1:8080": true, "127.9.9.9:0": true, "localhost:80": true, "LocalHost:80": true, "[::1]:80": true, "[::ffff:127.0.0.1]:80": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:80": false, "192.168.1.2:80": false, "127.0.0.1": false, "example.org:80": false, "": false,
	} {
		if got := loopback(addr); got != want {
			t.Errorf("loopback(%q) = %t", addr, got)
		}
	}
}
