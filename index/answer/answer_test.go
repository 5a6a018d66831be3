package answer_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/entity"
	"cleannet/index"
	"cleannet/index/answer"
)

var update = flag.Bool("update", false, "rewrite testdata/answers.txtar")

// builtin indexes the built-in articles once for all tests.
var builtin = sync.OnceValues(func() (*index.Snapshot, error) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		return nil, err
	}
	e, err := entity.Builtin()
	if err != nil {
		return nil, err
	}
	return index.Build(context.Background(), c, index.Options{Entities: e.Find, Names: e.Spellings()})
})

func snapshot(t testing.TB) *index.Snapshot {
	t.Helper()
	s, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t testing.TB, question string) answer.Answer {
	t.Helper()
	a, err := answer.Ask(context.Background(), snapshot(t), question)
	if err != nil {
		t.Fatalf("Ask(%q): %v", question, err)
	}
	return a
}

// TestAnswers holds the answers to real questions, a section each, so that a
// reader can judge them and sees what a change does to them.
func TestAnswers(t *testing.T) {
	file := filepath.Join("testdata", "answers.txtar")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	n := 0
	for line := range strings.Lines(string(data)) {
		if q, ok := strings.CutPrefix(line, "-- "); ok {
			q = strings.TrimSuffix(strings.TrimSpace(q), " --")
			fmt.Fprintf(&got, "-- %s --\n%s", q, render(ask(t, q)))
			n++
		}
	}
	if n < 40 {
		t.Errorf("%d questions, want at least 40", n)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(data), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("answers: -want +got (rewrite with -update)\n%s", diff)
	}
}

// render writes down what an answer shows, with its places.
func render(a answer.Answer) string {
	var b strings.Builder
	fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("%s %s %s", a.Outcome, a.Reason, a.Language)))
	for _, q := range a.Quotes {
		fmt.Fprintf(&b, "[%d] %s %d-%d: %s\n", q.Source, q.Article.ID, q.Span.Start, q.Span.End, q.Text())
	}
	for _, d := range a.Differ {
		fmt.Fprintf(&b, "differ: %s, %s\n", d.About, d.Kind)
		for _, c := range d.Claims {
			fmt.Fprintf(&b, "  %s | %s | %s %d-%d%s\n", c.Value, c.AsOf, c.Article.ID, c.Span.Start, c.Span.End, says(c))
		}
	}
	if a.OneSided != "" {
		fmt.Fprintf(&b, "one side: %s, others %v\n", a.OneSided, a.Others)
	}
	if len(a.Nearby) > 0 {
		fmt.Fprintf(&b, "near: %v\n", a.Nearby)
	}
	return b.String()
}

// says returns what a claim answers and who makes it, where it tells.
func says(c answer.Claim) (out string) {
	if c.Says != "" {
		out += " | " + string(c.Says)
	}
	if c.By != "" {
		out += " | by " + c.By
	}
	return out
}

// TestDisputes holds the four disputes that the subject is known for: who
// claims what is found in the texts.
func TestDisputes(t *testing.T) {
	for _, tt := range []struct {
		questions []string
		values    []string // each in the value of some claim
	}{
		{[]string{"how many countries are in the Clean Network?", "how many members does the clean network have"},
			[]string{"thirty|30", "40", "49|nearly 50|almost 50", "53", "60"}},
		{[]string{"when was the senior economic dialogue between South Korea and the United States held?", "when was the US-Korea economic dialogue"},
			[]string{"October 13", "October 14"}},
		{[]string{"is Taiwan a member of the Clean Network?", "Is Taiwan in the Clean Network?"},
			[]string{"partner|member|join", "not formally signed"}},
		{[]string{"is South Korea a member of the Clean Network?", "한국은 클린 네트워크 회원국인가요?"},
			[]string{"members", "request that South Korea join"}},
	} {
		for _, question := range tt.questions {
			a := ask(t, question)
			if len(a.Differ) != 1 {
				t.Errorf("%s: %d disputes, want 1", question, len(a.Differ))
				continue
			}
			for _, want := range tt.values {
				if !slices.ContainsFunc(a.Differ[0].Claims, func(c answer.Claim) bool { return holdsOne(c.Value, want) }) {
					t.Errorf("%s: no claim of %s in %+v", question, want, values(a.Differ[0]))
				}
			}
			if dates := dated(a.Differ[0]); !slices.IsSortedFunc(dates, corpus.Date.Compare) {
				t.Errorf("%s: claims are not in order of time: %v", question, dates)
			}
		}
	}
}

func holdsOne(value, alternatives string) bool {
	for alt := range strings.SplitSeq(alternatives, "|") {
		if strings.Contains(value, alt) {
			return true
		}
	}
	return false
}

