package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"cleannet/index"
	"cleannet/index/query"
)

// searchDepth is how many passages are looked at for quotes and claims.
const searchDepth = 50

// Ask searches s for a question and composes the answer. The error is that of
// the search; a question that the sources do not cover is no error.
//
// A question in another language than English is asked with its names and
// known words in English, too, as that is what most texts are in; Language then
// tells it.
func Ask(ctx context.Context, s *index.Snapshot, text string) (Answer, error) {
	if !strings.ContainsFunc(query.Parse(text).Text(), wordRune) {
		return Answer{Question: text, Outcome: Declined, Reason: Empty}, nil
	}
	r, lang, err := ask(ctx, s, text)
	if err != nil {
		return Answer{}, err
	}
	a := r.compose(model())
	if len(a.Quotes) > 0 && lang != "" && a.Quotes[0].Article.Lang != lang {
		a.Language = lang
	}
	return a, nil
}

// Search searches for a query as Ask does: one in another language than English
// is looked for with its names and known words in English where the best passage
// is not in its language. The result then tells the query in English.
func Search(ctx context.Context, s *index.Snapshot, q query.Query, limit int) (*index.Result, error) {
	words, lang := english(q.Text(), s.Entities())
	return search(ctx, s, q, words, lang, limit)
}

// ask searches for a question and reads what is found; lang is the question's
// language where that is not English.
func ask(ctx context.Context, s *index.Snapshot, text string) (*reply, string, error) {
	q := query.Parse(text)
	q.Words = plainly(q.Words, s.Entities())
	words, lang := english(q.Text(), s.Entities())
	asked := readQuestion(words, s.Entities())
	if r, err := askSide(ctx, s, q, asked); r != nil || err != nil {
		return r.typed(text), lang, err
	}
	if r, err := askImplied(ctx, s, q, words, lang); r != nil || err != nil {
		return r.typed(text), lang, err
	}
	res, err := searchAsked(ctx, s, q, words, lang)
	if err != nil {
		return nil, "", fmt.Errorf("ask: %w", err)
	}
	if len(res.Corrections) > 0 {
		return readReply(text, words, s.Entities(), res), lang, nil
	}
	return readHits(text, asked, res), lang, nil
}

// askImplied asks with the name of what the sources are about, where a question
// leaves it out and a passage has it; it returns nil otherwise.
func askImplied(ctx context.Context, s *index.Snapshot, q query.Query, words, lang string) (*reply, error) {
	full := imply(words, s.Entities())
	if full == words {
		return nil, nil
	}
	if lang == "" {
		q.Words = append(slices.Clone(q.Words), strings.Fields(subjectName)...)
	}
	res, err := searchAsked(ctx, s, q, full, lang)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	if !slices.ContainsFunc(res.Hits, namesSubject) {
		return nil, nil
	}
	return readReply("", full, s.Entities(), res), nil
}

// fewest is how many passages of a topic are enough to answer from it alone.
const fewest = 3

// askSide asks those sources alone whose stance or foremost topic it is, where a question is what China's
// government or critics say of the programme and of nothing more: their words
// are not those of the question, and those of others are. It returns nil for any
// other question, and where there are few such sources.
func askSide(ctx context.Context, s *index.Snapshot, q query.Query, asked *question) (*reply, error) {
	if !asked.atLarge || !q.Filters.IsZero() {
		return nil, nil
	}
	words := subjectName
	if asked.reacts == chinaTopic {
		words = "China " + subjectName
	}
	q.Words, q.Phrases, q.Filters.Topic = strings.Fields(words), nil, []string{asked.reacts}
	res, err := s.Search(ctx, q, searchDepth)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	res.Hits = slices.DeleteFunc(res.Hits, func(h index.Hit) bool { return asked.gives(h.Passage.Article) < 1 })
	if len(res.Hits) < fewest || !slices.ContainsFunc(res.Hits, namesSubject) {
		return nil, nil
	}
	subject := readQuestion(words, s.Entities())
	subject.reacts = asked.reacts
	return readHits("", subject, res), nil
}

// askedDepth is how many passages of asks are looked at, the most that the search gives
// a probability, and maxReached of how many of those the passages are looked at that the
// search does not find by their own words.
const (
	askedDepth = 30
	maxReached = 10
)

// searchAsked is search for a question, with the sentences that it asks for by
// their articles' asks.
func searchAsked(ctx context.Context, s *index.Snapshot, q query.Query, words, lang string) (*index.Result, error) {
	res, err := search(ctx, s, q, words, lang, searchDepth)
	if err != nil {
		return nil, err
	}
	if lang != "" {
		q = inEnglish(q, words)
	}
	if res.Asked, err = s.Asked(ctx, q, askedDepth); err != nil {
		return nil, err
	}
	res.Hits = append(res.Hits, s.Reached(res.Asked[:min(maxReached, len(res.Asked))], res.Hits)...)
	return res, nil
}

// search asks in the words of the question where the best passage is in its
// language, else in English.
func search(ctx context.Context, s *index.Snapshot, q query.Query, words, lang string, limit int) (*index.Result, error) {
	res, err := s.Search(ctx, q, limit)
	if err != nil || lang == "" || len(res.Hits) > 0 && sameLang(res.Hits[0].Passage.Article.Lang, lang) {
		return res, err
	}
	return s.Search(ctx, inEnglish(q, words), limit)
}

// inEnglish is the query in the words that english gives for it.
func inEnglish(q query.Query, words string) query.Query {
	e := query.Parse(words)
	e.Without, e.Filters = q.Without, q.Filters
	return e
}

// sameLang compares the first parts of two BCP 47 tags.
func sameLang(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return a == b
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
