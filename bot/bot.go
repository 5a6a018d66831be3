package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cleannet/corpus/entity"
	"cleannet/index"
	"cleannet/index/answer"
	"cleannet/index/timeline"
)

// Config is what a Bot needs.
type Config struct {
	// Library holds the articles. It is required.
	Library *index.Library
	// Ask answers a question; nil means answer.Ask.
	Ask func(context.Context, *index.Snapshot, string) (answer.Answer, error)
	// Names is who is who, for names to offer while a person types; nil offers
	// none.
	Names *entity.Table
	// StateKey seals the buttons: 16 bytes or more, the same for every process
	// that shall serve them. It is required.
	StateKey []byte
	// Settings keeps what servers chose; nil keeps nothing, and /config says so.
	Settings Settings
	// Feedback takes votes; nil takes none, and no answer asks for one.
	Feedback Feedback
	// Version is shown by /about.
	Version string
	// Now tells the time, for the day of a vote; nil means time.Now.
	Now func() time.Time
}

// A Setting is what a server chose. The zero Setting is the default.
type Setting struct {
	Private    bool   // answers are private unless asked otherwise
	Language   string // of public answers: "en", "ko", or "" for the server's in Discord
	NoFeedback bool   // nobody is asked whether an answer was helpful
}

// Settings keeps what servers chose. Package bot/store has one that lasts;
// tests keep them in memory.
type Settings interface {
	// Setting returns what a server chose, the zero Setting if it chose nothing.
	Setting(guild string) Setting
	// Set keeps s for a server.
	Set(ctx context.Context, guild string, s Setting) error
}

// A Vote is what a person said of an answer. It does not say who.
type Vote struct {
	Day      string // YYYY-MM-DD, UTC
	Command  string
	Article  string // id of the first quote's article, or ""
	Passage  uint64 // key of its passage, or 0
	Helpful  bool
	Gap      bool   // the question had no answer
	Reason   string // at most 500 characters, or ""
	Question string // only if the person agreed to it, or ""
}

// Feedback takes votes. Package bot/store has one; without it nothing is kept.
type Feedback interface {
	Add(context.Context, Vote) error
}

// A Bot answers requests. It is safe for concurrent use.
type Bot struct {
	Config
	seal      sealer
	known     memo[bool] // texts that are answered
	timelines memo[timeline.Timeline]
}

