package main

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
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

// health answers GET /healthz and /readyz by searching: 200 if the index
// answers, 503 otherwise.
type health struct {
	lib   *index.Library
	shelf *shelf
}

func (h health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var report struct {
		Status     string    `json:"status"`
		Articles   int       `json:"articles"`
		Passages   int       `json:"passages"`
		Generation uint64    `json:"generation"`
		Loaded     time.Time `json:"loaded"`
		LeftOut    []string  `json:"left_out,omitempty"`
	}
	err := h.lib.View(func(s *index.Snapshot) error {
		report.Articles, report.Passages, report.Generation = s.Corpus().Len(), s.Len(), s.Generation()
		_, err := s.Search(r.Context(), query.Parse("network"), 1)
		return err
	})
	report.LeftOut, report.Loaded = h.shelf.status()
	report.Status = "ok"
	status := http.StatusOK
	if err != nil {
		report.Status, status = "broken", http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(report) // a client that went away is not told
}
