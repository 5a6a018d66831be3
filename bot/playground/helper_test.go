package playground_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord"
	"cleannet/bot/playground"
	"cleannet/corpus"
)

// A handler is a bot made of two functions.
type handler struct {
	handle   func(context.Context, bot.Request) (bot.Reply, error)
	deferral func(bot.Request) bot.Deferral
}

func (h handler) Handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return h.handle(ctx, r)
}

func (h handler) Deferral(_ context.Context, r bot.Request) bot.Deferral {
	if h.deferral == nil {
		return bot.Deferral{}
	}
	return h.deferral(r)
}

// newPage returns a playground in front of the handler, and its App.
func newPage(t testing.TB, h discord.Handler, change func(*playground.Config)) (*playground.Playground, *playground.App) {
	t.Helper()
	app, err := playground.NewApp(nil)
	if err != nil {
		t.Fatal(err)
	}
	endpoint, err := discord.NewEndpoint(discord.EndpointConfig{PublicKey: app.PublicKey(), First: discord.Inline(h, slog.New(slog.DiscardHandler))})
	if err != nil {
		t.Fatal(err)
	}
	c := playground.Config{App: app, Endpoint: endpoint, State: state(t)}
	if change != nil {
		change(&c)
	}
	p, err := playground.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p, app
}

// echo is a bot that repeats questions as they came.
var echo = handler{handle: func(_ context.Context, r bot.Request) (bot.Reply, error) {
	return bot.Reply{Body: []bot.Component{bot.Text{Markdown: "you asked: " + r.Options["question"]}}}, nil
}}

// hostile is an article all of whose parts try to become markup.
const hostile = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'">`

func samples() []*corpus.Article {
	return []*corpus.Article{
		{
			ID: "gazette-2020", Title: "Operators and equipment", Publisher: "The Gazette", URL: "https://gazette.example/a?x=1&y=(2)",
			Lang: "en", Kind: corpus.News, Stance: corpus.Neutral, Basis: corpus.Full, Published: corpus.Date{Year: 2020, Month: 10, Day: 15},
			Topics: []string{"operators"}, Countries: []string{"KR", "US"}, Authors: []string{"A. Writer"},
			Text: "One operator still uses\nthe equipment. It was urged to stop.\n\nThe talks lasted two hours. Nobody signed.",
		},
		{
			ID: "hostile-2021", Title: hostile, TitleEN: hostile, Publisher: hostile, URL: "javascript:document.title='owned'",
			Lang: "en", Kind: corpus.Opinion, Stance: corpus.Critic, Basis: corpus.Digest, Published: corpus.Date{Year: 2021, Month: 2},
			Topics: []string{hostile}, Countries: []string{"CN"}, Authors: []string{hostile}, ArchiveURL: "javascript:alert(1)",
			Text: hostile + " stands in the text. The second sentence is harmless.",
		},
		{
			ID: "undated", Title: "Without a date", TitleSupplied: true, Publisher: "Ministry", URL: "https://ministry.example/b",
			Lang: "en", Kind: corpus.Official, Stance: corpus.KRGov, Basis: corpus.Digest, Topics: []string{"operators"}, Countries: []string{"KR"},
			Text: "The ministry takes part in talks.",
		},
	}
}

func state(testing.TB) func() playground.State {
	s := playground.State{Corpus: corpus.New(samples()...), Passages: 4, Generation: 7, Loaded: time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)}
	return func() playground.State { return s }
}

// browse makes a request as a browser would that shows the page at host.
func browse(method, target, body string, change func(*http.Request)) *http.Request {
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+target, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Origin", "http://127.0.0.1:8080")
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if change != nil {
		change(r)
	}
	return r
}

func serve(h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func read(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const askCall = `{"type":2,"place":"guild","role":"member","locale":"ko","data":{"id":"1","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"why?"}]}}`

// answered is what the page gets for an interaction.
type answered struct {
	Interaction json.RawMessage
	Status      int
	Answer      struct {
		Type int
		Data struct{ Flags int }
	}
	Later   string
	Sources map[string]string
}

func call(t testing.TB, h http.Handler, body string) answered {
	t.Helper()
	resp := serve(h, browse("POST", "/play/interact", body, nil))
	raw := read(t, resp)
	var a answered
	if err := json.Unmarshal([]byte(raw), &a); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("interact: %d %s: %v", resp.StatusCode, raw, err)
	}
	return a
}

func has(t testing.TB, what, s string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !bytes.Contains([]byte(s), []byte(p)) {
			t.Errorf("%s lacks %q:\n%.1500s", what, p, s)
		}
	}
}
