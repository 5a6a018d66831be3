package index_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cleannet/index"
	"cleannet/index/query"
)

func TestReadersDuringContinuousReplacement(t *testing.T) {
	c := small()
	load := func(ctx context.Context) (*index.Snapshot, error) { return index.Build(ctx, c, index.Options{}) }
	first, err := load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	l := index.NewLibrary(first)
	var readers sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				err := l.View(func(s *index.Snapshot) error {
					r, err := s.Search(context.Background(), query.Parse("cable"), 5)
					if err == nil && len(r.Hits) == 0 {
						err = errors.New("no hit")
					}
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for range 30 {
		if changed, err := l.Reload(context.Background(), load); err != nil || !changed {
			t.Fatalf("Reload = %v, %v", changed, err)
		}
	}
	close(done)
	readers.Wait()
	l.Close()
	if _, err := first.Search(context.Background(), query.Parse("cable"), 1); !errors.Is(err, index.ErrClosed) {
		t.Errorf("the first snapshot is still open: %v", err)
	}
	if err := l.View(func(*index.Snapshot) error { return nil }); !errors.Is(err, index.ErrEmpty) {
		t.Errorf("View after Close: %v", err)
	}
}

func TestSnapshotStaysOpenForItsReader(t *testing.T) {
	old, next := build(t, small()), build(t, small())
	l := index.NewLibrary(old)
	err := l.View(func(s *index.Snapshot) error {
		if _, err := l.Reload(context.Background(), func(context.Context) (*index.Snapshot, error) { return next, nil }); err != nil {
			return err
		}
		_, err := s.Search(context.Background(), query.Parse("cable"), 1)
		return err
	})
	if err != nil {
		t.Errorf("search on the old snapshot during its View: %v", err)
	}
	if _, err := old.Search(context.Background(), query.Parse("cable"), 1); !errors.Is(err, index.ErrClosed) {
		t.Errorf("the old snapshot is open after its last reader: %v", err)
	}
}

func TestReloadKeepsTheOldOnFailure(t *testing.T) {
	l := index.NewLibrary(build(t, small()))
	broken := errors.New("disk on fire")
	changed, err := l.Reload(context.Background(), func(context.Context) (*index.Snapshot, error) { return nil, broken })
	if changed || !errors.Is(err, broken) {
		t.Errorf("Reload = %v, %v", changed, err)
	}
	changed, err = l.Reload(context.Background(), func(context.Context) (*index.Snapshot, error) { return nil, nil })
	if changed || err != nil {
		t.Errorf("Reload of nothing new = %v, %v", changed, err)
	}
	if err := l.View(func(s *index.Snapshot) error {
		_, err := s.Search(context.Background(), query.Parse("cable"), 1)
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestWatchReloadsUntilItsContextEnds(t *testing.T) {
	s := build(t, small())
	synctest.Test(t, func(t *testing.T) {
		l := index.NewLibrary(s)
		ctx, cancel := context.WithTimeout(t.Context(), 5500*time.Millisecond)
		defer cancel()
		n := 0
		err := l.Watch(ctx, func(context.Context) (*index.Snapshot, error) { n++; return nil, nil }, time.Second)
		if n != 5 || err != nil {
			t.Errorf("%d reloads in 5.5 s, error %v", n, err)
		}
	})
	if err := index.NewLibrary(s).Watch(context.Background(), nil, 0); err == nil {
		t.Error("an interval of 0 is accepted")
	}
}
