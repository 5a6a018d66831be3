package bot

import "maps"

// catalogue holds every fixed text that people see, in every language.
var catalogue = func() map[key]phrase {
	all := map[key]phrase{}
	for _, part := range []map[key]phrase{commandPhrases, replyPhrases, topicPhrases} {
		maps.Copy(all, part)
	}
	return all
}()

// commandPhrases are the names and descriptions of commands and their options,
// within Discord's limits: names of 32 characters in lower case, descriptions of
// 100.
var commandPhrases = map[key]phrase{
	"ask.name":                 {"ask", "질문"},
	"ask.description":          {"Ask a question; the answer is quoted from the sources", "질문하면 출처에서 인용하여 답합니다"},
	"ask.question.name":        {"question", "질문"},
	"ask.question.description": {"What you want to know", "알고 싶은 내용"},
	"ask.private.name":         {"private", "비공개"},
	"ask.private.description":  {"Show the answer to you alone", "답변을 나에게만 보이기"},

	"search.name":                {"search", "검색"},
	"search.description":         {"Search the passages of all sources", "모든 출처의 대목을 검색합니다"},
	"search.query.name":          {"query", "검색어"},
	"search.query.description":   {"Words to look for; \"phrases\" and -without work too", "찾을 낱말; \"구절\"과 -제외도 됩니다"},
	"search.source.name":         {"source", "출처"},
	"search.source.description":  {"Only this source or publisher", "이 출처나 발행처만"},
	"search.kind.name":           {"kind", "종류"},
	"search.kind.description":    {"Only sources of this kind", "이 종류의 출처만"},
	"search.country.name":        {"country", "국가"},
	"search.country.description": {"Only sources on this country", "이 국가를 다룬 출처만"},
	"search.topic.name":          {"topic", "주제"},
	"search.topic.description":   {"Only sources on this topic", "이 주제를 다룬 출처만"},
	"search.after.name":          {"after", "이후"},
	"search.after.description":   {"Published on or after: YYYY, YYYY-MM or YYYY-MM-DD", "이 날짜 이후 발행: YYYY, YYYY-MM, YYYY-MM-DD"},
	"search.before.name":         {"before", "이전"},
	"search.before.description":  {"Published on or before: YYYY, YYYY-MM or YYYY-MM-DD", "이 날짜 이전 발행: YYYY, YYYY-MM, YYYY-MM-DD"},
	"search.sort.name":           {"sort", "정렬"},
	"search.sort.description":    {"What comes first", "먼저 보일 것"},
	"search.private.name":        {"private", "비공개"},
	"search.private.description": {"Show the results to you alone", "결과를 나에게만 보이기"},

	"sources.name":                {"sources", "출처"},
	"sources.description":         {"Browse the library, or look at one source", "자료 목록을 보거나 출처 하나를 살펴봅니다"},
	"sources.name.name":           {"name", "이름"},
	"sources.name.description":    {"One source: part of its title or publisher", "출처 하나: 제목이나 발행처의 일부"},
	"sources.topic.name":          {"topic", "주제"},
	"sources.topic.description":   {"Only sources on this topic", "이 주제를 다룬 출처만"},
	"sources.country.name":        {"country", "국가"},
	"sources.country.description": {"Only sources on this country", "이 국가를 다룬 출처만"},
	"sources.kind.name":           {"kind", "종류"},
	"sources.kind.description":    {"Only sources of this kind", "이 종류의 출처만"},
	"sources.stance.name":         {"stance", "입장"},
	"sources.stance.description":  {"Only sources that carry this view", "이 입장을 전하는 출처만"},

	"timeline.name":               {"timeline", "연표"},
	"timeline.description":        {"What happened when, sentence by sentence, with sources", "언제 무슨 일이 있었는지 출처와 함께 봅니다"},
	"timeline.topic.name":         {"topic", "주제"},
	"timeline.topic.description":  {"A topic, a name or any words", "주제, 이름 또는 낱말"},
	"timeline.after.name":         {"after", "이후"},
	"timeline.after.description":  {"From: YYYY, YYYY-MM or YYYY-MM-DD", "시작: YYYY, YYYY-MM, YYYY-MM-DD"},
	"timeline.before.name":        {"before", "이전"},
	"timeline.before.description": {"Until: YYYY, YYYY-MM or YYYY-MM-DD", "끝: YYYY, YYYY-MM, YYYY-MM-DD"},

	"compare.name":          {"compare", "비교"},
	"compare.description":   {"Two countries, operators or programmes side by side", "두 나라, 통신사, 정책을 나란히 비교합니다"},
	"compare.a.name":        {"a", "가"},
	"compare.a.description": {"The first name", "첫째 이름"},
	"compare.b.name":        {"b", "나"},
	"compare.b.description": {"The second name", "둘째 이름"},

	"about.name":        {"about", "소개"},
	"about.description": {"Help, what the sources cover, privacy, version", "도움말, 자료 범위, 개인정보, 버전"},

	"config.name":                 {"config", "설정"},
	"config.description":          {"Settings of this server", "이 서버의 설정"},
	"config.private.name":         {"private", "비공개"},
	"config.private.description":  {"Answers are private unless someone asks otherwise", "따로 정하지 않으면 답변을 비공개로"},
	"config.language.name":        {"language", "언어"},
	"config.language.description": {"Language of public answers", "공개 답변의 언어"},
	"config.feedback.name":        {"feedback", "의견"},
	"config.feedback.description": {"Ask whether an answer was helpful", "답변이 도움이 되었는지 묻기"},

	"find.name":    {"Find sources", "출처 찾기"},
	"askthis.name": {"Ask about this", "이 내용으로 질문"},

	"sort.best":     {"best match first", "관련도순"},
	"sort.newest":   {"newest first", "최신순"},
	"sort.oldest":   {"oldest first", "오래된순"},
	"language.auto": {"as the server is set in Discord", "Discord의 서버 언어"},
	"language.en":   {"English", "영어"},
	"language.ko":   {"Korean", "한국어"},
}
