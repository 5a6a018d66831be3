package discord

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"sync"
	"time"
)

const (
	// maxEvent is the largest message that is read; larger ones are skipped. An
	// interaction stays below 512 KiB.
	maxEvent = 2 << 20
	// maxJunk is how many messages that make no sense one connection may bring.
	maxJunk = 100
	// minBeat and maxBeat bound the heartbeat interval that is believed; Discord's
	// is 41.25 s. One of 0 makes discordgo panic.
	minBeat = time.Second
	maxBeat = time.Minute
	// maxSilence is the longest time without an acknowledged heartbeat.
	maxSilence = 85 * time.Second
	// writeLimit bounds each write: a peer that is gone takes none.
	writeLimit = 10 * time.Second
)

// Operations of the gateway, as Discord numbers them.
const (
	gatewayDispatch  = 0
	gatewayHeartbeat = 1
	gatewayReconnect = 7
	gatewayInvalid   = 9
	gatewayHello     = 10
	gatewayACK       = 11
)

// Opcodes of websocket frames (RFC 6455, section 5.2).
const (
	frameMore   = 0
	frameText   = 1
	frameBinary = 2
	frameClose  = 8
	framePing   = 9
)

// The names under which events are passed on. discordgo decodes events whose
// names it knows into its own types, with data that strangers wrote; a name that
// it does not know is handed on as it is.
const (
	rawInteraction = "RAW_INTERACTION_CREATE"
	rawMessage     = "RAW_MESSAGE_CREATE"
	rawSkipped     = "RAW_SKIPPED"
)

// Why a connection ended.
var (
	errReconnect = errors.New("discord asked for a new connection")
	errInvalid   = errors.New("the session is invalid")
	errNoHello   = errors.New("no hello")
	errBadHello  = errors.New("a hello that makes no sense")
	errNoReady   = errors.New("no session was granted")
	errSilent    = errors.New("heartbeats are not acknowledged")
	errJunk      = errors.New("too much that makes no sense")
)

// A closeError is a close frame from Discord.
type closeError int

func (e closeError) Error() string {
	return fmt.Sprintf("discord closed the connection (code %d)", int(e))
}

// A guard stands between the wire and discordgo, as the connection that it
// reads from. It is needed because discordgo
//   - panics, in a goroutine of its own, on a frame of "null", on a heartbeat
//     interval of 0 and on a list of servers that holds a null;
//   - deadlocks on operation 7 while it opens, and waits for ever for a Hello;
//   - notices missing acknowledgements only after five intervals;
//   - reads frames of any size.
//
// So the guard reads the frames itself and passes on only what it has written
// anew: Hello, READY, acknowledgements and raw events. What ends a connection
// ends it here. The guard also knows when the last acknowledgement came.
type guard struct {
	net.Conn
	openBy  time.Time             // Hello and READY must have come by then
	reserve func() error          // asked before Hello is passed on, which makes discordgo identify
	up      func(user string)     // called once READY came, with the bot\'s own id
	acked   func(time.Time)       // called at each acknowledgement
	count   func(fate string)     // called for each message
	wanted  func(t string) string // the raw name of an event, or ""

	r        *bufio.Reader
	out      []byte // to be read by discordgo
	msg      []byte // a message in parts
	skip     bool   // the rest of this message is skipped
	upgraded bool   // the HTTP part is over
	hello    bool
	ready    bool
	lastACK  time.Time
	patience time.Duration // without an acknowledgement
	junk     int
	seq      int64

	write sync.Mutex
	mu    sync.Mutex
	cause error
	done  chan struct{} // closed at the end
}

// Read gives discordgo the next bytes that it may see.
func (g *guard) Read(p []byte) (int, error) {
	for len(g.out) == 0 {
		if err := g.next(); err != nil {
			g.end(err)
			return 0, err
		}
	}
	n := copy(p, g.out)
	g.out = g.out[n:]
	return n, nil
}

