package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

// The exit codes; the README explains them to users.
const (
	exitOK       = 0 // answered, closest, found, done
	exitDeclined = 1 // declined, or nothing found
	exitUsage    = 2 // wrong use or bad input
	exitOther    = 3 // anything else
)

// An env is what the program touches of the world.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	width          func(f any) int // columns of the terminal behind a stream, 0 if it is none
	now            func() time.Time
}

// An app is one run of the program: its environment and the settings that all
// commands share. Commands read it after the flags are parsed, in their RunE.
type app struct {
	*env
	corpus []string          // --corpus: directories that replace the built-in articles
	also   []string          // --also: directories laid over them
	color  string            // --color: auto, always or never
	file   string            // --env-file
	extra  map[string]string // what that file holds
	// started is set once flags and arguments are found to be in order; an error
	// before that is wrong use.
	started bool
}

// lookup returns a variable of the environment, else of the --env-file, else
// "". An empty variable counts as not set.
func (a *app) lookup(name string) string {
	if v := a.getenv(name); v != "" {
		return v
	}
	return a.extra[name]
}

// run carries out the command line and returns the exit code.
func run(ctx context.Context, e *env, args []string) int {
	a := &app{env: e}
	root := newRoot(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	code := a.exitCode(err)
	if err != nil && !errors.Is(err, errNothing) {
		fmt.Fprintf(e.stderr, "cleannet: %v\n", err)
		if code == exitUsage && !a.started {
			fmt.Fprintln(e.stderr, "Try cleannet --help.")
		}
	}
	return code
}

// newRoot returns the command tree. A new command is one line here.
func newRoot(a *app) *cobra.Command {
	var s serving // plain cleannet serves
	root := &cobra.Command{
		Use:   "cleannet",
		Short: "Answers from sources on the Clean Network, quoted and cited",
		Example: `  cleannet ask "which Korean operator still uses Huawei equipment?"
  cleannet search "source:hankyoreh LG U+"
  cleannet source hankyoreh-2020-10-15-sed --cite apa`,
		SilenceUsage: true, SilenceErrors: true,
		Version:           version(),
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.prepare(cmd) },
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), s) },
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetHelpTemplate(helpTemplate)
	root.SetVersionTemplate("cleannet {{.Version}}\n")
	fs := root.PersistentFlags()
	fs.StringArrayVar(&a.corpus, "corpus", nil, "`DIR` of articles that replace the built-in ones (repeatable)")
	fs.StringArrayVar(&a.also, "also", nil, "`DIR` of articles laid over them (repeatable)")
	fs.StringVar(&a.color, "color", "auto", "colour: auto, always or never")
	fs.StringVar(&a.file, "env-file", "", "`FILE` of NAME=VALUE lines that the environment lacks")
	fs.SortFlags = false
	s.flags(root)
	root.AddCommand(newServe(a))
	root.AddCommand(newRegister(a))
	root.AddCommand(newInvite(a))
	root.AddCommand(newFeedback(a))
	root.AddCommand(newAsk(a))
	root.AddCommand(newSearch(a))
	root.AddCommand(newTimeline(a))
	root.AddCommand(newSource(a))
	root.AddCommand(newEval(a))
	root.AddCommand(newCorpus(a))
	return root
}

// helpTemplate puts the examples first: they are what most people look for.
const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{if .HasExample}}Examples:
{{.Example}}

{{end}}Usage:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}

Every flag is also a variable of the environment: --env-file is CLEANNET_ENV_FILE.
Exit status: 0 answered or closest, 1 declined or nothing found, 2 wrong use or
bad input, 3 anything else.
`

// errNothing ends a command that found nothing and has said so itself: exit
// code 1 and no further message.
var errNothing = errors.New("nothing found")

// A usageError is wrong use or bad input: exit code 2.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// usagef returns an error that ends the program with exit code 2.
func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// exitCode tells which exit code an error of a command means.
func (a *app) exitCode(err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errNothing):
		return exitDeclined
	case !a.started, errors.As(err, &usage):
		return exitUsage
	}
	return exitOther
}

// version names the build: the module's version or the commit, as Go recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	v := info.Main.Version
	if v == "" {
		v = "(devel)"
	}
	return v + " " + info.GoVersion
}
