package playground_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord"
	"cleannet/bot/playground"
	"cleannet/corpus"
)

// TestInteract holds that an interaction reaches the bot by the signed endpoint,
// with who and where as the page says, and that the page never sees the token.
func TestInteract(t *testing.T) {
	var got bot.Request
	p, _ := newPage(t, handler{handle: func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		got = r
		return echo.handle(ctx, r)
	}}, nil)
	a := call(t, p, askCall)
	if a.Status != http.StatusOK || a.Answer.Type != 4 {
		t.Errorf("answer: status %d, type %d, want 200 and 4", a.Status, a.Answer.Type)
	}
	if got.Options["question"] != "why?" || got.Locale != "ko" || got.GuildLocale != "ko" || got.Guild == "" || got.User == "" || !got.Installed.Guild {
		t.Errorf("request: %+v", got)
	}
	has(t, "interaction", string(a.Interaction), `"token":"(left out)"`)
	member := got
	for _, tt := range []struct {
		role, place string
		want        func(bot.Request) bool
	}{
		{"admin", "guild", func(r bot.Request) bool { return r.Permissions&(1<<5) != 0 && r.User == member.User }},
		{"moderator", "guild", func(r bot.Request) bool { return r.Permissions&(1<<13|1<<5) == 1<<13 && r.User == member.User }},
		{"other", "guild", func(r bot.Request) bool { return r.User != member.User && r.Permissions&(1<<5) == 0 }},
		{"member", "dm", func(r bot.Request) bool { return r.Place == bot.BotDM && r.Guild == "" && r.User == member.User }},
		{"member", "group", func(r bot.Request) bool { return r.Place == bot.PrivateChannel && r.Installed.User }},
	} {
		body := strings.Replace(strings.Replace(askCall, `"role":"member"`, `"role":"`+tt.role+`"`, 1), `"place":"guild"`, `"place":"`+tt.place+`"`, 1)
		if call(t, p, body); !tt.want(got) {
			t.Errorf("as %s in %s: %+v", tt.role, tt.place, got)
		}
	}
}

// TestPublicRoles holds that a visitor of a public page is no administrator, and
// that visitors from different addresses are different people.
func TestPublicRoles(t *testing.T) {
	var got bot.Request
	p, _ := newPage(t, handler{handle: func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		got = r
		return echo.handle(ctx, r)
	}}, func(c *playground.Config) { c.Public = true })
	users := map[string]bool{}
	for _, addr := range []string{"192.0.2.1:1", "192.0.2.1:2", "192.0.2.2:1", "[2001:db8::1]:1", "[2001:db8::2]:1"} {
		body := strings.Replace(askCall, `"role":"member"`, `"role":"admin"`, 1)
		serve(p, browse("POST", "/play/interact", body, func(r *http.Request) { r.RemoteAddr = addr }))
		if got.Permissions&(1<<3|1<<5|1<<13) != 0 {
			t.Errorf("%s has permissions %b", addr, got.Permissions)
		}
		users[got.User+got.Guild] = true
	}
	if len(users) != 3 {
		t.Errorf("five requests from three networks are of %d people", len(users))
	}
}

