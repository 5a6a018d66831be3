package corpus

import (
	"errors"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func file(id, url string) *fstest.MapFile {
	s := strings.NewReplacer("some-id", id, "https://example.org/a", url).Replace(small)
	return &fstest.MapFile{Data: []byte(s)}
}

func ids(c *Corpus) (ids []string) {
	for a := range c.All() {
		ids = append(ids, a.ID)
	}
	return ids
}

func TestRead(t *testing.T) {
	fsys := fstest.MapFS{
		"b.md":       file("b", "https://example.org/b"),
		"a.md":       file("a", "http://EXAMPLE.org:80/b/#part"),
		"broken.md":  {Data: []byte("---\nid: broken\n")},
		"c.md":       {Data: []byte("---\n- c\n---\n")},
		"notes.txt":  {Data: []byte("not an article")},
		".hidden.md": {Data: []byte("not an article")},
		"dir/d.md":   file("d", "https://example.org/d"),
		"pipe.md":    {Mode: fs.ModeNamedPipe},
		"large.md":   {Data: make([]byte, maxFile+1)},
	}
	want := []string{
		"b.md:5: url: the address is that of a.md",
		`broken.md:1: the front matter has no closing line "---"`,
		`c.md:2: the front matter is not a list of "key: value" lines`,
		"large.md: the file has more than 5242880 bytes",
		"pipe.md: it is not a regular file",
	}
	c, problems := Read(fsys)
	var got []string
	for _, p := range problems {
		if !strings.Contains(p.String(), "there is no text") {
			got = append(got, p.String())
		}
	}
	if !slices.Equal(ids(c), []string{"a"}) || !slices.Equal(got, want) {
		t.Errorf("Read = %v\n%s\nwant\n%s", ids(c), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !reflect.DeepEqual(slices.Collect(Check(fsys)), problems) {
		t.Error("Check and Read differ")
	}
	if c, err := Load(fsys); c != nil || err == nil || !strings.Contains(err.Error(), want[4]) {
		t.Errorf("Load = %v, %v", c, err)
	}
}

func TestLoad(t *testing.T) {
	c, err := Load(fstest.MapFS{"b.md": file("b", "https://example.org/b"), "a.md": file("a", "https://example.org/a")})
	if err != nil || !slices.Equal(ids(c), []string{"a", "b"}) {
		t.Errorf("Load = %v, %v", ids(c), err)
	}
	if c, err := Load(fstest.MapFS{"readme.txt": {}}); c != nil || !errors.Is(err, ErrNoArticles) {
		t.Errorf("Load of an empty folder = %v, %v", c, err)
	}
	if c, err := Load(os.DirFS(t.TempDir() + "/none")); c != nil || err == nil || !strings.HasPrefix(err.Error(), ".: cannot be read: ") {
		t.Errorf("Load of no folder = %v, %v", c, err)
	}
}

func TestLayer(t *testing.T) {
	base := New(&Article{ID: "a", Title: "old"}, &Article{ID: "b"})
	over := New(&Article{ID: "c"}, &Article{ID: "a", Title: "new"})
	c, replaced := Layer(base, over)
	a, _ := c.Article("a")
	if !slices.Equal(ids(c), []string{"a", "b", "c"}) || !slices.Equal(replaced, []string{"a"}) || a.Title != "new" {
		t.Errorf("Layer = %v, %v, title %q", ids(c), replaced, a.Title)
	}
	if base.Len() != 2 || over.Len() != 2 {
		t.Error("Layer changed a layer")
	}
}

func TestSameURL(t *testing.T) {
	same := []string{"http://Example.org/a", "https://example.org/a/", "https://example.org.:443/a#b"}
	for _, s := range same {
		if got := SameURL(s); got != "example.org/a" {
			t.Errorf("SameURL(%q) = %q", s, got)
		}
	}
	if SameURL("https://example.org/a?id=1") == SameURL("https://example.org/a?id=2") || SameURL("https://example.org:8443/a") == SameURL("https://example.org/a") {
		t.Error("different pages count as the same")
	}
}
