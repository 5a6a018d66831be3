package answer_test

import "testing"

func BenchmarkAsk(b *testing.B) {
	snapshot(b)
	for b.Loop() {
		ask(b, "how many countries are in the Clean Network?")
	}
}
