package discord

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cleannet/bot/discord/discordtest"
)

// A gatewayRun is a gateway at work in a bubble.
type gatewayRun struct {
	s    *discordtest.Server
	g    *Gateway
	stop func() error // ends Run and returns what it returned
	done <-chan error

	mu   sync.Mutex
	came []string // interactions, raw
}

func (r *gatewayRun) received() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.came)
}

// running runs f with a gateway whose connections are played by the script.
func running(t *testing.T, script func(*discordtest.Conn), change func(*discordtest.Server, *GatewayConfig), f func(*testing.T, *gatewayRun)) {
	t.Helper()
	inBubble(t, func(t *testing.T, s *discordtest.Server, rest *REST) {
		s.Script = script
		r := &gatewayRun{s: s}
		c := GatewayConfig{Token: discordtest.BotToken, REST: rest, Dial: s.Dial, Log: debugLog(), Interaction: func(raw []byte) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.came = append(r.came, string(raw))
		}}
		if change != nil {
			change(s, &c)
		}
		g, err := NewGateway(c)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- g.Run(ctx) }()
		r.g, r.done = g, done
		var once sync.Once
		var end error
		r.stop = func() error {
			once.Do(func() { cancel(); end = <-done })
			return end
		}
		f(t, r)
		if err := r.stop(); err != nil {
			t.Errorf("Run returned %v", err)
		}
		noViolations(t, s)
	})
}

// up plays a connection until its session is up. The pause lets discordgo's first
// heartbeat pass: it waits for a mutex that its Close holds while it sleeps, and
// in a bubble the clock stands still while anybody waits for a mutex.
func up(c *discordtest.Conn) bool {
	c.Hello(discordtest.Interval)
	if !c.Identify() {
		return false
	}
	c.Ready()
	time.Sleep(time.Millisecond)
	return true
}

const anInteraction = `{"id":"1","application_id":"2","type":2,"token":"t","data":{}}`

// Faults of the way to the gateway, and an outage of ten minutes.
func TestGatewayOutage(t *testing.T) {
	answer := func(body string) *discordtest.Fault { return &discordtest.Fault{Status: 200, Body: body} }
	tests := map[string]*discordtest.Fault{
		"500": discordtest.Broken(500), "429": discordtest.Limited(2, false), "429 for all": discordtest.Limited(30, true),
		"a page": discordtest.LimitedHTML(3), "cut": discordtest.Cut(), "slow": {Delay: time.Hour},
		"no JSON": answer("<html>"), "null": answer("null"), "no address": answer(`{"url":""}`),
		"an address without TLS": answer(`{"url":"ws://gateway.discord.gg"}`),
		"no gateway's address":   answer(`{"url":"https://discord.com"}`),
	}
	for name, fault := range tests {
		var over time.Time
		script := func(c *discordtest.Conn) {
			if time.Now().Before(over) {
				c.Cut()
				return
			}
			c.Serve()
		}
		outage := func(s *discordtest.Server, _ *GatewayConfig) {
			over = time.Now().Add(10 * time.Minute)
			s.Fault = func(*http.Request) *discordtest.Fault {
				if time.Now().Before(over) {
					return fault
				}
				return nil
			}
		}
		running(t, script, outage, func(t *testing.T, r *gatewayRun) {
			time.Sleep(time.Until(over) + 64*time.Second)
			if !r.g.Health().Connected {
				t.Errorf("%s: not back 64s after the end of the outage", name)
			}
		})
	}
}

// Whatever Discord plays, sessions are asked for at most 5 times a minute and
// 200 times a day, over restarts too.
func TestGatewayIdentifyBudget(t *testing.T) {
	scripts := map[string]func(*discordtest.Conn){
		"READY, then cut": func(c *discordtest.Conn) { up(c); c.Cut() },
		"op 9 always": func(c *discordtest.Conn) {
			c.Hello(discordtest.Interval)
			c.Identify()
			c.Invalid()
			c.Drain()
		},
		"a minute, then cut": func(c *discordtest.Conn) { up(c); time.Sleep(61 * time.Second); c.Cut() },
	}
	for name, script := range scripts {
		path := filepath.Join(t.TempDir(), "budget")
		running(t, script, func(_ *discordtest.Server, c *GatewayConfig) { c.Budget = path }, func(t *testing.T, r *gatewayRun) {
			for range 30 { // a process that is restarted every 100 minutes
				time.Sleep(100 * time.Minute)
				if err := r.stop(); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				g, err := NewGateway(r.g.GatewayConfig)
				if err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() { done <- g.Run(ctx) }()
				r.stop = func() error { cancel(); return <-done }
			}
			ids := r.s.Identifies()
			for i := range ids {
				if j := i + identifiesMinute; j < len(ids) && ids[j].Sub(ids[i]) < time.Minute {
					t.Fatalf("%s: %d identifies in %v", name, identifiesMinute+1, ids[j].Sub(ids[i]))
				}
				if j := i + identifiesDay; j < len(ids) && ids[j].Sub(ids[i]) < 24*time.Hour {
					t.Fatalf("%s: %d identifies in %v", name, identifiesDay+1, ids[j].Sub(ids[i]))
				}
			}
			if len(ids) < identifiesDay {
				t.Errorf("%s: %d identifies in two days; the bot gave up", name, len(ids))
			}
		})
	}
}

