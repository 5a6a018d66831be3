package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/sync/errgroup"

	"cleannet/bot"
	"cleannet/bot/discord"
	"cleannet/index"
)

// A front is what answers on Discord: one dispatcher for both transports, and
// the gateway where there is a token.
type front struct {
	dispatcher *discord.Dispatcher
	gateway    *discord.Gateway // nil without a token
	rest       *discord.REST
	metrics    http.Handler
}

// newFront sets up what answers on Discord. Nothing is sent before run.
func (a *app) newFront(s serving, lib *index.Library, b *bot.Bot, log *slog.Logger) (*front, error) {
	reg := prometheus.NewRegistry()
	metrics, err := discord.NewMetrics(reg)
	if err == nil {
		err = errors.Join(reg.Register(collectors.NewGoCollector()), reg.Register(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})))
	}
	if err != nil {
		return nil, fmt.Errorf("set up metrics: %w", err)
	}
	f := &front{metrics: promhttp.HandlerFor(reg, promhttp.HandlerOpts{})}
	token, err := a.token()
	if err != nil {
		return nil, err
	}
	f.rest, err = discord.NewREST(discord.RESTConfig{URL: a.lookup("DISCORD_API_URL"), Token: token, Metrics: metrics})
	if err != nil {
		return nil, usagef("DISCORD_API_URL: %w", err)
	}
	f.dispatcher, err = discord.NewDispatcher(discord.DispatcherConfig{
		Handler: b, REST: f.rest, Limits: limits(s.perUser), Metrics: metrics, Log: log,
		Generation: func() string { return generation(lib) },
	})
	if err != nil {
		return nil, err
	}
	if token == "" {
		log.Info("no gateway: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE, to answer without an address of one's own")
		return f, nil
	}
	c := discord.GatewayConfig{
		Token: token, REST: f.rest, Interaction: f.dispatcher.Gateway, Metrics: metrics, Log: log,
		Budget: a.stateFile(s.state, "identifies.json", log),
	}
	if s.mentions {
		c.Message = f.dispatcher.Message
	}
	f.gateway, err = discord.NewGateway(c)
	if err != nil {
		return nil, usagef("DISCORD_TOKEN: %w", err)
	}
	return f, nil
}

// limits are Discord's users' limits for so many questions of one person in ten
// seconds; the others keep their proportion to that.
func limits(perUser int) discord.Limits {
	l := discord.DefaultLimits()
	if perUser <= 0 {
		return discord.Limits{}
	}
	for _, r := range []*discord.Rate{&l.User, &l.UserLong, &l.Guild, &l.Clicks, &l.Typing, &l.All} {
		r.N = max(1, r.N*perUser/defaultPerUser)
	}
	return l
}

// generation names the articles that answer at the moment.
func generation(lib *index.Library) (n string) {
	_ = lib.View(func(s *index.Snapshot) error { // a library that is closed has none
		n = strconv.FormatUint(s.Generation(), 10)
		return nil
	})
	return n
}

// run answers until ctx ends, and then until what is under way has its answer.
func (f *front) run(ctx context.Context) error {
	defer f.rest.Close()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return f.dispatcher.Run(ctx) })
	if f.gateway != nil {
		g.Go(func() error {
			err := f.gateway.Run(ctx)
			var fatal *discord.FatalError
			if errors.As(err, &fatal) {
				return usagef("%w", err)
			}
			return err
		})
	}
	return g.Wait()
}

// ready reports why nobody would be answered on Discord, or nil.
func (f *front) ready() error {
	if f.gateway != nil && !f.gateway.Health().Connected {
		return errors.New("no session with Discord's gateway")
	}
	return nil
}

// gatewayReport is the state of the gateway for /healthz and /readyz.
type gatewayReport struct {
	Connected bool      `json:"connected"`
	Since     time.Time `json:"since"`
	// ACKAge is how long ago the last heartbeat was acknowledged, in seconds.
	ACKAge  float64 `json:"heartbeat_ack_age_seconds,omitempty"`
	LastEnd string  `json:"last_end,omitempty"`
}

func (f *front) report(now time.Time) *gatewayReport {
	if f.gateway == nil {
		return nil
	}
	h := f.gateway.Health()
	r := &gatewayReport{Connected: h.Connected, Since: h.Since, LastEnd: h.End}
	if !h.ACK.IsZero() {
		r.ACKAge = now.Sub(h.ACK).Seconds()
	}
	return r
}

// stateFile returns the path of a file that is kept over restarts, or "" with a
// line in the log where there is no place for one.
func (a *app) stateFile(dir, name string, log *slog.Logger) string {
	if dir == "" {
		dir = a.lookup("STATE_DIRECTORY") // as systemd names it
	}
	if home := a.lookup("XDG_STATE_HOME"); dir == "" && home != "" {
		dir = filepath.Join(home, "cleannet")
	}
	if home := a.lookup("HOME"); dir == "" && home != "" {
		dir = filepath.Join(home, ".local", "state", "cleannet")
	}
	err := errors.New("no --state and no home")
	if dir != "" {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		log.Warn("nothing is kept over restarts: set --state", "file", name, "err", err)
		return ""
	}
	return filepath.Join(dir, name)
}
