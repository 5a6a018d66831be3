package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cleannet/corpus"
	"cleannet/corpus/extract"
)

// maxAddBytes bounds what is read of a file to add: a million characters of
// four bytes, more than which no article may have.
const maxAddBytes = 4 << 20

// An addition is one call of corpus add.
type addition struct {
	*app
	given  extract.Given
	kind   string
	stance string
	to     string
	yes    bool
	asJSON bool
}

func newCorpusAdd(a *app) *cobra.Command {
	add := &addition{app: a}
	c := &cobra.Command{
		Use:   "add FILE --to DIR",
		Short: "Take in an article saved as plain text",
		Long: `Take in an article saved as plain text ("-" reads stdin). Title, author and date
are found in the text where they stand there, the page's clutter is dropped, and
what was taken and dropped is shown. Flags win over what was found.

The article is written to DIR/ID.md, in the words of the source (basis: full),
once you say yes. Without a terminal to ask on, --yes is needed and nothing is
written otherwise. An existing file is never replaced.`,
		Example: `  cleannet corpus add story.txt --to mine --url https://example.org/story --publisher "Example News"
  cleannet corpus add - --id story-2020 --to mine --url https://example.org/story \
      --publisher "Example News" --title "A story" --author "Kim Ji-eun" --published 2020-10-15 --yes <story.txt
  cleannet ask --also mine "what does the story say?"`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return add.run(args[0]) },
	}
	add.flags(c.Flags())
	for flag, values := range map[string][]string{
		"kind":   {"official", "news", "analysis", "opinion", "reference"},
		"stance": {"us-gov", "china-gov", "kr-gov", "industry", "critic", "neutral"},
	} {
		// The error is of a flag that does not exist; the tests would see it.
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	return c
}

func (add *addition) flags(fs *pflag.FlagSet) {
	fs.SortFlags = false
	g := &add.given
	fs.StringVar(&add.to, "to", "", "`DIR` to write the article file to; it is made if need be (required)")
	fs.StringVar(&g.URL, "url", "", "address of the page (required)")
	fs.StringVar(&g.Publisher, "publisher", "", "who published it (required)")
	fs.StringVar(&g.ID, "id", "", "id of the article: a-z, 0-9 and - (default: the file's name)")
	fs.StringVar(&g.Title, "title", "", "title as published")
	fs.StringVar(&g.TitleEN, "title-en", "", "English translation of the title")
	fs.StringArrayVar(&g.Authors, "author", nil, "an author (repeatable)")
	fs.StringVar(&g.Published, "published", "", "date: YYYY, YYYY-MM or YYYY-MM-DD")
	fs.StringVar(&add.kind, "kind", "news", "official, news, analysis, opinion or reference")
	fs.StringVar(&add.stance, "stance", "neutral", "us-gov, china-gov, kr-gov, industry, critic or neutral")
	fs.StringVar(&g.Lang, "lang", "", "language tag of the text, such as en or ko (default: found)")
	fs.StringArrayVar(&g.Topics, "topic", nil, "a topic (repeatable)")
	fs.StringArrayVar(&g.Countries, "country", nil, "a country, two letters such as KR (repeatable)")
	fs.StringVar(&g.ArchiveURL, "archive-url", "", "address of a copy in a web archive")
	fs.StringVar(&g.Provenance, "provenance", "", "how the text came here: mirror, machine translation, ...")
	fs.StringVar(&g.License, "license", "", "licence of the text")
	fs.BoolVar(&add.yes, "yes", false, "write without asking")
	fs.BoolVar(&add.asJSON, "json", false, "print what was taken and dropped as one JSON object")
}

func (add *addition) run(file string) error {
	if add.to == "" {
		return usagef("--to is missing: the folder to write the article to")
	}
	data, err := add.read(file)
	if err != nil {
		return err
	}
	page, err := extract.Plain(data)
	if err != nil {
		return usagef("%s: %w", file, err)
	}
	g := add.given
	g.Kind, g.Stance = corpus.Kind(add.kind), corpus.Stance(add.stance)
	if g.ID == "" && file != "-" {
		g.ID = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	}
	art, err := page.Article(g)
	if err != nil {
		return flagErrors(file, err)
	}
	path := filepath.Join(add.to, art.ID+corpus.Ext)
	if err := add.free(path, art); err != nil {
		return err
	}
	add.show(art, page)
	if err := add.confirm(file, path); err != nil {
		return err
	}
	if err := writeNew(path, corpus.Format(art)); err != nil {
		return err
	}
	return add.report(path, art, page)
}

