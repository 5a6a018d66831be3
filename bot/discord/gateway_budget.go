package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/google/renameio/v2"
)

const (
	// identifiesMinute and identifiesDay are the most sessions that are asked for
	// in any minute and any day. Discord takes back the token after 1,000 a day.
	identifiesMinute = 5
	identifiesDay    = 200
	// identifiesFree of a day's are given out as they are wanted; the others no
	// closer than identifySpacing, so that a bad hour does not cost a bot its day.
	identifiesFree  = 100
	identifySpacing = 24 * time.Hour / (identifiesDay - identifiesFree)
)

// A budget counts the sessions that were asked for, over restarts if it has a
// file.
type budget struct {
	path string // of the file; "" keeps the count in memory

	mu   sync.Mutex
	used []time.Time // within the last day, oldest first
}

// loadBudget reads the file at path. One that is not there is a new one; one that
// cannot be read is an error, and the budget returned with it begins anew.
func loadBudget(path string, now time.Time) (*budget, error) {
	b := &budget{path: path}
	if path == "" {
		return b, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	var seconds []int64
	if err == nil {
		err = json.Unmarshal(data, &seconds)
	}
	if err != nil {
		return b, fmt.Errorf("identify budget: %w", err)
	}
	for _, s := range seconds {
		t := time.Unix(s, 0)
		if t.After(now) {
			t = now // the clock was set back; it still counts for a day
		}
		b.used = append(b.used, t)
	}
	slices.SortFunc(b.used, time.Time.Compare)
	b.used = b.used[max(0, len(b.used)-identifiesDay):]
	return b, nil
}

// wait returns how long it takes until a session may be asked for.
func (b *budget) wait(now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.waitLocked(now)
}

func (b *budget) waitLocked(now time.Time) time.Duration {
	for len(b.used) > 0 && now.Sub(b.used[0]) >= 24*time.Hour {
		b.used = b.used[1:]
	}
	n := len(b.used)
	var until time.Time
	later := func(i int, d time.Duration) {
		if t := b.used[i].Add(d); t.After(until) {
			until = t
		}
	}
	if n >= identifiesMinute {
		later(n-identifiesMinute, time.Minute)
	}
	if n >= identifiesFree {
		later(n-1, identifySpacing)
	}
	if n >= identifiesDay {
		later(n-identifiesDay, 24*time.Hour)
	}
	return max(0, until.Sub(now))
}

// errBudget says that no session may be asked for now.
var errBudget = errors.New("the identify budget is used up")

// take counts a session about to be asked for, in the file first.
func (b *budget) take(now time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waitLocked(now) > 0 {
		return errBudget
	}
	b.used = append(b.used, now)
	if b.path == "" {
		return nil
	}
	seconds := make([]int64, len(b.used))
	for i, t := range b.used {
		// Rounded up, so that what is read back never frees an identify early.
		seconds[i] = t.Add(time.Second - 1).Unix()
	}
	data, err := json.Marshal(seconds)
	if err == nil {
		err = renameio.WriteFile(b.path, data, 0o600)
	}
	if err != nil {
		return fmt.Errorf("identify budget: %w", err)
	}
	return nil
}
