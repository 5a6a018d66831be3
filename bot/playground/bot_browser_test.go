package playground_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"cleannet/bot"
	"cleannet/bot/playground"
	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/entity"
	"cleannet/index"
	"cleannet/index/answer"
)

// votes keeps what people thought of answers.
type votes struct {
	mu   sync.Mutex
	list []bot.Vote
}

func (v *votes) Add(_ context.Context, x bot.Vote) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.list = append(v.list, x)
	return nil
}

// newBot returns the bot itself over the built-in articles, and a change of a
// playground's configuration that shows these.
func newBot(t *testing.T, feedback bot.Feedback) (*bot.Bot, func(*playground.Config)) {
	t.Helper()
	c, err := corpus.Load(articles.FS())
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s, err := index.Build(context.Background(), c, index.Options{Entities: names.Find, Generation: 1})
	if err != nil {
		t.Fatal(err)
	}
	lib := index.NewLibrary(s)
	t.Cleanup(lib.Close)
	b, err := bot.New(bot.Config{Library: lib, Names: names, StateKey: []byte("a key for tests!"), Feedback: feedback, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return b, func(p *playground.Config) {
		p.State = func() playground.State {
			return playground.State{Corpus: c, Passages: s.Len(), Generation: 1, Loaded: time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)}
		}
		p.Answered = func(ctx context.Context, q string) bool {
			a, err := answer.Ask(ctx, s, q)
			return err == nil && a.Outcome == answer.Answered
		}
	}
}

// TestBot goes through what people do with the bot, in a real browser.
func TestBot(t *testing.T) {
	b := newBrowser(t)
	kept := &votes{}
	h, change := newBot(t, kept)
	p, _ := newPage(t, h, change)
	x := b.open(t, p, "/", 1280)

	// The first example is answered, with a way to the quote's place.
	question := x.eval(`document.querySelector(".example").textContent`)
	x.click(question)
	x.says("Summary of", "in the library")
	quote := x.eval(`document.querySelector(".inlib").href`)
	x.visit(strings.TrimPrefix(quote, x.base))
	x.wait(`document.querySelector("mark#quote")`)
	if at := x.eval(`document.querySelector("#quote").getBoundingClientRect().top`); strings.HasPrefix(at, "-") {
		t.Errorf("the quote stands at %s, above the window", at)
	}

	// A link with a question asks it.
	x.visit("/?q=what+is+the+clean+network")
	x.says("Summary of")

	// A search is paged there and back, and shows more of a passage.
	x.run(chromedp.Focus("#text"))
	x.press("/search huawei" + kb.Enter)
	x.says("page 1 of")
	first := x.eval(`document.querySelector(".msg:last-child .md:nth-child(3)")?.innerText`)
	x.click("Next page")
	x.says("page 2 of")
	x.click("Previous page")
	x.says("page 1 of")
	if again := x.eval(`document.querySelector(".msg:last-child .md:nth-child(3)")?.innerText`); again != first {
		t.Errorf("the first page is %q, and %q after a second one", first, again)
	}
	t.Log(x.shown())

	// Declined, and nothing found.
	x.ask("how do I bake sourdough bread")
	x.wait(`document.querySelectorAll(".msg").length > 5`)
	t.Log(x.shown())
}

// TestPictures takes the pictures of the README, where CLEANNET_PICTURES names
// the folder for them.
func TestPictures(t *testing.T) {
	dir := os.Getenv("CLEANNET_PICTURES")
	if dir == "" {
		t.Skip("CLEANNET_PICTURES names no folder for pictures")
	}
	b := newBrowser(t)
	h, change := newBot(t, &votes{})
	p, _ := newPage(t, h, change)
	for _, theme := range []string{"dark", "light"} {
		for _, width := range []int64{1280, 390} {
			x := b.open(t, p, "/?q="+"which+Korean+operator+still+uses+Huawei+equipment", width)
			x.choose("set-theme", theme)
			x.says("Summary of")
			time.Sleep(300 * time.Millisecond) // the message comes in by an animation
			x.picture(filepath.Join(dir, fmt.Sprintf("%s-%d.png", theme, width)))
			x.visit("/library")
			x.picture(filepath.Join(dir, fmt.Sprintf("library-%s-%d.png", theme, width)))
			x.visit("/")
			x.picture(filepath.Join(dir, fmt.Sprintf("home-%s-%d.png", theme, width)))
			x.ask("/search huawei")
			x.press(kb.Enter)
			x.says("page 1 of")
			time.Sleep(300 * time.Millisecond)
			x.picture(filepath.Join(dir, fmt.Sprintf("search-%s-%d.png", theme, width)))
		}
	}
}

// TestAccessible holds that axe finds no serious violation, on any page, in
// either colours. CLEANNET_AXE names axe-core's axe.min.js, which is not ours.
func TestAccessible(t *testing.T) {
	file := os.Getenv("CLEANNET_AXE")
	if file == "" {
		t.Skip("CLEANNET_AXE names no axe.min.js, so nothing was checked by axe")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t)
	h, change := newBot(t, &votes{})
	p, _ := newPage(t, h, change)
	x := b.open(t, p, "/", 1280)
	check := func(what string) {
		t.Helper()
		x.run(chromedp.Evaluate[chromedp.Void](string(axe)))
		for _, theme := range []string{"dark", "light"} {
			x.eval(fmt.Sprintf(`(document.documentElement.dataset.theme = %q, document.getAnimations().forEach((a) => a.effect.getTiming().iterations === 1 && a.finish()))`, theme))
			raw, err := chromedp.Run(x.ctx, chromedp.Evaluate[string](`axe.run().then((r) => JSON.stringify({passes: r.passes.length, violations: r.violations.map((v) => ({impact: v.impact, id: v.id, nodes: v.nodes.map((n) => n.html + " " + n.failureSummary)}))}))`, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("axe on %s: %v", what, err)
			}
			var found struct {
				Passes     int
				Violations []struct {
					Impact, ID string
					Nodes      []string
				}
			}
			if err := json.Unmarshal([]byte(raw), &found); err != nil {
				t.Fatal(err)
			}
			if found.Passes < 10 {
				t.Errorf("%s: axe checked only %d rules", what, found.Passes)
			}
			for _, v := range found.Violations {
				t.Errorf("%s, %s: %s %s: %.600s", what, theme, v.Impact, v.ID, strings.Join(v.Nodes, "\n"))
			}
		}
	}
	check("the empty page")
	x.press("/")
	check("the list of commands")
	x.press("search huawei")
	x.click("+ kind")
	check("a command")
	x.press(kb.Escape + kb.Escape + kb.Escape)
	x.visit("/?q=which+Korean+operator+still+uses+Huawei+equipment")
	x.says("Summary of")
	check("an answer")
	x.click("Raw")
	x.eval(`document.querySelector("#raw details").open = true`)
	check("what went over the wire")
	x.click("Settings")
	check("the settings")
	x.visit("/")
	x.click("Actions for this message")
	check("a message's menu")
	x.visit("/library")
	check("the library")
	x.eval(`document.querySelector(".sources a").click()`)
	x.wait(`document.querySelector("article p")`)
	check("a source")
	x.allow = "404"
	x.visit("/library/none")
	check("a missing source")
}
