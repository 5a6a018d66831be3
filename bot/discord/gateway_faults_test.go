package discord

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cleannet/bot/discord/discordtest"
)

type conn = *discordtest.Conn

// A gatewayFault is something that Discord does to a connection.
type gatewayFault struct {
	name   string
	play   func(conn)
	within time.Duration // until the next session is up; 0: this one stays
}

// How soon the session must be back, by what struck it.
const (
	afterDrop    = 5 * time.Second
	afterOp7     = 3 * time.Second
	afterSilence = 90 * time.Second
	afterNoOpen  = 64 * time.Second
)

// A player plays faults, and notes when they strike.
type player struct {
	struck atomic.Pointer[time.Time] // nil: at the start of the connection
}

func (p *player) strike() { now := time.Now(); p.struck.Store(&now) }

// inSession plays f ten seconds into a session.
func (p *player) inSession(f func(conn)) func(conn) {
	return func(c conn) {
		if up(c) {
			time.Sleep(10 * time.Second)
			p.strike()
			f(c)
		}
	}
}

// stays plays f in a session that goes on.
func (p *player) stays(f func(conn)) func(conn) {
	return p.inSession(func(c conn) { f(c); c.Beat() })
}

// afterHello plays f in place of READY.
func (p *player) afterHello(f func(conn)) func(conn) {
	return func(c conn) {
		c.Hello(discordtest.Interval)
		if c.Identify() {
			f(c)
		}
	}
}

func (p *player) send(text string) func(conn) { return func(c conn) { c.Send(text); c.Drain() } }

func (p *player) hello(d string) func(conn) { return p.send(`{"op":10,"d":` + d + `}`) }

func (p *player) closes(code int) func(conn) { return p.inSession(func(c conn) { c.Close(code) }) }

// never acknowledges no heartbeat from the n-th on.
func (p *player) never(from int) func(int) time.Duration {
	return func(n int) time.Duration {
		if n >= from {
			return -1
		}
		p.strike() // with the last one that is acknowledged
		return 0
	}
}

func (p *player) noACK(ack func(int) time.Duration) func(conn) {
	return func(c conn) {
		c.ACK = ack
		if up(c) {
			c.Beat()
		}
	}
}

// openingFaults strike before there is a session.
func openingFaults(p *player) []gatewayFault {
	return []gatewayFault{
		{"no hello", func(c conn) { c.Drain() }, afterNoOpen},
		{"hello with an interval of 0", p.hello(`{"heartbeat_interval":0}`), afterDrop},
		{"hello with a negative interval", p.hello(`{"heartbeat_interval":-41250}`), afterDrop},
		{"hello with a huge interval", p.hello(`{"heartbeat_interval":1e300}`), afterDrop},
		{"hello with words", p.hello(`{"heartbeat_interval":"soon"}`), afterDrop},
		{"hello with null", p.hello(`null`), afterDrop},
		{"READY in place of hello", p.send(`{"op":0,"s":1,"t":"READY","d":{"session_id":"x"}}`), afterNoOpen},
		{"op 7 before hello", p.send(`{"op":7,"d":null}`), afterOp7},
		{"op 7 before READY", p.afterHello(p.send(`{"op":7,"d":null}`)), afterOp7},
		{"op 7 in a session", p.inSession(p.send(`{"op":7,"d":null}`)), afterOp7},
		{"op 9 before hello", p.send(`{"op":9,"d":false}`), afterDrop},
		{"op 9 in place of READY", p.afterHello(p.send(`{"op":9,"d":false}`)), afterDrop},
		{"op 9 in a session", p.inSession(p.send(`{"op":9,"d":true}`)), afterDrop},
		{"cut at once", func(c conn) { c.Cut() }, afterDrop},
		{"cut after hello", p.afterHello(func(c conn) { c.Cut() }), afterDrop},
		{"cut in a session", p.inSession(func(c conn) { c.Cut() }), afterDrop},
		{"cut in a frame", p.inSession(func(c conn) { c.Raw([]byte{0x81, 126, 0x10, 0, '{'}); c.Cut() }), afterDrop},
		{"no READY", p.afterHello(func(c conn) { c.Drain() }), afterNoOpen},
		{"READY without a session", p.afterHello(p.send(`{"op":0,"s":1,"t":"READY","d":{"v":9}}`)), afterDrop},
		{"READY of null", p.afterHello(p.send(`{"op":0,"s":1,"t":"READY","d":null}`)), afterDrop},
	}
}

