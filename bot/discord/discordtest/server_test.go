package discordtest

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const ask = `{"id":"1","name":"ask","type":1}`

// do puts one request to the server and returns the status and Discord's code.
func do(t *testing.T, s *Server, method, path, kind, body string) string {
	t.Helper()
	r := httptest.NewRequest(method, "/api/v10/"+path, strings.NewReader(body))
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var code string
	if _, rest, ok := strings.Cut(w.Body.String(), `"code":`); ok {
		code = " " + strings.TrimSuffix(rest, "}")
	}
	return fmt.Sprint(w.Code, code)
}

// What the server refuses of what is said in answer to an interaction.
func TestServerRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := StartPiped(t)
		const json = "application/json"
		plain := message(text("a"))
		callback := func(raw []byte) string {
			return "interactions/" + field(raw, "id") + "/" + field(raw, "token") + "/callback"
		}
		webhook := func(raw []byte) string { return "webhooks/" + Application + "/" + field(raw, "token") }
		fresh := func() []byte { return s.Issue(Command, ask) }
		check := func(what, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %s, want %s", what, got, want)
			}
		}
		raw := fresh()
		check("an edit before the answer", do(t, s, "PATCH", webhook(raw)+"/messages/@original", json, plain), "404 10015")
		check("an answer that is no JSON", do(t, s, "POST", callback(raw), "text/plain", `{"type":5}`), "400 50109")
		check("an answer against the rules", do(t, s, "POST", callback(raw), json, `{"type":4,"data":{}}`), "400 50035")
		check("choices for a command", do(t, s, "POST", callback(raw), json, `{"type":8,"data":{"choices":[]}}`), "400 50035")
		check("an update for a command", do(t, s, "POST", callback(raw), json, `{"type":6}`), "400 50035")
		check("an unknown token", do(t, s, "POST", "interactions/1/x/callback", json, `{"type":5}`), "404 10062")
		check("a good answer", do(t, s, "POST", callback(raw), json, `{"type":5}`), "204")
		check("a second answer", do(t, s, "POST", callback(raw), json, `{"type":5}`), "400 40060")
		check("an edit against the rules", do(t, s, "PATCH", webhook(raw)+"/messages/@original", json, `{"content":"x"}`), "400 50035")
		check("an edit by another application", do(t, s, "PATCH", strings.Replace(webhook(raw), Application, "1", 1)+"/messages/@original", json, plain), "404 10015")
		check("a good edit", do(t, s, "PATCH", webhook(raw)+"/messages/@original", json, plain), "200")
		check("a follow-up", do(t, s, "POST", webhook(raw), json, plain), "200")
		check("a deletion", do(t, s, "DELETE", webhook(raw)+"/messages/@original", "", ""), "204")
		check("an edit of what is gone", do(t, s, "PATCH", webhook(raw)+"/messages/@original", json, plain), "404 10008")
		check("an unknown path", do(t, s, "GET", "guilds/1", "", ""), "404 0")

		raw = fresh()
		time.Sleep(3100 * time.Millisecond)
		check("an answer after three seconds", do(t, s, "POST", callback(raw), json, `{"type":5}`), "404 10062")
		if !s.Answer(raw).Late {
			t.Error("a late answer was not seen to be late")
		}
		raw = fresh()
		check("in time", do(t, s, "POST", callback(raw), json, `{"type":5}`), "204")
		time.Sleep(16 * time.Minute)
		check("an edit after 15 minutes", do(t, s, "PATCH", webhook(raw)+"/messages/@original", json, plain), "401 50027")
		raw = s.Issue(Autocomplete, ask)
		check("a message for typing", do(t, s, "POST", callback(raw), json, `{"type":5}`), "400 50035")
		raw = s.Issue(Submit, `{"custom_id":"x","components":[]}`)
		check("a form for a form", do(t, s, "POST", callback(raw), json, `{"type":9,"data":{"custom_id":"m","title":"T","components":[{"type":18,"label":"L","component":{"type":4,"custom_id":"i","style":1}}]}}`), "400 50035")
		if n := len(s.Violations()); n != 11 {
			t.Errorf("%d violations, want 11:\n%s", n, strings.Join(s.Violations(), "\n"))
		}
	})
}

