package answer

import (
	"context"
	"slices"

	"cleannet/corpus"
	"cleannet/corpus/topic"
	"cleannet/index"
)

// maxFollowUps is how many next questions are offered, and maxTries how many are
// asked to see whether they are answered; each costs a search.
const (
	maxFollowUps = 3
	maxTries     = 6
)

// AskMore is Ask with the questions that may follow.
func AskMore(ctx context.Context, s *index.Snapshot, text string) (Answer, error) {
	a, err := Ask(ctx, s, text)
	if err == nil {
		a.FollowUps, err = FollowUps(ctx, s, a)
	}
	return a, err
}

// FollowUps returns up to three things to ask next: names that the quotes hold
// and the question does not, and topics of the quoted articles. Each of them,
// when asked, is answered, which has been tried. It returns nil for an answer
// without quotes.
func FollowUps(ctx context.Context, s *index.Snapshot, a Answer) ([]string, error) {
	return FollowUpsBy(ctx, s, a, func(ctx context.Context, text string) (bool, error) {
		next, err := Ask(ctx, s, text)
		return next.Outcome == Answered, err
	})
}

// FollowUpsBy is FollowUps for those who know already which texts are answered:
// the names and topics are few, and asking for each costs as much as the answer.
func FollowUpsBy(ctx context.Context, s *index.Snapshot, a Answer, answered func(context.Context, string) (bool, error)) ([]string, error) {
	words, _ := english(a.Question, s.Entities())
	asked := NewSubject(words, s.Entities())
	var out []string
	for i, text := range nextQuestions(a, asked, s) {
		if len(out) == maxFollowUps || i == maxTries {
			break
		}
		ok, err := answered(ctx, text)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, text)
		}
	}
	return out, nil
}

// nextQuestions takes names and topics by turns, so that not all offers are of
// one sort.
func nextQuestions(a Answer, asked *Subject, s *index.Snapshot) []string {
	var names, topics []string
	for _, q := range a.Quotes {
		for _, m := range s.Entities().Find(q.Text()) {
			known := slices.ContainsFunc(asked.Entities, func(e corpus.Mention) bool { return e.Entity == m.Entity })
			if !known && !slices.Contains(names, m.Name) {
				names = append(names, m.Name)
			}
		}
		for _, id := range q.Article.Topics {
			if t, ok := topic.Find(id); ok && asked.In(t.Label) < 1 && !slices.Contains(topics, t.Label) {
				topics = append(topics, t.Label)
			}
		}
	}
	var out []string
	for i := range max(len(names), len(topics)) {
		if i < len(names) {
			out = append(out, names[i])
		}
		if i < len(topics) {
			out = append(out, topics[i])
		}
	}
	return out
}
