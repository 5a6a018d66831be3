package bot

// replyPhrases are the fixed sentences of replies. No name or figure of the
// subject stands in them: those come from the sources.
var replyPhrases = map[key]phrase{
	"kind.official":  {"official", "공식"},
	"kind.news":      {"news", "뉴스"},
	"kind.analysis":  {"analysis", "분석"},
	"kind.opinion":   {"opinion", "의견"},
	"kind.reference": {"reference", "참고"},

	"stance.us-gov":    {"US government", "미국 정부"},
	"stance.china-gov": {"Chinese government", "중국 정부"},
	"stance.kr-gov":    {"South Korean government", "한국 정부"},
	"stance.industry":  {"industry", "업계"},
	"stance.critic":    {"critic", "비판"},
	"stance.neutral":   {"neutral", "중립"},
}
