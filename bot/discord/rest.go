package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"sync"
	"time"

	"cleannet/bot"
)

const (
	// DefaultAPI is Discord's own address; version 10 is the one documented.
	DefaultAPI = "https://discord.com/api/v10"
	// maxTries is how often one call is put to Discord.
	maxTries = 2
	// maxPause is the longest wait that Discord can put on one call: a person
	// who waits longer has gone.
	maxPause = 5 * time.Second
	// minPause holds where Discord asks for no wait, or for a negative one. With
	// discordgo such an answer spins thousands of requests a second.
	minPause = 300 * time.Millisecond
	// maxGlobal is the longest pause of all calls that one answer can cause.
	maxGlobal = 10 * time.Minute
	// minBackoff and maxBackoff bound the wait after a failure that names none.
	minBackoff = 200 * time.Millisecond
	maxBackoff = 500 * time.Millisecond
	// maxTry bounds one try, maxUpload one with files.
	maxTry    = 10 * time.Second
	maxUpload = 40 * time.Second
	// maxAnswer is how much of an answer's body is read: errors are far shorter,
	// and of a good answer nothing is needed.
	maxAnswer = 64 << 10
	// codeAnswered is Discord's code for an interaction that has its first answer.
	codeAnswered = 40060
	// codeNoWebhook is Discord's code for a token whose interaction has no first
	// answer yet: an edit can overtake an answer that went by the endpoint.
	codeNoWebhook = 10015
	userAgent     = "DiscordBot (cleannet, 1)"
)

// RESTConfig is what a REST client may be given; the zero value is for Discord.
type RESTConfig struct {
	// URL is the address of the API, with or without a version; "" means
	// DefaultAPI. It may be plain http on a loopback address alone.
	URL string
	// Token is the bot's, for the one call that is made in its name: messages that
	// answer mentions. Answers to interactions take none.
	Token string
	// Transport sends the requests; nil means one of the client's own.
	Transport http.RoundTripper
	Metrics   *Metrics
}

// A REST client answers interactions: callback, edit, follow-up, delete. It
// exists because discordgo's keeps a bucket and a token for every interaction
// for ever, runs all edits one after another, and waits without regard to the
// context. Here
//   - calls for one interaction run in the order they were made, and calls for
//     different ones do not wait for each other;
//   - nothing is kept of an interaction once its calls are over;
//   - a call is tried at most twice, and a second time only if the first cannot
//     show twice;
//   - no call is made while Discord has asked for silence from all;
//   - no error holds a token.
type REST struct {
	base    *url.URL
	token   string
	client  *http.Client
	metrics *Metrics

	mu    sync.Mutex
	turns map[string]*turn // by interaction token, while calls are under way
	quiet time.Time        // no call before this time
}

// A turn is held by the call that is under way for a token.
type turn struct {
	held chan struct{} // capacity 1
	n    int           // calls that hold or await it
}

// A RESTError is an answer by which Discord refused a call.
type RESTError struct {
	Op     string // what was tried, in words
	Status int    // of HTTP
	Code   int    // of Discord, 0 if it gave none
}

func (e *RESTError) Error() string {
	if e.Code != 0 {
		return fmt.Sprintf("%s: discord answered %d (code %d)", e.Op, e.Status, e.Code)
	}
	return fmt.Sprintf("%s: discord answered %d", e.Op, e.Status)
}

// errPaused says that Discord wants no calls for longer than the caller can wait.
var errPaused = errors.New("discord asked for a pause")

// NewREST returns a client. A URL that is none, or that would send tokens
// unencrypted over a network, is an error.
func NewREST(c RESTConfig) (*REST, error) {
	base, err := apiURL(c.URL)
	if err != nil {
		return nil, err
	}
	t := c.Transport
	if t == nil {
		t = &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			MaxIdleConnsPerHost:    64,
			IdleConnTimeout:        90 * time.Second,
			TLSHandshakeTimeout:    5 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
			ForceAttemptHTTP2:      true,
		}
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse } // a token goes nowhere else
	return &REST{base: base, token: botToken(c.Token), client: &http.Client{Transport: t, CheckRedirect: stay}, metrics: c.Metrics, turns: map[string]*turn{}}, nil
}

// botToken returns the token as operators set it without what they may have put
// before it.
func botToken(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "Bot ") }

// apiURL reads the address of the API: the default where it is empty, with the
// version added where it has no path.
func apiURL(s string) (*url.URL, error) {
	if s == "" {
		s = DefaultAPI
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("discord API address: not a plain http or https address")
	case u.Scheme == "http" && !loopback(u.Hostname()), u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("discord API address: %s is for loopback addresses alone", u.Scheme)
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = "/api/v10"
	}
	return u, nil
}

// A restCall is one call, ready to be tried more than once.
type restCall struct {
	op, label   string // in words for people, in a word for metrics
	method      string
	path        []string // the parts of it, not yet escaped
	query       string   // as it stands in the address, "" for none
	token       string   // of the interaction; a secret
	bot         string   // the bot's token, where a call needs it; a secret
	contentType string
	body        []byte
	// first: if Discord has an answer already, the first try came through.
	first bool
	// visible: done twice it shows twice, so that it is tried again only when it
	// certainly was not done.
	visible bool
	asBot   bool
	timeout time.Duration
}

// Callback gives the first answer to an interaction. Give ctx the deadline by
// which Discord wants it.
func (c *REST) Callback(ctx context.Context, in Interaction, body []byte) error {
	return c.do(ctx, restCall{
		op: "answer interaction", label: "callback", method: http.MethodPost,
		path: []string{"interactions", in.ID, in.Token, "callback"}, token: in.Token,
		contentType: "application/json", body: body, first: true, timeout: maxTry,
	})
}

