package corpus

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A personName is an author's name in the parts that reference styles need. A
// name that cannot be parted without a guess is literal and stays whole.
type personName struct{ family, given, suffix, literal string }

// nameParticles begin a family name of several words.
var nameParticles = []string{"von", "van", "de", "der", "den", "di", "da", "del", "della", "dos", "du", "la", "le", "zu", "ter", "al", "bin"}

// nameSuffixes follow a family name.
var nameSuffixes = []string{"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}

// parseName parts a name. "Family, Given" says so itself. Otherwise the last
// word is the family name with the particles before it, except where a given
// name with a lower-case second syllable (Kim Ji-eun) shows that the family
// name is the first word. One word, a name in CJK script, with brackets, with
// initials alone or of more than five words stays literal.
func parseName(s string) personName {
	s = oneLine(s)
	if family, given, ok := strings.Cut(s, ", "); ok {
		return personName{family: family, given: given}
	}
	words := strings.Fields(s)
	var suffix string
	if n := len(words); n > 2 && slices.Contains(nameSuffixes, words[n-1]) {
		suffix, words = words[n-1], words[:n-1]
	}
	n := len(words)
	if n < 2 || n > 5 || strings.ContainsAny(s, "()[]&/0123456789") ||
		strings.HasSuffix(words[n-1], ".") || strings.ContainsFunc(s, isCJK) {
		return personName{literal: s}
	}
	if n == 2 && lowerSyllable(words[1]) {
		return personName{family: words[0], given: words[1]}
	}
	k := n - 1
	for k > 1 && slices.Contains(nameParticles, strings.ToLower(words[k-1])) {
		k--
	}
	return personName{family: strings.Join(words[k:], " "), given: strings.Join(words[:k], " "), suffix: suffix}
}

// lowerSyllable reports whether s is written as Ji-eun is.
func lowerSyllable(s string) bool {
	_, second, ok := strings.Cut(s, "-")
	r, _ := utf8.DecodeRuneInString(second)
	return ok && unicode.IsLower(r)
}

func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
}

// initials returns the first letters of given names: "Michael R." is "M. R.",
// "Jean-Luc" is "J.-L.", and "Ji-eun" is "J.", as a lower-case syllable is no
// name of its own. "AJ" counts as one name.
func initials(given string) string {
	var words []string
	for word := range strings.FieldsSeq(given) {
		var b strings.Builder
		for i, part := range strings.Split(word, "-") {
			r, _ := utf8.DecodeRuneInString(part)
			if part == "" || i > 0 && unicode.IsLower(r) {
				continue
			}
			if b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(unicode.ToUpper(r))
			b.WriteByte('.')
		}
		if b.Len() > 0 {
			words = append(words, b.String())
		}
	}
	return strings.Join(words, " ")
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
