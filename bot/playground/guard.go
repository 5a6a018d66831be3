package playground

import (
	"crypto/sha256"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits of what one client may do (HOSTILE.md's proposals are for people on
// Discord; here autocomplete counts as well, so that the rate is that of fast
// typing).
const (
	perSecond  = 10
	burst      = 30
	maxClients = 4096
)

// A guard refuses requests that no page of ours sent, and too many of them.
type guard struct {
	public bool
	now    func() time.Time

	mu      sync.Mutex
	clients map[netip.Addr]*rate.Limiter
}

// admits reports whether r came for us, and from a page of ours. A name that is
// made to resolve to this machine (DNS rebinding) comes with a Host of its own;
// a foreign page comes with an Origin of its own, or with what browsers say of
// where a request began. A link from elsewhere may open a page.
func (g *guard) admits(r *http.Request) bool {
	if !g.public && (!loopbackHost(r.Host) || forwarded(r.Header)) {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin != "" && !sameHost(origin, r.Host) {
		return false
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return origin != "" && fromHere(r.Header.Get("Sec-Fetch-Site"))
	}
	opens := r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	return opens || fromHere(r.Header.Get("Sec-Fetch-Site"))
}

// forwarded reports whether a proxy says that it passes on a request of somebody
// else: what comes by it is not from this machine, whatever its Host is made to
// be.
func forwarded(h http.Header) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if h.Get(name) != "" {
			return true
		}
	}
	return false
}

// fromHere judges the header Sec-Fetch-Site; a client that does not send it is
// no browser, or an old one whose Origin was checked.
func fromHere(site string) bool { return site == "" || site == "same-origin" || site == "none" }

func sameHost(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, host)
}

// loopbackHost reports whether the value of a Host header names this machine to
// itself.
func loopbackHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.Unmap().IsLoopback()
}

// limited reports whether the client has done too much, and counts this.
func (g *guard) limited(r *http.Request) bool {
	ip := client(r)
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.clients[ip]
	if l == nil {
		if len(g.clients) >= maxClients {
			g.forget()
		}
		l = rate.NewLimiter(perSecond, burst)
		g.clients[ip] = l
	}
	return !l.AllowN(g.now(), 1)
}

// forget drops the clients that have been quiet long enough to be as good as
// new; where there are none of these, all: the map stays bounded. The caller
// holds mu.
func (g *guard) forget() {
	for ip, l := range g.clients {
		if l.TokensAt(g.now()) >= burst {
			delete(g.clients, ip)
		}
	}
	if len(g.clients) >= maxClients {
		clear(g.clients)
	}
}

// client returns the address of who asks; all of an IPv6 network are one, as
// one person commands it whole.
func client(r *http.Request) netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	ip := ap.Addr().Unmap()
	if ip.Is6() {
		p, _ := ip.WithZone("").Prefix(64) // an IPv6 address has 64 bits to keep
		ip = p.Addr()
	}
	return ip
}

// pseudonym returns a number that stands for the parts under the App's key: who
// asks gets an id of their own, and the bot learns no address.
func (a *App) pseudonym(parts ...string) uint64 {
	h := sha256.New()
	h.Write(a.secret)
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	var n uint64
	for _, b := range h.Sum(nil)[:7] { // 56 bits: a plausible snowflake
		n = n<<8 | uint64(b)
	}
	return n
}
