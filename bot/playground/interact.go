package playground

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"time"
)

const (
	// maxCall is how many bytes the page may send: more than the fields of a form
	// can hold.
	maxCall = 128 << 10
	// maxHold is how long a request for late answers waits. It stays below the
	// write time-outs that servers and proxies are set to.
	maxHold = 8 * time.Second
)

// A call is what the page asks for: an interaction without what Discord adds.
type call struct {
	Type    int        `json:"type"` // of the interaction, as Discord numbers them
	Data    rawMessage `json:"data"`
	Place   string     `json:"place"`  // guild, dm or group
	Role    string     `json:"role"`   // member, moderator, admin or other
	Locale  string     `json:"locale"` // as Discord spells it
	Message rawMessage `json:"message,omitempty"`
}

// A result is what the page gets: what was sent to the bot, and its answer.
type result struct {
	Interaction interaction `json:"interaction"` // with the token left out
	Status      int         `json:"status"`      // of the endpoint, as HTTP
	Answer      rawMessage  `json:"answer"`      // null if it is no JSON
	Bytes       int         `json:"bytes"`
	Micros      int64       `json:"micros"` // how long the bot took
	Later       string      `json:"later"`  // where late answers come
	// Sources are the links in the answer that lead to an article's source.
	Sources map[string]string `json:"sources"`
}

// The interaction as Discord sends it.
type (
	interaction struct {
		ID          string            `json:"id"`
		Application string            `json:"application_id"`
		Type        int               `json:"type"`
		Data        rawMessage        `json:"data"`
		Guild       *guild            `json:"guild,omitempty"`
		GuildID     string            `json:"guild_id,omitempty"`
		GuildLocale string            `json:"guild_locale,omitempty"`
		Channel     channel           `json:"channel"`
		ChannelID   string            `json:"channel_id"`
		Member      *member           `json:"member,omitempty"`
		User        *user             `json:"user,omitempty"`
		Token       string            `json:"token"`
		Version     int               `json:"version"`
		Message     rawMessage        `json:"message,omitempty"`
		Permissions string            `json:"app_permissions"`
		Locale      string            `json:"locale"`
		Entitled    []struct{}        `json:"entitlements"`
		Owners      map[string]string `json:"authorizing_integration_owners"`
		Context     int               `json:"context"`
		MaxFile     int               `json:"attachment_size_limit"`
	}
	guild struct {
		ID       string   `json:"id"`
		Locale   string   `json:"locale"`
		Features []string `json:"features"`
	}
	channel struct {
		ID   string `json:"id"`
		Type int    `json:"type"`
	}
	member struct {
		User        user     `json:"user"`
		Roles       []string `json:"roles"`
		Permissions string   `json:"permissions"`
		JoinedAt    string   `json:"joined_at"`
		Deaf        bool     `json:"deaf"`
		Mute        bool     `json:"mute"`
		Flags       int      `json:"flags"`
	}
	user struct {
		ID            string  `json:"id"`
		Username      string  `json:"username"`
		Discriminator string  `json:"discriminator"`
		GlobalName    *string `json:"global_name"`
		Avatar        *string `json:"avatar"`
	}
)

// Permission bits of Discord that the roles of the page have.
const (
	mayRead           = 1<<10 | 1<<11 | 1<<31 // see the channel, write, use commands
	mayManageMessages = 1 << 13
	mayManageServer   = 1 << 5
)

// interact sends the page's call to the bot as a signed interaction.
func (p *Playground) interact(w http.ResponseWriter, r *http.Request) {
	if p.slowDown(w, r) {
		return
	}
	c, err := readCall(w, r)
	if err != nil {
		refuse(w, http.StatusBadRequest, "This is not something that the page sends.")
		return
	}
	x := p.app.open()
	in := p.fill(c, x, r)
	body, err := json.Marshal(in)
	if err != nil {
		refuse(w, http.StatusBadRequest, "This is not something that the page sends.")
		return
	}
	begun := p.now()
	status, answer := p.ask(r, body)
	in.Token = "(left out)"
	out := result{
		Interaction: in, Status: status, Bytes: len(answer),
		Micros: p.now().Sub(begun).Microseconds(), Later: "/play/later/" + x.handle,
	}
	if json.Valid(answer) {
		out.Answer, out.Sources = answer, p.sources(answer)
	}
	writeJSON(w, out)
}

// slowDown refuses the request of a client that makes too many.
func (p *Playground) slowDown(w http.ResponseWriter, r *http.Request) bool {
	if !p.guard.limited(r) {
		return false
	}
	w.Header().Set("Retry-After", "1")
	refuse(w, http.StatusTooManyRequests, "Too fast. Wait a second, then try again.")
	return true
}

func readCall(w http.ResponseWriter, r *http.Request) (call, error) {
	var c call
	if r.Header.Get("Content-Type") != "application/json" {
		return c, errors.New("read call: not JSON by its type")
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCall))
	if err != nil {
		return c, fmt.Errorf("read call: %w", err)
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		return c, fmt.Errorf("read call: %w", err)
	}
	if c.Type < 2 || c.Type > 5 || len(c.Data) == 0 || len(c.Locale) > 16 {
		return c, fmt.Errorf("read call: type %d", c.Type)
	}
	return c, nil
}

