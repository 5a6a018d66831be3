package bot

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"cleannet/bot/discord/discordtest"
)

// hostileTexts must come out as they read: no ping, no link, no style.
var hostileTexts = []string{
	"@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "</ask:1>", "<id:customize>", "<t:0:R>", "<:x:1>", "<a:x:1>",
	"[safe](https://evil.test)", "[https://state.gov](https://evil.test)", "<https://evil.test>", "https://evil.test",
	"discord.gg/x", "Discord.com/invite/x", "discordapp.com/invite/x", "steam://x", "<mailto:a@b>", "<tel:+1>",
	"||spoiler||", "```code```", "```\ncode\n```", "`code`", "`` ` ``", "~~x~~", "# head", "## head", "-# sub", "> q", ">>> q", "- list", "* list",
	"+ list", "1. list", "2020. A year", "__u__*i*", "***both***", "_i_", "a_b_c", "**b", "b**",
	"\u202ereversed\u202c", "\u2066x\u2069", "@\u200beveryone", "@\u200deveryone", "nul\x00bell\x07", "cut \xed\xa0\x80 \xff\xfe",
	"x" + strings.Repeat("\u0301", 300), "https://st\u0430te.gov", "\uff20everyone", `end \`, `\\`, `\@everyone`, `\\@everyone`, `\[x](https://evil.test)`,
	"\u3164", "\u00ad@\u00adhere", "[a](<https://evil.test>)", "[a] (https://evil.test)", "![a](https://evil.test)", "[a][b](c)",
	"http\u200b://evil.test", "HTTPS://EVIL.TEST", "a https://evil.test/b_c_d*e*", "\u2028# head", "line\n# head\n- list\n> q",
	"👨\u200d👩\u200d👧 family", "क्\u200dष", "ปั้น", "한국어 **굵게**", "\U000e0041\U000e0042",
}

func TestInert(t *testing.T) {
	for _, s := range hostileTexts {
		out := inert(s)
		got := discordtest.Read(out)
		if len(got.Effects) > 0 {
			t.Errorf("inert(%q) = %q has the effects %v", s, out, got.Effects)
		}
		if got.Seen != clean(s) {
			t.Errorf("inert(%q) = %q reads %q, want %q", s, out, got.Seen, clean(s))
		}
		checkClean(t, s, out)
	}
}

// checkClean holds that out is valid, one line, and shows nothing hidden.
func checkClean(t *testing.T, s, out string) {
	t.Helper()
	marks := 0
	for _, r := range out {
		if unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200b || r == 0xfeff {
			t.Errorf("%q came out with %U: %q", s, r, out)
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > 8 {
			t.Errorf("%q came out with %d marks in a row", s, marks)
		}
	}
	if !utf8.ValidString(out) {
		t.Errorf("%q came out as invalid UTF-8: %q", s, out)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"  a \t\n b ":                     "a b",
		"a\u200b\u202eb":                  "ab",
		"e\u0301":                         "e\u0301",
		"👩\u200d💻":                        "👩\u200d💻",
		"\u200dx\u200d\u200d \ufe0f":      "x \ufe0f",
		"\xffa":                           "\ufffda",
		"x" + strings.Repeat("\u0301", 9): "x" + strings.Repeat("\u0301", maxMarks),
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 5, "short"},
		{"too long", 5, "too…"},
		{"averylongword", 6, "avery…"},
		{"one two three", 10, "one two…"},
		{"👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 9, "👨\u200d👩\u200d👧…"},
		{"𝒳𝒳𝒳", 5, "𝒳𝒳…"},
	} {
		if got := cut(tt.in, tt.limit); got != tt.want || width(got) > tt.limit {
			t.Errorf("cut(%q, %d) = %q, want %q", tt.in, tt.limit, got, tt.want)
		}
	}
}

func TestMarkdownCuts(t *testing.T) {
	for _, tt := range []struct {
		runs  []run
		limit int
		want  string
	}{
		{[]run{{"plain", false}}, 20, "plain"},
		{[]run{{"a ", false}, {"bold", true}, {" end", false}}, 20, "a **bold** end"},
		{[]run{{"a ", false}, {"bold", true}, {" and a long end", false}}, 20, "a **bold** and…"},
		{[]run{{"a ", false}, {"boldly", true}}, 11, "a…"},
		{[]run{{"a ", false}, {"bold", true}}, 7, "a…"},
		{[]run{{"ab**cd", false}}, 7, `ab…`},
		{[]run{{"ab**cd", false}}, 8, `ab\*\*cd`},
	} {
		got := markdown(tt.runs, tt.limit)
		if width(got) > tt.limit {
			t.Errorf("markdown(%v, %d) = %q has %d units", tt.runs, tt.limit, got, width(got))
		}
		if got != tt.want {
			t.Errorf("markdown(%v, %d) = %q, want %q", tt.runs, tt.limit, got, tt.want)
		}
	}
}

func FuzzInert(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = 10 + (limit%400+400)%400
		c := clean(s)
		if clean(c) != c {
			t.Errorf("clean(clean(%q)) = %q, clean is %q", s, clean(c), c)
		}
		whole := discordtest.Read(inert(s))
		if len(whole.Effects) > 0 || whole.Seen != c {
			t.Errorf("inert(%q) = %q reads %q with %v, want %q", s, inert(s), whole.Seen, whole.Effects, c)
		}
		half := len(c) / 2
		for half > 0 && !utf8.RuneStart(c[half]) {
			half--
		}
		out := markdown([]run{{c[:half], false}, {c[half:], true}}, limit)
		got := discordtest.Read(out)
		for _, e := range got.Effects {
			if e.Kind != "bold" {
				t.Errorf("markdown of %q is %q with the effect %v", s, out, e)
			}
		}
		if width(out) > limit {
			t.Errorf("markdown of %q has %d units, limit %d", s, width(out), limit)
		}
		seen := strings.TrimSuffix(got.Seen, "…")
		if !strings.HasPrefix(c, seen) {
			t.Errorf("markdown of %q reads %q, which it does not begin with", c, seen)
		}
		if short := cut(s, limit); width(short) > limit || uniseg.GraphemeClusterCount(short) > uniseg.GraphemeClusterCount(c) {
			t.Errorf("cut(%q, %d) = %q", s, limit, short)
		}
		checkClean(t, s, out)
	})
}
