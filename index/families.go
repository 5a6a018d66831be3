package index

import "strings"

// inFamily is how akin the words of a family are to each other: as two that
// share four letters of five.
const inFamily = 0.8

// families lists English words that belong together though their stems begin
// differently: irregular verbs with their nouns, irregular plurals, measures,
// numbers and their digits, and countries with their people and languages.
var families = []string{
	"bear bore born birth", "become became", "begin began begun", "bite bit bitten", "blow blew blown",
	"break broke broken", "breed bred", "bring brought", "build built", "buy bought purchase", "catch caught", "choose chose chosen choice",
	"cling clung", "come came", "creep crept", "deal dealt", "die died dead death", "dig dug", "do did done deed", "draw drew drawn",
	"drink drank drunk", "drive drove driven", "eat ate eaten", "fall fell fallen", "feed fed food", "feel felt", "fight fought",
	"find found", "flee fled flight", "fly flew flown flight", "forbid forbade forbidden", "forget forgot forgotten", "freeze froze frozen",
	"get got gotten", "give gave given gift", "go went gone", "grow grew grown growth", "hang hung", "have had has", "hear heard",
	"hide hid hidden", "hold held", "keep kept", "know knew known knowledge", "lay laid", "lead led", "leave left", "lend lent loan",
	"lie lay lain", "lose lost loss", "make made", "mean meant", "meet met", "pay paid", "ride rode ridden", "ring rang rung",
	"rise rose risen", "run ran", "say said", "see saw seen sight", "seek sought", "sell sold sale", "send sent", "shake shook shaken",
	"shine shone", "shoot shot", "shrink shrank shrunk", "sing sang sung song", "sink sank sunk", "sit sat seat", "sleep slept",
	"speak spoke spoken speech", "spend spent", "spin spun", "stand stood", "steal stole stolen theft", "stick stuck", "strike struck",
	"strive strove", "swear swore sworn", "sweep swept", "swim swam swum", "take took taken", "teach taught", "tear tore torn", "tell told tale",
	"think thought", "throw threw thrown", "understand understood", "undergo underwent", "wake woke woken", "wear wore worn", "weave wove woven",
	"weep wept", "win won", "wind wound", "write wrote written", "withdraw withdrew withdrawn withdrawal", "believe belief",
	"prove proof", "live life alive", "long length", "high height", "wide width", "deep depth", "strong strength", "young youth",
	"hot heat", "poor poverty", "free freedom", "true truth", "proud pride", "wise wisdom", "weigh weight", "man men", "woman women",
	"child children", "person people", "foot feet", "tooth teeth", "mouse mice", "goose geese", "wife wives", "knife knives", "half halves",
	"wolf wolves", "leaf leaves", "thief thieves", "father paternal", "mother maternal", "sea marine maritime", "moon lunar",
	"sun solar", "city urban", "law legal", "war military", "year annual", "day daily", "money monetary", "school educational", "tooth dental",
	"two 2 second 2nd twice", "one 1 first 1st once single", "three 3 third 3rd", "four 4 fourth 4th", "five 5 fifth 5th", "six 6 sixth 6th",
	"seven 7 seventh 7th", "eight 8 eighth 8th", "nine 9 ninth 9th", "ten 10 tenth 10th", "eleven 11 eleventh 11th", "twelve 12 twelfth 12th",
	"twenty 20 twentieth 20th", "hundred 100", "thousand 1000", "nineteenth 19th", "eighteenth 18th", "seventeenth 17th", "sixteenth 16th",
	"fifteenth 15th", "fourteenth 14th", "thirteenth 13th",
	"km kilometer kilometre", "kg kilogram", "tv television", "photo picture image", "percent percentage", "doctor dr",
	"france french", "netherlands dutch holland", "spain spanish spaniard", "greece greek", "switzerland swiss", "denmark danish dane",
	"poland polish pole", "wales welsh", "ireland irish", "scotland scottish scot", "england english", "britain british uk", "sweden swedish swede",
	"finland finnish finn", "norway norwegian", "turkey turkish turk", "europe european eu", "america american us usa", "philippines filipino",
	"thailand thai", "china chinese", "japan japanese", "portugal portuguese", "germany german", "rome roman", "venice venetian",
	"troy trojan", "cyprus cypriot", "iraq iraqi", "israel israeli jewish", "slovenia slovene", "croatia croat", "serbia serb", "slovakia slovak",
}

// byFamily returns for each stem of the families the stems beside it.
func (l *lexicon) byFamily() map[uint32][]uint32 {
	if l.lang != "en" {
		return nil
	}
	out := map[uint32][]uint32{}
	var ids []uint32
	for _, f := range families {
		ids = ids[:0]
		for form := range strings.FieldsSeq(f) {
			st, ok := l.analyse(form)
			if !ok {
				continue
			}
			if id, ok := l.stemIDs.id(st); ok {
				ids = append(ids, id)
			}
		}
		for i, a := range ids {
			for k, b := range ids {
				if i != k && a != b {
					out[a] = append(out[a], b)
				}
			}
		}
	}
	return out
}
