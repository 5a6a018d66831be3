package rank

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Class is what a word is by its form alone, a set of bits.
type Class uint16

// The classes of words.
const (
	Number   Class = 1 << iota // digits, or a number word
	Year                       // 1000 to 2099
	Calendar                   // a month or a day of the week
	Unit                       // what numbers count
	Pronoun                    // stands for what was named before
	Cause                      // words of reasons
	Function                   // a stop word
	Ordinal                    // a number that orders and does not count
)

// classes lists the words of each class, folded. English, and of German and
// Spanish what seldom stands in English texts: another language has numbers by
// their digits and names by their capitals.
var classes = map[Class]string{
	Number: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen " +
		"nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen half third " +
		"quarter first second fourth fifth sixth seventh eighth ninth tenth twice several " +
		"zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend " +
		"millionen milliarde milliarden hälfte drittel viertel erste ersten zweite zweiten dritte dritten vierte vierten mehrere zweimal dreimal " +
		"dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta cuarenta cincuenta cien mil millón millones mitad tercio cuarto " +
		"primera primero segunda segundo tercera tercero varios varias",
	Ordinal: "first second third fourth fifth sixth seventh eighth ninth tenth erste ersten zweite zweiten dritte dritten vierte vierten " +
		"primera primero segunda segundo tercera tercero cuarto",
	Calendar: "january february march april may june july august september october november december jan feb mar apr jun jul aug sep " +
		"sept oct nov dec monday tuesday wednesday thursday friday saturday sunday century centuries decade spring summer autumn winter " +
		"januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag jahrhundert jahrhunderts " +
		"jahrzehnt frühling sommer herbst enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre siglo década",
	Unit: "percent per cent dollars dollar euros pounds miles mile kilometers kilometres km meters metres feet foot inches acres hectares " +
		"years year months days hours minutes seconds weeks tons tonnes kg pounds degrees people inhabitants students members times population " +
		"prozent jahre jahren monate monaten tage tagen stunden minuten wochen meter kilometer quadratkilometer tonnen grad einwohner menschen mitglieder " +
		"ciento años meses días horas minutos semanas metros kilómetros toneladas grados habitantes personas miembros veces dólares",
	Pronoun: "he she it they his her its their him them this these those that such both latter former who which",
	Cause: "because due since so therefore thus cause caused causes causing result resulted resulting reason reasons led lead order prevent avoid owing hence allow " +
		"weil wegen deshalb daher grund gründe folge aufgrund ursache porque debido razón razones causó por",
}

// byWord is classes turned around.
var byWord = func() map[string]Class {
	m := map[string]Class{}
	for c, list := range classes {
		for w := range strings.FieldsSeq(list) {
			m[w] |= c
		}
	}
	return m
}()

// Classify returns the class of a folded word; stop says that it is a stop word
// of its language.
func Classify(form string, stop bool) Class {
	c := byWord[form]
	if stop {
		c |= Function
	}
	if r, _ := utf8.DecodeRuneInString(form); unicode.IsDigit(r) {
		c |= Number
		if last := form[len(form)-1]; last == 'h' || last == 'd' || last == 't' { // 50th, 3rd, 1st
			c |= Ordinal
		}
		if len(form) == 4 && (form[0] == '1' || form[0] == '2' && form[1] == '0') && strings.Trim(form, "0123456789") == "" {
			c |= Year
		}
		if len(form) == 5 && form[4] == 's' { // 1990s
			c |= Year
		}
	}
	return c
}
