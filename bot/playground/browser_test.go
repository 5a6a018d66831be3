package playground_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"cleannet/bot/playground"
)

// A browser is a Chromium that tests open pages in.
type browser struct{ ctx context.Context }

// newBrowser starts Debian's Chromium, or skips the test where there is none.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium here, so the tests in a browser did not run")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.NoFirstRun,
		// Nothing but this machine is reached, whatever a page asks for.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("lang", "en-US"), chromedp.WSURLReadTimeout(time.Minute))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &browser{ctx}
}

// A tab is one page in the browser. What the page complains about fails the
// test: an exception, a blocked script, a file that is not there.
type tab struct {
	*testing.T
	ctx  context.Context
	base string

	mu     sync.Mutex
	faults []string
	allow  string // a complaint that is expected, or ""
}

// open shows path of the playground in a new tab of that width.
func (b *browser) open(t *testing.T, p *playground.Playground, path string, width int64) *tab {
	t.Helper()
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	ctx, stop := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(stop)
	x := &tab{T: t, ctx: ctx, base: server.URL}
	t.Cleanup(func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		for _, f := range x.faults {
			if x.allow == "" || !strings.Contains(f, x.allow) {
				t.Errorf("the page complains: %s", f)
			}
		}
	})
	x.run(chromedp.EmulateViewport(width, 844))
	console := chromedp.Console(ctx)
	go func() { // ends with the tab
		for m, err := range console {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleException || m.Type == chromedp.ConsoleError {
				x.fault(m.Text + " " + m.URL)
			}
		}
	}()
	x.visit(path)
	return x
}

func (x *tab) fault(text string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.faults = append(x.faults, text)
}

func (x *tab) run(steps ...chromedp.Action[chromedp.Void]) {
	x.Helper()
	if err := chromedp.Do(x.ctx, steps...); err != nil {
		x.Fatalf("browser: %v\n%s", err, x.shown())
	}
}

// visit goes to a path of the playground and waits until its script runs.
func (x *tab) visit(path string) {
	x.Helper()
	x.run(chromedp.Navigate(x.base + path))
	if path == "/" || strings.HasPrefix(path, "/?") {
		x.wait(`document.documentElement.dataset.ready === "yes"`)
	}
}

// wait waits until a JavaScript expression is true.
func (x *tab) wait(expression string) {
	x.Helper()
	for range 1500 { // 30 s at least: the machine may be busy
		if x.eval("Boolean("+expression+")") == "true" {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	x.Fatalf("waited in vain for %s\n%s", expression, x.shown())
}

// says waits until the last message holds all of the texts.
func (x *tab) says(texts ...string) {
	x.Helper()
	for _, s := range texts {
		x.wait(fmt.Sprintf(`[...document.querySelectorAll(".msg")].at(-1)?.innerText.includes(%q)`, s))
	}
}

func (x *tab) eval(expression string) string {
	x.Helper()
	out, err := chromedp.Run(x.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		x.Fatalf("evaluate %s: %v", expression, err)
	}
	return out
}

func (x *tab) shown() string {
	ctx, stop := context.WithTimeout(context.WithoutCancel(x.ctx), 5*time.Second)
	defer stop()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText + "\nfocus: " + document.activeElement.outerHTML.slice(0, 200)`))
	return fmt.Sprint(out, err)
}

// press sends keys to whatever has the focus.
func (x *tab) press(keys string) {
	x.Helper()
	for i, part := range strings.Split(keys, kb.Enter) {
		if i > 0 {
			x.enter()
		}
		if part != "" {
			x.run(chromedp.KeyEvent(part))
		}
	}
}

// enter presses Enter as a keyboard does: one event that types a line end, unless
// the page takes it. KeyEvent would type it in any case.
func (x *tab) enter() {
	x.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		e := input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, NativeVirtualKeyCode: 13}
		if kind == input.DispatchKeyEventTypeKeyDown {
			e.Text, e.UnmodifiedText = "\r", "\r"
		}
		if _, err := chromedp.Call(x.ctx, input.DispatchKeyEvent, e); err != nil {
			x.Fatal(err)
		}
	}
}

// ask types a question into the message box and sends it.
func (x *tab) ask(question string) {
	x.Helper()
	x.run(chromedp.Focus("#text"))
	x.press(question + kb.Enter)
}

// click presses the last button or link of that name with the mouse.
func (x *tab) click(name string) {
	x.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll("button, a, [role=menuitem], summary")].filter((e) => (e.getAttribute("aria-label") ?? e.innerText).trim().startsWith(%q) && e.checkVisibility()).at(-1)`, name)
	x.wait(find)
	x.eval(find + `.scrollIntoView({block: "center"})`)
	at, err := chromedp.Run(x.ctx, chromedp.Evaluate[[]float64](`(() => { const r = `+find+`.getBoundingClientRect(); return [r.x + Math.min(r.width / 2, 60), r.y + r.height / 2]; })()`))
	if err != nil {
		x.Fatal(err)
	}
	x.run(chromedp.MouseClickXY(at[0], at[1]))
}

// choose sets a select of the page's settings.
func (x *tab) choose(id, value string) {
	x.Helper()
	x.eval(fmt.Sprintf(`(() => { const s = document.getElementById(%q); s.value = %q; s.dispatchEvent(new Event("change")); })()`, id, value))
}

// messages returns how many messages there are.
func (x *tab) messages() string {
	x.Helper()
	return x.eval(`document.querySelectorAll(".msg").length`)
}

// picture takes a screenshot of what the window shows.
func (x *tab) picture(file string) {
	x.Helper()
	raw, err := chromedp.Run(x.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		x.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		x.Fatal(err)
	}
	// A page of text has few colours: 256 are enough, at a third of the size.
	few := image.NewPaletted(img.Bounds(), fewColours(img))
	draw.Draw(few, few.Bounds(), img, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few); err == nil {
		err = os.WriteFile(file, out.Bytes(), 0o644)
	}
	if err != nil {
		x.Fatal(err)
	}
}

// fewColours returns the 256 colours that are most frequent in img.
func fewColours(img image.Image) color.Palette {
	count := map[color.Color]int{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			count[img.At(x, y)]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int { return count[b] - count[a] })
	return all[:min(256, len(all))]
}
