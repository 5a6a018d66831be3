package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"cleannet/bot"
	"cleannet/bot/discord"
	"cleannet/corpus/entity"
	"cleannet/index"
)

// serving is what `cleannet serve` is asked to do.
type serving struct {
	addr     string
	watch    time.Duration // how often the folders are looked at; 0 never
	state    string        // folder of what is kept over restarts; "" is the user's
	perUser  int           // questions of one person in ten seconds; 0 any number
	public   bool          // the playground is for whoever comes
	logLevel string
	mentions bool // messages that name the bot are questions too
	feedback bool // votes on answers are taken
}

const (
	// defaultAddr is on this machine alone.
	defaultAddr = "127.0.0.1:8080"
	// defaultPerUser is as fast as a person can read answers.
	defaultPerUser = 5
	// drain is how long answers that are under way may take when the program is
	// told to stop. Discord takes no first answer after 3 s.
	drain = 10 * time.Second
)

func newServe(a *app) *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer on Discord and on a local web address",
		Long: `Answer on Discord and on a local web address, until SIGINT or SIGTERM. This is what
cleannet does without a command too. What is not set up is named and left out.

Secrets come from the environment or --env-file, never from a flag:
  DISCORD_PUBLIC_KEY  the application's public key; enables POST /interactions
  DISCORD_TOKEN       the bot's token; DISCORD_TOKEN_FILE names a file with it
  CLEANNET_STATE_KEY  seals buttons, 16 characters or more; else the token does`,
		Example: `  cleannet serve
  cleannet serve --env-file bot.env --addr 0.0.0.0:8080`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), s) },
	}
	s.flags(cmd)
	return cmd
}

// flags adds the flags of serve to cmd, which is serve or the root.
func (s *serving) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.addr, "addr", defaultAddr, "`HOST:PORT` to listen on")
	cmd.Flags().DurationVar(&s.watch, "watch", 5*time.Second, "how often --corpus and --also are looked at for changes; 0 never")
	cmd.Flags().StringVar(&s.state, "state", "", "`DIR` of what is kept over restarts (default $XDG_STATE_HOME/cleannet)")
	cmd.Flags().IntVar(&s.perUser, "per-user", defaultPerUser, "questions that one person may ask in 10 s; 0 any number")
	cmd.Flags().BoolVar(&s.public, "playground-public", false, "show the playground on any address, to whoever comes")
	cmd.Flags().BoolVar(&s.feedback, "feedback", false, "ask whether answers help, and keep what people say for 30 days")
	cmd.Flags().BoolVar(&s.mentions, "mentions", false, "answer messages that name the bot too; see cleannet invite --mentions")
	cmd.Flags().StringVar(&s.logLevel, "log-level", "info", "debug, info, warn or error")
}

// serve runs until ctx ends, and then lets what is under way come to its end.
func (a *app) serve(ctx context.Context, s serving) error {
	log, err := a.logger(s.logLevel)
	if err != nil {
		return err
	}
	shelf := &shelf{app: a}
	first, err := shelf.load(ctx)
	if err != nil {
		return err
	}
	lib := index.NewLibrary(first)
	defer lib.Close()
	b, err := a.newBot(s, lib, log)
	if err != nil {
		return err
	}
	f, err := a.newFront(s, lib, b, log)
	if err != nil {
		return err
	}
	page, err := a.newPlay(s, lib, shelf, b, log)
	if err != nil {
		return err
	}
	state := health{lib, shelf, f, a.now, log}
	handler, err := a.handler(state, f, page, log)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.addr, err)
	}
	server := newServer(handler, log)
	fmt.Fprintf(a.stdout, "http://%s/\n", listener.Addr())
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return serveHTTP(ctx, server, listener) })
	g.Go(func() error { return f.run(ctx) })
	if page != nil {
		g.Go(func() error { return page.run(ctx) })
	}
	g.Go(func() error { return a.watchdog(ctx, func() bool { return state.search(ctx) == nil }) })
	if len(a.corpus)+len(a.also) > 0 && s.watch > 0 {
		g.Go(func() error { return ignoreEnd(ctx, lib.Watch(ctx, shelf.reload, s.watch)) })
	}
	// The gateway is not waited for: while Discord is away, a restart mends nothing.
	if err := a.notify("READY=1"); err != nil {
		log.Warn("the service manager was not told", "err", err)
	}
	g.Go(func() error { <-ctx.Done(); return a.notify("STOPPING=1") })
	return g.Wait()
}