// Files must be those that the message names, in number, order, name and size.
func TestServerFiles(t *testing.T) {
	s := StartPiped(t)
	payload := message(`{"type":13,"file":{"url":"attachment://a.bib"}}`, file)
	form := func(parts ...string) (kind, body string) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for i := 0; i < len(parts); i += 3 {
			p, err := w.CreateFormFile(parts[i], parts[i+1])
			if parts[i+1] == "" {
				p, err = w.CreateFormField(parts[i])
			}
			if err == nil {
				_, err = p.Write([]byte(parts[i+2]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return w.FormDataContentType(), b.String()
	}
	large := strings.Repeat("x", MaxFile+1)
	for _, tt := range []struct {
		name  string
		parts []string
		want  string
	}{
		{"good", []string{"payload_json", "", payload, "files[0]", "a.bib", "x"}, "200"},
		{"no file", []string{"payload_json", "", payload}, "400 50035"},
		{"another name", []string{"payload_json", "", payload, "files[0]", "b.bib", "x"}, "400 50035"},
		{"another part", []string{"payload_json", "", payload, "files[1]", "a.bib", "x"}, "400 50035"},
		{"one too many", []string{"payload_json", "", payload, "files[0]", "a.bib", "x", "files[1]", "b.bib", "x"}, "400 50035"},
		{"too large", []string{"payload_json", "", payload, "files[0]", "a.bib", large}, "400 50035"},
		{"no message", []string{"files[0]", "a.bib", "x"}, "400 50035"},
	} {
		raw := s.Issue(Command, ask)
		if err := s.Respond(raw, []byte(`{"type":5}`)); err != nil {
			t.Fatal(err)
		}
		token := field(raw, "token")
		kind, body := form(tt.parts...)
		if got := do(t, s, http.MethodPatch, "webhooks/"+Application+"/"+token+"/messages/@original", kind, body); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	raw := s.Issue(Command, ask)
	if err := s.Respond(raw, []byte(`{"type":5}`)); err != nil {
		t.Fatal(err)
	}
	token := field(raw, "token")
	if got := do(t, s, http.MethodPatch, "webhooks/"+Application+"/"+token+"/messages/@original", "application/json", payload); got != "400 50035" {
		t.Errorf("a file that is named and not sent: %s", got)
	}
}

// Commands come back with what Discord fills in, and the rules hold.
func TestServerCommands(t *testing.T) {
	s := StartPiped(t)
	const path = "applications/" + Application + "/commands"
	put := func(method, path, body, token string) (int, string) {
		r := httptest.NewRequest(method, "/api/v9/"+path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bot "+token)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	const one = `{"name":"ask","description":"d"}`
	if code, _ := put("GET", path, "", "wrong"); code != 401 {
		t.Errorf("a wrong token: %d", code)
	}
	if code, _ := put("POST", path, one, BotToken); code != 201 {
		t.Errorf("a new command: %d", code)
	}
	if code, _ := put("POST", path, one, BotToken); code != 200 || len(s.Commands("")) != 1 {
		t.Errorf("the same again: %d, %d commands", code, len(s.Commands("")))
	}
	if code, _ := put("POST", path, `{"name":"Ask","description":"d"}`, BotToken); code != 400 {
		t.Errorf("one against the rules: %d", code)
	}
	id := field(s.Commands("")[0], "id")
	if code, body := put("PATCH", path+"/"+id, `{"name":"ask","description":"e"}`, BotToken); code != 200 || !strings.Contains(body, `"default_member_permissions":null`) {
		t.Errorf("a change: %d %s", code, body)
	}
	if code, _ := put("DELETE", path+"/"+field(s.Commands("")[0], "id"), "", BotToken); code != 204 || len(s.Commands("")) != 0 {
		t.Errorf("a deletion: %d, %d commands", code, len(s.Commands("")))
	}
	if code, _ := put("PUT", "applications/"+Application+"/guilds/5/commands", `[`+one+`]`, BotToken); code != 200 || len(s.Commands("5")) != 1 {
		t.Errorf("a server's: %d, %d commands", code, len(s.Commands("5")))
	}
}
