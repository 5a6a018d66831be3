package answer

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

//go:embed weights.json
var weightsFile []byte

// A Model holds what is fitted: see cmd/cleannet-train -answers.
type Model struct {
	Sentence []float64 // by Features
	Subject  []float64 // by EvidenceNames: whether the question is on what the sources are about
	Support  []float64 // by EvidenceNames: whether they answer it, where it is
	Truth    []float64 // by EvidenceNames
	// Where the probability by Subject is under OnSubject, the question is declined.
	// It is answered where the product of that and of the one by Support is at least
	// Answered.
	OnSubject, Answered float64
}

// A File is weights.json: the weights by name, and where they come from.
type File struct {
	Provenance map[string]string  `json:"provenance"`
	Sentence   map[string]float64 `json:"sentence"`
	Subject    map[string]float64 `json:"subject"`
	Support    map[string]float64 `json:"support"`
	Truth      map[string]float64 `json:"truth"`
	Outcome    map[string]float64 `json:"outcome"`
}

// model is the one that is built in, read once. A test holds that the file is
// whole; a damaged one would be a programming error.
var model = sync.OnceValue(func() *Model {
	m, err := ReadModel(weightsFile)
	if err != nil {
		panic(err)
	}
	return m
})

// DefaultModel returns the weights that are built in.
func DefaultModel() *Model { return model() }

// ReadModel reads a File. Every feature must have its weight and every weight
// its feature, so that a change of either is noticed.
func ReadModel(data []byte) (*Model, error) {
	var f File
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("read answer weights: %w", err)
	}
	var m Model
	for _, part := range []struct {
		to    *[]float64
		name  string
		from  map[string]float64
		names []string
	}{{&m.Sentence, "sentence", f.Sentence, Features}, {&m.Subject, "subject", f.Subject, EvidenceNames},
		{&m.Support, "support", f.Support, EvidenceNames}, {&m.Truth, "truth", f.Truth, EvidenceNames}} {
		v := make([]float64, len(part.names))
		for i, n := range part.names {
			w, ok := part.from[n]
			if !ok {
				return nil, fmt.Errorf("read answer weights: %s: no weight for %q", part.name, n)
			}
			v[i] = w
		}
		for n := range part.from {
			if !slices.Contains(part.names, n) {
				return nil, fmt.Errorf("read answer weights: %s: weight for unknown %q", part.name, n)
			}
		}
		*part.to = v
	}
	m.OnSubject, m.Answered = f.Outcome["on_subject_from"], f.Outcome["answered_from"]
	if m.OnSubject <= 0 || m.OnSubject >= 1 || m.Answered <= 0 || m.Answered >= 1 {
		return nil, fmt.Errorf("read answer weights: outcome: on_subject_from %g, answered_from %g", m.OnSubject, m.Answered)
	}
	return &m, nil
}
