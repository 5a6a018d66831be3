package index

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/da"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/de"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/es"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fa"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fi"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fr"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/hi"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/hu"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/it"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/nl"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/no"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/pt"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ro"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ru"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/sv"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/bleve/v2/registry"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"cleannet/index/rank"
)

// noStem stands for a word without a stem: a stop word.
const noStem = ^uint32(0)

// chains names, for each language that has one, the filters that take a folded
// word to its stem: elision, stop list, stemmer. Snowball's stemmers are used
// throughout (English: Porter2 and the 174-word list). A language without an
// entry is matched word by word.
var chains = map[string][]string{
	"ar": {"normalize_ar", "stop_ar", "stemmer_ar"},
	"da": {"stop_da", "stemmer_da_snowball"},
	"de": {"stop_de", "stemmer_de_snowball"},
	"en": {"stop_en", "stemmer_en_snowball"},
	"es": {"stop_es", "stemmer_es_snowball"},
	"fa": {"normalize_fa", "stop_fa"},
	"fi": {"stop_fi", "stemmer_fi_snowball"},
	"fr": {"elision_fr", "stop_fr", "stemmer_fr_snowball"},
	"hi": {"normalize_hi", "stop_hi", "stemmer_hi"},
	"hu": {"stop_hu", "stemmer_hu_snowball"},
	"it": {"elision_it", "stop_it", "stemmer_it_snowball"},
	"nl": {"stop_nl", "stemmer_nl_snowball"},
	"no": {"stop_no", "stemmer_no_snowball"},
	"pt": {"stop_pt", "stemmer_pt_light"},
	"ro": {"stop_ro", "stemmer_ro_snowball"},
	"ru": {"stop_ru", "stemmer_ru_snowball"},
	"sv": {"stop_sv", "stemmer_sv_snowball"},
	"tr": {"stop_tr", "stemmer_tr_snowball"},
}

// baseLang returns the base language of a BCP 47 tag ("en-GB": "en").
func baseLang(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return "und"
	}
	base, _ := t.Base()
	if s := base.String(); s != "nb" && s != "nn" {
		return s
	}
	return "no"
}

// A word is what the lexicon knows of one form.
type word struct {
	form     string
	stem     uint32 // index of lexicon.stems, or noStem
	passages uint32 // how many hold the form
}

// A wordKind is the stem of a word, or noStem, and what it is by its form.
type wordKind struct {
	stem  uint32
	class rank.Class
}

// A stem is what several forms share.
type stem struct {
	text     string
	passages uint32 // how many hold one of its forms
	articles uint32
	titles   uint32
	meaning  uint32 // one more than its number in the table of kindred stems, or 0
}

// A lexicon holds the words of the passages of one language. It grows while
// the snapshot is built and is only read after.
type lexicon struct {
	lang    string
	filters []analysis.TokenFilter
	ids     vocabulary // of forms: indexes of words
	words   []word
	kinds   []wordKind // of words, side by side: the inner loop reads these two
	stemIDs vocabulary // indexes of stems
	stems   []stem

	passages, length    uint64 // how many, and the sum of their lengths in stems
	articles, artLength uint64
	titles, titleLength uint64
	buckets             map[bucket][]lettered // words by first letter and length, for correction
	stemBuckets         map[bucket][]lettered // stems that are no words
	heads               []uint64              // of sorted: see headOf
	sorted              []uint32              // stems by text, for shared prefixes
	tails               map[string][]uint32   // stems by their last bytes, in languages of compounds
	meant               []uint32              // stems by their number in the table of kindred stems; noStem
	family              map[uint32][]uint32   // stems of one family, see families

	lists, titleLists lists // of common stems
}

func newLexicon(lang string) (*lexicon, error) {
	l := &lexicon{lang: lang}
	cache := registry.NewCache()
	for _, name := range chains[lang] {
		f, err := cache.TokenFilterNamed(name)
		if err != nil {
			return nil, fmt.Errorf("analysis of %s: filter %s: %w", lang, name, err)
		}
		l.filters = append(l.filters, f)
	}
	return l, nil
}

// Stemmer returns what takes a lower-case word to its stem, as texts of a
// language are searched by; its second result is false for a stop word. It is
// not for concurrent use.
func Stemmer(lang string) (func(word string) (string, bool), error) {
	l, err := newLexicon(lang)
	if err != nil {
		return nil, err
	}
	return l.analyse, nil
}

// analyse returns the stem of a folded word; false for a stop word.
func (l *lexicon) analyse(form string) (string, bool) {
	if r, _ := utf8.DecodeRuneInString(form); unspaced(r) {
		return form, true
	}
	if l.lang == "en" {
		form = strings.TrimSuffix(foldLatin(form), "'s")
	}
	stream := analysis.TokenStream{{Term: []byte(form), Start: 0, End: len(form), Position: 1}}
	for _, f := range l.filters {
		stream = f.Filter(stream)
	}
	if len(stream) == 0 || len(stream[0].Term) == 0 {
		return "", false
	}
	return foldLatin(strings.ReplaceAll(string(stream[0].Term), "'", "")), true
}

// foldLatin takes the accents off Latin letters.
func foldLatin(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if ascii {
		return s
	}
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(s) {
		if r >= 0x300 && r <= 0x36f && latin {
			continue
		}
		latin = unicode.Is(unicode.Latin, r)
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// add returns the id of form, a new one if need be.
func (l *lexicon) add(form []byte) uint32 {
	if id, known := l.ids.idOf(form); known {
		return id
	}
	return l.addNew(string(form))
}

func (l *lexicon) addNew(form string) uint32 {
	w := word{form: form, stem: noStem}
	if s, ok := l.analyse(form); ok {
		if s == form {
			s = form // one string in memory for the two
		}
		w.stem = l.addStem(s)
	}
	l.words = append(l.words, w)
	l.kinds = append(l.kinds, wordKind{w.stem, rank.Classify(form, w.stem == noStem)})
	return l.ids.add(form)
}

// addStem returns the id of a stem, a new one if need be.
func (l *lexicon) addStem(text string) uint32 {
	id := l.stemIDs.add(text)
	if int(id) == len(l.stems) {
		l.stems = append(l.stems, stem{text: text})
	}
	return id
}
