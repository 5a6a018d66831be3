// Package playground shows the bot at work on a local web page that is a small
// Discord: it lists the bot's commands, renders Discord's message components,
// and every button, select and form works. It also shows the library.
//
// The page talks to the bot as Discord does. An [App] has a throw-away key,
// signs each interaction, and posts it to the bot's endpoint for signed
// requests; late answers come back by the REST calls that Discord would take.
// So what works here works in Discord. Nothing of the bot is known here but its
// table of commands.
//
// What must stay true: the page loads nothing from elsewhere and runs no script
// but its own files (Content-Security-Policy with a nonce, Trusted Types with no
// policy, so that no text becomes markup); text of articles comes into pages
// through html/template alone, and into the page by textContent; a request for
// another Host or from another Origin is refused; everything that is kept is
// bounded.
package playground

import (
	"bytes"
	"context"
	"crypto/rand"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"cleannet/corpus"
)

// A State is what the page tells of what is served now.
type State struct {
	Corpus     *corpus.Corpus
	Passages   int
	Generation uint64
	Loaded     time.Time // when this generation began to serve
}

// Config is what a Playground needs.
type Config struct {
	// App signs the page's interactions.
	App *App
	// Endpoint is the bot's endpoint for signed requests, with App's public key.
	Endpoint http.Handler
	// State tells what is served now. Its Corpus is never nil.
	State func() State
	// Answered reports whether the bot answers a question; such ones are shown as
	// examples. nil means that all are.
	Answered func(context.Context, string) bool
	// Public serves whoever comes, under any Host. Otherwise requests for other
	// hosts than this machine's loopback names are refused.
	Public bool
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// Log gets a line where a page cannot be made; nil means none.
	Log *slog.Logger
}

// A Playground is the handler of all its pages, from "/" down.
type Playground struct {
	app       *App
	endpoint  http.Handler
	state     func() State
	public    bool
	now       func() time.Time
	log       *slog.Logger
	guard     *guard
	examples  *examples
	addresses addresses
	pages     *template.Template
	mux       *http.ServeMux
}

//go:embed static/*.js static/*.css static/*.png
var static embed.FS

//go:embed templates/*.html
var templates embed.FS

// New returns a playground. A missing part of c is an error.
func New(c Config) (*Playground, error) {
	if c.App == nil || c.Endpoint == nil || c.State == nil {
		return nil, errors.New("playground: needs an app, an endpoint and a state")
	}
	p := &Playground{
		app: c.App, endpoint: c.Endpoint, state: c.State, public: c.Public, now: c.Now, log: c.Log,
		examples: &examples{answered: c.Answered}, mux: http.NewServeMux(),
	}
	if p.now == nil {
		p.now = time.Now
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	p.guard = &guard{public: c.Public, now: p.now, clients: map[netip.Addr]*rate.Limiter{}}
	var err error
	if p.pages, err = template.New("").Funcs(helpers).ParseFS(templates, "templates/*.html"); err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	files, err := fs.Sub(static, "static")
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	p.mux.HandleFunc("GET /{$}", p.home)
	p.mux.HandleFunc("GET /library", p.library)
	p.mux.HandleFunc("GET /library/find", p.findQuote)
	p.mux.HandleFunc("GET /library/{id}", p.source)
	p.mux.HandleFunc("POST /play/interact", p.interact)
	p.mux.HandleFunc("GET /play/later/{handle}", p.later)
	p.mux.HandleFunc("GET /play/file/{handle}/{n}/{name}", p.file)
	p.mux.HandleFunc("GET /play/status", p.status)
	p.mux.Handle("GET /static/", http.StripPrefix("/static/", assets(files)))
	return p, nil
}

// ServeHTTP answers 403 to what is not for us or not from our page, and 404 to
// what is not there.
func (p *Playground) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
	if !p.guard.admits(r) {
		refuse(w, http.StatusForbidden, "This page answers requests of its own alone.")
		return
	}
	p.mux.ServeHTTP(w, r)
}

// policy is the Content-Security-Policy of a page: its own files, and of
// scripts and styles those alone that carry the nonce.
func policy(nonce string) string {
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce + "'; " +
		"img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'; trusted-types 'none'"
}

// show writes a page. Nothing is sent before the whole page is made, so that a
// page is never cut short by an error.
func (p *Playground) show(w http.ResponseWriter, status int, name string, page any) {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the process instead
	nonce := base64.RawStdEncoding.EncodeToString(b[:])
	var out bytes.Buffer
	err := p.pages.ExecuteTemplate(&out, name, map[string]any{"Nonce": nonce, "Page": page, "Status": p.statusNow()})
	if err != nil {
		p.log.Error("page not made", "page", name, "err", err)
		refuse(w, http.StatusInternalServerError, "This page could not be made.")
		return
	}
	w.Header().Set("Content-Security-Policy", policy(nonce))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // who has gone away needs no answer
}

// assets serves the page's own files. They may be kept by a browser as long as
// it asks whether they are still the same.
func assets(files fs.FS) http.Handler {
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := fs.ReadFile(files, r.URL.Path)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		sum := fnv.New64a()
		sum.Write(data)
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum.Sum(nil))+`"`)
		w.Header().Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
}

// refuse answers with a status and one sentence, as JSON.
func refuse(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": sentence}) // as in writeJSON
}

// writeJSON answers with v, what the bot wrote being kept as it is. An error
// means that the client has gone away.
func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // the type and nosniff keep it from being read as a page
	_ = e.Encode(v)
}
