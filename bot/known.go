package bot

import (
	"context"
	"sync"

	"cleannet/index/answer"
)

// maxKnown bounds what is remembered. What can be asked next are the names and
// topics of the articles: well under a thousand.
const maxKnown = 4096

// answeredTexts remembers, for one generation of the articles, which texts are
// answered when they are asked. Finding out costs as much as an answer, and an
// answer offers up to six of them: without this a reply takes about six times as
// long.
type answeredTexts struct {
	mu         sync.Mutex // protects all fields below
	generation uint64
	answered   map[string]bool
}

func (k *answeredTexts) get(generation uint64, text string) (answered, known bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.generation != generation {
		return false, false
	}
	answered, known = k.answered[text]
	return answered, known
}

func (k *answeredTexts) put(generation uint64, text string, answered bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.generation != generation || k.answered == nil || len(k.answered) >= maxKnown {
		k.generation, k.answered = generation, map[string]bool{}
	}
	k.answered[text] = answered
}

// isAnswered reports whether a text is answered when it is asked.
func (c *call) isAnswered(ctx context.Context, text string) (bool, error) {
	if ok, known := c.known.get(c.s.Generation(), text); known {
		return ok, nil
	}
	a, err := c.Ask(ctx, c.s, text)
	if err != nil {
		return false, err
	}
	ok := a.Outcome == answer.Answered
	c.known.put(c.s.Generation(), text, ok)
	return ok, nil
}
