package rank

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

//go:embed weights.json
var weights []byte

// A Model ranks passages and sentences and tells how sure it is.
type Model struct {
	Passage     []float64 // by PassageFeatures
	Sentence    []float64 // by SentenceFeatures: what the passage model reads of its best sentence
	Both        []float64 // by SentenceFeatures: of a sentence whose passage's score is known
	FromPassage float64   // what the passage's score adds to that
	Confidence  []float64 // by ConfidenceFeatures
	Terms       map[string]float64
}

// A File is weights.json: the weights by name, and where they come from.
type File struct {
	Provenance map[string]string  `json:"provenance"`
	Passage    map[string]float64 `json:"passage"`
	Sentence   map[string]float64 `json:"sentence"`
	Both       map[string]float64 `json:"both"`
	Confidence map[string]float64 `json:"confidence"`
	// Terms is what a stem's IDF counts in the features, of 1 for one that is
	// not there: words that questions use and answers do not weigh less.
	Terms map[string]float64 `json:"terms"`
}

// Default returns the model that is built in. The error says which weight is
// missing or unknown.
func Default() (*Model, error) { return Read(weights) }

// Read reads a File. Every feature must have its weight and every weight its
// feature, so that a change of either is noticed.
func Read(data []byte) (*Model, error) {
	var f File
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	var m Model
	both, err := vector("both", f.Both, BothFeatures())
	if err != nil {
		return nil, err
	}
	m.Both, m.FromPassage = both[:len(SentenceFeatures)], both[len(SentenceFeatures)]
	if m.Passage, err = vector("passage", f.Passage, PassageFeatures); err != nil {
		return nil, err
	}
	if m.Sentence, err = vector("sentence", f.Sentence, SentenceFeatures); err != nil {
		return nil, err
	}
	m.Terms = f.Terms
	m.Confidence, err = vector("confidence", f.Confidence, ConfidenceFeatures)
	return &m, err
}

// BothFeatures names what a sentence is ranked by: its features, then the score
// of its passage.
func BothFeatures() []string { return append(slices.Clone(SentenceFeatures), "passage") }

func vector(model string, byName map[string]float64, names []string) ([]float64, error) {
	v := make([]float64, len(names))
	for i, n := range names {
		w, ok := byName[n]
		if !ok {
			return nil, fmt.Errorf("read weights: %s: no weight for %q", model, n)
		}
		v[i] = w
	}
	for n := range byName {
		if !slices.Contains(names, n) {
			return nil, fmt.Errorf("read weights: %s: weight for unknown %q", model, n)
		}
	}
	return v, nil
}

// TermWeight returns what the IDF of an English stem counts in the features.
func (m *Model) TermWeight(stem string) float64 {
	if w, ok := m.Terms[stem]; ok {
		return w
	}
	return 1
}

// Dot returns the inner product of weights and features, summed in order.
func Dot(w, v []float64) float64 {
	sum := 0.0
	for i := range w {
		sum += float64(w[i] * v[i])
	}
	return sum
}

// ConfidenceFeatures names what the confidence is made from, in the order in
// which [Confidence] fills it.
var ConfidenceFeatures = []string{
	"bias",           // 1
	"passage",        // score of the best passage
	"margin",         // its lead over the next, at most 3
	"stem_share",     // the best passage's features of these names
	"article_share",  //
	"cover",          //
	"cover_title",    //
	"cover_art",      //
	"named_title",    //
	"run",            //
	"cover_rare",     //
	"exact",          //
	"top_missing",    //
	"best1",          //
	"sentence",       // score of the best sentence
	"probability",    // the share of it among all sentences
	"sentence_cover", // the best sentence's features
	"sentence_title", //
	"sentence_akin",  //
	"words",          // log of the number of words that carry meaning
}

// A Finding is what a search found, for the confidence in it.
type Finding struct {
	Passage       []float64 // features of the best passage
	Score, Margin float64
	Sentence      []float64 // features of the best sentence, nil for none
	SentenceScore float64
	Probability   float64
	Terms         int // of the question
}

// Confidence fills v, of the length of ConfidenceFeatures.
func (f Finding) Confidence(v []float64) {
	of := func(names []string, v []float64, name string) float64 {
		if v == nil {
			return 0
		}
		return v[slices.Index(names, name)]
	}
	to := filler{v: v}
	to.put(1)
	to.put(f.Score)
	to.put(min(f.Margin, 3))
	for _, name := range []string{"stem_share", "article_share", "cover", "cover_title", "cover_art",
		"named_title", "run", "cover_rare", "exact", "top_missing", "best1"} {
		to.put(of(PassageFeatures, f.Passage, name))
	}
	to.put(f.SentenceScore)
	to.put(f.Probability)
	for _, name := range []string{"cover", "with_title", "akin"} {
		to.put(of(SentenceFeatures, f.Sentence, name))
	}
	to.put(logLen(f.Terms))
	to.done()
}

// Sigmoid maps a score to a probability.
func Sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Best fills the sentence scores of p without its passage's part and returns
// the highest by the weights that know no passage: what the passage model reads.
func (m *Model) Best(q *Question, p *Passage, scores []float64, buf []float64) ([]float64, float64) {
	q.scan(p)
	best := math.Inf(-1)
	scores = scores[:0]
	for i := range p.sent {
		q.Sentence(p, i, buf)
		scores = append(scores, Dot(m.Both, buf))
		best = max(best, Dot(m.Sentence, buf))
	}
	if len(scores) == 0 {
		best = 0
	}
	return scores, best
}
