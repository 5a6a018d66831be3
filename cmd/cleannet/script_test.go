package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts run this test binary as cleannet, in a folder of their own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cleannet": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			// No setting of whoever runs the tests reaches the program.
			for _, v := range os.Environ() {
				name, _, _ := strings.Cut(v, "=")
				if strings.HasPrefix(name, "CLEANNET_") || strings.HasPrefix(name, "DISCORD_") || name == "NO_COLOR" {
					e.Setenv(name, "")
				}
			}
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		// UPDATE_SCRIPTS=1 rewrites what the scripts compare output with.
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

// exits runs a program and holds that it ends with a code: exits 1 cleannet ask ...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS...")
	}
	got := 0
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}
