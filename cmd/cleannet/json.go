package main

import (
	"cleannet/corpus"
	"cleannet/index"
	"cleannet/index/answer"
)

// The types below are the contract of --json; fields are only ever added.
// Offsets count bytes of the article's text, half-open. Lists are never null.
type (
	jsonAnswer struct {
		Question    string           `json:"question"`
		Outcome     answer.Outcome   `json:"outcome"`
		Reason      answer.Reason    `json:"reason"` // "" where the outcome is answered
		Confidence  float64          `json:"confidence"`
		Quotes      []jsonQuote      `json:"quotes"`
		Sources     []jsonSource     `json:"sources"`
		Differ      []jsonDispute    `json:"differ"`
		Corrections []jsonCorrection `json:"corrections"`
		Nearby      []string         `json:"nearby"`
		FollowUps   []string         `json:"follow_ups"`
		Language    string           `json:"language"`  // of the question, where the quotes are in another
		OneSided    corpus.Stance    `json:"one_sided"` // "" where it is not
		Others      []corpus.Stance  `json:"others"`
	}
	jsonResult struct {
		Question    string           `json:"question"`
		Outcome     answer.Outcome   `json:"outcome"`
		Reason      answer.Reason    `json:"reason"`
		Total       int              `json:"total"`
		Undated     int              `json:"undated"` // sources that a date filter left out
		Hits        []jsonQuote      `json:"hits"`
		Sources     []jsonSource     `json:"sources"`
		Corrections []jsonCorrection `json:"corrections"`
	}
	jsonQuote struct {
		Source    int      `json:"source"`
		Article   string   `json:"article"`
		Start     int      `json:"start"`
		End       int      `json:"end"`
		Text      string   `json:"text"`
		Marks     [][2]int `json:"marks"`
		Candidate [][2]int `json:"candidate"` // the number, date or name asked for
		Passage   jsonSpan `json:"passage"`
		Score     float64  `json:"score"`
	}
	jsonSpan struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	jsonSource struct {
		N         int           `json:"n"`
		ID        string        `json:"id"`
		Title     string        `json:"title"`
		Publisher string        `json:"publisher"`
		Published string        `json:"published"` // "" where it is not known
		URL       string        `json:"url"`
		Kind      corpus.Kind   `json:"kind"`
		Stance    corpus.Stance `json:"stance"`
		Lang      string        `json:"lang"`
		Basis     corpus.Basis  `json:"basis"`
		Citation  string        `json:"citation"`
	}
	jsonDispute struct {
		About  string            `json:"about"`
		Kind   answer.Difference `json:"kind"` // how the claims differ
		Claims []jsonClaim       `json:"claims"`
	}
	jsonClaim struct {
		Value   string      `json:"value"`
		Says    answer.Says `json:"says,omitempty"` // yes, no or asked
		By      string      `json:"by,omitempty"`   // who claims it, if not the source itself
		AsOf    string      `json:"as_of"`
		Source  int         `json:"source"`
		Article string      `json:"article"`
		Start   int         `json:"start"`
		End     int         `json:"end"`
	}
	jsonCorrection struct {
		Typed string `json:"typed"`
		Used  string `json:"used"`
	}
)

func answerJSON(ans answer.Answer) jsonAnswer {
	out := jsonAnswer{Question: ans.Question, Outcome: ans.Outcome, Reason: ans.Reason, Confidence: ans.Confidence,
		Quotes: []jsonQuote{}, Sources: sourcesJSON(ans.Sources), Differ: []jsonDispute{}, Corrections: correctionsJSON(ans.Corrections),
		Nearby: list(ans.Nearby), FollowUps: list(ans.FollowUps), Language: ans.Language, OneSided: ans.OneSided, Others: list(ans.Others)}
	for _, q := range ans.Quotes {
		out.Quotes = append(out.Quotes, jsonQuote{Source: q.Source, Article: q.Article.ID, Start: q.Span.Start, End: q.Span.End,
			Text: q.Text(), Marks: spansJSON(q.Marks), Candidate: spansJSON(q.Candidate),
			Passage: jsonSpan{q.Passage.Start, q.Passage.End}, Score: q.Score})
	}
	for _, d := range ans.Differ {
		claims := []jsonClaim{}
		for _, c := range d.Claims {
			claims = append(claims, jsonClaim{c.Value, c.Says, c.By, c.AsOf.String(), c.Source, c.Article.ID, c.Span.Start, c.Span.End})
		}
		out.Differ = append(out.Differ, jsonDispute{d.About, d.Kind, claims})
	}
	return out
}

func resultJSON(text string, res *index.Result) jsonResult {
	sources, number := resultSources(res.Hits)
	out := jsonResult{Question: text, Outcome: answer.Answered, Total: res.Total, Undated: res.Undated, Hits: []jsonQuote{},
		Sources: sourcesJSON(sources), Corrections: correctionsJSON(res.Corrections)}
	if len(res.Hits) == 0 {
		out.Outcome, out.Reason = answer.Declined, answer.NoMatch
	}
	for _, h := range res.Hits {
		s := h.Passage.Span
		out.Hits = append(out.Hits, jsonQuote{Source: number[h.Passage.Article], Article: h.Passage.Article.ID, Start: s.Start, End: s.End,
			Text: h.Passage.Text(), Marks: spansJSON(h.Marks), Candidate: [][2]int{}, Passage: jsonSpan{s.Start, s.End}, Score: h.Score})
	}
	return out
}

func sourcesJSON(sources []answer.Source) []jsonSource {
	out := []jsonSource{}
	for _, s := range sources {
		out = append(out, sourceJSON(s.N, s.Article))
	}
	return out
}

func sourceJSON(n int, art *corpus.Article) jsonSource {
	return jsonSource{N: n, ID: art.ID, Title: art.Title, Publisher: art.Publisher, Published: art.Published.String(), URL: art.URL,
		Kind: art.Kind, Stance: art.Stance, Lang: art.Lang, Basis: art.Basis, Citation: corpus.Cite(corpus.CiteText, art)}
}

func correctionsJSON(cs []index.Correction) []jsonCorrection {
	out := []jsonCorrection{}
	for _, c := range cs {
		out = append(out, jsonCorrection(c))
	}
	return out
}

func spansJSON(spans []corpus.Span) [][2]int {
	out := [][2]int{}
	for _, s := range spans {
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}

// list returns l, never nil, so that JSON has [] and not null.
func list[T any](l []T) []T { return append([]T{}, l...) }
