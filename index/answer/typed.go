package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cleannet/corpus"
	"cleannet/corpus/topic"
)

// plainly returns the words of a question as it would be asked out of a chat: without
// what stands around it ("hey, does anyone know who"), with the word that asks written
// out ("whos", "wtf"), in small letters where it is shouted, and with slips in its first
// word put right. What may be part of the question stays; at least one word does, and
// words that have nothing of this come back as they are. It is idempotent.
func plainly(words []string, lookup corpus.Lookup) []string {
	words = unmarked(words, lookup)
	for {
		words = mended(writtenOut(unshouted(words, lookup)))
		rest := opened(words)
		if rest == nil {
			rest = closed(words, lookup)
		}
		if rest == nil {
			rest = prefaced(words, lookup)
		}
		if rest == nil {
			return possessives(words, lookup)
		}
		words = rest
	}
}

// keyOf is a word in lower case without apostrophes and the signs around it.
func keyOf(word string) string {
	word = strings.Trim(strings.ToLower(word), ",.;:!?…-–—()'\"")
	return strings.NewReplacer("'", "", "’", "").Replace(word)
}

// keyLine returns the keys of words with a space between each two. A word without a letter
// or digit is a dash in it, so that spaces count words.
func keyLine(words []string) string {
	keys := make([]string, len(words))
	for i, w := range words {
		if keys[i] = "-"; strings.ContainsFunc(w, wordRune) {
			keys[i] = keyOf(w)
		}
	}
	return strings.Join(keys, " ")
}

// pauses reports whether a word ends in a sign behind which something else begins.
func pauses(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune(",.:;!?-–—…", last)
}

// Words that begin a question, by their keys: those that ask, imperatives, and of these
// those that want nothing but to be told. A question that is put into a sentence may begin
// with if or whether, too, but not where one of notAfterIf follows.
var (
	askingWords = set("who whom whose what when where why which how")
	imperatives = set("tell explain show list name find give say help compare summarise summarize clarify remind describe define")
	telling     = set("tell explain remind clarify describe define summarise summarize compare list name")
	conjoining  = set("if whether")
	notAfterIf  = set("and or so not it")
)

// asks reports whether a word begins a question that stands by itself.
func asks(word string) bool {
	k := keyOf(word)
	k = cmp.Or(misspelt[k], k)
	return askingWords[k] || auxiliaries[k] || imperatives[k]
}

// An opening is what stands before a question, or before the thing that it asks about.
type opening struct {
	pattern *regexp.Regexp // of the keys of its words
	then    string         // what says the same in fewer words
	mode    openingMode
}

type openingMode int

const (
	beforeAny     openingMode = iota // whatever follows
	beforeAsk                        // only before what begins a question, or where it ends in a comma or the like
	intoAsk                          // as beforeAsk, or before if and whether
	withPause                        // only where it ends in a comma or the like
	beforeTelling                    // only before a word that asks or one that wants to be told
)

// anybody is whom a chat asks.
const anybody = `(?:anyone|anybody|any1|someone|somebody|some1|you|u|ya|any of you|you guys|u guys)`

