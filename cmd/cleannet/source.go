package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cleannet/corpus"
)

func newSource(a *app) *cobra.Command {
	var cite string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "source ID",
		Short: "Show a source, or cite it",
		Long: `Show a source: where it was published, whose view it carries, and its text.
With --cite only the citation is printed. cleannet corpus list names the ids.`,
		Example: `  cleannet source hankyoreh-2020-10-15-sed
  cleannet source hankyoreh-2020-10-15-sed --cite bibtex >> refs.bib`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			style := corpus.CitationStyle(cite)
			if cite != "" && !slices.Contains(corpus.CitationStyles, style) {
				return usagef("--cite %s: not text, apa, bibtex or csl-json", cite)
			}
			c, err := a.loadCorpus()
			if err != nil {
				return err
			}
			art, ok := c.Article(args[0])
			if !ok {
				fmt.Fprintf(a.stderr, "There is no source %q.%s\n", inert(args[0]), nearest(c, args[0]))
				return errNothing
			}
			switch {
			case cite != "":
				fmt.Fprintln(a.stdout, inert(corpus.Cite(style, art)))
			case asJSON:
				return a.printJSON(fullSourceJSON(art))
			default:
				a.page().article(art)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&cite, "cite", "", "print the citation alone: text, apa, bibtex or csl-json")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
		l, err := a.readLayers()
		if err != nil || len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var ids []string
		for art := range l.All() {
			if strings.HasPrefix(art.ID, prefix) {
				ids = append(ids, art.ID+"\t"+inert(art.Title))
			}
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

// nearest names up to three sources whose id holds what was typed, or begins
// with its first part.
func nearest(c *corpus.Corpus, typed string) string {
	typed = strings.ToLower(typed)
	head, _, _ := strings.Cut(typed, "-")
	var ids []string
	for _, match := range []func(id string) bool{
		func(id string) bool { return strings.Contains(id, typed) },
		func(id string) bool { return head != "" && strings.HasPrefix(id, head) },
	} {
		for art := range c.All() {
			if len(ids) < 3 && match(art.ID) && !slices.Contains(ids, art.ID) {
				ids = append(ids, art.ID)
			}
		}
	}
	if len(ids) == 0 {
		return " cleannet corpus list names them all."
	}
	return " Near it: " + strings.Join(ids, ", ") + "."
}

// article prints a source with its text.
func (p page) article(art *corpus.Article) {
	title := art.Title
	if art.TitleSupplied {
		title = "[" + title + "]"
	}
	p.lines("", title, bold)
	if art.TitleEN != "" {
		p.lines("", "["+art.TitleEN+"]", plain)
	}
	p.source("", art, corpus.Span{})
	for _, line := range [][2]string{
		{"id", art.ID},
		{"topics", strings.Join(art.Topics, ", ")},
		{"countries", strings.Join(art.Countries, ", ")},
		{"original", originalLang(art)},
		{"license", art.License},
	} {
		if line[1] != "" {
			p.lines("", fmt.Sprintf("%-10s %s", line[0], line[1]), dim)
		}
	}
	for paragraph := range strings.SplitSeq(art.Text, "\n\n") {
		fmt.Fprintln(p.w)
		p.lines("", paragraph, plain)
	}
}

func originalLang(art *corpus.Article) string {
	if art.SourceLang == "" || art.SourceLang == art.Lang {
		return ""
	}
	return "in " + art.SourceLang
}

// A jsonFullSource is a source with everything that is known of it.
type jsonFullSource struct {
	jsonSource
	TitleSupplied bool     `json:"title_supplied"`
	TitleEN       string   `json:"title_en"`
	Authors       []string `json:"authors"`
	SourceLang    string   `json:"source_lang"`
	ArchiveURL    string   `json:"archive_url"`
	Topics        []string `json:"topics"`
	Countries     []string `json:"countries"`
	Provenance    string   `json:"provenance"`
	Retrieved     string   `json:"retrieved"`
	License       string   `json:"license"`
	Text          string   `json:"text"`
}

func fullSourceJSON(art *corpus.Article) jsonFullSource {
	return jsonFullSource{jsonSource: sourceJSON(1, art), TitleSupplied: art.TitleSupplied, TitleEN: art.TitleEN, Authors: list(art.Authors),
		SourceLang: art.SourceLang, ArchiveURL: art.ArchiveURL, Topics: list(art.Topics), Countries: list(art.Countries),
		Provenance: art.Provenance, Retrieved: art.Retrieved.String(), License: art.License, Text: art.Text}
}
