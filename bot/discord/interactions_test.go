package discord

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
	"cleannet/corpus"
	"cleannet/corpus/entity"
	"cleannet/index"
)

var update = flag.Bool("update", false, "rewrite the replies in testdata/interactions")

// TestInteractions plays the conversations in testdata/interactions through both
// transports, against a Discord that refuses what the real one refuses, and
// holds every final message.
//
// A step is a file of the archive: its name says who acts, where and in which
// language ("1 ann server en-US"), its text what they do:
//
//	/ask                          a command, with its options on lines of their own
//	question: who led the talks
//	type /sources                 an autocomplete; the option being typed has a star
//	name*: hank
//	press Read on                 a button of the last message that had it
//	choose Look at one of these: Title   a line of a select
//	submit Form's title           a form, with its fields on lines of their own
//	menu Find sources             a message command; the message is what follows
//	raw 2 {...}                   an interaction of a type, with its data as it is
//
// The file after it, of the same number and "reply", is what they see.
func TestInteractions(t *testing.T) {
	files, err := filepath.Glob("testdata/interactions/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	snapshot := testSnapshot(t)
	steps := 0
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			byEndpoint := play(t, ar, newStage(t, snapshot, false))
			byGateway := play(t, ar, newStage(t, snapshot, true))
			steps += len(byEndpoint)
			golden(t, file, ar, byEndpoint)
			if diff := cmp.Diff(byEndpoint, byGateway); diff != "" {
				t.Errorf("the gateway answers otherwise: -endpoint +gateway\n%s", diff)
			}
		})
	}
	if steps < 60 {
		t.Errorf("%d interactions, want 60 or more", steps)
	}
}

// golden holds what was seen against the archive.
func golden(t *testing.T, file string, ar *txtar.Archive, got []string) {
	t.Helper()
	out := &txtar.Archive{Comment: ar.Comment}
	n := 0
	want := map[string]string{}
	for _, f := range ar.Files {
		if number, ok := strings.CutSuffix(f.Name, " reply"); ok {
			want[number] = string(f.Data)
			continue
		}
		number, _, _ := strings.Cut(f.Name, " ")
		out.Files = append(out.Files, f, txtar.File{Name: number + " reply", Data: []byte(got[n])})
		n++
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(out), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i := 1; i < len(out.Files); i += 2 {
		number := strings.TrimSuffix(out.Files[i].Name, " reply")
		if diff := cmp.Diff(want[number], string(out.Files[i].Data)); diff != "" {
			t.Errorf("step %s: -want +got (rewrite with -update)\n%s", number, diff)
		}
	}
}

// testSnapshot indexes testdata/corpus.
func testSnapshot(t testing.TB) *index.Snapshot {
	t.Helper()
	c, err := corpus.Load(os.DirFS("testdata/corpus"))
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s, err := index.Build(context.Background(), c, index.Options{Entities: names.Find, Generation: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// memory keeps settings and votes for a test.
type memory struct {
	settings map[string]bot.Setting
	votes    []bot.Vote
}

func (m *memory) Setting(guild string) bot.Setting { return m.settings[guild] }

func (m *memory) Set(_ context.Context, guild string, s bot.Setting) error {
	m.settings[guild] = s
	return nil
}

func (m *memory) Add(_ context.Context, v bot.Vote) error {
	m.votes = append(m.votes, v)
	return nil
}

// A stage is a bot behind one transport, before a Discord of the test.
type stage struct {
	server  *discordtest.Server
	memory  *memory
	deliver func(t *testing.T, raw []byte)
	last    map[string]control // by label, of the latest message that had each
	actor   string             // who acts in this step
	owner   string             // who caused the message that they act on
}

// A control is a button, a select or a form on a message.
type control struct{ id, owner string }

func newStage(t *testing.T, s *index.Snapshot, gateway bool) *stage {
	t.Helper()
	names, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{settings: map[string]bot.Setting{}}
	// The library is not closed: that would close the snapshot, which others use.
	b, err := bot.New(bot.Config{
		Library: index.NewLibrary(s), Names: names, StateKey: []byte("a key for tests alone"), Settings: m, Feedback: m, Version: "test",
		Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{server: discordtest.Start(t), memory: m, last: map[string]control{}}
	st.server.Patient = true // what is held here is what people see; the limits are held in bubbles of synctest
	d := dispatch(t, st.server, b)
	if gateway {
		st.deliver = func(_ *testing.T, raw []byte) { d.Gateway(raw) }
		return st
	}
	e, err := NewEndpoint(EndpointConfig{PublicKey: st.server.PublicKey(), First: d.First})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(e)
	t.Cleanup(web.Close)
	st.deliver = func(t *testing.T, raw []byte) {
		t.Helper()
		if err := st.server.Post(context.Background(), http.DefaultClient, web.URL, raw); err != nil {
			t.Errorf("endpoint: %v", err)
		}
	}
	return st
}

// play acts out an archive's steps and returns what is seen after each.
func play(t *testing.T, ar *txtar.Archive, st *stage) []string {
	t.Helper()
	var seen []string
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, " reply") {
			continue
		}
		raw := st.issue(t, f.Name, strings.TrimSpace(string(f.Data)))
		if !strings.HasPrefix(string(f.Data), "raw ") { // those are bad on purpose
			validate(t, "in", raw)
		}
		st.deliver(t, raw)
		seen = append(seen, st.see(t, raw))
	}
	for _, v := range st.server.Violations() {
		t.Errorf("Discord refuses: %s", v)
	}
	return seen
}

// see waits for the final answer to an interaction and writes it down.
func (st *stage) see(t *testing.T, raw []byte) string {
	t.Helper()
	a := st.settled(t, raw)
	if a.Deleted {
		return "deleted\n"
	}
	first := a.First
	validOutgoing(t, first)
	if a.Edits > 0 {
		validate(t, "edit", a.Message)
		kind := answerMessage
		if a.Type == answerDeferredUpdate {
			kind = answerUpdate
		}
		var message map[string]any
		mustUnmarshal(t, a.Message, &message)
		if a.Private {
			message["flags"] = message["flags"].(float64) + flagEphemeral
		}
		var err error
		if first, err = json.Marshal(map[string]any{"type": kind, "data": message}); err != nil {
			t.Fatal(err)
		}
	}
	s := transcript(t, first)
	owner := st.actor
	if strings.HasPrefix(s.text, "update") {
		owner = st.owner // the message stays whose it was
	}
	for label, id := range s.controls {
		st.last[label] = control{id, owner}
	}
	for _, f := range a.Files {
		s.text += fmt.Sprintf("%s is %s:\n%s\n", f.Name, f.Type, f.Data)
	}
	return s.text
}

// settled waits until an interaction has its final answer.
func (st *stage) settled(t *testing.T, raw []byte) discordtest.Answer {
	t.Helper()
	for range 1000 {
		a := st.server.Answer(raw)
		deferred := a.Type == answerDeferred || a.Type == answerDeferredUpdate
		if a.First != nil && (!deferred || a.Edits > 0 || a.Deleted) {
			return a
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("no answer to %s", raw)
	return discordtest.Answer{}
}
