// Package rank holds what orders passages and sentences: question types, the
// features of a passage and of a sentence for a question, and linear models
// over them whose weights are a data file (weights.json) with its provenance,
// fitted by cmd/cleannet-train.
//
// It is a leaf: it knows words as indices of the query's terms, not how they
// are indexed. Features are deterministic functions of a [Question] and a
// [Passage]; a model is immutable and safe for concurrent use.
package rank
