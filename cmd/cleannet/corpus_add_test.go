package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const addText = `The ministry said on Monday that it would decide about the masts of its networks before the end of the year.
Operators had asked for more time, because the masts stand on roofs that belong to others and the contracts run on.
`

// TestAddAsks answers the question on a terminal.
func TestAddAsks(t *testing.T) {
	for _, tt := range []struct {
		typed string
		code  int
	}{
		{"y\n", exitOK}, {" YES \n", exitOK}, {"y", exitOK},
		{"\n", exitDeclined}, {"n\n", exitDeclined}, {"", exitDeclined}, {"yesterday\n", exitDeclined},
	} {
		dir := t.TempDir()
		file, to := filepath.Join(dir, "masts.txt"), filepath.Join(dir, "to")
		if err := os.WriteFile(file, []byte(addText), 0o600); err != nil {
			t.Fatal(err)
		}
		e, stdout, stderr := testEnv(nil)
		e.stdin = strings.NewReader(tt.typed)
		e.width = func(f any) int {
			if f == io.Reader(e.stdin) {
				return 80
			}
			return 0
		}
		code := run(context.Background(), e, []string{"corpus", "add", file, "--to", to, "--url", "https://example.org/a", "--publisher", "P", "--title", "T"})
		path := filepath.Join(to, "masts.md")
		_, err := os.Stat(path)
		if code != tt.code || errors.Is(err, os.ErrNotExist) != (code != exitOK) {
			t.Errorf("%q: exit code %d, want %d, %v\n%s", tt.typed, code, tt.code, err, stderr)
		}
		if !strings.Contains(stderr.String(), "Operators had asked") || !strings.Contains(stderr.String(), "Write "+path+"? [y/N] ") {
			t.Errorf("%q: the text and the question are not shown:\n%s", tt.typed, stderr)
		}
		if want := map[bool]string{true: path + "\n"}[code == exitOK]; stdout.String() != want {
			t.Errorf("%q: stdout %q, want %q", tt.typed, stdout, want)
		}
	}
}

func TestWriteNew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(dir, "x.md")
	for name, write := range map[string]func(string, []byte) error{"link": writeNew, "exclusive": writeExclusive} {
		os.RemoveAll(dir)
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := write(path, []byte("first")); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := write(path, []byte("second")); err == nil {
			t.Errorf("%s: a file that is there is replaced without an error", name)
		}
		data, err := os.ReadFile(path)
		if err != nil || string(data) != "first" {
			t.Errorf("%s: the file holds %q, %v", name, data, err)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("%s: %d files are left, want 1", name, len(entries))
		}
	}
	if err := writeNew(filepath.Join(path, "y.md"), nil); err == nil {
		t.Error("a file serves as a folder")
	}
}

func TestShorten(t *testing.T) {
	for in, want := range map[string]string{"": "", "abc": "abc", "abcd": "ab…", "äöüß": "äö…"} {
		if got := shorten(in, 3); got != want {
			t.Errorf("shorten(%q, 3) = %q, want %q", in, got, want)
		}
	}
}