func TestGuard(t *testing.T) {
	local, _ := newPage(t, echo, nil)
	public, _ := newPage(t, echo, func(c *playground.Config) { c.Public = true })
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) {
			if value == "" {
				r.Header.Del(name)
			} else {
				r.Header.Set(name, value)
			}
		}
	}
	host := func(h string) func(*http.Request) {
		return func(r *http.Request) {
			r.Host = h
			if r.Method == http.MethodPost {
				r.Header.Set("Origin", "http://"+h)
			}
		}
	}
	for i, tt := range []struct {
		method, path  string
		change        func(*http.Request)
		local, public int
	}{
		{"GET", "/", nil, 200, 200},
		{"GET", "/", host("localhost:8080"), 200, 200},
		{"GET", "/", host("[::1]:8080"), 200, 200},
		{"GET", "/", host("LOCALHOST"), 200, 200},
		{"GET", "/", host("127.8.9.10:80"), 200, 200},
		{"GET", "/", host("evil.example:8080"), 403, 200},
		{"GET", "/", host("127.0.0.1.evil.example:8080"), 403, 200},
		{"GET", "/", host("localhost.evil.example"), 403, 200},
		{"GET", "/", host("192.168.1.5:8080"), 403, 200},
		{"GET", "/", host(""), 403, 200},
		{"GET", "/", header("X-Forwarded-For", "192.0.2.7"), 403, 200},
		{"GET", "/library", header("Via", "1.1 proxy"), 403, 200},
		{"GET", "/library", host("evil.example"), 403, 200},
		{"GET", "/static/app.js", host("evil.example"), 403, 200},
		{"GET", "/play/status", header("Sec-Fetch-Site", "cross-site"), 403, 403},
		{"GET", "/static/app.js", header("Sec-Fetch-Site", "same-site"), 403, 403},
		{"GET", "/play/status", header("Origin", "https://evil.example"), 403, 403},
		{"GET", "/?q=x", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "document")
		}, 200, 200},
		{"GET", "/", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "iframe")
		}, 403, 403},
		{"POST", "/play/interact", nil, 200, 200},
		{"POST", "/play/interact", host("evil.example:8080"), 403, 200},
		{"POST", "/play/interact", header("Origin", "https://evil.example"), 403, 403},
		{"POST", "/play/interact", header("Origin", "null"), 403, 403},
		{"POST", "/play/interact", header("Origin", "http://127.0.0.1:8081"), 403, 403},
		{"POST", "/play/interact", header("Origin", "file://127.0.0.1:8080"), 403, 403},
		{"POST", "/play/interact", header("Origin", ""), 403, 403},
		{"POST", "/play/interact", header("Sec-Fetch-Site", "cross-site"), 403, 403},
		{"POST", "/play/interact", header("Content-Type", "text/plain"), 400, 400},
		{"POST", "/", nil, 405, 405},
		{"GET", "/nothing", nil, 404, 404},
		{"GET", "/static/", nil, 404, 404},
		{"GET", "/static/../home.go", nil, 307, 307},
	} {
		if got := serve(local, browse(tt.method, tt.path, askCall, tt.change)).StatusCode; got != tt.local {
			t.Errorf("%d: %s %s on loopback: %d, want %d", i, tt.method, tt.path, got, tt.local)
		}
		if got := serve(public, browse(tt.method, tt.path, askCall, tt.change)).StatusCode; got != tt.public {
			t.Errorf("%d: %s %s in public: %d, want %d", i, tt.method, tt.path, got, tt.public)
		}
	}
}

// TestPolicy holds that every page carries a policy with a nonce of its own, that
// nothing inline could run without it, and that nothing is loaded from elsewhere.
func TestPolicy(t *testing.T) {
	p, _ := newPage(t, echo, nil)
	nonces := map[string]bool{}
	tag := regexp.MustCompile(`(?i)<(script|link|style|img|iframe|object|embed)\b[^>]*>`)
	for _, path := range []string{"/", "/library", "/library/gazette-2020", "/library/hostile-2021", "/library/none"} {
		resp := serve(p, browse("GET", path, "", nil))
		csp, page := resp.Header.Get("Content-Security-Policy"), read(t, resp)
		m := regexp.MustCompile(`script-src 'nonce-([^']+)';`).FindStringSubmatch(csp)
		if m == nil || nonces[m[1]] || !strings.HasPrefix(csp, "default-src 'none'; ") || strings.Contains(csp, "unsafe") {
			t.Fatalf("%s: policy %q", path, csp)
		}
		nonces[m[1]] = true
		for _, x := range tag.FindAllString(page, -1) {
			if !strings.Contains(x, `"/static/`) && !strings.Contains(x, `type="application/json"`) {
				t.Errorf("%s holds %s", path, x)
			}
		}
		if strings.Contains(page, "<script>document") || strings.Contains(page, "<img src=x") || regexp.MustCompile(`(?i)(href|src)="?javascript:`).MatchString(page) {
			t.Errorf("%s: hostile text became markup", path)
		}
		if regexp.MustCompile(`(?i)<[a-z][^>]*\s(on[a-z]+|style)=`).MatchString(strings.ReplaceAll(page, "&lt;", "")) {
			t.Errorf("%s: an inline handler or style", path)
		}
	}
	has(t, "the hostile source's page", read(t, serve(p, browse("GET", "/library/hostile-2021", "", nil))), "&lt;script&gt;document.title=", "#ZgotmplZ")
}

