package playground

import (
	"fmt"
	"slices"
	"strings"

	"cleannet/corpus"
)

// A chart counts sources by one property. It is drawn as SVG, and stands as a
// table beside that.
type chart struct {
	ID, Title string
	Bars      []bar
	Width     int // of the drawing, in its own units
	Height    int
	// Note says what the bars leave out, or "".
	Note string
}

// A bar is one value with how many sources have it.
type bar struct {
	Name             string
	N                int
	X, Y, Wide, High int
	LabelX, LabelY   int
	ValueX, ValueY   int
	Label            string // written beside it, or ""
	Tight            bool   // there is no room for its number
}

// The measures of drawings.
const (
	drawWide  = 640 // a chart of months has the page's width, the others half
	monthHigh = 110 // of the tallest bar by month
	maxMonths = 160 // four units each
	halfWide  = 420
	barHigh   = 18
	rowHigh   = 24
	maxRows   = 12 // countries that have a bar
)

// charts counts the sources by month, country and stance.
func charts(list []*corpus.Article) []chart {
	return []chart{byMonth(list), byCountry(list), byStance(list)}
}

// byMonth draws an upright bar for each month from the first to the last, or
// for each year where the months are too many to be told apart.
func byMonth(list []*corpus.Article) chart {
	ch := chart{ID: "by-month", Title: "Sources by month of publication", Width: drawWide, Height: monthHigh + 40}
	count, undated := map[string]int{}, 0
	var first, last corpus.Date
	for _, a := range list {
		d := a.Published
		if d.Month == 0 {
			undated++
			continue
		}
		d.Day = 0
		count[d.String()]++
		if first.IsZero() || d.Compare(first) < 0 {
			first = d
		}
		if d.Compare(last) > 0 {
			last = d
		}
	}
	if undated > 0 {
		ch.Note = fmt.Sprintf("%d without a month are not drawn.", undated)
	}
	if first.IsZero() {
		return ch
	}
	months := (last.Year-first.Year)*12 + last.Month - first.Month + 1
	for i := range min(months, maxMonths) {
		m := last.Year*12 + last.Month - min(months, maxMonths) + i
		d := corpus.Date{Year: m / 12, Month: m%12 + 1}
		ch.Bars = append(ch.Bars, bar{Name: d.String(), N: count[d.String()]})
	}
	if months > maxMonths {
		ch.Note += fmt.Sprintf(" Months before %s are not drawn.", ch.Bars[0].Name)
	}
	return upright(ch)
}

// upright gives the bars of months their places, side by side. The name of a
// year stands below its first month.
func upright(ch chart) chart {
	most, step := most(ch.Bars), min(32, drawWide/len(ch.Bars))
	for i := range ch.Bars {
		b := &ch.Bars[i]
		b.Wide, b.X = max(2, step-1-step/8), i*step
		b.High = b.N * monthHigh / most
		if b.N > 0 {
			b.High = max(b.High, 2)
		}
		b.Y = 16 + monthHigh - b.High
		b.LabelX, b.LabelY = b.X, monthHigh+32
		b.ValueX, b.ValueY = b.X+b.Wide/2, b.Y-4
		b.Tight = step < 16
		if strings.HasSuffix(b.Name, "-01") {
			b.Label = b.Name[:len("2006")]
		}
	}
	named := func(b bar) bool { return b.Label != "" }
	if near := ch.Bars[:min(len(ch.Bars), 1+40/step)]; !slices.ContainsFunc(near, named) {
		near[0].Label = near[0].Name[:len("2006")] // there is room before the first January
	}
	return ch
}

func byCountry(list []*corpus.Article) chart {
	ch := chart{ID: "by-country", Title: "Sources by country they speak of", Width: halfWide}
	count := map[string]int{}
	for _, a := range list {
		for _, c := range a.Countries {
			count[c]++
		}
	}
	for c, n := range count {
		ch.Bars = append(ch.Bars, bar{Name: c, N: n})
	}
	slices.SortFunc(ch.Bars, func(a, b bar) int {
		if a.N != b.N {
			return b.N - a.N
		}
		return strings.Compare(a.Name, b.Name)
	})
	if more := len(ch.Bars) - maxRows; more > 0 {
		ch.Bars = ch.Bars[:maxRows]
		ch.Note = fmt.Sprintf("%d more countries have fewer.", more)
	}
	return lying(ch, 34) // two letters
}

func byStance(list []*corpus.Article) chart {
	ch := chart{ID: "by-stance", Title: "Sources by whose view they carry", Width: halfWide}
	count := map[corpus.Stance]int{}
	for _, a := range list {
		count[a.Stance]++
	}
	for _, s := range corpus.Stances {
		ch.Bars = append(ch.Bars, bar{Name: s.Words(), N: count[s]})
	}
	return lying(ch, 205) // "South Korean government's view"
}

// lying gives the bars their places, one below the other, behind names of that
// width.
func lying(ch chart, nameWide int) chart {
	most := most(ch.Bars)
	for i := range ch.Bars {
		b := &ch.Bars[i]
		b.X, b.Y, b.High = nameWide, i*rowHigh, barHigh
		b.Wide = b.N * (halfWide - nameWide - 40) / most
		b.LabelX, b.LabelY = nameWide-8, b.Y+14
		b.ValueX, b.ValueY = b.X+b.Wide+8, b.Y+14
		b.Label = b.Name
	}
	ch.Height = len(ch.Bars) * rowHigh
	return ch
}

// most returns the largest count, at least 1.
func most(bars []bar) int {
	n := 1
	for _, b := range bars {
		n = max(n, b.N)
	}
	return n
}
