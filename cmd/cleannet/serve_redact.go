package main

import (
	"bytes"
	"io"
	"regexp"
	"strings"
)

// A redactor keeps secrets out of what is written through it. Nothing should log
// one; this is for the day that something does. It judges each write by itself,
// and a logger writes whole lines.
type redactor struct {
	w       io.Writer
	secrets []string
}

// secretShapes are what tokens look like in addresses and headers: the token of
// an interaction or a webhook, and what follows an authorization.
var secretShapes = regexp.MustCompile(`(/(?:webhooks|interactions)/\d+/)[^/\s"?\\]+|(?i)((?:authorization"?[:=]\s*"?)?\b(?:Bot|Bearer) )[A-Za-z0-9._-]{20,}`)

func newRedactor(w io.Writer, secrets ...string) *redactor {
	r := &redactor{w: w}
	for _, s := range secrets {
		if len(s) >= 8 { // shorter ones would hide words
			r.secrets = append(r.secrets, s)
		}
	}
	return r
}

// Write writes p without secrets. It returns len(p) where all that was left was
// written.
func (r *redactor) Write(p []byte) (int, error) {
	clean := p
	for _, s := range r.secrets {
		if bytes.Contains(clean, []byte(s)) {
			clean = []byte(strings.ReplaceAll(string(clean), s, "[secret]"))
		}
	}
	clean = secretShapes.ReplaceAll(clean, []byte("${1}${2}[secret]"))
	if _, err := r.w.Write(clean); err != nil {
		return 0, err
	}
	return len(p), nil
}
