package corpus

import (
	"encoding/json"
	"strings"
	"testing"
)

// The expected forms below are facts of format: APA after the Publication
// Manual, 7th edition, §9.7-§9.44 and §10.16; CSL after its schema 1.0.2.

func hankyoreh() *Article {
	return &Article{ID: "h-2020", Title: "US reiterates calls", Publisher: "Hankyoreh", Authors: []string{"Kim Ji-eun"},
		Published: Date{2020, 10, 15}, URL: "https://example.org/a_b%20c", Lang: "en", Kind: News}
}

func supplied() *Article {
	return &Article{ID: "kbs-1", Title: "Report on 5G & R{D}", TitleSupplied: true, Publisher: "KBS", URL: "https://kbs.example/1",
		ArchiveURL: "https://archive.example/1", SourceLang: "ko", Lang: "en", Kind: News, Provenance: "machine translation"}
}

func TestCite(t *testing.T) {
	korean := hankyoreh()
	korean.Title, korean.TitleEN, korean.Authors, korean.Published = "클린 네트워크", "Clean Network", []string{"신찬옥", "안정훈"}, Date{Year: 2020, Month: 7}
	official := &Article{ID: "s", Title: "The Clean Network", Publisher: "U.S. Department of State", Kind: Official, Published: Date{Year: 2020}, URL: "https://state.example"}
	for _, tt := range []struct {
		style CitationStyle
		a     *Article
		want  string
	}{
		{CiteText, hankyoreh(), `Kim Ji-eun, “US reiterates calls”, Hankyoreh, 15 Oct 2020, https://example.org/a_b%20c`},
		{CiteText, supplied(), `[Report on 5G & R{D}], KBS, n.d., https://kbs.example/1 (machine translation; archived: https://archive.example/1)`},
		{CiteText, korean, `신찬옥, 안정훈, “클린 네트워크” [Clean Network], Hankyoreh, Jul 2020, https://example.org/a_b%20c`},
		{CiteAPA, hankyoreh(), `Kim, J. (2020, October 15). US reiterates calls. Hankyoreh. https://example.org/a_b%20c`},
		{CiteAPA, supplied(), `[Report on 5G & R{D}] [Machine translation]. (n.d.). KBS. https://kbs.example/1 (archived at https://archive.example/1)`},
		{CiteAPA, korean, `신찬옥 & 안정훈. (2020, July). 클린 네트워크 [Clean Network]. Hankyoreh. https://example.org/a_b%20c`},
		{CiteAPA, official, `U.S. Department of State. (2020). The Clean Network. https://state.example`},
		{CiteBibTeX, hankyoreh(), `@misc{h-2020,
  author       = {Kim, Ji-eun},
  title        = {{US reiterates calls}},
  howpublished = {Hankyoreh},
  year         = {2020},
  month        = oct,
  day          = {15},
  url          = {https://example.org/a_b%20c},
  language     = {en}
}`},
		{CiteBibTeX, supplied(), `@misc{kbs-1,
  title        = {{[Report on 5G \& R\{D\}]}},
  howpublished = {KBS},
  year         = {n.d.},
  url          = {https://kbs.example/1},
  language     = {ko},
  note         = {Machine translation. Archived at \url{https://archive.example/1}}
}`},
	} {
		if got := Cite(tt.style, tt.a); got != tt.want {
			t.Errorf("Cite(%s, %s) =\n%s\nwant\n%s", tt.style, tt.a.ID, got, tt.want)
		}
	}
}

func TestCiteCSL(t *testing.T) {
	var got []map[string]any
	if err := json.Unmarshal([]byte(Cite(CiteCSL, hankyoreh(), supplied())), &got); err != nil || len(got) != 2 {
		t.Fatalf("CSL-JSON does not read back: %v, %d items", err, len(got))
	}
	if got[0]["type"] != "article-newspaper" || got[0]["container-title"] != "Hankyoreh" {
		t.Errorf("item = %v", got[0])
	}
	if author := got[0]["author"].([]any)[0].(map[string]any); author["family"] != "Kim" || author["given"] != "Ji-eun" {
		t.Errorf("author = %v", author)
	}
	if _, dated := got[1]["issued"]; dated || got[1]["title"] != "[Report on 5G & R{D}]" {
		t.Errorf("an undated, supplied title gives %v", got[1])
	}
	if got := Cite(CiteCSL); got != "[]" {
		t.Errorf("no articles = %q, want an empty array", got)
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"Michael R. Pompeo":                   "Pompeo, M. R.",
		"Pompeo, Michael R.":                  "Pompeo, M. R.",
		"Song Sang-ho":                        "Song, S.",
		"Jean-Luc Picard":                     "Picard, J.-L.",
		"Ursula von der Leyen":                "von der Leyen, U.",
		"Martin King Jr.":                     "King, M., Jr.",
		"村井令二":                                "村井令二",
		"K. J.":                               "K. J.",
		"Reuters":                             "Reuters",
		"Mercy Kuo (interview with J. Lewis)": "Mercy Kuo (interview with J. Lewis)",
	} {
		if got := apaAuthors([]string{in}); got != want {
			t.Errorf("apaAuthors(%q) = %q, want %q", in, got, want)
		}
	}
	many := make([]string, 21)
	for i := range many {
		many[i] = "Ann Bee"
	}
	got := apaAuthors(many)
	if !strings.Contains(got, ", . . . Bee, A.") || strings.Contains(got, "&") || strings.Count(got, "Bee") != 20 {
		t.Errorf("21 authors = %q, want the first nineteen and the last", got)
	}
}
