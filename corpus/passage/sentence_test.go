package passage

import (
	"slices"
	"strings"
	"testing"

	"cleannet/corpus"
)

// In a row, "|" stands where a sentence ends.
var sentenceTests = []struct{ lang, text string }{
	// Abbreviations, initials, dates, numbers.
	{"en", "The U.S. Under Secretary of State spoke.|The U.K. agreed."},
	{"en", "Officials met in the U.S.|The talks went on.|They ended in the U.K.|In July it followed."},
	{"en", "The U.S. and China disagree.|S. Korea, a U.S. ally, waits."},
	{"en", "On Oct. 14, a fifth meeting was held.|It ended on Aug. 5.|Nothing else was said in Oct.|The rest is silence."},
	{"en", "Mr. Krach met Dr. Lee and Sen. Cotton.|Gen. Nakasone was there."},
	{"en", "Secretary of State Michael R. Pompeo spoke.|J. R. R. Smith listened."},
	{"en", "See No. 5 and Fig. 3 for details.|No. 10 Downing Street declined."},
	{"en", "Huawei Technologies Co. Ltd. is based in Shenzhen.|ZTE Corp. and Apple Inc. are not."},
	{"en", "It was signed by Huawei Technologies Co.|The price was not named."},
	{"en", "LG U+ still uses Huawei.|KT does not.|Shares of LG U+.|The end."},
	{"en", "Growth was 3.5 percent.|About 1.7 million users left at 5 p.m. on Monday."},
	{"en", "It begins at 5 p.m.|The doors open at 4 p.m. Seoul time."},
	{"en", "He holds a Ph.D. in law.|She has an M.A. from Yale, i.e. Connecticut."},
	{"en", "St. Petersburg, e.g. Russia vs. Finland.|Next one."},
	{"en", "The ban came in 2020.|5G networks followed."},
	{"en", "Jan. 6.|Feb. 7."},
	{"en", "The alliance grew fast.|14 states joined in May.|“They came late.”|2021 was better, approx. 5 times."},
	{"es", "El ancho es de 1600 mm.|Sin embargo, véanse las págs. 5 a 7."},
	{"en", "Mr. and Mrs. Smith et al. 2019 wrote it.|So did Smith et al.|The rest follows."},
	{"en", "Visit example.com for more.|Version 2.6.1 is out."},
	{"en", "He listed: 1. Clean Carrier.|2. Clean Store.|It was version 5.|Nobody came."},
	{"en", "Was it Huawei?|No!|It was ZTE."},
	{"en", "Krach told Converge! Network Digest so.|Yahoo! said no to Yahoo! Finance.|What a day!|Krach left for Rome!|The rest stayed."},
	{"en", "He paused...|Then he went on."},
	{"en", "“We ... Koreans decide,” he said.|He left."},
	{"en", "The State Dept. announced it.|So did Adm. Davidson."},
	// Quotations and brackets.
	{"en", "A MOFA official explained, “The US stated its position.”|“There were no talks,” the official added."},
	{"en", "They are “becoming ‘Clean Telcos.’”|LG U+ is currently the only one."},
	{"en", "“It is over. We are done. Go home,” Krach said.|Nobody moved."},
	{"en", `It was "a 1995 report".|Critics called it "not new" (or "old").|So what.`},
	{"en", `He said "No. Never. Not us." and left.|She stayed.`},
	{"en", "The network (announced in Aug. The list came later.) is new.|It grows."},
	{"en", "Nobody knows (see p. 5).|The rest is clear.|(It was Monday.)|Then came Tuesday."},
	{"en", "“Why now?” Krach asked.|“Because!” the minister said.|“Really?”|Nobody knew."},
	{"en", "“Who?” asked a reporter.|The U.S. “Clean Network” plan has critics."},
	{"en", "The companies’ data is safe.|It isn’t Huawei’s.|The ‘90s are over."},
	{"en", "He said “this is never closed.|The next sentence is.|So is this."},
	{"en", "It was founded in 1987.[12]|The firm grew.[3][4]|It is large.[citation needed]|Or not."},
	{"en", "“" + strings.Repeat("This is a long quotation.|", 13) + "It goes on.”"},
	{"en", "First line\nof a wrapped paragraph.|Second one."},
	{"en", "Items:|- one thing|- another\nthing.|Bye.|* more"},
	{"en", "A heading without a stop||A paragraph."},
	// German.
	{"de", "Am 14. Oktober 2020 sprach Dr. Krach in Wien.|Der Minister schwieg."},
	{"de", "Das kostet z. B. 3,5 Mio. Euro.|Die 5. Generation kommt, d. h. bald."},
	{"de", "„Wir prüfen das. Es dauert.“|Mehr sagte er nicht."},
	{"de", "»Das ist so. Basta.«|Er ging.|Es waren 27.|Die Staaten schwiegen."},
	{"de", "Die Huawei Technologies Co. Ltd. klagte bzw. drohte.|Nr. 5 lebt."},
	// French, with spaces within the quotation marks.
	{"fr", "M. Pompeo a parlé le 5 août.|« Nous verrons. Pas avant. »|Le ministre s’est tu."},
	{"fr", "Le réseau, p. ex. celui d’Orange, est « propre ».|Mme Dupont l’a dit."},
	{"fr", "M. Le Drian est parti.|Il reviendra, cf. l’art. 5 du traité."},
	// Spanish and Portuguese.
	{"es", "El Sr. Krach viajó a EE. UU. el lunes.|El Gobierno calló."},
	{"es", "¿Qué dijo EE. UU.?|Nada.|La Sra. Gómez, p. ej., calló."},
	{"es", "«Es nuestra decisión. Punto.»|No hubo más.|Véase la pág. 5."},
	{"pt", "O Dr. Silva falou.|A Huawei não respondeu ao art. 5 do decreto."},
	// Korean.
	{"ko", "미국은 한국에 참여를 요구했다.|정부는 시간이 필요하다고 밝혔다.|비율은 3.5%다."},
	{"ko", "그는 “결정된 바 없다. 논의 중이다.”라고 말했다.|회의는 끝났다."},
	{"ko", "LG U+는 화웨이 장비를 쓴다.|KT는 쓰지 않는다."},
	// Chinese and Japanese.
	{"zh", "美国宣布了计划。|中国表示反对！|为什么？|没有人知道。"},
	{"zh", "他说：“我们反对。绝不接受。”|会议结束了（见下文。谢谢）。"},
	{"ja", "首相は「参加しない。今は待つ。」と述べた。|会議は終わった。"},
	{"ja", "米国は発表した。|日本は参加を見送る方針だ。"},
	// Others.
	{"ru", "В 2020 г. США ввели санкции.|Это стоило 5 млн. долларов, т.е. мало.|Он ушёл."},
	{"pl", "Prof. Nowak i dr Kowalski mówili m.in. o sieci 5G.|To koniec."},
	{"xx", "One.|Two by Mr. Who."},
	{"", "No language.|Still fine."},
}

