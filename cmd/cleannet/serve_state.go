package main

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/query"
)

// minStateKey is how many characters CLEANNET_STATE_KEY must have.
const minStateKey = 16

// stateKey derives the key that seals buttons from CLEANNET_STATE_KEY, or else
// from the bot's token, so that it is the same in every process of one bot. It
// returns nil if there is neither.
func stateKey(own, token string) ([]byte, error) {
	secret := own
	switch {
	case own == "" && token == "":
		return nil, nil
	case own == "":
		secret = token
	case len(own) < minStateKey:
		return nil, usagef("CLEANNET_STATE_KEY: %d characters, at least %d", len(own), minStateKey)
	}
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, "cleannet buttons 1", 32)
	if err != nil {
		return nil, fmt.Errorf("derive the key of buttons: %w", err)
	}
	return key, nil
}

func randomKey() []byte {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails: it ends the process instead
	return key
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return strings.TrimSpace(line)
}

// A shelf loads snapshots of the folders and remembers what it loaded.
type shelf struct {
	*app
	mu         sync.Mutex // protects all fields below
	generation uint64
	seen       string // fingerprint of the folders when they were read
	problems   []corpus.Problem
	loaded     time.Time
}

// load builds a snapshot of the articles.
func (s *shelf) load(ctx context.Context) (*index.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.fingerprint()
	l, err := s.readLayers()
	if err != nil {
		return nil, err
	}
	for _, p := range l.problems {
		fmt.Fprintf(s.stderr, "cleannet: left out: %v\n", p)
	}
	for _, id := range l.replaced {
		fmt.Fprintf(s.stderr, "cleannet: %s replaces the article of that id below it\n", id)
	}
	o, err := indexOptions()
	if err != nil {
		return nil, err
	}
	o.Generation = s.generation + 1
	snapshot, err := index.Build(ctx, l.Corpus, o)
	if err != nil {
		return nil, err
	}
	s.generation, s.seen, s.problems, s.loaded = o.Generation, seen, l.problems, s.now()
	return snapshot, nil
}

// reload is load where the folders have changed since, and nil otherwise.
func (s *shelf) reload(ctx context.Context) (*index.Snapshot, error) {
	s.mu.Lock()
	same := s.fingerprint() == s.seen
	s.mu.Unlock()
	if same {
		return nil, nil
	}
	return s.load(ctx)
}

// fingerprint names the state of the folders: the names, sizes and times of
// their files. A folder that cannot be read counts as empty, as the reading of
// it will say.
func (s *shelf) fingerprint() string {
	h := sha256.New()
	for _, dir := range append(append([]string{}, s.corpus...), s.also...) {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			if info, err := e.Info(); err == nil {
				fmt.Fprintln(h, filepath.Join(dir, e.Name()), info.Size(), info.ModTime().UnixNano())
			}
		}
	}
	return string(h.Sum(nil))
}

// status is what is told of the articles that are served.
func (s *shelf) status() (problems []string, loaded time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.problems {
		problems = append(problems, p.String())
	}
	return problems, s.loaded
}

// health answers GET /healthz by searching: 200 if the index answers, 503
// otherwise. The gateway's state is told but does not count: what runs is well,
// even while Discord is away.
type health struct {
	lib   *index.Library
	shelf *shelf
	front *front
	now   func() time.Time
	log   *slog.Logger
}

func (h health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.answer(w, h.search(r.Context()))
}

// ready answers GET /readyz: as /healthz, and 503 while there is no session with
// the gateway, where there should be one.
func (h health) ready(w http.ResponseWriter, r *http.Request) {
	err := h.search(r.Context())
	if err == nil {
		err = h.front.ready()
	}
	h.answer(w, err)
}

// errNoIndex is what strangers are told: the cause is the operator's to know.
var errNoIndex = errors.New("the index does not answer")

// search asks the index something, as people do.
func (h health) search(ctx context.Context) error {
	err := h.lib.View(func(s *index.Snapshot) error {
		_, err := s.Search(ctx, query.Parse("network"), 1)
		return err
	})
	if err != nil {
		h.log.Error("the index does not answer", "err", err)
		return errNoIndex
	}
	return nil
}

func (h health) answer(w http.ResponseWriter, err error) {
	var report struct {
		Status     string         `json:"status"`
		Reason     string         `json:"reason,omitempty"`
		Articles   int            `json:"articles"`
		Passages   int            `json:"passages"`
		Generation uint64         `json:"generation"`
		Loaded     time.Time      `json:"loaded"`
		LeftOut    []string       `json:"left_out,omitempty"`
		Gateway    *gatewayReport `json:"gateway,omitempty"`
	}
	_ = h.lib.View(func(s *index.Snapshot) error { // err tells of a library that does not answer
		report.Articles, report.Passages, report.Generation = s.Corpus().Len(), s.Len(), s.Generation()
		return nil
	})
	report.LeftOut, report.Loaded = h.shelf.status()
	report.Gateway = h.front.report(h.now())
	report.Status = "ok"
	status := http.StatusOK
	if err != nil {
		report.Status, report.Reason, status = "broken", err.Error(), http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(report) // a client that went away is not told
}
