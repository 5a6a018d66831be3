package answer

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"cleannet/index"
	"cleannet/index/query"
)

// searchDepth is how many passages are looked at for quotes.
const searchDepth = 30

// Ask searches s for a question and composes the answer. The error is that of
// the search; a question that the sources do not cover is no error.
func Ask(ctx context.Context, s *index.Snapshot, question string) (Answer, error) {
	q := query.Parse(question)
	if !strings.ContainsFunc(q.Text(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return Answer{Question: question, Outcome: Declined, Reason: Empty}, nil
	}
	res, err := s.Search(ctx, q, searchDepth)
	if err != nil {
		return Answer{}, fmt.Errorf("ask: %w", err)
	}
	return Compose(question, res), nil
}
