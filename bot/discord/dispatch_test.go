package discord

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
)

// A scripted handler answers with what its functions make.
type scripted struct {
	handle   func(context.Context, bot.Request) (bot.Reply, error)
	deferral bot.Deferral
}

func (s scripted) Handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return s.handle(ctx, r)
}

func (s scripted) Deferral(context.Context, bot.Request) bot.Deferral { return s.deferral }

func words(s string) bot.Reply {
	return bot.Reply{Body: []bot.Component{bot.Text{Markdown: s}}, Outcome: "answered"}
}

// after returns a handler that takes its time, and heeds its context.
func after(d time.Duration, r bot.Reply) func(context.Context, bot.Request) (bot.Reply, error) {
	return func(ctx context.Context, _ bot.Request) (bot.Reply, error) {
		if !sleep(ctx, d) {
			return bot.Reply{}, ctx.Err()
		}
		return r, nil
	}
}

// dispatching runs f with a dispatcher in a bubble, and ends it as SIGTERM does.
func dispatching(t *testing.T, c DispatcherConfig, f func(*testing.T, *discordtest.Server, *Dispatcher)) {
	t.Helper()
	inBubble(t, func(t *testing.T, s *discordtest.Server, rest *REST) {
		c.REST = rest
		if c.Log == nil {
			c.Log = debugLog()
		}
		d, err := NewDispatcher(c)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- d.Run(ctx) }()
		f(t, s, d)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		noViolations(t, s)
	})
}

// ask puts an interaction to the dispatcher by either transport and judges the
// first answer; edits go on.
func ask(t *testing.T, via string, s *discordtest.Server, d *Dispatcher, raw []byte) {
	t.Helper()
	if via == "gateway" {
		d.Gateway(raw)
		return
	}
	in := decodeAsked(t, raw)
	go func() {
		body, err := d.First(t.Context(), in)
		if err == nil {
			err = s.Respond(raw, body)
		}
		if err != nil && !errors.Is(err, errTwice) {
			t.Error(err)
		}
	}()
}

var transports = []string{"gateway", "endpoint"}