func values(d answer.Dispute) (out []string) {
	for _, c := range d.Claims {
		out = append(out, c.Value+" "+c.AsOf.String())
	}
	return out
}

func dated(d answer.Dispute) (out []corpus.Date) {
	for _, c := range d.Claims {
		if !c.AsOf.IsZero() {
			out = append(out, c.AsOf)
		}
	}
	return out
}

// TestEverythingIsASlice asks hostile and random questions: whatever comes back
// holds nothing but slices of articles at the places it names, and asking twice
// gives the same.
func TestEverythingIsASlice(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var words []string
	for a := range snapshot(t).Corpus().All() {
		words = append(words, strings.Fields(a.Text)...)
	}
	questions := []string{"", "?", "how many", "when", "is", "\x00\xff", strings.Repeat("how many ", 900), "\u202ehow many countries\u2066", "🛰️🛰️",
		`" OR 1=1 --`, "source:", "-clean", `"clean network" -"clean network"`, "how many %s %d members", "몇", "净网", "when when when October 13",
		"is Taiwan not not a member", "how many 5G networks in 2020 of 27 of 30", "```@everyone```", "[x](http://x) ||Huawei||"}
	openers := []string{"", "how many ", "when did ", "who is ", "is ", "did ", "where was "}
	for range 100 {
		q := openers[rng.IntN(len(openers))]
		for range 1 + rng.IntN(8) {
			q += words[rng.IntN(len(words))] + " "
		}
		questions = append(questions, q)
	}
	for _, q := range questions {
		a := ask(t, q)
		checkAnswer(t, q, a)
		if again := ask(t, q); render(a) != render(again) {
			t.Errorf("%q is answered in two ways:\n%s\n%s", q, render(a), render(again))
		}
	}
}

func checkAnswer(t *testing.T, question string, a answer.Answer) {
	t.Helper()
	switch {
	case a.Confidence < 0 || a.Confidence > 1:
		t.Errorf("%q: confidence %v", question, a.Confidence)
	case (a.Outcome == answer.Declined) != (len(a.Quotes) == 0):
		t.Errorf("%q: %s with %d quotes", question, a.Outcome, len(a.Quotes))
	case (a.Outcome == answer.Answered) != (a.Reason == answer.NoReason):
		t.Errorf("%q: %s because %q", question, a.Outcome, a.Reason)
	case len(a.Quotes) > 3:
		t.Errorf("%q: %d quotes", question, len(a.Quotes))
	}
	for _, q := range a.Quotes {
		known, ok := snapshot(t).Corpus().Article(q.Article.ID)
		if !ok || known.Slice(q.Span) != q.Text() || !q.Passage.Contains(q.Span) || a.Sources[q.Source-1].Article != q.Article {
			t.Errorf("%q: quote %+v is no slice of its passage", question, q)
		}
		for _, m := range slices.Concat(q.Marks, q.Candidate) {
			if !q.Passage.Contains(m) || m.Len() <= 0 {
				t.Errorf("%q: mark %v lies outside of the passage %v", question, m, q.Passage)
			}
		}
	}
	for _, d := range a.Differ {
		distinct := map[string]bool{}
		for _, c := range d.Claims {
			distinct[c.Value] = true
			if text := c.Article.Slice(c.Span); !strings.Contains(text, c.Value) || !strings.Contains(text, c.By) || a.Sources[c.Source-1].Article != c.Article {
				t.Errorf("%q: claim %q is not in %q", question, c.Value, text)
			}
		}
		if len(distinct) < 2 {
			t.Errorf("%q: sources that differ all say %v", question, distinct)
		}
	}
}

// TestOutcomes holds what must never be answered, and that what is near is told.
func TestOutcomes(t *testing.T) {
	for _, q := range []string{"how do I bake bread", "docker network prune all containers", "who won the world cup in 1998",
		"best pizza dough recipe", "what is the capital of Mongolia", "python list comprehension with two loops"} {
		if a := ask(t, q); a.Outcome == answer.Answered {
			t.Errorf("%q is answered: %s", q, render(a))
		}
	}
	// A name that no source names.
	for _, q := range []string{"did Wakanda join the Clean Network?", "what did Jedediah Okonkwo say about Huawei?"} {
		if a := ask(t, q); a.Outcome == answer.Answered {
			t.Errorf("%q is answered: %s", q, render(a))
		}
	}
	if a := ask(t, "  ?!  "); a.Outcome != answer.Declined || a.Reason != answer.Empty {
		t.Errorf("a question of nothing = %s %s", a.Outcome, a.Reason)
	}
}

