package index

import (
	"fmt"
	"testing"
)

// TestVocabulary holds that a text has one number, whatever was added since.
func TestVocabulary(t *testing.T) {
	var v vocabulary
	if _, known := v.id("0"); known {
		t.Error("an empty vocabulary knows a text")
	}
	const n = 10 * firstSlots
	for range 2 {
		for i := range uint32(n) {
			if id := v.add(fmt.Sprint(i)); id != i {
				t.Fatalf("text %d has the number %d", i, id)
			}
		}
	}
	for i := range uint32(n) {
		a, known := v.id(fmt.Sprint(i))
		b, same := v.idOf(fmt.Append(nil, i))
		if a != i || b != i || !known || !same {
			t.Errorf("text %d is found as %d and %d", i, a, b)
		}
	}
	if _, known := v.id(""); known {
		t.Error("the empty text is known")
	}
}
