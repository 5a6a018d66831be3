package answer

// The parts of the question's subject that the best quote's passage must hold.
const (
	answeredShare = 0.6
	closestShare  = 0.3
)

// judge sets outcome, reason and confidence.
func (a *Answer) judge(q *question, ranked []candidate) {
	best := ranked[0].features
	a.Confidence = best.passage
	switch {
	case a.Confidence >= answeredShare:
		a.Outcome = Answered
	case a.Confidence >= closestShare:
		a.Outcome, a.Reason = Closest, WeakMatch
	default:
		a.Outcome, a.Reason = Declined, OffTopic
	}
}
