package main

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cleannet/bot"
	"cleannet/bot/discord"
)

func newRegister(a *app) *cobra.Command {
	var dry bool
	var guild string
	cmd := &cobra.Command{
		Use:   "register",
		Short: "Register the commands with Discord",
		Long: `Make the commands at Discord the same as those of this version: what is there is
read first, and only what differs is written. Needs DISCORD_APP_ID, and
DISCORD_TOKEN or DISCORD_TOKEN_FILE, from the environment or --env-file.`,
		Example: `  cleannet register --env-file bot.env --dry-run
  cleannet register --env-file bot.env
  cleannet register --env-file bot.env --guild 123456789012345678`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := a.registration(guild)
			if err != nil {
				return err
			}
			defer r.REST.Close()
			r.DryRun = dry
			done, err := discord.Register(cmd.Context(), r, bot.Commands())
			for _, c := range done {
				fmt.Fprintf(a.stdout, "%s %s\n", c.Verb, c.Name)
			}
			if err == nil && len(done) == 0 {
				fmt.Fprintln(a.stderr, "Nothing to change.")
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "say what would change, and change nothing")
	cmd.Flags().StringVar(&guild, "guild", "", "`ID` of a server to register in alone, at once (default DISCORD_GUILD_ID)")
	return cmd
}

// registration reads who registers, and where.
func (a *app) registration(guild string) (discord.Registration, error) {
	var none discord.Registration
	token, err := a.token()
	if err != nil {
		return none, err
	}
	id, err := a.applicationID()
	if err != nil {
		return none, err
	}
	if token == "" {
		return none, usagef("DISCORD_TOKEN is not set: it is on the page Bot of the application in Discord's developer portal")
	}
	if guild == "" {
		guild = a.lookup("DISCORD_GUILD_ID")
	}
	if guild != "" && !snowflake(guild) {
		return none, usagef("--guild %s: not the id of a server, which is digits alone", guild)
	}
	rest, err := discord.NewREST(discord.RESTConfig{URL: a.lookup("DISCORD_API_URL")})
	if err != nil {
		return none, usagef("DISCORD_API_URL: %w", err)
	}
	return discord.Registration{REST: rest, BotToken: token, Application: id, Guild: guild}, nil
}

func (a *app) applicationID() (string, error) {
	id := a.lookup("DISCORD_APP_ID")
	if id == "" {
		return "", usagef("DISCORD_APP_ID is not set: it is on the page General Information of the application in Discord's developer portal")
	}
	if !snowflake(id) {
		return "", usagef("DISCORD_APP_ID %s: not the id of an application, which is digits alone", id)
	}
	return id, nil
}

// snowflake reports whether s is an id as Discord makes them.
func snowflake(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}

// The permissions that --mentions takes, as Discord's bits: a message that
// mentions the bot is answered by a message of its own, below the other.
const (
	viewChannel        = 1 << 10
	sendMessages       = 1 << 11
	readMessageHistory = 1 << 16
)

func newInvite(a *app) *cobra.Command {
	var mentions bool
	cmd := &cobra.Command{
		Use:   "invite",
		Short: "Print the links by which people add the bot",
		Long: `Print the links by which a server or a person adds the bot. It asks for no
permission: answers to commands need none. Needs DISCORD_APP_ID.`,
		Example: `  DISCORD_APP_ID=123456789012345678 cleannet invite`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			id, err := a.applicationID()
			if err != nil {
				return err
			}
			permissions := 0
			if mentions {
				permissions = viewChannel | sendMessages | readMessageHistory
			}
			fmt.Fprintf(a.stdout, "for a server: %s\n", inviteLink(id, 0, permissions))
			fmt.Fprintf(a.stdout, "for oneself:  %s\n", inviteLink(id, 1, 0))
			return nil
		},
	}
	cmd.Flags().BoolVar(&mentions, "mentions", false, "with the permissions that answering to mentions takes")
	return cmd
}

// inviteLink returns the address where a server (kind 0) or a person (kind 1)
// adds the application.
func inviteLink(id string, kind, permissions int) string {
	scopes := []string{"applications.commands"}
	q := url.Values{"client_id": {id}, "integration_type": {strconv.Itoa(kind)}}
	if kind == 0 {
		scopes = append([]string{"bot"}, scopes...)
		q.Set("permissions", strconv.Itoa(permissions))
	}
	q.Set("scope", strings.Join(scopes, " "))
	return "https://discord.com/oauth2/authorize?" + q.Encode()
}