// The course of an answer, by how long the handler takes and what it returns.
func TestDispatch(t *testing.T) {
	private := words("for you")
	private.Private = true
	file := words("with a file")
	file.Files = []bot.Attachment{{Name: "a.bib", Data: []byte("x")}}
	file.Body = append(file.Body, bot.File{Name: "a.bib"})
	update := words("updated")
	update.Update = true
	form := bot.Reply{Modal: &bot.Modal{ID: "m", Title: "T", Fields: []bot.Field{{ID: "f", Label: "L"}}}}
	tooLong := words(strings.Repeat("x", 5000))
	click := `{"custom_id":"x","component_type":2}`
	typing := `{"id":"1","name":"sources","type":1,"options":[{"name":"name","type":3,"value":"x","focused":true}]}`
	second := time.Second
	tests := []struct {
		name  string
		kind  int
		data  string
		takes time.Duration
		reply bot.Reply
		how   bot.Deferral
		first int    // type of the first answer
		shown string // in the message, or in the follow-up after "+"
		priv  bool   // of the first answer
	}{
		{"quick", discordtest.Command, askData, 0, words("hello"), bot.Deferral{}, answerMessage, "hello", false},
		{"quick and private", discordtest.Command, askData, 0, private, bot.Deferral{Private: true}, answerMessage, "for you", true},
		{"just in time", discordtest.Command, askData, 1499 * time.Millisecond, words("hello"), bot.Deferral{}, answerMessage, "hello", false},
		{"slow", discordtest.Command, askData, 2 * second, words("hello"), bot.Deferral{}, answerDeferred, "hello", false},
		{"slow and private", discordtest.Command, askData, 2 * second, private, bot.Deferral{Private: true}, answerDeferred, "for you", true},
		{"slow, private after all", discordtest.Command, askData, 2 * second, private, bot.Deferral{}, answerDeferred, "+for you", false},
		{"a file", discordtest.Command, askData, 0, file, bot.Deferral{}, answerDeferred, "with a file", false},
		{"a file, slow", discordtest.Command, askData, 2 * second, file, bot.Deferral{}, answerDeferred, "with a file", false},
		{"stuck", discordtest.Command, askData, time.Hour, words("hello"), bot.Deferral{Private: true}, answerDeferred, "reference: ", true},
		{"beyond the limits", discordtest.Command, askData, 0, tooLong, bot.Deferral{}, answerMessage, "reference: ", true},
		{"beyond the limits, slow", discordtest.Command, askData, 2 * second, tooLong, bot.Deferral{}, answerDeferred, "+reference: ", false},
		{"update", discordtest.Click, click, 0, update, bot.Deferral{Update: true}, answerUpdate, "updated", false},
		{"update, slow", discordtest.Click, click, 2 * second, update, bot.Deferral{Update: true}, answerDeferredUpdate, "updated", false},
		{"update that fails, slow", discordtest.Click, click, 2 * second, private, bot.Deferral{Update: true}, answerDeferredUpdate, "+for you", false},
		{"delete", discordtest.Click, click, 0, bot.Reply{Delete: true}, bot.Deferral{Update: true}, answerDeferredUpdate, "deleted", false},
		{"delete, slow", discordtest.Click, click, 2 * second, bot.Reply{Delete: true}, bot.Deferral{Update: true}, answerDeferredUpdate, "deleted", false},
		{"form", discordtest.Click, click, 0, form, bot.Deferral{Never: true}, answerModal, "", false},
		{"form, slow", discordtest.Click, click, 2 * second, form, bot.Deferral{Never: true}, answerModal, "", false},
		{"form, too slow", discordtest.Click, click, 5 * second, form, bot.Deferral{Never: true}, answerMessage, "", true},
		{"choices", discordtest.Autocomplete, typing, 0, bot.Reply{Choices: []bot.Choice{{Name: "n", Value: "v"}}}, bot.Deferral{Never: true}, answerChoices, "", false},
		{"choices, too slow", discordtest.Autocomplete, typing, 5 * second, bot.Reply{}, bot.Deferral{Never: true}, answerChoices, "", false},
	}
	for _, tt := range tests {
		for _, via := range transports {
			c := DispatcherConfig{Handler: scripted{after(tt.takes, tt.reply), tt.how}}
			dispatching(t, c, func(t *testing.T, s *discordtest.Server, d *Dispatcher) {
				raw := s.Issue(tt.kind, tt.data)
				ask(t, via, s, d, raw)
				time.Sleep(20 * time.Second)
				a := s.Answer(raw)
				got := string(a.Message)
				if len(a.FollowUps) > 0 {
					got = "+" + string(a.FollowUps[0])
				} else if a.Deleted {
					got = "deleted"
				}
				want, apart := strings.CutPrefix(tt.shown, "+")
				if a.Type != tt.first || !strings.Contains(got, want) || apart != strings.HasPrefix(got, "+") || a.Private != tt.priv || a.FirstAfter > firstBy {
					t.Errorf("%s by %s: type %d after %v, private %v, %s; want %d, %v, %s", tt.name, via, a.Type, a.FirstAfter, a.Private, got, tt.first, tt.priv, tt.shown)
				}
				if a.Refused > 0 || a.Late || len(a.FollowUps) > 1 || a.Edits > 1 {
					t.Errorf("%s by %s: %d answers refused, late %v, %d follow-ups, %d edits", tt.name, via, a.Refused, a.Late, len(a.FollowUps), a.Edits)
				}
			})
		}
	}
}

