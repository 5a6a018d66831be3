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
		{"Daines had proposed it in January.", corpus.Date{Year: 2024, Month: 12, Day: 7}, "2024-01=January"},
		{"Meetings were expected in February.", corpus.Date{Year: 2019, Month: 12, Day: 8}, "2020-02=February"},
		{"They will meet on September 20.", pub, "2021-09-20=September 20"},
		{"Trump issued them on August 6, 2020, and they were due on September 20.", corpus.Date{Year: 2021, Month: 6, Day: 9}, "2020-08-06=August 6, 2020|2020-09-20=September 20"},
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
		{"Last week they met, and again yesterday.", pub, "2020-10-05/2020-10-11=Last week|2020-10-14=yesterday"},
		{"Last month or this year; next month", pub, "2020-09=Last month|2020=this year|2020-11=next month"},
		{"Last week and yesterday", corpus.Date{Year: 2020, Month: 10}, ""},
		{"in the last week of October, the last year, Trump's last weeks", pub, "2020-10=October"},
		{"They met on Tuesday. On Thursday, October 8, 2020 they had, too.", pub, "2020-10-13=on Tuesday|2020-10-08=October 8, 2020"},
		{"They will meet on Tuesday; on a Wednesday in October 2020", pub, "2020-10=October 2020"},
		{"On October 31, 2020; the next day; the same month; the following day", corpus.Date{}, "2020-10-31=October 31, 2020|2020-11-01=the next day|2020-11=the same month"},
		{"India Today and today", pub, ""},
		{"In April 2019 it began.\n\nIn August it went on.", corpus.Date{}, "2019-04=April 2019"},
		{"They met in 2019 on the same matter as on October 14.", corpus.Date{}, "2019=2019"},
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
// exist, and that a year that is not told by another date was written.
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
			if !m.Bare && !strings.Contains(text, m.Date.String()[:4]) {
				t.Fatalf("year of %v is not in the text", m.Date)
			}
		}
	})
}
