package discord

import (
	"bytes"
	"fmt"
	"log"
	"log/slog"
	"os"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

// canaries collects what all tests of the package log, at the highest level, by
// our logger and by the standard one, which discordgo uses. TestMain looks for
// the secrets of discordtest in it.
var canaries collector

type collector struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (c *collector) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.Write(p)
}

// debugLog is a logger for tests.
func debugLog() *slog.Logger {
	return slog.New(slog.NewJSONHandler(&canaries, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func TestMain(m *testing.M) {
	log.SetOutput(&canaries)
	code := m.Run()
	if i := bytes.Index(canaries.b.Bytes(), []byte("CANARY")); i >= 0 {
		fmt.Fprintf(os.Stderr, "a secret was logged: %s\n", canaries.b.Bytes()[max(0, i-200):i+40])
		code = 1
	}
	// Bleve starts these when it is imported, once for good.
	if err := goleak.Find(goleak.IgnoreAnyFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
