package when

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cleannet/corpus"
)

func TestFind(t *testing.T) {
	pub := corpus.Date{Year: 2020, Month: 10, Day: 15}
	for _, tt := range []struct {
		text      string
		published corpus.Date
		want      string // date, = and what stands there, parted by |
	}{
		{"On October 14, 2020 they met.", pub, "2020-10-14=October 14, 2020"},
		{"They met on Oct. 14.", pub, "2020-10-14=Oct. 14"},
		{"They met on Oct. 14.", corpus.Date{}, ""},
		{"They met on Oct. 14.", corpus.Date{Year: 2020}, ""},
		{"It began in June.", pub, "2020-06=June"},
		{"It began in December.", pub, "2019-12=December"},
		{"It goes on in November.", pub, "2020-11=November"},
		{"It may begin. May Lee said so.", pub, ""},
		{"On 5 August 2020, and again on the 7th of September", pub, "2020-08-05=5 August 2020|2020-09-07=7th of September"},
		{"On October 13-14, 2020", pub, "2020-10-13/2020-10-14=October 13-14, 2020"},
		{"On August 5, 2020 he spoke. The same day they replied.", corpus.Date{}, "2020-08-05=August 5, 2020|2020-08-05=The same day"},
		{"The same day they replied.", pub, ""},
		{"The meeting of October 14, 2020 and that of May 2019", pub, "2020-10-14=October 14, 2020|2019-05=May 2019"},
		{"In 2019 and since early 2021", pub, "2019=2019|2021=2021"},
		{"They sold 2020 units for 2019 dollars", pub, "2019=2019"},
		{"In November 2020, 53 joined.", pub, "2020-11=November 2020"},
		{"On August 5, 2020 and then on April 29.", corpus.Date{}, "2020-08-05=August 5, 2020|2020-04-29=April 29"},
		{"On February 30, 2020.", pub, ""},
		{"On 2020-10-14.", pub, "2020-10-14=2020-10-14"},
		{"2020年10月14日 회의, 10월 13일", pub, "2020-10-14=2020年10月14日|2020-10-13=10월 13일"},
		{"Am 14. Oktober 2020, im März", pub, "2020-10-14=14. Oktober 2020|2020-03=März"},
		{"Mid-October, on the 14th", pub, "2020-10=October"},
		{"Section 889 of 5G in 1500 towns", pub, "1500=1500"},
	} {
		var got []string
		for _, m := range Find(tt.text, tt.published) {
			date := m.Date.String()
			if m.Last != m.Date {
				date += "/" + m.Last.String()
			}
			got = append(got, date+"="+tt.text[m.Span.Start:m.Span.End])
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("Find(%q, %v): -want +got\n%s", tt.text, tt.published, diff)
		}
	}
}

// FuzzFind holds that spans are in order and on rune boundaries, that dates
// exist, and that without a day of publication each year was written.
func FuzzFind(f *testing.F) {
	f.Add("On October 14, 2020, the same day, in June and on 5 May")
	f.Add("2020年10月14日 Feb 29")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, m := range Find(text, corpus.Date{}) {
			if m.Span.Start < last || m.Span.End <= m.Span.Start || m.Span.End > len(text) {
				t.Fatalf("span %v after %d of %d", m.Span, last, len(text))
			}
			last = m.Span.End
			if utf8.ValidString(text) && !utf8.ValidString(text[m.Span.Start:m.Span.End]) {
				t.Fatalf("span %v cuts a rune", m.Span)
			}
			if _, err := corpus.ParseDate(m.Date.String()); err != nil {
				t.Fatalf("date: %v", err)
			}
			if !strings.Contains(text, m.Date.String()[:4]) {
				t.Fatalf("year of %v is not in the text", m.Date)
			}
		}
	})
}
