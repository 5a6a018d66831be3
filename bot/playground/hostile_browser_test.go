package playground_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"cleannet/bot/playground"
)

// payloads are texts that run where a page takes text for markup, links to
// scripts, or text for a script.
var payloads = []string{
	`<script>document.title="owned"</script>`,
	`<img src=x onerror="document.title='owned'">`,
	`<svg/onload=document.title='owned'>`,
	`"><script>document.title='owned'</script>`,
	`</script><script>document.title='owned'</script>`,
	`'-(document.title='owned')-'`,
	`${document.title='owned'}`,
	`<iframe srcdoc="<script>parent.document.title='owned'</script>">`,
	`<a href="javascript:document.title='owned'">x</a>`,
	`[x](javascript:document.title='owned')`,
	`[x](<javascript:document.title='owned'>)`,
	`[x](https://e.example/"onmouseover="document.title='owned')`,
	`<https://e.example/"onload=document.title='owned'>`,
	`[x](data:text/html,<script>document.title='owned'</script>)`,
	`<style>@import 'https://e.example/x.css'</style>`,
	"```html\n<script>document.title='owned'</script>\n```",
	`<form action=https://e.example><button>Send</button></form>`,
	`__proto__ constructor <t:99999999999999:F> <t:NaN>`,
	strings.Repeat("**", 60) + strings.Repeat("[", 60) + strings.Repeat(`\`, 59),
}

// TestHostile holds in a real browser that nothing in a question, an article, a
// title or an address runs, even where the bot lets it through as it is.
func TestHostile(t *testing.T) {
	b := newBrowser(t)
	p, _ := newPage(t, echo, nil) // the bot that escapes nothing
	x := b.open(t, p, "/", 1280)
	unharmed := func(what string) {
		t.Helper()
		if got := x.eval(`(document.title === "owned") + " " + document.querySelectorAll("main script, main iframe, #log form, main style, [onerror], [onload], [onmouseover], a[href^='javascript'], a[href^='data']").length`); got != "false 0" {
			t.Errorf("%s: %s", what, got)
		}
	}
	for _, text := range payloads {
		before := x.messages()
		x.eval(fmt.Sprintf(`(document.getElementById("text").value = %q)`, strings.ReplaceAll(text, "\n", " ")))
		x.run(chromedp.Focus("#text"))
		x.press(kb.Enter)
		x.wait(`document.querySelectorAll(".msg").length > ` + before + ` + 1 && !document.querySelector(".thinking")`)
		x.says("you asked: ")
		unharmed(text)
	}
	for _, text := range payloads[:5] {
		q := url.QueryEscape(text)
		x.visit("/?q=" + q)
		x.says("you asked: ")
		unharmed("/?q=" + text)
		x.visit("/library?topic=" + q + "&q=" + q)
		unharmed("the library filtered by " + text)
	}
	for _, path := range []string{"/library", "/library/hostile-2021", "/"} {
		x.visit(path)
		unharmed(path)
	}
	// Even a mistake in the page would not run: text cannot be made markup.
	for _, try := range []string{`document.body.innerHTML = "<b>x</b>"`, `document.body.insertAdjacentHTML("beforeend", "x")`, `document.createElement("script").text = "1"`, `setTimeout("1")`} {
		if got := x.eval(`(() => { try { ` + try + `; return "ran"; } catch (e) { return e.name; } })()`); got != "TypeError" {
			t.Errorf("%s: %s", try, got)
		}
	}
	x.allow = "This document requires" // the browser reports these, too
}

// TestInert holds that the bot's escapes and this reading of Discord's markdown
// agree: a hostile question reads as it was typed, and comes to nothing.
func TestInert(t *testing.T) {
	b := newBrowser(t)
	h, change := newBot(t, nil)
	p, _ := newPage(t, h, change)
	x := b.open(t, p, "/", 1280)
	for _, text := range []string{
		"@everyone look", "@here look", "<@1> hi", "<@&1> hi", "<#1> hi", "</ask:1> hi", "<t:0:R> hi", "<:x:1> hi", "<a:x:1> hi",
		"[safe](https://evil.test) huawei", "<https://evil.test> huawei", "https://evil.test huawei", "||spoiler|| huawei", "`code` huawei",
		"~~x~~ huawei", "# head huawei", "-# sub huawei", "> q huawei", ">>> q huawei", "- list huawei", "1. list huawei", "__u__*i* huawei", "**b** _i_ huawei", `back\ slash\* huawei\`,
	} {
		before := x.messages()
		x.ask(text)
		x.wait(`document.querySelectorAll(".msg").length > ` + before + ` + 1 && !document.querySelector(".thinking")`)
		head := `[...document.querySelectorAll(".msg")].at(-1).querySelector(".md")`
		if got := x.eval(head + `.textContent`); !strings.HasPrefix(got, text) {
			t.Errorf("%q is shown as %.200q", text, got)
		}
		if got := x.eval(head + `.querySelectorAll("a:not(.inlib), code, .mention, .spoiler, em, u, s, time, li, blockquote").length`); got != "0" {
			t.Errorf("%q became %s", text, x.eval(head+`.outerHTML`))
		}
	}
}

// TestPhone holds that no page is wider than a phone, and that nothing moves for
// those who asked for that.
func TestPhone(t *testing.T) {
	b := newBrowser(t)
	p, _ := newPage(t, &puppet{}, nil)
	x := b.open(t, p, "/", 390)
	if _, err := chromedp.Call(x.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	}); err != nil {
		t.Fatal(err)
	}
	fits := func(what string) {
		t.Helper()
		if got := x.eval(`document.documentElement.scrollWidth <= innerWidth && (document.getElementById("log")?.scrollWidth ?? 0) <= innerWidth`); got != "true" {
			t.Errorf("%s is %s wide", what, x.eval(`document.documentElement.scrollWidth`))
		}
	}
	fits("the empty page")
	x.ask("all")
	x.says("Page 1 of 2")
	if got := x.eval(`document.getAnimations().length`); got != "0" {
		t.Errorf("%s animations where motion is unwanted", got)
	}
	fits("a card")
	x.press("/search word")
	fits("a command")
	x.click("Settings")
	fits("the settings")
	x.click("Raw")
	fits("the raw panel")
	for _, path := range []string{"/library", "/library/hostile-2021", "/library/gazette-2020?start=0&end=9"} {
		x.visit(path)
		fits(path)
	}
}

// A tape keeps the bodies of requests.
type tape struct {
	http.Handler
	mu     sync.Mutex
	bodies [][]byte
}

func (k *tape) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	k.mu.Lock()
	k.bodies = append(k.bodies, body)
	k.mu.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	k.Handler.ServeHTTP(w, r)
}

// TestLikeDiscord holds that the page's interactions have the shape of Discord's:
// every one validates against the schema of interactions that CLEANNET_TESTDATA
// holds, which is not ours.
func TestLikeDiscord(t *testing.T) {
	dir := os.Getenv("CLEANNET_TESTDATA")
	if dir == "" {
		t.Skip("CLEANNET_TESTDATA names no folder with Discord's schema")
	}
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile(filepath.Join(dir, "discord", "interaction.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var kept *tape
	p, _ := newPage(t, &puppet{}, func(c *playground.Config) {
		kept = &tape{Handler: c.Endpoint}
		c.Endpoint = kept
	})
	x := newBrowser(t).open(t, p, "/", 1280)
	for _, place := range []string{"guild", "dm", "group"} {
		x.choose("set-place", place)
		x.ask("all")
		x.says("Page 1 of 2")
		x.click("Next")
		x.says("Page 2 of 2")
		x.click("Choose one")
		x.press(kb.ArrowDown + kb.Enter)
		x.says("picked b")
		x.click("Form")
		x.wait(`document.querySelector("dialog[open] textarea")`)
		x.press("words" + kb.Tab + "Second")
		x.click("Submit")
		x.says("form says words/2")
		x.eval(`document.querySelector(".more").focus()`)
		x.press(kb.Enter + kb.Enter)
		x.says("about: ")
		x.run(chromedp.Focus("#text"))
		x.press("/search word")
		x.click("+ source")
		x.press("g")
		x.wait(`document.querySelectorAll("#list li").length === 3`)
		x.press(kb.Enter)
		x.click("+ private")
		x.press(kb.ArrowDown + kb.Enter + kb.Enter)
		x.says("search map[")
	}
	if len(kept.bodies) < 21 {
		t.Errorf("%d interactions, want seven or more in each place", len(kept.bodies))
	}
	for _, body := range kept.bodies {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%.300s\n%.3000v", body, err)
		}
	}
}
