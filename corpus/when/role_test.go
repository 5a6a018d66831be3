package when

import (
	"strings"
	"testing"

	"cleannet/corpus"
)

func TestRoleOf(t *testing.T) {
	pub := corpus.Date{Year: 2020, Month: 10, Day: 16}
	for _, tt := range []struct {
		text string // the date in question in brackets
		want Role
	}{
		{"The dialogue was held on [October 14, 2020].", Event},
		{"Pompeo said on [October 14, 2020] that 40 countries had joined.", Event},
		{"In [May 2020] Krach briefed Seoul, Yonhap reported.", Event},
		{"The Daily Star reported on [October 16, 2020] that Seoul declined.", Report},
		{"Ken Wieland wrote in Light Reading on [October 15, 2020] that the call went badly.", Report},
		{"It is imperative, Krach told the paper in an interview published in English on [October 15, 2020].", Report},
		{"The embassy posted the fact sheet on [October 16, 2020].", Report},
		{"Pompeo commended the ban, ABC News reported on [July 15, 2020], and more.", Report},
		{"Krach said so according to the State Department fact sheet of [October 15, 2020].", Report},
		{"Chinascope, after Voice of America of [November 3, 2019], said Huawei grew.", Report},
		{"The Dominican Republic is a member, according to El Caribe on [October 1, 2020].", Report},
		{"The Daily Star expected on [October 1, 2020] that Huawei would win.", Report},
		{"The Daily Star says that in [May 2020] Trump signed.", Event},
		{"The site recalled that on [May 15, 2020] Trump signed.", Event},
		{"It appeared in an article published online by Example University Press on [May 15, 2020].", Report},
		{"Michael Kans found the plan short on specifics in his blog of [August 12, 2020].", Report},
		{"The rule was published on [June 15, 2020].", Event},
		{"Britain barred new gear of Huawei after [December 31, 2020].", Ahead},
		{"Johnson had ordered that Huawei be gone by the end of [2019].", Ahead},
		{"Huawei could run out of chips by some time in [2020].", Ahead},
		{"TikTok must close by about [September 15, 2020] unless it is sold.", Ahead},
		{"By [July 29, 2020] all five operators stood on the list.", Event},
		{"They meet again on [November 5, 2020].", Ahead},
		{"The rule is effective [June 18, 2020] and lets members share.", Event},
		{"Huawei won orders since [2016].", Event},
	} {
		start := strings.IndexByte(tt.text, '[')
		text := strings.NewReplacer("[", "", "]", "").Replace(tt.text)
		found := false
		for _, m := range Find(text, pub) {
			if m.Span.Start != start {
				continue
			}
			found = true
			if got := RoleOf(text, m.Span, m.Date, pub, "The Daily Star"); got != tt.want {
				t.Errorf("RoleOf(%q) = %d, want %d", tt.text, got, tt.want)
			}
		}
		if !found {
			t.Errorf("no date at the brackets of %q", tt.text)
		}
	}
}