func TestWeight(t *testing.T) {
	p, _ := newPage(t, echo, nil)
	weigh := func(path string) int {
		resp := serve(p, browse("GET", path, "", nil))
		if resp.StatusCode != http.StatusOK || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
		return len(read(t, resp))
	}
	total := weigh("/")
	files, err := os.ReadDir("static")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		total += weigh("/static/" + f.Name())
	}
	t.Logf("%d bytes in %d files", total, len(files)+1)
	if total >= 150_000 {
		t.Errorf("the page weighs %d bytes, below 150 kB is wanted", total)
	}
}

// TestFastSubmits holds that a thousand submits at once are limited, that each
// that is refused says so, and that a person who waits is served again.
func TestFastSubmits(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	asked := 0
	app, err := playground.NewApp(func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	h := handler{handle: func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		asked++
		return echo.handle(ctx, r)
	}}
	endpoint, err := discord.NewEndpoint(discord.EndpointConfig{PublicKey: app.PublicKey(), First: discord.Inline(h, slog.New(slog.DiscardHandler)), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	p, err := playground.New(playground.Config{App: app, Endpoint: endpoint, State: state(t), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		resp := serve(p, browse("POST", "/play/interact", askCall, nil))
		if resp.StatusCode == http.StatusTooManyRequests {
			has(t, "the refusal", read(t, resp), `"error":"Too fast`)
		}
	}
	if asked == 0 || asked > 50 {
		t.Errorf("of 1000 submits at once %d reached the bot", asked)
	}
	now = now.Add(2 * time.Second)
	if call(t, p, askCall); asked > 60 {
		t.Errorf("%d reached the bot after a pause", asked)
	}
}

// TestTooFast holds that the page tells a person who is limited.
func TestTooFast(t *testing.T) {
	p, _ := newPage(t, echo, func(c *playground.Config) {
		now := time.Now()
		c.Now = func() time.Time { return now } // no time goes by, so that nothing is forgiven
	})
	x := newBrowser(t).open(t, p, "/", 1280)
	x.allow = "429"
	x.eval(`(() => { for (let i = 0; i < 40; i++) document.querySelector(".example").click(); })()`)
	x.wait(`document.querySelectorAll(".msg").length > 80 && !document.querySelector(".thinking")`)
	if got := x.eval(`[...document.querySelectorAll(".failed")].filter((e) => e.textContent.startsWith("Too fast.")).length`); got != "10" {
		t.Errorf("%s of 40 questions at once are refused in words, want all beyond 30", got)
	}
}

// FuzzInteract holds that whatever the page sends comes to an answer or is
// refused, and that nothing makes the server fail.
func FuzzInteract(f *testing.F) {
	now := time.Now()
	p, _ := newPage(f, echo, func(c *playground.Config) {
		c.Now = func() time.Time { now = now.Add(100 * time.Millisecond); return now }
		c.Endpoint = unaged(f, c.App, func() time.Time { return now })
	})
	f.Add(askCall)
	f.Add(`{"type":3,"data":{"custom_id":"x","component_type":2},"message":{"id":7,"interaction_metadata":null}}`)
	f.Add(`{"type":5,"data":{"components":[{"component":{"custom_id":"a","value":["b"]}}]},"place":"dm","locale":"\ufffd"}`)
	f.Add(`{"type":4,"data":[]}`)
	f.Fuzz(func(t *testing.T, body string) {
		resp := serve(p, browse("POST", "/play/interact", body, nil))
		var got struct {
			Status int
			Error  string
		}
		if err := json.Unmarshal([]byte(read(t, resp)), &got); err != nil {
			t.Fatal(err)
		}
		switch resp.StatusCode {
		case http.StatusOK:
			if got.Status != http.StatusOK && got.Status != http.StatusBadRequest {
				t.Errorf("%q: the endpoint answers %d", body, got.Status)
			}
		case http.StatusBadRequest:
			if got.Error == "" {
				t.Errorf("%q is refused without a word", body)
			}
		default:
			t.Errorf("%q: %d", body, resp.StatusCode)
		}
	})
}

// unaged returns an endpoint whose clock is now.
func unaged(t testing.TB, app *playground.App, now func() time.Time) http.Handler {
	t.Helper()
	e, err := discord.NewEndpoint(discord.EndpointConfig{PublicKey: app.PublicKey(), First: discord.Inline(echo, nil), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestExamples(t *testing.T) {
	asked := 0
	p, _ := newPage(t, echo, func(c *playground.Config) {
		c.Answered = func(_ context.Context, q string) bool {
			asked++
			return q == "Operators and equipment" || q == hostile
		}
	})
	page := read(t, serve(p, browse("GET", "/", "", nil)))
	if n := strings.Count(page, `class="example"`); n != 2 {
		t.Errorf("%d examples, want the two titles that are answered", n)
	}
	has(t, "the page", page, ">Operators and equipment</button>", `"posted":{"text":"\u003cscript\u003edocument`)
	before := asked
	if serve(p, browse("GET", "/", "", nil)); asked != before {
		t.Errorf("the examples of one generation are looked for again")
	}
}

func TestNew(t *testing.T) {
	if _, err := playground.New(playground.Config{}); err == nil {
		t.Error("a playground of nothing is made")
	}
}

func TestStatus(t *testing.T) {
	p, _ := newPage(t, echo, nil)
	has(t, "status", read(t, serve(p, browse("GET", "/play/status", "", nil))),
		`{"articles":3,"passages":4,"generation":7,"loaded":"2026-11-22T08:30:00Z"}`)
	has(t, "the page", read(t, serve(p, browse("GET", "/", "", nil))), ">2026-11-22 08:30</time>")
}

// TestCommandTable holds that the page gets every command and option.
func TestCommandTable(t *testing.T) {
	p, _ := newPage(t, echo, nil)
	page := read(t, serve(p, browse("GET", "/", "", nil)))
	m := regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`).FindStringSubmatch(page)
	if m == nil {
		t.Fatal("no data in the page")
	}
	var data struct {
		Commands []struct {
			Name    struct{ Default string }
			Options []struct {
				Name    struct{ Default string }
				Choices []struct{ Value string }
			}
		}
	}
	if err := json.Unmarshal([]byte(m[1]), &data); err != nil {
		t.Fatal(err)
	}
	got, want := "", ""
	for _, c := range data.Commands {
		got += "\n" + c.Name.Default
		for _, o := range c.Options {
			got += fmt.Sprintf(" %s/%d", o.Name.Default, len(o.Choices))
		}
	}
	for _, c := range bot.Commands() {
		want += "\n" + c.Name.Default
		for _, o := range c.Options {
			want += fmt.Sprintf(" %s/%d", o.Name.Default, len(o.Choices))
		}
	}
	if got != want {
		t.Errorf("the page knows%s\nwant%s", got, want)
	}
}

// TestEmptyCorpus holds that pages are made of a corpus with nothing in it.
func TestEmptyCorpus(t *testing.T) {
	p, _ := newPage(t, echo, func(c *playground.Config) {
		c.State = func() playground.State { return playground.State{Corpus: corpus.New()} }
	})
	for _, path := range []string{"/", "/library", "/library?q=x&page=9"} {
		if resp := serve(p, browse("GET", path, "", nil)); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
}

// TestReadmePictures holds that the pictures of the README are there and light.
func TestReadmePictures(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`\]\((\.github/pictures/[^)]+)\)`).FindAllStringSubmatch(string(readme), -1)
	if len(names) != 4 {
		t.Errorf("the README shows %d pictures, want four", len(names))
	}
	for _, m := range names {
		if info, err := os.Stat("../../" + m[1]); err != nil || info.Size() > 200_000 {
			t.Errorf("%s: %v, or more than 200 kB", m[1], err)
		}
	}
}
