package answer

import (
	"testing"
)

// TestFirstWord holds that the capital of a question's first word makes no name
// of it, however many bytes that letter has.
func TestFirstWord(t *testing.T) {
	for question, want := range map[string]string{
		"Élysée interdit Huawei?": "ban Huawei",
		"Wurde Huawei verboten?":  "Huawei ban",
		"Wurde Élysée verboten?":  "Élysée ban",
	} {
		if got, _ := english(question, nil); got != want {
			t.Errorf("%s is asked as %q, want %q", question, got, want)
		}
	}
}

// TestDefined holds that what something is is asked so in English, too.
func TestDefined(t *testing.T) {
	find := lookup(t)
	for question, want := range map[string]string{
		"클린 네트워크가 뭐야?":               "what is Clean Network",
		"Was ist das Clean Network?": "what is Clean Network",
		"클린 네트워크 국가가 뭐야?":            "Clean Network country what",
	} {
		if got, _ := english(question, find); got != want {
			t.Errorf("%s is asked as %q, want %q", question, got, want)
		}
	}
}
