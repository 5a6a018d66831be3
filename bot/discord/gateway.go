package discord

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const (
	// openLimit bounds the way from nothing to READY. With maxWait it stays below
	// 64 s, so that a bot is back within that after any outage.
	openLimit = 15 * time.Second
	// minWait and maxWait bound the waits between connections; they double from
	// one failure to the next and are spread over their upper half.
	minWait = time.Second
	maxWait = 45 * time.Second
	// stable is how long a session must last for the waits to begin anew.
	stable = time.Minute
	// closeLimit is how long discordgo may take to notice its end: it sleeps for
	// a second in Close.
	closeLimit = 10 * time.Second
)

// GatewayConfig is what a Gateway needs.
type GatewayConfig struct {
	// Token is the bot's token, without "Bot " before it. It is required.
	Token string
	// REST finds the gateway. It is required.
	REST *REST
	// Interaction takes the data of each interaction, on the goroutine that reads:
	// it must not wait. It is required. The bytes are its own.
	Interaction func(raw []byte)
	// Message, if not nil, takes the data of each message that Discord shows to a
	// bot without a privileged intent: those that mention it, and direct ones.
	// The bot's own user id comes with it.
	Message func(raw []byte, self string)
	// Budget is the file that keeps the identify budget over restarts; "" keeps it
	// in memory.
	Budget string
	// Dial makes the connections; nil means a net.Dialer's.
	Dial    func(ctx context.Context, network, address string) (net.Conn, error)
	Metrics *Metrics
	Log     *slog.Logger
}

// A Gateway keeps a session with Discord's gateway: Run supervises it. Each
// connection is a fresh discordgo session behind a guard that decides what it
// sees, without discordgo's own reconnecting; see guard for the reasons. It asks
// for at most 5 sessions in a minute and 200 in a day.
type Gateway struct {
	GatewayConfig
	budget *budget

	mu     sync.Mutex
	health Health
}

// Health is the state of the gateway.
type Health struct {
	Connected bool
	Since     time.Time // of the present state
	ACK       time.Time // when the last heartbeat was acknowledged; zero if none was
	End       string    // why the last connection ended
}

// A FatalError is an end that trying again cannot mend.
type FatalError struct{ Code int }

func (e *FatalError) Error() string {
	return fmt.Sprintf("%s (close code %d)", fatalCodes[e.Code], e.Code)
}

// fatalCodes are the close codes after which Discord wants no reconnect.
var fatalCodes = map[int]string{
	4004: "Discord refuses the bot token: check DISCORD_TOKEN",
	4010: "Discord refuses the shard",
	4011: "Discord demands sharding: the bot is in too many servers for one connection",
	4012: "Discord no longer speaks this version of its gateway: a newer cleannet is needed",
	4013: "Discord does not know the intents",
	4014: "Discord refuses the intents: they are not enabled for this bot",
}

