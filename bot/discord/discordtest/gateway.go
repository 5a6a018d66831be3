package discordtest

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// Interval is the time between heartbeats that the gateway asks for.
const Interval = 41250 * time.Millisecond

// Operations of the gateway.
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opACK       = 11
)

// A Conn is the gateway's side of one connection, for a [Server.Script].
type Conn struct {
	// N counts connections from 1.
	N int
	// ACK, if not nil, says whether and after what pause the n-th heartbeat (from
	// 1) is acknowledged; a negative pause is never.
	ACK func(n int) time.Duration

	s    *Server
	conn net.Conn
	r    *bufio.Reader

	mu    sync.Mutex // of writing
	seq   int64
	ready bool
	beats int
}

// gateway takes a connection and plays the script on it.
func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	h, ok := w.(http.Hijacker)
	key := r.Header.Get("Sec-WebSocket-Key")
	if !ok || key == "" {
		http.Error(w, "no websocket", http.StatusBadRequest)
		return
	}
	conn, rw, err := h.Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	c := &Conn{s: s, conn: conn, r: rw.Reader}
	s.mu.Lock()
	closed := s.closed
	s.connected++
	c.N = s.connected
	s.conns[c] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	}()
	if closed {
		return
	}
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) // RFC 6455, section 1.3
	c.Raw([]byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		base64.StdEncoding.EncodeToString(sum[:]) + "\r\n\r\n"))
	if s.Script != nil {
		s.Script(c)
		return
	}
	c.Serve()
}

// Serve behaves as Discord does: Hello, a session for a good Identify, an
// acknowledgement for each heartbeat, until the connection ends.
func (c *Conn) Serve() {
	c.Hello(Interval)
	if c.Identify() {
		c.Ready()
		c.Beat()
	}
}

// Hello asks for a heartbeat at each interval.
func (c *Conn) Hello(every time.Duration) {
	c.Send(fmt.Sprintf(`{"t":null,"s":null,"op":%d,"d":{"heartbeat_interval":%d,"_trace":["x"]}}`, opHello, every.Milliseconds()))
}

// Identify waits for an Identify and judges it: a wrong token ends the
// connection with 4004, and what we should not ask for is a violation. It
// returns false if the connection ended.
func (c *Conn) Identify() bool {
	for {
		op, d, err := c.Read()
		if err != nil {
			return false
		}
		if op == opIdentify {
			return c.identify(d)
		}
		if op != opHeartbeat {
			c.s.violate("operation %d before a session", op)
		}
	}
}

func (c *Conn) identify(d json.RawMessage) bool {
	var id struct {
		Token    string
		Intents  *int
		Compress bool
	}
	if json.Unmarshal(d, &id) != nil || id.Intents == nil {
		c.s.violate("identify is not what it should be")
		c.Close(4002)
		return false
	}
	c.s.mu.Lock()
	c.s.identifies = append(c.s.identifies, time.Now())
	c.s.mu.Unlock()
	const mentions = 1<<9 | 1<<12 // messages in servers and to the bot: not privileged
	if *id.Intents&^mentions != 0 {
		c.s.violate("intents %d", *id.Intents)
	}
	if id.Token != "Bot "+BotToken {
		c.Close(4004)
		return false
	}
	return true
}

// Ready grants a session; from here on [Server.Deliver] sends to the connection.
func (c *Conn) Ready() {
	c.Event("READY", fmt.Sprintf(`{"v":9,"user":{"id":%q,"username":"cleannet","bot":true},"guilds":[{"id":"700000000000000001","unavailable":true}],"session_id":"s%d","resume_gateway_url":"wss://gateway.discord.gg","application":{"id":%q,"flags":0}}`, Application, c.N, Application))
	c.s.mu.Lock()
	c.ready = true
	c.s.ready = append(c.s.ready, time.Now())
	c.s.mu.Unlock()
}

// Beat acknowledges heartbeats until the connection ends.
func (c *Conn) Beat() {
	var late sync.WaitGroup
	defer late.Wait()
	for {
		op, _, err := c.Read()
		if err != nil {
			return
		}
		if op != opHeartbeat {
			c.s.violate("operation %d in a session", op)
			continue
		}
		c.beats++
		var after time.Duration
		if c.ACK != nil {
			after = c.ACK(c.beats)
		}
		if after == 0 {
			c.Send(fmt.Sprintf(`{"op":%d}`, opACK))
		} else if after > 0 {
			late.Go(func() {
				time.Sleep(after)
				c.Send(fmt.Sprintf(`{"op":%d}`, opACK))
			})
		}
	}
}

