package entity

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"cleannet/corpus"
)

func TestLexicon(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.Lines(lexicon) {
		english, words, ok := strings.Cut(line, " = ")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if !ok || strings.TrimSpace(words) == "" {
			t.Errorf("line %q is not \"english = words\"", line)
		}
		for w := range strings.SplitSeq(words, "|") {
			key := string(foldText(strings.TrimSpace(w)).runes)
			if n := utf8.RuneCountInString(key); n == 0 || n > longestGloss {
				t.Errorf("%q: a word of %d runes", line, n)
			}
			if old, ok := seen[key]; ok {
				t.Errorf("%q stands for %q and %q", key, old, english)
			}
			seen[key] = english
		}
	}
}

// english returns what a search in English has of a question: names and glosses
// in its order, each once.
func english(tab *Table, question string) []string {
	mentions := tab.Find(question)
	at := map[int]string{}
	for _, m := range mentions {
		if typed := question[m.Span.Start:m.Span.End]; !strings.EqualFold(typed, m.Name) {
			at[m.Span.Start] = m.Name
		}
	}
	for _, g := range Glosses(question) {
		if !slices.ContainsFunc(mentions, func(m corpus.Mention) bool { return m.Span.Overlaps(g.Span) }) {
			at[g.Span.Start] = g.English
		}
	}
	var out []string
	for _, i := range slices.Sorted(maps.Keys(at)) {
		if !slices.Contains(out, at[i]) {
			out = append(out, at[i])
		}
	}
	return out
}

func TestEnglish(t *testing.T) {
	tab := builtinForTest(t)
	for _, c := range []struct{ question, want string }{
		{"한국은 클린 네트워크에 언제 가입했나요?", "South Korea, Clean Network, when, join"},
		{"키스 크라크는 누구인가", "Keith Krach, who"},
		{"몇 개국이 클린네트워크에 참여했나", "how many countries, Clean Network, join"},
		{"LG유플러스는 왜 화웨이 장비를 쓰나", "LG Uplus, why, Huawei, equipment, use"},
		{"日本はなぜクリーンネットワークへの参加を拒否しましたか", "Japan, why, Clean Network, join, refuse"},
		{"蓬佩奥什么时候宣布清洁网络计划？", "Mike Pompeo, when, announce, Clean Network"},
		{"有多少国家加入了清洁网络？", "how many countries, join, Clean Network"},
		{"Wann trat Albanien dem Clean Network bei?", "when, join, Albania"},
		{"Wer leitete das Clean Network?", "who, led"},
		{"Who led the Clean Network and when did Japan refuse?", ""},
		{"what is the goal", ""},
		{"", ""},
	} {
		if got := strings.Join(english(tab, c.question), ", "); got != c.want {
			t.Errorf("english(%q) = %q, want %q", c.question, got, c.want)
		}
	}
}

func FuzzGlosses(f *testing.F) {
	f.Add("한국은 언제 가입했나", "wie viele Länder")
	f.Fuzz(func(t *testing.T, a, b string) {
		text, end := a+" "+b, 0
		for _, g := range Glosses(text) {
			if g.Span.Start < end || g.Span.Len() <= 0 || g.Span.End > len(text) || g.English == "" {
				t.Fatalf("Glosses(%q): %v after %d", text, g, end)
			}
			end = g.Span.End
		}
		if !slices.Equal(Glosses(text), Glosses(text)) {
			t.Fatalf("Glosses(%q) differs from itself", text)
		}
	})
}
