package extract

import (
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// latin and cyrillic are the languages that are told apart by trigrams. A
// closed list, since the more languages there are, the more texts go to a
// wrong one that resembles theirs.
var latin = languages("en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sl", "hr", "hu", "ro", "sv", "da", "nb",
	"fi", "et", "lv", "lt", "tr", "vi", "id", "tl")

var cyrillic = languages("ru", "uk", "bg", "sr", "mk", "be")

func languages(codes ...string) map[whatlanggo.Lang]bool {
	wanted := map[string]bool{}
	for _, c := range codes {
		wanted[c] = true
	}
	set := map[whatlanggo.Lang]bool{}
	for l := range whatlanggo.Langs {
		if wanted[l.Iso6391()] {
			set[l] = true
		}
	}
	return set
}

// Language returns the tag of the language that a text seems to be in, or ""
// if it cannot tell. The script decides where it can, by most letters: kana
// mean Japanese, Hangul Korean, Han without either Chinese.
func Language(text string) string {
	var han, kana, hangul, latinLetters, cyrillicLetters, other int
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latinLetters++
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillicLetters++
		default:
			other++
		}
	}
	// A word of these scripts has a third of the letters of a Latin one.
	switch most := max(latinLetters, cyrillicLetters, other) / 3; {
	case kana > most/4 && kana*8 > han:
		return "ja"
	case hangul > most && hangul > han:
		return "ko"
	case han > most:
		return "zh"
	case cyrillicLetters > latinLetters && cyrillicLetters > other:
		return whatlanggo.DetectLangWithOptions(text, whatlanggo.Options{Whitelist: cyrillic}).Iso6391()
	case other > latinLetters:
		return whatlanggo.DetectLang(text).Iso6391()
	case latinLetters > 0:
		return whatlanggo.DetectLangWithOptions(text, whatlanggo.Options{Whitelist: latin}).Iso6391()
	}
	return ""
}
