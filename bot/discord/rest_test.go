package discord

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
)

const (
	deferral    = `{"type":5}`
	testMessage = `{"flags":32768,"components":[{"type":10,"content":"hello"}],"allowed_mentions":{"parse":[]}}`
	askData     = `{"id":"1","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"why?"}]}`
)

// inBubble runs f with a Discord in memory and a client of it, in a bubble whose
// clock jumps.
func inBubble(t *testing.T, f func(*testing.T, *discordtest.Server, *REST)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := discordtest.StartPiped(t)
		c, err := NewREST(RESTConfig{URL: s.URL(), Transport: s.Transport()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		f(t, s, c)
	})
}

func decodeAsked(t *testing.T, raw []byte) Interaction {
	t.Helper()
	in, err := Decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func noViolations(t *testing.T, s *discordtest.Server) {
	t.Helper()
	for _, v := range s.Violations() {
		t.Errorf("violation: %s", v)
	}
}

func TestRESTAnswer(t *testing.T) {
	inBubble(t, func(t *testing.T, s *discordtest.Server, c *REST) {
		raw := s.Issue(discordtest.Command, askData)
		in := decodeAsked(t, raw)
		file := bot.Attachment{Name: "a.bib", Type: "application/x-bibtex", Data: []byte("@misc{a}")}
		edit := strings.Replace(testMessage, `"components":[`, `"attachments":[{"id":0,"filename":"a.bib"}],"components":[{"type":13,"file":{"url":"attachment://a.bib"}},`, 1)
		for _, err := range []error{
			c.Callback(t.Context(), in, []byte(deferral)),
			c.Edit(t.Context(), in, []byte(edit), []bot.Attachment{file}),
			c.FollowUp(t.Context(), in, []byte(testMessage), nil),
		} {
			if err != nil {
				t.Error(err)
			}
		}
		a := s.Answer(raw)
		if a.Type != answerDeferred || len(a.Files) != 1 || string(a.Files[0].Data) != "@misc{a}" || a.Files[0].Type != file.Type || len(a.FollowUps) != 1 {
			t.Errorf("answer %+v", a)
		}
		if err := c.Delete(t.Context(), in); err != nil {
			t.Error(err)
		}
		if err := c.Delete(t.Context(), in); err != nil {
			t.Errorf("a second deletion: %v", err)
		}
		noViolations(t, s)
		if len(c.turns) != 0 {
			t.Errorf("%d interactions are remembered", len(c.turns))
		}
	})
}

// What Discord may do to the first of two tries, and what must come of it.
func TestRESTFaults(t *testing.T) {
	ms := time.Millisecond
	refusedBy := func(status int) func(error) bool {
		return func(err error) bool {
			var re *RESTError
			return errors.As(err, &re) && re.Status == status
		}
	}
	fine := func(err error) bool { return err == nil }
	fails := func(err error) bool { return err != nil }
	tests := []struct {
		name     string
		followUp bool
		first    *discordtest.Fault // of the first try
		always   bool               // of every try
		want     func(error) bool
		tries    int
		lo, hi   time.Duration // how long it takes
	}{
		{"no fault", false, nil, false, fine, 1, 0, 0},
		{"429 for a second", false, discordtest.Limited(1, false), false, fine, 2, time.Second, time.Second},
		{"429 for 0", false, discordtest.Limited(0, false), true, refusedBy(429), 2, minPause, minPause},
		{"429 for less than 0", false, discordtest.Limited(-5, false), true, refusedBy(429), 2, minPause, minPause},
		{"429 for ever", false, discordtest.Limited(1e18, false), true, refusedBy(429), 1, 0, 0},
		{"429 for all", false, discordtest.Limited(1.5, true), false, fine, 2, 1500 * ms, 1500 * ms},
		{"429 for all and for ever", false, discordtest.Limited(1e18, true), true, func(err error) bool { return errors.Is(err, errPaused) }, 1, 0, 0},
		{"429 as a page", false, discordtest.LimitedHTML(2), false, fine, 2, 2 * time.Second, 2 * time.Second},
		{"500", false, discordtest.Broken(500), false, fine, 2, 200 * ms, 500 * ms},
		{"503 each time", false, discordtest.Broken(503), true, refusedBy(503), 2, 200 * ms, 500 * ms},
		{"404", false, discordtest.Broken(404), true, refusedBy(404), 1, 0, 0},
		{"redirected", false, discordtest.Broken(302), true, refusedBy(302), 1, 0, 0},
		{"cut before", false, discordtest.Cut(), false, fine, 2, 200 * ms, 500 * ms},
		{"cut each time", false, discordtest.Cut(), true, fails, 2, 200 * ms, 500 * ms},
		{"answer lost", false, discordtest.Lost(), false, fine, 2, 200 * ms, 500 * ms},
		{"slow beyond the limit", false, &discordtest.Fault{Delay: time.Minute}, true, fails, 2, 2 * maxTry, 2*maxTry + 500*ms},

		{"follow-up: 429", true, discordtest.Limited(1, false), false, fine, 2, time.Second, time.Second},
		{"follow-up: 500", true, discordtest.Broken(500), true, refusedBy(500), 1, 0, 0},
		{"follow-up: answer lost", true, discordtest.Lost(), true, fails, 1, 0, 0},
		{"follow-up: slow", true, &discordtest.Fault{After: time.Minute}, true, fails, 1, maxTry, maxTry},
	}
	for _, tt := range tests {
		inBubble(t, func(t *testing.T, s *discordtest.Server, c *REST) {
			in := decodeAsked(t, s.Issue(discordtest.Command, askData))
			if err := c.Callback(t.Context(), in, []byte(deferral)); err != nil {
				t.Fatal(err)
			}
			var count atomic.Int32
			s.Fault = func(*http.Request) *discordtest.Fault {
				if count.Add(1) == 1 || tt.always {
					return tt.first
				}
				return nil
			}
			begin := time.Now()
			call := c.Edit
			if tt.followUp {
				call = c.FollowUp
			}
			err := call(t.Context(), in, []byte(testMessage), nil)
			tries := int(count.Load())
			if took := time.Since(begin); took < tt.lo || took > tt.hi || tries != tt.tries || !tt.want(err) {
				t.Errorf("%s: %d tries in %v: %v; want %d in %v to %v", tt.name, tries, took, err, tt.tries, tt.lo, tt.hi)
			}
			if err != nil && strings.Contains(err.Error(), "CANARY") {
				t.Errorf("%s: the error holds a token: %v", tt.name, err)
			}
			noViolations(t, s)
		})
	}
}

// A first answer whose confirmation is lost counts as given, and is given once.
func TestRESTCallbackLost(t *testing.T) {
	inBubble(t, func(t *testing.T, s *discordtest.Server, c *REST) {
		raw := s.Issue(discordtest.Command, askData)
		var n atomic.Int32
		s.Fault = func(*http.Request) *discordtest.Fault {
			if n.Add(1) == 1 {
				return discordtest.Lost()
			}
			return nil
		}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		if err := c.Callback(ctx, decodeAsked(t, raw), []byte(deferral)); err != nil {
			t.Error(err)
		}
		if err := c.Callback(ctx, decodeAsked(t, raw), []byte(deferral)); err == nil {
			t.Error("a second first answer was taken for a good one")
		}
		if a := s.Answer(raw); a.First == nil || a.Refused != 2 {
			t.Errorf("answer %+v", a)
		}
	})
}

// A hundred edits at 150 ms each take 150 ms together.
func TestRESTParallel(t *testing.T) {
	inBubble(t, func(t *testing.T, s *discordtest.Server, c *REST) {
		s.Fault = func(*http.Request) *discordtest.Fault { return &discordtest.Fault{Delay: 150 * time.Millisecond} }
		begin := time.Now()
		var wg sync.WaitGroup
		for range 100 {
			in := decodeAsked(t, s.Issue(discordtest.Command, askData))
			wg.Go(func() {
				if err := c.Callback(t.Context(), in, []byte(deferral)); err != nil {
					t.Error(err)
				}
				if err := c.Edit(t.Context(), in, []byte(testMessage), nil); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if took := time.Since(begin); took != 300*time.Millisecond {
			t.Errorf("took %v, want 300ms", took)
		}
		noViolations(t, s)
	})
}

// Nothing is sent while Discord wants silence from all, whoever was told.
func TestRESTGlobalPause(t *testing.T) {
	inBubble(t, func(t *testing.T, s *discordtest.Server, c *REST) {
		var ins []Interaction
		for range 100 {
			in := decodeAsked(t, s.Issue(discordtest.Command, askData))
			if err := c.Callback(t.Context(), in, []byte(deferral)); err != nil {
				t.Fatal(err)
			}
			ins = append(ins, in)
		}
		told := time.Time{}
		var mu sync.Mutex
		s.Fault = func(*http.Request) *discordtest.Fault {
			mu.Lock()
			defer mu.Unlock()
			if told.IsZero() {
				told = time.Now()
				return discordtest.Limited(2, true)
			}
			if time.Since(told) < 2*time.Second {
				t.Errorf("a call %v into the pause", time.Since(told))
			}
			return nil
		}
		if err := c.Edit(t.Context(), ins[0], []byte(testMessage), nil); err != nil {
			t.Error(err)
		}
		mu.Lock()
		told = time.Time{}
		mu.Unlock()
		var wg sync.WaitGroup
		for i, in := range ins[1:] {
			wg.Go(func() {
				time.Sleep(time.Duration(i) * 20 * time.Millisecond)
				if err := c.Edit(t.Context(), in, []byte(testMessage), nil); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		noViolations(t, s)
	})
}

// Calls for one interaction run one after another, in the order they were made.
func TestRESTOrder(t *testing.T) {
	inBubble(t, func(t *testing.T, s *discordtest.Server, c *REST) {
		raw := s.Issue(discordtest.Command, askData)
		in := decodeAsked(t, raw)
		if err := c.Callback(t.Context(), in, []byte(deferral)); err != nil {
			t.Fatal(err)
		}
		s.Fault = func(*http.Request) *discordtest.Fault { return &discordtest.Fault{Delay: time.Second} }
		var wg sync.WaitGroup
		begin := time.Now()
		for i := range 5 {
			time.Sleep(time.Millisecond)
			wg.Go(func() {
				if err := c.Edit(t.Context(), in, []byte(strings.Replace(testMessage, "hello", fmt.Sprint(i), 1)), nil); err != nil {
					t.Error(err)
				}
			})
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		if err := c.Edit(ctx, in, []byte(testMessage), nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("one that cannot wait: %v", err)
		}
		wg.Wait()
		if a := s.Answer(raw); a.Edits != 5 || !bytes.Contains(a.Message, []byte(`"4"`)) || time.Since(begin) < 5*time.Second {
			t.Errorf("%d edits in %v, the last %s", a.Edits, time.Since(begin), a.Message)
		}
		if len(c.turns) != 0 {
			t.Errorf("%d interactions are remembered", len(c.turns))
		}
	})
}

func TestNewREST(t *testing.T) {
	for url, want := range map[string]string{
		"":                              "https://discord.com/api/v10",
		"http://127.0.0.1:99":           "http://127.0.0.1:99/api/v10",
		"http://localhost:99/":          "http://localhost:99/api/v10",
		"http://[::1]:99/api/v9":        "http://[::1]:99/api/v9",
		"https://proxy.example/api/v10": "https://proxy.example/api/v10",
		"http://discord.com":            "", // unencrypted over a network
		"ftp://127.0.0.1":               "",
		"discord.com":                   "",
		"https://user:pass@discord.com": "",
		"https://discord.com/?x=1":      "",
		"%":                             "",
	} {
		c, err := NewREST(RESTConfig{URL: url})
		switch {
		case err != nil && want != "":
			t.Errorf("%q: %v", url, err)
		case err == nil && c.base.String() != want:
			t.Errorf("%q became %q, want %q", url, c.base, want)
		}
	}
}

// A respond function is a transport.
type respond func(*http.Request) (*http.Response, error)

func (f respond) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Whatever Discord answers, a call ends after at most two tries and within its
// time, its error holds no token, and a gateway's address is one that may be
// told the bot's token.
func FuzzRESTAnswer(f *testing.F) {
	f.Add(200, "", []byte(`{"url":"wss://gateway.discord.gg"}`))
	f.Add(429, "", []byte(`{"retry_after":-1,"global":true}`))
	f.Add(429, "NaN", []byte(`<html>`))
	f.Add(429, "1e999", []byte(`{"retry_after":1e999}`))
	f.Add(503, "5", []byte(`null`))
	f.Add(400, "", []byte(`{"code":40060}`))
	f.Fuzz(func(t *testing.T, status int, after string, body []byte) {
		synctest.Test(t, func(t *testing.T) {
			tries := 0
			c, err := NewREST(RESTConfig{Transport: respond(func(r *http.Request) (*http.Response, error) {
				tries++
				h := http.Header{"Retry-After": {after}}
				return &http.Response{StatusCode: 200 + (status&0x7fff)%400, Header: h, Body: io.NopCloser(bytes.NewReader(body)), Request: r}, nil
			})})
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			in := Interaction{Application: "1", Token: "CANARYtoken/../x"}
			err = c.FollowUp(t.Context(), in, []byte(testMessage), nil)
			if tries > maxTries || time.Since(begin) > maxPause || err != nil && strings.Contains(err.Error(), "CANARY") {
				t.Errorf("%d tries in %v: %v", tries, time.Since(begin), err)
			}
			time.Sleep(maxGlobal)
			if u, err := c.GatewayURL(t.Context()); err == nil && (u.Scheme != "wss" || u.Host == "" || u.User != nil) {
				t.Errorf("the gateway is at %s", u)
			}
		})
	})
}
