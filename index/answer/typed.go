package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cleannet/corpus"
)

// plainly returns the words of a question without what people put around one in a
// chat ("hey, does anyone know who"), with the word that asks written out ("whos",
// "wtf"), in small letters where it is shouted, and with slips in its first word put
// right. Of words beside markup two at least are left; a question that has no such thing comes
// back as it is.
func plainly(words []string, lookup corpus.Lookup) []string {
	words = writtenOut(unshouted(unmarked(words), lookup))
	for {
		rest := opened(words)
		if rest == nil {
			rest = closed(words)
		}
		if rest == nil {
			rest = prefaced(words, lookup)
		}
		if rest == nil {
			break
		}
		words = rest
	}
	return possessives(mended(unshouted(words, lookup)), lookup) // without its closing it may be shouted
}

// keyOf is a word in lower case without apostrophes and the signs around it.
func keyOf(word string) string {
	word = strings.Trim(strings.ToLower(word), ",.;:!?…-–—()'\"")
	return strings.NewReplacer("'", "", "’", "").Replace(word)
}

// An opening is what stands before a question, or before the thing that it asks about,
// matched against the keys of its words, and what says the same in fewer words.
type opening struct {
	pattern *regexp.Regexp
	then    string
}

// openings are tried in order at the beginning of a question, again and again.
var openings = []opening{
	{starts(`(?:hi|hello|hey|heya|yo)(?: (?:all|guys|everyone|everybody|there|folks|bot|team|peeps|again))?`), ""},
	{starts(`ok|okay|so|um|uh|erm|hmm|hm|wait|please|pls|plz|btw|lol|guys|folks|everyone|bro|dude|yall|tbh|ngl|imo|fr|anyway|actually|honestly|seriously`), ""},
	{starts(`(?:(?:just|i|ive|got|have|a|an|another|one|quick|dumb|stupid|noob|silly|serious|honest|genuine|random|simple|real) )+question(?: (?:for (?:you|u|everyone|yall)|here|guys))?`), ""},
	{starts(`(?:is|was) it (?:(?:actually|really|even) )?(?:true|correct|right|a fact|the case)(?: that)?`), "does"},
	{starts(`true or false`), "does"},
	{starts(`what (?:do (?:you|u|we)|can (?:you|u)) (?:know|tell (?:me|us)|say) about`), "tell me about"},
	{starts(`(?:(?:give|get|find|show) (?:me|us) |looking for |i (?:need|want) |need )(?:some |any |more |the )?(?:info|information|details|infos)(?: (?:about|on))`), "tell me about"},
	{starts(`(?:can|could|would|will) (?:you|u|ya|someone|somebody|some1|anyone|anybody|any1)(?: (?:please|pls|plz|kindly|quickly|just|maybe))*`), ""},
	{starts(`(?:does|do|did|would) (?:anyone|anybody|any1|someone|somebody|you|u|ya|any of you|you guys)(?: (?:here|guys|even|actually|happen to))* (?:know|remember|recall|have (?:any |an |a )?(?:idea|clue|info))(?: (?:of|about))?`), ""},
	{starts(`(?:anyone|anybody|any1|someone)(?: here)?(?: happen to)? (?:knows?|remembers?|recalls?|got (?:any|an) idea)`), ""},
	{starts(`any (?:idea|ideas|clue|clues)`), ""},
	{starts(`(?:i|we)(?: (?:just|really))?(?: d)? (?:want|wanted|need|wanna|would like|like)(?: to)? (?:know|ask|understand|find out|learn)`), ""},
	{starts(`id (?:like|love|want) to (?:know|ask|understand|find out|learn)`), ""},
	{starts(`(?:(?:i was|im|i am|ive been|been|just|was) )*(?:wondering|curious)`), ""},
	{starts(`i wonder`), ""},
	{starts(`i (?:dont|do not|didnt|cant) (?:know|get|understand|remember|recall|find(?: out)?)`), ""},
	{starts(`i (?:forgot|forget)`), ""},
	{starts(`(?:im |i am )?trying to (?:find out|figure out|understand|learn|remember|work out)`), ""},
	{starts(`(?:sorry|apologies)(?:(?: \S+){1,8} but)?`), ""},
	{starts(`(?:i|ive) (?:heard|read|saw|seen|know|forgot) (?:something|sth|smth|stuff|a bit)(?: (?:about|on|of) (?:this|it|that))? but`), ""},
	{starts(`(?:according to|from|in|based on|per|by) (?:your|ur|the|these|our) (?:sources|articles|files|documents|docs|corpus|library)`), ""},
}

