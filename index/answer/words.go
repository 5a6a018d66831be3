package answer

import (
	"strings"
	"unicode"

	"cleannet/corpus"
)

// functionWords say nothing of the subject of a question or a sentence.
var functionWords = set(`a about according after against all also an and any are as at be because been before being
	between both but by can could did do does for from had has have he her his how i if in into is it its itself
	last many may me might much must my no nor not of on one only or other our out over said say says shall she should
	so some still such tell than that the their them then there these they this those through to under up us was we
	were what when where whether which while who whom whose why will with would yet you your
	actually exactly please pls really know whats whos whens wheres hows whys thats dont doesnt didnt isnt wasnt arent explain describe give show find list name`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// fields returns the words of a text as spans: runs of letters and digits with
// the dots, hyphens, apostrophes and plus signs within them.
func fields(text string) []corpus.Span {
	var out []corpus.Span
	start := -1
	flush := func(end int) {
		if start >= 0 {
			for end > start && strings.IndexByte(".-'+", text[end-1]) >= 0 && !keeps(text[start:end]) {
				end--
			}
			out = append(out, corpus.Span{Start: start, End: end})
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if start < 0 {
				start = i
			}
		case start >= 0 && (r == '.' || r == '-' || r == '\'' || r == '+' || r == '’'):
		default:
			flush(i)
		}
	}
	flush(len(text))
	return out
}

// keeps reports whether the sign at the end of a word belongs to it: U.S., LG
// U+, 30+.
func keeps(word string) bool {
	return strings.HasSuffix(word, "+") || strings.Count(word, ".") > 1
}

// Stems returns what the words of text that carry meaning have in common with
// their other forms: lower case, without dots, plural and the commonest endings
// of verbs. It is meant for comparing an English sentence with a question, not
// for looking things up.
func Stems(text string) map[string]bool {
	out := map[string]bool{}
	for _, s := range fields(text) {
		if st := stem(text[s.Start:s.End]); st != "" {
			out[st] = true
		}
	}
	return out
}

// wordSigns drops what words are written with or without.
var wordSigns = strings.NewReplacer(".", "", "’", "'")

// endings are cut off, and replaced, in this order.
var endings = []struct{ suffix, with string }{
	{"ies", "y"}, {"sses", "ss"}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}, {"e", ""},
}

// stem returns the stem of a word, or "" for a function word.
func stem(word string) string {
	w := strings.TrimSuffix(wordSigns.Replace(strings.ToLower(word)), "'s")
	if functionWords[w] || w == "" {
		return ""
	}
	for _, end := range endings {
		base, ok := strings.CutSuffix(w, end.suffix)
		if !ok || len(base) < 3 || strings.HasSuffix(w, "ss") && end.suffix == "s" {
			continue
		}
		w = base + end.with
		if n := len(w); n > 3 && w[n-1] == w[n-2] && strings.IndexByte("bdgmnprt", w[n-1]) >= 0 {
			w = w[:n-1] // banned, planning
		}
		break
	}
	return strings.TrimSuffix(strings.TrimSuffix(w, "e"), "i")
}