// Write writes with a limit: discordgo's writes have none.
func (g *guard) Write(p []byte) (int, error) {
	g.write.Lock()
	defer g.write.Unlock()
	if err := g.Conn.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil {
		return 0, err
	}
	return g.Conn.Write(p)
}

// end keeps the first reason for the end and closes the connection.
func (g *guard) end(err error) {
	g.mu.Lock()
	if g.cause == nil {
		g.cause = err
		close(g.done)
	}
	g.mu.Unlock()
	g.Conn.Close()
}

// ended returns why the connection ended; nil if it did not.
func (g *guard) ended() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cause
}

// leave says goodbye and closes the connection.
func (g *guard) leave(err error) {
	if g.upgradedNow() {
		_ = g.frame(frameClose, []byte{0x03, 0xe8}) // 1000, normal closure; the close below ends it in any case
	}
	g.end(err)
}

func (g *guard) upgradedNow() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.upgraded
}

// frame writes a frame of the guard's own, masked as a client's must be.
func (g *guard) frame(opcode byte, payload []byte) error {
	var mask [4]byte
	binary.BigEndian.PutUint32(mask[:], rand.Uint32())
	b := append([]byte{0x80 | opcode, 0x80 | byte(len(payload))}, mask[:]...) // payloads here are below 126 bytes
	for i, c := range payload {
		b = append(b, c^mask[i%4])
	}
	_, err := g.Write(b)
	return err
}

// next reads from the wire until there is something for discordgo, or the
// connection is at its end.
func (g *guard) next() error {
	deadline, late := g.openBy, errNoHello
	switch {
	case g.ready:
		deadline, late = g.lastACK.Add(g.patience), errSilent
	case g.hello:
		late = errNoReady
	}
	if err := g.Conn.SetReadDeadline(deadline); err != nil {
		return err
	}
	err := g.part()
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return late
	}
	return err
}

// part reads a line of the HTTP answer, or a frame.
func (g *guard) part() error {
	if g.upgraded {
		return g.readFrame()
	}
	line, err := g.r.ReadSlice('\n')
	if err != nil {
		return err
	}
	g.out = append(g.out[:0], line...)
	if len(bytes.TrimSpace(line)) == 0 {
		g.mu.Lock()
		g.upgraded = true
		g.mu.Unlock()
	}
	return nil
}

func (g *guard) readFrame() error {
	var head [10]byte
	if _, err := io.ReadFull(g.r, head[:2]); err != nil {
		return err
	}
	final, opcode := head[0]&0x80 != 0, head[0]&0x0f
	size := uint64(head[1])
	if head[0]&0x70 != 0 || size > 127 {
		return errors.New("a frame that is compressed or masked")
	}
	switch size {
	case 126:
		if _, err := io.ReadFull(g.r, head[2:4]); err != nil {
			return err
		}
		size = uint64(binary.BigEndian.Uint16(head[2:]))
	case 127:
		if _, err := io.ReadFull(g.r, head[2:10]); err != nil {
			return err
		}
		size = binary.BigEndian.Uint64(head[2:])
	}
	if opcode >= frameClose {
		return g.control(opcode, final, size)
	}
	return g.data(opcode, final, size)
}

func (g *guard) control(opcode byte, final bool, size uint64) error {
	if !final || size > 125 {
		return errors.New("a control frame that is too long")
	}
	payload := make([]byte, size)
	if _, err := io.ReadFull(g.r, payload); err != nil {
		return err
	}
	switch {
	case opcode == frameClose && size >= 2:
		return closeError(binary.BigEndian.Uint16(payload))
	case opcode == frameClose:
		return closeError(1005) // no code given: RFC 6455, section 7.1.5
	case opcode == framePing:
		g.out = serverFrame(framePing, payload)
	}
	return nil
}

