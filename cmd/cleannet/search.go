package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/answer"
	"cleannet/index/query"
)

func newSearch(a *app) *cobra.Command {
	var asJSON bool
	limit := 10
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "List the passages that bear on a query",
		Long: `List the passages that bear on a query, best first. A query is words, "phrases",
-without, and filters: source: kind: stance: lang: country: topic: after: before:`,
		Example: `  cleannet search "LG U+ Huawei"
  cleannet search 'stance:china-gov "clean network" after:2020-08'
  cleannet search --limit 3 --json Krach`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := a.question(args)
			if err != nil {
				return err
			}
			if limit < 1 || limit > 100 {
				return usagef("--limit %d: not from 1 to 100", limit)
			}
			s, err := a.snapshot(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			res, err := s.Search(cmd.Context(), query.Parse(text), limit)
			if err != nil {
				return err
			}
			if asJSON {
				err = a.printJSON(resultJSON(text, res))
			} else {
				a.printResult(res)
			}
			if err == nil && len(res.Hits) == 0 {
				return errNothing
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().IntVar(&limit, "limit", limit, "`N` passages at most, 1 to 100")
	return cmd
}

// printResult prints hits for people, and what there is to say about the search
// as messages.
func (a *app) printResult(res *index.Result) {
	a.corrected(res.Corrections)
	if res.Undated > 0 {
		fmt.Fprintf(a.stderr, "The date filter leaves out %s without a date.\n", count(res.Undated, "source"))
	}
	if len(res.Hits) == 0 {
		fmt.Fprintln(a.stderr, "No passage matches.")
		return
	}
	p := a.page()
	for i, h := range res.Hits {
		art := h.Passage.Article
		var marks []styled
		for _, m := range h.Marks {
			marks = append(marks, styled{m, bold})
		}
		number := fmt.Sprintf("[%d] ", i+1)
		pad := strings.Repeat(" ", len(number))
		p.slice(tint(number, bold, p.color), pad, art, h.Passage.Span, plain, marks)
		p.source(pad, art, h.Passage.Span)
	}
	if res.Total > len(res.Hits) {
		fmt.Fprintf(a.stderr, "%d of %s shown.\n", len(res.Hits), count(res.Total, "passage"))
	}
}

// corrected says which words were looked for in another spelling.
func (a *app) corrected(cs []index.Correction) {
	for _, c := range cs {
		fmt.Fprintf(a.stderr, "Looked for %s in place of %s.\n", inert(c.Used), inert(c.Typed))
	}
}

// count returns a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// resultSources numbers the articles of hits in order of first use.
func resultSources(hits []index.Hit) (sources []answer.Source, number map[*corpus.Article]int) {
	number = map[*corpus.Article]int{}
	for _, h := range hits {
		art := h.Passage.Article
		if number[art] == 0 {
			sources = append(sources, answer.Source{N: len(sources) + 1, Article: art})
			number[art] = len(sources)
		}
	}
	return sources, number
}
