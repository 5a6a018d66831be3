// Package extract finds the article in what was saved of a page: its title,
// who wrote it, when it was posted, and its text, without the page's clutter.
//
// The rules are tables of what many sites write (a caption, a newsletter box,
// a list of related stories), and none is about one site. Whatever does not
// become part of the article is listed with its line and a reason, so a person
// can judge; every other line of the input is in the text, in its order.
// Nothing is guessed that a citation rests on: a date whose day and month
// cannot be told apart is no date. A subheading within the text stays, as a
// paragraph of its own, since it is the source's own words.
package extract

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cleannet/corpus"
)

const (
	minText  = 200       // runes; less is a teaser, a log-in page or an error message
	maxInput = 1_000_000 // runes, as many as an article may have
	// maxBroken is the share of broken bytes above which a text is not in UTF-8
	// but in something else: a text in Latin script and another encoding has
	// more than one broken letter in a hundred.
	maxBroken = 0.005
	// maxShare is the share of words that may be one and the same. The
	// commonest word of a language has 7 % of its texts, that of a table of
	// figures perhaps a fifth.
	maxShare = 0.5
)

// A Page is what was found. Empty fields were not found.
type Page struct {
	Title     string
	Authors   []string
	Published corpus.Date
	Lang      string // tag of the language that the text seems to be in
	Text      string // normalised, paragraphs parted by blank lines
	Dropped   []Dropped
}

// A Dropped line is one that is not part of the text.
type Dropped struct {
	Line   int    // from 1
	Text   string // the line, normalised, with no white space at either end
	Reason string
}

// Plain reads a page saved as plain text, one paragraph a line or paragraphs
// parted by blank lines. Its errors are sentences for the person who has the
// file: it is empty, not plain text in UTF-8, too long, or holds less than 200
// characters of text.
func Plain(data []byte) (*Page, error) {
	if err := refuse(data); err != nil {
		return nil, err
	}
	d := &document{lines: readLines(data)}
	d.dropEnd()
	d.dropClutter()
	d.dropRepeated()
	page := &Page{}
	d.findDate(page)
	d.findByline(page)
	d.findTitle(page)
	d.dropTail()
	page.Text = d.text()
	page.Dropped = d.dropped()
	if n := utf8.RuneCountInString(page.Text); n < minText {
		return nil, fmt.Errorf("this is no article: only %d characters of text are in it, an article has at least %d", n, minText)
	}
	if word, share := commonest(page.Text); share > maxShare {
		return nil, fmt.Errorf("this is no article: %d %% of its words are %q", int(share*100), word)
	}
	page.Lang = Language(page.Text)
	return page, nil
}

// commonest returns the word that stands most often in text, cut to 20 runes,
// and its share of all words; 0 for texts of fewer than 50, where one may well
// be in every second place.
func commonest(text string) (word string, share float64) {
	counts := map[string]int{}
	all := 0
	for w := range strings.FieldsSeq(text) {
		counts[w]++
		all++
		if counts[w] > counts[word] {
			word = w
		}
	}
	if all < 50 {
		return "", 0
	}
	r := []rune(word)
	return string(r[:min(len(r), 20)]), float64(counts[word]) / float64(all)
}

// refuse says why data cannot be an article in plain text.
func refuse(data []byte) error {
	text := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	start := bytes.ToLower(bytes.TrimSpace(text[:min(len(text), 512)]))
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return errors.New("this is no article: it is empty")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return errors.New("this is text in UTF-16: save it as UTF-8")
	case bytes.HasPrefix(start, []byte("%pdf-")):
		return errors.New("this is a PDF file, not plain text")
	case bytes.HasPrefix(start, []byte("<!doctype")), bytes.HasPrefix(start, []byte("<html")):
		return errors.New("this is a web page in HTML: save its text")
	case bytes.IndexByte(text, 0) >= 0:
		return errors.New("this is no article: it is a binary file, not text")
	}
	runes, broken := 0, 0
	for rest := text; len(rest) > 0; runes++ {
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 {
			broken++
		}
		rest = rest[n:]
	}
	switch {
	case float64(broken) > 0.1*float64(runes):
		return errors.New("this is no article: it is a binary file, not text")
	case broken > 1 && float64(broken) > maxBroken*float64(runes):
		return fmt.Errorf("this is not UTF-8 (%d broken characters): save it as UTF-8", broken)
	case runes > maxInput:
		return fmt.Errorf("this has %d characters, an article has at most %d", runes, maxInput)
	}
	return nil
}

// A line of the input. It belongs to the text as long as it has no reason not
// to; a blank line has no text.
type line struct {
	number int
	text   string
	reason string
}

type document struct {
	lines []line
}

