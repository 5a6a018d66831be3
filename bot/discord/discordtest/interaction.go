package discordtest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Types of interactions, as Discord numbers them.
const (
	Command      = 2
	Click        = 3
	Autocomplete = 4
	Submit       = 5
)

// An interaction is one that the server has issued.
type interaction struct {
	id     string
	kind   int
	issued time.Time
	answer Answer
}

// allowed lists the types of first answers that the interaction takes.
func (in *interaction) allowed() []int {
	switch in.kind {
	case Command:
		return []int{responseMessage, responseDeferred, responseModal}
	case Click:
		return []int{responseMessage, responseDeferred, responseDeferredUpdate, responseUpdate, responseModal}
	case Autocomplete:
		return []int{responseChoices}
	case Submit:
		return []int{responseMessage, responseDeferred, responseDeferredUpdate, responseUpdate}
	}
	return []int{responsePong}
}

// An Answer is what became of an interaction.
type Answer struct {
	First   json.RawMessage // the first answer; nil if there was none
	Type    int             // of the first answer
	Private bool            // shown to the person alone
	// Message is the message as it stands in the end: the data of a first answer,
	// or its last edit. It is nil for choices and forms, after a deletion, and
	// while a deferral has not been followed by an edit.
	Message   json.RawMessage
	Files     []File
	FollowUps []json.RawMessage
	Edits     int
	Deleted   bool
	// Refused counts first answers after the first; Late says that one came after
	// three seconds.
	Refused int
	Late    bool
	// FirstAfter and FinalAfter are the times from issue to the first answer and
	// to the last edit or follow-up.
	FirstAfter, FinalAfter time.Duration
}

// A File is an uploaded one.
type File struct {
	Name, Type string
	Data       []byte
}

func (a *Answer) take(kind int, first, data json.RawMessage) {
	a.First, a.Type = bytes.Clone(first), kind
	switch kind {
	case responseMessage, responseUpdate:
		a.Message = bytes.Clone(data)
	}
	var m struct{ Flags int }
	_ = json.Unmarshal(data, &m) // a deferral may have no data
	a.Private = m.Flags&flagEphemeral != 0
}

// Issue makes an interaction of the kind with the data (the JSON of its "data"),
// in a server, and returns it as Discord sends it. More fields replace those
// that it would have; a null one is left out.
func (s *Server) Issue(kind int, data string, more ...map[string]any) []byte {
	id := s.id()
	m := map[string]any{
		"id": id, "application_id": Application, "type": kind, "version": 1,
		"token": tokenStart + id, "data": json.RawMessage(data),
		"guild_id": "700000000000000001", "channel_id": "710000000000000001",
		"channel": map[string]any{"id": "710000000000000001", "type": 0},
		"member": map[string]any{
			"user":        map[string]any{"id": "800000000000000001", "username": "ann", "discriminator": "0", "avatar": nil, "global_name": "Ann"},
			"permissions": "2147483647", "roles": []string{}, "joined_at": "2024-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0,
		},
		"app_permissions": "2147483647", "locale": "en-US", "guild_locale": "en-US", "entitlements": []any{},
		"authorizing_integration_owners": map[string]any{"0": "700000000000000001"}, "context": 0,
		"attachment_size_limit": MaxFile,
	}
	for _, extra := range more {
		for k, v := range extra {
			m[k] = v
			if v == nil {
				delete(m, k)
			}
		}
	}
	raw, err := json.Marshal(m)
	if err != nil {
		panic(fmt.Sprintf("discordtest: the data of an interaction is no JSON: %v", err))
	}
	s.Expect(raw)
	return raw
}

// Expect makes the server wait for an answer to an interaction that the test
// wrote itself; the three seconds begin. What has no id and token is ignored.
func (s *Server) Expect(raw []byte) {
	var m struct {
		ID, Token string
		Type      int
	}
	if json.Unmarshal(raw, &m) != nil || m.Token == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.interactions[m.Token] = &interaction{id: m.ID, kind: m.Type, issued: time.Now()}
}

// Answer tells what became of an interaction.
func (s *Server) Answer(raw []byte) Answer {
	var m struct{ Token string }
	_ = json.Unmarshal(raw, &m) // the zero Answer for what is no interaction
	s.mu.Lock()
	defer s.mu.Unlock()
	if in := s.interactions[m.Token]; in != nil {
		return in.answer
	}
	return Answer{}
}

// Forget drops an interaction, so that long runs hold no memory here.
func (s *Server) Forget(raw []byte) {
	var m struct{ Token string }
	_ = json.Unmarshal(raw, &m) // nothing to forget
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.interactions, m.Token)
	s.calls = nil
}

// PublicKey is the key that endpoints need, in hexadecimal digits.
func (s *Server) PublicKey() string {
	return hex.EncodeToString(s.Key.Public().(ed25519.PublicKey))
}

// Sign returns the headers of a request to an endpoint at the time.
func (s *Server) Sign(body []byte, at time.Time) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("X-Signature-Timestamp", stamp)
	h.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.Key, append([]byte(stamp), body...))))
	return h
}

// Post puts an interaction to an endpoint, signed, and judges what comes back as
// the first answer. It gives up after three seconds, as Discord does. The error
// says what was wrong with the answer.
func (s *Server) Post(ctx context.Context, client *http.Client, url string, raw []byte) error {
	if !s.Patient {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, firstAnswerTime)
		defer cancel()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	req.Header = s.Sign(raw, time.Now())
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode == http.StatusAccepted && len(body) == 0 {
		return nil // answered through the callback
	}
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "application/json" {
		return fmt.Errorf("endpoint answered %d as %q", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	return s.Respond(raw, body)
}

// Respond judges body as the first answer to an interaction, as if an endpoint
// had returned it. The error says why it is refused.
func (s *Server) Respond(raw, body []byte) error {
	var m struct{ ID, Token string }
	_ = json.Unmarshal(raw, &m) // an interaction of a test may be broken; then it is unknown
	if status, code, text := s.firstAnswer(m.ID, m.Token, body); status != http.StatusNoContent {
		return fmt.Errorf("first answer refused: %d (code %d) %s", status, code, text)
	}
	return nil
}
