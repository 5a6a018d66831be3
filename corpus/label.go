package corpus

import (
	"fmt"
	"strings"
)

// Words returns the kind as readers are told it; an unknown one is itself.
func (k Kind) Words() string {
	switch k {
	case Official:
		return "official document"
	case Reference:
		return "reference work"
	}
	return string(k)
}

// Words returns the stance as readers are told it; an unknown one is itself.
func (s Stance) Words() string {
	switch s {
	case USGov:
		return "US government's view"
	case ChinaGov:
		return "Chinese government's view"
	case KRGov:
		return "South Korean government's view"
	case Critic:
		return "critical view"
	}
	return string(s)
}

// Label says whose words a quote is in: "Hankyoreh, 15 Oct 2020" for a source's
// own text, "Summary of Hankyoreh, 15 Oct 2020" for ours of it.
func (a *Article) Label() string {
	label := oneLine(a.Publisher) + ", " + a.Published.Words()
	if a.Basis != Full {
		return "Summary of " + label
	}
	return label
}

// fragmentWords is how many words of either end a link names of a long quote;
// a quote of up to twice as many is named whole.
const fragmentWords = 5

// Link returns the address of the source. For a source's own text it leads to
// the words at s, by a text fragment (WICG, Scroll To Text Fragment, §3.2);
// a summary's words do not stand on the page, so its link is the page.
// It panics if s does not lie within a.Text.
func (a *Article) Link(s Span) string {
	words := strings.Fields(a.Slice(s))
	if a.Basis != Full || len(words) == 0 {
		return a.URL
	}
	fragment := escapeFragment(strings.Join(words, " "))
	if n := len(words); n > 2*fragmentWords {
		fragment = escapeFragment(strings.Join(words[:fragmentWords], " ")) + "," +
			escapeFragment(strings.Join(words[n-fragmentWords:], " "))
	}
	if strings.Contains(a.URL, "#") {
		return a.URL + ":~:text=" + fragment
	}
	return a.URL + "#:~:text=" + fragment
}

// escapeFragment percent-encodes everything but unreserved characters, and of
// those the hyphen too, which has a meaning in a text directive.
func escapeFragment(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
