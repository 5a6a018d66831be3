// Package eval measures the search and the answers on judged questions.
//
// What is measured is what people get: a set is indexed as articles are
// indexed, its queries are asked as /search and /ask ask them. The metrics are
// computed here, held against runs computed by hand, and the run can be
// written for anyone's evaluator to check.
package eval
