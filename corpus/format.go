package corpus

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
)

// Format returns the article as a file that [Parse] reads, with the keys in a
// fixed order and empty ones left out. Values are normalised on the way, so
// for an article that Parse returned, Parse(Format(a)) equals a; for any other
// it equals a after normalisation, if a has what an article needs.
func Format(a *Article) []byte {
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, f := range fields {
		if v := f.write(a); v != "" {
			b.WriteString(f.key + ":" + separate(v) + v + "\n")
		}
	}
	b.WriteString("---\n")
	if t := Normalise(a.Text); t != "" {
		b.WriteString(t + "\n")
	}
	return b.Bytes()
}

// separate returns what stands between a key and its value.
func separate(value string) string {
	if strings.HasPrefix(value, "\n") {
		return ""
	}
	return " "
}

// quote writes s as a YAML scalar, plain where that cannot be misread. The
// escapes of Go's quoted strings are a subset of those of YAML.
func quote(s string) string {
	s = oneLine(s)
	if s == "" || plain(s) {
		return s
	}
	return strconv.Quote(s)
}

// plain reports whether s may stand without quotes, in a list as well. It is
// stricter than YAML asks, so that no reader of YAML has to be trusted.
func plain(s string) bool {
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return len(s) == 2 // the country code NO; [scalar] reads it as text
	}
	for i, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		switch {
		case i == 0 && !letter, r > 0xFFFF, !unicode.IsPrint(r):
			return false
		case strings.ContainsRune("#,?[]{}&*!|>%@`\"\\", r):
			return false
		case r == ':' && (i+1 == len(s) || s[i+1] == ' '):
			return false
		}
	}
	return true
}
