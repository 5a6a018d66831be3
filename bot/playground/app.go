package playground

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"sync"
	"time"
)

// What an App keeps of interactions, so that a late answer finds its message and
// a file can be fetched. The oldest goes first where a bound is reached.
const (
	tokenLife    = 15 * time.Minute // as long as Discord takes edits
	maxExchanges = 256
	maxKept      = 32 << 20 // bytes of files over all exchanges
	maxEvents    = 16       // late answers of one interaction that nobody fetched
)

// discordEpoch is the first millisecond that Discord's ids count from
// (2015-01-01, its reference on snowflakes).
const discordEpoch = 1420070400000

// An App is Discord as the bot sees it: an application with a throw-away key,
// whose interactions it signs, and the REST calls by which late answers come.
// It holds everything in memory. It is safe for concurrent use.
type App struct {
	id     string
	public ed25519.PublicKey
	secret ed25519.PrivateKey
	now    func() time.Time

	mu        sync.Mutex
	last      int64 // last id that was given out
	kept      int   // bytes of files
	exchanges []*exchange
}

// NewApp returns an application with a new key. now tells the time; nil means
// time.Now.
func NewApp(now func() time.Time) (*App, error) {
	if now == nil {
		now = time.Now
	}
	public, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	a := &App{public: public, secret: secret, now: now}
	a.id = a.snowflake()
	return a, nil
}

// PublicKey returns the key that the bot's endpoint checks signatures with, in
// hexadecimal digits, as Discord's developer portal shows it.
func (a *App) PublicKey() string { return hex.EncodeToString(a.public) }

// sign returns the signature of a request, as Discord makes it: of the timestamp
// and the body in one.
func (a *App) sign(stamp string, body []byte) string {
	return hex.EncodeToString(ed25519.Sign(a.secret, append([]byte(stamp), body...)))
}

// snowflake returns a new id: larger than all before, as Discord's grow.
func (a *App) snowflake() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last = max(a.last+1, (a.now().UnixMilli()-discordEpoch)<<22)
	return strconv.FormatInt(a.last, 10)
}

// An exchange is one interaction and what came of it after the first answer.
type exchange struct {
	id, token string
	handle    string // names it towards the page, which never sees the token
	opened    time.Time
	wake      chan struct{} // holds one element while there are events to fetch
	events    []event
	files     []file
	size      int // bytes of files
}

// An event is a late answer, as the page is told of it.
type event struct {
	Kind    string     `json:"kind"` // edit, followup or delete
	Message rawMessage `json:"message,omitempty"`
	Files   []fileRef  `json:"files,omitempty"`
}

type file struct {
	name, kind string
	data       []byte
}

// A fileRef tells the page where a file of a message is.
type fileRef struct {
	Name string `json:"name"`
	URL  string `json:"url"`
	Size int    `json:"size"`
}

// open begins an exchange.
func (a *App) open() *exchange {
	x := &exchange{id: a.snowflake(), token: secret(), handle: secret(), wake: make(chan struct{}, 1)}
	a.mu.Lock()
	defer a.mu.Unlock()
	x.opened = a.now()
	a.exchanges = append(a.exchanges, x)
	a.trim()
	return x
}

// trim lets the oldest exchanges go until all bounds hold. The caller holds mu.
func (a *App) trim() {
	for len(a.exchanges) > 0 {
		x := a.exchanges[0]
		if len(a.exchanges) <= maxExchanges && a.kept <= maxKept && a.now().Sub(x.opened) <= tokenLife {
			return
		}
		a.kept -= x.size
		a.exchanges[0] = nil
		a.exchanges = a.exchanges[1:]
	}
}

// find returns the exchange for which is is true, or nil. The caller holds mu.
func (a *App) find(is func(*exchange) bool) *exchange {
	for _, x := range a.exchanges {
		if is(x) && a.now().Sub(x.opened) <= tokenLife {
			return x
		}
	}
	return nil
}

// secret returns 192 random bits as text for a path.
func secret() string {
	var b [24]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the process instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}
