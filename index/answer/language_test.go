package answer

import "testing"

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
