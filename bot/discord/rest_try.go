package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"time"
)

// A restResult is what came of one try.
type restResult struct {
	body   []byte
	status int // 0: no answer
	err    error
	again  bool          // may be tried again
	wait   time.Duration // before that
}

func (r restResult) result() string {
	switch {
	case r.err == nil:
		return "ok"
	case r.status == 0:
		return "network"
	case r.status == http.StatusTooManyRequests:
		return "limited"
	case r.status >= 500:
		return "5xx"
	}
	return "refused"
}

func (c *REST) try(ctx context.Context, call restCall, try int) restResult {
	ctx, cancel := context.WithTimeout(ctx, tryTime(ctx, call.timeout, try))
	defer cancel()
	sent := false // a connection was there, so that Discord may have it
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent = true }})
	address := c.base.JoinPath(escape(call.path)...)
	address.RawQuery = call.query
	req, err := http.NewRequestWithContext(ctx, call.method, address.String(), bytes.NewReader(call.body))
	if err != nil {
		return restResult{err: fmt.Errorf("%s: %w", call.op, withoutSecret(err, call.token))}
	}
	req.Header.Set("User-Agent", userAgent)
	if call.bot != "" {
		req.Header.Set("Authorization", "Bot "+call.bot)
	}
	if call.asBot {
		req.Header.Set("Authorization", "Bot "+c.token)
	}
	if call.body != nil {
		req.Header.Set("Content-Type", call.contentType)
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return restResult{
			err:   fmt.Errorf("%s: %w", call.op, withoutSecret(err, call.token)),
			again: !call.visible || !sent, wait: backoff(),
		}
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxAnswer)) // one that breaks off is judged by its status
	if resp.StatusCode < 300 {
		// The status says that it is done, whatever became of the body.
		return restResult{body: body, status: resp.StatusCode}
	}
	return c.refused(call, resp, body, try)
}

// tryTime is how long a try may take: with little time left, half of it, so that
// a second one still fits.
func tryTime(ctx context.Context, most time.Duration, try int) time.Duration {
	deadline, ok := ctx.Deadline()
	if left := time.Until(deadline); ok && try < maxTries && left < 2*most {
		return left / 2
	}
	return most
}

// refused reads an answer that is no success.
func (c *REST) refused(call restCall, resp *http.Response, body []byte, try int) restResult {
	var e struct {
		Code       int     `json:"code"`
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	isJSON := json.Unmarshal(body, &e) == nil
	r := restResult{status: resp.StatusCode, err: &RESTError{call.op, resp.StatusCode, e.Code}}
	switch {
	case call.first && e.Code == codeAnswered && try > 1:
		r.err = nil // the first try came through, its answer was lost
	case resp.StatusCode == http.StatusTooManyRequests:
		r.again = true
		if !isJSON || e.RetryAfter == 0 {
			e.RetryAfter = seconds(resp.Header.Get("Retry-After"))
		}
		r.wait = clampSeconds(e.RetryAfter, minPause, maxGlobal)
		// An answer that is no JSON comes from in front of the API and holds for
		// the whole address.
		if e.Global || resp.Header.Get("X-RateLimit-Global") != "" || !isJSON {
			c.silence(r.wait)
			r.wait = 0 // awaitQuiet waits it out, if there is time
		}
	case e.Code == codeNoWebhook && !call.first:
		r.again, r.wait = true, maxBackoff
	case resp.StatusCode >= 500:
		r.again, r.wait = !call.visible, backoff()
	}
	return r
}

// backoff is the wait after a failure that says nothing of a wait, spread so
// that calls that failed together do not return together.
func backoff() time.Duration {
	return minBackoff + rand.N(maxBackoff-minBackoff)
}
