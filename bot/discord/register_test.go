package discord

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
)

func registration(t *testing.T) (*discordtest.Server, Registration) {
	t.Helper()
	s := discordtest.Start(t)
	rest, err := NewREST(RESTConfig{URL: s.URL()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rest.Close)
	return s, Registration{REST: rest, BotToken: discordtest.BotToken, Application: discordtest.Application}
}

// few keeps the test quick: more than five commands are written with pauses.
func few() []bot.CommandSpec { return bot.Commands()[5:8] }

func TestRegisterWritesWhatDiffers(t *testing.T) {
	s, r := registration(t)
	ctx := context.Background()
	names := func(list []Change) string {
		var out []string
		for _, c := range list {
			out = append(out, c.Verb+" "+c.Name)
		}
		return strings.Join(out, ", ")
	}
	step := func(name string, list []bot.CommandSpec, dry bool, want string) {
		t.Helper()
		r.DryRun = dry
		done, err := Register(ctx, r, list)
		if err != nil || names(done) != want {
			t.Errorf("%s: %s, %v; want %s", name, names(done), err, want)
		}
	}
	list := few()
	step("dry run", list, true, "create about, create config, create Find sources")
	if n := len(s.Commands("")); n != 0 {
		t.Errorf("the dry run registered %d commands", n)
	}
	step("first", list, false, "create about, create config, create Find sources")
	step("again", list, false, "")
	list[1].Description.Locales = map[string]string{"ko": "다른 설명"}
	step("changed", list, false, "update config")
	step("fewer", list[:2], false, "delete Find sources")
	step("again", list[:2], true, "")
	r.Guild = "700000000000000001"
	step("in a server", list[:1], false, "create about")
	if n := len(s.Commands(r.Guild)); n != 1 {
		t.Errorf("%d commands in the server, want 1", n)
	}
	for _, v := range s.Violations() {
		t.Errorf("Discord refuses: %s", v)
	}
}

// Every command is one that Discord takes, and all of them together.
func TestCommandsAreValid(t *testing.T) {
	var list []command
	for _, spec := range bot.Commands() {
		list = append(list, encodeCommand(spec))
	}
	raw, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := discordtest.CheckCommands(raw); err != nil {
		t.Error(err)
	}
	validate(t, "command", raw)
}

func TestRegisterErrors(t *testing.T) {
	s, r := registration(t)
	ctx := context.Background()
	wrong := r
	wrong.BotToken = "CANARYwrongtoken"
	for name, r := range map[string]Registration{
		"no token": {REST: r.REST, Application: r.Application}, "no application": {REST: r.REST, BotToken: "x"},
		"an application that is none": {REST: r.REST, BotToken: "x", Application: "../x"}, "wrong token": wrong,
	} {
		done, err := Register(ctx, r, few())
		if err == nil || len(done) != 0 || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: %v, %v", name, done, err)
		}
	}
	if diff := cmp.Diff(0, len(s.Commands(""))); diff != "" {
		t.Errorf("commands were registered: %s", diff)
	}
}
