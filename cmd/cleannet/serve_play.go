package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"

	"cleannet/bot"
	"cleannet/bot/discord"
	"cleannet/bot/playground"
	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/answer"
)

// A play is the playground with what answers its interactions: an endpoint with
// a throw-away key, and a dispatcher whose late answers go to the page. It is
// made of the same parts as what Discord talks to, and shares none with it.
type play struct {
	dispatcher *discord.Dispatcher
	rest       *discord.REST
	page       http.Handler
}

// newPlay sets up the playground, or returns nil with a line in the log where
// others than this machine could see it and nobody asked for that.
func (a *app) newPlay(s serving, lib *index.Library, sh *shelf, b *bot.Bot, log *slog.Logger) (*play, error) {
	if !s.public && !loopback(s.addr) {
		log.Info("no playground: it is for this machine alone; --playground-public shows it to whoever comes", "addr", s.addr)
		return nil, nil
	}
	own := b.Config // a bot of its own: what is tried out here touches nothing that is kept for Discord
	own.StateKey, own.Settings, own.Feedback = randomKey(), &passing{kept: map[string]bot.Setting{}}, nil
	b, err := bot.New(own)
	if err != nil {
		return nil, fmt.Errorf("set up the playground: %w", err)
	}
	application, err := playground.NewApp(a.now)
	if err != nil {
		return nil, fmt.Errorf("set up the playground: %w", err)
	}
	p := &play{}
	if p.rest, err = discord.NewREST(discord.RESTConfig{Transport: application}); err != nil {
		return nil, fmt.Errorf("set up the playground: %w", err)
	}
	log = log.With("front", "playground")
	p.dispatcher, err = discord.NewDispatcher(discord.DispatcherConfig{
		Handler: b, REST: p.rest, Limits: limits(s.perUser), Log: log,
		Generation: func() string { return generation(lib) },
	})
	if err != nil {
		return nil, err
	}
	endpoint, err := discord.NewEndpoint(discord.EndpointConfig{
		PublicKey: application.PublicKey(), First: p.dispatcher.First, Now: a.now, Log: log,
	})
	if err != nil {
		return nil, err
	}
	p.page, err = playground.New(playground.Config{
		App: application, Endpoint: endpoint, Public: s.public, Now: a.now, Log: log,
		State:    func() playground.State { return playState(lib, sh) },
		Answered: func(ctx context.Context, q string) bool { return answered(ctx, lib, q) },
	})
	return p, err
}

// run answers until ctx ends, and then until what is under way has its answer.
func (p *play) run(ctx context.Context) error {
	defer p.rest.Close()
	return p.dispatcher.Run(ctx)
}

// passing keeps settings as long as the process runs. Only on this machine's own
// page can they be set, so there is one server at most.
type passing struct {
	mu   sync.Mutex
	kept map[string]bot.Setting
}

func (p *passing) Setting(guild string) bot.Setting {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept[guild]
}

func (p *passing) Set(_ context.Context, guild string, s bot.Setting) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept[guild] = s
	return nil
}

// playState tells the playground what is served. Articles are plain memory: they
// outlive the snapshot.
func playState(lib *index.Library, sh *shelf) (state playground.State) {
	_, state.Loaded = sh.status()
	state.Corpus = corpus.New()
	_ = lib.View(func(s *index.Snapshot) error { // a library that is closed has none
		state.Corpus, state.Passages, state.Generation = s.Corpus(), s.Len(), s.Generation()
		return nil
	})
	return state
}

// answered reports whether the sources answer a question outright.
func answered(ctx context.Context, lib *index.Library, question string) (ok bool) {
	_ = lib.View(func(s *index.Snapshot) error {
		ans, err := answer.Ask(ctx, s, question)
		ok = err == nil && ans.Outcome == answer.Answered
		return nil
	})
	return ok
}

// loopback reports whether an address to listen on is reached from this machine
// alone.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && ip.Unmap().IsLoopback()
}
