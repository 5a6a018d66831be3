package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// An importing is one import of one file: the folder and file that import,
// from the module's root, and the path that is imported.
type importing struct{ dir, file, path string }

// order is the direction of imports: a folder imports itself and those to its
// left.
var order = []string{"corpus", "index", "bot", "cmd"}

// owners are the folders that alone may import a library and what is below it,
// so that its types have one place to come in.
var owners = map[string]string{
	"github.com/blevesearch/":         "index",
	"github.com/bwmarrin/discordgo":   "bot/discord",
	"github.com/chromedp/":            "bot/playground",
	"github.com/spf13/cobra":          "cmd/cleannet",
	"github.com/rogpeppe/go-internal": "cmd/cleannet",
}

// forbidden says which rule an import breaks, or "".
func forbidden(i importing) string {
	for lib, owner := range owners {
		if strings.HasPrefix(i.path, lib) && i.dir != owner {
			return fmt.Sprintf("%s is for %s alone", lib, owner)
		}
	}
	to, ours := strings.CutPrefix(i.path, "cleannet/")
	if !ours || to == i.dir {
		return "" // a test in package x_test imports its own folder
	}
	from, at := top(i.dir), top(to)
	switch {
	case slices.Index(order, at) > slices.Index(order, from):
		return fmt.Sprintf("%s is right of %s", at, from)
	case strings.HasSuffix(to, "test") && !strings.HasSuffix(i.file, "_test.go") && !strings.HasSuffix(i.dir, "test"):
		return "a test package is imported by tests alone"
	case at != from:
		return ""
	}
	return forbiddenWithin(i, to)
}

// forbiddenWithin knows the rules inside one top folder. Tests may import more:
// they hold packages together that must not know one another.
func forbiddenWithin(i importing, to string) string {
	test := strings.HasSuffix(i.file, "_test.go")
	switch {
	case test:
		return ""
	case i.dir == "corpus":
		return "the root of corpus imports none of its folders"
	case i.dir == "index" && to != "index/query" && to != "index/rank":
		return "the root of index imports query and rank alone"
	case i.dir == "index/query" || i.dir == "index/rank":
		return "query and rank are leaves of index"
	case i.dir == "bot":
		return "bot imports none of its folders"
	case top(i.dir) == "cmd":
		return "commands do not import one another"
	}
	return ""
}

func top(dir string) string {
	head, _, _ := strings.Cut(dir, "/")
	return head
}

// imports lists the imports of every Go file of the module, tests too, but not
// those of modules within it.
func imports(root fs.FS) ([]importing, error) {
	var out []importing
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			_, err := fs.Stat(root, path.Join(name, "go.mod"))
			if name != "." && (err == nil || strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			out = append(out, importing{path.Dir(name), path.Base(name), p})
		}
		return nil
	})
	return out, err
}

func TestImports(t *testing.T) {
	all, err := imports(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	var ours int
	for _, i := range all {
		if strings.HasPrefix(i.path, "cleannet/") {
			ours++
		}
		if rule := forbidden(i); rule != "" {
			t.Errorf("%s/%s imports %s: %s", i.dir, i.file, i.path, rule)
		}
	}
	if ours < 10 {
		t.Errorf("found %d imports of our own packages, so the walk went wrong", ours)
	}
}

// TestForbidden holds that the test above fails when a forbidden import is added.
func TestForbidden(t *testing.T) {
	for _, i := range []importing{
		{"corpus", "x.go", "cleannet/index"},
		{"corpus", "x_test.go", "cleannet/bot"},
		{"corpus", "x.go", "cleannet/corpus/passage"},
		{"corpus/passage", "x.go", "github.com/blevesearch/bleve/v2"},
		{"index", "x.go", "cleannet/index/answer"},
		{"index/query", "x.go", "cleannet/index"},
		{"index/rank", "x.go", "cleannet/index/query"},
		{"index/answer", "x.go", "github.com/blevesearch/bleve/v2/search"},
		{"index/answer", "x.go", "cleannet/bot"},
		{"bot", "x.go", "cleannet/bot/discord"},
		{"bot", "x.go", "github.com/bwmarrin/discordgo"},
		{"bot/discord/discordtest", "x.go", "github.com/bwmarrin/discordgo"},
		{"bot/discord", "x.go", "cleannet/bot/discord/discordtest"},
		{"bot/discord", "x.go", "cleannet/cmd/cleannet"},
		{"cmd/cleannet", "x.go", "cleannet/bot/discord/discordtest"},
	} {
		if forbidden(i) == "" {
			t.Errorf("%s/%s may import %s, want a rule against it", i.dir, i.file, i.path)
		}
	}
	for _, i := range []importing{
		{"corpus/check", "x.go", "cleannet/corpus/topic"},
		{"index", "x.go", "cleannet/index/query"},
		{"index", "x.go", "github.com/blevesearch/bleve_index_api"},
		{"index/answer", "x.go", "cleannet/index"},
		{"index/query", "x.go", "cleannet/corpus"},
		{"bot/discord", "x.go", "github.com/bwmarrin/discordgo"},
		{"bot/discord", "x_test.go", "cleannet/bot/discord/discordtest"},
		{"cmd/cleannet", "x.go", "cleannet/corpus"},
	} {
		if rule := forbidden(i); rule != "" {
			t.Errorf("%s/%s may not import %s (%s), want it allowed", i.dir, i.file, i.path, rule)
		}
	}
}
