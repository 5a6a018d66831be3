package discord

import (
	"context"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
)

var interactions = flag.Int("interactions", 20_000, "how many interactions TestSoak puts through both transports")

// A footprint is what a process holds.
type footprint struct {
	heap                    uint64 // bytes that are live
	goroutines, descriptors int
}

func measure() (f footprint) {
	for range 3 { // finalizers and pools take more than one round
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	f.heap, f.goroutines = m.HeapAlloc, runtime.NumGoroutine()
	if l, err := os.ReadDir("/proc/self/fd"); err == nil { // Linux alone
		f.descriptors = len(l)
	}
	return f
}

// Interactions by both transports, quick ones, deferred ones and ones with files,
// over real connections: what the process holds after the first half is what it
// holds after the second. discordgo alone keeps 470 bytes for each.
func TestSoak(t *testing.T) {
	s := onLoopback(t)
	s.Patient = true
	rest, err := NewREST(RESTConfig{URL: s.URL()})
	if err != nil {
		t.Fatal(err)
	}
	defer rest.Close()
	file := words("with a file")
	file.Files = []bot.Attachment{{Name: "a.bib", Data: []byte("x")}}
	file.Body = append(file.Body, bot.File{Name: "a.bib"})
	handle := func(_ context.Context, r bot.Request) (bot.Reply, error) {
		if r.Options["question"] == "file" {
			return file, nil
		}
		return words("hello"), nil
	}
	d, err := NewDispatcher(DispatcherConfig{Handler: scripted{handle, bot.Deferral{}}, REST: rest})
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewGateway(GatewayConfig{Token: discordtest.BotToken, REST: rest, Interaction: d.Gateway})
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewEndpoint(EndpointConfig{PublicKey: s.PublicKey(), First: d.First})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var runs sync.WaitGroup
	runs.Go(func() { _ = g.Run(ctx) })
	runs.Go(func() { _ = d.Run(ctx) })
	defer runs.Wait()
	defer cancel()
	for !g.Health().Connected {
		time.Sleep(time.Millisecond)
	}

	soak := &soaker{t: t, s: s, d: d, endpoint: e}
	soak.put(*interactions / 2)
	half := measure()
	soak.put(*interactions / 2)
	whole := measure()
	t.Logf("after %d: %+v; after %d: %+v; %d answered", *interactions/2, half, *interactions, whole, soak.answered)
	if soak.answered == 0 {
		t.Error("none was answered")
	}
	// The ids of the last interactions are remembered: up to 16,384 of them, half
	// of which may fall into the second half.
	if grown := int64(whole.heap) - int64(half.heap); grown > 2<<20 {
		t.Errorf("the heap grew by %d bytes in %d interactions", grown, *interactions/2)
	}
	if n := whole.goroutines - half.goroutines; n > 20 || whole.descriptors-half.descriptors > 20 {
		t.Errorf("%d more goroutines, %d more descriptors", n, whole.descriptors-half.descriptors)
	}
	noViolations(t, s)
}

type soaker struct {
	t        *testing.T
	s        *discordtest.Server
	d        *Dispatcher
	endpoint http.Handler
	answered int
}

// put puts n interactions through, some at a time, and waits for their answers.
func (k *soaker) put(n int) {
	const atOnce = 50
	for done := 0; done < n; done += atOnce {
		var raws [][]byte
		var posts sync.WaitGroup
		for i := range atOnce {
			data := askData
			if i%10 == 0 {
				data = strings.Replace(askData, "why?", "file", 1)
			}
			raw := k.s.Issue(discordtest.Command, data)
			raws = append(raws, raw)
			if i%2 == 0 {
				k.s.Deliver("INTERACTION_CREATE", raw)
				continue
			}
			posts.Go(func() {
				client := &http.Client{Transport: handled{k.endpoint}}
				_ = k.s.Post(k.t.Context(), client, "http://endpoint/", raw) // on a slow machine it may come too late
			})
		}
		posts.Wait()
		for _, raw := range raws {
			k.await(raw)
		}
	}
}

// await waits for the answer to an interaction, or until the dispatcher has
// given up what it had: on a slow machine it may.
func (k *soaker) await(raw []byte) {
	idle := 0
	for k.s.Answer(raw).Message == nil && idle < 5000 {
		time.Sleep(time.Millisecond)
		if len(k.d.places) == 0 && len(k.d.shorts) == 0 {
			idle++
		}
	}
	if k.s.Answer(raw).Message != nil {
		k.answered++
		k.s.Forget(raw) // one without an answer may still be on its way
	}
}

// handled is a transport that hands requests to a handler.
type handled struct{ http.Handler }

func (h handled) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result(), nil
}
