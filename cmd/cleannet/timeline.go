package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cleannet/corpus"
	"cleannet/corpus/when"
	"cleannet/index/answer"
	"cleannet/index/timeline"
)

func newTimeline(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "timeline QUERY",
		Short: "Tell in order of time what sources say about a subject",
		Long: `Tell in order of time what sources say about a subject: sentences with a date in
them, those on one event together. A date that is only that of a report, or that
lay ahead when it was written, is marked as such. What cannot be dated is left
out. Filters are those of cleannet search.`,
		Example: `  cleannet timeline Huawei ban United Kingdom
  cleannet timeline "Keith Krach after:2020-07 before:2020-12"`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := a.question(args)
			if err != nil {
				return err
			}
			s, err := a.snapshot(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			t, err := timeline.Ask(cmd.Context(), s, text)
			if err != nil {
				return err
			}
			if asJSON {
				err = a.printJSON(timelineJSON(t))
			} else {
				a.printTimeline(t)
			}
			if err == nil && len(t.Events) == 0 {
				return errNothing
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

// printTimeline prints events for people, and the sources below them under the
// numbers that the events give.
func (a *app) printTimeline(t timeline.Timeline) {
	a.corrected(t.Corrections)
	if len(t.Events) == 0 {
		fmt.Fprintln(a.stderr, "No source dates anything about this.")
		return
	}
	p := a.page()
	sources, number := timelineSources(t)
	last := ""
	for _, e := range t.Events {
		date := e.Date.Words()
		if e.Last != e.Date {
			date += " to " + e.Last.Words()
		}
		if date != last {
			fmt.Fprintln(p.w, tint(date, bold, p.color))
		}
		last = date
		if note := roleNotes[e.Role]; note != "" {
			fmt.Fprintln(p.w, "  "+tint("("+note+")", dim, p.color))
		}
		var numbers []string
		for _, c := range e.Cites {
			numbers = append(numbers, fmt.Sprintf("[%d]", number[c.Article]))
		}
		first := e.Cites[0]
		var marks []styled
		for _, m := range first.Marks {
			marks = append(marks, styled{m, bold})
		}
		p.slice("  ", "  ", first.Article, first.Span, plain, append(marks, styled{first.At, underline}))
		fmt.Fprintln(p.w, "  "+tint(strings.Join(numbers, " "), dim, p.color))
	}
	fmt.Fprintln(p.w)
	for _, s := range sources {
		p.lines("", fmt.Sprintf("[%d] %s: %s", s.N, s.Article.Label(), corpus.Cite(corpus.CiteText, s.Article)), dim)
	}
	if t.Undated > 0 {
		fmt.Fprintf(a.stderr, "%s on this without a date left out.\n", count(t.Undated, "sentence"))
	}
}

// roleNotes say of a date that it is not that of an event; roleNames are what
// JSON calls the roles.
var (
	roleNotes = map[when.Role]string{when.Report: "the date of the report", when.Ahead: "then still ahead, or a deadline"}
	roleNames = map[when.Role]string{when.Event: "event", when.Report: "report", when.Ahead: "ahead"}
)

// timelineSources numbers the articles of a timeline in order of first use.
func timelineSources(t timeline.Timeline) (sources []answer.Source, number map[*corpus.Article]int) {
	number = map[*corpus.Article]int{}
	for _, e := range t.Events {
		for _, c := range e.Cites {
			if number[c.Article] == 0 {
				sources = append(sources, answer.Source{N: len(sources) + 1, Article: c.Article})
				number[c.Article] = len(sources)
			}
		}
	}
	return sources, number
}

type (
	jsonTimeline struct {
		Question    string           `json:"question"`
		Events      []jsonEvent      `json:"events"`
		Undated     int              `json:"undated"`
		Sources     []jsonSource     `json:"sources"`
		Corrections []jsonCorrection `json:"corrections"`
	}
	jsonEvent struct {
		Date  string     `json:"date"`
		Last  string     `json:"last"` // of a range, else the date
		Role  string     `json:"role"` // what the date is of: event, report or ahead
		Cites []jsonCite `json:"cites"`
	}
	jsonCite struct {
		Source  int      `json:"source"`
		Article string   `json:"article"`
		Start   int      `json:"start"`
		End     int      `json:"end"`
		Text    string   `json:"text"`
		At      jsonSpan `json:"at"` // the date
	}
)

func timelineJSON(t timeline.Timeline) jsonTimeline {
	sources, number := timelineSources(t)
	out := jsonTimeline{Question: t.Query, Events: []jsonEvent{}, Undated: t.Undated, Sources: sourcesJSON(sources),
		Corrections: correctionsJSON(t.Corrections)}
	for _, e := range t.Events {
		je := jsonEvent{Date: e.Date.String(), Last: e.Last.String(), Role: roleNames[e.Role]}
		for _, c := range e.Cites {
			je.Cites = append(je.Cites, jsonCite{number[c.Article], c.Article.ID, c.Span.Start, c.Span.End, c.Text(), jsonSpan{c.At.Start, c.At.End}})
		}
		out.Events = append(out.Events, je)
	}
	return out
}
