package discord

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"cleannet/bot/discord/discordtest"
)

// wireEndpoint serves an endpoint on loopback, with the limits that it is served
// with in earnest.
func wireEndpoint(t *testing.T, s *discordtest.Server) (url, address string) {
	t.Helper()
	e, err := NewEndpoint(EndpointConfig{PublicKey: s.PublicKey(), Log: debugLog(), First: func(context.Context, Interaction) ([]byte, error) {
		return []byte(deferral), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(e)
	server.Config.ReadHeaderTimeout, server.Config.ReadTimeout = 5*time.Second, 10*time.Second
	server.Config.MaxHeaderBytes = 16 << 10
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, server.Listener.Addr().String()
}

// A wireCase is a signed request and what is changed of it before it is sent.
type wireCase struct {
	name, body string
	change     func(http.Header)
	status     int
}

const stampKey, signatureKey = "X-Signature-Timestamp", "X-Signature-Ed25519"

func signedBy(key ed25519.PrivateKey, stamp, body string) string {
	return hex.EncodeToString(ed25519.Sign(key, []byte(stamp+body)))
}

// headerCases are requests with the body good, well signed or not.
func headerCases(s *discordtest.Server, stranger ed25519.PrivateKey, good string) []wireCase {
	type headers = http.Header
	set := func(key, value string) func(headers) { return func(h headers) { h[key] = []string{value} } }
	with := func(stamp string) func(headers) { // signed well, with an odd timestamp
		return func(h headers) {
			h[stampKey], h[signatureKey] = []string{stamp}, []string{signedBy(s.Key, stamp, good)}
		}
	}
	ago := func(d time.Duration) func(headers) { return with(strconv.FormatInt(time.Now().Add(-d).Unix(), 10)) }
	now := strconv.FormatInt(time.Now().Unix(), 10)
	return []wireCase{
		{"good", good, nil, 200},
		{"good ping", `{"type":1}`, nil, 200},
		{"good ping with more", `{"type":1,"id":"1","token":"t","version":1}`, nil, 200},
		{"good, key in capitals", good, func(h headers) { h[signatureKey][0] = strings.ToUpper(h[signatureKey][0]) }, 200},
		{"good, 290 s old", good, ago(290 * time.Second), 200},
		{"good, 290 s ahead", good, ago(-290 * time.Second), 200},
		{"good, as plain text", good, set("Content-Type", "text/plain"), 200},
		{"good, white space around", " \n" + good + "\n ", nil, 200},

		{"no signature", good, func(h headers) { delete(h, signatureKey) }, 401},
		{"no timestamp", good, func(h headers) { delete(h, stampKey) }, 401},
		{"neither", good, func(h headers) { delete(h, stampKey); delete(h, signatureKey) }, 401},
		{"an empty signature", good, set(signatureKey, ""), 401},
		{"an empty timestamp", good, with(""), 401},
		{"a signature of zeros", good, set(signatureKey, strings.Repeat("0", 128)), 401},
		{"a signature of 127 digits", good, set(signatureKey, strings.Repeat("0", 127)), 401},
		{"a signature of 130 digits", good, set(signatureKey, strings.Repeat("0", 130)), 401},
		{"a signature of 8 KiB", good, set(signatureKey, strings.Repeat("0", 8<<10)), 401},
		{"a signature in base64", good, set(signatureKey, strings.Repeat("A", 86)+"=="), 401},
		{"a signature of letters", good, set(signatureKey, strings.Repeat("g", 128)), 401},
		{"a signature in parts", good, func(h headers) { h[signatureKey] = append(h[signatureKey], h[signatureKey][0]) }, 401},
		{"two timestamps", good, func(h headers) { h[stampKey] = append(h[stampKey], h[stampKey][0]) }, 401},
		{"signed by another", good, func(h headers) { h[signatureKey] = []string{signedBy(stranger, h[stampKey][0], good)} }, 401},
		{"signed without the timestamp", good, func(h headers) { h[signatureKey] = []string{signedBy(s.Key, "", good)} }, 401},
		{"signed for another body", good, func(h headers) { h[signatureKey] = []string{signedBy(s.Key, h[stampKey][0], good+" ")} }, 401},
		{"signed for another time", good, func(h headers) { h[signatureKey] = []string{signedBy(s.Key, "1", good)} }, 401},
		{"timestamp moved into the body", now[9:] + good, func(h headers) {
			h[stampKey], h[signatureKey] = []string{now[:9]}, []string{signedBy(s.Key, now, good)}
		}, 401},
		{"310 s old", good, ago(310 * time.Second), 401},
		{"310 s ahead", good, ago(-310 * time.Second), 401},
		{"from 1970", good, with("0"), 401},
		{"in milliseconds", good, with(now + "000"), 401},
		{"a negative timestamp", good, with("-" + now), 401},
		{"a timestamp with a sign", good, with("+" + now), 401},
		{"a hexadecimal timestamp", good, with("0x6553f100"), 401},
		{"a timestamp with a fraction", good, with(now + ".5"), 401},
		{"a timestamp in words", good, with("now"), 401},
		{"a timestamp beyond 64 bits", good, with(strings.Repeat("9", 30)), 401},
	}
}

// bodyCases are requests that are well signed and yet none.
func bodyCases(good string) []wireCase {
	return []wireCase{
		{"no body", "", nil, 400},
		{"null", "null", nil, 400},
		{"an array", "[]", nil, 400},
		{"half a body", good[:len(good)/2], nil, 400},
		{"two bodies", good + good, nil, 400},
		{"no type", `{"id":"1","token":"t"}`, nil, 400},
		{"type 0", `{"id":"1","type":0,"token":"t"}`, nil, 400},
		{"type 99", `{"id":"1","type":99,"token":"t"}`, nil, 400},
		{"type in words", `{"id":"1","type":"2","token":"t"}`, nil, 400},
		{"no token", `{"id":"1","application_id":"2","type":2}`, nil, 400},
		{"deeper than can be read", strings.Repeat(`{"a":`, 100_000), nil, 400},
		// It is refused by its length alone. The client waits to be asked for the body:
		// one that sends it may see the connection reset in place of the answer.
		{"513 KiB", good + strings.Repeat(" ", 513<<10), func(h http.Header) { h.Set("Expect", "100-continue") }, 413},
	}
}

// What may stand in a signed request's headers and body, as it comes by the
// wire: the first answer is given for a good one alone, and never a 5xx.
func TestEndpointWire(t *testing.T) {
	s := onLoopback(t)
	url, _ := wireEndpoint(t, s)
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	good := string(s.Issue(discordtest.Command, askData))
	tests := append(headerCases(s, stranger, good), bodyCases(good)...)
	if len(tests) < 40 {
		t.Errorf("%d cases, want 40", len(tests))
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, ExpectContinueTimeout: time.Minute}}
	for _, tt := range tests {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = s.Sign([]byte(tt.body), time.Now())
		if tt.change != nil {
			tt.change(req.Header)
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != tt.status || err != nil {
			t.Errorf("%s: %d %s, want %d (%v)", tt.name, resp.StatusCode, body, tt.status, err)
		}
		if strings.Contains(string(body), "CANARY") {
			t.Errorf("%s: the answer holds a token: %s", tt.name, body)
		}
	}
}

// zeros is a body without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// 64 MiB that nobody signed cost no more memory than the limit, whether their
// length is told or not, and whatever their headers.
func TestEndpointLargeBody(t *testing.T) {
	const size = 64 << 20
	s := onLoopback(t)
	url, _ := wireEndpoint(t, s)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for name, length := range map[string]int64{"told": size, "not told": -1} {
		for _, signed := range []bool{true, false} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, io.NopCloser(io.LimitReader(zeros{}, size)))
			if err != nil {
				t.Fatal(err)
			}
			req.ContentLength = length
			if signed {
				req.Header = s.Sign([]byte("something else"), time.Now())
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			resp, err := client.Do(req)
			runtime.ReadMemStats(&after)
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 4<<20 {
				t.Errorf("length %s, headers %v: %d bytes allocated", name, signed, grown)
			}
			// A server that refuses before it has read may close the connection while
			// the client still writes; then there is no answer to see.
			var op *net.OpError
			switch {
			case errors.As(err, &op):
			case err != nil:
				t.Errorf("length %s: %v", name, err)
			default:
				resp.Body.Close()
				if resp.StatusCode != 401 && resp.StatusCode != 413 {
					t.Errorf("length %s: %d", name, resp.StatusCode)
				}
			}
		}
	}
}

// 500 connections that never finish their requests keep nobody out.
func TestEndpointSlowConnections(t *testing.T) {
	s := onLoopback(t)
	url, address := wireEndpoint(t, s)
	begun := []string{
		"POST / HTTP/1.1\r\nHost: x\r\nX-Sig",
		"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\nX-Signature-Timestamp: " + fmt.Sprint(time.Now().Unix()) + "\r\nX-Signature-Ed25519: " + strings.Repeat("0", 128) + "\r\n\r\n{",
		"",
	}
	for i := range 500 {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := conn.Write([]byte(begun[i%len(begun)])); err != nil {
			t.Fatal(err)
		}
	}
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for range 20 {
		raw := s.Issue(discordtest.Command, askData)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = s.Sign(raw, time.Now())
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || string(body) != deferral {
			t.Errorf("%d %s: %v", resp.StatusCode, body, err)
		}
	}
}
