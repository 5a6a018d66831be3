package discord

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"cleannet/bot"
)

const (
	// deferAfter is when a deferral goes out: Discord waits 3 s for the first
	// answer, and the way there may take one.
	deferAfter = 1500 * time.Millisecond
	// firstBy is when a first answer must have arrived.
	firstBy = 2900 * time.Millisecond
	// neverAfter is how long a reply that cannot be deferred may take.
	neverAfter = 2400 * time.Millisecond
	// handleLimit is how long a handler may run. One that is not done by then is
	// given up, and its place given to another.
	handleLimit = 10 * time.Second
	// lateLimit bounds the calls after the first answer. The token lives for 15
	// minutes, but nobody waits so long.
	lateLimit = 90 * time.Second
	// drainLimit is how long answers under way are waited for at the end.
	drainLimit = 15 * time.Second
	// settle is how long an edit is held back after a first answer that went as
	// the answer to a signed request: Discord reads it before it knows the message.
	settle = 150 * time.Millisecond

	defaultWorkers = 128     // handlers at a time
	defaultQueue   = 256     // interactions that wait for one
	maxStuck       = 64      // handlers given up whose places are given to others
	shortQueue     = 1 << 15 // short answers that wait to be sent, half a kilobyte each
	shortWorkers   = 64
)

// DispatcherConfig is what a Dispatcher needs.
type DispatcherConfig struct {
	Handler Handler
	REST    *REST
	// Limits per person and server. The zero value limits nobody; operators get
	// DefaultLimits.
	Limits Limits
	// Workers is how many handlers run at a time, Queue how many interactions
	// wait for one; 0 means 128 and 256.
	Workers, Queue int
	Metrics        *Metrics
	// Generation names the corpus that answers, for the log; nil leaves it out.
	Generation func() string
	// Log gets one line for each interaction, without what was asked; nil means
	// none.
	Log *slog.Logger
}

// A Dispatcher answers the interactions of both transports. For each there is
// exactly one first answer: the reply if it is quick, a deferral after 1.5 s
// otherwise, a plain sentence where the person or everybody asks too much or
// something goes wrong. It holds a bounded number of interactions, whatever
// comes, and one that ends in a panic takes none of the others with it.
type Dispatcher struct {
	DispatcherConfig
	limiter *limiter
	recent  recent
	names   map[string]bool // of commands, for labels

	places  chan struct{} // held by an interaction from its arrival on
	workers chan struct{} // held by a running handler
	shorts  chan short
	stuck   atomic.Int64

	mu      sync.Mutex // of closing, and of jobs.Add against jobs.Wait
	closing bool
	jobs    sync.WaitGroup
	work    context.Context // of handlers and calls; ends when the drain does
	cancel  context.CancelFunc
}

// A short answer is a sentence that needs no handler.
type short struct {
	in   Interaction // its address alone
	came time.Time
	body []byte
}

// NewDispatcher returns a dispatcher. It takes interactions at once; short
// answers by REST are sent once Run runs.
func NewDispatcher(c DispatcherConfig) (*Dispatcher, error) {
	if c.Handler == nil || c.REST == nil {
		return nil, errors.New("dispatcher: no handler or no REST client")
	}
	if c.Workers <= 0 {
		c.Workers = defaultWorkers
	}
	if c.Queue <= 0 {
		c.Queue = defaultQueue
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	d := &Dispatcher{
		DispatcherConfig: c, limiter: newLimiter(c.Limits), names: map[string]bool{},
		places: make(chan struct{}, c.Workers+c.Queue), workers: make(chan struct{}, c.Workers),
		shorts: make(chan short, shortQueue),
	}
	for _, s := range bot.Commands() {
		d.names[s.Name.Default] = true
	}
	d.work, d.cancel = context.WithCancel(context.Background())
	return d, nil
}

// Run sends the short answers, and when ctx ends lets the answers under way come
// to their end, for at most 15 s. It returns nil, or an error that says how many
// it had to leave.
func (d *Dispatcher) Run(ctx context.Context) error {
	defer d.cancel()
	var senders sync.WaitGroup
	for range shortWorkers {
		senders.Go(func() {
			for s := range d.shorts {
				d.sendShort(s)
			}
		})
	}
	<-ctx.Done()
	d.mu.Lock()
	d.closing = true
	close(d.shorts)
	d.mu.Unlock()

	done := make(chan struct{})
	go func() { d.jobs.Wait(); senders.Wait(); close(done) }()
	limit := time.NewTimer(drainLimit)
	defer limit.Stop()
	select {
	case <-done:
		return nil
	case <-limit.C:
	}
	left := len(d.places)
	d.cancel()
	<-done
	return fmt.Errorf("stopped with %d interactions unanswered", left)
}

// A job is an interaction on its way to an answer.
type job struct {
	in   Interaction
	came time.Time
	via  string // "gateway", "endpoint" or "mention"
	// give gives the first answer.
	give func(context.Context, []byte) error
	// late is how long to wait between the first answer and an edit.
	late time.Duration
}

// Gateway takes the data of an INTERACTION_CREATE event. It does not wait.
func (d *Dispatcher) Gateway(raw []byte) {
	in, err := Decode(raw)
	if err != nil || in.Ping {
		d.Metrics.refuse("malformed")
		d.Log.Warn("interaction refused", "err", err)
		return
	}
	j := &job{in: in, came: time.Now(), via: "gateway"}
	j.give = func(ctx context.Context, body []byte) error { return d.REST.Callback(ctx, in, body) }
	if reply, refused := d.admit(j); refused && reply != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.closing {
			return
		}
		address := Interaction{Application: in.Application, Token: in.Token}
		address.ID = in.ID
		select {
		case d.shorts <- short{address, j.came, reply}:
		default:
			d.Metrics.refuse("dropped")
		}
	}
}

