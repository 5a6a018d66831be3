package discord

import (
	"context"
	"errors"
	"math"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// escape escapes the parts of a path, so that none of them can be two.
func escape(parts []string) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = url.PathEscape(p)
		if p == "." || p == ".." {
			out[i] = strings.ReplaceAll(p, ".", "%2E")
		}
	}
	return out
}

// withoutSecret returns err without the address that it was about, and without
// secret should it hold that anywhere else. An end of the context stays what it is.
func withoutSecret(err error, secret string) error {
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	text := err.Error()
	if secret != "" {
		text = strings.ReplaceAll(text, secret, "[secret]")
		text = strings.ReplaceAll(text, url.PathEscape(secret), "[secret]")
	}
	return errors.New(text)
}

// seconds reads a Retry-After header; 0 if it is no number.
func seconds(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return n
}

// clampSeconds is n seconds, at least lo and at most hi; lo for what is no number.
func clampSeconds(n float64, lo, hi time.Duration) time.Duration {
	switch {
	case math.IsNaN(n) || n < lo.Seconds():
		return lo
	case n > hi.Seconds():
		return hi
	}
	return time.Duration(n * float64(time.Second))
}

// loopback says whether host is this machine by its name or address.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
