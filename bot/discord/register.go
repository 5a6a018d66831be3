package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"cleannet/bot"
)

// Registration says where commands are registered, and by whom.
type Registration struct {
	REST *REST
	// BotToken is the bot's token, a secret.
	BotToken string
	// Application is the id of the application; Guild is a server to register in
	// alone, "" for everywhere.
	Application, Guild string
	// DryRun compares and writes nothing.
	DryRun bool
}

// A Change is what Register did to one command, or would do.
type Change struct {
	Verb string // "create", "update" or "delete"
	Name string
}

// The wire form of a command. Fields that Discord fills in by itself are written
// out, so that what it returns can be compared with what was sent.
type command struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description,omitempty"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Options      []commandOption   `json:"options,omitempty"`
	Permissions  *permissions      `json:"default_member_permissions"`
	Contexts     []int             `json:"contexts"`
	Installed    []int             `json:"integration_types"`
}

// permissions are a number in what is sent and a string in what comes back.
type permissions uint64

func (p *permissions) UnmarshalJSON(raw []byte) error {
	n, err := strconv.ParseUint(strings.Trim(string(raw), `"`), 10, 64)
	*p = permissions(n)
	return err
}

type commandOption struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Choices      []commandChoice   `json:"choices,omitempty"`
	MaxLength    int               `json:"max_length,omitempty"`
}

type commandChoice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations,omitempty"`
	Value string            `json:"value"`
}

// registered is a command as Discord returns it.
type registered struct {
	ID string `json:"id"`
	command
}

// Discord does not document how fast commands may be written. So many at once,
// and then one after each pause, is our choice; where Discord asks for a longer
// wait than the REST client takes, the registration ends with that error, and a
// second run goes on where it stopped.
const (
	writesAtOnce = 5
	writePause   = 4 * time.Second
)

// Register makes the commands at Discord the same as list: it reads what is
// there, and creates, updates and deletes what differs, in that order. A second
// run changes nothing. It returns what it changed, also where an error ends it
// early. No error holds a token.
func Register(ctx context.Context, r Registration, list []bot.CommandSpec) ([]Change, error) {
	there, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	var done []Change
	seen := map[string]bool{}
	write := func(verb, name, method, id string, body []byte) error {
		if !r.DryRun {
			if len(done) >= writesAtOnce && !sleep(ctx, writePause) {
				return fmt.Errorf("%s command %s: %w", verb, name, context.Cause(ctx))
			}
			if err := r.write(ctx, verb, name, method, id, body); err != nil {
				return err
			}
		}
		done = append(done, Change{verb, name})
		return nil
	}
	for _, spec := range list {
		want := encodeCommand(spec)
		body, err := json.Marshal(want)
		if err != nil {
			return done, fmt.Errorf("register %s: %w", want.Name, err)
		}
		i := slices.IndexFunc(there, func(h registered) bool { return h.Name == want.Name && h.Type == want.Type })
		switch {
		case i < 0:
			err = write("create", want.Name, http.MethodPost, "", body)
		case !same(there[i].command, want):
			err = write("update", want.Name, http.MethodPatch, there[i].ID, body)
		}
		if err != nil {
			return done, err
		}
		if i >= 0 {
			seen[there[i].ID] = true
		}
	}
	for _, h := range there {
		if !seen[h.ID] {
			if err := write("delete", h.Name, http.MethodDelete, h.ID, nil); err != nil {
				return done, err
			}
		}
	}
	return done, nil
}

func (r Registration) call(op, method string, id string) restCall {
	path := []string{"applications", r.Application}
	if r.Guild != "" {
		path = append(path, "guilds", r.Guild)
	}
	path = append(path, "commands")
	if id != "" {
		path = append(path, id)
	}
	return restCall{op: op, label: "register", method: method, path: path, bot: r.BotToken, timeout: maxTry, contentType: "application/json"}
}

func (r Registration) read(ctx context.Context) ([]registered, error) {
	if snowflake(json.RawMessage(strconv.Quote(r.Application))) == "" || r.BotToken == "" {
		return nil, errors.New("read commands: no application id or no token")
	}
	call := r.call("read commands", http.MethodGet, "")
	call.query = "with_localizations=true"
	raw, err := r.REST.doRead(ctx, call)
	if err != nil {
		return nil, err
	}
	var list []registered
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, errors.New("read commands: discord's answer is not what it should be")
	}
	return list, nil
}

func (r Registration) write(ctx context.Context, verb, name, method, id string, body []byte) error {
	call := r.call(verb+" command "+name, method, id)
	call.body = body
	return r.REST.do(ctx, call)
}

// same reports whether two commands are the same to Discord. It returns lists in
// its own order, and null for what is empty.
func same(a, b command) bool {
	x, errX := json.Marshal(canonical(a))
	y, errY := json.Marshal(canonical(b))
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

func canonical(c command) command {
	c.Contexts, c.Installed = slices.Sorted(slices.Values(c.Contexts)), slices.Sorted(slices.Values(c.Installed))
	return c
}

// encodeCommand writes a command as Discord registers it.
func encodeCommand(s bot.CommandSpec) command {
	c := command{
		Type: int(s.Kind), Name: s.Name.Default, Names: s.Name.Locales,
		Contexts: []int{}, Installed: []int{},
	}
	if s.Kind == bot.Slash {
		c.Description, c.Descriptions = s.Description.Default, s.Description.Locales
	}
	if s.Permissions != 0 {
		p := permissions(s.Permissions)
		c.Permissions = &p
	}
	for _, p := range s.Places {
		c.Contexts = append(c.Contexts, map[bot.Place]int{bot.Guild: 0, bot.BotDM: 1, bot.PrivateChannel: 2}[p])
	}
	if s.Installed.Guild {
		c.Installed = append(c.Installed, 0)
	}
	if s.Installed.User {
		c.Installed = append(c.Installed, 1)
	}
	for _, o := range s.Options {
		c.Options = append(c.Options, encodeOption(o))
	}
	return c
}

func encodeOption(o bot.Option) commandOption {
	out := commandOption{
		Type: int(o.Type), Name: o.Name.Default, Names: o.Name.Locales,
		Description: o.Description.Default, Descriptions: o.Description.Locales,
		Required: o.Required, Autocomplete: o.Autocomplete, MaxLength: o.MaxLength,
	}
	for _, c := range o.Choices {
		out.Choices = append(out.Choices, commandChoice{c.Name.Default, c.Name.Locales, c.Value})
	}
	return out
}
