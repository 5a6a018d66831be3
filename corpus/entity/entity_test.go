package entity

import (
	"strings"
	"testing"
	"unicode/utf8"

	"cleannet/corpus"
)

func builtinForTest(t testing.TB) *Table {
	t.Helper()
	tab, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestBuiltin(t *testing.T) {
	tab := builtinForTest(t)
	kinds := map[Kind]int{}
	for _, e := range tab.All() {
		kinds[e.Kind]++
		if n := utf8.RuneCountInString(e.Note); n > 160 {
			t.Errorf("%s: a note of %d runes is no line", e.ID, n)
		}
		if got, ok := tab.Entity(e.ID); !ok || got.Name != e.Name {
			t.Errorf("Entity(%q) = %v, %v", e.ID, got, ok)
		}
		if all := tab.Aliases(e.ID); len(all) != len(e.Aliases)+1 || all[0] != e.Name {
			t.Errorf("Aliases(%q) = %q", e.ID, all)
		}
	}
	for _, k := range Kinds {
		if kinds[k] == 0 {
			t.Errorf("no %s", k)
		}
	}
	if _, ok := tab.Entity("nobody"); ok || tab.Aliases("nobody") != nil {
		t.Error("an entity that does not exist is found")
	}
}

// ids shows mentions as "id id" in order.
func ids(ms []corpus.Mention) string {
	var s []string
	for _, m := range ms {
		s = append(s, m.Entity)
	}
	return strings.Join(s, " ")
}

func TestFind(t *testing.T) {
	tab := builtinForTest(t)
	for _, c := range []struct{ text, want string }{
		// Names as people type them.
		{"US, U.S., USA, America and Washington", "us us us us us"},
		{"S. Korea, ROK, Seoul, 한국, 韩国", "south-korea south-korea south-korea south-korea south-korea"},
		{"LG U+, LGU+, LG Uplus, lg u+, LG유플러스가", "lg-uplus lg-uplus lg-uplus lg-uplus lg-uplus"},
		{"SKT and MOFA on the EPN", "sk-telecom mofa-kr epn"},
		{"Keith Krach's team; krach; KRACH", "krach krach krach"},
		{"the U.S.-China trade war", "us china"},
		{"U.S. State Department", "state-department"},
		{"Alvarez-Pallete, Álvarez‑Pallete", "alvarez-pallete alvarez-pallete"},
		{"ＬＧ　Ｕ＋ and ＺＴＥ", "lg-uplus zte"},
		// Case and words that are no names.
		{"what did they tell us about it", ""},
		{"polish the Polish text", "poland"},
		{"orange juice", ""},
		{"Orange, Telstra", "orange telstra"},
		{"Huaweis, ZTEs, Krachel", ""},
		// What decides.
		{"docker network prune removes clean networks", ""},
		{"is the Clean Network a clean network?", "clean-network clean-network"},
		{"Georgia joined", "georgia"},
		{"a runoff in Atlanta, Georgia", ""},
		{"Korea", "south-korea"},
		{"North Korea", ""},
		{"the SED", ""},
		{"the SED between Seoul and Washington", "sed south-korea us"},
		{"SK and KT", "sk-telecom kt"},
		{"SK is Slovakia's code", "slovakia"},
		{"clean", ""},
		{"国务院", ""},
		{"美国的国务院", "us state-department"},
		{"其中共有多少国家", ""},
		{"it bled in Bled", "bled"},
		// Scripts.
		{"미국이 한국에게 클린 네트워크 참여를 요구했나요?", "us south-korea clean-network"},
		{"인도네시아 인도적 인도는", "indonesia india"},
		{"韩国加入清洁网络了吗？净网行动呢？", "south-korea clean-network jingwang"},
		{"日本はクリーン・ネットワークに参加しましたか", "japan clean-network"},
		{"タイムズ タイ", "thailand"},
		{"¿Por qué España no excluyó a Huawei de la red limpia?", "spain huawei clean-network"},
		// No name reaches over a paragraph's end.
		{"State\n\nDepartment and State\nDepartment", "state-department"},
		{"", ""},
		{"\xff\xfeHuawei\xff", "huawei"},
	} {
		if got := ids(tab.Find(c.text)); got != c.want {
			t.Errorf("Find(%q) = %s, want %s", c.text, got, c.want)
		}
	}
}

func TestFindSpan(t *testing.T) {
	text := "Did 키스 크라크는 visit LG U+?"
	got := builtinForTest(t).Find(text)
	want := []corpus.Mention{
		{Span: corpus.Span{Start: 4, End: 4 + len("키스 크라크")}, Entity: "krach", Name: "Keith Krach", Kind: "person"},
		{Span: corpus.Span{Start: len(text) - len("LG U+?"), End: len(text) - 1}, Entity: "lg-uplus", Name: "LG Uplus", Kind: "company"},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("Find(%q) = %v, want %v", text, got, want)
	}
	if got := new(Table).Find("Huawei"); got != nil {
		t.Errorf("an empty table finds %v", got)
	}
}

// Every name of the data that needs no other words is found as its own entity.
func TestEveryName(t *testing.T) {
	tab := builtinForTest(t)
	for _, names := range tab.names.names {
		for _, name := range names {
			if name.exact != nil && name.with == nil && name.unless == nil {
				if got := ids(tab.Find(string(name.exact))); got != name.entity.ID {
					t.Errorf("Find(%q) = %q, want %s (line %d)", string(name.exact), got, name.entity.ID, name.line)
				}
			}
		}
	}
	for _, c := range tab.completions {
		if ms := tab.Find(c.text); len(ms) == 1 && ms[0].Entity != c.entity.ID {
			t.Errorf("Find(%q) = %s, want %s", c.text, ids(ms), c.entity.ID)
		}
	}
}

func TestComplete(t *testing.T) {
	tab := builtinForTest(t)
	for _, c := range []struct {
		prefix string
		n      int
		want   string // ids
	}{
		{"pom", 3, "pompeo"},
		{"lg", 1, "lg-uplus"},
		{"clean c", 4, "clean-cable clean-cloud clean-carrier clean-country"},
		{"화웨", 5, "huawei hmn-tech"},
		{"álvarez", 1, "alvarez-pallete"},
		{"", 5, ""},
		{"pom", 0, ""},
		{"zzz", 5, ""},
	} {
		var got []string
		for _, x := range tab.Complete(c.prefix, c.n) {
			got = append(got, x.Entity.ID)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Complete(%q, %d) = %q, want %q", c.prefix, c.n, s, c.want)
		}
	}
}

func TestLoadFaults(t *testing.T) {
	record := func(lines ...string) string {
		return "id: a\nname: Alpha\nkind: company\nnote: n\nsource: s\n" + strings.Join(lines, "\n") + "\n"
	}
	second := "\nid: b\nname: Beta\nkind: body\nnote: n\nsource: s\n"
	for _, c := range []struct{ data, want string }{
		{record("also: Alef"), ""},
		{record() + second + "also: alpha\n", `f:13: name "alpha" of b stands at line 1 already (a)`},
		{record("also: Bet ; only with x") + second + "also: bet\n", ""},
		{record("also: alef | ALEF"), "f:6: name"},
		{record("also: alef", "exact: ALEF"), "f:6: name"},
		{record() + "\n" + record(), "f:8: entity a stands at line 1 already"},
		{record("code: US"), "a country, and nothing else, has a code"},
		{"id: a\nname: A\nkind: country\ncode: US\nnote: n\nsource: s\n\nid: b\nname: B\nkind: country\ncode: US\nnote: n\nsource: s\n",
			"f:8: entity b: the code US is that of a"},
		{record("kind: body"), `f:6: second "kind"`},
		{record("colour: red"), `f:6: unknown key "colour"`},
		{record("also Alef"), "f:6: want \"key: value\""},
		{record("also: Alef ; when x"), "f:6: want \"only with\" or \"unless\""},
		{record("also: +"), `f:6: "+" is no name`},
		{record("never: Alef", "also: alef"), `f:7: line 6 says that "alef" is never a name`},
		{"id: A b\nname: x\nkind: body\nnote: n\nsource: s\n", "f:1: id"},
		{"id: a\nname: x\nkind: thing\nnote: n\nsource: s\n", `unknown kind "thing"`},
		{"id: a\nkind: body\nsource: s\n", "has no name, note or source"},
		{strings.ReplaceAll(record(), "source: s", "source: gone"), `f:1: entity a: no source "gone"`},
	} {
		_, err := Load("f", []byte(c.data), func(s string) bool { return s == "s" })
		switch {
		case c.want == "" && err != nil:
			t.Errorf("Load(%q): %v", c.data, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("Load(%q): %v, want %q", c.data, err, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	tab := builtinForTest(f)
	for _, s := range []string{"U.S.-China", "키스 크라크는", "净网行动", "LG\u00a0U＋", "E\u0301. \xff", "Clean-Network\n\ndocker"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range tab.Find(text) {
			s := m.Span
			if s.Start < end || s.Len() <= 0 || s.End > len(text) {
				t.Fatalf("Find(%q): span %v after %d", text, s, end)
			}
			if _, ok := tab.Entity(m.Entity); !ok {
				t.Fatalf("Find(%q): no entity %s", text, m.Entity)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
				t.Fatalf("Find(%q): span %v cuts a rune", text, s)
			}
			end = s.End
		}
	})
}

func FuzzLoad(f *testing.F) {
	f.Add("id: a\nname: Alpha\nkind: company\nnote: n\nsource: s\nalso: x | y ; only with z\n")
	f.Fuzz(func(t *testing.T, data string) {
		tab, err := Load("f", []byte(data), func(string) bool { return true })
		if err != nil {
			return
		}
		for _, e := range tab.All() {
			for _, name := range tab.Aliases(e.ID) {
				tab.Find(name) // must not panic
			}
			if len(tab.Complete(e.Name, 1)) != 1 {
				t.Fatalf("%q does not complete to itself", e.Name)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	tab := builtinForTest(b)
	text := strings.Repeat("Keith Krach told Lee Tae-ho that SK Telecom and KT were clean, but LG Uplus used Huawei. ", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		tab.Find(text)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := parse("entities.txt", builtin); err != nil {
			b.Fatal(err)
		}
	}
}
