package answer

import (
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/articles"
)

// TestVocabulary holds that looking for the stems of a question in a text, which
// skips most words unread, finds what the text's own stems say: over the
// sentences of the built-in articles, each for the words of another article's
// title.
func TestVocabulary(t *testing.T) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		t.Fatal(err)
	}
	var titles, texts []string
	for a := range c.All() {
		titles, texts = append(titles, a.Title+" "+a.TitleEN), append(texts, a.Text)
	}
	for i, text := range texts {
		checkVocabulary(t, titles[(i+1)%len(titles)], text)
		checkVocabulary(t, text, titles[i])
	}
}

func checkVocabulary(t *testing.T, question, text string) {
	t.Helper()
	var v vocabulary
	v.bitsOf(Stems(question))
	held, there := v.heldIn(text), Stems(text)
	for st, i := range v.bit {
		if held.has(i) != there[st] {
			t.Errorf("%.200q holds %q: %v, its stems say %v", text, st, held.has(i), there[st])
		}
	}
}

// FuzzVocabulary holds the property of TestVocabulary for any bytes.
func FuzzVocabulary(f *testing.F) {
	f.Add("Who banned LG U+ in the U.S.?", "The U.S. bans LG U+’s 5G-network; ÉTATS-UNIS planning, ſo 30+ and e's.")
	f.Fuzz(checkVocabulary)
}

// TestAlike holds which stems stand for one another by their letters alone.
func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"critic", "criticism", true}, {"criticism", "critical", false}, {"exclud", "exclusion", true}, {"company", "compar", false},
		{"country", "count", false}, {"secret", "secretary", false}, {"import", "important", false}, {"authority", "authoriz", true}, {"internal", "internet", false},
	} {
		if alike(c.a, []byte(c.b)) != c.want || alike(c.b, []byte(c.a)) != c.want {
			t.Errorf("alike(%q, %q), either way round, want %t", c.a, c.b, c.want)
		}
	}
}
