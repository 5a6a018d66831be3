package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/check"
)

// The coverage table of the README is what "cleannet corpus stats --markdown"
// prints. UPDATE_SCRIPTS=1 writes it anew, as it does the scripts.
func TestReadmeCoverage(t *testing.T) {
	const begin, end = "<!-- coverage: cleannet corpus stats --markdown -->\n", "<!-- end of coverage -->"
	path := filepath.Join("..", "..", "README.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Load(articles.FS())
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	if err := check.Cover(c).Markdown(&want); err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	got, after, closed := strings.Cut(rest, end)
	switch {
	case !ok || !closed:
		t.Fatalf("README.md has no lines %q and %q", begin, end)
	case got == want.String():
	case os.Getenv("UPDATE_SCRIPTS") != "":
		if err := os.WriteFile(path, []byte(before+begin+want.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("README.md has another coverage than the articles; UPDATE_SCRIPTS=1 go test writes it anew")
	}
}
