package rank

import "slices"

// Covers appends how much of each term each sentence of p holds, after [Model.Best]
// has read p: len(q.Terms) numbers a sentence, in 255ths, 255 where it holds the
// term itself and less where the word that is most like it does.
func (q *Question) Covers(p *Passage, out []uint8) []uint8 {
	n, from := len(q.Terms), len(out)
	out = slices.Grow(out, n*len(p.Ends))[:from+n*len(p.Ends)]
	covers := out[from:]
	clear(covers)
	sentence := 0
	for _, l := range p.likes {
		for l.at >= p.Ends[sentence] {
			sentence++
		}
		at := &covers[sentence*n+int(l.term)]
		*at = max(*at, uint8(l.likeness*255+0.5))
	}
	return out
}