func TestSentences(t *testing.T) {
	for _, tt := range sentenceTests {
		text := strings.ReplaceAll(tt.text, "||", "\n\n")
		var want []string
		for s := range strings.SplitSeq(strings.ReplaceAll(tt.text, "||", "|"), "|") {
			want = append(want, s)
		}
		text = joinRow(text)
		var got []string
		for s := range Sentences(text, tt.lang) {
			got = append(got, text[s.Start:s.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("Sentences(%q, %s)\n got %q\nwant %q", text, tt.lang, got, want)
		}
	}
}

// joinRow puts a space or a line break where a row has a mark; after the full
// stop of Chinese and Japanese nothing.
func joinRow(s string) string {
	for _, stop := range []string{"。", "！", "？", "。”", "」"} {
		s = strings.ReplaceAll(s, stop+"|", stop)
	}
	for _, item := range []string{"- ", "* "} {
		s = strings.ReplaceAll(s, "|"+item, "\n"+item)
	}
	return strings.ReplaceAll(s, "|", " ")
}

func TestSentencesAreBounded(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("word ", 3000), strings.Repeat("字", 5000), strings.Repeat("x", 9000),
		strings.Repeat("(", 9000) + strings.Repeat(")", 9000), strings.Repeat("1. ", 9000), "“" + strings.Repeat("Go. ", 5000),
	} {
		end := 0
		for s := range Sentences(text, "en") {
			if s.Len() > maxSentence || s.Start < end {
				t.Errorf("%.10q...: a sentence at %v", text, s)
			}
			end = s.End
		}
		if end != len(strings.TrimSpace(text)) {
			t.Errorf("%.10q...: the sentences end at %d of %d", text, end, len(text))
		}
	}
}

// TestNumberFollows holds that it matches where the expression does.
func TestNumberFollows(t *testing.T) {
	for _, s := range []string{"", " 1", "grew. 14", "grew.” 14", "grew.”) 14", "grew.» 1", "grew.\" 1 and", "größ. 2", "grew 14", "No. 5", "grew.  14",
		"Grew. 14", "grew. x", "grew.) 14", "rew.\xff 14", "r\xffew. 14", "at 5 grew. 6", "GREW. 14 grew."} {
		if got, want := numberFollows(s), numberAfter.MatchString(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	text := "\n\none\ntwo \n \n\n three\n\n"
	var got []string
	for p := range Paragraphs(text) {
		got = append(got, text[p.Start:p.End])
	}
	if !slices.Equal(got, []string{"one\ntwo", "three"}) {
		t.Errorf("Paragraphs = %q", got)
	}
	for range Paragraphs("a\n\nb") {
		break // stopping early must not panic
	}
	for range Sentences("A b. C d.", "en") {
		break
	}
	for range Split(&corpus.Article{Text: "A b.\n\nC d."}, Window{}) {
		break
	}
}
