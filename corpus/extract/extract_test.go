package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"cleannet/corpus"
)

const (
	lead = "The ministry said on Monday that it would decide about the masts of its networks before the end of the year, after months of talks."
	more = "Operators had asked for more time, because the masts stand on roofs that belong to others and the contracts run until next spring."
)

// saved is a page as a browser saves it, with a reason after "<-" where a line
// must not be in the text.
const saved = `Home > News > Networks  <- a path through the site
National  <- a label above the title
Ministry to decide about masts by the end of the year  <- the title

Posted on : 2020-10-15 17:12 KST Modified on : 2020-10-16 08:00 KST  <- the date
Talks with operators have dragged on  <- a kicker or standfirst between title and text
Workers climb a mast in the harbour on Aug. 5. (Ministry of Masts website)  <- a caption or picture credit
The minister waves from a roof  <- stands twice in a row, as captions do
The minister waves from a roof  <- stands twice in a row, as captions do
Share this article  <- a line for sharing or printing
Facebook | Twitter | E-mail  <- a line for sharing or printing

` + lead + `
Example News of the week  <- a box of news or a newsletter
Advertisement  <- an advertisement

A subheading in the text

` + more + `
Read more: Ten masts to visit this summer  <- a link to another article
“Nobody has asked the birds,” said a spokesperson for the birds.
- First, the old masts.
- Then the new ones

` + lead + ` And so on.
Nobody has asked the birds yet

By Kim Ji-eun, staff reporter, and Lee A. Park [kim@example.org]  <- the byline
Please direct comments or questions to [english@example.org]  <- a request to the reader
[kim@example.org]  <- an e-mail address
button that move to original korean article (원문으로 이동하는 버튼)  <- a button
Tags: masts, roofs  <- a list of tags
© 2020 Example. All rights reserved.  <- a caption or picture credit
Related stories  <- a heading of what is not part of the article
Old masts are falling, and nobody is there to catch them  <- stands below the heading "Related stories"
Most viewed articles  <- stands below the heading "Related stories"
1  <- stands below the heading "Related stories"
`

