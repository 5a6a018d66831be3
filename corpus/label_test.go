package corpus

import "testing"

func TestLabelAndLink(t *testing.T) {
	a := &Article{Publisher: "Hankyoreh", URL: "https://h.example/x", Basis: Digest, Text: "LG U+ - a firm, 5G & co. one two three four five six seven"}
	whole, short := Span{0, len(a.Text)}, Span{0, 15}
	if got := a.Label(); got != "Summary of Hankyoreh, n.d." {
		t.Errorf("Label of a digest = %q", got)
	}
	if got := a.Link(whole); got != a.URL {
		t.Errorf("Link into a digest = %q, want the page alone", got)
	}
	a.Basis, a.Published = Full, Date{2020, 10, 15}
	if got := a.Label(); got != "Hankyoreh, 15 Oct 2020" {
		t.Errorf("Label of a full text = %q", got)
	}
	if got, want := a.Link(short), "https://h.example/x#:~:text=LG%20U%2B%20%2D%20a%20firm%2C"; got != want {
		t.Errorf("Link = %q, want %q", got, want)
	}
	if got, want := a.Link(whole), "https://h.example/x#:~:text=LG%20U%2B%20%2D%20a%20firm%2C,three%20four%20five%20six%20seven"; got != want {
		t.Errorf("Link = %q, want %q", got, want)
	}
	a.URL += "#top"
	if got, want := a.Link(Span{0, 2}), "https://h.example/x#top:~:text=LG"; got != want {
		t.Errorf("Link = %q, want %q", got, want)
	}
	if got := someWords(); got != "critical view, South Korean government's view, official document, news" {
		t.Errorf("words = %q", got)
	}
}

// someWords joins some of the words that readers are told.
func someWords() string {
	return Critic.Words() + ", " + KRGov.Words() + ", " + Official.Words() + ", " + News.Words()
}
