package playground_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord"
	"cleannet/bot/playground"
)

// slowly answers every interaction by a deferral and keeps it for later.
func slowly(kept *discord.Interaction) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err == nil {
			*kept, err = discord.Decode(raw)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		_, _ = w.Write(discord.EncodeDeferral(bot.Deferral{}))
	}
}

// TestLate holds that the bot's own REST client, with the App for a transport,
// reaches the page with an edit and its files, a follow-up and a deletion.
func TestLate(t *testing.T) {
	var in discord.Interaction
	p, app := newPage(t, echo, func(c *playground.Config) { c.Endpoint = slowly(&in) })
	rest, err := discord.NewREST(discord.RESTConfig{Transport: app})
	if err != nil {
		t.Fatal(err)
	}
	a := call(t, p, askCall)
	if a.Answer.Type != 5 {
		t.Fatalf("first answer of type %d", a.Answer.Type)
	}
	ctx := context.Background()
	const message = `{"flags":32768,"components":[{"type":10,"content":"see [it](https://gazette.example/a?x=1&y=%282%29#x)"}]}`
	files := []bot.Attachment{{Name: "a b.bib", Type: "text/html", Data: []byte("<script>1</script>")}, {Name: "p.png", Type: "image/png", Data: []byte("png")}}
	if err := errors.Join(rest.Edit(ctx, in, []byte(message), files), rest.FollowUp(ctx, in, []byte(message), nil), rest.Delete(ctx, in)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Events []struct {
			Kind    string
			Message json.RawMessage
			Files   []struct {
				Name, URL string
				Size      int
			}
		}
		Sources map[string]string
	}
	if err := json.Unmarshal([]byte(read(t, serve(p, browse("GET", a.Later, "", nil)))), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Events) != 3 || got.Events[0].Kind != "edit" || got.Events[1].Kind != "followup" || got.Events[2].Kind != "delete" || len(got.Events[0].Files) != 2 {
		t.Fatalf("events: %+v", got)
	}
	if string(got.Events[0].Message) != message || len(got.Sources) != 1 {
		t.Errorf("message %s with sources %v", got.Events[0].Message, got.Sources)
	}
	for i, want := range []string{"application/octet-stream", "image/png"} {
		resp := serve(p, browse("GET", got.Events[0].Files[i].URL, "", nil))
		if read(t, resp) != string(files[i].Data) || resp.Header.Get("Content-Type") != want || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("file %d: %d %v", i, resp.StatusCode, resp.Header)
		}
		if saved := resp.Header.Get("Content-Disposition") == "attachment"; saved != (i == 0) {
			t.Errorf("file %d: saved %t", i, saved)
		}
	}
	in.Token = "another"
	if err := rest.Edit(ctx, in, []byte(message), nil); err == nil {
		t.Error("an edit with a wrong token is taken")
	}
}

// TestLateWaits holds that the page waits for a late answer without asking
// again and again, and that an interaction ends.
func TestLateWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var in discord.Interaction
		p, app := newPage(t, echo, func(c *playground.Config) { c.Endpoint = slowly(&in) })
		a := call(t, p, askCall)
		begun := time.Now()
		has(t, "an answer to waiting in vain", read(t, serve(p, browse("GET", a.Later, "", nil))), `"events":[]`)
		if waited := time.Since(begun); waited != 8*time.Second {
			t.Errorf("waited %v", waited)
		}
		done := make(chan string)
		go func() { done <- read(t, serve(p, browse("GET", a.Later, "", nil))) }()
		time.Sleep(3 * time.Second)
		put(t, app, in, http.StatusOK)
		has(t, "the late answer", <-done, `"kind":"edit"`)
		if waited := time.Since(begun); waited != 11*time.Second {
			t.Errorf("waited %v, want until the answer came", waited)
		}
		time.Sleep(15 * time.Minute)
		put(t, app, in, http.StatusNotFound)
		if resp := serve(p, browse("GET", a.Later, "", nil)); resp.StatusCode != http.StatusNotFound {
			t.Errorf("after 15 minutes: %d", resp.StatusCode)
		}
	})
}

func put(t *testing.T, app *playground.App, in discord.Interaction, want int) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPatch, "https://discord.com/api/v10/webhooks/"+in.Application+"/"+in.Token+"/messages/@original", strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := app.RoundTrip(r)
	if err != nil || resp.StatusCode != want {
		t.Errorf("edit: %v %v, want %d", resp, err, want)
	}
}

// TestBounds holds that neither interactions nor files pile up.
func TestBounds(t *testing.T) {
	var in discord.Interaction
	now := time.Now()
	p, app := newPage(t, echo, func(c *playground.Config) {
		c.Endpoint = slowly(&in)
		c.Now = func() time.Time { now = now.Add(time.Second); return now }
	})
	first := call(t, p, askCall)
	old := in
	put(t, app, old, http.StatusOK)
	for range 20 {
		put(t, app, in, http.StatusOK)
		if strings.Count(read(t, serve(p, browse("GET", first.Later, "", nil))), `"kind"`) < 1 {
			t.Fatal("a late answer was lost")
		}
	}
	for range 16 {
		put(t, app, old, http.StatusOK)
	}
	put(t, app, old, http.StatusTooManyRequests) // nobody fetches them
	for range 300 {
		call(t, p, askCall)
	}
	put(t, app, old, http.StatusNotFound)
	put(t, app, in, http.StatusOK)
}

// FuzzReadMessage holds that what is taken as a message is JSON, and that a
// message written by the standard library comes back whole.
func FuzzReadMessage(f *testing.F) {
	f.Add("application/json", []byte(`{"content":"x"}`))
	f.Add("multipart/form-data; boundary=b", []byte("--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{}\r\n--b--"))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		if m, _, err := playground.ReadMessage(kind, body); err == nil && !json.Valid(m) {
			t.Errorf("%q as %s gives %q", body, kind, m)
		}
		var buf bytes.Buffer
		w := multipart.NewWriter(&buf)
		err := w.WriteField("payload_json", "{}")
		part, err2 := w.CreateFormFile("files[0]", "x.bin")
		if err = errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		_, err = part.Write(body)
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		m, files, err := playground.ReadMessage(w.FormDataContentType(), buf.Bytes())
		if err != nil || string(m) != "{}" || len(files) != 1 {
			t.Errorf("a file of %q gives %s, %d files, %v", body, m, len(files), err)
		}
	})
}
