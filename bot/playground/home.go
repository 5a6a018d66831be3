package playground

import (
	"context"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"cleannet/bot"
	"cleannet/corpus"
	"cleannet/corpus/passage"
)

// examplesFile holds questions over the built-in articles, one a line. Which of
// them are shown is decided by asking the bot, so that an operator's own corpus
// never shows a question that it cannot answer.
//
//go:embed examples.txt
var examplesFile string

const (
	maxExamples = 6
	// maxTried bounds how many questions are put to the bot to find examples.
	maxTried = 40
	// maxPosted is how long a sentence may be that somebody posts, in bytes.
	maxPosted = 280
)

// examples finds example questions, once for each generation.
type examples struct {
	answered func(context.Context, string) bool

	mu         sync.Mutex
	found      []string
	generation uint64
	known      bool
}

// of returns up to maxExamples questions that the bot answers from s: of those
// that come with the program, else the titles of articles.
func (e *examples) of(ctx context.Context, s State) []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.known && e.generation == s.Generation {
		return e.found
	}
	var found []string
	tried := 0
	try := func(question string) bool {
		tried++
		if question != "" && (e.answered == nil || e.answered(ctx, question)) {
			found = append(found, question)
		}
		return len(found) < maxExamples && tried < maxTried && ctx.Err() == nil
	}
	for line := range strings.Lines(examplesFile) {
		if !try(strings.TrimSpace(line)) {
			break
		}
	}
	for a := range s.Corpus.All() {
		if len(found) >= maxExamples || !try(englishTitle(a)) {
			break
		}
	}
	if ctx.Err() == nil { // who went away half through leaves no half list
		e.found, e.generation, e.known = found, s.Generation, true
	}
	return found
}

func englishTitle(a *corpus.Article) string {
	if a.TitleEN != "" {
		return a.TitleEN
	}
	return a.Title
}

// A posted message is what somebody else wrote in the channel, for message
// commands to be tried on: a sentence of an article, with where it is from.
type posted struct {
	Text string `json:"text"`
	From string `json:"from"`
}

// somebody returns the first sentence of the newest dated article where that is
// short enough to be a message; the zero posted if there is none.
func somebody(c *corpus.Corpus) posted {
	var best posted
	var date corpus.Date
	for a := range c.All() {
		if a.Published.Compare(date) <= 0 {
			continue
		}
		for s := range passage.Sentences(a.Text, a.Lang) {
			if s.Len() < maxPosted {
				best, date = posted{a.Slice(s), a.Label()}, a.Published
			}
			break
		}
	}
	return best
}

// The commands as the page reads them.
type (
	pageCommand struct {
		Kind        int          `json:"kind"`
		Name        pageLabel    `json:"name"`
		Description pageLabel    `json:"description"`
		Options     []pageOption `json:"options"`
		Guild       bool         `json:"guild"`
		DM          bool         `json:"dm"`
		Group       bool         `json:"group"`
		// Permissions are the bits that a member needs, as a string, as Discord
		// writes them.
		Permissions string `json:"permissions"`
	}
	pageOption struct {
		Type         int          `json:"type"`
		Name         pageLabel    `json:"name"`
		Description  pageLabel    `json:"description"`
		Required     bool         `json:"required"`
		Autocomplete bool         `json:"autocomplete"`
		Choices      []pageChoice `json:"choices"`
		MaxLength    int          `json:"max"`
	}
	pageChoice struct {
		Name  pageLabel `json:"name"`
		Value string    `json:"value"`
	}
	pageLabel struct {
		Default string            `json:"default"`
		Locales map[string]string `json:"locales"`
	}
)

func pageCommands(table []bot.CommandSpec) []pageCommand {
	out := make([]pageCommand, 0, len(table))
	for _, c := range table {
		p := pageCommand{
			Kind: int(c.Kind), Name: pageLabel(c.Name), Description: pageLabel(c.Description),
			Options: []pageOption{}, Guild: slices.Contains(c.Places, bot.Guild), DM: slices.Contains(c.Places, bot.BotDM),
			Group: slices.Contains(c.Places, bot.PrivateChannel), Permissions: strconv.FormatUint(c.Permissions, 10),
		}
		for _, o := range c.Options {
			q := pageOption{
				Type: int(o.Type), Name: pageLabel(o.Name), Description: pageLabel(o.Description),
				Required: o.Required, Autocomplete: o.Autocomplete, MaxLength: o.MaxLength,
			}
			for _, v := range o.Choices {
				q.Choices = append(q.Choices, pageChoice{pageLabel(v.Name), v.Value})
			}
			p.Options = append(p.Options, q)
		}
		out = append(out, p)
	}
	return out
}

// A homePage is what the page is made of. Data is read by its script.
type homePage struct {
	Examples []string
	Data     template.JS
	Public   bool
}

func (p *Playground) home(w http.ResponseWriter, r *http.Request) {
	s := p.state()
	data, err := json.Marshal(map[string]any{
		"commands": pageCommands(bot.Commands()), "posted": somebody(s.Corpus),
		"application": p.app.id, "public": p.public,
	})
	if err != nil {
		p.log.Error("page not made", "page", "home", "err", err)
		refuse(w, http.StatusInternalServerError, "This page could not be made.")
		return
	}
	// json.Marshal escapes <, > and &, so that nothing in it ends the script.
	p.show(w, http.StatusOK, "home.html", homePage{Examples: p.examples.of(r.Context(), s), Data: template.JS(data), Public: p.public})
}

// A statusLine is what the foot of every page says.
type statusLine struct {
	Articles   int    `json:"articles"`
	Passages   int    `json:"passages"`
	Generation uint64 `json:"generation"`
	Loaded     string `json:"loaded"` // RFC 3339, UTC
}

func (p *Playground) statusNow() statusLine {
	s := p.state()
	return statusLine{s.Corpus.Len(), s.Passages, s.Generation, s.Loaded.UTC().Format("2006-01-02T15:04:05Z")}
}

func (p *Playground) status(w http.ResponseWriter, _ *http.Request) { writeJSON(w, p.statusNow()) }
