package answer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"cleannet/corpus"
	"cleannet/corpus/entity"
)

// english puts the words of a question into English, as far as names and a
// small lexicon go, and tells in which language it is. An English question is
// returned as it is, with lang "".
//
// Nothing of it is shown: it only looks for passages, as the sources are
// summarised in English.
func english(text string, entities corpus.Lookup) (words, lang string) {
	glosses := entity.Glosses(text)
	lang = scriptLang(text)
	if lang == "" {
		if len(glosses) == 0 {
			return text, ""
		}
		lang = latinLang(text)
	}
	type piece struct {
		span corpus.Span
		text string
	}
	var pieces []piece
	free := func(s corpus.Span) bool {
		return !slices.ContainsFunc(pieces, func(p piece) bool { return p.span.Overlaps(s) })
	}
	names := map[string]bool{}
	for _, m := range entities.Find(text) {
		pieces = append(pieces, piece{m.Span, m.Name})
		names[m.Name] = true
	}
	for _, g := range glosses {
		if free(g.Span) {
			pieces = append(pieces, piece{g.Span, g.English})
		}
	}
	// What is left counts where it is a name or a number: 5G, TSMC, 2020.
	for _, f := range fields(text) {
		w := text[f.Start:f.End]
		_, first := utf8.DecodeRuneInString(w)
		name := w != strings.ToLower(w) && (f.Start > 0 || w[first:] != strings.ToLower(w[first:])) // any first word has a capital
		if free(f) && latin(w) && name || free(f) && strings.ContainsAny(w, "0123456789") {
			pieces = append(pieces, piece{f, w})
		}
	}
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var out []string
	for _, p := range pieces {
		out = append(out, p.text)
	}
	return strings.Join(defined(out, names), " "), lang
}

// defined returns words, some of which are names, as a question for a definition
// where beside one name they are "what" alone.
func defined(words []string, names map[string]bool) []string {
	rest := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return names[w] })
	if len(names) != 1 || !slices.Equal(rest, []string{"what"}) {
		return words
	}
	for name := range names {
		words = []string{"what is", name}
	}
	return words
}

// scriptLang returns the language that a question in Hangul, kana or Chinese
// characters is in, or "".
func scriptLang(text string) string {
	switch {
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }):
		return "ko"
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }):
		return "ja"
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return "zh"
	}
	return ""
}

// latinLang tells the languages of the lexicon that are written in Latin letters
// apart.
func latinLang(text string) string {
	info := whatlanggo.DetectLangWithOptions(text, whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
		whatlanggo.Deu: true, whatlanggo.Spa: true, whatlanggo.Fra: true, whatlanggo.Ita: true, whatlanggo.Por: true, whatlanggo.Pol: true}})
	return info.Iso6391()
}

func latin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
