// Peers runs other engines on judged sets in BEIR layout and measures them as
// cleannet is measured: with the code of cleannet/index/eval, on the same files,
// title and text searched. With a run of cleannet it tells how far cleannet is
// ahead of the best of them, with the interval of a paired bootstrap.
//
// It is a module of its own, so that the engines stay out of the product's
// dependencies. README.md has what was measured.
//
// An engine is given its defaults; where a language is known, its analyzer of
// that language stands beside them as an engine of its own. No engine is tuned
// on a set, and none sees the judgements.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"cleannet/index/eval"
)

const usage = `usage: peers [--run PATH] [--out DIR] [--kept DIR] [--only NAMES] [--json] SET...

Each SET is a folder in BEIR layout.

  --run PATH    a TREC run of cleannet (cleannet eval --set SET --run PATH); of
                several sets a folder with a file NAME.run for each, NAME being
                the last part of the set's path
  --out DIR     write the top 100 of each engine as DIR/NAME.ENGINE.run
  --kept DIR    read what --out wrote there in place of running the engines
  --only NAMES  run these engines alone, parted by commas
  --json        print one JSON object in place of a Markdown table
`

// errUsage is a wrong command line.
var errUsage = errors.New("wrong use")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		fmt.Fprintf(os.Stderr, "peers: %v\n%s", err, usage)
		os.Exit(2)
	case err != nil:
		fmt.Fprintf(os.Stderr, "peers: %v\n", err)
		os.Exit(3)
	}
}

// A job is what the command line asks for.
type job struct {
	run, out, kept string
	json           bool
	peers          []peer
	sets           []string
}

func parse(args []string, stderr io.Writer) (job, error) {
	var j job
	var only string
	fs := flag.NewFlagSet("peers", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&j.run, "run", "", "")
	fs.StringVar(&j.out, "out", "", "")
	fs.StringVar(&j.kept, "kept", "", "")
	fs.StringVar(&only, "only", "", "")
	fs.BoolVar(&j.json, "json", false, "")
	err := fs.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stderr, usage)
		return j, err
	}
	if err != nil {
		return j, fmt.Errorf("%w: %v", errUsage, err)
	}
	j.sets = fs.Args()
	if len(j.sets) == 0 {
		return j, fmt.Errorf("%w: no set", errUsage)
	}
	j.peers, err = choose(only)
	return j, err
}

// choose returns the peers of those names, all for "".
func choose(names string) ([]peer, error) {
	if names == "" {
		return peers, nil
	}
	var out []peer
	for name := range strings.SplitSeq(names, ",") {
		found := len(out)
		for _, p := range peers {
			if p.name == name {
				out = append(out, p)
			}
		}
		if len(out) == found {
			return nil, fmt.Errorf("%w: --only: no engine %q", errUsage, name)
		}
	}
	return out, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	j, err := parse(args, stderr)
	if err != nil {
		return err
	}
	var results []result
	for _, dir := range j.sets {
		r, err := j.measure(ctx, dir, stderr)
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		results = append(results, r)
	}
	if j.json {
		return writeJSON(stdout, results)
	}
	return writeTable(stdout, results)
}

// measure runs the engines on one set.
func (j job) measure(ctx context.Context, dir string, stderr io.Writer) (result, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return result{}, err
	}
	set, err := eval.ReadSet(os.DirFS(dir))
	if err != nil {
		return result{}, err
	}
	queries := set.Judged()
	r := result{Set: filepath.Base(abs), Lang: set.Language(), Rows: len(set.Rows), Queries: len(queries)}
	for _, p := range j.peers {
		fmt.Fprintf(stderr, "%s: %s\n", r.Set, p.name)
		rankings, err := j.ranked(ctx, r.Set, p, set, queries)
		if err != nil {
			return r, err
		}
		if err := j.keep(r.Set, p.name, rankings); err != nil {
			return r, err
		}
		r.add(p.name, set, rankings)
	}
	if j.run != "" {
		rankings, err := j.ours(r.Set, set, queries)
		if err != nil {
			return r, err
		}
		r.compare(set, rankings)
	}
	return r, nil
}

// ranked runs an engine, or reads what it ranked before.
func (j job) ranked(ctx context.Context, name string, p peer, set *eval.Set, queries []eval.Query) ([]eval.Ranking, error) {
	if j.kept == "" {
		return measurePeer(ctx, p, set, queries)
	}
	return readRankings(filepath.Join(j.kept, name+"."+p.name+".run"), set, queries)
}

// keep writes the rankings of an engine where --out says.
func (j job) keep(set, engine string, rankings []eval.Ranking) error {
	if j.out == "" {
		return nil
	}
	f, err := os.Create(filepath.Join(j.out, set+"."+engine+".run"))
	if err != nil {
		return err
	}
	if err := eval.WriteRun(f, engine, rankings); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", f.Name(), err)
	}
	return f.Close()
}

// ours reads cleannet's rankings of a set.
func (j job) ours(name string, set *eval.Set, queries []eval.Query) ([]eval.Ranking, error) {
	file := j.run
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		file = filepath.Join(file, name+".run")
	} else if len(j.sets) > 1 {
		return nil, fmt.Errorf("%w: --run %s: several sets need a folder", errUsage, file)
	}
	return readRankings(file, set, queries)
}

// readRankings reads the rankings of the queries out of a TREC run.
func readRankings(file string, set *eval.Set, queries []eval.Query) ([]eval.Ranking, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := readRun(f)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", file, err)
	}
	rankings, err := runOf(all, set, queries)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return rankings, nil
}
