package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cleannet/corpus"
)

// newCorpus returns the commands about the articles themselves.
func newCorpus(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "corpus",
		Short: "Add, list, check and count articles",
		Example: `  cleannet corpus add story.txt --to mine --url https://example.org/story --publisher "Example News"
  cleannet corpus list --also mine
  cleannet corpus check mine`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(newCorpusAdd(a), newCorpusList(a), newCorpusCheck(a), newCorpusStats(a))
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
