package main

import (
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"

	"cleannet/bot"
	"cleannet/bot/store"
)

func newFeedback(a *app) *cobra.Command {
	var asJSON bool
	var state string
	cmd := &cobra.Command{
		Use:   "feedback",
		Short: "List what people said of answers",
		Long: `List the votes of the last 30 days, the oldest first: day, whether the answer
helped, its source, and the reason and the question where the person sent them.
Who voted is not known. Votes are taken where serve runs with --feedback.`,
		Example: `  cleannet feedback
  cleannet feedback --json | jq -r 'select(.gap) | .question'`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			path := a.stateFile(state, storeName, slog.New(slog.DiscardHandler))
			if path == "" {
				return usagef("there is no folder to read feedback from: set --state")
			}
			votes, err := store.Votes(path, a.now())
			if err != nil {
				return usagef("%w", err)
			}
			for _, v := range votes {
				if err := a.printVote(v, asJSON); err != nil {
					return err
				}
			}
			if len(votes) == 0 {
				fmt.Fprintln(a.stderr, "No feedback in the last 30 days.")
				return errNothing
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	cmd.Flags().StringVar(&state, "state", "", "`DIR` that serve keeps things in (default $XDG_STATE_HOME/cleannet)")
	return cmd
}

func (a *app) printVote(v bot.Vote, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(a.stdout).Encode(struct {
			Day      string `json:"day"`
			Command  string `json:"command"`
			Helpful  bool   `json:"helpful"`
			Gap      bool   `json:"gap"`
			Article  string `json:"article,omitempty"`
			Passage  uint64 `json:"passage,omitempty"`
			Reason   string `json:"reason,omitempty"`
			Question string `json:"question,omitempty"`
		}{v.Day, v.Command, v.Helpful, v.Gap, v.Article, v.Passage, v.Reason, v.Question})
	}
	said := "not helpful"
	switch {
	case v.Helpful:
		said = "helpful"
	case v.Gap:
		said = "no answer"
	}
	fmt.Fprintf(a.stdout, "%s  %-11s  %s\n", v.Day, said, inert(v.Article))
	if v.Question != "" {
		fmt.Fprintf(a.stdout, "    asked: %s\n", inert(v.Question))
	}
	if v.Reason != "" {
		fmt.Fprintf(a.stdout, "    said:  %s\n", inert(v.Reason))
	}
	return nil
}
