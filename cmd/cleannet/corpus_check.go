package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"cleannet/corpus"
	"cleannet/corpus/check"
)

func newCorpusCheck(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Check the article files of a folder, or of the layers in use",
		Long: `Check the article files of a folder, or of the layers in use: the built-in
articles or those of --corpus, with those of --also. Every problem is named with
its file, and its line where there is one; exit status 2 says that there are some.

Besides the form of each file it looks for dates in the future, unknown topics
and articles that are nearly doubles, and in summaries (basis: digest) for
paragraphs of one sentence or of more than six, quotations of ten words or more,
and eight words in a row that another summary has too.`,
		Example: `  cleannet corpus check mine
  cleannet corpus check --also mine --json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			n, problems, err := a.check(args)
			if err != nil {
				return err
			}
			return a.printProblems(n, problems, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

// check returns how many articles are sound and what is wrong with the others,
// with the path of each file where a folder was named.
func (a *app) check(args []string) (sound int, problems []corpus.Problem, err error) {
	if len(args) == 0 {
		l, err := a.readLayers()
		if err != nil {
			return 0, nil, err
		}
		sound, found := a.checkWhole(l.Corpus)
		return sound, append(l.problems, found...), nil
	}
	dir := args[0]
	if info, err := os.Stat(dir); err != nil {
		return 0, nil, usagef("check: %w", err)
	} else if !info.IsDir() {
		return 0, nil, usagef("check %s: not a folder", dir)
	}
	problems = slices.Collect(corpus.Check(os.DirFS(dir)))
	c, _ := corpus.Read(os.DirFS(dir))
	sound, found := a.checkWhole(c)
	problems = append(problems, found...)
	for i := range problems {
		problems[i].File = filepath.Join(dir, problems[i].File)
	}
	return sound, problems, nil
}

// checkWhole checks articles whose files are in order, and returns how many
// have no problem.
func (a *app) checkWhole(c *corpus.Corpus) (sound int, problems []corpus.Problem) {
	with := map[string]bool{}
	for p := range check.All(c, latestDay(a.now())) {
		problems = append(problems, p)
		with[p.File] = true
	}
	return c.Len() - len(with), problems
}

// latestDay is the latest day that it is anywhere on earth: the days begin
// fourteen hours early at UTC+14, and an article may be dated there.
func latestDay(now time.Time) corpus.Date {
	y, m, d := now.UTC().Add(14 * time.Hour).Date()
	return corpus.Date{Year: y, Month: int(m), Day: d}
}

func (a *app) printProblems(sound int, problems []corpus.Problem, asJSON bool) error {
	type jsonProblem struct {
		File    string `json:"file"`
		Line    int    `json:"line"` // 0: the file as a whole
		Message string `json:"message"`
	}
	out := struct {
		Articles int           `json:"articles"` // without a problem
		Problems []jsonProblem `json:"problems"`
	}{sound, []jsonProblem{}}
	for _, p := range problems {
		out.Problems = append(out.Problems, jsonProblem{p.File, p.Line, p.Msg})
		if !asJSON {
			fmt.Fprintln(a.stdout, inert(p.String()))
		}
	}
	if asJSON {
		if err := a.printJSON(out); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return usagef("%s, and %s without any", count(len(problems), "problem"), count(sound, "article"))
	}
	fmt.Fprintf(a.stderr, "%s, no problems\n", count(sound, "article"))
	return nil
}
