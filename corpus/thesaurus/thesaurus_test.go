package thesaurus_test

import (
	"slices"
	"strings"
	"testing"

	"cleannet/corpus/thesaurus"
)

func TestClasses(t *testing.T) {
	n := 0
	for class := range thesaurus.Classes() {
		n++
		for i, w := range class {
			if w != strings.ToLower(w) || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
				t.Errorf("class %v: %q is no lower-case word", class, w)
			}
			if slices.Contains(class[:i], w) {
				t.Errorf("class %v: %q stands twice", class, w)
			}
		}
	}
	if n < 100 {
		t.Errorf("%d classes, want the whole file", n)
	}
	for _, pair := range [][2]string{{"ban", "prohibit"}, {"operator", "carrier"}, {"oct", "october"}} {
		if !slices.ContainsFunc(slices.Collect(thesaurus.Classes()), func(c []string) bool { return slices.Contains(c, pair[0]) && slices.Contains(c, pair[1]) }) {
			t.Errorf("%s and %s share no class", pair[0], pair[1])
		}
	}
}
