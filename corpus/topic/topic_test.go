package topic

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTable(t *testing.T) {
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	n := 0
	for topic := range All() {
		n++
		if !form.MatchString(topic.ID) || seen[topic.ID] {
			t.Errorf("topic %q: bad or second id", topic.ID)
		}
		seen[topic.ID] = true
		if l := utf8.RuneCountInString(topic.Label); l == 0 || l > 38 || seen[topic.Label] {
			t.Errorf("topic %s: label %q", topic.ID, topic.Label)
		}
		seen[topic.Label] = true
		if l := utf8.RuneCountInString(topic.Line); l == 0 || l > 100 {
			t.Errorf("topic %s: line of %d runes", topic.ID, l)
		}
		if got, ok := Find(topic.ID); !ok || got.Label != topic.Label {
			t.Errorf("Find(%q) = %v, %v", topic.ID, got, ok)
		}
	}
	lines := 0
	for line := range strings.Lines(data) {
		if !strings.HasPrefix(line, "#") {
			lines++
		}
	}
	if n != lines {
		t.Errorf("%d of %d lines are whole", n, lines)
	}
	if _, ok := Find("no-such"); ok {
		t.Error("Find finds a topic that does not exist")
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct{ prefix, first string }{
		{"Clean c", "clean-carrier"},
		{"huawei", "huawei-zte"},
		{"fcc", "us-regulators"},
		{"KOREA'S OP", "korea-operators"},
		{"", "definition"},
	} {
		got := Match(c.prefix)
		if len(got) == 0 || got[0].ID != c.first {
			t.Errorf("Match(%q) begins with %v, want %s", c.prefix, got, c.first)
		}
	}
	if got := Match("zzz"); got != nil {
		t.Errorf("Match(zzz) = %v", got)
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct{ question, first string }{
		{"How many countries joined the Clean Network?", "member-counts"},
		{"Did LG Uplus use Huawei?", "korea-operators"},
		{"what did the fcc do about China Telecom", "clean-carrier"},
		{"净网", "name-confusion"},
	} {
		got := In(c.question)
		if len(got) == 0 || got[0].ID != c.first {
			t.Errorf("In(%q) begins with %v, want %s", c.question, got, c.first)
		}
	}
	if got := In("the best bread in Paris"); len(got) != 0 {
		t.Errorf("bread is about %v", got)
	}
}
