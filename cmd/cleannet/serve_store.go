package main

import (
	"fmt"
	"log/slog"

	"cleannet/bot"
	"cleannet/bot/store"
)

// storeName is the file of settings and feedback in the folder of --state.
const storeName = "store.db"

// keep opens what lasts and gives it to the bot: settings of servers, and
// feedback where --feedback asks for it. Without Discord there is nothing to
// keep, and nothing is made.
func (a *app) keep(s serving, c *bot.Config, log *slog.Logger) error {
	token, err := a.token()
	if err != nil {
		return err
	}
	if token == "" && a.lookup("DISCORD_PUBLIC_KEY") == "" {
		return nil
	}
	path := a.stateFile(s.state, storeName, log)
	if path == "" {
		if s.feedback {
			return usagef("--feedback: there is no place to keep it, set --state")
		}
		return nil
	}
	kept, err := store.Open(path, a.now)
	if err != nil {
		return fmt.Errorf("settings and feedback: %w", err)
	}
	c.Settings = kept
	if s.feedback {
		c.Feedback = kept
	}
	return nil
}
