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
	words, lang := english(q.Text(), s.Entities())
	if full := imply(words, s.Entities()); full != words {
		implied := q
		if lang == "" {
			implied.Words = append(slices.Clone(q.Words), strings.Fields(subjectName)...)
		}
		res, err := search(ctx, s, implied, full, lang, searchDepth)
		if err != nil {
			return nil, "", fmt.Errorf("ask: %w", err)
		}
		if slices.ContainsFunc(res.Hits, namesSubject) {
			return readReply(text, full, s.Entities(), res), lang, nil
		}
	}
	res, err := search(ctx, s, q, words, lang, searchDepth)
	if err != nil {
		return nil, "", fmt.Errorf("ask: %w", err)
	}
	return readReply(text, words, s.Entities(), res), lang, nil
}

// search asks in the words of the question where the best passage is in its
// language, else in English.
func search(ctx context.Context, s *index.Snapshot, q query.Query, words, lang string, limit int) (*index.Result, error) {
	res, err := s.Search(ctx, q, limit)
	if err != nil || lang == "" || len(res.Hits) > 0 && sameLang(res.Hits[0].Passage.Article.Lang, lang) {
		return res, err
	}
	inEnglish := query.Parse(words)
	inEnglish.Without, inEnglish.Filters = q.Without, q.Filters
	return s.Search(ctx, inEnglish, limit)
}

// sameLang compares the first parts of two BCP 47 tags.
func sameLang(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return a == b
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
