package discord

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net"
	"slices"
	"testing"
	"time"
)

// A taped connection gives out what is on the tape and takes everything.
type taped struct {
	net.Conn
	io.Reader
}

func (t taped) Read(p []byte) (int, error)       { return t.Reader.Read(p) }
func (taped) Write(p []byte) (int, error)        { return len(p), nil }
func (taped) Close() error                       { return nil }
func (taped) SetReadDeadline(time.Time) error    { return nil }
func (taped) SetWriteDeadline(t time.Time) error { return nil }

func tapedGuard(wire []byte) *guard {
	conn := taped{Reader: bytes.NewReader(wire)}
	return &guard{
		Conn: conn, r: bufio.NewReader(conn), upgraded: true, done: make(chan struct{}),
		reserve: func() error { return nil }, up: func(string) {}, acked: func(time.Time) {}, count: func(string) {},
		wanted: func(name string) string {
			if name == "INTERACTION_CREATE" {
				return rawInteraction
			}
			return ""
		},
	}
}

func frames(texts ...string) (wire []byte) {
	for _, s := range texts {
		wire = append(wire, serverFrame(frameText, []byte(s))...)
	}
	return wire
}

const (
	aHello = `{"op":10,"d":{"heartbeat_interval":41250}}`
	aReady = `{"op":0,"s":1,"t":"READY","d":{"session_id":"s"}}`
)

// messages reads the frames that discordgo would see.
func messages(t *testing.T, b []byte) (out [][]byte) {
	t.Helper()
	for len(b) > 0 {
		if len(b) < 2 || b[0] != 0x80|frameText && b[0] != 0x80|framePing || b[1] > 127 {
			t.Fatalf("not a frame: %x", b[:min(len(b), 20)])
		}
		n, head := int(b[1]), 2
		switch n {
		case 126:
			n, head = int(binary.BigEndian.Uint16(b[2:])), 4
		case 127:
			n, head = int(binary.BigEndian.Uint64(b[2:])), 10
		}
		if b[0] == 0x80|frameText {
			out = append(out, b[head:head+n])
		}
		b = b[head+n:]
	}
	return out
}

// Whatever Discord sends, discordgo sees whole frames alone, of four forms: a
// Hello with an interval that it can bear, READY after it, acknowledgements, and
// events under names that it does not decode.
func FuzzGuard(f *testing.F) {
	f.Add(frames(aHello, aReady, `{"op":11}`, `{"op":0,"s":2,"t":"INTERACTION_CREATE","d":{"id":"1"}}`))
	f.Add(frames(aHello, `null`, `{`, aReady, `{"op":1}`, `{"op":7}`))
	f.Add(frames(`{"op":10,"d":{"heartbeat_interval":0}}`))
	f.Add(append(frames(aHello, aReady), 0x01, 2, '{', '}', 0x89, 1, 'x', 0x80, 0, 0x88, 2, 0x0f, 0xa0))
	f.Add([]byte{0x81, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, wire []byte) {
		g := tapedGuard(wire)
		seen, err := io.ReadAll(g)
		if err == nil && g.ended() == nil {
			t.Fatal("the wire is at its end, the guard is not")
		}
		for i, raw := range messages(t, seen) {
			var m struct {
				Op *int
				T  string
				D  json.RawMessage
			}
			if err := json.Unmarshal(raw, &m); err != nil || m.Op == nil {
				t.Fatalf("passed on %q: %v", raw, err)
			}
			var h struct {
				Interval int64 `json:"heartbeat_interval"`
			}
			_ = json.Unmarshal(m.D, &h) // of a Hello alone
			hello := *m.Op == gatewayHello && time.Duration(h.Interval)*time.Millisecond >= minBeat
			event := *m.Op == gatewayDispatch && (m.T == "READY" && i == 1 || slices.Contains([]string{rawInteraction, rawSkipped}, m.T))
			if (i == 0) != hello || i > 0 && !event && *m.Op != gatewayACK {
				t.Fatalf("message %d passed on is %q", i, raw)
			}
		}
	})
}

func TestGuardPasses(t *testing.T) {
	big := `{"op":0,"s":9,"t":"INTERACTION_CREATE","d":"` + string(bytes.Repeat([]byte("x"), 100_000)) + `"}`
	g := tapedGuard(append(frames(aHello, aReady, `{"op":0,"s":7,"t":"GUILD_CREATE","d":{"members":[null]}}`, big, `{"op":11}`), 0x88, 2, 0x0f, 0xa4))
	seen, err := io.ReadAll(g)
	var code closeError
	if !errors.As(err, &code) || code != 4004 || g.ended() != err {
		t.Errorf("ended by %v", err)
	}
	want := []string{
		aHello, `{"op":0,"s":1,"t":"READY","d":{"session_id":"x"}}`, `{"op":0,"s":7,"t":"RAW_SKIPPED","d":null}`,
		`{"op":0,"s":9,"t":"RAW_INTERACTION_CREATE","d":` + big[len(`{"op":0,"s":9,"t":"INTERACTION_CREATE","d":`):], `{"op":11}`,
	}
	got := messages(t, seen)
	if len(got) != len(want) {
		t.Fatalf("%d messages, want %d", len(got), len(want))
	}
	for i := range want {
		if string(got[i]) != want[i] {
			t.Errorf("message %d is %.80q, want %.80q", i, got[i], want[i])
		}
	}
}
