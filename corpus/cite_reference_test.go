package corpus

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The references below were printed by citeproc 2.4.63 with the style "apa"
// (7th edition) of @citation-js/plugin-csl 0.8.2, en-US, as plain text, from
// the CSL-JSON that Cite writes. All articles of November 2026, 333, were
// compared; these stand for what occurs among them. Cite differs on purpose in
// four ways, and in no other:
//
//   - quotation marks and apostrophes stay as the title has them, as what is
//     shown of a source is not reset; the processor makes them curly;
//   - names of publishers keep their capitals: the style makes "exit.al" "Exit.Al";
//   - the translation of a title and the kind of a copy stand in brackets behind
//     it (§9.38, §9.21): CSL-JSON has them in the note, which the style leaves out;
//   - an undated page of which the day of retrieval is not known gets no
//     "Retrieved", which would have no day to go with.
//
// A fifth does not occur among the articles: the processor puts the address of
// a copy in brackets before the page's own; Cite says "archived at" behind it.
func TestCiteReference(t *testing.T) {
	for _, tt := range []struct {
		id, printed string
		differ      []string // pairs: what the processor prints, what Cite does
	}{
		{"hankyoreh-2020-10-15-sed", // one author, Korean name
			"Kim, J. (2020, October 15). US reiterates calls for S. Korea to join its Clean Network against Chinese tech. Hankyoreh (English Edition). http://english.hani.co.kr/arti/english_edition/e_international/965928.html",
			[]string{"English Edition", "English edition"}},
		{"afp-phuket-2020-10-20-sweden", // no author: the title leads
			"Sweden bans China’s Huawei, ZTE from 5G network. (2020, October 20). AFP / The Phuket News. https://www.thephuketnews.com/sweden-bans-china-huawei-zte-from-5g-network-77701.php",
			nil},
		{"mk-2020-07-23-mofa-lguplus", // two authors whose names have no parts, undated, not English
			"신찬옥 & 안정훈. (n.d.). 美 “LG유플, 화웨이 쓰지 말라”…韓 외교부 “기업이 결정할 사안.” Maeil Business Newspaper. Retrieved https://news.zum.com/articles/61643077",
			[]string{"“LG유플, 화웨이 쓰지 말라”…韓 외교부 “기업이 결정할 사안.”", "“LG유플, 화웨이 쓰지 말라”…韓 외교부 “기업이 결정할 사안” [U.S.: 'LG Uplus, do not use Huawei'; South Korean foreign ministry: 'A matter for companies to decide']."}},
		{"hbs-case-clean-network", // two authors, undated, a copy
			"Rithmire, M., & Han, C. (n.d.). The Clean Network and the Future of Global Technology Competition. Harvard Business School (Case 721-045). Retrieved https://www.slideshare.net/KeithKrach/clean-network-hbs-case-study/1",
			[]string{"Competition.", "Competition [Copy on SlideShare].", "Case", "case"}},
		{"orf-2021-indopacific-5g-survey", // three authors, a year alone
			"Natrajan, N., Ray, T., & Depp, M. (2021). Indo-Pacific 5G survey: Connections and conflict. Observer Research Foundation / Global Policy Journal. https://docslib.org/doc/4778250/indo-pacific-5g-survey-connections-and-conflict",
			[]string{"conflict.", "conflict [Copy of the survey on docslib.org]."}},
		{"jaisal-2020-open-political-science", // a name with initials alone stays whole
			"Jaisal E.K. (2020). The US, China and Huawei Debate on 5G Telecom Technology: Global Apprehensions and the Indian Scenario. Open Political Science (Readkong.Com). https://www.readkong.com/page/the-us-china-and-huawei-debate-on-5g-telecom-technology-7840399",
			[]string{"Scenario.", "Scenario [Copy of a journal article].", "Readkong.Com", "readkong.com"}},
		{"asiae-2020-07-23-strayer", // a supplied title, a month, translated
			"백종민. (2020, July). [미 국무부, 화웨이 거래 중단 촉구하며 LG유플러스 거론]. Asia Economy. https://www.asiae.co.kr/article/2020072304432971168",
			[]string{"거론].", "거론] [U.S. State Department urges a halt to dealings with Huawei and mentions LG Uplus]."}},
		{"heise-2020-08-sokolov", // German, two capitals as a given name
			"Sokolov, D. A. (2020, August). [US-Regierung will Netzwerke und Apps von Chinesen säubern]. heise online. https://www.heise.de/news/US-Regierung-will-Netzwerke-und-Apps-von-Chinesen-saeubern-4864166.html?wt_mc=rss.red.security.security.rdf.beitrag.beitrag",
			[]string{"säubern].", "säubern] [US government wants to cleanse networks and apps of the Chinese]."}},
		{"xinhua-2020-09-04-dirty-tricks", // the stop within quotation marks
			"Commentary: Dirty tricks behind U.S. “clean network.” (2020, September 4). Xinhua. http://www.xinhuanet.com/english/2020-09/04/c_139342999.htm",
			nil},
		{"state-2020-10-17-transatlantic", // an institution is the author of what it publishes
			"U.S. Department of State (copy on docslib). (2020, October 17). The Transatlantic Alliance Goes Clean. https://docslib.org/doc/7456178/u-s-department-of-state-office-of-the-spokesperson-for-immediate-release",
			[]string{"Clean.", "Clean [Copy of a State Department release on docslib]."}},
		{"state-archive-pompeo-prague-2020", // an institution publishes a person
			"Pompeo, M. R. (n.d.). Secretary Pompeo’s Video Remarks at the Prague 5G Security Conference 2020. U.S. Department of State (2017-2021 archive). Retrieved https://2017-2021.state.gov/secretary-pompeos-video-remarks-at-the-prague-5g-security-conference-2020/",
			nil},
		{"rtvslo-2020-08-13-declaration", // a name that ends with a stop
			"K. J. (2020, August 13). Slovenia and the US sign a 5G declaration. Radio Si / RTV Slovenija. https://www.rtvslo.si/radiosi/news/slovenia-and-the-us-sign-a-5g-declaration/533347",
			nil},
		{"assemblyresearch-bouygues-5g-law", // no author, no date, a supplied title
			"[Bouygues Telecom challenges 5G law in France]. (n.d.). Assembly Research. Retrieved https://assemblyresearch.co.uk/regulation-updates/bouygues-telecom-challenges-5g-law-in-france",
			nil},
	} {
		want := strings.NewReplacer(tt.differ...).Replace(tt.printed)
		want = strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "Retrieved http", "http").Replace(want)
		if got := Cite(CiteAPA, stored(t, tt.id)); got != want {
			t.Errorf("Cite(apa, %s) =\n%s\nwant\n%s", tt.id, got, want)
		}
	}
}