// newServer bounds what a client can hold: slow headers, slow bodies, idle
// connections.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      20 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// serveHTTP serves until ctx ends and then waits for what is under way.
func serveHTTP(ctx context.Context, server *http.Server, l net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	err := server.Shutdown(end)
	if err != nil {
		err = errors.Join(fmt.Errorf("drain: %w", err), server.Close())
	}
	<-done
	return err
}

// ignoreEnd drops an error that only says that ctx has ended.
func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// logger writes to stderr: text on a terminal, JSON otherwise.
func (a *app) logger(level string) (*slog.Logger, error) {
	var o slog.HandlerOptions
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, usagef("--log-level %s: not debug, info, warn or error", level)
	}
	o.Level = l
	token, err := a.token()
	if err != nil {
		return nil, err
	}
	w := newRedactor(a.stderr, token, a.lookup("CLEANNET_STATE_KEY"))
	if a.width(a.stderr) > 0 {
		return slog.New(slog.NewTextHandler(w, &o)), nil
	}
	return slog.New(slog.NewJSONHandler(w, &o)), nil
}

// newBot returns the bot over the library.
func (a *app) newBot(s serving, lib *index.Library, log *slog.Logger) (*bot.Bot, error) {
	names, err := entity.Builtin()
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	token, err := a.token()
	if err != nil {
		return nil, err
	}
	key, err := stateKey(a.lookup("CLEANNET_STATE_KEY"), token)
	if err != nil {
		return nil, err
	}
	if key == nil {
		log.Warn("buttons will not outlive this process: set CLEANNET_STATE_KEY or DISCORD_TOKEN")
		key = randomKey()
	}
	c := bot.Config{Library: lib, Names: names, StateKey: key, Version: version(), Now: a.now}
	if err := a.keep(s, &c, log); err != nil {
		return nil, err
	}
	return bot.New(c)
}

// token returns the bot's token, or "" if none is set.
func (a *app) token() (string, error) {
	if t := a.lookup("DISCORD_TOKEN"); t != "" {
		return t, nil
	}
	file := a.lookup("DISCORD_TOKEN_FILE")
	if file == "" {
		return "", nil
	}
	return readSecret(file)
}

// handler routes the server's addresses. Without a public key there is no
// /interactions, and a line says how to set one.
func (a *app) handler(state health, f *front, page *play, log *slog.Logger) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", state)
	mux.HandleFunc("GET /readyz", state.ready)
	mux.Handle("GET /metrics", f.metrics)
	if page != nil {
		mux.Handle("/", page.page)
	}
	key := a.lookup("DISCORD_PUBLIC_KEY")
	if key == "" {
		log.Info("no signed endpoint: set DISCORD_PUBLIC_KEY to the public key of the application, from its page in Discord's developer portal")
		return mux, nil
	}
	e, err := discord.NewEndpoint(discord.EndpointConfig{
		PublicKey: key, First: f.dispatcher.First, Now: a.now, Log: log,
	})
	if err != nil {
		return nil, usagef("DISCORD_PUBLIC_KEY: %w", err)
	}
	mux.Handle("/interactions", e)
	return mux, nil
}

// readSecret reads a file that holds one secret. A file that others may read is
// refused.
func readSecret(file string) (string, error) {
	info, err := os.Stat(file)
	if err != nil {
		return "", usagef("DISCORD_TOKEN_FILE: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", usagef("DISCORD_TOKEN_FILE %s: others may read it; make it readable for its owner alone (chmod 600)", file)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", usagef("DISCORD_TOKEN_FILE: %w", err)
	}
	return firstLine(string(data)), nil
}