// openings are tried in order at the beginning of a question, again and again.
var openings = []opening{
	{starts(`@cleannet`), "", beforeAny},
	{starts(`(?:hi|hello|hey|heya) (?:all|guys|everyone|everybody|there|folks|bot|team|peeps|again)`), "", beforeAsk},
	{starts(`(?:hi|hello|hey|heya|please|pls|plz|okay|ok|btw|lol|tbh|ngl|so|guys|folks|everyone|bro|dude|yall|yo|anyway|actually|honestly|seriously|sorry|imo|fr|and|but)(?: (?:so|and|but))?`), "", beforeAsk},
	{starts(`(?:so )?(?:um|uh|erm|hmm|hm|wait|well|right)`), "", withPause},
	{starts(`(?:(?:just|i|ive|got|have|a|an|another|one|quick|dumb|stupid|noob|silly|serious|honest|genuine|random|simple|legit) )+question(?: (?:for (?:you|u|everyone|yall)|here|guys|but))?`), "", beforeAsk},
	{starts(`(?:(?:just|i|ive|got|have|a|an|another|one|quick|dumb|stupid|noob|silly|simple) )+question (?:about|on|regarding)`), "tell me about", beforeAny},
	{starts(`(?:the|my|our) question is(?: this)?`), "", beforeAsk},
	{starts(`(?:is|was) it (?:(?:actually|really|even) )?(?:true|correct|right|a fact|the case) that`), "does", beforeAny},
	{starts(`true or false`), "does", beforeAny},
	{starts(`(?:eli5|(?:explain|eli5)(?: (?:it|this))? like (?:im|i am|i was) (?:five|5)|(?:tldr|tl;dr)(?: (?:of|on|for))?|(?:a )?(?:quick |short |brief )?summary of)`), "explain", beforeAny},
	{starts(`what (?:do (?:you|u|we)|can (?:you|u)) (?:know|tell (?:me|us)|say) about`), "tell me about", beforeAny},
	{starts(`(?:(?:give|get|find|show) (?:me|us) |looking for |i (?:need|want) )(?:some |any |more |the )?(?:info|information|details) (?:about|on)`), "tell me about", beforeAny},
	{starts(`(?:(?:does|do|would) )?` + anybody + `(?: (?:here|guys|even|actually|happen to))* (?:knows?|remembers?|recalls?) (?:of|about)`), "tell me about", beforeAny},
	{starts(`(?:does|do|would) ` + anybody + `(?: (?:here|guys|even|actually|happen to))* (?:know|remember|recall|have (?:any |an |a )?(?:idea|clue|info))`), "", intoAsk},
	{starts(`(?:can|could|would) ` + anybody + `(?: (?:please|pls|plz|kindly|quickly|just|maybe))*`), "", beforeTelling},
	{starts(`(?:anyone|anybody|any1|someone|you guys|u guys)(?: here)?(?: happen to)? (?:knows?|remembers?|recalls?|got (?:any|an) idea)`), "", intoAsk},
	{starts(`any (?:idea|ideas|clue|clues)`), "", intoAsk},
	{starts(`(?:i(?: (?:just|really))? (?:want|wanted|need|wanna|would like)|id (?:like|love))(?: to)? (?:know|ask|understand|find out|learn)`), "", intoAsk},
	{starts(`(?:(?:i was|im|i am|ive been|been|just|was) )*(?:wondering|curious) about`), "tell me about", beforeAny},
	{starts(`(?:(?:i was|im|i am|ive been|been|just|was) )*(?:wondering|curious)`), "", intoAsk},
	{starts(`i (?:wonder|forgot|forget|(?:dont|do not|didnt|cant) (?:know|get|understand|remember|recall|find(?: out)?))`), "", intoAsk},
	{starts(`(?:im |i am )?trying to (?:find out|figure out|understand|learn|remember|work out)`), "", intoAsk},
	{starts(`(?:according to|from|in|based on|per|by) (?:your|ur|the|these) (?:sources|articles|documents|docs)`), "", beforeAsk},
	{starts(`(?:(?:tell|remind)(?: (?:me|us))?|(?:show|teach|help|give) (?:me|us))(?: (?:again|understand|please|pls|plz))*`), "", intoAsk},
	{starts(`(?:(?:explain|describe|define)(?: (?:to )?(?:me|us))?|clarify|say)`), "", intoAsk},
	{starts(`(?:explain|define|describe)(?: (?:to )?(?:me|us))?`), "what is", beforeAny},
}

// emphases stand behind the word that asks and add nothing.
var emphases = starts(`(?:who|whom|whose|what|when|where|why|which|how) (?:the (?:actual )?(?:hell|heck|fuck|devil)|tf|on earth)`)

// starts compiles alternatives that stand at the beginning of a line as whole words,
// with words behind them.
func starts(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + alternatives + `) `)
}

// opened returns the words behind an opening, or nil where there is none.
func opened(words []string) []string {
	line := keyLine(words)
	if n := strings.Count(emphases.FindString(line), " "); n > 0 {
		return append([]string{words[0]}, words[n:]...)
	}
	for _, o := range openings {
		n := strings.Count(o.pattern.FindString(line), " ")
		if n == 0 || shouts(words[n-1]) {
			continue
		}
		rest, then := words[n:], o.then
		switch {
		case o.mode == intoAsk && conjoining[keyOf(rest[0])]:
			if !conjoins(rest) {
				continue
			}
			then, rest = "does", rest[1:]
		case !o.fits(words[n-1], rest):
			continue
		}
		if rest = append(strings.Fields(then), rest...); len(rest) > 1 {
			return rest
		}
	}
	return nil
}

// shouts reports whether a word is in capitals, as names are: "IMO", which is a body.
func shouts(word string) bool {
	return strings.ToUpper(word) == word && strings.ContainsFunc(word, unicode.IsUpper) && !noNames[keyOf(word)]
}

// noNames are in capitals without being names.
var noNames = set("ok eli5 tldr tl;dr btw")

// conjoins reports whether the if or whether that words begin with makes a question of
// what follows: nothing else in it asks.
func conjoins(words []string) bool {
	if len(words) < 3 || notAfterIf[keyOf(words[1])] {
		return false
	}
	return !slices.ContainsFunc(words[1:], func(w string) bool { return askingWords[keyOf(w)] || keyOf(w) == "but" })
}