// data reads a part of a message, and passes on the whole.
func (g *guard) data(opcode byte, final bool, size uint64) error {
	if opcode != frameMore {
		g.msg, g.skip = g.msg[:0], opcode != frameText // binary is compressed, which we never ask for
	}
	if g.skip || uint64(len(g.msg))+size > maxEvent {
		g.skip = true
		if _, err := io.CopyN(io.Discard, g.r, int64(min(size, 1<<62))); err != nil {
			return err
		}
		if final {
			g.count("skipped")
		}
		return nil
	}
	n := len(g.msg)
	g.msg = append(g.msg, make([]byte, size)...)
	if _, err := io.ReadFull(g.r, g.msg[n:]); err != nil {
		return err
	}
	if !final {
		return nil
	}
	return g.message(g.msg)
}

// message judges one message from Discord.
func (g *guard) message(raw []byte) error {
	var m struct {
		Op *int            `json:"op"`
		S  *int64          `json:"s"`
		T  string          `json:"t"`
		D  json.RawMessage `json:"d"`
	}
	if json.Unmarshal(raw, &m) != nil || m.Op == nil {
		return g.nonsense()
	}
	if m.S != nil && *m.S > g.seq {
		g.seq = *m.S
	}
	switch *m.Op {
	case gatewayHello:
		return g.onHello(m.D)
	case gatewayACK:
		if g.ready {
			g.lastACK = time.Now()
			g.acked(g.lastACK)
			g.pass(`{"op":11}`)
		}
	case gatewayHeartbeat: // Discord wants one now
		return g.frame(frameText, fmt.Appendf(nil, `{"op":1,"d":%d}`, g.seq))
	case gatewayReconnect:
		return errReconnect
	case gatewayInvalid:
		return errInvalid
	case gatewayDispatch:
		return g.event(m.T, m.D)
	default:
		return g.nonsense()
	}
	return nil
}

func (g *guard) nonsense() error {
	g.count("nonsense")
	if g.junk++; g.junk > maxJunk {
		return errJunk
	}
	return nil
}

func (g *guard) onHello(d json.RawMessage) error {
	var h struct {
		Interval float64 `json:"heartbeat_interval"` // milliseconds
	}
	if g.hello {
		return g.nonsense()
	}
	if json.Unmarshal(d, &h) != nil {
		return errBadHello
	}
	every := clampSeconds(h.Interval/1000, 0, time.Hour)
	if every < minBeat || every > maxBeat {
		return errBadHello
	}
	if err := g.reserve(); err != nil {
		return err
	}
	g.hello = true
	// Less than two intervals: the next heartbeat would fall on the end.
	g.patience = min(2*every-every/16, maxSilence)
	g.pass(fmt.Sprintf(`{"op":10,"d":{"heartbeat_interval":%d}}`, every.Milliseconds()))
	return nil
}

func (g *guard) event(name string, d json.RawMessage) error {
	switch {
	case !g.hello:
		return g.nonsense()
	case !g.ready && name == "READY":
		var r struct {
			Session string `json:"session_id"`
			User    struct{ ID json.RawMessage }
		}
		if json.Unmarshal(d, &r) != nil || r.Session == "" {
			return errNoReady
		}
		g.ready, g.lastACK = true, time.Now()
		// Nothing of READY is needed: a connection has its own session, for good.
		g.pass(fmt.Sprintf(`{"op":0,"s":%d,"t":"READY","d":{"session_id":"x"}}`, g.seq))
		g.up(snowflake(r.User.ID))
	case g.ready && g.wanted(name) != "":
		g.count("event")
		g.pass(fmt.Sprintf(`{"op":0,"s":%d,"t":%q,"d":%s}`, g.seq, g.wanted(name), d))
	case g.ready:
		g.count("other")
		g.pass(fmt.Sprintf(`{"op":0,"s":%d,"t":%q,"d":null}`, g.seq, rawSkipped)) // the heartbeats tell the number
	}
	return nil
}

// pass lets discordgo read a message.
func (g *guard) pass(text string) { g.out = serverFrame(frameText, []byte(text)) }

// serverFrame is a frame as a server sends it.
func serverFrame(opcode byte, payload []byte) []byte {
	b := []byte{0x80 | opcode}
	switch n := len(payload); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	return append(b, payload...)
}
