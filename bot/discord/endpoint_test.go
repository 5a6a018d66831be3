package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sender signs requests as Discord does.
type sender struct {
	private ed25519.PrivateKey
	public  string
	now     time.Time
}

func newSender() sender {
	seed := make([]byte, ed25519.SeedSize)
	private := ed25519.NewKeyFromSeed(seed)
	public := hex.EncodeToString(private.Public().(ed25519.PublicKey))
	return sender{private, public, time.Unix(1_700_000_000, 0)}
}

func (s sender) request(body string) *http.Request {
	stamp := strconv.FormatInt(s.now.Unix(), 10)
	r := httptest.NewRequest(http.MethodPost, "/interactions", strings.NewReader(body))
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.private, []byte(stamp+body))))
	return r
}

func TestEndpoint(t *testing.T) {
	s := newSender()
	asked := 0
	e, err := NewEndpoint(EndpointConfig{
		PublicKey: s.public, Now: func() time.Time { return s.now },
		First: func(context.Context, Interaction) ([]byte, error) {
			asked++
			return []byte(`{"type":5}`), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	command := `{` + head + `,"type":2,"data":{"name":"ask"}}`
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	later := func(d time.Duration) func(*http.Request) {
		return func(r *http.Request) {
			then := s
			then.now = s.now.Add(d)
			*r = *then.request(command)
		}
	}
	for _, tt := range []struct {
		name, body string
		change     func(*http.Request)
		status     int
		want       string
		asked      int
	}{
		{name: "ping", body: `{"type":1}`, status: 200, want: `{"type":1}`},
		{name: "command", body: command, status: 200, want: `{"type":5}`, asked: 1},
		{name: "get", body: command, change: func(r *http.Request) { r.Method = "GET" }, status: 405},
		{name: "no signature", body: command, change: func(r *http.Request) { r.Header.Del("X-Signature-Ed25519") }, status: 401},
		{name: "no timestamp", body: command, change: func(r *http.Request) { r.Header.Del("X-Signature-Timestamp") }, status: 401},
		{name: "two signatures", body: command, change: func(r *http.Request) { r.Header.Add("X-Signature-Ed25519", r.Header.Get("X-Signature-Ed25519")) }, status: 401},
		{name: "short signature", body: command, change: header("X-Signature-Ed25519", "00"), status: 401},
		{name: "signature not hex", body: command, change: header("X-Signature-Ed25519", strings.Repeat("zz", 64)), status: 401},
		{name: "wrong signature", body: command, change: header("X-Signature-Ed25519", strings.Repeat("00", 64)), status: 401},
		{name: "timestamp of another", body: command, change: header("X-Signature-Timestamp", strconv.FormatInt(s.now.Unix()+1, 10)), status: 401},
		{name: "timestamp not a number", body: command, change: header("X-Signature-Timestamp", "now"), status: 401},
		{name: "negative timestamp", body: command, change: header("X-Signature-Timestamp", "-1"), status: 401},
		{name: "long timestamp", body: command, change: header("X-Signature-Timestamp", strings.Repeat("9", 400)), status: 401},
		{name: "old", body: command, change: later(-301 * time.Second), status: 401},
		{name: "from the future", body: command, change: later(301 * time.Second), status: 401},
		{name: "five minutes old", body: command, change: later(-300 * time.Second), status: 200, want: `{"type":5}`, asked: 1},
		{name: "malformed", body: `{"type":2`, status: 400},
		{name: "empty", body: ``, status: 400},
		{name: "too large", body: strings.Repeat(" ", maxRequest+1), status: 413},
		{name: "too large, of unknown length", body: strings.Repeat(" ", maxRequest+1), change: func(r *http.Request) { r.ContentLength = -1 }, status: 413},
		{name: "as large as may be", body: command + strings.Repeat(" ", maxRequest-len(command)), status: 200, want: `{"type":5}`, asked: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked = 0
			r := s.request(tt.body)
			if tt.change != nil {
				tt.change(r)
			}
			w := httptest.NewRecorder()
			e.ServeHTTP(w, r)
			if w.Code != tt.status || asked != tt.asked {
				t.Errorf("status %d, asked %d times; want %d, %d", w.Code, asked, tt.status, tt.asked)
			}
			if tt.want != "" && w.Body.String() != tt.want {
				t.Errorf("answer %q, want %q", w.Body, tt.want)
			}
		})
	}
}

func TestNewEndpointRefuses(t *testing.T) {
	first := func(context.Context, Interaction) ([]byte, error) { return nil, nil }
	for _, key := range []string{"", "00", strings.Repeat("0", 63), strings.Repeat("zz", 32), strings.Repeat("0", 66)} {
		if _, err := NewEndpoint(EndpointConfig{PublicKey: key, First: first}); err == nil {
			t.Errorf("NewEndpoint took the key %q", key)
		}
	}
	if _, err := NewEndpoint(EndpointConfig{PublicKey: newSender().public}); err == nil {
		t.Error("NewEndpoint took a configuration with nothing to answer with")
	}
}
