// Package rank holds what orders passages and sentences: question types, the
// features of a passage and of a sentence for a question, and linear models
// over them whose weights are a data file (weights.json) with its provenance,
// fitted by cmd/cleannet-train.
//
// It is a leaf: it knows words as indices of the query's terms, not how they
// are indexed. Features are deterministic functions of a [Question] and a
// [Passage]; a model is immutable and safe for concurrent use.
//
// # How it works
//
// One pass over a passage finds for each sentence which of the query's words it
// holds, how near they stand to each other and to what may be the answer. The
// sentence model (ListNet over all sentences of the first passages, fitted to
// those that hold an answer) scores sentences; the passage model reads the score
// of the best one beside the passage's own features; the passage's score then
// counts for its sentences. The confidence is a logistic over what was found.
//
// # What was tried
//
// nDCG@10 on squad11dev, by folds of articles unless said otherwise; the figures
// as they stand are in index/eval/testdata/golden/ranking.txt.
//
//   - BM25 with weights by hand (stems, forms, article, title): .885. The linear
//     models: .911.
//   - Passages capped at 120 words: .898; at 200: .911; at 400 (every paragraph
//     whole): .911.
//   - For a row that was cut, teaching that only the part with the answer is
//     right: +.001, and +.01 on TREC QA, which is sentences.
//   - Fitting on passages of 50 words as well: TREC QA +.013, WikiQA +.006,
//     newwiki -.003. Not kept.
//   - Weights of terms by how often answers hold a word that questions use
//     ("kind" .13, "happen" .16, "many" .24): +.001, sentences +.003.
//   - BM25 as a share of the most that the query can reach and of the best
//     candidate's, and separate weights for statements: +.001, newwiki +.003,
//     WikiQA +.02 (samples of a third).
//   - Repeated words of a query counting as often as they stand: CISI .33 to .40
//     by BM25 on whole queries. Query texts are bounded, which costs CISI some of
//     that again; it stays below plain BM25 on whole queries.
//   - The confidence fitted to "the best sentence answers" at once: AUROC .943;
//     fitted to "is of the collection" and then scaled to the former: .973.
//   - Correcting misspelt stop words to stop words, and first letters: the loss
//     to a typo in every query .012 to .008 (911 queries), newwiki .026 to .018.
package rank