// TestCiteReferenceForms holds forms of APA that no built-in article has, as the
// same processor prints them, but for the ellipsis, which §9.8 spaces.
func TestCiteReferenceForms(t *testing.T) {
	bees := make([]string, 20)
	for i := range bees {
		bees[i] = "Ann Bee"
	}
	twenty := strings.Repeat("Bee, A., ", 19) + "& Bee, A."
	for _, tt := range []struct {
		change  func(*Article)
		printed string
	}{
		{func(a *Article) { a.Retrieved = Date{2021, 3, 1} }, `Report. (n.d.). KBS. Retrieved March 1, 2021, from https://kbs.example/1`},
		{func(a *Article) { a.Retrieved, a.Published = Date{2021, 3, 1}, Date{Year: 2020} }, `Report. (2020). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "What is “Clean”?" }, `What is “Clean”? (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "Really!" }, `Really! (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "a “b.”" }, `a “b.” (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "The members’" }, `The members’. (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "5G’" }, `5G’. (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "“Quoted”" }, `“Quoted.” (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "「净网」" }, `「净网」. (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) { a.Title = "Wait: the U.S." }, `Wait: the U.S. (n.d.). KBS. https://kbs.example/1`},
		{func(a *Article) {
			a.Authors = []string{"Ursula von der Leyen", "Jean-Luc Picard", "Kim Ji-eun", "D'Arcy O'Neil"}
		}, `von der Leyen, U., Picard, J.-L., Kim, J., & O'Neil, D. (n.d.). Report. KBS. https://kbs.example/1`},
		{func(a *Article) { a.Authors = []string{"KBS", "Reuters", "연합뉴스"} }, `KBS, Reuters, & 연합뉴스. (n.d.). Report. KBS. https://kbs.example/1`},
		{func(a *Article) { a.Authors = bees }, twenty + ` (n.d.). Report. KBS. https://kbs.example/1`},
	} {
		a := &Article{ID: "x", Title: "Report", Publisher: "KBS", URL: "https://kbs.example/1", Lang: "en", Kind: News}
		tt.change(a)
		if got := Cite(CiteAPA, a); got != tt.printed {
			t.Errorf("Cite =\n%s\nwant\n%s", got, tt.printed)
		}
	}
}

