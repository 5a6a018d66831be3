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

	"cleannet/bot/discord/discordtest"
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

// bleveWorkers are started by Bleve when it is imported, once for good.
func bleveWorkers() goleak.Option {
	return goleak.IgnoreAnyFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker")
}

// onLoopback starts a Discord on a loopback address, and looks for goroutines
// that are left over when it is closed. Tests in a bubble need no such look: a
// bubble does not end before its goroutines have.
func onLoopback(t *testing.T) *discordtest.Server {
	t.Helper()
	t.Cleanup(func() { goleak.VerifyNone(t, bleveWorkers()) })
	return discordtest.Start(t)
}

func TestMain(m *testing.M) {
	log.SetOutput(&canaries)
	code := m.Run()
	if i := bytes.Index(canaries.b.Bytes(), []byte("CANARY")); i >= 0 {
		fmt.Fprintf(os.Stderr, "a secret was logged: %s\n", canaries.b.Bytes()[max(0, i-200):i+40])
		code = 1
	}
	if err := goleak.Find(bleveWorkers()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
