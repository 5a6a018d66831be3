package when

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unhurried finds the forms by the expressions alone, which look for the places
// themselves.
var unhurried = func() *regexp.Regexp {
	var all []string
	for _, f := range slices.Concat(numberForms, wordForms) {
		all = append(all, f.pattern)
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}()

func checkForms(t *testing.T, text string) {
	t.Helper()
	want := unhurried.FindAllStringIndex(text, -1)
	for i := 0; i < len(text); {
		at, _ := formAt(text, i)
		if at == nil {
			i++
			continue
		}
		if len(want) == 0 || want[0][0] != i || want[0][1] != i+at[1] {
			t.Fatalf("%q: form at %d-%d, want the first of %v", text, i, i+at[1], want)
		}
		want, i = want[1:], i+at[1]
	}
	if len(want) > 0 {
		t.Errorf("%q: forms at %v are not found", text, want)
	}
}

// pieces are what dates are made of, and what may stand about them.
var pieces = strings.Split("1|3|13|31|99|113|2020|1999|20201|Oct|Oct.|October|Mar|März|Mai|May|Marine|Sept.|Dezember|st|th|.|,| | | |\n|-|–| of | to | and |"+
	"년|月|日|일| 年|the same day|That same day|on that day|On |on Friday|On Wednesday|that|the next day|The following |last week|Next year|this month|yesterday|tomorrow|in |a|ä|_|5G|é|\xff|同", "|")

// TestForms holds that the places where forms are looked for are all at which
// the expressions find one, over texts made of pieces of dates.
func TestForms(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	for range 6_000 {
		var b strings.Builder
		for range 1 + rng.IntN(9) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		checkForms(t, b.String())
	}
}

// FuzzForms holds the property of TestForms for any bytes.
func FuzzForms(f *testing.F) {
	f.Add("On Oct. 14 and the 13th. of October 2020, 2020-10-13, 2020년 10월 14일")
	f.Add("that same day in May; on that day, a2020年10月5日, in 1999, March 3-5, 2020")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 200 { // the expressions alone are slow
			checkForms(t, text)
		}
	})
}
