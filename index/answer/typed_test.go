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
		"so um, do you know if korea joined":                         "does korea joined",
		"i dont know if it matters but who joined":                   "who joined",
		"hey, Team Telecom blocked what?":                            "Team Telecom blocked what?",
		"describe what a clean carrier is":                           "what a clean carrier is",
		"is it true that Brazil joined":                              "does Brazil joined",
		"could you please explain why Seoul said no thx":             "why Seoul said no",
		"could you explain the Clean Network":                        "what is the Clean Network",
		"what do you know about Krach":                               "tell me about Krach",
		"quick question about Krach":                                 "tell me about Krach",
		"explain like im five what EPN is":                           "what EPN is",
		"ELI5: clean path":                                           "what is clean path",
		"tldr of the clean network":                                  "what is the clean network",
		"describe how Seoul answered":                                "how Seoul answered",
		"my question is who joined":                                  "who joined",
		"wtf is the clean network":                                   "what is the clean network",
		"who the hell is krach":                                      "who is krach",
		"sorry if this was asked before but how many ppl came home":  "how many people came home",
		"sorry but who is Krach":                                     "who is Krach",
		"im trying to find out what Pompeo said for my school paper": "what Pompeo said",
		"what did Pompeo say? any source?":                           "what did Pompeo say?",
		"@cleannet what did Pompeo say 🤔":                            "what did Pompeo say",
		"**what** is ||EPN|| <:thonk:12> :joy: <@!123> <t:16:R>":     "what is EPN",
		"me and my friend are arguing, who runs FCC":                 "who runs FCC",
		"WHAT DID THE US SAY":                                        "what did the US say",
		"WHO LED SEOUL lol":                                          "who led seoul",
		"when did seouls diplomats speak":                            "when did seoul's diplomats speak",
		"what are huaweis links":                                     "what are huawei's links",
		"Waht is EPN":                                                "what is EPN",
		"tell me waht EPN is":                                        "what EPN is",
		"pls hwo many":                                               "how many",
		"is this real https://example.org/a":                         "is this real",
		"sorry what did Krach say about it but in short":             "what did Krach say about it but in short",
		"question of trust, what is it":                              "question of trust, what is it",
	} {
		if got := strings.Join(plainly(strings.Fields(typed), find), " "); got != want {
			t.Errorf("%q is asked as %q, want %q", typed, got, want)
		}
	}
}

// TestPlainlyKeeps: what may be part of a question stays.
func TestPlainlyKeeps(t *testing.T) {
	find := lookup(t)
	for _, typed := range []string{
		"", "hey", "hello there", "?", "clean", "does anyone know", "tell me about Krach", "clean network explained", "all clean carriers", "LG U+", "LG U plus",
		"who is Michael R. Pompeo", "korea u s dialogue", "Huawei u Srbiji", "Telus BC Huawei", "did Gov. Abbott ban Huawei",
		"if huawei is banned, who supplies 5G?", "whether or not Korea joined", "how does the Clean Network help", "who asked China to help",
		"what did Zhao Lijian explain", "does the ban affect anyone", "did VOA cite sources", "does Huawei have any links?", "who asked a question",
		"did Korea say thanks", "who is paying for the EU project", "who pays for our Huawei test", "Huawei ban fr",
		"is it right to ban Huawei", "can anyone join the Clean Network?", "can you trust Huawei",
		"tell me if and when Japan joined", "say if Huawei is banned, who supplies?", "is there money for our fiber project", "who pays for a school computer",
		"will anyone help Taiwan", "could someone give China chips", "would you say Huawei is safe", "is it true or false that Japan joined",
		"is it a fact sheet on Clean Path", "Hi Tech ministry", "IMO can ban cables?", "who is Le Duc Tho", "what is LOL", "PPL Corporation pays", "who are the good guys",
		"what did Krach tell the folks", "is <tiktok> banned", "my carrier is small, what subsidies exist", "Im Streit um Kabel, was will Peking",
		"help was offered by whom", "what the F 35 costs",
		"did anyone know about the Cyprus deal", "I am a small carrier, can I get reimbursed?", "how do I apply, what does it cost",
		"someone hacked the ministry. who was it?", "our undersea cables: which ones are at risk", "in our view, Krach said. who runs it",
		"since 2020 I ask: who runs FCC", "in the us, who runs it", "my friend said the cable plan is dead, is that so",
		"who is Frances Townsend", "when did Krach visit the Americas", "do the two Koreas trade", "how many apples fell", "what do the states say",
		"US ROK SED", "ZTE NATO EU", "美国 华为 LG U+", "한국 EU NATO", "so far how many countries joined", "everyone in NATO joined?", "wait list of countries",
		"curious case of Huawei", "any ideas for clean 5G", "WHO's role in covid", "whats app ban", "https://example.org/a", "ZTE - what is it",
		"um was geht es beim Clean Network", "wen traf Krach", "is waht so", "wich", "Huawei is here", "question of trust",
	} {
		if got := strings.Join(plainly(strings.Fields(typed), find), " "); got != typed {
			t.Errorf("%q is asked as %q", typed, got)
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
		"trying to find out %", "according to your sources, %", "% lol", "%, serious question", "%? any source?", "% for my school paper", "% does anyone know?",
		"@cleannet %", "hi! could someone tell us % please", "i want to know %", "any idea %", "% 🤔", "wait, %", "settle a debate for us: %"}
	for _, question := range questions {
		want := strings.Trim(strings.Join(plainly(strings.Fields(question), find), " "), "?")
		for _, form := range forms {
			typed := strings.Replace(form, "%", question, 1)
			if got := strings.Trim(strings.Join(plainly(strings.Fields(typed), find), " "), "?,"); got != want {
				t.Errorf("%q is asked as %q, want %q", typed, got, want)
			}
		}
	}
}

// FuzzPlainly: it comes to an end, leaves a word where there is one and no more words than what it writes out makes of
// them, and what it leaves is left as it is.
func FuzzPlainly(f *testing.F) {
	find := lookup(f)
	for _, s := range []string{"so hwo the hell someone if 2020", "hwo tf does trying", "hey guys, does anyone know if whether if KOREA joined lol thx", "? ?", "WTF is U", "sorry sorry but but seouls what's", "tell me tell me who for my a paper"} {
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