// New returns a bot. A configuration without articles or with a short key is an
// error.
func New(c Config) (*Bot, error) {
	if c.Library == nil {
		return nil, errors.New("bot: no library")
	}
	if len(c.StateKey) < 16 {
		return nil, fmt.Errorf("bot: state key of %d bytes, at least 16", len(c.StateKey))
	}
	if c.Ask == nil {
		c.Ask = answer.Ask
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Bot{Config: c, seal: sealer{key: c.StateKey}}, nil
}

// Handle answers a request. What a person did wrong is answered with a private
// sentence; an error is for the operator, and what the person sees then is
// [Failed].
func (b *Bot) Handle(ctx context.Context, r Request) (Reply, error) {
	var reply Reply
	err := b.Library.View(func(s *index.Snapshot) error {
		c := b.newCall(r, s)
		var err error
		reply, err = c.route(ctx)
		var sorry *userError
		if errors.As(err, &sorry) {
			reply, err = c.notice("refused", sorry.key, sorry.args...), nil
		}
		return err
	})
	if err != nil {
		return Reply{}, fmt.Errorf("handle %s: %w", r.Name, err)
	}
	return reply, nil
}

// Deferral tells how a late answer to the request is shown. It agrees with the
// reply that Handle makes, but for sentences about something that went wrong:
// those are private if they come in time.
func (b *Bot) Deferral(_ context.Context, r Request) Deferral {
	c := b.newCall(r, nil)
	switch r.Kind {
	case Autocomplete:
		return Deferral{Never: true}
	case MessageCommand:
		return Deferral{Private: true, Never: r.Name == cmdAskThis}
	case Click:
		cur, err := b.seal.open(r.CustomID)
		if err != nil {
			return Deferral{Private: true}
		}
		if cur.op == opUnhelpful {
			return Deferral{Never: true}
		}
		update := c.updates(cur)
		return Deferral{Private: !update, Update: update}
	}
	return Deferral{Private: c.private}
}

// A call is one request with what its answer depends on.
type call struct {
	*Bot
	r       Request
	s       *index.Snapshot
	set     Setting
	private bool // the answer is shown to the person alone
	l       lang // of the answer
}

func (b *Bot) newCall(r Request, s *index.Snapshot) *call {
	c := &call{Bot: b, r: r, s: s}
	if b.Settings != nil && r.Guild != "" && r.Installed.Guild {
		c.set = b.Settings.Setting(r.Guild)
	}
	c.show(c.defaultPrivate())
	return c
}

// show sets who sees the answer, and with that its language: a person's own, or
// the server's for what all see.
func (c *call) show(private bool) {
	c.private = private
	locale := c.r.Locale
	if !private {
		if c.r.GuildLocale != "" {
			locale = c.r.GuildLocale
		}
		if c.set.Language != "" {
			locale = c.set.Language
		}
	}
	c.l = langOf(locale)
}

// defaultPrivate says who sees an answer. Where the server did not install the
// bot itself (direct messages, groups, a person's own installation) nobody else
// asked for it, so it is private.
func (c *call) defaultPrivate() bool {
	switch {
	case c.r.Kind != Command:
		return true
	case c.r.Options["private"] != "":
		return c.r.Options["private"] == "true"
	case c.r.Place != Guild || !c.r.Installed.Guild:
		return true
	}
	return c.set.Private
}

// owns reports whether who clicked is who asked.
func (c *call) owns() bool { return c.r.User != "" && c.r.User == c.r.Owner }

// route finds the handler of a request.
func (c *call) route(ctx context.Context) (Reply, error) {
	switch c.r.Kind {
	case Autocomplete:
		return c.complete(), nil
	case Click:
		return c.click(ctx)
	case Submit:
		return c.submit(ctx)
	}
	handlers := map[string]func(context.Context) (Reply, error){
		cmdAsk: c.ask, cmdSearch: c.search, cmdSources: c.sources, cmdTimeline: c.timeline,
		cmdCompare: c.compare, cmdAbout: c.about, cmdConfig: c.config,
	}
	if c.r.Kind == MessageCommand {
		handlers = map[string]func(context.Context) (Reply, error){
			cmdFind: c.find, cmdAskThis: c.askThis,
		}
	}
	if h := handlers[c.r.Name]; h != nil {
		return h(ctx)
	}
	return Reply{}, sorry("error.command")
}

// A userError is something that a person did wrong, or that cannot be had: it is
// shown as a private sentence.
type userError struct {
	key  key
	args []any
}

func (e *userError) Error() string { return english.say(e.key, e.args...) }

// sorry returns an error that is shown as the phrase k.
func sorry(k key, args ...any) error { return &userError{k, args} }

// notice is a private reply of one sentence.
func (c *call) notice(outcome string, k key, args ...any) Reply {
	c.show(true)
	return Reply{Private: true, Outcome: outcome, Body: []Component{Text{c.l.say(k, args...)}}}
}

// privately is a private reply of one sentence in the person's language.
func privately(r Request, k key, args ...any) Reply {
	return Reply{Private: true, Outcome: "error", Body: []Component{Text{langOf(r.Locale).say(k, args...)}}}
}

// Failed is what a person sees when a request could not be answered through no
// fault of theirs. The reference stands in the log too.
func Failed(r Request, reference string) Reply {
	return privately(r, "error.failed", "ref", reference)
}

// Busy is what a person sees when there is too much to do.
func Busy(r Request) Reply { return privately(r, "error.busy") }

// TooMany is what a person sees who asks too often.
func TooMany(r Request) Reply { return privately(r, "error.often") }