// fits reports whether an opening whose last word this is may stand before rest.
func (o opening) fits(last string, rest []string) bool {
	next := keyOf(rest[0])
	switch o.mode {
	case beforeAny:
		return true
	case beforeTelling:
		toUs := len(rest) > 1 && (keyOf(rest[1]) == "me" || keyOf(rest[1]) == "us")
		return telling[next] || askingWords[next] || toUs
	case withPause:
		return pauses(last)
	}
	return pauses(last) || asks(next)
}

// Closings stand behind a question and add nothing: those that are told by themselves,
// those that may be its last words where they leave fewer than four, and those that are
// part of it unless a sign parts them.
var (
	closings = ends(`pls|plz|thx|ty|lol|lmao|btw|tho|tbh|ngl|(?:does|do) (?:anyone|anybody|any1)(?: here)? know|(?:anyone|anybody|any1)(?: here)? knows|asking for a friend|` +
		`for (?:my|our|a|an|the|some) ` + school + ` (?:paper|essay|homework|class|project|assignment|thesis|presentation|exam|test|course|debate|hw)|` +
		`for (?:my|our|school|class|uni|college) (?:paper|essay|homework|assignment|thesis|presentation|exam|hw)|for (?:school|homework|uni)`)
	courtesies = ends(`please|thanks`)
	remarks    = ends(`thank you|cheers|guys|folks|bro|dude|yall|(?:(?:just|a|quick|serious|honest|genuine|dumb|stupid) )+question|(?:any|got|got any) (?:ideas?|clue|sources?|links?)|` +
		`sources?|help|anyone|anybody|(?:anyone|anybody|any1)(?: here)? know|(?:please |pls |plz )?explain(?: (?:briefly|simply))?|` +
		`(?:give|cite|show|name|list|with|include) (?:me |your |the |some )?sources?|can (?:anyone|anybody|someone|you|u) (?:help|explain|tell me)|i wonder|just (?:curious|wondering|asking)`)
	nothing = ends(`-`) // a word without a letter or digit
)

// school is what stands before the work that a student has to do.
const school = `(?:school|uni|university|college|class|history|english|politics|economics|geography|law|research|group|term|final)`

// figures are the digits that chats write.
const figures = "0123456789"

// ends compiles alternatives that stand at the end of a line as whole words.
func ends(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(` (?:` + alternatives + `)$`)
}

// closed returns the words before a closing, or nil where there is none: one that names
// somebody or a number, or has a capital, is part of the question.
func closed(words []string, lookup corpus.Lookup) []string {
	line := keyLine(words)
	for _, c := range []struct {
		pattern *regexp.Regexp
		left    int // words at least
		parted  bool
	}{{closings, 2, false}, {courtesies, 4, false}, {remarks, 2, true}, {nothing, 2, false}} {
		end := c.pattern.FindString(line)
		left := len(words) - strings.Count(end, " ")
		if end == "" || left < c.left || c.parted && !pauses(words[left-1]) || strings.ContainsFunc(strings.Join(words[left:], ""), unicode.IsUpper) || strings.ContainsAny(end, figures) || len(lookup.Find(end)) > 0 {
			continue
		}
		return words[:left]
	}
	return nil
}

// Words by which a preface tells that it is one, as it speaks of the asking, and words
// behind it that point back into it, or to what whoever asks said of himself.
var (
	prefaceWords = set("debate arguing argument asked curious confused wondering sorry dumb noob something matters")
	backWords    = set("it its they them their he him his she her that those this these one ones other others else so there i we my our me")
)

// maxPreface is how many words a preface has at most.
const maxPreface = 10

// prefaced returns the words behind a preface, or nil where there is none: what stands
// before a comma or the like, or before "but", and what begins a question. It speaks of
// the asking, asks nothing itself, names nobody, no number and no topic, and nothing
// behind points back to it.
func prefaced(words []string, lookup corpus.Lookup) []string {
	if len(words) < 4 || asks(words[0]) {
		return nil
	}
	own := false
	for i, w := range words[:min(maxPreface, len(words)-2)] {
		key := keyOf(w)
		if askingWords[key] {
			return nil
		}
		own = own || prefaceWords[key]
		if key != "but" && !pauses(w) || !asks(words[i+1]) {
			continue
		}
		preface := strings.Join(words[:i+1], " ")
		back := slices.ContainsFunc(words[i+1:], func(w string) bool { return backWords[keyOf(w)] })
		if !own || back || strings.ContainsAny(preface, figures) || len(lookup.Find(preface)) > 0 || len(topic.In(preface)) > 0 {
			return nil
		}
		return words[i+1:]
	}
	return nil
}

