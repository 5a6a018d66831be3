// Command cleannet answers questions from a corpus of articles, in the terminal,
// as a Discord application and on a local web page.
//
// main only joins the program to the world: everything it touches comes in as
// an [env], every command is one file with a constructor newX(*app), and [run]
// turns errors into the exit codes of the README. Data goes to stdout, messages
// go to stderr. Settings come from flags, else from CLEANNET_* variables of the
// environment, else from the file named by --env-file, else they have their
// default.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, osEnv(), os.Args[1:])
	stop()
	os.Exit(code)
}

// osEnv returns the environment of this process.
func osEnv() *env {
	return &env{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		getenv: os.Getenv,
		width:  terminalWidth,
		now:    time.Now,
	}
}

// terminalWidth returns the columns of the terminal behind f, or 0 if f is none.
func terminalWidth(f any) int {
	file, ok := f.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	if w, _, err := term.GetSize(int(file.Fd())); err == nil && w > 0 {
		return w
	}
	return 80 // a terminal that does not tell its size
}
