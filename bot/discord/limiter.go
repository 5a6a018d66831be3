package discord

import (
	"hash/maphash"
	"sync"
	"time"

	"cleannet/bot"
)

// A Rate is N events in each Per. The zero Rate allows everything.
type Rate struct {
	N   int
	Per time.Duration
}

// Limits say how often people may ask. What a burst has used up comes back
// evenly.
type Limits struct {
	User, UserLong Rate // questions of one person
	Guild          Rate // questions from one server
	Clicks         Rate // of one person; also forms
	Typing         Rate // autocompletions of one person
	All            Rate // questions of everybody
}

// DefaultLimits are the limits where an operator sets none: a person can ask as
// fast as they can read, and nobody can keep the others waiting.
func DefaultLimits() Limits {
	return Limits{
		User: Rate{5, 10 * time.Second}, UserLong: Rate{60, time.Hour},
		Guild:  Rate{30, 10 * time.Second},
		Clicks: Rate{10, 10 * time.Second}, Typing: Rate{10, time.Second},
		All: Rate{50, time.Second},
	}
}

// limiterKeys is how many keys each half of a bucket table may hold: at about 40
// bytes a key in two halves of five tables, under 32 MB however many people ask.
const limiterKeys = 1 << 16

// A limiter holds the rates of all limits. It is safe for concurrent use.
type limiter struct {
	mu   sync.Mutex
	seed maphash.Seed

	user, userLong, guild, clicks, typing, all buckets
}

func newLimiter(l Limits) *limiter {
	return &limiter{
		seed: maphash.MakeSeed(),
		user: buckets{rate: l.User}, userLong: buckets{rate: l.UserLong}, guild: buckets{rate: l.Guild},
		clicks: buckets{rate: l.Clicks}, typing: buckets{rate: l.Typing}, all: buckets{rate: l.All},
	}
}

// A verdict says whether a request is to be answered.
type verdict int

const (
	allowed verdict = iota
	tooMany         // by the person, or their server
	overload
)

// allow counts a request. One that is refused by any limit counts towards none,
// so that impatience does not lengthen the wait.
func (l *limiter) allow(r bot.Request, now time.Time) verdict {
	l.mu.Lock()
	defer l.mu.Unlock()
	user, guild := l.key(r.User), l.key(r.Guild)
	var own, shared []take
	switch r.Kind {
	case bot.Autocomplete:
		own = []take{{&l.typing, user}}
	case bot.Click, bot.Submit:
		own = []take{{&l.clicks, user}}
	default:
		own, shared = []take{{&l.user, user}, {&l.userLong, user}}, []take{{&l.all, 0}}
		if r.Guild != "" {
			own = append(own, take{&l.guild, guild})
		}
	}
	for _, t := range own {
		if !t.from.has(t.key, now) {
			return tooMany
		}
	}
	for _, t := range shared {
		if !t.from.has(t.key, now) {
			return overload
		}
	}
	for _, t := range append(own, shared...) {
		t.from.use(t.key, now)
	}
	return allowed
}

func (l *limiter) key(s string) uint64 { return maphash.String(l.seed, s) }

type take struct {
	from *buckets
	key  uint64
}

// buckets keeps for each key the time at which all that it used has come back
// (the "theoretical arrival time" of the generic cell rate algorithm, ITU-T
// I.371), in two halves: when the young half is full, the old one is forgotten.
// A key that is forgotten starts anew; that takes at least limiterKeys others.
type buckets struct {
	rate       Rate
	young, old map[uint64]int64 // nanoseconds
}

func (b *buckets) at(key uint64) int64 {
	if t, ok := b.young[key]; ok {
		return t
	}
	return b.old[key]
}

// has reports whether one more is within the rate.
func (b *buckets) has(key uint64, now time.Time) bool {
	if b.rate.N <= 0 || b.rate.Per <= 0 {
		return true
	}
	each := int64(b.rate.Per) / int64(b.rate.N)
	return b.at(key)-now.UnixNano() <= int64(b.rate.Per)-each
}

// use takes one.
func (b *buckets) use(key uint64, now time.Time) {
	if b.rate.N <= 0 || b.rate.Per <= 0 {
		return
	}
	if len(b.young) >= limiterKeys || b.young == nil {
		b.young, b.old = map[uint64]int64{}, b.young
	}
	b.young[key] = max(b.at(key), now.UnixNano()) + int64(b.rate.Per)/int64(b.rate.N)
}

// A recent set remembers the last ids that it was given, at least recentIDs of
// them and at most twice as many.
type recent struct {
	mu         sync.Mutex
	young, old map[string]bool
}

// recentIDs is far more than come in the seconds within which an interaction
// can be delivered twice.
const recentIDs = 1 << 13

// seen reports whether id was given before, and remembers it.
func (r *recent) seen(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.young[id] || r.old[id] {
		return true
	}
	if len(r.young) >= recentIDs || r.young == nil {
		r.young, r.old = map[string]bool{}, r.young
	}
	r.young[id] = true
	return false
}