// A handler that panics or fails is answered with a reference that stands in
// the log, and takes nothing with it.
func TestDispatchFailures(t *testing.T) {
	var log bytes.Buffer
	tests := map[string]func(context.Context, bot.Request) (bot.Reply, error){
		"panic":        func(context.Context, bot.Request) (bot.Reply, error) { panic("secret question") },
		"out of range": func(_ context.Context, r bot.Request) (bot.Reply, error) { return words(r.Values[len(r.Name)]), nil },
		"error": func(context.Context, bot.Request) (bot.Reply, error) {
			return bot.Reply{}, errors.New("index broken")
		},
		"empty": func(context.Context, bot.Request) (bot.Reply, error) { return bot.Reply{}, nil },
	}
	for name, handle := range tests {
		for _, via := range transports {
			log.Reset()
			c := DispatcherConfig{Handler: scripted{handle, bot.Deferral{}}, Log: slog.New(slog.NewTextHandler(io.MultiWriter(&log, &canaries), &slog.HandlerOptions{Level: slog.LevelDebug}))}
			dispatching(t, c, func(t *testing.T, s *discordtest.Server, d *Dispatcher) {
				raw := s.Issue(discordtest.Command, askData)
				ask(t, via, s, d, raw)
				synctest.Wait()
				a := s.Answer(raw)
				_, ref, _ := strings.Cut(string(a.Message), "reference: ")
				if !a.Private || len(ref) < 6 || !strings.Contains(log.String(), "ref="+ref[:6]) {
					t.Errorf("%s by %s: %s\nlog: %s", name, via, a.Message, &log)
				}
				if strings.Contains(log.String(), "secret question") || strings.Contains(log.String(), "why?") {
					t.Errorf("%s by %s: the log holds what was asked: %s", name, via, &log)
				}
			})
		}
	}
}

// A message that Discord refuses is replaced by a sentence that says so.
func TestDispatchRefused(t *testing.T) {
	c := DispatcherConfig{Handler: scripted{after(2*time.Second, words("hello")), bot.Deferral{}}}
	dispatching(t, c, func(t *testing.T, s *discordtest.Server, d *Dispatcher) {
		var edits atomic.Int32
		s.Fault = func(r *http.Request) *discordtest.Fault {
			if r.Method == http.MethodPatch && edits.Add(1) == 1 {
				return &discordtest.Fault{Status: http.StatusBadRequest, Body: `{"code":50035,"message":"Invalid Form Body"}`}
			}
			return nil
		}
		raw := s.Issue(discordtest.Command, askData)
		d.Gateway(raw)
		time.Sleep(10 * time.Second)
		if a := s.Answer(raw); !bytes.Contains(a.Message, []byte("reference: ")) || a.Edits != 1 {
			t.Errorf("%d edits, the last %s", a.Edits, a.Message)
		}
	})
}

// The same interaction delivered twice, by one transport or both, is answered
// once.
func TestDispatchTwice(t *testing.T) {
	var n atomic.Int32
	handle := func(context.Context, bot.Request) (bot.Reply, error) { n.Add(1); return words("hello"), nil }
	dispatching(t, DispatcherConfig{Handler: scripted{handle, bot.Deferral{}}}, func(t *testing.T, s *discordtest.Server, d *Dispatcher) {
		raw := s.Issue(discordtest.Command, askData)
		for range 3 {
			ask(t, "gateway", s, d, raw)
			synctest.Wait()
			ask(t, "endpoint", s, d, raw)
		}
		synctest.Wait()
		if a := s.Answer(raw); n.Load() != 1 || a.Refused != 0 || a.First == nil {
			t.Errorf("handled %d times, %d answers refused", n.Load(), a.Refused)
		}
	})
}

// Of 20,000 interactions at once as many are answered as there are places for;
// all others are told in time that the bot is busy, and none gets two answers.
func TestDispatchFlood(t *testing.T) {
	const n = 20_000
	c := DispatcherConfig{Handler: scripted{after(time.Second, words("hello")), bot.Deferral{}}}
	dispatching(t, c, func(t *testing.T, s *discordtest.Server, d *Dispatcher) {
		var err error
		if d.REST, err = NewREST(RESTConfig{URL: s.URL(), Transport: s.Direct()}); err != nil {
			t.Fatal(err)
		}
		s.Fault = func(*http.Request) *discordtest.Fault { return &discordtest.Fault{Delay: 5 * time.Millisecond} }
		var raws [][]byte
		for range n {
			raws = append(raws, s.Issue(discordtest.Command, askData))
		}
		for _, raw := range raws {
			d.Gateway(raw)
		}
		time.Sleep(5 * time.Second)
		answered, busy := 0, 0
		for _, raw := range raws {
			switch a := s.Answer(raw); {
			case a.Refused > 0 || a.Late:
				t.Fatalf("%d answers refused, late %v", a.Refused, a.Late)
			case a.First == nil:
			case bytes.Contains(a.Message, []byte("hello")):
				answered++
			default:
				busy++
			}
		}
		// 128 run at once and take a second, then 128 more; a third round would be
		// too late.
		if answered != 2*defaultWorkers || answered+busy != n {
			t.Errorf("%d answered, %d busy, %d without a word", answered, busy, n-answered-busy)
		}
	})
}

