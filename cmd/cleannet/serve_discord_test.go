package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"cleannet/bot/discord/discordtest"
)

const asked = `{"id":"1","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"What is the Clean Network?"}]}`

// A record is a buffer that may be read while it is written.
type record struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.String()
}

// A process is `cleannet serve` at work in this one.
type process struct {
	stdout, stderr record
	url            string
	cancel         context.CancelFunc
	code           chan int
}

func startServe(t *testing.T, s *discordtest.Server, vars map[string]string) *process {
	t.Helper()
	p := &process{code: make(chan int, 1)}
	for k, v := range map[string]string{
		"DISCORD_API_URL": s.URL(), "DISCORD_TOKEN": discordtest.BotToken, "DISCORD_PUBLIC_KEY": s.PublicKey(),
		"CLEANNET_STATE": t.TempDir(), "CLEANNET_LOG_LEVEL": "debug",
	} {
		if _, ok := vars[k]; !ok {
			vars[k] = v
		}
	}
	e := &env{
		stdin: strings.NewReader(""), stdout: &p.stdout, stderr: &p.stderr, now: time.Now,
		getenv: func(name string) string { return vars[name] }, width: func(any) int { return 0 },
	}
	ctx, cancel := context.WithCancel(t.Context())
	p.cancel = cancel
	go func() { p.code <- run(ctx, e, []string{"serve", "--addr", "127.0.0.1:0"}) }()
	until(t, "an address", func() bool {
		_, rest, ok := strings.Cut(p.stdout.String(), "http://")
		p.url = "http://" + strings.TrimSuffix(strings.TrimSpace(rest), "/")
		return ok && strings.Contains(rest, "\n")
	})
	return p
}

// until waits for something that other goroutines bring about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 3000 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

func (p *process) get(t *testing.T, path string) (int, string) {
	t.Helper()
	resp, err := http.Get(p.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// The whole program against a Discord on loopback: the same answer by both
// transports, its state on its pages, no secret anywhere, and a clean end.
func TestServeDiscord(t *testing.T) {
	s := discordtest.Start(t)
	s.Patient = true // the first question finds an index that is cold
	socket := filepath.Join(t.TempDir(), "notify")
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer manager.Close()
	p := startServe(t, s, map[string]string{"NOTIFY_SOCKET": socket})
	until(t, "a session", func() bool { status, _ := p.get(t, "/readyz"); return status == http.StatusOK })

	first := s.Ask(discordtest.Command, asked)
	second := s.Issue(discordtest.Command, asked)
	if err := s.Post(t.Context(), http.DefaultClient, p.url+"/interactions", second); err != nil {
		t.Error(err)
	}
	until(t, "two answers", func() bool { return s.Answer(first).Message != nil && s.Answer(second).Message != nil })
	a, b := s.Answer(first).Message, s.Answer(second).Message
	if len(a) == 0 || !bytes.Equal(a, b) {
		t.Errorf("by the gateway:\n%s\nby the endpoint:\n%s", a, b)
	}

	_, healthz := p.get(t, "/healthz")
	var report struct{ Gateway *gatewayReport }
	if err := json.Unmarshal([]byte(healthz), &report); err != nil || report.Gateway == nil || !report.Gateway.Connected {
		t.Errorf("healthz: %s", healthz)
	}
	_, metrics := p.get(t, "/metrics")
	for _, want := range []string{
		"cleannet_discord_gateway_connected 1", "cleannet_discord_gateway_identifies_total 1",
		`cleannet_discord_interactions_total{command="ask"`, `transport="endpoint"`, `transport="gateway"`,
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("metrics lack %s", want)
		}
	}

	p.cancel()
	if code := <-p.code; code != exitOK {
		t.Errorf("exit code %d", code)
	}
	var told [3]string
	for i := range 2 {
		n := make([]byte, 100)
		size, err := manager.Read(n)
		if err != nil {
			t.Fatal(err)
		}
		told[i] = string(n[:size])
	}
	if told != [3]string{"READY=1", "STOPPING=1"} {
		t.Errorf("the service manager was told %q", told)
	}
	for name, text := range map[string]string{"stdout": p.stdout.String(), "log": p.stderr.String(), "metrics": metrics, "healthz": healthz} {
		if strings.Contains(text, "CANARY") || strings.Contains(text, "What is the Clean Network") {
			t.Errorf("%s holds a secret, or what was asked:\n%s", name, text)
		}
	}
	for _, v := range s.Violations() {
		t.Errorf("violation: %s", v)
	}
}

// A token that Discord refuses ends the program with one line and exit code 2.
func TestServeWrongToken(t *testing.T) {
	s := discordtest.Start(t)
	p := startServe(t, s, map[string]string{"DISCORD_TOKEN": "CANARYwrongtoken.CANARY.wrong"})
	if code := <-p.code; code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	log := p.stderr.String()
	lines := strings.Split(strings.TrimSpace(log), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "cleannet: ") || !strings.Contains(last, "DISCORD_TOKEN") || strings.Contains(log, "CANARY") {
		t.Errorf("log:\n%s", log)
	}
	if n := len(s.Identifies()); n != 1 {
		t.Errorf("%d identifies", n)
	}
}

func TestServeRefuses(t *testing.T) {
	for name, vars := range map[string]map[string]string{
		"API in the clear": {"DISCORD_API_URL": "http://discord.example"},
		"public key":       {"DISCORD_PUBLIC_KEY": "00"},
		"token":            {"DISCORD_TOKEN": "two words"},
		"log level":        {"CLEANNET_LOG_LEVEL": "loud"},
	} {
		e, _, stderr := testEnv(vars)
		e.now = time.Now
		if code := run(t.Context(), e, []string{"serve", "--addr", "127.0.0.1:0"}); code != exitUsage {
			t.Errorf("%s: exit code %d, %s", name, code, stderr)
		}
	}
}

func TestRedactor(t *testing.T) {
	var b bytes.Buffer
	w := newRedactor(&b, "MTIzNDU2.abc.defghijk", "short")
	for in, want := range map[string]string{
		"plain text":                   "plain text",
		"token MTIzNDU2.abc.defghijk!": "token [secret]!",
		"short words stay":             "short words stay",
		"PATCH https://discord.com/api/v10/webhooks/1/aW50ZXI.x/messages/@original": "PATCH https://discord.com/api/v10/webhooks/1/[secret]/messages/@original",
		`POST "/interactions/12/aW50ZXI/callback"`:                                  `POST "/interactions/12/[secret]/callback"`,
		"Authorization: Bot abcdefghijklmnopqrstuvwx":                               "Authorization: Bot [secret]",
	} {
		b.Reset()
		if n, err := w.Write([]byte(in)); n != len(in) || err != nil || b.String() != want {
			t.Errorf("%q became %q (%d, %v), want %q", in, b.String(), n, err, want)
		}
	}
}
