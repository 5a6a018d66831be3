package articles

import (
	"bytes"
	"io/fs"
	"testing"

	"cleannet/corpus"
)

func TestNoArticleIsBroken(t *testing.T) {
	for p := range corpus.Check(FS()) {
		t.Error(p)
	}
	c, _ := corpus.Read(FS())
	files, err := fs.Glob(FS(), "*"+corpus.Ext)
	if err != nil || c.Len() != len(files) || c.Len() < 2 {
		t.Fatalf("%d articles in %d files, %v", c.Len(), len(files), err)
	}
	for a := range c.All() {
		if a.Basis != corpus.Digest || a.Lang != "en" {
			t.Errorf("%s: basis %s, lang %s; a built-in article is a digest in English", a.ID, a.Basis, a.Lang)
		}
		b, err := corpus.Parse(a.ID+corpus.Ext, corpus.Format(a))
		if err != nil || !bytes.Equal(corpus.Format(b), corpus.Format(a)) {
			t.Errorf("%s does not survive a round trip: %v", a.ID, err)
		}
	}
}
