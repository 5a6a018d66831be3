package answer_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"cleannet/index/answer"
)

func TestModel(t *testing.T) {
	m := answer.DefaultModel()
	if len(m.Sentence) != len(answer.Features) || len(m.Support) != len(answer.EvidenceNames) || len(m.Truth) != len(answer.EvidenceNames) {
		t.Errorf("%d, %d and %d weights, want %d and twice %d", len(m.Sentence), len(m.Support), len(m.Truth), len(answer.Features), len(answer.EvidenceNames))
	}
}

func TestReadModelRefuses(t *testing.T) {
	data, err := os.ReadFile("weights.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*answer.File){
		"no weight for":      func(f *answer.File) { delete(f.Sentence, "title") },
		"weight for unknown": func(f *answer.File) { f.Support["mood"] = 1 },
		"answered_from":      func(f *answer.File) { f.Outcome["answered_from"] = 0 },
	} {
		var f answer.File
		if err := json.Unmarshal(data, &f); err != nil {
			t.Fatal(err)
		}
		change(&f)
		changed, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := answer.ReadModel(changed); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := answer.ReadModel([]byte("{")); err == nil {
		t.Error("half a file is read without an error")
	}
}
