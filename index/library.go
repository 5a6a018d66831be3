package index

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A Library publishes one snapshot at a time. It is safe for concurrent use:
// readers see either the old snapshot or the new one, whole, and the old one is
// closed after its last reader.
type Library struct {
	mu   sync.Mutex
	now  *shelf
	load sync.Mutex // one reload at a time
}

// A shelf counts the readers of a snapshot; the library itself is one.
type shelf struct {
	s    *Snapshot
	refs int
}

// ErrEmpty is returned by View of a library that has been closed.
var ErrEmpty = errors.New("library has no snapshot")

// NewLibrary returns a library that publishes s and closes it in the end.
func NewLibrary(s *Snapshot) *Library {
	return &Library{now: &shelf{s: s, refs: 1}}
}

// View calls f with the current snapshot, which stays open until f returns, and
// returns f's error. Articles, passages and spans outlive the call, the
// Snapshot does not. It is ErrEmpty after Close.
func (l *Library) View(f func(*Snapshot) error) error {
	l.mu.Lock()
	sh := l.now
	if sh == nil {
		l.mu.Unlock()
		return ErrEmpty
	}
	sh.refs++
	l.mu.Unlock()
	defer l.release(sh)
	return f(sh.s)
}

// release gives up one reference and closes the snapshot after the last. The
// error of closing memory that nobody reads is of no use to a reader.
func (l *Library) release(sh *shelf) {
	l.mu.Lock()
	sh.refs--
	last := sh.refs == 0
	l.mu.Unlock()
	if last {
		_ = sh.s.Close()
	}
}

// Reload publishes what load returns; a nil snapshot means that nothing has
// changed, and on an error the old one stays. Reloads run one at a time.
func (l *Library) Reload(ctx context.Context, load func(context.Context) (*Snapshot, error)) (changed bool, err error) {
	l.load.Lock()
	defer l.load.Unlock()
	s, err := load(ctx)
	if err != nil {
		return false, fmt.Errorf("reload: %w", err)
	}
	if s == nil {
		return false, nil
	}
	l.mu.Lock()
	old := l.now
	if old == nil {
		l.mu.Unlock()
		_ = s.Close()
		return false, ErrEmpty
	}
	l.now = &shelf{s: s, refs: 1}
	l.mu.Unlock()
	l.release(old)
	return true, nil
}

// Watch reloads every so often until ctx ends, and returns nil then. An error
// of a reload goes to load's caller to report: load is called again next time.
func (l *Library) Watch(ctx context.Context, load func(context.Context) (*Snapshot, error), every time.Duration) error {
	if every <= 0 {
		return fmt.Errorf("watch: interval of %v", every)
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if _, err := l.Reload(ctx, load); errors.Is(err, ErrEmpty) {
				return err
			}
		}
	}
}

// Close withdraws the snapshot; it is closed after its last reader.
func (l *Library) Close() {
	l.mu.Lock()
	sh := l.now
	l.now = nil
	l.mu.Unlock()
	if sh != nil {
		l.release(sh)
	}
}
