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
	Show             bool // its name is written below it
}

// The measures of drawings.
const (
	drawWide  = 640
	monthHigh = 150 // of the tallest bar by month
	barHigh   = 18
	rowHigh   = 24
	nameWide  = 150
	maxRows   = 12 // countries that have a bar
)

// charts counts the sources by month, country and stance.
func charts(list []*corpus.Article) []chart {
	return []chart{byMonth(list), byCountry(list), byStance(list)}
}

// byMonth draws an upright bar for each month from the first to the last. Where
// there are too many months for bars that can be told apart, it draws years.
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
		count[d.String()[:len("2006-01")]]++
		if first.IsZero() || d.Compare(first) < 0 {
			first = d
		}
		if d.Compare(last) > 0 {
			last = d
		}
	}
	months := (last.Year-first.Year)*12 + last.Month - first.Month + 1
	if undated > 0 {
		ch.Note = fmt.Sprintf("%d without a month are not drawn.", undated)
	}
	if first.IsZero() {
		return ch
	}
	if months > 72 { // below 8 units a bar
		return byYear(ch, list, first.Year, last.Year)
	}
	for i := range months {
		m := first.Month - 1 + i
		d := corpus.Date{Year: first.Year + m/12, Month: m%12 + 1}
		ch.Bars = append(ch.Bars, bar{Name: d.String(), N: count[d.String()]})
	}
	return upright(ch)
}

func byYear(ch chart, list []*corpus.Article, first, last int) chart {
	ch.Title = "Sources by year of publication"
	count := map[int]int{}
	for _, a := range list {
		count[a.Published.Year]++
	}
	for y := max(first, last-71); y <= last; y++ {
		ch.Bars = append(ch.Bars, bar{Name: corpus.Date{Year: y}.String(), N: count[y]})
	}
	return upright(ch)
}

// upright gives the bars their places, side by side.
func upright(ch chart) chart {
	n, most := len(ch.Bars), most(ch.Bars)
	step := min(48, drawWide/n)
	every := max(1, (64+step-1)/step) // a name takes some 60 units
	for i := range ch.Bars {
		b := &ch.Bars[i]
		b.Wide, b.X = max(2, step-3), i*step
		b.High = b.N * monthHigh / most
		if b.N > 0 {
			b.High = max(b.High, 2)
		}
		b.Y = 16 + monthHigh - b.High
		b.LabelX, b.LabelY = b.X, monthHigh+34
		b.ValueX, b.ValueY = b.X+b.Wide/2, b.Y-4
		b.Show = i%every == 0
	}
	return ch
}

func byCountry(list []*corpus.Article) chart {
	ch := chart{ID: "by-country", Title: "Sources by country they speak of", Width: drawWide}
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
	return lying(ch)
}

func byStance(list []*corpus.Article) chart {
	ch := chart{ID: "by-stance", Title: "Sources by whose view they carry", Width: drawWide}
	count := map[corpus.Stance]int{}
	for _, a := range list {
		count[a.Stance]++
	}
	for _, s := range corpus.Stances {
		ch.Bars = append(ch.Bars, bar{Name: s.Words(), N: count[s]})
	}
	return lying(ch)
}

// lying gives the bars their places, one below the other.
func lying(ch chart) chart {
	most := most(ch.Bars)
	for i := range ch.Bars {
		b := &ch.Bars[i]
		b.X, b.Y, b.High = nameWide, i*rowHigh, barHigh
		b.Wide = b.N * (drawWide - nameWide - 40) / most
		b.LabelX, b.LabelY = nameWide-8, b.Y+14
		b.ValueX, b.ValueY = b.X+b.Wide+8, b.Y+14
		b.Show = true
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