// markup is what Discord shows as something else than words: emoji, times, mentions of
// people, channels and roles, links.
var markup = regexp.MustCompile(`^(?:<a?:\w+:\d+>|:\w+:|<(?:@[!&]?|#)\d+>|</.*:\d+>|<t:-?\d+(?::\w)?>|<?https?://.*)$`)

// unmarked returns words without markup and the signs of bold, italics, spoilers and code,
// unless nothing else is left. A link to a known publisher stays.
func unmarked(words []string, lookup corpus.Lookup) []string {
	var out []string
	for _, w := range words {
		if w = strings.Trim(w, "*_~|`"); w != "" && (!markup.MatchString(w) || len(lookup.Find(w)) > 0) {
			out = append(out, w)
		}
	}
	if out == nil {
		return words
	}
	return out
}

// unshouted returns three words and more in small letters where they have none and begin
// or conjoin as English does, but for names that are known in capitals alone ("US"). A
// list of abbreviations is not shouted, nor is a script without capitals.
func unshouted(words []string, lookup corpus.Lookup) []string {
	line := strings.Join(words, " ")
	low := strings.ToLower(line)
	caseless := func(r rune) bool { return unicode.IsLetter(r) && !unicode.IsUpper(r) }
	if len(words) < 3 || strings.ContainsFunc(line, caseless) || len(low) != len(line) || !slices.ContainsFunc(words, ofSentences) {
		return words
	}
	found, left := lookup.Find(line), lookup.Find(low)
	out := make([]string, len(words))
	at := corpus.Span{}
	for i, w := range words {
		at = corpus.Span{Start: at.End, End: at.End + len(w)}
		in := func(m corpus.Mention) bool { return m.Span.Overlaps(at) }
		if out[i] = strings.ToLower(w); slices.ContainsFunc(found, in) && !slices.ContainsFunc(left, in) {
			out[i] = w
		}
		at.End++
	}
	return out
}

// ofSentences reports whether a word is one that sentences of English have and names do not.
func ofSentences(word string) bool { return asks(word) || smallWords[keyOf(word)] }

var smallWords = set("the a an of and to in on about with")

// shortened are words as chats shorten them, by their keys: those that ask together with
// their verb, and others that no source writes so.
var shortened = map[string]string{
	"whos": "who is", "whats": "what is", "whens": "when is", "wheres": "where is", "hows": "how is", "whys": "why is",
	"whod": "who did", "whatd": "what did", "whend": "when did", "whered": "where did", "howd": "how did", "whyd": "why did",
	"wtf": "what", "wth": "what", "wdym": "what do you mean",
	"abt": "about", "btwn": "between", "w/o": "without", "cuz": "because", "coz": "because",
	"ppl": "people", "govt": "government", "prez": "president", "natl": "national", "intl": "international",
	"mins": "minutes", "hrs": "hours", "yr": "year", "yrs": "years",
}

// writtenOut returns words with those that are shortened written out. What is in
// capitals is a name ("WHO", "PPL"), and WhatsApp is one.
func writtenOut(words []string) []string {
	var out []string
	for i, w := range words {
		long := shortened[keyOf(w)]
		if shouts(w) || strings.HasPrefix(w, "WHO") || strings.HasSuffix(w, ".") || keyOf(w) == "whats" && i+1 < len(words) && keyOf(words[i+1]) == "app" {
			long = ""
		}
		if long == "" {
			out = append(out, w)
		} else {
			out = append(out, strings.Fields(long)...)
		}
	}
	return out
}

// possessives returns words with an apostrophe before the s of those that are known
// names without it and stand before another word that may be theirs: "seouls envoy".
func possessives(words []string, lookup corpus.Lookup) []string {
	out := slices.Clone(words)
	for i, w := range words {
		owner, ok := strings.CutSuffix(w, "s")
		if !ok || utf8.RuneCountInString(owner) < minOwner || plurals[strings.ToLower(w)] || strings.HasSuffix(owner, "s") {
			continue
		}
		if i+1 == len(words) || auxiliaries[keyOf(words[i+1])] || len(lookup.Find(w)) > 0 {
			continue
		}
		if m := lookup.Find(owner); len(m) == 1 && m[0].Span.Len() == len(owner) {
			out[i] = owner + "'s"
		}
	}
	return out
}

// minOwner is how many letters a name has at least that is told by its possessive.
const minOwner = 4

// plurals look like possessives of names and are none.
var plurals = set("apples oranges oracles amazons americas koreas frances")

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
