package discord

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"cleannet/bot"
)

const (
	// maxRequest is how many bytes an interaction may have. Real ones stay far
	// below; the largest that is known holds ten embeds of a target message.
	maxRequest = 512 << 10
	// maxAge is how far a request's timestamp may be from our clock, either way,
	// so that a recorded request cannot be replayed later.
	maxAge = 300 * time.Second
)

// EndpointConfig is what an Endpoint needs.
type EndpointConfig struct {
	// PublicKey is the application's key, 64 hexadecimal digits, as the developer
	// portal shows it.
	PublicKey string
	// First returns the first answer to an interaction within Discord's three
	// seconds. What is to be done afterwards goes on without the endpoint. The
	// context is not ended by the client's going away.
	First func(context.Context, Interaction) ([]byte, error)
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// Log gets a line for every request that is refused or cannot be answered;
	// nil means none.
	Log *slog.Logger
}

// An Endpoint answers Discord's signed requests. Headers, age and size are
// checked before the signature, and the signature before anything is parsed.
type Endpoint struct {
	key   ed25519.PublicKey
	first func(context.Context, Interaction) ([]byte, error)
	now   func() time.Time
	log   *slog.Logger
}

// NewEndpoint returns an endpoint. A key that is none is an error, never an
// endpoint that does not check.
func NewEndpoint(c EndpointConfig) (*Endpoint, error) {
	key, err := hex.DecodeString(c.PublicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("public key: not %d hexadecimal digits", 2*ed25519.PublicKeySize)
	}
	if c.First == nil {
		return nil, errors.New("endpoint: nothing to answer with")
	}
	e := &Endpoint{key: key, first: c.First, now: c.Now, log: c.Log}
	if e.now == nil {
		e.now = time.Now
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	return e, nil
}

// ServeHTTP answers one request: 405 for another method than POST, 413 for a
// body over 512 KiB, 401 for a signature or a timestamp that does not hold, 400
// for what is no interaction, 500 if no answer could be made.
func (e *Endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		e.refuse(w, http.StatusMethodNotAllowed, "method not allowed")
		return
	}
	if r.ContentLength > maxRequest {
		e.refuse(w, http.StatusRequestEntityTooLarge, "request too large")
		return
	}
	stamp, signature, ok := e.headers(r.Header)
	if !ok {
		e.refuse(w, http.StatusUnauthorized, "invalid request signature")
		return
	}
	body, status := readSigned(w, r, stamp)
	if status != http.StatusOK {
		e.refuse(w, status, "request not read")
		return
	}
	if !ed25519.Verify(e.key, body, signature) {
		e.refuse(w, http.StatusUnauthorized, "invalid request signature")
		return
	}
	e.answer(w, r, body[len(stamp):])
}

// headers checks the shape and age of the signature's headers. It returns the
// timestamp as sent, which is part of what is signed.
func (e *Endpoint) headers(h http.Header) (stamp string, signature []byte, ok bool) {
	stamps, signatures := h.Values("X-Signature-Timestamp"), h.Values("X-Signature-Ed25519")
	if len(stamps) != 1 || len(signatures) != 1 || len(stamps[0]) > 12 {
		return "", nil, false
	}
	if len(signatures[0]) != hex.EncodedLen(ed25519.SignatureSize) {
		return "", nil, false
	}
	seconds, err := strconv.ParseUint(stamps[0], 10, 40)
	if err != nil {
		return "", nil, false
	}
	if age := e.now().Sub(time.Unix(int64(seconds), 0)).Abs(); age > maxAge {
		return "", nil, false
	}
	signature, err = hex.DecodeString(signatures[0])
	return stamps[0], signature, err == nil
}

// readSigned returns what was signed: the timestamp and the body in one slice.
func readSigned(w http.ResponseWriter, r *http.Request, stamp string) ([]byte, int) {
	size := max(r.ContentLength, 0)
	buf := make([]byte, len(stamp), int64(len(stamp))+size+512)
	copy(buf, stamp)
	body := http.MaxBytesReader(w, r.Body, maxRequest)
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := body.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		var large *http.MaxBytesError
		switch {
		case err == io.EOF:
			return buf, http.StatusOK
		case errors.As(err, &large):
			return nil, http.StatusRequestEntityTooLarge
		case err != nil:
			return nil, http.StatusBadRequest
		}
	}
}

func (e *Endpoint) answer(w http.ResponseWriter, r *http.Request, raw []byte) {
	in, err := Decode(raw)
	if err != nil {
		e.log.Warn("interaction refused", "err", err)
		e.refuse(w, http.StatusBadRequest, "not an interaction")
		return
	}
	first := Pong()
	if !in.Ping {
		// Discord closes the connection when it gives up waiting; the answer may
		// still be wanted for an edit, so its work is not ended by that.
		first, err = e.first(context.WithoutCancel(r.Context()), in)
	}
	if err != nil {
		e.log.Error("interaction not answered", "interaction", in.ID, "err", err)
		e.refuse(w, http.StatusInternalServerError, "no answer")
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(first)))
	if _, err := w.Write(first); err != nil {
		e.log.Info("answer not taken", "interaction", in.ID)
	}
}

// refuse answers with a status and a plain word. The connection is closed, so
// that the rest of a body is not read.
func (e *Endpoint) refuse(w http.ResponseWriter, status int, text string) {
	e.log.Debug("request refused", "status", status, "reason", text)
	w.Header().Set("Connection", "close")
	http.Error(w, text, status)
}

// A Handler makes replies. *bot.Bot is one; tests pass their own.
type Handler interface {
	// Handle answers a request; an error is for the operator.
	Handle(context.Context, bot.Request) (bot.Reply, error)
	// Deferral tells how a late answer to the request would be shown.
	Deferral(context.Context, bot.Request) bot.Deferral
}

// Inline returns a First that waits for the handler and answers at once. What
// the person sees of an error is a reference, which log has too. Of a reply that
// needs more than a first answer (files, a deletion) only that first answer is
// given. A nil log is none.
func Inline(h Handler, log *slog.Logger) func(context.Context, Interaction) ([]byte, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return func(ctx context.Context, in Interaction) ([]byte, error) {
		reply, err := h.Handle(ctx, in.Request)
		var r Response
		if err == nil {
			r, err = Encode(in.Kind, reply)
		}
		if err != nil {
			ref := Reference(in.ID)
			log.Error("request failed", "ref", ref, "command", in.Name, "err", err)
			r, err = Encode(in.Kind, bot.Failed(in.Request, ref))
		}
		return r.First, err
	}
}

// Reference names an interaction to a person and in the log: eight letters and
// digits of a hash, so that neither shows the interaction itself.
func Reference(id string) string {
	sum := sha256.Sum256([]byte("reference\x00" + id))
	return hex.EncodeToString(sum[:4])
}
