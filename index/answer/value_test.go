package answer

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// unhurried finds figures by the expression alone, which looks for the places
// itself.
var unhurried = regexp.MustCompile(strings.Replace(figure.String(), "^", `\b`, 1))

func checkFigures(t *testing.T, text string) {
	t.Helper()
	want := unhurried.FindAllStringIndex(text, -1)
	for i := 0; i < len(text); {
		at := figureAt(text, i)
		if at == nil {
			i++
			continue
		}
		if len(want) == 0 || want[0][0] != at[0] || want[0][1] != at[1] {
			t.Fatalf("%q: figure at %v, want the first of %v", text, at, want)
		}
		want, i = want[1:], at[1]
	}
	if len(want) > 0 {
		t.Errorf("%q: figures at %v are not found", text, want)
	}
}

// figurePieces are what amounts are made of, and what may stand about them.
var figurePieces = strings.Split("1|30|1,000|,000|.5|3.4|+|US$|us$|HK$|USD|EUR |$|€|£ |%| %|percent|per cent|million| billion|two|Ten|fifteen|thirty|THREE|this|for|forty|"+
	"more than |less than|at least |at most |up to |over |about |As many as |close to |well over |almost|some | | | |\n|-|.|a|é|_|5G|LG U+", "|")

// TestFigures holds that the places where figures are looked for are all at
// which the expression finds one, over texts made of pieces of amounts.
func TestFigures(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 3))
	for range 20_000 {
		var b strings.Builder
		for range 1 + rng.IntN(9) {
			b.WriteString(figurePieces[rng.IntN(len(figurePieces))])
		}
		checkFigures(t, b.String())
	}
}

// FuzzFigures holds the property of TestFigures for any bytes.
func FuzzFigures(f *testing.F) {
	f.Add("More than 30 at most two US$ 5 billion, HK$5 a$ 7 for forty; thirty % 3.4 percent, 1,000,000+ LG5, 5G as many as 40 up to ten")
	f.Fuzz(func(t *testing.T, text string) {
		// The expression also takes the long s and the sign of Kelvin for letters.
		if !strings.ContainsAny(text, "ſ\u212A") {
			checkFigures(t, text)
		}
	})
}
