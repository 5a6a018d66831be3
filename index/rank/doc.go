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
// of the best one beside the passage's own features; sentences are then ranked by
// weights of their own beside their passage's score. The confidence is a logistic
// over what was found.
//
// # What was tried
//
// nDCG@10 on squad11dev, by folds of articles unless said otherwise; the figures
// as they stand, with what each feature earns, are in
// index/eval/testdata/golden/ranking.txt.
//
// What helped:
//
//   - A number beside what a question wants counted ("how many turnovers"): squad11dev
//     .9212 to .9223, recall@1 .8575 to .8602 (six variants, of which word
//     is counted, how far and on which side, gained .0020 to .0025 on these same folds), squad2dev .8853 to .8867, newwiki .8663 to .8670;
//     never fitted on: WikiQA .5895 to .5934. "third" counts nothing: within .0002.
//   - Words that are used alike (package kindred: 32,000 stems, at most 30 each, by
//     GloVe's vectors): how much the word of a passage nearest to a missing one is
//     like it. squad11dev .918 to .921, recall@1 .853 to .857; squad2dev .932 to .935,
//     its sentences' recall@3 .910 to .915; newwiki .920 to .924; scifact .712 to .716;
//     sets never fitted on: TREC QA .690 to .712, WikiQA .579 to .590, XQuAD en .981 to
//     .983. 25,000 or 40,000 stems, 20 or 60 each, and nought at a cosine of 0, .2 or
//     .3 differ by .001 at most; without the three directions taken out -.001.
//   - "In welchem Jahr", "qué ciudad" and other questions of German and Spanish read
//     by type, with their numbers, months and units: XQuAD de .953 to .955, es the same. Parts of German
//     compounds as kin: .955 to .958.
//   - Queries of several sentences are descriptions: the first stage's order stands,
//     the best words of the best articles are looked for, too, and the candidates like
//     a passage speak for it. CISI .404 to .435,
//     newwiki and SciFact within .0005; package index has how that was chosen.
//   - The best articles weighed by the sixth power of their score in place of the
//     square, 10 of them, 30 of their words and half of the weight, where it was 20,
//     10 and .3: descriptions made of training sets +.019, the mean of 13 kinds; CISI
//     +.003. Several questions for facts are none of them: made of four, +.2.
//   - Question words of German, Spanish and others are no terms, nor misspelt ones:
//     the sentences of XQuAD de at 3 .899 to .905, at 1 +.001, of es at 1 +.0025;
//     nDCG@10 de -.0006. A dash right behind a closed phrase („Model C“-Schulen)
//     excludes nothing: de .957 to .960.
//   - Fitting on every query, where it was 2,500 a set: +.0003, scifact +.001.
//   - BM25 with weights by hand (stems, forms, article, title): .885. The linear
//     models, with the features of the first version: .911.
//   - Kin: a missing word counts by how much of its first letters another one
//     shares, where before it counted whole above two thirds: +.002, squad2dev
//     +.003, newwiki +.002. Families of irregular forms, of nations and of numbers
//     with them: about +.001 on squad2dev, WikiQA +.005.
//   - The best 12, 25 and 50 words in a row, across the ends of sentences: +.0025,
//     scifact +.003. The widest earned nothing beside the others, and 25 nothing
//     beside the same with words that are alike.
//   - Words counted by how many passages of the article, and of the candidates,
//     lack them: the sentence's recall@1 +.004 on squad11dev, +.006 on squad2dev;
//     passages +.001. Articles of a few passages take the candidates' shares: TREC
//     QA +.005, WikiQA +.01.
//   - Pairs of the query's words, stop words too, side by side or within four
//     words: +.001, newwiki +.001, its sentences +.003.
//   - Leaving features out: of 102, 41 went, each of which lowered the loss in
//     training by less than half a thousandth of a nat. squad11dev +.001,
//     squad2dev +.001, sentences the same, scifact -.001.
//   - Sentences ranked by weights fitted beside the score of their passage, where
//     the two scores were only weighed before: recall@3 +.011 on squad11dev, +.005
//     on squad2dev and newwiki, recall@1 +.002, -.001 and +.003.
//   - Passages capped at 120 words: .898; at 200: .911; at 400 (every paragraph
//     whole): .911.
//   - For a row that was cut, teaching that only the part with the answer is
//     right: +.001, and +.01 on TREC QA, which is sentences.
//   - Weights of terms by how often answers hold a word that questions use
//     ("kind" .13, "happen" .16, "many" .24): +.001, sentences +.003.
//   - BM25 as a share of the most that the query can reach, and separate weights
//     for statements: +.001, newwiki +.003, WikiQA +.02 (samples of a third).
//   - Repeated words of a query counting as often as they stand: CISI .33 to .40
//     by BM25 on whole queries.
//   - The confidence fitted to "the best sentence answers" at once: AUROC .943;
//     fitted to "is of the collection" and then scaled to the former: .973.
//
// What did not:
//
//   - What shape answers to a question's noun have ("what city": names for 98 in 100,
//     "what term": small words for 62), learned from the training folds by stem, question
//     word and type: whether a sentence holds it and how near it stands, recall@1 of
//     squad11dev +.0002, squad2dev +.001, newwiki +.0008, SciFact -.003. Most sentences of
//     an article hold every shape.
//   - A name beside the noun asked for ("what city"), or any word: recall@1 -.0015.
//   - What the noun asked for, the first and last word, verbs by their endings and words
//     behind an article or beside another count apart: recall@1 -.0009, SciFact -.009,
//     for sentences alone +.0017 at 1 and 0 for passages.
//   - The heaviest common subsequence of question and sentence, by IDF: 0.
//   - Term weights of words in 5 questions, or drawn to the mean by 40 of them for 15, or
//     to words as rare: within .001. By their odds in wrong passages: -.005.
//   - BM25, windows and likeness with the IDF of the article or of the candidates: 0.
//   - The passage model reading all features of its best sentence, and the sentence model
//     fitted again to what ranks passages, once to four times: recall@1 of squad11dev
//     +.0005, squad2dev +.002, newwiki +.001, but SciFact -.005. The second-best
//     sentence's score: 0.
//   - Words alike by their cosine less how near both are to others (hubs): -.0015.
//   - The pull of words that are alike on what may be the answer, and what a passage
//     holds elsewhere where the sentence has nothing like it: 0, sentences -.001.
//   - WordNet's synonyms, derived forms and words above as kin, by how common their
//     senses are, where they are nearer than the vectors' (132,000 pairs): squad11dev
//     +.0005, newwiki +.0008, its sentences at 3 +.0014, recall@1 the same, TREC QA
//     -.004, for .4 MB more.
//   - All products of two of eleven features of passages: squad11dev the same,
//     squad2dev -.002, SciFact -.009.
//   - The logarithm of the sum of all sentences' odds in place of the best sentence:
//     squad11dev -.0007, squad2dev -.0007, SciFact -.002, XQuAD de +.002.
//   - No statements among what is learnt: SciFact -.008, the others +.0003.
//   - Sentences of the training sets asked for the other paragraphs of their article,
//     as more statements to learn from: recall@1 of squad11dev +.0018 and of squad2dev
//     +.0027, but SciFact -.01, CISI -.001; without the features of statements 0.
//   - The first stage's share for statements alone, and times how common their words
//     are: squad11dev -.0007, SciFact -.002, CISI +.004.
//   - For descriptions: a part of the model's score beside the first stage's; pairs of
//     words; kindred words: 0 or less. On 13 kinds of made ones, the mean beside the
//     feedback of then: words weighed by how well the passages that hold them match
//     the rest -.004 to -.010; cosine, a language model's score (Jelinek and Mercer)
//     and the share of the words that match +.001 to +.005, but -.005, -.004 and -.003
//     beside the feedback that is there now; the weight of idf raised by .3 +.002, and
//     -.001; k1 of 2 -.003, of .9 and b of .5 or .9 +-.001 (on 11); each sentence's own
//     score 0; titles in the likeness +.001, in the feedback -.001; feedback in two
//     rounds -.001; words of which several of the best articles speak preferred -.010.
//     Repeats to the power of .7 +.003, but CISI -.005.
//   - Boosted trees over the same features (150 of 15 leaves, scikit-learn): +.001
//     to +.0015. What is missing is knowledge of words, not another model: of 40
//     wrong rankings read, most paraphrase ("spend", "expenditure").
//   - Words learned from training that stand for a missing one ("percentage",
//     "percent"; 25,000 pairs by their excess over the other candidates): -.002 on
//     the SQuAD sets, newwiki +.0005, TREC QA +.005. Most pairs are of a topic, not of
//     the language; 17,000 questions are too few.
//   - Kernels of position around what may be the answer, across sentences: 0, with
//     newwiki's sentences +.003 and squad2dev's -.003.
//   - A candidate's pull from both sides together: 0.
//   - Stop words weighed by their rarity: 0.
//   - Looking at 50 passages closely in place of 30: +.001, squad2dev +.0006, for
//     two thirds more work. The first 30 hold a relevant one for .9835 of the
//     queries, the first 50 for .9925.
//   - Fitting on passages of 50 words as well: TREC QA +.013, WikiQA +.006,
//     newwiki -.003. Not kept.
package rank