// asides are openings only where the word that asks follows: one can ask to be told
// about something, too.
var asides = starts(`(?:(?:tell|remind|show|teach|help)(?: (?:me|us))?(?: (?:again|understand|please|pls))*|explain(?: (?:to )?(?:me|us))?|clarify|say|know|about|regarding)`)

// emphases stand behind the word that asks and add nothing.
var emphases = starts(`(what|who|whom|whose|why|how|when|where|which) (?:the (?:actual )?(?:hell|heck|fuck|f|devil)|tf|on earth|in the world)`)

// closings stand behind a question and add nothing.
var closings = regexp.MustCompile(` (?:please|pls|plz|thanks|thank you|thx|ty|thankyou|cheers|lol|lmao|btw|tho|tbh|ngl|imo|fr|bro|dude|yall|anyone|anybody|guys|folks|help|` +
	`(?:please|pls|plz)? ?explain(?: (?:briefly|please|pls|plz|simply))?|(?:give|cite|show|name|list|with|include) (?:me |your |the |some )?sources?|` +
	`(?:(?:just|a|quick|serious|honest|genuine|dumb|stupid) )+question|(?:any|got|got any) (?:idea|ideas|clue|sources?|links?)|sources?(?: (?:please|pls|plz))|` +
	`(?:does |do |can )?(?:anyone|anybody|someone|you|u)(?: here)? (?:knows?|help|explain|tell me)|i wonder|just (?:curious|wondering|asking)|asking for a friend|` +
	`for (?:my|our|a|an|the|some|school|class)(?: \S+)? (?:paper|essay|homework|class|project|assignment|thesis|presentation|exam|test|course|debate|hw))$`)

// askingWords are those that ask, and those that put a question into a sentence.
var askingWords = set("who whom whose what when where why which how if whether")

// starts compiles alternatives that stand at the beginning of a line as whole words.
func starts(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + alternatives + `) `)
}

// opened returns the words behind an opening, or nil where there is none.
func opened(words []string) []string {
	if len(words) < 3 {
		return nil
	}
	line := keyLine(words)
	first, _, _ := strings.Cut(line, " ")
	if first == "if" || first == "whether" {
		return append([]string{"does"}, words[1:]...)
	}
	if strings.HasPrefix(words[0], "@") {
		return words[1:]
	}
	if m := emphases.FindString(line); m != "" {
		return append([]string{words[0]}, words[strings.Count(m, " "):]...)
	}
	if n := strings.Count(asides.FindString(line), " "); n > 0 && n+1 < len(words) && askingWords[keyOf(words[n])] {
		return words[n:]
	}
	for _, o := range openings {
		then := strings.Fields(o.then)
		if n := strings.Count(o.pattern.FindString(line), " "); n > 0 && len(words)-n+len(then) > 1 {
			return append(then, words[n:]...)
		}
	}
	return nil
}

// me has the words by which people speak of themselves and the bot, or of their asking.
var me = set("i im ive id me my we our you your u ur question questions debate guys folks someone anyone")

// prefaced returns the words behind a preface, or nil where there is none: what stands
// before a comma or the like, or "but", and a word that asks, speaks of whoever asks,
// and names nobody and no year.
func prefaced(words []string, lookup corpus.Lookup) []string {
	own := false
	for i, w := range words[:max(0, len(words)-2)] {
		own = own || me[keyOf(w)]
		last, _ := utf8.DecodeLastRuneInString(w)
		next := keyOf(words[i+1])
		if keyOf(w) != "but" && !strings.ContainsRune(",.:;!?-–—…", last) || !askingWords[next] && !auxiliaries[next] {
			continue
		}
		before := strings.Join(words[:i+1], " ")
		if own && !strings.ContainsAny(before, "0123456789") && len(lookup.Find(before)) == 0 {
			return words[i+1:]
		}
		return nil
	}
	return nil
}

// closed returns the words before a closing, or nil where there is none.
func closed(words []string) []string {
	if len(words) < 3 {
		return nil
	}
	n := strings.Count(closings.FindString(keyLine(words)), " ")
	if n == 0 && !strings.ContainsFunc(words[len(words)-1], wordRune) {
		n = 1
	}
	if n == 0 || len(words)-n < 2 {
		return nil
	}
	return words[:len(words)-n]
}