// readLines numbers the lines as an editor does; one that holds other ends of
// lines (a form feed, U+2028) gives several lines of one number.
func readLines(data []byte) []line {
	s := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
	var lines []line
	number := 0
	for raw := range strings.SplitSeq(s, "\n") {
		number++
		for part := range strings.SplitSeq(corpus.Normalise(raw), "\n") {
			lines = append(lines, line{number: number, text: strings.TrimSpace(part)})
		}
	}
	return lines
}

// kept returns the indexes of the lines that still belong to the text.
func (d *document) kept() []int {
	var kept []int
	for i, l := range d.lines {
		if l.text != "" && l.reason == "" {
			kept = append(kept, i)
		}
	}
	return kept
}

func (d *document) dropped() []Dropped {
	var all []Dropped
	for _, l := range d.lines {
		if l.reason != "" {
			all = append(all, Dropped{l.number, l.text, l.reason})
		}
	}
	return all
}

// text joins the lines that are left. Where lines were broken to a width, the
// lines between two blank ones are one paragraph; else each is one.
func (d *document) text() string {
	var b strings.Builder
	wrapped := d.wrapped()
	open := false
	for _, l := range d.lines {
		if l.text == "" || l.reason != "" {
			open = false
			continue
		}
		if open && wrapped {
			b.WriteString(" ")
		} else {
			b.WriteString("\n\n")
		}
		b.WriteString(l.text)
		open = true
	}
	return corpus.Normalise(b.String())
}

// wrapped reports whether lines are broken to a width: there are blank lines,
// no line is longer than mails and terminals have them, and most lines that
// have another one right below do not end as sentences do.
func (d *document) wrapped() bool {
	inner, open, blank := 0, 0, false
	for i, l := range d.lines {
		blank = blank || l.text == "" && i > 0 && i < len(d.lines)-1
		if utf8.RuneCountInString(l.text) > 120 {
			return false
		}
		if i+1 < len(d.lines) && l.text != "" && l.reason == "" && d.lines[i+1].text != "" && d.lines[i+1].reason == "" {
			inner++
			if !endsSentence(l.text) {
				open++
			}
		}
	}
	return blank && open*2 > inner
}

// dropEnd drops everything from the first heading on that begins what stands
// below an article. If most prose comes after it, the heading is that of a box
// within the article, which ends at the next prose.
func (d *document) dropEnd() {
	before, all := 0, 0
	for _, l := range d.lines {
		all += proseLen(l.text)
	}
	for i, l := range d.lines {
		before += proseLen(l.text)
		if l.reason != "" || !tailHeading.MatchString(l.text) {
			continue
		}
		after := all - before
		reason := fmt.Sprintf("stands below the heading %q", l.text)
		d.lines[i].reason = "a heading of what is not part of the article"
		for j := i + 1; j < len(d.lines); j++ {
			if after*2 > before && isProse(d.lines[j].text) {
				break
			}
			if d.lines[j].text != "" {
				d.lines[j].reason = reason
			}
		}
		if after*2 <= before {
			return
		}
	}
}

// dropClutter drops the lines that the table of clutter knows.
func (d *document) dropClutter() {
	for _, i := range d.kept() {
		for _, c := range clutter {
			if utf8.RuneCountInString(d.lines[i].text) <= c.longest && c.pattern.MatchString(d.lines[i].text) {
				d.lines[i].reason = c.reason
				break
			}
		}
	}
}

// dropRepeated drops a short line that stands twice in a row, which is a
// caption with the text that stands for its picture, and of any other line the
// second: a pulled quotation or a title said again.
func (d *document) dropRepeated() {
	kept := d.kept()
	first := map[string]int{}
	for n, i := range kept {
		l := &d.lines[i]
		size := utf8.RuneCountInString(l.text)
		at, twice := first[l.text]
		switch {
		case !twice:
			first[l.text] = i
		case size < minRepeated:
		case n > 0 && kept[n-1] == at && size <= maxCaption && at != kept[0]:
			d.lines[at].reason = "stands twice in a row, as captions do"
			l.reason = d.lines[at].reason
		default:
			l.reason = "stands above already"
		}
	}
}

// dropTail drops short lines below the last paragraph: labels, tags, buttons.
func (d *document) dropTail() {
	wrapped := d.wrapped()
	for _, i := range slices.Backward(d.kept()) {
		if l := d.lines[i].text; isProse(l) || endsSentence(l) || listItem.MatchString(l) || utf8.RuneCountInString(l) > maxHeading {
			return
		}
		if wrapped && d.lines[i-min(i, 1)].text != "" {
			return // it goes on with the line right above it
		}
		d.lines[i].reason = "a line below the text"
	}
}
