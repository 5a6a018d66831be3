package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	minRepeated = 12  // runes; a shorter line may well stand twice in a text
	maxCaption  = 300 // runes of the longest caption
	maxHeading  = 120 // runes of the longest line that is no paragraph
	minProse    = 80  // runes of the shortest line that is prose for certain
)

// tailHeading matches the headings of what stands below an article.
var tailHeading = whole(`related (stories|articles?|news|posts?|content|reading|topics?|links|coverage)|
	most (viewed|read|popular|shared|commented)( (articles?|stories|news|posts))?|(trending|popular)( (now|news|posts|stories|articles))?|
	(recommended|suggested)( (for you|stories|articles|reading|posts))?|you (may|might) also (like|be interested in)|
	(more|other|latest|recent|top) (news|stories|articles|posts|headlines|from .{1,40})|editors?['’]s? picks?|up next|read next|
	(leave a )?(comment|reply)|comments?( \(?\d+\)?)?|\d+ comments?|join the (discussion|conversation)|about the authors?|
	mehr zum thema|auch interessant|meistgelesen|lesen sie auch|das könnte sie auch interessieren|
	à lire aussi|lire aussi|sur le même sujet|articles liés|les plus lus|noticias relacionadas|lo más (leído|visto)|
	te puede interesar|leia também|mais lidas|notícias relacionadas|leggi anche|articoli correlati|
	관련 ?(기사|뉴스)|많이 본 (기사|뉴스)|인기 ?기사|相关(阅读|新闻|报道|文章)|延伸阅读|相關(閱讀|新聞|報導)|延伸閱讀|関連(記事|ニュース)|
	アクセスランキング|人気記事|читайте также|похожие (новости|статьи)|читайте також`)

// A clutterRule drops a line of at most longest runes that pattern matches.
type clutterRule struct {
	reason  string
	longest int
	pattern *regexp.Regexp
}

