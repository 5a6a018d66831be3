package kindred_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cleannet/corpus/kindred"
)

func list(t *kindred.Table, stem string) string {
	var out []string
	if i, ok := t.Find(stem); ok {
		for k, near := range t.Of(i) {
			out = append(out, fmt.Sprintf("%s %d", t.Stem(k), near))
		}
	}
	return strings.Join(out, ", ")
}

func TestFormat(t *testing.T) {
	data, err := kindred.Format([]string{"spend", "budget", "oak"}, [][]kindred.Pair{{{Stem: 1, Near: 0.6}, {Stem: 2, Near: 0.2}}, {{Stem: 0, Near: 1}}, nil})
	if err != nil {
		t.Fatal(err)
	}
	table, err := kindred.Read(string(data))
	if err != nil {
		t.Fatal(err)
	}
	for stem, want := range map[string]string{"spend": "budget 153, oak 51", "budget": "spend 255", "oak": "", "elm": "", "": ""} {
		if got := list(table, stem); got != want {
			t.Errorf("kindred of %q: %q, want %q", stem, got, want)
		}
	}
}

func TestFormatErrors(t *testing.T) {
	if _, err := kindred.Format([]string{"oak", "oak"}, [][]kindred.Pair{nil, nil}); err == nil {
		t.Error("one stem twice made a table, want an error")
	}
	if _, err := kindred.Format(make([]string, 1<<16+1), nil); err == nil {
		t.Error("65,537 stems made a table, want an error")
	}
}

// TestEnglish holds what the search relies on: words that stand for each other
// are near, and all nearness is within bounds.
func TestEnglish(t *testing.T) {
	table := kindred.English()
	for stem, want := range map[string]string{"expenditur": "spend", "physician": "doctor", "prohibit": "ban", "telecom": "telecommun"} {
		i, found := table.Find(stem)
		if !found {
			t.Errorf("%q is not in the table", stem)
			continue
		}
		found = false
		for k, near := range table.Of(i) {
			found = found || table.Stem(k) == want
			if near == 0 || k == i {
				t.Errorf("%s and %s are %d near, want above 0, and no word with itself", stem, table.Stem(k), near)
			}
		}
		if !found {
			t.Errorf("%q is not among the kindred of %q", want, stem)
		}
	}
}

// FuzzRead holds that what is read can be asked and stays within its bounds.
func FuzzRead(f *testing.F) {
	good, err := kindred.Format([]string{"a", "b", "c"}, [][]kindred.Pair{{{Stem: 1, Near: 0.5}}, {{Stem: 0, Near: 0.5}, {Stem: 2, Near: 0.1}}, nil})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, "b")
	f.Add(slices.Concat(good, []byte{0}), "a")
	f.Add([]byte("kindred1\x00\x00\x00\x00"), "")
	f.Fuzz(func(t *testing.T, data []byte, stem string) {
		table, err := kindred.Read(string(data))
		if err != nil {
			return
		}
		n := 0
		for i := range table.Len() {
			if at, ok := table.Find(table.Stem(i)); !ok || at != i {
				t.Errorf("stem %d is found at %d, %v", i, at, ok)
			}
			for k := range table.Of(i) {
				n += len(table.Stem(k)) + 1
			}
		}
		if n > len(data)*len(data) {
			t.Errorf("%d kindred in %d bytes", n, len(data))
		}
		if i, ok := table.Find(stem); ok && table.Stem(i) != stem {
			t.Errorf("%q is found at %d, which is %q", stem, i, table.Stem(i))
		}
	})
}
