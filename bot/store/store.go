// Package store keeps what lasts: the settings of servers, and feedback where an
// operator takes it.
//
// It is one bbolt file. The file is opened for each write and closed again, so
// that another process (cleannet feedback) can read it while the bot runs;
// settings are read once and answered from memory. Nothing in it says who
// someone is: a vote has a day, an article, a passage, and the words that a
// person chose to send. Votes are dropped when they are Days old, at the next
// opening or vote.
package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterr "go.etcd.io/bbolt/errors"

	"cleannet/bot"
)

const (
	// Days is how long a vote is kept.
	Days = 30
	// maxVotes bounds the file, whoever fills it: at 2 KB a vote, 100 MB.
	maxVotes = 50_000
	// lockWait is how long another process may hold the file.
	lockWait = 2 * time.Second
)

var (
	bucketSettings = []byte("settings") // server id -> setting as JSON
	bucketVotes    = []byte("votes")    // day and number -> vote as JSON
)

// ErrFull is returned by Add when the file holds as many votes as it may.
var ErrFull = errors.New("store: too many votes")

// A Store keeps settings and votes in a file. It is safe for concurrent use.
type Store struct {
	path string
	now  func() time.Time

	mu       sync.Mutex // protects settings, and the file against our own writers
	settings map[string]bot.Setting
}

// Open returns the store in the file at path, which is made, readable for its
// owner alone, if it is not there. Votes that are too old are dropped. now tells
// the time; nil means time.Now.
func Open(path string, now func() time.Time) (*Store, error) {
	if now == nil {
		now = time.Now
	}
	s := &Store{path: path, now: now, settings: map[string]bot.Setting{}}
	err := s.update(func(tx *bbolt.Tx) error {
		votes, err := tx.CreateBucketIfNotExists(bucketVotes)
		if err != nil {
			return err
		}
		if err := s.expire(votes); err != nil {
			return err
		}
		b, err := tx.CreateBucketIfNotExists(bucketSettings)
		if err != nil {
			return err
		}
		return b.ForEach(func(k, v []byte) error {
			var set bot.Setting
			if err := json.Unmarshal(v, &set); err != nil {
				return fmt.Errorf("setting of server %s: %w", k, err)
			}
			s.settings[string(k)] = set
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// update runs f in a transaction on the file.
func (s *Store) update(f func(*bbolt.Tx) error) error {
	db, err := bbolt.Open(s.path, 0o600, &bbolt.Options{Timeout: lockWait})
	if err != nil {
		return fmt.Errorf("open store %s: %w", s.path, err)
	}
	if err := errors.Join(db.Update(f), db.Close()); err != nil {
		return fmt.Errorf("write store %s: %w", s.path, err)
	}
	return nil
}

// Setting returns what a server chose, the zero Setting if it chose nothing.
func (s *Store) Setting(guild string) bot.Setting {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings[guild]
}

// Set keeps what a server chose. The default is kept as nothing.
func (s *Store) Set(_ context.Context, guild string, set bot.Setting) error {
	if guild == "" {
		return errors.New("store: a setting of no server")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := maps.Clone(s.settings)
	err := s.update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketSettings)
		if set == (bot.Setting{}) {
			delete(next, guild)
			return b.Delete([]byte(guild))
		}
		v, err := json.Marshal(set)
		if err != nil {
			return err
		}
		next[guild] = set
		return b.Put([]byte(guild), v)
	})
	if err == nil {
		s.settings = next
	}
	return err
}

// Add keeps a vote. It is ErrFull if there are too many.
func (s *Store) Add(_ context.Context, v bot.Vote) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write vote: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketVotes)
		if err := s.expire(b); err != nil {
			return err
		}
		if b.Stats().KeyN >= maxVotes {
			return ErrFull
		}
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		return b.Put(voteKey(s.now(), n), raw)
	})
}

// voteKey orders votes by day, then by number. The hour is not kept.
func voteKey(t time.Time, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte(t.UTC().Format(time.DateOnly)), n)
}

// expire drops the votes of days that are too far back.
func (s *Store) expire(b *bbolt.Bucket) error {
	first := s.now().UTC().AddDate(0, 0, -Days).Format(time.DateOnly)
	c := b.Cursor()
	for k, _ := c.First(); k != nil && string(k[:min(len(k), len(first))]) < first; k, _ = c.First() {
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// Votes reads the votes of the file at path, the oldest first, those that are too
// old left out. A file that is not there is an error.
func Votes(path string, now time.Time) ([]bot.Vote, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("read store: %w", err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait, ReadOnly: true})
	if errors.Is(err, bolterr.ErrTimeout) {
		return nil, fmt.Errorf("read store %s: another process holds it", path)
	}
	if err != nil {
		return nil, fmt.Errorf("read store %s: %w", path, err)
	}
	first := now.UTC().AddDate(0, 0, -Days).Format(time.DateOnly)
	var votes []bot.Vote
	err = db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketVotes)
		if b == nil {
			return nil
		}
		c := b.Cursor()
		for k, raw := c.Seek([]byte(first)); k != nil; k, raw = c.Next() {
			var v bot.Vote
			if err := json.Unmarshal(raw, &v); err != nil {
				return fmt.Errorf("a vote of %s: %w", k[:min(len(k), len(first))], err)
			}
			votes = append(votes, v)
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, fmt.Errorf("read store %s: %w", path, err)
	}
	return votes, nil
}
