package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"cleannet/bot"
)

// clock is a time that a test moves.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func open(t *testing.T) (*Store, string, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)}
	path := filepath.Join(t.TempDir(), "store")
	s, err := Open(path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return s, path, c
}

func TestSettingsLast(t *testing.T) {
	s, path, c := open(t)
	ctx := context.Background()
	want := bot.Setting{Private: true, Language: "ko"}
	if err := s.Set(ctx, "1", want); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, "2", want); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, "2", bot.Setting{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, "", want); err == nil {
		t.Error("Set kept a setting of no server")
	}
	again, err := Open(path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	for guild, want := range map[string]bot.Setting{"1": want, "2": {}, "3": {}} {
		if got := again.Setting(guild); got != want {
			t.Errorf("Setting(%s) = %+v, want %+v", guild, got, want)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestVotesAreKeptThirtyDays(t *testing.T) {
	s, path, c := open(t)
	ctx := context.Background()
	start := c.t
	add := func(day int, reason string) bot.Vote {
		c.t = start.AddDate(0, 0, day)
		v := bot.Vote{Day: c.t.Format(time.DateOnly), Command: "ask", Article: "a", Passage: 1 << 39, Reason: reason}
		if err := s.Add(ctx, v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	add(0, "first")
	second := add(1, "second")
	third := add(31, "third")
	got, err := Votes(path, c.t)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]bot.Vote{second, third}, got); diff != "" {
		t.Errorf("after 31 days: -want +got\n%s", diff)
	}
	// Reading leaves out what is too old; opening drops it from the file.
	c.t = start.AddDate(0, 0, 62)
	if got, err := Votes(path, c.t); err != nil || len(got) != 0 {
		t.Errorf("after 62 days: %v, %v; want none", got, err)
	}
	if _, err := Open(path, c.now); err != nil {
		t.Fatal(err)
	}
	if got, err := Votes(path, start); err != nil || len(got) != 0 {
		t.Errorf("the file still holds %v, %v", got, err)
	}
}

func TestFileHeldByAnother(t *testing.T) {
	_, path, c := open(t)
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := Votes(path, c.t); err == nil {
		t.Error("Votes read a file that is being written")
	}
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	if _, err := Votes(filepath.Join(dir, "absent"), time.Now()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Votes of no file: %v", err)
	}
	broken := filepath.Join(dir, "broken")
	if err := os.WriteFile(broken, []byte("this is no store, and long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(broken, nil); err == nil {
		t.Error("Open took a file that is no store")
	}
	if _, err := Votes(broken, time.Now()); err == nil {
		t.Error("Votes took a file that is no store")
	}
}
