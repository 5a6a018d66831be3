package main

import (
	"github.com/spf13/cobra"

	"cleannet/corpus/check"
)

func newCorpusStats(a *app) *cobra.Command {
	var asJSON, markdown bool
	c := &cobra.Command{
		Use:   "stats",
		Short: "Count the sources by country, kind, stance, language, topic and month",
		Example: `  cleannet corpus stats
  cleannet corpus stats --also mine --markdown`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			c, err := a.loadCorpus()
			if err != nil {
				return err
			}
			cov := check.Cover(c)
			switch {
			case asJSON:
				return a.printJSON(statsJSON(cov))
			case markdown:
				return cov.Markdown(a.stdout)
			}
			return cov.Text(a.stdout)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVar(&markdown, "markdown", false, "print a Markdown table")
	c.MarkFlagsMutuallyExclusive("json", "markdown")
	return c
}

type jsonStats struct {
	Articles int         `json:"articles"`
	Undated  int         `json:"undated"`
	Tables   []jsonTable `json:"tables"`
}

type jsonTable struct {
	By     string      `json:"by"`
	Counts []jsonCount `json:"counts"`
}

type jsonCount struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

func statsJSON(cov check.Coverage) jsonStats {
	out := jsonStats{Articles: cov.Articles, Undated: cov.Undated, Tables: []jsonTable{}}
	for _, t := range cov.Tables {
		table := jsonTable{By: t.Title, Counts: []jsonCount{}}
		for _, r := range t.Rows {
			table.Counts = append(table.Counts, jsonCount(r))
		}
		out.Tables = append(out.Tables, table)
	}
	return out
}
