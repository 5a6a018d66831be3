package playground_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"cleannet/bot"
)

// TestComponents holds in a real browser that every component of a reply is
// shown and works.
func TestComponents(t *testing.T) {
	b := newBrowser(t)
	puppet := &puppet{}
	p, _ := newPage(t, puppet, nil)
	x := b.open(t, p, "/", 1280)
	x.ask("all")
	x.says("Page 1 of 2")
	for selector, want := range map[string]string{
		".md h3": "Heading", ".md strong": "bold", ".md em": "it", ".md u": "under", ".md s": "gone", ".md code": "code",
		".md blockquote": "“One operator still uses\nthe equipment.”", ".md li strong": "two", ".md pre": "fence **not bold**\n", ".md p.sub": "[1] The Gazette · Operatorsin the library",
	} {
		if got := x.eval(`[...document.querySelectorAll(".msg")].at(-1).querySelector("` + selector + `")?.textContent`); got != want {
			t.Errorf("%s shows %q, want %q", selector, got, want)
		}
	}
	x.click("Next")
	x.says("Page 2 of 2")
	if got := x.eval(`[...document.querySelectorAll(".btn")].filter((e) => e.disabled).map((e) => e.textContent)`); got != "Next" {
		t.Errorf("disabled on the last page: %q", got)
	}
	if got := x.eval(`document.activeElement.className`); !strings.HasPrefix(got, "msg") {
		t.Errorf("after a page the focus is on %q, want the message, as its button is gone", got)
	}
	x.click("Previous")
	x.says("Page 1 of 2")
	x.click("Choose one")
	x.press(kb.ArrowDown + kb.Enter)
	x.says("picked b owner true", "Only you can see this.")
	x.click("Dismiss message")
	x.wait(`!document.querySelector(".msg.private")`)
	x.click("Form")
	x.wait(`document.querySelector("dialog[open] textarea")`)
	x.press("some words" + kb.Tab + "Second")
	x.click("Submit")
	x.says("form says some words/2")
	before := x.messages()
	x.click("Dismiss")
	x.wait(`document.querySelectorAll(".msg").length < ` + before)
	x.ask(strings.Repeat("too long for a question ", 12))
	x.says("Too long for a question, which has up to 256 characters")
	x.ask("knots")
	x.says("untied")
	x.ask("private")
	x.says("for you alone", "Only you can see this.")
	x.ask("error")
	x.says("Something went wrong", "Only you can see this.")
}

// TestComposer holds that a command can be written with the keyboard alone: the
// list of commands, options, fixed values, suggestions of the bot.
func TestComposer(t *testing.T) {
	b := newBrowser(t)
	puppet := &puppet{}
	p, _ := newPage(t, puppet, nil)
	x := b.open(t, p, "/", 1280)
	x.press("/")
	want := 0
	for _, c := range bot.Commands() {
		if c.Kind == bot.Slash && c.Permissions == 0 {
			want++
		}
	}
	if got := x.eval(`document.querySelectorAll("#list li").length`); got != string(rune('0'+want)) {
		t.Errorf("/ lists %s commands, want %d", got, want)
	}
	x.press("se" + kb.Tab)
	x.wait(`document.activeElement.option?.name.default === "query"`)
	x.press("clean cable" + kb.Tab)
	if got := x.eval(`document.activeElement.textContent`); got != "+ source" {
		t.Fatalf("Tab leads to %q", got)
	}
	x.press(kb.Enter)
	x.wait(`document.activeElement.option?.name.default === "source"`)
	x.press("gaz")
	x.wait(`document.querySelectorAll("#list li").length === 3`)
	if r := puppet.last(); r.Kind != bot.Autocomplete || r.Focused != "source" || r.Options["source"] != "gaz" || r.Options["query"] != "clean cable" {
		t.Errorf("the bot was asked for suggestions with %+v", r)
	}
	x.press(kb.ArrowDown + kb.Enter)
	x.press(kb.Tab + kb.Enter) // the option "kind", which has fixed values
	x.wait(`document.activeElement.option?.name.default === "kind"`)
	x.press("op" + kb.Enter + kb.Enter)
	x.says("search map[kind:opinion query:clean cable source:one]", "you used /search query: clean cable source: one kind: opinion")

	// Typed at one go, then an option that is needed, then a wrong value.
	x.run(chromedp.Focus("#text"))
	x.press("/timeline " + kb.Enter)
	x.wait(`document.getElementById("hint").textContent === "This is needed"`)
	x.press(kb.Escape)
	x.wait(`document.activeElement.id === "text" && !document.getElementById("text").value`)
	x.press("/search word")
	x.wait(`document.activeElement.option?.name.default === "query"`)
	x.click("+ kind")
	x.press("nonsense" + kb.Enter)
	x.wait(`document.getElementById("hint").textContent === "Pick one from the list"`)
	x.press(strings.Repeat(kb.Backspace, 9))
	x.wait(`document.activeElement.option?.name.default === "query"`)
	x.click("+ private")
	x.press(kb.ArrowDown + kb.Enter + kb.Enter)
	x.says("search map[private:true query:word]")

	x.choose("set-role", "admin")
	x.press("/conf" + kb.Enter)
	x.wait(`document.querySelector("#command .name")?.textContent === "/config"`)
	x.choose("set-locale", "ko")
	x.run(chromedp.Focus("#text"))
	x.press("/검색 낱말" + kb.Enter)
	x.says("search map[query:낱말]")
	if r := puppet.last(); r.Locale != "ko" || r.GuildLocale != "ko" {
		t.Errorf("locales %q and %q", r.Locale, r.GuildLocale)
	}
	x.press("/nothing" + kb.Enter)
	if got := x.messages(); got != "4" {
		t.Errorf("%s messages, want no more for a command that is not there", got)
	}
}