// fill adds to a call what Discord would.
func (p *Playground) fill(c call, x *exchange, r *http.Request) interaction {
	who := client(r).String()
	if !p.public {
		who = "here"
	}
	in := interaction{
		ID: x.id, Application: p.app.id, Type: c.Type, Data: c.Data, Token: x.token, Version: 1,
		Message: c.Message, Locale: c.Locale, Permissions: strconv.Itoa(mayRead), Entitled: []struct{}{},
		MaxFile: 10 << 20, ChannelID: p.snowflake(who, "channel"),
	}
	in.Channel = channel{ID: in.ChannelID}
	name, permissions := "you", mayRead
	switch {
	case c.Role == "other":
		name = "someone_else"
	case p.public: // a visitor has no say over what other visitors see
	case c.Role == "moderator":
		permissions |= mayManageMessages
	case c.Role == "admin":
		permissions |= mayManageMessages | mayManageServer
	}
	u := user{ID: p.snowflake(who, name), Username: name, Discriminator: "0"}
	switch c.Place {
	case "dm", "group":
		in.Channel.Type, in.Context, in.User = 1, 1, &u
		in.Owners = map[string]string{"0": "0"}
		if c.Place == "group" {
			in.Channel.Type, in.Context = 3, 2
			in.Owners = map[string]string{"1": u.ID}
		}
	default:
		// The server has the person's language, so that public answers show it.
		in.GuildID, in.GuildLocale = p.snowflake(who, "guild"), c.Locale
		in.Guild = &guild{ID: in.GuildID, Locale: in.GuildLocale, Features: []string{}}
		in.Member = &member{User: u, Roles: []string{}, Permissions: strconv.Itoa(permissions), JoinedAt: "2015-01-01T00:00:00Z"}
		in.Owners = map[string]string{"0": in.GuildID}
	}
	return in
}

func (p *Playground) snowflake(parts ...string) string {
	return strconv.FormatUint(p.app.pseudonym(parts...), 10)
}

// ask posts a signed interaction to the bot's endpoint.
func (p *Playground) ask(r *http.Request, body []byte) (int, []byte) {
	req := r.Clone(r.Context())
	stamp := strconv.FormatInt(p.now().Unix(), 10)
	req.Method, req.Body, req.ContentLength = http.MethodPost, io.NopCloser(bytes.NewReader(body)), int64(len(body))
	req.Header = http.Header{
		"Content-Type":          {"application/json"},
		"X-Signature-Timestamp": {stamp},
		"X-Signature-Ed25519":   {p.app.sign(stamp, body)},
	}
	rec := &recorder{header: http.Header{}, status: http.StatusOK}
	p.endpoint.ServeHTTP(rec, req)
	return rec.status, rec.body.Bytes()
}

// A recorder keeps what a handler writes.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

// later answers with the late answers of an interaction as soon as there are
// any; with none if none came within maxHold. It is 404 if the interaction is
// over.
func (p *Playground) later(w http.ResponseWriter, r *http.Request) {
	if p.slowDown(w, r) {
		return
	}
	x := p.app.byHandle(r.PathValue("handle"))
	if x == nil {
		refuse(w, http.StatusNotFound, "This answer is no longer awaited.")
		return
	}
	hold := time.NewTimer(maxHold)
	defer hold.Stop()
	select {
	case <-x.wake:
	case <-hold.C:
	case <-r.Context().Done():
		return
	}
	events := p.app.take(x)
	sources := map[string]string{}
	for _, e := range events {
		maps.Copy(sources, p.sources(e.Message))
	}
	writeJSON(w, map[string]any{"events": events, "sources": sources})
}

func (a *App) byHandle(handle string) *exchange {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.find(func(x *exchange) bool { return x.handle == handle })
}

// take returns the events of x that were not taken before; never nil.
func (a *App) take(x *exchange) []event {
	a.mu.Lock()
	defer a.mu.Unlock()
	events := append([]event{}, x.events...)
	x.events = nil
	return events
}

// file serves a file of a message. Pictures of the kinds that carry no script
// are shown, all else is saved.
func (p *Playground) file(w http.ResponseWriter, r *http.Request) {
	x := p.app.byHandle(r.PathValue("handle"))
	n, err := strconv.Atoi(r.PathValue("n"))
	if x == nil || err != nil {
		http.NotFound(w, r)
		return
	}
	f, ok := p.app.fileAt(x, n)
	if !ok || f.name != r.PathValue("name") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	switch f.kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		w.Header().Set("Content-Type", f.kind)
	default:
		w.Header().Set("Content-Disposition", "attachment")
	}
	_, _ = w.Write(f.data) // who has gone away needs no answer
}

func (a *App) fileAt(x *exchange, n int) (file, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if n < 0 || n >= len(x.files) {
		return file{}, false
	}
	return x.files[n], true
}