// Event sends an event with the next sequence number.
func (c *Conn) Event(name, data string) {
	c.mu.Lock()
	c.seq++
	n := c.seq
	c.mu.Unlock()
	c.Send(fmt.Sprintf(`{"t":%q,"s":%d,"op":%d,"d":%s}`, name, n, opDispatch, data))
}

// Reconnect sends operation 7, Invalid operation 9.
func (c *Conn) Reconnect() { c.Send(fmt.Sprintf(`{"op":%d,"d":null}`, opReconnect)) }

// Invalid sends operation 9: the session is no longer, or not, valid.
func (c *Conn) Invalid() { c.Send(fmt.Sprintf(`{"op":%d,"d":false}`, opInvalid)) }

// Send sends a text frame. What cannot be sent is lost: the reader notices.
func (c *Conn) Send(text string) { c.Frame(1, []byte(text)) }

// Frame sends a whole frame with the opcode of the websocket protocol.
func (c *Conn) Frame(opcode byte, payload []byte) {
	head := []byte{0x80 | opcode}
	switch n := len(payload); {
	case n < 126:
		head = append(head, byte(n))
	case n < 1<<16:
		head = binary.BigEndian.AppendUint16(append(head, 126), uint16(n))
	default:
		head = binary.BigEndian.AppendUint64(append(head, 127), uint64(n))
	}
	c.Raw(append(head, payload...))
}

// Raw sends bytes as they are, such as the beginning of a frame.
func (c *Conn) Raw(b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = c.conn.Write(b)
}

// Close ends the connection with a close frame, then cuts it.
func (c *Conn) Close(code int) {
	c.Frame(8, binary.BigEndian.AppendUint16(nil, uint16(code)))
	c.conn.Close()
}

// Cut ends the connection without a word.
func (c *Conn) Cut() { c.conn.Close() }

// Drain reads and ignores all that comes, as a peer whose answers are lost on
// the way, until the connection ends.
func (c *Conn) Drain() { _, _ = io.Copy(io.Discard, c.r) }

// errClosed says that the client sent a close frame.
var errClosed = errors.New("closed by the client")

// Read returns the next operation that the client sends.
func (c *Conn) Read() (op int, d json.RawMessage, err error) {
	for {
		opcode, payload, err := c.readFrame()
		if err != nil {
			return 0, nil, err
		}
		switch opcode {
		case 8:
			return 0, nil, errClosed
		case 1:
			var m struct {
				Op *int
				D  json.RawMessage
			}
			if json.Unmarshal(payload, &m) != nil || m.Op == nil {
				c.s.violate("a frame that is no operation")
				return 0, nil, errors.New("no operation")
			}
			return *m.Op, m.D, nil
		}
	}
}

func (c *Conn) readFrame() (opcode byte, payload []byte, err error) {
	var head [2]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil {
		return 0, nil, err
	}
	if head[0]&0x80 == 0 || head[1]&0x80 == 0 {
		c.s.violate("a frame in parts, or unmasked")
		return 0, nil, errors.New("bad frame")
	}
	n := uint64(head[1] & 0x7f)
	switch n {
	case 126:
		var b [2]byte
		_, err = io.ReadFull(c.r, b[:])
		n = uint64(binary.BigEndian.Uint16(b[:]))
	case 127:
		err = errors.New("a frame over 64 KiB")
	}
	var mask [4]byte
	if err == nil {
		_, err = io.ReadFull(c.r, mask[:])
	}
	if err != nil || n > 4096 { // what Discord takes
		c.s.violate("a frame of %d bytes: %v", n, err)
		return 0, nil, errors.New("bad frame")
	}
	payload = make([]byte, n)
	_, err = io.ReadFull(c.r, payload)
	for i := range payload {
		payload[i] ^= mask[i%4]
	}
	return head[0] & 0x0f, payload, err
}

// Deliver sends an event to every session that is up; it returns to how many.
func (s *Server) Deliver(event string, data []byte) int {
	s.mu.Lock()
	var up []*Conn
	for c := range s.conns {
		if c.ready {
			up = append(up, c)
		}
	}
	s.mu.Unlock()
	for _, c := range up {
		c.Event(event, string(data))
	}
	return len(up)
}

// Ask issues an interaction and delivers it by the gateway.
func (s *Server) Ask(kind int, data string, more ...map[string]any) []byte {
	raw := s.Issue(kind, data, more...)
	s.Deliver("INTERACTION_CREATE", raw)
	return raw
}
