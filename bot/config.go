package bot

import (
	"context"
	"fmt"
)

// config answers /config. The rights are checked here as well: what Discord is
// told when the command is registered is only a default that a server's
// administrators may change.
func (c *call) config(ctx context.Context) (Reply, error) {
	c.show(true)
	switch {
	case c.r.Place != Guild || c.r.Guild == "" || !c.r.Installed.Guild:
		return Reply{}, sorry("error.config-place")
	case c.r.Permissions&(manageServer|administrator) == 0:
		return Reply{}, sorry("error.config-rights")
	case c.Settings == nil:
		return Reply{}, sorry("error.config-store")
	}
	set, changed := c.set, false
	if v, ok := c.r.Options["private"]; ok {
		set.Private, changed = v == "true", true
	}
	if v, ok := c.r.Options["feedback"]; ok {
		set.NoFeedback, changed = v != "true", true
	}
	switch v := c.r.Options["language"]; v {
	case "":
	case "auto":
		set.Language, changed = "", true
	case "en", "ko":
		set.Language, changed = v, true
	default:
		return Reply{}, sorry("error.value", "name", "language", "value", cutMarkdown(v, 80))
	}
	if changed {
		if err := c.Settings.Set(ctx, c.r.Guild, set); err != nil {
			return Reply{}, fmt.Errorf("keep settings: %w", err)
		}
	}
	return Reply{Private: true, Body: c.settings(set, changed), Outcome: "shown"}, nil
}

// settings lists what is set.
func (c *call) settings(set Setting, changed bool) []Component {
	k := &card{}
	title := key("config.title")
	if changed {
		title = "config.saved"
	}
	k.say("### " + c.l.say(title))
	language := set.Language
	if language == "" {
		language = "auto"
	}
	k.say("- " + c.l.say("config.is-private", "value", c.yes(set.Private)) +
		"\n- " + c.l.say("config.is-language", "value", c.l.say(key("language."+language))) +
		"\n- " + c.l.say("config.is-feedback", "value", c.yes(!set.NoFeedback)))
	if c.Feedback == nil {
		k.say("-# " + c.l.say("config.no-feedback"))
	}
	return k.body()
}

func (c *call) yes(b bool) string {
	if b {
		return c.l.say("yes")
	}
	return c.l.say("no")
}