// NewGateway returns a gateway.
func NewGateway(c GatewayConfig) (*Gateway, error) {
	c.Token = botToken(c.Token)
	if c.Token == "" || strings.ContainsFunc(c.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("gateway: no token, or one with characters that none has")
	}
	if c.REST == nil || c.Interaction == nil {
		return nil, errors.New("gateway: no REST client, or nobody to take interactions")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Dial == nil {
		c.Dial = (&net.Dialer{KeepAlive: 30 * time.Second}).DialContext
	}
	b, err := loadBudget(c.Budget, time.Now())
	if err != nil {
		c.Log.Warn("the identify budget begins anew", "err", err)
	}
	return &Gateway{GatewayConfig: c, budget: b, health: Health{Since: time.Now()}}, nil
}

// Health tells the state of the gateway.
func (g *Gateway) Health() Health {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.health
}

func (g *Gateway) set(f func(*Health)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f(&g.health)
}

// Run keeps a session until ctx ends, and then returns nil. It returns a
// *FatalError where Discord will not have this bot, and no other error.
func (g *Gateway) Run(ctx context.Context) error {
	for failures := 0; ctx.Err() == nil; failures++ {
		if wait := g.budget.wait(time.Now()); wait > 0 {
			g.Log.Warn("waiting before the next session: the identify budget is used up", "for", wait.Round(time.Second))
			if !sleep(ctx, wait) {
				return nil
			}
		}
		lasted, err := g.connect(ctx)
		if ctx.Err() != nil {
			return nil
		}
		var code closeError
		if errors.As(err, &code) && fatalCodes[int(code)] != "" {
			return &FatalError{int(code)}
		}
		if lasted >= stable {
			failures = 0
		}
		wait := waitAfter(failures)
		g.Metrics.ended(reason(err))
		g.set(func(h *Health) { h.End = reason(err) })
		g.Log.Warn("gateway connection ended", "reason", reason(err), "err", err, "lasted", lasted.Round(time.Millisecond), "next_in", wait.Round(time.Millisecond))
		sleep(ctx, wait)
	}
	return nil
}

// waitAfter is the wait after so many failures before this one.
func waitAfter(failures int) time.Duration {
	d := maxWait
	if failures < 6 {
		d = min(minWait<<failures, maxWait)
	}
	return d/2 + rand.N(d/2)
}

// reason is a word for the end of a connection, one of a closed set.
func reason(err error) string {
	var code closeError
	switch {
	case errors.As(err, &code):
		return fmt.Sprintf("close-%d", min(max(int(code), 0), 4999))
	case errors.Is(err, errReconnect):
		return "reconnect"
	case errors.Is(err, errInvalid):
		return "invalid-session"
	case errors.Is(err, errNoHello), errors.Is(err, errBadHello), errors.Is(err, errNoReady):
		return "not-opened"
	case errors.Is(err, errSilent):
		return "silent"
	case errors.Is(err, errJunk):
		return "nonsense"
	case errors.Is(err, errBudget):
		return "budget"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "cut"
	}
	return "network"
}

// connect makes one connection and returns when it is over: how long its session
// lasted, and why it ended.
func (g *Gateway) connect(ctx context.Context) (lasted time.Duration, err error) {
	opening, cancel := context.WithTimeout(ctx, openLimit)
	defer cancel()
	address, err := g.REST.GatewayURL(opening)
	if err != nil {
		return 0, err
	}
	var began time.Time
	var self string // read by discordgo's goroutine, which READY starts
	l := &link{done: make(chan struct{})}
	s, over := g.session(address, &self, func(context.Context, string, string) (net.Conn, error) {
		conn, err := g.dial(opening, address)
		if err != nil {
			return nil, err
		}
		return l.hold(g.guard(conn, opening, func(user string) {
			began, self = time.Now(), user
			g.isUp(began)
		}))
	})
	stop := context.AfterFunc(ctx, func() { l.leave(context.Cause(ctx)) })
	defer stop()
	if err := s.Open(); err != nil {
		l.leave(err)
		return 0, l.why()
	}
	l.await(over, g.Log)
	g.isDown()
	return time.Since(began), l.why()
}

func (g *Gateway) isUp(at time.Time) {
	g.set(func(h *Health) { h.Connected, h.Since, h.ACK = true, at, at })
	g.Metrics.setConnected(true)
	g.Log.Info("gateway session is up")
}

func (g *Gateway) isDown() {
	g.set(func(h *Health) { h.Connected, h.Since = false, time.Now() })
	g.Metrics.setConnected(false)
}

// session returns a discordgo session for one connection, not yet opened, and a
// channel that is closed when discordgo has ended it.
func (g *Gateway) session(address *url.URL, self *string, dial func(context.Context, string, string) (net.Conn, error)) (*discordgo.Session, <-chan struct{}) {
	// New fails for no token at all.
	s, _ := discordgo.New("Bot " + g.Token)
	s.LogLevel = -1 // its messages hold tokens
	s.ShouldReconnectOnError, s.ShouldRetryOnRateLimit, s.StateEnabled = false, false, false
	s.ShouldReconnectVoiceOnSessionError, s.MaxRestRetries = false, 0
	s.Compress, s.SyncEvents = false, true
	s.Identify.Compress, s.Identify.Intents = false, 0
	if g.Message != nil {
		s.Identify.Intents = discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	}
	// It asks where the gateway is, without a limit or a context. We have asked.
	s.Client = &http.Client{Transport: located{address}}
	s.Dialer = &websocket.Dialer{NetDialContext: dial, HandshakeTimeout: openLimit}
	over := make(chan struct{})
	var once sync.Once
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { once.Do(func() { close(over) }) })
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		switch e.Type {
		case rawInteraction:
			g.Interaction(e.RawData)
		case rawMessage:
			g.Message(e.RawData, *self)
		}
	})
	return s, over
}