// errTwice says that an interaction was delivered before.
var errTwice = errors.New("delivered twice")

// First returns the first answer to an interaction that came to the endpoint.
// What is left to do goes on without the caller.
func (d *Dispatcher) First(ctx context.Context, in Interaction) ([]byte, error) {
	first := make(chan []byte, 1)
	j := &job{in: in, came: time.Now(), via: "endpoint", late: settle}
	j.give = func(_ context.Context, body []byte) error { first <- body; return nil }
	reply, refused := d.admit(j)
	switch {
	case refused && reply == nil:
		return nil, errTwice
	case refused:
		return reply, nil
	}
	limit := time.NewTimer(firstBy)
	defer limit.Stop()
	select {
	case body := <-first:
		return body, nil
	case <-limit.C:
		return nil, errors.New("no answer in time")
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// admit starts the work on a job, or returns the sentence that refuses it: nil
// for one that was delivered before, which gets none.
func (d *Dispatcher) admit(j *job) (reply []byte, refused bool) {
	if d.recent.seen(j.in.ID) {
		d.Metrics.refuse("duplicate")
		return nil, true
	}
	switch d.limiter.allow(j.in.Request, j.came) {
	case tooMany:
		d.Metrics.refuse("limited")
		return d.sentence(j.in, bot.TooMany(j.in.Request)), true
	case overload:
		d.Metrics.refuse("busy")
		return d.sentence(j.in, bot.Busy(j.in.Request)), true
	}
	if !d.start(func() { d.serve(j) }) {
		d.Metrics.refuse("busy")
		return d.sentence(j.in, bot.Busy(j.in.Request)), true
	}
	return nil, false
}

// start runs answer in a goroutine of its own, if there is a place for it.
func (d *Dispatcher) start(answer func()) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closing {
		return false
	}
	select {
	case d.places <- struct{}{}:
	default:
		return false
	}
	d.jobs.Go(func() {
		defer func() { <-d.places }()
		answer()
	})
	return true
}

// sentence encodes a reply of ours that needs no handler.
func (d *Dispatcher) sentence(in Interaction, r bot.Reply) []byte {
	resp, err := Encode(in.Kind, r)
	if err != nil { // a test holds that these sentences can be encoded
		d.Log.Error("sentence not encoded", "err", err)
		return EncodeDeferral(bot.Deferral{Private: true})
	}
	return resp.First
}

// sendShort gives a short answer, if there is still time for it.
func (d *Dispatcher) sendShort(s short) {
	ctx, cancel := context.WithDeadline(d.work, s.came.Add(firstBy))
	defer cancel()
	if ctx.Err() != nil {
		d.Metrics.refuse("late")
		return
	}
	if err := d.REST.Callback(ctx, s.in, s.body); err != nil {
		d.Log.Warn("short answer not given", "interaction", s.in.ID, "err", err)
	}
}

// A result is what a handler made of a request.
type result struct {
	reply bot.Reply
	ref   string // not empty: it failed, and this stands in the log
}

// A handling is a running handler and its worker's place.
type handling struct {
	def chan bot.Deferral // how a deferral is to be, before the result
	res chan result

	mu          sync.Mutex
	ended, free bool // free: the place was given back
}

// handle runs the handler on its own goroutine, so that one that hangs or panics
// harms nobody. The caller holds a worker's place, which is given back when the
// handler returns, or by abandon.
func (d *Dispatcher) handle(ctx context.Context, j *job) *handling {
	h := &handling{def: make(chan bot.Deferral, 1), res: make(chan result, 1)}
	go func() {
		var r result
		defer func() {
			if v := recover(); v != nil {
				r = result{ref: d.fail(j, panicText(v), "stack", string(debug.Stack()))}
			}
			d.ended(h)
			h.res <- r
		}()
		h.def <- d.Handler.Deferral(ctx, j.in.Request)
		reply, err := d.Handler.Handle(ctx, j.in.Request)
		if err != nil {
			r.ref = d.fail(j, err.Error())
			return
		}
		r.reply = reply
	}()
	return h
}

// ended gives the place of a handler that returned back.
func (d *Dispatcher) ended(h *handling) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ended = true
	if !h.free {
		h.free = true
		<-d.workers
		return
	}
	d.stuck.Add(-1)
	d.Metrics.addStuck(-1)
}

// abandon gives a handler up: its place goes to another at once, unless too many
// were given up already.
func (d *Dispatcher) abandon(h *handling) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ended || d.stuck.Load() >= maxStuck {
		return
	}
	h.free = true
	d.stuck.Add(1)
	d.Metrics.addStuck(1)
	<-d.workers
}

// fail logs why a request failed and returns the reference to it.
func (d *Dispatcher) fail(j *job, text string, more ...any) string {
	var b [3]byte
	n := rand.Uint32()
	for i := range b {
		b[i] = byte(n >> (8 * i))
	}
	ref := hex.EncodeToString(b[:])
	d.Log.Error("request failed", append([]any{"ref", ref, "interaction", j.in.ID, "command", d.label(j.in), "err", text}, more...)...)
	return ref
}

// panicText describes what a handler panicked with. The text of a run-time error
// is the program's own; any other may hold what a person wrote.
func panicText(v any) string {
	if err, ok := v.(runtime.Error); ok {
		return "panic: " + err.Error()
	}
	return fmt.Sprintf("panic with a %T", v)
}

// label is the command for log and metrics, one of a closed set.
func (d *Dispatcher) label(in Interaction) string {
	switch {
	case in.Kind == bot.Click:
		return "click"
	case in.Kind == bot.Submit:
		return "form"
	case in.Kind == bot.Autocomplete:
		return "typing"
	case d.names[in.Name]:
		return in.Name
	}
	return "unknown"
}
