package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"cleannet/corpus/entity"
	"cleannet/index"
	"cleannet/index/answer"
)

// maxQuestion bounds what is read of a question from stdin, in bytes; a query
// looks at query.MaxRunes of it at most.
const maxQuestion = 64 << 10

func newAsk(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "ask QUESTION",
		Short: "Answer a question with quotes and their sources",
		Long: `Answer a question with up to three quotes and their sources. A summary of ours is
labelled as one; a source's own words stand in quotation marks. - reads the
question from stdin.`,
		Example: `  cleannet ask "which Korean operator still uses Huawei equipment?"
  cleannet ask "why did the UK ban Huawei kind:news after:2020-07"
  cleannet ask --json "who led the US side at the talks" | jq -r .quotes[0].text`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			question, err := a.question(args)
			if err != nil {
				return err
			}
			s, err := a.snapshot(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			ans, err := answer.AskMore(cmd.Context(), s, question)
			if err != nil {
				return err
			}
			if asJSON {
				err = a.printJSON(answerJSON(ans))
			} else {
				a.printAnswer(ans)
			}
			if err == nil && ans.Outcome == answer.Declined {
				return errNothing
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

// question joins the arguments, or reads stdin where the one argument is "-".
func (a *app) question(args []string) (string, error) {
	text := strings.Join(args, " ")
	if len(args) == 1 && args[0] == "-" {
		data, err := io.ReadAll(io.LimitReader(a.stdin, maxQuestion))
		if err != nil {
			return "", fmt.Errorf("read the question from stdin: %w", err)
		}
		text = string(data)
	}
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	if !strings.ContainsFunc(text, wordRune) {
		return "", usagef("there is nothing to look for in the question")
	}
	return text, nil
}

// wordRune reports whether r can be part of something to look for.
func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// snapshot builds an index of the articles asked for.
func (a *app) snapshot(ctx context.Context) (*index.Snapshot, error) {
	c, err := a.loadCorpus()
	if err != nil {
		return nil, err
	}
	o, err := indexOptions()
	if err != nil {
		return nil, err
	}
	return index.Build(ctx, c, o)
}

// indexOptions are those with which every command indexes articles.
func indexOptions() (index.Options, error) {
	entities, err := entity.Builtin()
	if err != nil {
		return index.Options{}, fmt.Errorf("entities: %w", err)
	}
	return index.Options{Entities: entities.Find, Names: entities.Spellings()}, nil
}