// A hundred slow answers at once, at 150 ms a call: none waits for another.
func TestDispatchParallel(t *testing.T) {
	c := DispatcherConfig{Handler: scripted{after(2*time.Second, words("hello")), bot.Deferral{}}}
	dispatching(t, c, func(t *testing.T, s *discordtest.Server, d *Dispatcher) {
		s.Fault = func(*http.Request) *discordtest.Fault { return &discordtest.Fault{Delay: 150 * time.Millisecond} }
		var raws [][]byte
		for range 100 {
			raw := s.Issue(discordtest.Command, askData)
			raws = append(raws, raw)
			d.Gateway(raw)
		}
		time.Sleep(10 * time.Second)
		for _, raw := range raws {
			if a := s.Answer(raw); a.Edits != 1 || a.FirstAfter != 1650*time.Millisecond || a.FinalAfter != 2150*time.Millisecond {
				t.Errorf("first after %v, final after %v, %d edits", a.FirstAfter, a.FinalAfter, a.Edits)
			}
		}
		if n := len(s.Calls()); n != 200 {
			t.Errorf("%d calls for 100 deferred answers, want 200", n)
		}
	})
}

// Handlers that ignore the end of their time hold nobody else up.
func TestDispatchStuck(t *testing.T) {
	release := make(chan struct{})
	handle := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		if r.Options["question"] == "hang" {
			<-release
		}
		return words("hello"), nil
	}
	inBubble(t, func(t *testing.T, s *discordtest.Server, rest *REST) {
		release = make(chan struct{}) // of this bubble
		d, err := NewDispatcher(DispatcherConfig{Handler: scripted{handle, bot.Deferral{Private: true}}, REST: rest, Workers: 4, Queue: 4})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- d.Run(ctx) }()
		var hung [][]byte
		for range 4 {
			raw := s.Issue(discordtest.Command, strings.Replace(askData, "why?", "hang", 1))
			hung = append(hung, raw)
			d.Gateway(raw)
		}
		time.Sleep(11 * time.Second)
		for _, raw := range hung {
			if a := s.Answer(raw); !bytes.Contains(a.Message, []byte("reference: ")) {
				t.Errorf("a handler that hangs: %s", a.Message)
			}
		}
		raw := s.Issue(discordtest.Command, askData)
		d.Gateway(raw)
		synctest.Wait()
		if a := s.Answer(raw); !bytes.Contains(a.Message, []byte("hello")) {
			t.Errorf("after four that hang: %s", a.Message)
		}
		close(release)
		synctest.Wait()
		if d.stuck.Load() != 0 || len(d.workers) != 0 || len(d.places) != 0 {
			t.Errorf("%d stuck, %d workers and %d places held", d.stuck.Load(), len(d.workers), len(d.places))
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// At the end of Run what is under way is finished, and what comes then is told
// that the bot is busy.
func TestDispatchDrain(t *testing.T) {
	inBubble(t, func(t *testing.T, s *discordtest.Server, rest *REST) {
		for _, tt := range []struct {
			takes time.Duration
			want  bool
		}{{4 * time.Second, true}, {time.Hour, true}} {
			d, err := NewDispatcher(DispatcherConfig{Handler: scripted{after(tt.takes, words("hello")), bot.Deferral{}}, REST: rest})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() { done <- d.Run(ctx) }()
			raw, late := s.Issue(discordtest.Command, askData), s.Issue(discordtest.Command, askData)
			d.Gateway(raw)
			synctest.Wait()
			cancel()
			synctest.Wait()
			body, err := d.First(t.Context(), decodeAsked(t, late))
			if err != nil || s.Respond(late, body) != nil || !s.Answer(late).Private {
				t.Errorf("one that comes during the drain: %s, %v", body, err)
			}
			begin := time.Now()
			if err := <-done; err != nil {
				t.Errorf("drain with a handler of %v: %v", tt.takes, err)
			}
			if a := s.Answer(raw); a.First == nil || time.Since(begin) > drainLimit {
				t.Errorf("answer %+v after a drain of %v", a, time.Since(begin))
			}
		}
	})
}
