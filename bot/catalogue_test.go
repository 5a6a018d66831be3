package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"cleannet/corpus"
	"cleannet/corpus/topic"
	"cleannet/index/answer"
)

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// Every phrase is there in every language, with the same arguments.
func TestCatalogueIsComplete(t *testing.T) {
	for k, p := range catalogue {
		if strings.HasPrefix(string(k), "topic.") {
			continue // English labels of topics are the topics' own
		}
		want := placeholder.FindAllString(p[english], -1)
		slices.Sort(want)
		want = slices.Compact(want)
		for l, s := range p {
			got := placeholder.FindAllString(s, -1)
			slices.Sort(got)
			if s == "" || !slices.Equal(slices.Compact(got), want) {
				t.Errorf("%s in language %d is %q; its arguments should be %v", k, l, s, want)
			}
			if strings.TrimSpace(s) != s || !utf8.ValidString(s) {
				t.Errorf("%s in language %d is %q", k, l, s)
			}
		}
	}
}

// Every name that data may put together to a key has its phrase.
func TestCatalogueCoversData(t *testing.T) {
	var keys []string
	for _, k := range corpus.Kinds {
		keys = append(keys, "kind."+string(k))
	}
	for _, s := range corpus.Stances {
		keys = append(keys, "stance."+string(s))
	}
	for _, o := range []answer.Outcome{answer.Answered, answer.Closest} {
		keys = append(keys, "outcome."+string(o))
	}
	for _, r := range []answer.Reason{answer.NoReason, answer.Empty, answer.NoMatch, answer.WeakMatch, answer.UnknownName, answer.OffTopic} {
		keys = append(keys, "declined."+string(r))
	}
	for _, d := range []answer.Difference{answer.SourcesDiffer, answer.ChangedOverTime, answer.ChangedAndDiffer, answer.DayApart} {
		keys = append(keys, "differ."+string(d))
	}
	for _, about := range []string{answer.AboutDate, answer.AboutPlace, answer.AboutYesNo} {
		keys = append(keys, "differ.about."+strings.ReplaceAll(about, " ", "-"))
	}
	for _, s := range []answer.Says{answer.Yes, answer.No, answer.Asked} {
		keys = append(keys, "says."+string(s))
	}
	for t := range topic.All() {
		keys = append(keys, "topic."+t.ID)
	}
	for _, a := range aspects {
		keys = append(keys, string(a.name))
	}
	for _, k := range keys {
		if catalogue[key(k)][korean] == "" {
			t.Errorf("no phrase %s", k)
		}
	}
}

// What people see comes from the catalogue: no other file holds words of a
// sentence in a string, and every key that the code names is in it and used.
func TestNothingBypassesTheCatalogue(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, f := range files {
		name := f.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "phrases_") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range shownStrings(file) {
			if sentence.MatchString(s) && !slices.Contains(notShown, s) {
				t.Errorf("%s: %q is not in the catalogue", name, s)
			}
		}
		for _, s := range allStrings(file) {
			used[s] = true
		}
	}
	for k := range catalogue {
		if !isUsed(string(k), used) {
			t.Errorf("phrase %s is never used", k)
		}
	}
}

// sentence matches two words with a space between, or a letter of another script.
var sentence = regexp.MustCompile(`[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}|[^\x00-\x7f“”…·—–]`)

// notShown are strings of two words that no person sees: the words that the rows
// of a comparison are searched by, the primer of the compression, and the names
// under which Discord knows the message commands.
var notShown = func() []string {
	list := []string{cmdFind, cmdAskThis, "article\x00"}
	for _, a := range aspects {
		list = append(list, a.words)
	}
	for part := range strings.SplitSeq(stateWords, "\x00") {
		list = append(list, part)
	}
	return list
}()

// shownStrings returns the strings of a file but for imports, the texts of errors,
// and the parts of the compression's primer.
func shownStrings(file *ast.File) []string {
	var list []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok {
				if x, ok := f.X.(*ast.Ident); ok && (x.Name == "errors" || f.Sel.Name == "Errorf") {
					return false
				}
			}
		case *ast.ValueSpec:
			if n.Names[0].Name == "stateWords" {
				return false
			}
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				list = append(list, s)
			}
		}
		return true
	})
	return list
}

func allStrings(file *ast.File) []string {
	var list []string
	ast.Inspect(file, func(n ast.Node) bool {
		if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.STRING {
			if s, err := strconv.Unquote(b.Value); err == nil {
				list = append(list, s)
			}
		}
		return true
	})
	return list
}

// isUsed reports whether a key stands in the code whole, or as a beginning that
// data completes ("kind." and the kind), or is put together by the table of
// commands from the names in it.
func isUsed(k string, used map[string]bool) bool {
	if used[k] {
		return true
	}
	if i := strings.LastIndex(k, "."); used[k[:i+1]] {
		return true
	}
	parts := strings.Split(k, ".")
	for _, p := range parts {
		if p != "name" && p != "description" && !used[p] {
			return false
		}
	}
	return true
}

func TestSay(t *testing.T) {
	if got := english.say("page", "n", "{of}", "of", 3); got != "page {of} of 3" {
		t.Errorf("an argument was read again: %q", got)
	}
	for n, want := range map[int]string{0: "0 sources", 1: "1 source", 2: "2 sources"} {
		if got := english.count("sources.total", n); got != want {
			t.Errorf("count(%d) = %q, want %q", n, got, want)
		}
	}
	if got := korean.count("sources.total", 1); got != "출처 1개" {
		t.Errorf("count in Korean = %q", got)
	}
	for locale, want := range map[string]lang{"ko": korean, "en-GB": english, "fr": english, "": english} {
		if got := langOf(locale); got != want {
			t.Errorf("langOf(%q) = %d, want %d", locale, got, want)
		}
	}
}