// keyLine returns the keys of words, one space after each but the last. A word without
// a key is a dash in it, so that spaces count words.
func keyLine(words []string) string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = cmp.Or(keyOf(w), "-")
	}
	return strings.Join(keys, " ")
}

// markup is what Discord shows as something else than words: emoji, mentions of people,
// channels and roles, links.
var markup = regexp.MustCompile(`^(?:<a?:\w+:\d+>|:\w+:|<[@#&!/].*>|<?https?://.*)$`)

// unmarked returns words without markup and the signs of bold, italics, spoilers and code,
// unless nothing else is left.
func unmarked(words []string) []string {
	var out []string
	for _, w := range words {
		if w = strings.Trim(w, "*_~|`"); w != "" && !markup.MatchString(w) {
			out = append(out, w)
		}
	}
	if out == nil {
		return words
	}
	return out
}

// unshouted returns words in small letters where they have no small letter at all and are
// more than one, but for names that are known in capitals alone ("US").
func unshouted(words []string, lookup corpus.Lookup) []string {
	line := strings.Join(words, " ")
	if len(words) < 3 || strings.ToUpper(line) != line {
		return words
	}
	out := make([]string, len(words))
	for i, w := range words {
		if out[i] = strings.ToLower(w); len(lookup.Find(w)) > len(lookup.Find(out[i])) {
			out[i] = w
		}
	}
	return out
}

// shortened are words as chats shorten them, by their keys: those that ask together with
// their verb, and others that no source writes so.
var shortened = map[string]string{
	"whos": "who is", "whats": "what is", "whens": "when is", "wheres": "where is", "hows": "how is", "whys": "why is",
	"whod": "who did", "whatd": "what did", "whend": "when did", "whered": "where did", "howd": "how did", "whyd": "why did",
	"wtf": "what", "wth": "what", "wdym": "what do you mean",
	"u": "you", "ur": "your", "r": "are", "abt": "about", "btwn": "between", "w/o": "without", "bc": "because", "cuz": "because", "coz": "because",
	"ppl": "people", "govt": "government", "gov": "government", "prez": "president", "natl": "national", "intl": "international",
	"mins": "minutes", "hrs": "hours", "yr": "year", "yrs": "years",
}

// writtenOut returns words with those that are shortened written out.
func writtenOut(words []string) []string {
	if !slices.ContainsFunc(words, func(w string) bool { return shortened[keyOf(w)] != "" }) {
		return words
	}
	var out []string
	for _, w := range words {
		if long := shortened[keyOf(w)]; long != "" {
			out = append(out, strings.Fields(long)...)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// possessives returns words with an apostrophe before the s of those that are known
// names without it: "seouls". Firms whose name is also a thing are left alone.
func possessives(words []string, lookup corpus.Lookup) []string {
	out := words
	for i, w := range words {
		owner, ok := strings.CutSuffix(w, "s")
		if !ok || utf8.RuneCountInString(owner) < minOwner || thingFirms[strings.ToLower(owner)] || len(lookup.Find(w)) > 0 {
			continue
		}
		if m := lookup.Find(owner); len(m) == 1 && m[0].Span.Len() == len(owner) {
			if &out[0] == &words[0] {
				out = slices.Clone(words)
			}
			out[i] = owner + "'s"
		}
	}
	return out
}

// minOwner is how many letters a name has at least that is told by its possessive.
const minOwner = 4

// thingFirms are firms whose names are things that there are many of.
var thingFirms = set("apple orange oracle amazon telegram line signal sprint visa meta target")

// misspelt are the commonest slips in the words that begin a question, none of which
// is a name in the sources or a word of another language that begins a question:
// "wen" asks for whom in German.
var misspelt = map[string]string{
	"waht": "what", "hwat": "what", "whta": "what", "wht": "what", "wut": "what",
	"wehn": "when", "whne": "when", "whn": "when", "wehre": "where", "wher": "where", "whre": "where",
	"wich": "which", "whcih": "which", "whihc": "which", "wihch": "which", "whch": "which",
	"hwo": "how", "hw": "how", "woh": "who", "whi": "why", "wy": "why", "wyh": "why",
}

// mended puts the first word of a question right, where it is a slip. Of others the
// search looks for the spelling that it knows.
func mended(words []string) []string {
	if len(words) < 2 {
		return words
	}
	right, slip := misspelt[strings.ToLower(words[0])]
	if !slip {
		return words
	}
	return append([]string{right}, words[1:]...)
}
