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
	"cleannet/bot/discord"
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

// newServed is newPage with the dispatcher that serves Discord too, whose late
// answers come to the page.
func newServed(t *testing.T, h discord.Handler, change func(*playground.Config)) *playground.Playground {
	t.Helper()
	p, _ := newPage(t, h, func(c *playground.Config) {
		rest, err := discord.NewREST(discord.RESTConfig{Transport: c.App})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(rest.Close)
		d, err := discord.NewDispatcher(discord.DispatcherConfig{Handler: h, REST: rest})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		t.Cleanup(func() {
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
		if c.Endpoint, err = discord.NewEndpoint(discord.EndpointConfig{PublicKey: c.App.PublicKey(), First: d.First}); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(c)
		}
	})
	return p
}

// TestBot goes through what people do with the bot, in a real browser.
func TestBot(t *testing.T) {
	b := newBrowser(t)
	kept := &votes{}
	h, change := newBot(t, kept)
	p := newServed(t, h, change)
	for name, test := range map[string]func(*tab){
		"an example and its place": exampleAndPlace, "pages and context": pagesAndContext, "sources": sourcesAndFiles,
		"message commands": messageCommands, "private": privateAnswers, "wrong": wrongThings, "others": others,
	} {
		t.Run(name, func(t *testing.T) { test(b.open(t, p, "/", 1280)) })
	}
	t.Run("feedback", func(t *testing.T) {
		x := b.open(t, p, "/?q=what+is+the+clean+network", 1280)
		x.says("Summary of")
		x.click("Not helpful")
		x.wait(`document.querySelector("dialog[open]")`)
		x.press("too short")
		x.click("Submit")
		x.says("Thank you")
		kept.mu.Lock()
		defer kept.mu.Unlock()
		if len(kept.list) != 1 || kept.list[0].Reason != "too short" || kept.list[0].Helpful {
			t.Errorf("votes: %+v", kept.list)
		}
	})
}

// exampleAndPlace: the first example is answered, and its quote leads to its
// place in the text.
func exampleAndPlace(x *tab) {
	x.click(x.eval(`document.querySelector(".example").textContent`))
	x.says("Summary of", "in the library")
	quote := x.eval(`document.querySelector(".inlib").closest(".md").querySelector("p").textContent`)
	x.visit(strings.TrimPrefix(x.eval(`document.querySelector(".inlib").href`), x.base))
	x.wait(`document.querySelector("mark#quote")`)
	if got := x.eval(`[...document.querySelectorAll("mark")].map((m) => m.textContent).join(" ")`); got != quote {
		x.Errorf("marked is %q, quoted was %q", got, quote)
	}
	if at := x.eval(`document.querySelector("#quote").getBoundingClientRect().top < innerHeight`); at != "true" {
		x.Error("the quote is below the window")
	}
	// A link with a question asks it.
	x.visit("/?q=what+is+the+clean+network")
	x.says("Summary of")
}

// pagesAndContext: a search is paged there and back, and a passage is widened.
func pagesAndContext(x *tab) {
	x.run(chromedp.Focus("#text"))
	x.press("/search huawei" + kb.Enter)
	x.says("page 1 of")
	last := `[...document.querySelectorAll(".msg")].at(-1)`
	first := x.eval(last + `.querySelector(".section").innerText`)
	x.click("Next page")
	x.says("page 2 of")
	if x.eval(last+`.querySelector(".section").innerText`) == first {
		x.Error("the second page begins as the first does")
	}
	x.click("Previous page")
	x.says("page 1 of")
	if again := x.eval(last + `.querySelector(".section").innerText`); again != first {
		x.Errorf("the first page began with %q, and with %q after the second one", first, again)
	}
	x.click("Read on")
	x.says("Passage", "Only you can see this.")
	before := x.eval(last + `.innerText.length`)
	if x.eval(last+`.innerText.includes("More context")`) == "true" {
		x.click("More context")
		x.wait(last + `.innerText.length > ` + before)
	}
	if got := x.messages(); got != "3" {
		x.Errorf("%s messages, want somebody's, the search and the passage", got)
	}
}

// sourcesAndFiles: a source is found by its name as it is typed, and its
// citation comes as a file.
func sourcesAndFiles(x *tab) {
	x.run(chromedp.Focus("#text"))
	x.press("/sources " + kb.Enter)
	x.says("page 1 of", "in the library")
	x.run(chromedp.Focus("#text"))
	x.press("/sources ")
	x.click("+ name")
	x.press("hankyoreh")
	x.wait(`[...document.querySelectorAll("#list li")].some((e) => e.textContent.includes("Hankyoreh"))`)
	x.press(kb.ArrowDown + kb.Enter)
	x.wait(`document.activeElement.value.length > 9`)
	x.press(kb.Enter)
	x.says("Hankyoreh", "To cite:")
	x.click("BibTeX")
	x.wait(`document.querySelector(".file a[download]")`)
	saved := x.eval(`document.querySelector(".file a").getAttribute("href")`)
	if got := x.eval(`document.querySelector(".file").innerText`); !strings.Contains(got, ".bib") || !strings.HasPrefix(saved, "/play/file/") {
		x.Errorf("the file %q is at %q", got, saved)
	}
}

// messageCommands: both are in a message's menu, one answers, one asks back.
func messageCommands(x *tab) {
	x.click("Actions for this message")
	if got := x.eval(`[...document.querySelectorAll("[role=menuitem]")].map((e) => e.textContent)`); got != "Find sources,Ask about this" {
		x.Errorf("the menu offers %s", got)
	}
	x.press(kb.Enter)
	x.says("What the sources say about this message", "Only you can see this.")
	x.eval(`document.querySelector(".more").scrollIntoView()`)
	x.eval(`document.querySelector(".more").focus()`)
	x.press(kb.Enter + kb.ArrowDown + kb.Enter)
	x.wait(`document.querySelector("dialog[open] textarea")?.value.length > 20`)
	x.eval(`document.querySelector("dialog textarea").value = "What is the Clean Network?"`)
	x.click("Submit")
	x.says("What is the Clean Network?", "Summary of")
	// A form that is closed asks nothing.
	before := x.messages()
	x.eval(`document.querySelector(".more").focus()`)
	x.press(kb.Enter + kb.ArrowDown + kb.Enter)
	x.wait(`document.querySelector("dialog[open]")`)
	x.press(kb.Escape)
	x.wait(`!document.querySelector("dialog")`)
	if after := x.messages(); after != before {
		x.Errorf("%s messages after a form that was closed, %s before", after, before)
	}
}

func privateAnswers(x *tab) {
	x.run(chromedp.Focus("#text"))
	x.press("/ask what is the clean network")
	x.click("+ private")
	x.press(kb.ArrowDown + kb.Enter + kb.Enter)
	x.says("Summary of", "Only you can see this.")
	x.click("Dismiss message")
	x.wait(`!document.querySelector(".msg.private")`)
	x.choose("set-place", "dm")
	x.ask("what is the clean network")
	x.says("Summary of", "Only you can see this.")
	x.choose("set-locale", "ko")
	x.ask("what is the clean network")
	x.says("나에게만 보입니다.")
	if got := x.eval(`document.documentElement.lang + [...document.querySelectorAll("button")].some((e) => e.textContent === "지우기" || e.textContent === "도움이 됨")`); got != "kotrue" {
		x.Errorf("in Korean: %s\n%s", got, x.shown())
	}
}

// wrongThings: what is not covered is said to be so, what is wrong is answered
// by a private sentence, and no answer at all is shown as in Discord.
func wrongThings(x *tab) {
	x.ask("how do I bake sourdough bread")
	x.says("how do I bake sourdough bread", "sources")
	if got := x.eval(`[...document.querySelectorAll(".msg")].at(-1).querySelectorAll(".inlib").length`); got != "0" {
		x.Errorf("%s sources are shown for what they do not cover", got)
	}
	x.run(chromedp.Focus("#text"))
	x.press("/search huawei")
	x.click("+ after")
	x.press("yesterday" + kb.Enter)
	x.says("is not a date", "Only you can see this.")
	x.allow = "ERR_INTERNET_DISCONNECTED"
	x.eval(`(window.fetch = () => Promise.reject(new TypeError("net::ERR_INTERNET_DISCONNECTED")))`)
	x.ask("is anybody there")
	x.says("The application did not respond.")
}

// others: who did not ask cannot dismiss an answer, and gets a private answer of
// their own.
func others(x *tab) {
	x.ask("what is the clean network")
	x.says("Summary of", "Dismiss")
	x.choose("set-role", "other")
	x.click("Dismiss")
	x.says("Only the person who asked", "Only you can see this.")
	before := x.messages()
	x.choose("set-role", "member")
	x.eval(`[...document.querySelectorAll(".btn")].find((e) => e.textContent === "Dismiss").click()`)
	x.wait(`document.querySelectorAll(".msg").length < ` + before)
}

// TestLateAnswers holds that a slow answer is put off in sight of the person and
// then filled in, and that files and pictures come.
func TestLateAnswers(t *testing.T) {
	b := newBrowser(t)
	h := &puppet{late: make(chan struct{})}
	x := b.open(t, newServed(t, h, nil), "/", 1280)
	x.ask("late")
	x.says("cleannet is thinking…")
	x.wait(`document.querySelector("#raw pre:last-of-type")?.textContent.includes('"type": 5')`)
	x.says("cleannet is thinking…")
	close(h.late)
	x.says("it took a while")
	x.ask("files")
	x.says("two files", "cite.bib")
	x.wait(`document.querySelector(".gallery img")?.complete && document.querySelector(".gallery img").naturalWidth === 1`)
	if got := x.eval(`document.querySelector(".gallery img").alt`); got != "a dot" {
		t.Errorf("the picture's text alternative is %q", got)
	}
	x.run(chromedp.Focus("#text"))
	x.press("/ask files")
	x.click("+ private")
	x.press(kb.ArrowDown + kb.Enter + kb.Enter)
	x.says("two files", "Only you can see this.") // the deferral alone said so
	x.click("Raw")
	x.wait(`!document.getElementById("raw").hidden && document.querySelector("#raw").innerText.includes("components")`)
}

// TestPictures takes the pictures of the README anew, where CLEANNET_PICTURES
// names the folder for them.
func TestPictures(t *testing.T) {
	dir := os.Getenv("CLEANNET_PICTURES")
	if dir == "" {
		t.Skip("CLEANNET_PICTURES names no folder for pictures")
	}
	b := newBrowser(t)
	h, change := newBot(t, nil)
	p, _ := newPage(t, h, change)
	ask := func(x *tab) { x.ask("which Korean operator still uses Huawei equipment"); x.says("Summary of") }
	shots := map[string]func(*tab){
		"answer":  ask,
		"search":  func(x *tab) { x.press("/search huawei taiwan" + kb.Enter); x.says("page 1 of") },
		"library": func(x *tab) { x.visit("/library") },
		"raw":     func(x *tab) { ask(x); x.click("Raw") },
		"home":    func(*tab) {},
		"command": func(x *tab) { x.press("/") },
		"place": func(x *tab) {
			ask(x)
			x.visit(strings.TrimPrefix(x.eval(`document.querySelector(".inlib").href`), x.base))
		},
	}
	for name, show := range shots {
		for _, theme := range []string{"dark", "light"} {
			for _, width := range []int64{1280, 390} {
				x := b.open(t, p, "/", width)
				x.choose("set-theme", theme)
				show(x)
				time.Sleep(300 * time.Millisecond) // a message comes in by an animation
				x.picture(filepath.Join(dir, fmt.Sprintf("%s-%s-%d.png", name, theme, width)))
			}
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