// TestLanguages asks in four languages: the quotes are of the article that tells
// it, and the answer says in which language the question was.
func TestLanguages(t *testing.T) {
	for _, tt := range []struct{ question, lang, want string }{
		{"LG유플러스는 화웨이 장비를 쓰나요?", "ko", "Huawei"},
		{"台湾是清洁网络的成员吗？", "zh", "Taiwan"},
		{"日本はクリーンネットワークに参加しましたか", "ja", "Japan"},
		{"Wie viele Länder sind im Clean Network?", "de", "countries"},
	} {
		a := ask(t, tt.question)
		if a.Language != tt.lang || len(a.Quotes) == 0 || !strings.Contains(a.Quotes[0].Text(), tt.want) {
			t.Errorf("%s = language %q, %s; want %q and a quote on %s", tt.question, a.Language, render(a), tt.lang, tt.want)
		}
	}
	if a := ask(t, "is Taiwan a member of the Clean Network?"); a.Language != "" {
		t.Errorf("an English question is taken for %q", a.Language)
	}
}

// TestFollowUps holds that each offer is answered when it is asked, for every
// question of the golden answers.
func TestFollowUps(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "answers.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	offered, without := 0, 0
	outcomes := map[string]answer.Outcome{}
	for line := range strings.Lines(string(data)) {
		q, ok := strings.CutPrefix(strings.TrimSuffix(strings.TrimSpace(line), " --"), "-- ")
		if !ok {
			continue
		}
		a, err := answer.AskMore(context.Background(), snapshot(t), q)
		if err != nil {
			t.Fatal(err)
		}
		offered += len(a.FollowUps)
		if len(a.FollowUps) == 0 && len(a.Quotes) > 0 {
			without++
		}
		for _, next := range a.FollowUps {
			if outcomes[next] == "" {
				outcomes[next] = ask(t, next).Outcome
			}
			if outcomes[next] != answer.Answered {
				t.Errorf("%q offers %q, which is %s", q, next, outcomes[next])
			}
		}
	}
	if offered < 60 || without > 3 {
		t.Errorf("the questions offer %d to follow, %d with quotes offer none", offered, without)
	}
}

// FuzzAsk holds the property of TestEverythingIsASlice for any bytes.
func FuzzAsk(f *testing.F) {
	f.Add("how many countries are in the Clean Network?")
	f.Add("when \x00 was \u202e the 2020-10-14 dialogue -x source:y")
	f.Fuzz(func(t *testing.T, question string) { checkAnswer(t, question, ask(t, question)) })
}

// TestClosest holds that what the sources tell of others or of other years is never
// shown as the answer.
func TestClosest(t *testing.T) {
	for question, reason := range map[string]answer.Reason{
		"did mexico ever join the clean network?":            answer.UnknownName,
		"When did the UK sign the Clean Network memorandum?": answer.WeakMatch, // others did
		"Where did Krach meet Motegi?":                       answer.WeakMatch, // Pompeo did
		"did the Czech Republic ban Huawei in 2031":          answer.WeakMatch,
		"화웨이 주가는 얼마인가요?":                                     answer.WeakMatch, // nor of the price of shares
		"독도는 어느 나라 땅입니까?":                                    answer.WeakMatch, // nothing of it is known but "which country"
	} {
		if a := ask(t, question); a.Outcome != answer.Closest || a.Reason != reason {
			t.Errorf("%q: %s, %s, want closest, %s", question, a.Outcome, a.Reason, reason)
		}
	}
	for _, question := range []string{"Did Slovenia sign a 5G declaration in 2020?", "when did Georgia sign the 5G memorandum", "클린 네트워크는 누가 만들었나요"} {
		if a := ask(t, question); a.Outcome != answer.Answered {
			t.Errorf("%q: %s, %s", question, a.Outcome, a.Reason)
		}
	}
}

// TestBare holds that a question of few words that names nothing but a country is
// not answered where the quote lacks one of them.
func TestBare(t *testing.T) {
	for question, want := range map[string]answer.Outcome{
		"when was the Berlin Wall built": answer.Closest,
		"did Slovenia sign":              answer.Answered,
	} {
		if got := ask(t, question).Outcome; got != want && !(want == answer.Closest && got == answer.Declined) {
			t.Errorf("%q is %s, want %s", question, got, want)
		}
	}
}

// TestDefinitionInOtherLanguages holds that what something is may be asked in other
// languages than English: the first quote tells of what it is for.
func TestDefinitionInOtherLanguages(t *testing.T) {
	want := ask(t, "what is the Clean Network").Quotes[0]
	for _, question := range []string{"클린 네트워크가 뭐야?", "クリーンネットワークとは何ですか", "清洁网络是什么?", "Was ist das Clean Network?"} {
		if a := ask(t, question); len(a.Quotes) == 0 || a.Quotes[0].Span != want.Span || a.Quotes[0].Article != want.Article {
			t.Errorf("%s begins with another quote than the same question in English", question)
		}
	}
}
