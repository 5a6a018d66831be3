package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"cleannet/index/eval"
)

// evalFlags are the flags of cleannet eval.
type evalFlags struct {
	set, run, negatives, typos, questions string
	json                                  bool
}

func newEval(a *app) *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval --set DIR | --questions FILE",
		Short: "Measure search and answers on judged questions",
		Long: `Measure search and answers on judged questions.

--set reads a collection in BEIR layout (corpus.jsonl, queries.jsonl, qrels/*.tsv,
perhaps unanswerable.jsonl), indexes it as articles are indexed and asks every
query: nDCG@10, MRR@10 and recall over its rows, answer recall where queries have
answers, and how well confidence tells unanswerable queries apart.

--questions reads JSON lines (id, question, type, gold_sources, answer_keys) and
asks them of the articles.`,
		Example: `  cleannet eval --set squad --run run.txt
  cleannet eval --set squad --typos 1 --json
  cleannet eval --questions questions.jsonl --corpus articles`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.questions != "" {
				return a.evalQuestions(cmd.Context(), f)
			}
			return a.evalSet(cmd.Context(), f)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.set, "set", "", "`DIR` of a judged collection")
	fs.StringVar(&f.questions, "questions", "", "`FILE` of judged questions over the articles")
	fs.StringVar(&f.run, "run", "", "write the top 100 of every query to `FILE` as a TREC run")
	fs.StringVar(&f.typos, "typos", "", "put one edit into every query, drawn from `SEED`")
	fs.StringVar(&f.negatives, "negatives", "", "`FILE` of queries that the set does not answer (default its unanswerable.jsonl)")
	fs.BoolVar(&f.json, "json", false, "print one JSON object")
	fs.SortFlags = false
	cmd.MarkFlagsMutuallyExclusive("set", "questions")
	cmd.MarkFlagsOneRequired("set", "questions")
	for _, name := range []string{"run", "typos", "negatives"} {
		cmd.MarkFlagsMutuallyExclusive("questions", name)
	}
	return cmd
}

func (a *app) evalSet(ctx context.Context, f evalFlags) error {
	options, err := indexOptions()
	if err != nil {
		return err
	}
	o := eval.Options{Index: options, Typos: f.typos != ""}
	if o.Typos {
		seed, err := strconv.ParseUint(f.typos, 10, 64)
		if err != nil {
			return usagef("--typos %s: not a number from 0 on", f.typos)
		}
		o.Seed = seed
	}
	set, err := eval.ReadSet(os.DirFS(f.set))
	if err != nil {
		return usagef("--set %s: %w", f.set, err)
	}
	negatives := set.Unanswerable
	if f.negatives != "" {
		if negatives, err = readFile(f.negatives, eval.ReadQueries); err != nil {
			return usagef("--negatives %w", err)
		}
	}
	var stop func()
	o.Progress, stop = a.progress("asking")
	report, rankings, err := eval.Run(ctx, set, negatives, o)
	stop()
	if err != nil {
		return err
	}
	if f.run != "" {
		if err := writeRun(f.run, rankings); err != nil {
			return err
		}
	}
	if f.json {
		return a.printJSON(report)
	}
	return a.printReport(report)
}

func writeRun(name string, rankings []eval.Ranking) error {
	w, err := os.Create(name)
	if err != nil {
		return usagef("--run: %w", err)
	}
	if err := eval.WriteRun(w, "cleannet", rankings); err != nil {
		w.Close()
		return fmt.Errorf("--run %s: %w", name, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("--run: %w", err)
	}
	return nil
}

// readFile opens a file and reads it; an error begins with its name.
func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if err != nil {
		return none, err
	}
	defer f.Close()
	v, err := read(f)
	if err != nil {
		return none, fmt.Errorf("%s:%w", name, err)
	}
	return v, nil
}

func (a *app) evalQuestions(ctx context.Context, f evalFlags) error {
	questions, err := readFile(f.questions, eval.ReadQuestions)
	if err != nil {
		return usagef("--questions %w", err)
	}
	s, err := a.snapshot(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	progress, stop := a.progress("asking")
	report, err := eval.Ask(ctx, s, questions, progress)
	stop()
	if err != nil {
		return err
	}
	if f.json {
		return a.printJSON(report)
	}
	return a.printQuestions(report)
}

// progress returns a function that shows progress on stderr, where that is a
// terminal, and one that clears it away.
func (a *app) progress(what string) (show func(done, total int), stop func()) {
	if a.width(a.stderr) == 0 {
		return nil, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(a.stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount())
	return func(done, total int) {
		if bar.GetMax() != total {
			bar.ChangeMax(total)
		}
		_ = bar.Set(done) // fails where stderr is gone, and then nobody looks
	}, func() { _ = bar.Finish() }
}

// printReport prints figures as a table, three digits as such sets are
// published with.
func (a *app) printReport(r *eval.Report) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "rows\t%d\npassages\t%d\nqueries\t%d\n", r.Rows, r.Passages, r.Queries)
	fmt.Fprintf(w, "nDCG@10\t%.3f\nMRR@10\t%.3f\nRecall@1\t%.3f\nRecall@5\t%.3f\nRecall@20\t%.3f\nRecall@100\t%.3f\n",
		r.NDCG10, r.MRR10, r.Recall1, r.Recall5, r.Recall20, r.Recall100)
	if v := r.Answers; v != nil {
		fmt.Fprintf(w, "with answers\t%d\nanswer in sentence@1\t%.3f\nanswer in sentence@3\t%.3f\nanswer in quote@1\t%.3f\nanswer in quote@3\t%.3f\n",
			v.Queries, v.Sentence1, v.Sentence3, v.Quote1, v.Quote3)
	}
	if v := r.Negatives; v != nil {
		fmt.Fprintf(w, "negatives\t%d\nAUROC of confidence\t%.3f\nrejected, 90 %% kept\t%.3f\n", v.Negatives, v.AUROC, v.Rejected90)
		fmt.Fprintf(w, "answerable answered\t%.3f\nnegatives answered\t%.3f\n", v.AnsweredPositives, v.AnsweredNegatives)
	}
	return w.Flush()
}

func (a *app) printQuestions(r *eval.QuestionReport) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "articles\t%d\nsource@1\t%.3f\nsource@3\t%.3f\nwith keys\t%d\nkey@1\t%.3f\nkey@3\t%.3f\n\n",
		r.Articles, r.Source1, r.Source3, r.Keyed, r.Key1, r.Key3)
	fmt.Fprintf(w, "\tquestions\tanswered\tclosest\tdeclined\n")
	row := func(name string, o eval.Outcomes) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", name, o.Questions, o.Answered, o.Closest, o.Declined)
	}
	row("answerable", r.Answerable)
	row("unanswerable", r.Unanswerable)
	var types []string
	for t := range r.Types {
		types = append(types, t)
	}
	slices.Sort(types)
	for _, t := range types {
		row("  "+inert(t), *r.Types[t])
	}
	fmt.Fprintf(w, "\nconfidence\tquestions\tmean\tright\n")
	for _, b := range r.Reliability {
		fmt.Fprintf(w, "%.1f-%.1f\t%d\t%.2f\t%.2f\n", b.From, b.To, b.Questions, b.Confidence, b.Right)
	}
	return w.Flush()
}
