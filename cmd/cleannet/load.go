package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/articles"
)

// A loaded corpus is the articles and what there is to say about reading them.
type loaded struct {
	*corpus.Corpus
	problems []corpus.Problem // what was left out, and why; File has the folder before it
	replaced []string         // ids of articles that a later layer replaced
}

// loadCorpus returns the articles that --corpus and --also ask for and says on
// stderr what was left out or replaced.
func (a *app) loadCorpus() (*corpus.Corpus, error) {
	l, err := a.readLayers()
	if err != nil {
		return nil, err
	}
	for _, p := range l.problems {
		fmt.Fprintf(a.stderr, "cleannet: left out: %v\n", p)
	}
	for _, id := range l.replaced {
		fmt.Fprintf(a.stderr, "cleannet: %s replaces the article of that id below it\n", id)
	}
	return l.Corpus, nil
}

// readLayers reads the built-in articles or the folders of --corpus, and the
// folders of --also over them, in the order given. A broken built-in article
// is an error; so is a folder without one good article, as it was named for a
// reason. An operator's broken article is left out.
func (a *app) readLayers() (*loaded, error) {
	l := &loaded{}
	if len(a.corpus) == 0 {
		base, err := corpus.Load(articles.FS())
		if err != nil {
			return nil, fmt.Errorf("built-in articles: %w", err)
		}
		l.Corpus = base
	}
	for _, dir := range a.corpus {
		if err := l.add("--corpus", dir); err != nil {
			return nil, err
		}
	}
	for _, dir := range a.also {
		if err := l.add("--also", dir); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// add lays the articles of dir over l.
func (l *loaded) add(flag, dir string) error {
	if info, err := os.Stat(dir); err != nil {
		return usagef("%s: %w", flag, err)
	} else if !info.IsDir() {
		return usagef("%s %s: not a folder", flag, dir)
	}
	over, problems := corpus.Read(os.DirFS(dir))
	for i := range problems {
		problems[i].File = filepath.Join(dir, problems[i].File)
	}
	l.problems = append(l.problems, problems...)
	switch {
	case over.Len() == 0 && len(problems) > 0:
		return usagef("%s %s: there is no article that can be read:\n%s", flag, dir, lines(problems))
	case over.Len() == 0:
		return usagef("%s %s: %w", flag, dir, corpus.ErrNoArticles)
	case l.Corpus == nil:
		l.Corpus = over
		return nil
	}
	var replaced []string
	l.Corpus, replaced = corpus.Layer(l.Corpus, over)
	l.replaced = append(l.replaced, replaced...)
	slices.Sort(l.replaced)
	return nil
}

// lines puts problems below one another.
func lines(problems []corpus.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.String())
	}
	return strings.Join(all, "\n")
}
