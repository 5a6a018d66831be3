package rank

// Covers returns how much of each term each sentence of p holds, after [Model.Best]
// has read p: len(q.Terms) numbers a sentence, in 255ths, 255 where it holds the
// term itself and less where the word that is most like it does.
func (q *Question) Covers(p *Passage) []uint8 {
	n := len(q.Terms)
	out := make([]uint8, n*len(p.Ends))
	sentence := 0
	for _, l := range p.likes {
		for l.at >= p.Ends[sentence] {
			sentence++
		}
		at := &out[sentence*n+int(l.term)]
		*at = max(*at, uint8(l.likeness*255+0.5))
	}
	return out
}
