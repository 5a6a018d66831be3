package bot

import (
	"fmt"
	"testing"
)

func TestMemo(t *testing.T) {
	var m memo[int]
	if _, ok := m.get(0, "a"); ok {
		t.Error("an empty memo has a value")
	}
	m.put(1, "a", 7, 3)
	if v, ok := m.get(1, "a"); v != 7 || !ok {
		t.Errorf("get = %d, %v; want 7", v, ok)
	}
	if _, ok := m.get(2, "a"); ok {
		t.Error("a value of another generation was returned")
	}
	m.put(2, "b", 8, 3)
	if _, ok := m.get(1, "a"); ok {
		t.Error("a value of an older generation was kept")
	}
	for i := range 100 {
		m.put(2, fmt.Sprint(i), i, 3)
		if len(m.values) > 3 {
			t.Fatalf("%d values, at most 3", len(m.values))
		}
	}
}
