package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Ext is the extension of the files that hold articles.
const Ext = ".md"

const (
	maxText  = 1_000_000 // runes of a text; the longest report in the field has a tenth
	maxFront = 64 << 10  // bytes of front matter; a usual one has 600
)

// A SyntaxError says what is wrong with an article file, and where.
type SyntaxError struct {
	File string
	Line int // from 1; 0 means the file as a whole
	Msg  string
}

// Error returns "file:line: message", or "file: message" without a line.
func (e *SyntaxError) Error() string { return Problem(*e).String() }

// Parse reads an article file: front matter in YAML between two lines "---",
// then the text, which is normalised (see [Normalise]). The stem of name must
// be the article's id. A key that is unknown, missing or stands twice and a
// value of the wrong form are errors, one *[SyntaxError] each, all of them
// joined; the article is nil then.
func Parse(name string, data []byte) (*Article, error) {
	p := parse(name, data)
	if len(p.problems) == 0 {
		return p.article, nil
	}
	return nil, join(p.problems)
}

func join(problems []Problem) error {
	errs := make([]error, len(problems))
	for i, p := range problems {
		errs[i] = (*SyntaxError)(&p)
	}
	return errors.Join(errs...)
}

// A parser reads one file. Its article is complete when problems is empty.
type parser struct {
	file     string
	article  *Article
	lines    map[string]int // of every key that was read
	problems []Problem
}

func parse(name string, data []byte) *parser {
	p := &parser{file: name, article: new(Article), lines: map[string]int{}}
	front, body, bodyLine, err := split(data)
	if err != nil {
		p.fail(1, "%v", err)
		return p
	}
	p.readFront(front)
	p.article.Text = Normalise(body)
	switch {
	case p.article.Text == "":
		p.fail(bodyLine, "there is no text after the front matter")
	case tooLong(p.article.Text, maxText):
		p.fail(bodyLine, "the text has more than %d characters", maxText)
	}
	slices.SortStableFunc(p.problems, Problem.compare)
	return p
}

func (p *parser) fail(line int, format string, args ...any) {
	p.problems = append(p.problems, Problem{p.file, line, fmt.Sprintf(format, args...)})
}

// split parts a file into front matter and body. Line ends are "\n" and broken
// bytes repaired in both, so that lines are counted as an editor counts them.
func split(data []byte) (front, body string, bodyLine int, err error) {
	s := strings.TrimPrefix(strings.ToValidUTF8(string(data), "\uFFFD"), "\uFEFF")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	first, rest, _ := strings.Cut(s, "\n")
	if strings.TrimRight(first, " \t") != "---" {
		return "", "", 0, errors.New(`the file does not begin with a line "---"`)
	}
	n, at := 2, 0
	for line := range strings.Lines(rest) {
		if strings.TrimRight(line, " \t\n") == "---" {
			if at > maxFront {
				return "", "", 0, fmt.Errorf("the front matter has more than %d bytes", maxFront)
			}
			return rest[:at], rest[at+len(line):], n + 1, nil
		}
		at += len(line)
		n++
	}
	return "", "", 0, errors.New(`the front matter has no closing line "---"`)
}

// readFront reads the keys. Values are taken as they are written, whatever
// type YAML would give them: "published: 2020" is a year and not a number.
func (p *parser) readFront(front string) {
	m := p.mapping(front)
	if m == nil {
		return
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		key, value := m.Content[i], m.Content[i+1]
		line := key.Line + 1 // the fence is line 1
		f, known := fieldByKey(key.Value)
		switch _, twice := p.lines[key.Value]; {
		case !known:
			p.fail(line, "unknown key %q", key.Value)
			continue
		case twice:
			p.fail(line, "the key %q stands twice", key.Value)
			continue
		}
		p.lines[key.Value] = line
		if err := f.read(p.article, value); err != nil {
			p.fail(line, "%s: %v", f.key, err)
		}
	}
	for _, f := range fields {
		if _, there := p.lines[f.key]; f.required && !there {
			p.fail(1, "missing key %q", f.key)
		}
	}
	stem := strings.TrimSuffix(path.Base(p.file), Ext)
	if id := p.article.ID; id != "" && id != stem {
		p.fail(p.lines["id"], "id: %q is not the file's name %q", id, stem)
	}
}

// mapping returns the one mapping that front matter must be, or nil after
// noting why it is none.
func (p *parser) mapping(front string) *yaml.Node {
	dec := yaml.NewDecoder(bytes.NewReader([]byte(front)))
	var doc, more yaml.Node
	err := dec.Decode(&doc)
	if errors.Is(err, io.EOF) {
		p.fail(1, "the front matter is empty")
		return nil
	}
	if err != nil {
		line, msg := 0, strings.TrimPrefix(err.Error(), "yaml: ")
		if n, _ := fmt.Sscanf(msg, "line %d:", &line); n == 1 {
			_, msg, _ = strings.Cut(msg, ": ")
		}
		p.fail(line+1, "the front matter is not YAML: %s", msg)
		return nil
	}
	if !errors.Is(dec.Decode(&more), io.EOF) {
		p.fail(1, "the front matter is more than one YAML document")
		return nil
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		p.fail(2, `the front matter is not a list of "key: value" lines`)
		return nil
	}
	return doc.Content[0]
}
