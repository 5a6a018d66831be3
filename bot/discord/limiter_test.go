package discord

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cleannet/bot"
)

func TestLimiter(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	l := newLimiter(DefaultLimits())
	count := func(n int, kind bot.Kind, user, guild string) (ok, own, shared int) {
		for i := range n {
			who := strings.ReplaceAll(user, "#", fmt.Sprint(i))
			switch l.allow(bot.Request{Kind: kind, User: who, Guild: guild}, now) {
			case allowed:
				ok++
			case tooMany:
				own++
			case overload:
				shared++
			}
		}
		return ok, own, shared
	}
	check := func(what string, n int, kind bot.Kind, user, guild string, want ...int) {
		t.Helper()
		if ok, own, shared := count(n, kind, user, guild); ok != want[0] || own != want[1] || shared != want[2] {
			t.Errorf("%s: %d allowed, %d too many, %d overload; want %v", what, ok, own, shared, want)
		}
	}
	check("one person", 10, bot.Command, "ann", "", 5, 5, 0)
	now = now.Add(2 * time.Second)
	check("2 s later", 3, bot.Command, "ann", "", 1, 2, 0)
	check("another", 3, bot.Command, "bob", "", 3, 0, 0)
	check("clicks are counted apart", 12, bot.Click, "ann", "", 10, 2, 0)
	check("so is typing", 12, bot.Autocomplete, "ann", "", 10, 2, 0)
	now = now.Add(time.Hour)
	check("a server", 40, bot.Command, "s#", "g", 30, 10, 0)
	now = now.Add(time.Hour)
	check("everybody", 60, bot.Command, "e#", "", 50, 0, 10)
	now = now.Add(time.Hour)
	hour := 0
	for range 3600 {
		ok, _, _ := count(1, bot.Command, "cat", "")
		hour += ok
		now = now.Add(time.Second)
	}
	if hour < 60 || hour > 120 { // a full bucket, and what comes back in the hour
		t.Errorf("%d questions in an hour of asking each second", hour)
	}
	for i := range 300_000 {
		l.allow(bot.Request{Kind: bot.Command, User: fmt.Sprint("u", i)}, now.Add(time.Duration(i)*time.Second))
	}
	if n := len(l.user.young) + len(l.user.old); n > 2*limiterKeys {
		t.Errorf("%d people are remembered", n)
	}
}

func TestRecent(t *testing.T) {
	var r recent
	var wg sync.WaitGroup
	var twice atomic.Int32
	for range 4 {
		wg.Go(func() {
			for i := range recentIDs {
				if r.seen(fmt.Sprint(i)) {
					twice.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if twice.Load() != 3*recentIDs {
		t.Errorf("%d of %d seen before", twice.Load(), 4*recentIDs)
	}
	for i := range 10 * recentIDs {
		r.seen(fmt.Sprint("x", i))
	}
	if n := len(r.young) + len(r.old); n > 2*recentIDs {
		t.Errorf("%d ids are remembered", n)
	}
}