// TestCiteBibTeXReads holds what a reader of BibTeX needs of every entry: a key
// without what ends one, braces that close, and one value a field. The reader of
// @citation-js/plugin-bibtex 0.8.2 read all 333 entries and gave the title,
// names, date, address and language of the CSL-JSON back.
func TestCiteBibTeXReads(t *testing.T) {
	for _, id := range articleIDs(t) {
		entry := Cite(CiteBibTeX, stored(t, id))
		depth, fields := 0, map[string]bool{}
		for i, line := range strings.Split(entry, "\n") {
			if name, _, ok := strings.Cut(line, " = "); ok && i > 0 {
				name = strings.TrimSpace(name)
				if fields[name] || depth != 1 {
					t.Errorf("%s: field %s twice or within another", id, name)
				}
				fields[name] = true
			}
			plain := strings.NewReplacer(`\{`, "", `\}`, "").Replace(line)
			depth += strings.Count(plain, "{") - strings.Count(plain, "}")
		}
		if key := "@misc{" + id + ",\n"; depth != 0 || !strings.HasPrefix(entry, key) || strings.ContainsAny(id, " ,{}#%~\\") {
			t.Errorf("%s: braces open by %d at the end, or no key:\n%s", id, depth, entry)
		}
		for _, name := range []string{"title", "howpublished", "year", "url", "language"} {
			if !fields[name] {
				t.Errorf("%s: no %s", id, name)
			}
		}
	}
}

func articleIDs(t *testing.T) (ids []string) {
	t.Helper()
	files, err := filepath.Glob("articles/*.md")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d articles, %v", len(files), err)
	}
	for _, f := range files {
		ids = append(ids, strings.TrimSuffix(filepath.Base(f), ".md"))
	}
	return ids
}

// TestCiteSchema holds that what Cite writes of every article has only the
// properties, types and forms of date that the schema of CSL data 1.0.2 knows.
func TestCiteSchema(t *testing.T) {
	properties := []string{"id", "type", "title", "author", "container-title", "publisher", "issued", "accessed", "URL", "archive_location", "language", "note"}
	types := []string{"article-newspaper", "webpage"}
	for _, id := range articleIDs(t) {
		a := stored(t, id)
		var items []map[string]json.RawMessage
		if err := json.Unmarshal([]byte(Cite(CiteCSL, a)), &items); err != nil || len(items) != 1 {
			t.Fatalf("%s: %d items, %v", a.ID, len(items), err)
		}
		for key, value := range items[0] {
			var ok bool
			switch key {
			case "type":
				ok = slices.ContainsFunc(types, func(s string) bool { return string(value) == `"`+s+`"` })
			case "author":
				var names []map[string]string
				ok = json.Unmarshal(value, &names) == nil && !slices.ContainsFunc(names, func(n map[string]string) bool { return (n["literal"] == "") == (n["family"] == "") })
			case "issued", "accessed":
				var date map[string][][]int
				ok = json.Unmarshal(value, &date) == nil && len(date) == 1 && len(date["date-parts"]) == 1 && len(date["date-parts"][0]) <= 3
			default:
				var s string
				ok = slices.Contains(properties, key) && json.Unmarshal(value, &s) == nil && s != ""
			}
			if !ok {
				t.Errorf("%s: %s = %s", a.ID, key, value)
			}
		}
	}
}

func stored(t *testing.T, id string) *Article {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("articles", id+".md"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := Parse(id+".md", data)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
