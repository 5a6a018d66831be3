package discordtest

import (
	"fmt"
	"net/http"
	"time"
)

// A Fault is a misbehaviour of the REST side for one request. Its parts add up.
type Fault struct {
	// Delay passes before anything else happens.
	Delay time.Duration
	// Status, if not 0, is answered with Header and Body in place of doing what
	// was asked.
	Status int
	Header http.Header
	Body   string
	// Cut closes the connection in place of an answer: before what was asked is
	// done, or with Status 200, after it.
	Cut bool
	// After is a pause between doing what was asked and the answer.
	After time.Duration
}

// Limited is a 429 in JSON that asks for a pause of so many seconds, for all
// calls where global is set.
func Limited(seconds float64, global bool) *Fault {
	h := http.Header{"Content-Type": {"application/json"}}
	if global {
		h.Set("X-RateLimit-Global", "true")
	}
	return &Fault{
		Status: http.StatusTooManyRequests, Header: h,
		Body: fmt.Sprintf(`{"message":"You are being rate limited.","retry_after":%v,"global":%v}`, seconds, global),
	}
}

// LimitedHTML is the 429 of what stands in front of Discord: a page, with the
// pause in a header alone.
func LimitedHTML(seconds int) *Fault {
	return &Fault{
		Status: http.StatusTooManyRequests, Body: "<!doctype html><title>Access denied</title>",
		Header: http.Header{"Content-Type": {"text/html"}, "Retry-After": {fmt.Sprint(seconds)}},
	}
}

// Broken answers with a status and a page.
func Broken(status int) *Fault {
	return &Fault{Status: status, Body: "<html>broken</html>", Header: http.Header{"Content-Type": {"text/html"}}}
}

// Lost does what was asked and then closes the connection without an answer.
func Lost() *Fault { return &Fault{Cut: true, Status: http.StatusOK} }

// Cut closes the connection without doing anything.
func Cut() *Fault { return &Fault{Cut: true} }

// cut closes the connection under a request without an answer.
func cut(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if conn, _, err := h.Hijack(); err == nil {
			conn.Close()
		}
	}
}
