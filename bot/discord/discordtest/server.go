package discordtest

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Values that the server knows and that must not turn up in logs, errors,
// metrics or pages: they are in the shape of real ones, and easy to look for.
const (
	BotToken    = "CANARYbottokenMTIz.CANARY.bottoken-abcdef"
	Application = "900000000000000001"
	tokenStart  = "CANARYinteractiontoken"
)

const (
	// firstAnswerTime is how long an interaction waits for its first answer.
	firstAnswerTime = 3 * time.Second
	// tokenLife is how long the answer can be edited.
	tokenLife = 15 * time.Minute
)

// A Server is a Discord: REST under /api/v9 and /api/v10, the gateway at
// /?v=..., and a caller of signed endpoints.
type Server struct {
	// Fault, if not nil, is asked before every REST request is served, by any
	// number of goroutines; nil is no fault. Set it before the first request.
	Fault func(*http.Request) *Fault
	// Script, if not nil, plays the gateway's side of every connection; nil
	// plays [Conn.Serve]. Set it before the first connection.
	Script func(*Conn)
	// Patient takes first answers however late they come, for tests of many
	// interactions on a machine that may be slow. Set it before the first one.
	Patient bool
	// Key signs requests to endpoints.
	Key ed25519.PrivateKey

	url    string
	dial   func(context.Context, string, string) (net.Conn, error)
	server *http.Server
	wait   sync.WaitGroup

	mu           sync.Mutex
	closed       bool
	interactions map[string]*interaction // by token
	conns        map[*Conn]bool
	connected    int // gateway connections so far
	identifies   []time.Time
	ready        []time.Time // READY sent
	calls        []*Call
	violations   []string
	posts        []Post
	commands     map[string][]json.RawMessage // by path
	next         int64                        // snowflakes
}

// A Call is a REST request that reached the server.
type Call struct {
	At           time.Time
	Method, Path string
	Status       int // 0 while it is under way, or if no answer was given
}

// Start starts a server on a loopback address; it is closed when the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer("http://" + l.Addr().String())
	s.dial = (&net.Dialer{}).DialContext
	s.serve(t, l)
	return s
}

// StartPiped starts a server whose connections are pipes in memory, for use
// within a synctest bubble: nothing reaches it but what [Server.Dial] makes.
func StartPiped(t testing.TB) *Server {
	t.Helper()
	l := newPipeListener()
	s := newServer("http://127.0.0.1:1") // never dialled
	s.dial = l.dial
	s.serve(t, l)
	return s
}

func newServer(url string) *Server {
	seed := make([]byte, ed25519.SeedSize) // a fixed key: nothing here is worth protecting
	return &Server{
		Key: ed25519.NewKeyFromSeed(seed), url: url, next: 1000000000000000000,
		interactions: map[string]*interaction{}, conns: map[*Conn]bool{}, commands: map[string][]json.RawMessage{},
	}
}

func (s *Server) serve(t testing.TB, l net.Listener) {
	s.server = &http.Server{Handler: s}
	s.wait.Go(func() { _ = s.server.Serve(l) }) // always returns an error, once closed
	t.Cleanup(s.Close)
}

// Close ends all connections and waits for what served them.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	for c := range s.conns {
		c.conn.Close()
	}
	s.mu.Unlock()
	_ = s.server.Close()
	s.wait.Wait()
}

// URL is the address of the API, without a path.
func (s *Server) URL() string { return s.url }

// Dial connects to the server, whatever the address.
func (s *Server) Dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return s.dial(ctx, network, strings.TrimPrefix(s.url, "http://"))
}

// Transport returns a transport whose connections all go to the server. Close
// its idle connections before a bubble ends.
func (s *Server) Transport() *http.Transport {
	return &http.Transport{DialContext: s.Dial, MaxIdleConnsPerHost: 200}
}

// Direct returns a transport that hands requests to the server without a
// connection, for tests of very many.
func (s *Server) Direct() http.RoundTripper { return direct{s} }

type direct struct{ s *Server }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.s.rest(w, r)
	return w.Result(), r.Context().Err()
}

// ServeHTTP serves REST and the gateway.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.wait.Add(1)
	defer s.wait.Done()
	if r.Header.Get("Upgrade") != "" {
		s.gateway(w, r)
		return
	}
	s.rest(w, r)
}

// violate notes that something was sent that should not have been.
func (s *Server) violate(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

// Violations lists what the server refused because of what was sent, and not
// because it was told to misbehave: a well-behaved program causes none.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// Calls lists the REST requests so far.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		out = append(out, *c)
	}
	return out
}

// Identifies lists when sessions were asked for.
func (s *Server) Identifies() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]time.Time(nil), s.identifies...)
}

// Readies lists when sessions were granted.
func (s *Server) Readies() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]time.Time(nil), s.ready...)
}

// id returns a new snowflake.
func (s *Server) id() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	return fmt.Sprint(s.next)
}

// A pipeListener accepts the server's ends of pipes.
type pipeListener struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipeListener() *pipeListener {
	return &pipeListener{conns: make(chan net.Conn), done: make(chan struct{})}
}

func (l *pipeListener) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, near := net.Pipe()
	far, server := net.Pipe()
	select {
	case l.conns <- server:
		go relay(near, far)
		go relay(far, near)
		return client, nil
	case <-l.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// relay carries what comes from one pipe into the other. It holds some of it on
// the way, as the buffers of a socket do: a writer does not wait for a reader.
// It ends with the connection.
func relay(from, to net.Conn) {
	held := make(chan []byte, 1024)
	go func() {
		defer close(held)
		for {
			b := make([]byte, 32<<10)
			n, err := from.Read(b)
			if err != nil {
				return
			}
			held <- b[:n]
		}
	}()
	for b := range held {
		_, _ = to.Write(b) // what a closed end no longer takes is lost, as on a wire
	}
	to.Close()
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }
