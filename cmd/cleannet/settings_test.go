package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

// testEnv returns an environment of those variables and what is printed in it.
func testEnv(vars map[string]string) (e *env, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	return &env{
		stdin: strings.NewReader(""), stdout: stdout, stderr: stderr,
		getenv: func(name string) string { return vars[name] },
		width:  func(any) int { return 0 },
	}, stdout, stderr
}

func TestPrecedence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "vars")
	if err := os.WriteFile(file, []byte("CLEANNET_COLOR=never\nCLEANNET_ALSO=f\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sep := string(filepath.ListSeparator)
	e, _, _ := testEnv(map[string]string{
		"CLEANNET_ENV_FILE": file, "CLEANNET_COLOR": "always",
		"CLEANNET_CORPUS": "a" + sep + "b",
	})
	a := &app{env: e}
	idle := func(*cobra.Command, []string) error { return nil } // reading settings is all that is wanted
	root := newRoot(a)
	root.RunE = idle
	root.SetArgs([]string{"--corpus", "c"})
	if err := root.ExecuteContext(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"c"}, {"f"}, {"always"}}
	if diff := cmp.Diff(want, [][]string{a.corpus, a.also, {a.color}}); diff != "" {
		t.Errorf("corpus (flag over variable), also (file), color (variable over file): -want +got\n%s", diff)
	}
	a = &app{env: e}
	root = newRoot(a)
	root.RunE = idle
	root.SetArgs(nil)
	if err := root.ExecuteContext(context.Background()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b"}, a.corpus); diff != "" {
		t.Errorf("CLEANNET_CORPUS as a list: -want +got\n%s", diff)
	}
}

func TestWrongUse(t *testing.T) {
	for _, tt := range []struct {
		args []string
		vars map[string]string
		want string
	}{
		{args: []string{"--nonsense"}, want: "unknown flag: --nonsense"},
		{args: []string{"--color", "pink"}, want: "--color pink: not auto, always or never"},
		{vars: map[string]string{"CLEANNET_COLOR": "pink"}, want: "--color pink"},
		{args: []string{"--env-file", "absent"}, want: "--env-file: open absent"},
	} {
		e, stdout, stderr := testEnv(tt.vars)
		if code := run(context.Background(), e, tt.args); code != exitUsage {
			t.Errorf("run(%q) = %d, want %d", tt.args, code, exitUsage)
		}
		if !strings.Contains(stderr.String(), tt.want) || stdout.Len() > 0 {
			t.Errorf("run(%q) printed %q and %q, want %q on stderr alone", tt.args, stdout, stderr, tt.want)
		}
	}
}

func TestParseEnvFile(t *testing.T) {
	got, err := parseEnvFile(strings.NewReader("\uFEFF# comment\n\nexport A = 1\nB=\"two words\"\nC='x=y'\r\nD=\nE=$A\n"))
	want := map[string]string{"A": "1", "B": "two words", "C": "x=y", "D": "", "E": "$A"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("parseEnvFile: %v, -want +got\n%s", err, diff)
	}
	_, err = parseEnvFile(strings.NewReader("A=1\nsecret words\n"))
	if err == nil || err.Error() != "2: not NAME=VALUE" {
		t.Errorf("parseEnvFile of a line without = gives %v, want the line's number and nothing of its text", err)
	}
}

// FuzzEnvFile holds that a name is never empty or of several words, and that an
// error does not repeat what may be a secret.
func FuzzEnvFile(f *testing.F) {
	f.Add("A=1\nexport B='2'\n# c\n")
	f.Add("=\n")
	f.Fuzz(func(t *testing.T, text string) {
		vars, err := parseEnvFile(strings.NewReader(text))
		for name := range vars {
			if name == "" || strings.ContainsAny(name, " \t\n=") {
				t.Errorf("name %q", name)
			}
		}
		if err != nil && len(err.Error()) > 60 {
			t.Errorf("error of %d bytes: %v", len(err.Error()), err)
		}
	})
}