// sessionFaults end a session.
func sessionFaults(p *player) []gatewayFault {
	return []gatewayFault{
		{"no ACK at all", p.noACK(p.never(1)), afterSilence},
		{"no ACK from the third heartbeat", p.noACK(p.never(3)), afterSilence},
		{"ACKs too late", p.noACK(func(n int) time.Duration { return 2 * discordtest.Interval }), afterSilence},
		{"half-open", p.inSession(func(c conn) { c.Drain() }), afterSilence},
		{"frozen", p.inSession(func(c conn) { time.Sleep(5 * time.Minute) }), afterSilence},
		{"a masked frame", p.inSession(func(c conn) { c.Raw([]byte{0x81, 0x80, 0, 0, 0, 0}); c.Drain() }), afterDrop},
		{"a compressed frame", p.inSession(func(c conn) { c.Raw([]byte{0xc1, 0}); c.Drain() }), afterDrop},
		{"a frame that never ends", p.inSession(func(c conn) {
			c.Raw([]byte{0x81, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
			c.Drain()
		}), afterSilence},
		{"nonsense without end", p.inSession(func(c conn) {
			for range maxJunk + 1 {
				c.Send(`?`)
			}
			c.Drain()
		}), afterDrop},
		{"close 1000", p.closes(1000), afterDrop},
		{"close 1001", p.closes(1001), afterDrop},
		{"close without a code", p.inSession(func(c conn) { c.Frame(8, nil); c.Cut() }), afterDrop},
		{"close 4000", p.closes(4000), afterDrop},
		{"close 4001", p.closes(4001), afterDrop},
		{"close 4002", p.closes(4002), afterDrop},
		{"close 4003", p.closes(4003), afterDrop},
		{"close 4005", p.closes(4005), afterDrop},
		{"close 4007", p.closes(4007), afterDrop},
		{"close 4008", p.closes(4008), afterDrop},
		{"close 4009", p.closes(4009), afterDrop},
		{"close 4999", p.closes(4999), afterDrop},
	}
}

// oddities are to be borne.
func oddities(p *player) []gatewayFault {
	return []gatewayFault{
		{"ACKs late", p.noACK(func(n int) time.Duration { return 30 * time.Second }), 0},
		{"null", p.stays(func(c conn) { c.Send(`null`) }), 0},
		{"no JSON", p.stays(func(c conn) { c.Send(`{"op":`) }), 0},
		{"an empty frame", p.stays(func(c conn) { c.Send(``) }), 0},
		{"an unknown operation", p.stays(func(c conn) { c.Send(`{"op":99,"d":{}}`) }), 0},
		{"an operation of words", p.stays(func(c conn) { c.Send(`{"op":"0","t":"X"}`) }), 0},
		{"a second hello", p.stays(func(c conn) { c.Hello(0) }), 0},
		{"a second READY", p.stays(func(c conn) { c.Event("READY", `{"session_id":"y","guilds":[null]}`) }), 0},
		{"a server of null", p.stays(func(c conn) { c.Event("GUILD_CREATE", `null`) }), 0},
		{"a binary frame", p.stays(func(c conn) { c.Frame(2, []byte("x\x9c")) }), 0},
		{"a frame of 16 MiB", p.stays(func(c conn) { c.Send(`{"op":0,"t":"X","d":"` + strings.Repeat("x", 16<<20) + `"}`) }), 0},
		{"a message in parts", p.stays(func(c conn) {
			c.Raw([]byte{0x01, 5})
			c.Raw([]byte(`{"op"`))
			c.Raw([]byte{0x80, 4})
			c.Raw([]byte(`:11}`))
		}), 0},
		{"a ping", p.stays(func(c conn) { c.Frame(9, []byte("x")) }), 0},
		{"numbers twice and backwards", p.stays(func(c conn) {
			for _, n := range []string{"5", "5", "1", "null", "-1"} {
				c.Send(`{"op":0,"s":` + n + `,"t":"TYPING_START","d":{}}`)
			}
		}), 0},
		{"a heartbeat asked for", p.stays(func(c conn) { c.Send(`{"op":1,"d":null}`) }), 0},
		{"an interaction of null", p.stays(func(c conn) { c.Event("INTERACTION_CREATE", `null`) }), 0},
		{"an unknown component", p.stays(func(c conn) {
			c.Event("INTERACTION_CREATE", `{"id":"1","type":2,"token":"t","data":{"type":3,"resolved":{"messages":{"5":{"components":[{"type":99}]}}}}}`)
		}), 0},
	}
}

// Each fault strikes the first connection; the session must be up again in time,
// counted from the fault, or stay up, and then take interactions.
func TestGatewayFaults(t *testing.T) {
	var p player
	tests := append(append(openingFaults(&p), sessionFaults(&p)...), oddities(&p)...)
	if len(tests) < 32 {
		t.Errorf("%d faults, want 32", len(tests))
	}
	for _, tt := range tests {
		var mu sync.Mutex
		conns := 0
		p.struck.Store(nil)
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
				if at := p.struck.Load(); at != nil {
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
}