func TestGatewayFatal(t *testing.T) {
	for _, code := range []int{4004, 4010, 4011, 4012, 4013, 4014} {
		script := func(c *discordtest.Conn) { up(c); c.Close(code) }
		inBubble(t, func(t *testing.T, s *discordtest.Server, rest *REST) {
			s.Script = script
			g, err := NewGateway(GatewayConfig{Token: discordtest.BotToken, REST: rest, Dial: s.Dial, Log: debugLog(), Interaction: func([]byte) {}})
			if err != nil {
				t.Fatal(err)
			}
			err = g.Run(t.Context())
			var fatal *FatalError
			if !errors.As(err, &fatal) || fatal.Code != code || len(s.Identifies()) != 1 || strings.Contains(err.Error(), "\n") {
				t.Errorf("close %d: %v after %d identifies", code, err, len(s.Identifies()))
			}
		})
	}
	inBubble(t, func(t *testing.T, s *discordtest.Server, rest *REST) {
		g, err := NewGateway(GatewayConfig{Token: "wrong", REST: rest, Dial: s.Dial, Log: debugLog(), Interaction: func([]byte) {}})
		if err != nil {
			t.Fatal(err)
		}
		if err := g.Run(t.Context()); err == nil || strings.Contains(err.Error(), "wrong") {
			t.Errorf("a wrong token: %v", err)
		}
	})
}

// 20,000 events at once all come through, in order.
func TestGatewayFlood(t *testing.T) {
	const n = 20_000
	running(t, nil, nil, func(t *testing.T, r *gatewayRun) {
		time.Sleep(5 * time.Second)
		for i := range n {
			r.s.Deliver("INTERACTION_CREATE", fmt.Appendf(nil, `{"id":"%d"}`, i))
		}
		synctest.Wait()
		r.mu.Lock()
		defer r.mu.Unlock()
		for i, raw := range r.came {
			if raw != fmt.Sprintf(`{"id":"%d"}`, i) {
				t.Fatalf("event %d is %s", i, raw)
			}
		}
		if len(r.came) != n {
			t.Errorf("%d events, want %d", len(r.came), n)
		}
	})
}

// The end of ctx ends a connection in whatever state it is, in seconds.
func TestGatewayStop(t *testing.T) {
	for name, script := range map[string]func(*discordtest.Conn){
		"no hello": func(c *discordtest.Conn) { c.Drain() },
		"no READY": func(c *discordtest.Conn) { c.Hello(discordtest.Interval); c.Drain() },
		"session":  func(c *discordtest.Conn) { c.Serve() },
		"cut":      func(c *discordtest.Conn) { c.Cut() },
	} {
		running(t, script, nil, func(t *testing.T, r *gatewayRun) {
			time.Sleep(5 * time.Second)
			begin := time.Now()
			if err := r.stop(); err != nil || time.Since(begin) > 2*time.Second {
				t.Errorf("%s: %v after %v", name, err, time.Since(begin))
			}
		})
	}
	// Nor does it wait for a connection that is not made.
	running(t, nil, func(_ *discordtest.Server, c *GatewayConfig) {
		c.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) { <-ctx.Done(); return nil, ctx.Err() }
	}, func(t *testing.T, r *gatewayRun) {
		time.Sleep(5 * time.Second)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestBudgetFile(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	path := filepath.Join(t.TempDir(), "budget")
	for _, broken := range []string{"", "null and void", `{"a":1}`, `["x"]`} {
		if err := os.WriteFile(path, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if b, err := loadBudget(path, now); err == nil || b == nil || b.wait(now) != 0 {
			t.Errorf("%q: %v, %v", broken, b, err)
		}
	}
	ahead := now.Add(10 * 24 * time.Hour).Unix()
	if err := os.WriteFile(path, fmt.Appendf(nil, "[%d,%d,%d,%d,%d]", ahead, ahead, ahead, ahead, ahead), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := loadBudget(path, now); err != nil || b.wait(now) != time.Minute {
		t.Errorf("times ahead of the clock: %v", err)
	}
	b, err := loadBudget(filepath.Join(t.TempDir(), "no", "such", "folder"), now)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.take(now); err == nil {
		t.Error("a budget that cannot be written was spent")
	}
}
