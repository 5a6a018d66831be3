package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"slices"
	"strings"
)

// maxFile bounds what is read of one file, in bytes: a text of a million runes
// of four bytes each, front matter, and some room.
const maxFile = 5 << 20

// ErrNoArticles is returned by [Load] for a folder without article files.
var ErrNoArticles = errors.New("there are no articles (files that end in " + Ext + ")")

// A Problem is something wrong with a file of a corpus.
type Problem struct {
	File string
	Line int // from 1; 0 means the file as a whole
	Msg  string
}

// String returns "file:line: message", or "file: message" without a line.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Msg
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Msg)
}

func (p Problem) compare(q Problem) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line))
}

// Load reads every article file in the root of fsys, other files and folders
// being ignored. Any problem is an error; all of them are reported together,
// one *[SyntaxError] each. No file at all is [ErrNoArticles].
func Load(fsys fs.FS) (*Corpus, error) {
	c, problems := Read(fsys)
	switch {
	case len(problems) > 0:
		return nil, join(problems)
	case c.Len() == 0:
		return nil, ErrNoArticles
	}
	return c, nil
}

// Read is Load for a folder that others fill: a broken article is left out,
// and of two with one address the second by id. The problems say which and
// why, ordered by file and line. The corpus is never nil; it is empty if
// there are no articles, and if fsys cannot be read, which is a problem too.
func Read(fsys fs.FS) (*Corpus, []Problem) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return New(), []Problem{{".", 0, reason(err)}}
	}
	var articles []*Article
	var problems []Problem
	seen := map[string]string{} // address -> file
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, Ext) || strings.HasPrefix(name, ".") || e.IsDir() {
			continue
		}
		p := readFile(fsys, name)
		if len(p.problems) == 0 {
			at := SameURL(p.article.URL)
			if other, twice := seen[at]; twice {
				p.fail(p.lines["url"], "url: the address is that of %s", other)
			} else {
				seen[at] = name
				articles = append(articles, p.article)
			}
		}
		problems = append(problems, p.problems...)
	}
	slices.SortStableFunc(problems, Problem.compare)
	return New(articles...), problems
}

// Check yields what is wrong with the article files in the root of fsys, by
// file and line. It yields nothing for a folder that [Load] accepts.
func Check(fsys fs.FS) iter.Seq[Problem] {
	return func(yield func(Problem) bool) {
		c, problems := Read(fsys)
		if len(problems) == 0 && c.Len() == 0 {
			problems = []Problem{{".", 0, ErrNoArticles.Error()}}
		}
		for _, p := range problems {
			if !yield(p) {
				return
			}
		}
	}
}

// Layer returns the articles of base and over in one corpus. An article of
// over replaces the one of base with its id; replaced lists such ids in order.
func Layer(base, over *Corpus) (c *Corpus, replaced []string) {
	for _, a := range over.articles {
		if _, ok := base.byID[a.ID]; ok {
			replaced = append(replaced, a.ID)
		}
	}
	return New(slices.Concat(base.articles, over.articles)...), replaced
}

// readFile reads one file. It looks before it opens, since opening a named
// pipe in an operator's folder would wait for ever.
func readFile(fsys fs.FS, name string) *parser {
	p := &parser{file: name}
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		p.fail(0, "%s", reason(err))
		return p
	case !info.Mode().IsRegular():
		p.fail(0, "it is not a regular file")
		return p
	case info.Size() > maxFile:
		p.fail(0, "the file has more than %d bytes", maxFile)
		return p
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		p.fail(0, "%s", reason(err))
		return p
	}
	return parse(name, data)
}

// reason returns what went wrong without the path, which the problem names.
func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return "cannot be read: " + pathErr.Err.Error()
	}
	return "cannot be read: " + err.Error()
}

// SameURL returns a form of an address that is equal for two which name the
// same page: scheme, fragment, default port, and a slash at the end do not
// count, nor does the case of the host. It is for comparing, not for showing.
func SameURL(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	at := host + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		at += "?" + u.RawQuery
	}
	return at
}
