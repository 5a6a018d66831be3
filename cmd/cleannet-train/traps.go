package main

import (
	"context"
	"fmt"
	"slices"

	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/answer"
	"cleannet/index/eval"
)

// trapGroups is how many indexes without answers are built.
const trapGroups = 16

// trapWeight is what a question whose answers were taken out counts, of one that
// somebody made up to have none: its wording is that of questions with answers.
const trapWeight = 0.4

// traps returns the questions as asked of the corpus without their answers: the
// articles that answer them and all that hold one of their keys. Beside
// questions made up to have no answer these have the same cause: the
// sources speak of the subject and not of what is asked. Those without keys
// that count are nil.
func (a *answerTrainer) traps() ([]*answer.Prepared, error) {
	out := make([]*answer.Prepared, len(a.questions))
	for g := range trapGroups {
		mine := func(i int) bool {
			return i%trapGroups == g && a.questions[i].Answerable() && len(eval.Counting(a.questions[i])) > 0
		}
		var rest []*corpus.Article
		for art := range a.s.Corpus().All() {
			answers := false
			for i, q := range a.questions {
				answers = answers || mine(i) && (slices.Contains(q.Sources, art.ID) || eval.Holds(art.Text, eval.Counting(q)))
			}
			if !answers {
				rest = append(rest, art)
			}
		}
		if err := a.prepareWithout(rest, mine, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// prepareWithout asks the questions that are in the group of the articles that
// are left.
func (a *answerTrainer) prepareWithout(rest []*corpus.Article, mine func(int) bool, out []*answer.Prepared) error {
	s, err := index.Build(context.Background(), corpus.New(rest...), index.Options{Entities: a.s.Entities()})
	if err != nil {
		return err
	}
	defer s.Close()
	for i, q := range a.questions {
		if !mine(i) {
			continue
		}
		if out[i], err = answer.Prepare(context.Background(), s, q.Text); err != nil {
			return fmt.Errorf("question %s: %w", q.ID, err)
		}
	}
	return nil
}