// read returns what is in file, "-" being stdin.
func (add *addition) read(file string) ([]byte, error) {
	r := add.stdin
	if file != "-" {
		info, err := os.Stat(file)
		if err != nil {
			return nil, usagef("add: %w", err)
		}
		if info.IsDir() {
			return nil, usagef("%s: a folder, not a file", file)
		}
		f, err := os.Open(file)
		if err != nil {
			return nil, usagef("add: %w", err)
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, maxAddBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if len(data) > maxAddBytes {
		return nil, usagef("%s: more than %d bytes, which is no article", file, maxAddBytes)
	}
	return data, nil
}

// flagErrors names the flag that mends each field.
func flagErrors(file string, err error) error {
	flags := map[string]string{"authors": "author", "topics": "topic", "countries": "country"}
	var fields extract.FieldErrors
	if !errors.As(err, &fields) {
		return usagef("%s: %w", file, err)
	}
	var msgs []string
	for _, field := range fields {
		name := strings.ReplaceAll(field.Field, "_", "-")
		if f, ok := flags[field.Field]; ok {
			name = f
		}
		msgs = append(msgs, fmt.Sprintf("  --%s: %s", name, inert(field.Msg)))
	}
	return usagef("%s cannot be added yet:\n%s", file, strings.Join(msgs, "\n"))
}

// free says why the article cannot go into its folder: its file or an article
// with its address is there already.
func (add *addition) free(path string, art *corpus.Article) error {
	if info, err := os.Stat(add.to); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return usagef("--to: %w", err)
	} else if !info.IsDir() {
		return usagef("--to %s: not a folder", add.to)
	}
	if _, err := os.Lstat(path); err == nil {
		return usagef("%s is there already and stays as it is; --id gives the article another name", path)
	}
	c, _ := corpus.Read(os.DirFS(add.to))
	for other := range c.All() {
		if corpus.SameURL(other.URL) == corpus.SameURL(art.URL) {
			return usagef("--url: %s has that address already", filepath.Join(add.to, other.ID+corpus.Ext))
		}
	}
	return nil
}

// show prints on stderr what was taken, what was dropped, and the
// text where somebody is going to be asked about it.
func (add *addition) show(art *corpus.Article, page *extract.Page) {
	p := add.page()
	p.w, p.width, p.color = add.stderr, min(add.width(add.stderr), 100), false
	row := func(name, value string) {
		if value == "" {
			value = "(none)"
		}
		fmt.Fprintf(p.w, "%-10s %s\n", name, inert(value))
	}
	row("id", art.ID)
	row("title", art.Title)
	row("author", strings.Join(art.Authors, ", "))
	row("published", art.Published.String())
	row("publisher", art.Publisher)
	row("url", art.URL)
	row("language", art.Lang)
	fmt.Fprintf(p.w, "\nDropped from the text:\n")
	for _, d := range page.Dropped {
		fmt.Fprintf(p.w, "  line %d, %s: %s\n", d.Line, d.Reason, inert(shorten(d.Text, 60)))
	}
	if len(page.Dropped) == 0 {
		fmt.Fprintln(p.w, "  nothing")
	}
	fmt.Fprintln(p.w)
	if add.yes {
		return
	}
	for par := range strings.SplitSeq(art.Text, "\n\n") {
		p.lines("  ", par, plain)
		fmt.Fprintln(p.w)
	}
}

// shorten cuts s to n runes.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// confirm asks on the terminal. Without one nobody can have seen what would be
// written, so that is an error that names --yes.
func (add *addition) confirm(file, path string) error {
	if add.yes {
		return nil
	}
	if file == "-" || add.width(add.stdin) == 0 {
		return usagef("nothing was written, as there is no terminal to ask on: --yes writes %s without asking", path)
	}
	// The program catches an interrupt to end in good order; at a question the
	// person who presses it wants out at once, and nothing is open.
	signal.Reset(os.Interrupt)
	fmt.Fprintf(add.stderr, "Write %s? [y/N] ", path)
	line, err := bufio.NewReader(add.stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the answer: %w", err)
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return nil
	}
	fmt.Fprintln(add.stderr, "Nothing was written.")
	return errNothing
}

func (add *addition) report(path string, art *corpus.Article, page *extract.Page) error {
	fmt.Fprintf(add.stderr, "Written. Ask with it: cleannet ask --also %s \"...\"\n", add.to)
	if !add.asJSON {
		fmt.Fprintln(add.stdout, path)
		return nil
	}
	type jsonDropped struct {
		Line   int    `json:"line"`
		Text   string `json:"text"`
		Reason string `json:"reason"`
	}
	out := struct {
		Path    string        `json:"path"`
		Article jsonSource    `json:"article"`
		Authors []string      `json:"authors"`
		Runes   int           `json:"runes"` // of the text
		Dropped []jsonDropped `json:"dropped"`
	}{path, sourceJSON(1, art), list(art.Authors), len([]rune(art.Text)), []jsonDropped{}}
	for _, d := range page.Dropped {
		out.Dropped = append(out.Dropped, jsonDropped(d))
	}
	return add.printJSON(out)
}

// writeNew writes a file that is not there yet, whole or not at all: a
// temporary file beside it is synced and then linked to the name, which fails
// where the name is taken, also by another process in the same moment.
func writeNew(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return usagef("--to: %w", err)
	}
	f, err := os.CreateTemp(dir, ".add-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), path)
	}
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) {
		err = writeExclusive(path, data) // a file system without links
	}
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s is there already and stays as it is", path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return syncDir(dir)
}

// writeExclusive writes a file that is not there yet and takes it away again
// if that fails half-way.
func writeExclusive(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		os.Remove(path)
	}
	return err
}

// syncDir makes the new name last. A file system that cannot sync a folder has
// nothing to make up for.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