// clutter lists what pages put between the paragraphs of an article.
var clutter = []clutterRule{
	{"a box of news or a newsletter", 120, whole(`(\S+ ){0,4}news of the (day|week|month)|(\S+ ){0,4}newsletters?|
		(sign up|subscribe|register)( (now|here|today))?( (to|for|and|with) .*)?|(get|receive) .{1,60} (in|to) your (inbox|e-?mail)|
		.{0,60}(enter|confirm) your e-?mail.{0,40}|newsletter abonnieren|suscríbete.*|s['’]abonner.*`)},
	{"a request to the reader", 200, regexp.MustCompile(`(?i)^please (direct|send|e-?mail|submit) (all |any |your )*(comments?|questions?|inquiries|feedback|tips|corrections)\b`)},
	{"a request to the reader", 160, regexp.MustCompile(`(?i)^(follow|like|find|join) us\b|^(have|got) a (tip|story|question)\b|^(support|donate)\b.{0,80}(journalism|now|today)\.?$|^(follow|reach|contact) .{0,60}(@|on (twitter|facebook|x)\b)`)},
	{"an e-mail address", 120, regexp.MustCompile(`(?i)^(contact|e-?mail|write to)?( us| the (author|writer|reporter))?( at)?\s*:?\s*[\[(<]?\s*[\w.+-]+@[\w-]+(\.[\w-]+)+\s*[\])>]?\.?$`)},
	{"a button", 120, regexp.MustCompile(`(?i)^button\b.*|^\[(button|link|image|video|audio)\b.*\]$|.*버튼\)?$|^(click|tap) (here|to)\b.*`)},
	{"a link to the original", 120, whole(`(view|read|see|go to)( the)? original( (article|story|text|page))?|원문 ?(보기|기사)?|原文(链接|連結|リンク)?`)},
	{"a line for sharing or printing", 80, whole(`(share|print|e-?mail|tweet|post|pin|save|copy|listen|like|follow|bookmark)( (this|the|it|on|via|by|to|with|in|article|story|page|post|link|now|facebook|twitter|linkedin|whatsapp|reddit|email|e-mail|print|kakaotalk))*|
		((facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|kakaotalk|line|x|email|e-mail|print|share|copy link|instagram|youtube|messenger|tumblr|pocket|flipboard|rss|weibo|wechat)[ ,|·/]*)+|
		(font|text) size.*|[aA] ?[+-]( [aA] ?[+-])*|\d+ (shares?|likes?|views?)|teilen|drucken|partager|imprimer|compartir|imprimir|공유(하기)?|인쇄|分享(到.*)?|打印`)},
	{"an advertisement", 60, whole(`(continue reading below )?(an? )?(advertisement|advertising|adverts?|sponsored( content| by .*)?|ad|ads by .*|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|광고|广告|廣告|広告|реклама)( - .*)?`)},
	{"a link to another article", 200, regexp.MustCompile(`(?i)^(read more|read also|also read|see also|read|more|related|watch|lire aussi|lea también|leia mais|leggi anche|lesen sie auch)\s*[:：»>]`)},
	{"a link of the page", 60, whole(`(continue|keep) reading.*|read (more|full (story|article))|show (more|less|comments).*|load more|(skip|jump|back|go|return) to .*|(main )?menu|home|search|log ?in|sign in|log ?out|close|next( (article|story|page))?|previous( (article|story|page))?|top|more|loading\W*|open in app|view (gallery|all|comments)|table of contents`)},
	{"a path through the site", 120, regexp.MustCompile(`^[\p{L}\p{N} &.-]{1,30}((\s*[>›»]\s*|\s/\s)[\p{L}\p{N} &.-]{1,30}){1,5}\s*[>›»]?$`)},
	{"a time to read", 60, whole(`(reading time\W*)?(\d+|one|two|three|four|five)[ -]min(ute)?s?( (read|listen|watch))?|(est(imated)?\.? )?reading time.*|lesezeit.*|temps de lecture.*`)},
	{"a caption or picture credit", maxCaption, regexp.MustCompile(`(?i)^((file )?photos?|images?|pictures?|captions?|photograph|illustration|credits?|foto|bild|imagen|imagem|사진|图|圖|写真)( (by|courtesy( of)?|credits?|source|caption))?\s*[:：/|=]`)},
	{"a caption or picture credit", maxCaption, regexp.MustCompile(`(?i)[(\[（][^()\[\]（）]*\b(web ?site|photos?|images?|getty|reuters|afp|ap|epa|yonhap|xinhua|kyodo|bloomberg|shutterstock|istock|unsplash|wikimedia|flickr|handout|file|screenshot|courtesy|provided by|captured from|pool|news1|newsis|zuma|imago|dpa)\b[^()\[\]（）]*[)\]）]\.?$`)},
	{"a caption or picture credit", 120, regexp.MustCompile(`(?i)^(photo(graph)?|image|picture) (by|courtesy|credit)\b|^[^.!?]*\b(getty images|shutterstock|istock|unsplash)\.?$|^©|/(getty images|reuters|afp|ap|epa|yonhap)$`)},
	{"a notice of rights", 300, regexp.MustCompile(`(?i)^(copyright\b|\(c\) ?(19|20)\d\d|©)|\ball rights reserved\b|^무단 ?전재|저작권자|版权所有|版權所有|無断転載`)},
	{"a list of tags", 200, regexp.MustCompile(`(?i)^(tags?|topics?|keywords?|categor(y|ies)|filed under|posted in|schlagworte|mots[- ]clés|etiquetas|태그|标签|標籤|キーワード)\s*[:：]`)},
	{"a list of tags", 200, regexp.MustCompile(`^(#[\p{L}\p{N}_]+[ ,]*)+$`)},
	{"a note on cookies", 200, regexp.MustCompile(`(?i)^(we|this (web)?site) uses? cookies\b|^accept( all)?( cookies)?$|^cookie (settings|policy|notice)$`)},
}

// whole compiles alternatives, written over several lines, that must match a
// whole line, in any case, but for a colon or dots at its end.
func whole(alternatives string) *regexp.Regexp {
	var parts []string
	for l := range strings.Lines(alternatives) {
		parts = append(parts, strings.TrimSpace(l))
	}
	return regexp.MustCompile(`(?i)^\W{0,3}(?:` + strings.Join(parts, "") + `)\s*[:：.…>»]*$`)
}

// listItem matches the beginning of a line of a list.
var listItem = regexp.MustCompile(`^([-–—*•·▪●■◦‣]|\(?\d{1,2}[.)])\s`)

// endsSentence reports whether a line ends as sentences do, closing marks
// aside.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\'' || r == '“' || unicode.IsSpace(r)
	})
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…。！？।؟", last)
}

// isProse reports whether a line is a paragraph of prose: it ends as sentences
// do and is long enough for one, and twice as long if it asks, as titles do
// too. A character of Chinese, Japanese or Korean
// says as much as two or three letters.
func isProse(s string) bool {
	if !endsSentence(s) {
		return false
	}
	size := 0
	for _, r := range s {
		size++
		if r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			size++
		}
	}
	if strings.HasSuffix(s, "?") {
		return size >= 2*minProse
	}
	return size >= minProse
}

// proseLen returns the bytes of a line that is prose, else 0.
func proseLen(s string) int {
	if isProse(s) {
		return len(s)
	}
	return 0
}
