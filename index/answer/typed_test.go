package answer

import (
	"strings"
	"testing"
)

func TestPlainly(t *testing.T) {
	find := lookup(t)
	for typed, want := range map[string]string{
		"can someone tell me who led the korean side":                "who led the korean side",
		"Hey guys, does anyone here know when Cyprus joined?":        "when Cyprus joined?",
		"quick question: whos the envoy":                             "who is the envoy",
		"so uh do you know if korea joined":                          "does korea joined",
		"is it true that Brazil joined":                              "does Brazil joined",
		"could you please explain why Seoul said no thx":             "why Seoul said no",
		"could you explain the Clean Network":                        "explain the Clean Network",
		"tell me about Krach":                                        "tell me about Krach",
		"what do you know about Krach":                               "tell me about Krach",
		"wtf is the clean network":                                   "what is the clean network",
		"who the hell is krach":                                      "who is krach",
		"sorry if this was asked before but how many ppl work there": "how many people work there",
		"im trying to find out what Pompeo said for my school paper": "what Pompeo said",
		"what did Pompeo say? any source?":                           "what did Pompeo say?",
		"@cleannet what did Pompeo say 🤔":                            "what did Pompeo say",
		"WHAT DID THE US SAY":                                        "what did the US say",
		"WHO LED SEOUL lol":                                          "who led seoul",
		"WHAT IS EPN":                                                "what is epn",
		"me and my friend are arguing, who runs it":                  "who runs it",
		"in our view, Krach said. who runs it":                       "in our view, Krach said. who runs it", // somebody is named
		"since 2020 I ask: who runs it":                              "since 2020 I ask: who runs it",
		"in the us, who runs it":                                     "in the us, who runs it",
		"**what** is ||EPN|| <:thonk:12> :joy: <@!123>":              "what is EPN",
		"is this real https://example.org/a":                         "is this real",
		"https://example.org/a":                                      "https://example.org/a",
		"ZTE - what is it":                                           "ZTE - what is it",
		"LG U+":                                                      "LG U+",
		"when did seouls diplomats speak":                            "when did seoul's diplomats speak",
		"what are huaweis links":                                     "what are huawei's links",
		"how many apples":                                            "how many apples", // no firm's
		"what do the states say":                                     "what do the states say",
		"Waht is EPN":                                                "what is EPN",
		"pls hwo many":                                               "how many",
		"is waht so":                                                 "is waht so", // within a question the search sees to it
		"wich":                                                       "wich",       // a word alone may be a name
		"wen traf Krach":                                             "wen traf Krach",
		"Huawei is here":                                             "Huawei is here",
		"does anyone know":                                           "does anyone know",
		"hello there":                                                "hello there",
		"hey":                                                        "hey",
		"":                                                           "",
		"? ! ?":                                                      "? !",
		"question of trust":                                          "question of trust",
		"clean network explained":                                    "clean network explained",
		"all clean carriers":                                         "all clean carriers",
		"does anyone know whether the clean store was ever real, lol": "does the clean store was ever real,",
	} {
		if got := strings.Join(plainly(strings.Fields(typed), find), " "); got != want {
			t.Errorf("%q is asked as %q, want %q", typed, got, want)
		}
	}
}

// TestChatAsksTheSame: a question is asked in the same words, whatever people put around
// it in a chat.
func TestChatAsksTheSame(t *testing.T) {
	find := lookup(t)
	questions := []string{"who led the South Korean delegation", "why did Seoul say no?", "how many countries have joined the Clean Network",
		"what is the Economic Prosperity Network", "when was the declaration of Taiwan signed?"}
	forms := []string{"hey guys, %", "ok so %", "pls tell me % thx", "does anyone here know %", "do you happen to know %", "can you please explain %",
		"i'm just curious: %", "I was wondering %", "just a quick question, %", "sorry if this was asked before but %", "i heard something about this but %",
		"trying to find out %", "according to your sources, %", "% lol", "% serious question", "% any source?", "% for my school paper", "% does anyone know?",
		"@cleannet %", "hi! could someone tell us % please", "i want to know %", "any idea %", "% 🤔"}
	for _, question := range questions {
		want := strings.Trim(strings.Join(plainly(strings.Fields(question), find), " "), "?")
		for _, form := range forms {
			typed := strings.Replace(form, "%", question, 1)
			if got := strings.Trim(strings.Join(plainly(strings.Fields(typed), find), " "), "?"); got != want {
				t.Errorf("%q is asked as %q, want %q", typed, got, want)
			}
		}
	}
}

// FuzzPlainly: it comes to an end, leaves a word where there is one and no more words than what it writes out makes of
// them, and what it leaves is left as it is.
func FuzzPlainly(f *testing.F) {
	find := lookup(f)
	for _, s := range []string{"hey guys, does anyone know if whether if KOREA joined lol thx", "? ?", "WTF is U", "sorry sorry but but seouls what's", "tell me tell me who for my a paper"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := strings.Fields(s)
		got := plainly(words, find)
		if len(got) > 4*len(words) || (len(got) == 0) != (len(words) == 0) {
			t.Fatalf("%q is asked as %q", words, got)
		}
		if again := plainly(got, find); strings.Join(again, " ") != strings.Join(got, " ") {
			t.Fatalf("%q is asked as %q, and that as %q", words, got, again)
		}
	})
}
