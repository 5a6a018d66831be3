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
	"sync/atomic"
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

// What Discord may do to a connection. Each fault strikes the first one; the
// session must be up again within a time that is counted from the fault, or
// stay up, and then take interactions.
func TestGatewayFaults(t *testing.T) {
	const drop, op7, ack, open = 5 * time.Second, 3 * time.Second, 90 * time.Second, 64 * time.Second
	type conn = *discordtest.Conn
	var struck atomic.Pointer[time.Time] // when the fault did; nil: at the start
	strike := func() { now := time.Now(); struck.Store(&now) }
	inSession := func(f func(conn)) func(conn) {
		return func(c conn) {
			if up(c) {
				time.Sleep(10 * time.Second)
				strike()
				f(c)
			}
		}
	}
	afterHello := func(f func(conn)) func(conn) {
		return func(c conn) {
			c.Hello(discordtest.Interval)
			if c.Identify() {
				f(c)
			}
		}
	}
	send := func(text string) func(conn) { return func(c conn) { c.Send(text); c.Drain() } }
	stays := func(f func(conn)) func(conn) { return inSession(func(c conn) { f(c); c.Beat() }) }
	hello := func(d string) func(conn) { return send(`{"op":10,"d":` + d + `}`) }
	closes := func(code int) func(conn) { return inSession(func(c conn) { c.Close(code) }) }
	never := func(from int) func(int) time.Duration {
		return func(n int) time.Duration {
			if n >= from {
				return -1
			}
			strike() // with the last one that is acknowledged
			return 0
		}
	}
	noACK := func(ack func(int) time.Duration) func(conn) {
		return func(c conn) {
			c.ACK = ack
			if up(c) {
				c.Beat()
			}
		}
	}
	tests := []struct {
		name   string
		play   func(conn)
		within time.Duration // 0: the session stays up
	}{
		{"no hello", func(c conn) { c.Drain() }, open},
		{"hello with an interval of 0", hello(`{"heartbeat_interval":0}`), drop},
		{"hello with a negative interval", hello(`{"heartbeat_interval":-41250}`), drop},
		{"hello with a huge interval", hello(`{"heartbeat_interval":1e300}`), drop},
		{"hello with words", hello(`{"heartbeat_interval":"soon"}`), drop},
		{"hello with null", hello(`null`), drop},
		{"READY in place of hello", send(`{"op":0,"s":1,"t":"READY","d":{"session_id":"x"}}`), open},
		{"op 7 before hello", send(`{"op":7,"d":null}`), op7},
		{"op 7 before READY", afterHello(send(`{"op":7,"d":null}`)), op7},
		{"op 7 in a session", inSession(send(`{"op":7,"d":null}`)), op7},
		{"op 9 before hello", send(`{"op":9,"d":false}`), drop},
		{"op 9 in place of READY", afterHello(send(`{"op":9,"d":false}`)), drop},
		{"op 9 in a session", inSession(send(`{"op":9,"d":true}`)), drop},
		{"cut at once", func(c conn) { c.Cut() }, drop},
		{"cut after hello", afterHello(func(c conn) { c.Cut() }), drop},
		{"cut in a session", inSession(func(c conn) { c.Cut() }), drop},
		{"cut in a frame", inSession(func(c conn) { c.Raw([]byte{0x81, 126, 0x10, 0, '{'}); c.Cut() }), drop},
		{"no READY", afterHello(func(c conn) { c.Drain() }), open},
		{"READY without a session", afterHello(send(`{"op":0,"s":1,"t":"READY","d":{"v":9}}`)), drop},
		{"READY of null", afterHello(send(`{"op":0,"s":1,"t":"READY","d":null}`)), drop},
		{"no ACK at all", noACK(never(1)), ack},
		{"no ACK from the third heartbeat", noACK(never(3)), ack},
		{"ACKs too late", noACK(func(n int) time.Duration { return 2 * discordtest.Interval }), ack},
		{"half-open", inSession(func(c conn) { c.Drain() }), ack},
		{"frozen", inSession(func(c conn) { time.Sleep(5 * time.Minute) }), ack},
		{"a masked frame", inSession(func(c conn) { c.Raw([]byte{0x81, 0x80, 0, 0, 0, 0}); c.Drain() }), drop},
		{"a compressed frame", inSession(func(c conn) { c.Raw([]byte{0xc1, 0}); c.Drain() }), drop},
		{"a frame that never ends", inSession(func(c conn) {
			c.Raw([]byte{0x81, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
			c.Drain()
		}), ack},
		{"nonsense without end", inSession(func(c conn) {
			for range maxJunk + 1 {
				c.Send(`?`)
			}
			c.Drain()
		}), drop},
		{"close 1000", closes(1000), drop},
		{"close 1001", closes(1001), drop},
		{"close without a code", inSession(func(c conn) { c.Frame(8, nil); c.Cut() }), drop},
		{"close 4000", closes(4000), drop},
		{"close 4001", closes(4001), drop},
		{"close 4002", closes(4002), drop},
		{"close 4003", closes(4003), drop},
		{"close 4005", closes(4005), drop},
		{"close 4007", closes(4007), drop},
		{"close 4008", closes(4008), drop},
		{"close 4009", closes(4009), drop},
		{"close 4999", closes(4999), drop},

		{"ACKs late", noACK(func(n int) time.Duration { return 30 * time.Second }), 0},
		{"null", stays(func(c conn) { c.Send(`null`) }), 0},
		{"no JSON", stays(func(c conn) { c.Send(`{"op":`) }), 0},
		{"an empty frame", stays(func(c conn) { c.Send(``) }), 0},
		{"an unknown operation", stays(func(c conn) { c.Send(`{"op":99,"d":{}}`) }), 0},
		{"an operation of words", stays(func(c conn) { c.Send(`{"op":"0","t":"X"}`) }), 0},
		{"a second hello", stays(func(c conn) { c.Hello(0) }), 0},
		{"a second READY", stays(func(c conn) { c.Event("READY", `{"session_id":"y","guilds":[null]}`) }), 0},
		{"a server of null", stays(func(c conn) { c.Event("GUILD_CREATE", `null`) }), 0},
		{"a binary frame", stays(func(c conn) { c.Frame(2, []byte("x\x9c")) }), 0},
		{"a frame of 16 MiB", stays(func(c conn) { c.Send(`{"op":0,"t":"X","d":"` + strings.Repeat("x", 16<<20) + `"}`) }), 0},
		{"a message in parts", stays(func(c conn) {
			c.Raw([]byte{0x01, 5})
			c.Raw([]byte(`{"op"`))
			c.Raw([]byte{0x80, 4})
			c.Raw([]byte(`:11}`))
		}), 0},
		{"a ping", stays(func(c conn) { c.Frame(9, []byte("x")) }), 0},
		{"numbers twice and backwards", stays(func(c conn) {
			for _, n := range []string{"5", "5", "1", "null", "-1"} {
				c.Send(`{"op":0,"s":` + n + `,"t":"TYPING_START","d":{}}`)
			}
		}), 0},
		{"a heartbeat asked for", stays(func(c conn) { c.Send(`{"op":1,"d":null}`) }), 0},
		{"an interaction of null", stays(func(c conn) { c.Event("INTERACTION_CREATE", `null`) }), 0},
		{"an unknown component", stays(func(c conn) {
			c.Event("INTERACTION_CREATE", `{"id":"1","type":2,"token":"t","data":{"type":3,"resolved":{"messages":{"5":{"components":[{"type":99}]}}}}}`)
		}), 0},
	}
	for _, tt := range tests {
		var mu sync.Mutex
		conns := 0
		struck.Store(nil)
		script := func(c *discordtest.Conn) {
			mu.Lock()
			conns++
			mu.Unlock()
			if c.N == 1 {
				tt.play(c)
				return
			}
			c.Serve()
		}
		running(t, script, nil, func(t *testing.T, r *gatewayRun) {
			begin := time.Now()
			time.Sleep(10 * time.Minute)
			mu.Lock()
			defer mu.Unlock()
			if tt.within == 0 && conns != 1 || tt.within > 0 && conns != 2 {
				t.Errorf("%s: %d connections", tt.name, conns)
			}
			if tt.within > 0 {
				if at := struck.Load(); at != nil {
					begin = *at
				}
				ready := r.s.Readies()
				took := ready[len(ready)-1].Sub(begin)
				if took > tt.within {
					t.Errorf("%s: back after %v, want %v", tt.name, took, tt.within)
				}
			}
			before := r.received()
			r.s.Deliver("INTERACTION_CREATE", []byte(anInteraction))
			synctest.Wait()
			if h := r.g.Health(); r.received() != before+1 || !h.Connected || time.Since(h.ACK) > discordtest.Interval {
				t.Errorf("%s: %d interactions came, health %+v", tt.name, r.received()-before, h)
			}
		})
	}
	if len(tests) < 32 {
		t.Errorf("%d faults, want 32", len(tests))
	}
}

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
