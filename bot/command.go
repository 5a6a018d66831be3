package bot

import "cleannet/corpus"

// A CommandKind says where a command is offered, as Discord numbers it.
type CommandKind int

const (
	// Slash is typed into the message box.
	Slash CommandKind = 1
	// OnMessage stands in the menu of a message.
	OnMessage CommandKind = 3
)

// An OptionType is the type of an option's value, as Discord numbers it.
type OptionType int

// The types of options that the commands use.
const (
	String  OptionType = 3
	Boolean OptionType = 5
)

// Permissions of a member, as Discord's bits.
const (
	administrator  uint64 = 1 << 3
	manageServer   uint64 = 1 << 5
	manageMessages uint64 = 1 << 13
)

// A Label is a name or a description by language: English, and what other
// locales are shown, keyed by Discord's locale ("ko").
type Label struct {
	Default string
	Locales map[string]string
}

// In returns the label as a person with that locale sees it.
func (l Label) In(locale string) string {
	if s, ok := l.Locales[locale]; ok {
		return s
	}
	return l.Default
}

// A CommandSpec is one command as it is registered, routed, listed in /about
// and offered by the playground.
type CommandSpec struct {
	Kind        CommandKind
	Name        Label // Name.Default is Request.Name
	Description Label // empty for OnMessage
	Options     []Option
	// Permissions that a member needs unless the server's administrators decide
	// otherwise; 0 is none. The handler checks again.
	Permissions uint64
	// Places lists where the command is offered.
	Places []Place
	// Installed says with which installation it comes.
	Installed Installation
}

// An Option is one argument of a slash command.
type Option struct {
	Type         OptionType
	Name         Label // Name.Default is the key in Request.Options
	Description  Label
	Required     bool
	Autocomplete bool           // the bot offers values while a person types
	Choices      []OptionChoice // the only values, at most 25
	MaxLength    int            // characters, of a String without choices
}

// An OptionChoice is a value that an option may have.
type OptionChoice struct {
	Name  Label
	Value string
}

// Limits of what a person types into an option, in characters. A question is
// cut at query.MaxRunes in any case.
const (
	maxQuestion = 256
	maxName     = 100
	maxDate     = 10 // YYYY-MM-DD
)

// The orders that /search can sort by.
const (
	sortBest   = "best"
	sortNewest = "newest"
	sortOldest = "oldest"
)

// The names of the commands.
const (
	cmdAsk      = "ask"
	cmdSearch   = "search"
	cmdSources  = "sources"
	cmdTimeline = "timeline"
	cmdCompare  = "compare"
	cmdAbout    = "about"
	cmdConfig   = "config"
	cmdFind     = "Find sources"
	cmdAskThis  = "Ask about this"
)

// Commands returns every command in the order in which it is listed.
func Commands() []CommandSpec {
	return []CommandSpec{
		slash(cmdAsk, need(text("ask", "question", maxQuestion)), truth("ask", "private")),
		slash(cmdSearch, need(text("search", "query", maxQuestion)),
			complete("search", "source"), choose("search", "kind", kindChoices()),
			complete("search", "country"), complete("search", "topic"),
			text("search", "after", maxDate), text("search", "before", maxDate),
			choose("search", "sort", choices("sort", sortBest, sortNewest, sortOldest)),
			truth("search", "private")),
		slash(cmdSources, complete("sources", "name"), complete("sources", "topic"),
			complete("sources", "country"), choose("sources", "kind", kindChoices()),
			choose("sources", "stance", stanceChoices())),
		slash(cmdTimeline, need(complete("timeline", "topic")),
			text("timeline", "after", maxDate), text("timeline", "before", maxDate)),
		slash(cmdCompare, need(complete("compare", "a")), need(complete("compare", "b"))),
		slash(cmdAbout),
		configCommand(),
		onMessage(cmdFind, "find"),
		onMessage(cmdAskThis, "askthis"),
	}
}

// everywhere is what all commands but /config offer.
func everywhere(c CommandSpec) CommandSpec {
	c.Places = []Place{Guild, BotDM, PrivateChannel}
	c.Installed = Installation{Guild: true, User: true}
	return c
}

func slash(name string, options ...Option) CommandSpec {
	return everywhere(CommandSpec{
		Kind: Slash, Name: label(key(name + ".name")),
		Description: label(key(name + ".description")), Options: options,
	})
}

func onMessage(name, id string) CommandSpec {
	c := everywhere(CommandSpec{Kind: OnMessage, Name: label(key(id + ".name"))})
	c.Name.Default = name
	return c
}

func configCommand() CommandSpec {
	c := slash(cmdConfig, truth("config", "private"),
		choose("config", "language", choices("language", "auto", "en", "ko")),
		truth("config", "feedback"))
	c.Permissions = manageServer
	c.Places = []Place{Guild}
	c.Installed = Installation{Guild: true}
	return c
}

func option(t OptionType, command, name string) Option {
	k := command + "." + name
	return Option{Type: t, Name: label(key(k + ".name")), Description: label(key(k + ".description"))}
}

func text(command, name string, limit int) Option {
	o := option(String, command, name)
	o.MaxLength = limit
	return o
}

func complete(command, name string) Option {
	o := text(command, name, maxName)
	o.Autocomplete = true
	return o
}

func choose(command, name string, c []OptionChoice) Option {
	o := option(String, command, name)
	o.Choices = c
	return o
}

func truth(command, name string) Option { return option(Boolean, command, name) }

func need(o Option) Option {
	o.Required = true
	return o
}

func choices(table string, values ...string) []OptionChoice {
	var c []OptionChoice
	for _, v := range values {
		c = append(c, OptionChoice{Name: label(key(table + "." + v)), Value: v})
	}
	return c
}

func kindChoices() []OptionChoice {
	var values []string
	for _, k := range corpus.Kinds {
		values = append(values, string(k))
	}
	return choices("kind", values...)
}

func stanceChoices() []OptionChoice {
	var values []string
	for _, s := range corpus.Stances {
		values = append(values, string(s))
	}
	return choices("stance", values...)
}
