// Command cleannet-train fits the weights of package rank on judged sets.
//
//	cleannet-train -sets DIR [-out FILE] [-folds N] [-leave-out] [-ablate] [-sample N] [-runs DIR]
//	cleannet-train -answers [-out FILE] [-score FILE,...] FILE...
//	cleannet-train -kindred FILE -out FILE
//
// With -kindred the table of package kindred is made from the vectors of words in
// FILE, and nothing else is done.
//
// DIR holds the sets as folders in BEIR layout. The weights are fitted on
// squad11dev, squad2dev, newwiki and scifact; the others are only scored. With
// -folds the training sets are scored by folds of articles (told apart by
// title, as two of the sets share some), with -leave-out by weights fitted
// without the set; the others by the weights that are written. With -folds and
// -runs each set's rankings are kept as NAME.run, a TREC run in which no query of
// a training set was ranked by weights fitted on its article. Nothing is drawn
// at random and the problems are convex, so the weights are the same to six
// digits on every machine.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"cleannet/index/eval"
	"cleannet/index/rank"
)

// The sets, by what is done with them.
var (
	trained = []string{"squad11dev", "squad2dev", "newwiki", "scifact"}
	held    = []string{"trecqa", "wikiqa", "cisi", "xquad-en", "xquad-de", "xquad-es"}
)

// A trainer is the command's settings.
type trainer struct {
	dir    string
	sample int // queries of a set to fit on; 0 means all
	out    io.Writer
	runs   string // folder for TREC runs, "" for none
}

func main() {
	t := trainer{out: os.Stdout}
	flag.StringVar(&t.dir, "sets", "", "folder of the judged sets")
	flag.IntVar(&t.sample, "sample", 0, "queries of a set to fit on; 0 means all")
	flag.StringVar(&t.runs, "runs", "", "with -folds: folder to write each set's rankings to, as TREC runs")
	out := flag.String("out", "", "where to write the weights; nowhere if empty")
	folds := flag.Int("folds", 0, "score by so many folds of articles")
	leave := flag.Bool("leave-out", false, "score each set by weights fitted without it")
	ablate := flag.Bool("ablate", false, "score without each feature; of the ranking, with -folds")
	ofAnswers := flag.Bool("answers", false, "fit the weights of package answer on the judged questions in the files given")
	vectors := flag.String("kindred", "", "make the table of package kindred from the vectors of words in this file")
	also := flag.String("score", "", "with -answers: score these files of questions, parted by commas, too")
	flag.Parse()
	if *vectors != "" {
		if *out == "" {
			fmt.Fprintln(os.Stderr, "cleannet-train: -kindred needs -out, the file to write the table to")
			os.Exit(2)
		}
		if err := t.kindred(*vectors, *out); err != nil {
			fmt.Fprintln(os.Stderr, "cleannet-train:", err)
			os.Exit(1)
		}
		return
	}
	if *ofAnswers {
		var scored []string
		if *also != "" {
			scored = strings.Split(*also, ",")
		}
		if err := t.answers(*out, flag.Args(), scored, *ablate); err != nil {
			fmt.Fprintln(os.Stderr, "cleannet-train:", err)
			os.Exit(1)
		}
		return
	}
	if err := t.run(*out, *folds, *leave, *ablate); err != nil {
		fmt.Fprintln(os.Stderr, "cleannet-train:", err)
		os.Exit(1)
	}
}

func (t *trainer) run(out string, folds int, leave, ablate bool) error {
	plain, err := t.load(trained, &rank.Model{})
	if err != nil {
		return err
	}
	if folds > 0 {
		if err := t.byFold(plain, folds, ablate); err != nil {
			return err
		}
	}
	if leave {
		if err := t.leaveOut(plain); err != nil {
			return err
		}
	}
	terms := termWeights(plain, everything)
	data, err := t.load(trained, &rank.Model{Terms: terms})
	if err != nil {
		return err
	}
	m := t.fit(data, everything).Model
	m.Terms = terms
	fmt.Fprintln(t.out, "# the weights that are written; the training sets are in sample")
	if err := t.scoreAll(m, data); err != nil {
		return err
	}
	if err := t.confidence(m); err != nil {
		return err
	}
	if out == "" {
		return nil
	}
	return t.write(out, m)
}

func (t *trainer) scoreAll(m *rank.Model, data []dataset) error {
	for _, d := range data {
		t.report(d.name, score(m, d.examples))
	}
	for _, name := range held {
		d, err := t.load([]string{name}, m)
		if err != nil {
			return err
		}
		t.report(name, score(m, d[0].examples))
		if err := t.keep(name, rankings(m, d[0].examples)); err != nil {
			return err
		}
	}
	return nil
}

// byFold scores each fold of articles by what the other folds teach.
func (t *trainer) byFold(plain []dataset, n int, ablate bool) error {
	total, ranked := map[string]figures{}, map[string][]eval.Ranking{}
	a := newAblation()
	for k := range n {
		others := func(e *eval.Example) bool { return fold(e.Group, n) != k }
		terms := termWeights(plain, others)
		data, err := t.load(trained, &rank.Model{Terms: terms})
		if err != nil {
			return err
		}
		l := t.fit(data, others)
		if ablate {
			a.fold(l, data, func(e *eval.Example) bool { return !others(e) })
		}
		for _, d := range data {
			f, mine := total[d.name], slices.DeleteFunc(d.examples, func(e eval.Example) bool { return others(&e) })
			f.add(score(l.Model, mine))
			total[d.name] = f
			ranked[d.name] = append(ranked[d.name], rankings(l.Model, mine)...)
		}
	}
	fmt.Fprintf(t.out, "# %d folds by article\n", n)
	for _, name := range trained {
		t.report(name, total[name])
		if err := t.keep(name, ranked[name]); err != nil {
			return err
		}
	}
	if ablate {
		a.print(t)
	}
	return nil
}

// leaveOut scores each set by what the others teach. The two SQuAD sets share
// articles, so they are left out together.
func (t *trainer) leaveOut(plain []dataset) error {
	fmt.Fprintln(t.out, "# fitted without the set")
	for _, family := range [][]string{{"squad11dev", "squad2dev"}, {"newwiki"}, {"scifact"}} {
		without := func(d []dataset) []dataset {
			return slices.DeleteFunc(slices.Clone(d), func(d dataset) bool { return slices.Contains(family, d.name) })
		}
		terms := termWeights(without(plain), everything)
		data, err := t.load(trained, &rank.Model{Terms: terms})
		if err != nil {
			return err
		}
		m := t.fit(without(data), everything).Model
		for _, d := range data {
			if slices.Contains(family, d.name) {
				t.report(d.name, score(m, d.examples))
			}
		}
	}
	return nil
}
