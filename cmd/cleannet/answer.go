package main

import (
	"fmt"
	"strings"

	"cleannet/corpus"
	"cleannet/corpus/topic"
	"cleannet/index/answer"
)

// printAnswer prints an answer for people. That there is none is a message, so
// that nothing but quotes comes out of a pipe.
func (a *app) printAnswer(ans answer.Answer) {
	if ans.Outcome != answer.Declined { // what was tried in vain only puzzles
		a.corrected(ans.Corrections)
	}
	p := a.page()
	if ans.Outcome == answer.Declined {
		fmt.Fprintln(a.stderr, declined(ans))
		return
	}
	if line := inEnglish[ans.Language]; line != "" {
		fmt.Fprint(p.w, line+"\n\n")
	}
	if ans.Outcome == answer.Closest {
		fmt.Fprint(p.w, closest(ans)+"\n\n")
	}
	for _, q := range ans.Quotes {
		p.quote(q)
	}
	p.disputes(ans)
	p.sides(ans)
	if p.width > 0 && len(ans.FollowUps) > 0 { // for a person, not for a pipe
		fmt.Fprintln(p.w, "Ask next:")
		for _, text := range ans.FollowUps {
			p.lines("  ", text, plain)
		}
	}
}

// inEnglish says, in languages that people ask in, what language the answer is in.
var inEnglish = map[string]string{
	"ko": "출처는 영어로 요약되어 있습니다.",
	"ja": "出典は英語で要約されています。",
	"zh": "来源以英文摘要呈现。",
	"de": "Die Quellen sind auf Englisch zusammengefasst.",
	"es": "Las fuentes están resumidas en inglés.",
	"fr": "Les sources sont résumées en anglais.",
	"it": "Le fonti sono riassunte in inglese.",
	"pt": "As fontes estão resumidas em inglês.",
	"pl": "Źródła są streszczone po angielsku.",
}

// declined says why there is no answer, and what is near.
func declined(ans answer.Answer) string {
	line := "The sources do not cover this."
	if ans.Reason == answer.Empty {
		return "There is nothing to look for in the question."
	}
	var labels []string
	for _, id := range ans.Nearby {
		if t, ok := topic.Find(id); ok {
			labels = append(labels, t.Label)
		}
	}
	if len(labels) > 0 {
		line += " Topics near it: " + strings.Join(labels, ", ") + "."
	}
	return line
}

// closest says why the quotes below are no plain answer.
func closest(ans answer.Answer) string {
	if ans.Reason == answer.UnknownName {
		return "The question names something that no source found names. The closest passages:"
	}
	return "No source says this directly. The closest passages:"
}

// differences say how claims differ, and stands what they answer.
var (
	differences = map[answer.Difference]string{
		answer.SourcesDiffer:    "Sources differ",
		answer.ChangedOverTime:  "This changed over time",
		answer.ChangedAndDiffer: "This changed over time, and sources differ for the same time",
		answer.DayApart:         "The dates are a day apart; time zones may account for that",
	}
	stands = map[answer.Says]string{answer.Yes: "yes: ", answer.No: "no: ", answer.Asked: "asked for: "}
)

// disputes prints the claims that differ, in order of time.
func (p page) disputes(ans answer.Answer) {
	for _, d := range ans.Differ {
		p.lines("", differences[d.Kind]+" ("+d.About+"):", bold)
		for _, c := range d.Claims {
			a := c.Article
			line := stands[c.Says] + c.Value
			switch {
			case d.About == answer.AboutDate: // the value itself, with its year
				line += " (" + c.AsOf.Words() + ")"
			case c.AsOf.IsZero():
				line += ", undated"
			default:
				line += ", as of " + c.AsOf.Words()
			}
			if c.By != "" {
				line += ", claimed by " + c.By
			}
			p.lines("  ", fmt.Sprintf("%s: [%d] %s", line, c.Source, a.Label()), plain)
			p.lines("      ", corpus.Cite(corpus.CiteText, a), dim)
		}
		fmt.Fprintln(p.w)
	}
}

// sides says where all quotes carry the view of one side and whose is missing.
func (p page) sides(ans answer.Answer) {
	if ans.OneSided == "" {
		return
	}
	var others []string
	for _, s := range ans.Others {
		others = append(others, s.Words()+" (stance:"+string(s)+")")
	}
	p.lines("", "All of these carry one view: "+ans.OneSided.Words()+". Other sources on this: "+strings.Join(others, ", ")+".", plain)
	fmt.Fprintln(p.w)
}
