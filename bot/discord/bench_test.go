package discord

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/entity"
	"cleannet/index"
)

// BenchmarkInteraction measures a whole interaction over loopback: a signed POST
// in, JSON out, over the built-in articles, with the median and the 99th
// percentile. "floor" is the protocol alone: HTTP, signature, JSON in, and an
// answer that is ready made.
func BenchmarkInteraction(b *testing.B) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		b.Fatal(err)
	}
	names, err := entity.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	s, err := index.Build(context.Background(), c, index.Options{Entities: names.Find})
	if err != nil {
		b.Fatal(err)
	}
	lib := index.NewLibrary(s)
	defer lib.Close()
	h, err := bot.New(bot.Config{Library: lib, Names: names, StateKey: []byte("a key for tests alone")})
	if err != nil {
		b.Fatal(err)
	}
	ready := []byte(`{"type":4,"data":{"flags":32768,"components":[{"type":10,"content":"ready"}],"allowed_mentions":{"parse":[]}}}`)
	floor := func(context.Context, Interaction) ([]byte, error) { return ready, nil }
	option := func(command, name, value string) string {
		return fmt.Sprintf(`{"id":"1","name":%q,"type":1,"options":[{"name":%q,"type":3,"value":%q,"focused":true}]}`, command, name, value)
	}
	const question = "which Korean operator still uses Huawei equipment?"
	for _, bb := range []struct {
		name, data string
		kind       int
		first      func(context.Context, Interaction) ([]byte, error)
	}{
		{"floor", option("ask", "question", question), discordtest.Command, floor},
		{"ask", option("ask", "question", question), discordtest.Command, Inline(h, nil)},
		{"search", option("search", "query", "Huawei equipment Korea"), discordtest.Command, Inline(h, nil)},
		{"timeline", option("timeline", "topic", "Huawei Brazil"), discordtest.Command, Inline(h, nil)},
		{"autocomplete", option("sources", "name", "hank"), discordtest.Autocomplete, Inline(h, nil)},
	} {
		b.Run(bb.name, func(b *testing.B) { benchmarkInteraction(b, bb.kind, bb.data, bb.first) })
	}
}

func benchmarkInteraction(b *testing.B, kind int, data string, first func(context.Context, Interaction) ([]byte, error)) {
	server := discordtest.Start(b)
	e, err := NewEndpoint(EndpointConfig{PublicKey: server.PublicKey(), First: first})
	if err != nil {
		b.Fatal(err)
	}
	web := httptest.NewServer(e)
	defer web.Close()
	raw := server.Issue(kind, data)
	headers := server.Sign(raw, time.Now())
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		req, err := http.NewRequest(http.MethodPost, web.URL, bytes.NewReader(raw))
		if err != nil {
			b.Fatal(err)
		}
		req.Header = headers
		resp, err := web.Client().Do(req)
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || n == 0 {
			b.Fatal(resp.Status, n, err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
