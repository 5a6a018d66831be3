package bot

import (
	"context"
	"sync"

	"cleannet/index/answer"
	"cleannet/index/timeline"
)

const (
	// maxKnown bounds what is remembered of follow-ups. What can be asked next are
	// the names and topics of the articles: well under a thousand.
	maxKnown = 4096
	// maxTimelines bounds the timelines that are remembered for the pages to come;
	// one holds a few hundred spans.
	maxTimelines = 64
)

// A memo remembers values for one generation of the articles. The zero memo is
// empty; when it is full it begins anew.
type memo[V any] struct {
	mu         sync.Mutex // protects all fields below
	generation uint64
	values     map[string]V
}

func (m *memo[V]) get(generation uint64, key string) (v V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.generation != generation {
		return v, false
	}
	v, ok = m.values[key]
	return v, ok
}

func (m *memo[V]) put(generation uint64, key string, v V, limit int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.generation != generation || m.values == nil || len(m.values) >= limit {
		m.generation, m.values = generation, map[string]V{}
	}
	m.values[key] = v
}

// isAnswered reports whether a text is answered when it is asked. Finding out
// costs as much as an answer, and an answer offers up to six texts: without
// remembering, a reply takes several times as long.
func (c *call) isAnswered(ctx context.Context, text string) (bool, error) {
	if ok, known := c.known.get(c.s.Generation(), text); known {
		return ok, nil
	}
	a, err := c.Ask(ctx, c.s, text)
	if err != nil {
		return false, err
	}
	ok := a.Outcome == answer.Answered
	c.known.put(c.s.Generation(), text, ok, maxKnown)
	return ok, nil
}

// timelineOf returns the timeline of a query. It reads the dates of up to 150
// passages, which is the most that any reply costs, and every page needs it.
func (c *call) timelineOf(ctx context.Context, text string) (timeline.Timeline, error) {
	if t, ok := c.timelines.get(c.s.Generation(), text); ok {
		return t, nil
	}
	t, err := timeline.Ask(ctx, c.s, text)
	if err == nil {
		c.timelines.put(c.s.Generation(), text, t, maxTimelines)
	}
	return t, err
}