// Edit replaces the first answer, or the message that was clicked after a
// deferred update. The files go with it.
func (c *REST) Edit(ctx context.Context, in Interaction, body []byte, files []bot.Attachment) error {
	return c.send(ctx, in, restCall{
		op: "edit answer", label: "edit", method: http.MethodPatch,
		path: []string{"webhooks", in.Application, in.Token, "messages", "@original"},
	}, body, files)
}

// FollowUp sends a further message.
func (c *REST) FollowUp(ctx context.Context, in Interaction, body []byte, files []bot.Attachment) error {
	return c.send(ctx, in, restCall{
		op: "follow up", label: "followup", method: http.MethodPost, visible: true,
		path: []string{"webhooks", in.Application, in.Token},
	}, body, files)
}

// Delete removes the first answer, or the message that was clicked after a
// deferred update. One that is gone already is no error.
func (c *REST) Delete(ctx context.Context, in Interaction) error {
	err := c.do(ctx, restCall{
		op: "delete answer", label: "delete", method: http.MethodDelete, token: in.Token, timeout: maxTry,
		path: []string{"webhooks", in.Application, in.Token, "messages", "@original"},
	})
	var re *RESTError
	if errors.As(err, &re) && re.Status == http.StatusNotFound {
		return nil
	}
	return err
}

func (c *REST) send(ctx context.Context, in Interaction, call restCall, body []byte, files []bot.Attachment) error {
	call.token, call.contentType, call.body, call.timeout = in.Token, "application/json", body, maxTry
	if len(files) > 0 {
		var err error
		if call.body, call.contentType, err = multipartBody(body, files); err != nil {
			return fmt.Errorf("%s: %w", call.op, err)
		}
		call.timeout = maxUpload
	}
	return c.do(ctx, call)
}

// multipartBody writes the message and its files as Discord wants them: the JSON
// as payload_json, file n as files[n].
func multipartBody(payload []byte, files []bot.Attachment) ([]byte, string, error) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	part := func(disposition, contentType string, data []byte) error {
		p, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {contentType}})
		if err == nil {
			_, err = p.Write(data)
		}
		return err
	}
	if err := part(`form-data; name="payload_json"`, "application/json", payload); err != nil {
		return nil, "", err
	}
	for i, f := range files {
		kind := f.Type
		if kind == "" {
			kind = "application/octet-stream"
		}
		if err := part(fmt.Sprintf("form-data; name=\"files[%d]\"; filename=%q", i, f.Name), kind, f.Data); err != nil {
			return nil, "", err
		}
	}
	err := w.Close()
	return buf.Bytes(), w.FormDataContentType(), err
}

// GatewayURL asks Discord where its gateway is. It needs no token.
func (c *REST) GatewayURL(ctx context.Context) (*url.URL, error) {
	var out struct{ URL string }
	call := restCall{op: "find gateway", label: "gateway", method: http.MethodGet, path: []string{"gateway"}, timeout: maxTry}
	answer, err := c.doRead(ctx, call)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(answer, &out); err != nil {
		return nil, errors.New("find gateway: discord's answer is not what it should be")
	}
	u, err := url.Parse(out.URL)
	if err != nil || u.Host == "" || u.User != nil {
		return nil, errors.New("find gateway: discord named no address")
	}
	plain := u.Scheme == "ws" && loopback(u.Hostname()) && c.base.Scheme == "http"
	if u.Scheme != "wss" && !plain {
		return nil, fmt.Errorf("find gateway: %q is not an address to send a token to", u.Scheme+"://"+u.Host)
	}
	return u, nil
}

func (c *REST) do(ctx context.Context, call restCall) error {
	_, err := c.doRead(ctx, call)
	return err
}

// doRead makes a call and returns the beginning of the answer's body.
func (c *REST) doRead(ctx context.Context, call restCall) ([]byte, error) {
	release, err := c.await(ctx, call.token)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", call.op, err)
	}
	defer release()
	for try := 1; ; try++ {
		if err := c.awaitQuiet(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", call.op, err)
		}
		r := c.try(ctx, call, try)
		c.metrics.restDone(call.label, r.result())
		if r.err == nil {
			return r.body, nil
		}
		if try == maxTries || !r.again || r.wait > maxPause || !sleep(ctx, r.wait) {
			return nil, r.err
		}
	}
}

// silence lets no call begin for d.
func (c *REST) silence(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if until := time.Now().Add(d); until.After(c.quiet) {
		c.quiet = until
	}
}

// awaitQuiet waits until Discord takes calls again. Where that is longer than
// maxPause away, or than ctx has time, it fails at once.
func (c *REST) awaitQuiet(ctx context.Context) error {
	for {
		c.mu.Lock()
		wait := time.Until(c.quiet)
		c.mu.Unlock()
		if wait <= 0 {
			return nil
		}
		if deadline, ok := ctx.Deadline(); wait > maxPause || ok && time.Until(deadline) <= wait {
			return errPaused
		}
		if !sleep(ctx, wait) {
			return context.Cause(ctx)
		}
	}
}

// await waits for the calls made before for the same token. The release that it
// returns ends the turn.
func (c *REST) await(ctx context.Context, token string) (release func(), err error) {
	if token == "" {
		return func() {}, nil
	}
	c.mu.Lock()
	t := c.turns[token]
	if t == nil {
		t = &turn{held: make(chan struct{}, 1)}
		c.turns[token] = t
	}
	t.n++
	c.mu.Unlock()
	leave := func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if t.n--; t.n == 0 {
			delete(c.turns, token)
		}
	}
	select {
	case t.held <- struct{}{}:
		return func() { <-t.held; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, context.Cause(ctx)
	}
}

// Close closes idle connections.
func (c *REST) Close() { c.client.CloseIdleConnections() }

// sleep waits for d; it returns false if ctx ended before.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