// located answers discordgo's question for the gateway, and nothing else. The
// address is without TLS, because dial has that already: the guard must see the
// frames.
type located struct{ address *url.URL }

func (l located) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet || !strings.HasSuffix(r.URL.Path, "/gateway") {
		return nil, errors.New("discordgo is used for the gateway alone")
	}
	body := fmt.Sprintf(`{"url":"ws://%s/"}`, l.address.Host)
	return &http.Response{
		StatusCode: http.StatusOK, Status: "200 OK", Request: r, Header: http.Header{},
		Body: io.NopCloser(strings.NewReader(body)),
	}, nil
}

// dial connects to the gateway, by TLS unless its address is a plain one.
func (g *Gateway) dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	port := u.Port()
	if port == "" {
		port = map[string]string{"wss": "443", "ws": "80"}[u.Scheme]
	}
	conn, err := g.Dial(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil || u.Scheme == "ws" {
		return conn, err
	}
	secure := tls.Client(conn, &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12})
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}

func (g *Gateway) guard(conn net.Conn, opening context.Context, up func(user string)) *guard {
	by, _ := opening.Deadline() // it has one
	return &guard{
		Conn: conn, r: bufio.NewReaderSize(conn, 16<<10), openBy: by, up: up,
		reserve: func() error {
			err := g.budget.take(time.Now())
			if err == nil {
				g.Metrics.identify()
			}
			return err
		},
		acked: func(at time.Time) { g.set(func(h *Health) { h.ACK = at }) },
		count: g.Metrics.frame,
		wanted: func(name string) string {
			switch {
			case name == "INTERACTION_CREATE":
				return rawInteraction
			case name == "MESSAGE_CREATE" && g.Message != nil:
				return rawMessage
			}
			return ""
		},
	}
}

// A link holds the guard of a connection, once there is one, so that the
// connection can be ended from outside at any time.
type link struct {
	mu    sync.Mutex
	guard *guard
	err   error         // why it was ended from outside
	done  chan struct{} // closed when the guard ends
}

// hold returns the guard as discordgo's connection, unless all is over already.
func (l *link) hold(g *guard) (net.Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		g.Conn.Close()
		return nil, l.err
	}
	g.done = l.done
	l.guard = g
	return g, nil
}

// leave ends the connection for the reason, if it has not ended.
func (l *link) leave(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
	}
	if l.guard != nil {
		l.guard.leave(err)
	}
}

// why returns the reason for the end: the guard's, which came first, or the one
// from outside.
func (l *link) why() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.guard != nil {
		if err := l.guard.ended(); err != nil {
			return err
		}
	}
	if l.err != nil {
		return l.err
	}
	return errors.New("discordgo ended the session")
}

// await waits until discordgo has ended a session, for a limited time once the
// connection is gone.
func (l *link) await(over <-chan struct{}, log *slog.Logger) {
	select {
	case <-over:
		l.leave(errors.New("discordgo ended the session"))
		return
	case <-l.done:
	}
	limit := time.NewTimer(closeLimit)
	defer limit.Stop()
	select {
	case <-over:
	case <-limit.C:
		log.Error("discordgo did not end a session whose connection is gone")
	}
}
