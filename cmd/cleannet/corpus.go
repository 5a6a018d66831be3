package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cleannet/corpus"
)

// newCorpus returns the commands about the articles themselves.
func newCorpus(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "corpus",
		Short: "Add, list and check articles",
		Example: `  cleannet corpus add story.txt --to mine --url https://example.org/story --publisher "Example News"
  cleannet corpus list --also mine
  cleannet corpus check mine`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(newCorpusAdd(a), newCorpusList(a), newCorpusCheck(a))
	return c
}

func newCorpusList(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the articles: id, date, publisher, title",
		Example: `  cleannet corpus list
  cleannet corpus list --also mine --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			c, err := a.loadCorpus()
			if err != nil {
				return err
			}
			if asJSON {
				return a.listJSON(c)
			}
			a.listText(c)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

func (a *app) listJSON(c *corpus.Corpus) error {
	out := struct {
		Articles []jsonSource `json:"articles"`
		Total    int          `json:"total"`
	}{[]jsonSource{}, c.Len()}
	for art := range c.All() {
		out.Articles = append(out.Articles, sourceJSON(len(out.Articles)+1, art))
	}
	return a.printJSON(out)
}

// listText prints two lines an article: what to type for it, and what it is.
func (a *app) listText(c *corpus.Corpus) {
	p := a.page()
	for art := range c.All() {
		date := art.Published.String()
		if date == "" {
			date = "n.d."
		}
		title := art.Title
		if art.TitleSupplied {
			title = "[" + title + "]"
		}
		fmt.Fprintln(p.w, tint(art.ID, bold, p.color))
		p.lines("    ", fmt.Sprintf("%s, %s: %s (%s, %s)", art.Publisher, date, title, art.Kind, art.Basis), plain)
	}
	fmt.Fprintf(a.stderr, "%s\n", count(c.Len(), "article"))
}

func newCorpusCheck(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Check the article files of a folder, or of the layers in use",
		Long: `Check the article files of a folder, or of the layers in use: the built-in
articles or those of --corpus, with those of --also. Every problem is named with
its file and line; exit status 2 says that there are some.`,
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
// with the path of each file.
func (a *app) check(args []string) (sound int, problems []corpus.Problem, err error) {
	if len(args) == 0 {
		l, err := a.readLayers()
		if err != nil {
			return 0, nil, err
		}
		return l.Len(), l.problems, nil
	}
	dir := args[0]
	if info, err := os.Stat(dir); err != nil {
		return 0, nil, usagef("check: %w", err)
	} else if !info.IsDir() {
		return 0, nil, usagef("check %s: not a folder", dir)
	}
	c, _ := corpus.Read(os.DirFS(dir))
	for p := range corpus.Check(os.DirFS(dir)) {
		p.File = filepath.Join(dir, p.File)
		problems = append(problems, p)
	}
	return c.Len(), problems, nil
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