func TestPlain(t *testing.T) {
	var page, kept []string
	want := map[int]string{}
	for line := range strings.SplitSeq(strings.TrimSuffix(saved, "\n"), "\n") {
		text, reason, drop := strings.Cut(line, "  <- ")
		page = append(page, text)
		switch {
		case drop:
			want[len(page)] = reason
		case text == "Nobody has asked the birds yet":
			want[len(page)] = "a line below the text"
		case text != "":
			kept = append(kept, text)
		}
	}
	p, err := Plain([]byte(strings.Join(page, "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range p.Dropped {
		if want[d.Line] != d.Reason || d.Text != page[d.Line-1] {
			t.Errorf("line %d %q was dropped as %q, want %q", d.Line, d.Text, d.Reason, want[d.Line])
		}
		delete(want, d.Line)
	}
	for line, reason := range want {
		t.Errorf("line %d %q was not dropped as %q", line, page[line-1], reason)
	}
	if text := strings.Join(kept, "\n\n"); p.Text != text {
		t.Errorf("text:\n%s\nwant:\n%s", p.Text, text)
	}
	if p.Title != "Ministry to decide about masts by the end of the year" || !slices.Equal(p.Authors, []string{"Kim Ji-eun", "Lee A. Park"}) ||
		p.Published.String() != "2020-10-15" || p.Lang != "en" {
		t.Errorf("title %q, authors %q, published %v, lang %q", p.Title, p.Authors, p.Published, p.Lang)
	}
}

func TestPlainWithoutHead(t *testing.T) {
	p, err := Plain([]byte(lead + "\n" + more + "\nA line between\n" + lead + " Again."))
	if err != nil || p.Title != "" || p.Authors != nil || !p.Published.IsZero() || len(p.Dropped) != 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestPlainJoinsBrokenLines(t *testing.T) {
	long := strings.Repeat(lead+" "+more+" ", 3)
	var broken strings.Builder
	for i, w := range strings.Fields(long) {
		broken.WriteString(w + " \n"[i%11/10:i%11/10+1])
	}
	p, err := Plain([]byte("A title of four words\n\n" + broken.String() + "\n\n" + lead[:60] + "\n" + lead[61:]))
	want := strings.TrimSpace(long) + "\n\n" + lead[:60] + " " + lead[61:]
	if err != nil || p.Text != want || p.Title != "A title of four words" {
		t.Errorf("title %q, %v, text\n%s\nwant\n%s", p.Title, err, p.Text, want)
	}
}

func TestPlainKeepsTheTextAroundABox(t *testing.T) {
	in := []string{"A title with five words", lead, "Related stories", "Masts and men", "Men and masts", more, lead + " More.", more + " And more.", lead + " The end."}
	p, err := Plain([]byte(strings.Join(in, "\n\n")))
	want := strings.Join(slices.Concat(in[1:2], in[5:]), "\n\n")
	if err != nil || p.Text != want || len(p.Dropped) != 4 {
		t.Errorf("%v, dropped %v, text\n%s", err, p.Dropped, p.Text)
	}
}

func TestPlainTakesAQuestionForATitle(t *testing.T) {
	title := "Can the ministry decide about the masts of its networks before the end of this very long year?"
	p, err := Plain([]byte(title + "\n\n" + lead + "\n\n" + more))
	if err != nil || p.Title != title || p.Text != lead+"\n\n"+more {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestPlainInKorean(t *testing.T) {
	title, text := "미국, 한국에 클린 네트워크 참여 거듭 요구", strings.Repeat("미국은 한국에 중국 기업의 장비를 쓰지 말라고 거듭 요구했다. 정부는 시간이 필요하다고 밝혔다. ", 4)
	p, err := Plain([]byte(title + "\n입력 : 2020.10.15 17:12\n" + text + "\n" + text + "끝.\n김지은 기자 kim@example.org\n무단 전재 금지\n관련기사\n다른 기사"))
	if err != nil || p.Title != title || p.Lang != "ko" || p.Published.String() != "2020-10-15" || !slices.Equal(p.Authors, []string{"김지은"}) ||
		p.Text != strings.TrimSpace(text)+"\n\n"+text+"끝." {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestPlainRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", "this is no article: it is empty"},
		{"blank", "\ufeff \n\t\n", "this is no article: it is empty"},
		{"NUL", lead + "\x00" + more, "this is no article: it is a binary file, not text"},
		{"noise", strings.Repeat("a\xff\xfe\xc3(", 100), "this is no article: it is a binary file, not text"},
		{"Latin-1", strings.Repeat("L'\xe9t\xe9 est pass\xe9 sans que rien ne change vraiment ici. ", 10), "this is not UTF-8 (30 broken characters): save it as UTF-8"},
		{"UTF-16", "\xff\xfea\x00b\x00", "this is text in UTF-16: save it as UTF-8"},
		{"HTML", " \n<!DOCTYPE html><p>" + lead + more, "this is a web page in HTML: save its text"},
		{"PDF", "%PDF-1.7\n" + lead + more, "this is a PDF file, not plain text"},
		{"short", lead, fmt.Sprintf("this is no article: only %d characters of text are in it, an article has at least 200", len(lead))},
		{"all clutter", strings.Repeat("Share this article\nAdvertisement\n", 30), "this is no article: only 0 characters of text are in it, an article has at least 200"},
		{"one word", strings.Repeat("buy buy now ", 40), "this is no article: 66 % of its words are \"buy\""},
		{"endless", strings.Repeat("a ", maxInput), fmt.Sprintf("this has %d characters, an article has at most 1000000", 2*maxInput)},
	}
	for _, tt := range tests {
		if p, err := Plain([]byte(tt.in)); p != nil || err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := Plain([]byte(lead + "\xff" + more)); err != nil {
		t.Errorf("a single broken byte is repaired, got %v", err)
	}
}

func TestByline(t *testing.T) {
	tests := []struct{ in, want string }{
		{"By Kim Ji-eun, staff reporter", "Kim Ji-eun"},
		{"By Park Min-hee and Lee Wan, staff reporters", "Park Min-hee|Lee Wan"},
		{"Written by: Jean-Marie d'Ormesson", "Jean-Marie d'Ormesson"},
		{"By Ursula von der Leyen, contributing writer [u@example.org]", "Ursula von der Leyen"},
		{"BY JOHN SMITH", "JOHN SMITH"},
		{"Author: José de la Cruz", "José de la Cruz"},
		{"Von Anna Müller und Karl Öhm", "Anna Müller|Karl Öhm"},
		{"Par Élise Dupont", "Élise Dupont"},
		{"김지은 기자", "김지은"},
		{"박민희 선임기자 minggu@example.org", "박민희"},
		{"By the end of the year", ""},
		{"By Monday evening", ""},
		{"By staff reporter", ""},
		{"By 2025 all masts will be gone.", ""},
		{"Bypass Road is closed", ""},
		{"By Huawei", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(Byline(tt.in), "|"); got != tt.want {
			t.Errorf("Byline(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Posted on : 2020-10-15 17:12 KST Modified on : 2020-10-16 17:12 KST", "2020-10-15"},
		{"Published: October 15, 2020", "2020-10-15"},
		{"Published 15 Oct. 2020 at 5:12 p.m.", "2020-10-15"},
		{"Thursday, October 15th, 2020", "2020-10-15"},
		{"15.10.2020", "2020-10-15"},
		{"10/15/2020", "2020-10-15"},
		{"Veröffentlicht am 15.10.2020", "2020-10-15"},
		{"2020-10-15T17:12:00+09:00", "2020-10-15"},
		{"입력 : 2020.10.15 17:12", "2020-10-15"},
		{"2020년 10월 15일", "2020-10-15"},
		{"2020年10月15日 17:12", "2020-10-15"},
		{"Oct. 15, 2020 | Updated Oct. 16, 2020", "2020-10-15"},
		{"Updated: 2020-10-16", ""},
		{"Published: 05/06/2020", ""},
		{"Published: 2020-13-45", ""},
		{"October 15, 2020 was a day of talks between them", ""},
		{"Posted by somebody", ""},
	}
	for _, tt := range tests {
		p, err := Plain([]byte("A title of four words\n" + tt.in + "\n" + lead + "\n" + more))
		if err != nil || p.Published.String() != tt.want {
			t.Errorf("%q is dated %q, want %q; %v", tt.in, p.Published, tt.want, err)
		}
		if tt.want != "" && strings.Contains(p.Text, tt.in) {
			t.Errorf("%q stands in the text", tt.in)
		}
	}
}

func TestLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"en": lead, "": "123 !?",
		"de": "Die Regierung hat am Montag erklärt, dass sie noch vor Ende des Jahres über die Ausrüster ihrer Netze entscheiden wolle.",
		"fr": "Le gouvernement a déclaré lundi qu’il déciderait avant la fin de l’année des équipements de ses réseaux de téléphonie.",
		"es": "El Gobierno dijo el lunes que decidirá antes de fin de año sobre los proveedores de sus redes de telecomunicaciones.",
		"pt": "O governo disse na segunda-feira que não vai decidir antes do fim do ano sobre os fornecedores das suas redes de telefonia.",
		"ko": "정부는 월요일에 LG U+ 등 통신사의 5G 장비에 대해 연말까지 결정하겠다고 밝혔다.",
		"zh": "美国国务卿蓬佩奥宣布扩大“清洁网络”计划，中国外交部表示反对。",
		"ja": "政府は年末までに通信網の機器について決定すると発表した。",
		"ru": "Правительство заявило в понедельник, что примет решение об оборудовании своих сетей до конца этого года.",
	} {
		if got := Language(text); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzPlain: every line of the input is in the text or among what was dropped,
// and the text is normal and long enough.
func FuzzPlain(f *testing.F) {
	f.Add([]byte(saved))
	f.Add([]byte("Title\n\n" + lead + "\r" + more + "\u2028" + lead))
	f.Add([]byte(lead + "\nShare this\v Share this article\f  " + more))
	f.Add([]byte("Related stories\n" + lead + "\nRelated stories\n" + more + "\n" + more))
	f.Add([]byte(strings.Repeat("By A B\n2020-01-01\n(Reuters)\n", 20)))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Plain(data)
		if err != nil {
			if p != nil || strings.ContainsAny(err.Error(), "\n") {
				t.Fatalf("Plain(%q) = %v, %v", data, p, err)
			}
			return
		}
		if corpus.Normalise(p.Text) != p.Text || utf8.RuneCountInString(p.Text) < minText {
			t.Fatalf("the text %q is not normal or too short", p.Text)
		}
		text := strings.ReplaceAll(p.Text, "\n\n", " ")
		dropped := map[string]bool{}
		for _, d := range p.Dropped {
			if d.Reason == "" || d.Line < 1 {
				t.Fatalf("dropped without a reason: %+v", d)
			}
			dropped[d.Text] = true
		}
		for line := range strings.SplitSeq(corpus.Normalise(string(data)), "\n") {
			if line = strings.TrimSpace(line); line != "" && !dropped[line] && !strings.Contains(text, line) {
				t.Fatalf("the line %q is neither in the text %q nor dropped", line, text)
			}
		}
	})
}

// TestSavedPages holds the rules against two real pages. They are not ours to
// keep here: the variable CLEANNET_TESTDATA names the folder that has them.
func TestSavedPages(t *testing.T) {
	dir := os.Getenv("CLEANNET_TESTDATA")
	if dir == "" {
		t.Skip("CLEANNET_TESTDATA does not name a folder of foreign test data")
	}
	tests := []struct {
		file, title, authors, published, first, last string
		paragraphs                                   int
	}{
		{"hankyoreh-2020-10-15-sed.txt", "US reiterates calls for S. Korea to join its Clean Network against Chinese tech", "Kim Ji-eun",
			"2020-10-15", "The US reiterated", "COVID-19 pandemic.", 12},
		{"gizchina-2020-10-15-korea.txt", "", "", "", "The U.S. and China", "banned Huawei.", 9},
	}
	for _, tt := range tests {
		data, err := os.ReadFile(filepath.Join(dir, "articles", tt.file))
		if err != nil {
			t.Fatal(err)
		}
		p, err := Plain(data)
		if err != nil {
			t.Fatal(err)
		}
		if p.Title != tt.title || strings.Join(p.Authors, "|") != tt.authors || p.Published.String() != tt.published || p.Lang != "en" {
			t.Errorf("%s: title %q, authors %q, published %v, lang %q", tt.file, p.Title, p.Authors, p.Published, p.Lang)
		}
		if n := strings.Count(p.Text, "\n\n") + 1; n != tt.paragraphs || !strings.HasPrefix(p.Text, tt.first) || !strings.HasSuffix(p.Text, tt.last) {
			t.Errorf("%s: %d paragraphs:\n%s", tt.file, n, p.Text)
		}
		for _, clutter := range []string{"News of the week", "(US Embassy", "elaborates on", "direct comments", "button", "Related stories",
			"Most viewed", "Posted on", "staff reporter", "hold senior economic meeting", "hani.co.kr", "클릭시"} {
			if strings.Contains(p.Text, clutter) {
				t.Errorf("%s: %q is in the text", tt.file, clutter)
			}
		}
	}
}
