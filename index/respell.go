package index

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"cleannet/index/query"
)

// A slip is a word of the query that no text holds as it is typed, with what may
// be meant by its letters, likeliest first.
type slip struct {
	typed   string
	meant   []candidate
	opening bool // where a question has its question word
	name    bool // begins with a capital, or has a digit
	alone   bool // no other word of the query says what is meant
	group   int
}

// maxSlips bounds how many words of a query are spelt anew.
const maxSlips = 6

// A fix is what is looked for in place of a slip.
type fix struct {
	used  string
	also  []spelling // other spellings that may be meant
	told  bool       // sure enough to say so
	still bool       // a stop word
}

// A spelling is a word that is looked for beside another, at a lower weight.
type spelling struct {
	form   string
	weight float64
}

// How likely a spelling is, in nats: by its letters, by how many passages hold it
// and by the rest of the query. One typo in every query costs squad11dev .0025
// nDCG@10 and newwiki .0030 (1,500 queries each, three seeds) where the nearest
// and most frequent word alone cost .0044 and .0097; around these values the loss
// is flat.
const (
	priorWeight   = 0.5
	contextWeight = 5
	// stopCompany stands for the company of a stop word, which all words keep.
	stopCompany = 0.5
	// openingBonus is what a question word gains at the start of a query.
	openingBonus = 2
	// rivalMargin is how far behind the best another spelling is looked for, too.
	rivalMargin = 3
)

// understand plans q and runs the first stage. Where the query has words that no
// text holds, the words that it is sure of say which of the likely spellings are
// meant, and it is planned again with those.
func (s *Snapshot) understand(ctx context.Context, q query.Query, w *workspace) (*plan, error) {
	p := s.plan(q, nil)
	if err := s.firstStage(ctx, p, q, w); err != nil {
		return p, err
	}
	if len(p.slips) > 0 {
		fixes, err := s.settle(ctx, p, w)
		if err != nil {
			return p, err
		}
		if len(fixes) > 0 {
			w.clear()
			p = s.plan(q, fixes)
			if err := s.firstStage(ctx, p, q, w); err != nil {
				return p, err
			}
		}
	}
	if p.several {
		return p, s.feedback(ctx, p, w)
	}
	return p, nil
}

// settle decides what the slips of p mean.
func (s *Snapshot) settle(ctx context.Context, p *plan, w *workspace) (map[string]fix, error) {
	top := float32(0)
	for _, n := range w.touched {
		top = max(top, w.combined(s, n))
	}
	fixes := map[string]fix{}
	for _, sl := range p.slips {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		for i := range sl.meant {
			c := &sl.meant[i]
			if err := s.meet(p, c, w, top); err != nil {
				return nil, err
			}
			c.score += contextWeight * c.company
			if sl.opening && slices.Contains(questionWords, c.form) {
				c.score += openingBonus
			}
		}
		sl.meant = slices.DeleteFunc(sl.meant, func(c candidate) bool { return strings.Contains(c.form, " ") && !c.whole })
		if len(sl.meant) == 0 {
			continue
		}
		slices.SortFunc(sl.meant, likelier)
		sl.alone = len(p.groups) == len(p.slips)
		fixes[sl.typed] = decide(sl)
	}
	return fixes, nil
}

// questionWords are what questions begin with, or have after a preposition.
var questionWords = []string{"what", "which", "who", "whom", "whose", "when", "where", "why", "how", "is", "are", "was", "were", "do", "does", "did"}

// opening returns the question word that t, a word that texts hold, is a slip of
// where it begins a query: "wha is", "wat did". It is "" where it is none: t is no
// everyday word ("wheat is"), and rare.
func (s *Snapshot) opening(p *plan, t term) string {
	if len(p.words) > 0 || len(t.form) < 3 || len(t.form) > 6 || !t.known() || everyday(t.form) {
		return ""
	}
	for i, in := range t.in {
		if l := s.lexicons[i]; in.stem != noStem && float64(l.stems[in.stem].passages) > rareOpening*float64(l.passages)+1 {
			return ""
		}
	}
	best, cost := "", math.Inf(1)
	for _, word := range questionWords[:9] {
		if edits([]rune(t.form), []rune(word), 1) > 1 || !s.lookUp(word).stop() {
			continue
		}
		if c := slipCost([]rune(t.form), []rune(word)); c < cost {
			best, cost = word, c
		}
	}
	return best
}

// rareOpening is the share of passages up to which a word may be a misspelt
// question word.
const rareOpening = 0.005

// fillers are how people write to each other; where no text holds them, they say
// nothing of what is asked.
var fillers = strings.Fields("asap btw dude gonna gotta guy hello hey hmm idk imo ive kinda lol nope okay omg pls please sorry stuff thanks thx wanna whats whos yeah yep yes")

// combined is the first stage's score of passage n.
func (w *workspace) combined(s *Snapshot, n uint32) float32 {
	a := s.artOf[n]
	return w.cells[n].score + articleWeight*w.art[a] + titleWeight*w.title[a]
}

// meet fills in how well c goes with the rest of the query: the first stage's best
// score among the passages that hold c, of top, the best of all.
func (s *Snapshot) meet(p *plan, c *candidate, w *workspace, top float32) error {
	if c.stop {
		c.company = stopCompany
		return nil
	}
	best, at := float32(0), uint32(0)
	form, _, parted := strings.Cut(c.form, " ")
	for li, in := range s.lookUp(form).in {
		if in.stem == noStem {
			continue
		}
		l := s.lexicons[li]
		list, err := w.postings(l.lists, in.stem, stemField(l.lang))
		if err != nil {
			return err
		}
		if parted {
			list = list[:min(len(list), maxParted)]
		}
		for _, p := range list {
			if parted && !s.sideBySide(c, li, p.passage()) {
				continue
			}
			c.whole = c.whole || parted
			if x := w.combined(s, p.passage()); x > best {
				best, at = x, p.passage()
			}
		}
	}
	if best > 0 && top > 0 {
		c.company = float64(best / top)
		a := s.artOf[at]
		c.cover = p.covered(w.cells[at].has | w.artHas[a] | w.titleHas[a])
	}
	return nil
}

// covered returns which share of the idf of the words that carry meaning has
// holds; a word that no text holds counts as the rarest, and one that may be
// misspelt not at all.
func (p *plan) covered(has uint64) float64 {
	sum, held := 1e-9, 0.0
	for g := range p.groups {
		x := p.groups[g].idf
		if slices.ContainsFunc(p.slips, func(sl slip) bool { return sl.group == g }) {
			continue
		}
		sum += x
		if has&(1<<g) != 0 {
			held += x
		}
	}
	return held / sum
}

// decide makes a fix of a slip whose candidates stand in order.
func decide(sl slip) fix {
	best := sl.meant[0]
	f := fix{used: best.form, still: best.stop, told: sl.sure(best)}
	for _, c := range sl.meant[1:] {
		if strings.Contains(c.form, " ") {
			continue
		}
		if best.score-c.score < rivalMargin && !c.stop && len(f.also) < 2 {
			f.also = append(f.also, spelling{c.form, rivalWeight})
		}
	}
	return f
}

// sure reports whether c is meant beyond reasonable doubt, so that it may be
// told: a person who is told of a wrong one loses trust in the rest. Short words
// have neighbours by chance, and a name that no text holds is most often just
// that.
func (sl slip) sure(c candidate) bool {
	n := utf8.RuneCountInString(sl.typed)
	allowed := 3.5
	switch {
	case c.stop || c.kin || n <= 3:
		return false
	case sl.name:
		allowed = 4
	case n >= 8:
		allowed = 8
	case n >= 5:
		allowed = 6
	}
	if c.cost > allowed {
		return false
	}
	subject := n >= 5 && c.cost <= costVowel && (c.name || c.prior >= math.Log(subjectShare))
	return sl.alone || subject || c.whole || c.cover >= sureCover
}

// subjectShare is the share of passages from which on a word is what the corpus
// is about: then a likely slip of it is one, whatever else is asked.
const subjectShare = 0.02

// sureCover is the share of the rest of the query that some article with the
// spelling must hold.
const sureCover = 0.5

// What a corrected word counts, of one that stands as typed, and a rival of it.
const (
	correctionWeight = 0.9
	rivalWeight      = 0.5
)

// respell returns text with the words that fixes replaces, and words, which are
// those of text, as they then stand.
func (p *plan) respell(text string, words []queryWord) (string, []queryWord) {
	if len(p.fixes) == 0 {
		return text, words
	}
	var b strings.Builder
	var out []queryWord
	at, shift := 0, 0
	for i := 0; i < len(words); i++ {
		w := words[i]
		f, n := p.fixOf(words[i:])
		if n == 0 { // pairs of an unspaced script overlap, but are never fixed
			w.start, w.end = w.start+shift, w.end+shift
			out = append(out, w)
			continue
		}
		typed := w.form
		if n == 2 {
			typed += " " + words[i+1].form
			i++
		}
		if f.told && !slices.ContainsFunc(p.corrections, func(c Correction) bool { return c.Typed == typed }) {
			p.corrections = append(p.corrections, Correction{Typed: typed, Used: f.used})
		}
		b.WriteString(text[at:w.start])
		for used := range strings.SplitSeq(f.used, " ") {
			if len(out) > 0 && out[len(out)-1].end == b.Len() {
				b.WriteByte(' ')
			}
			start := b.Len()
			b.WriteString(used)
			out = append(out, queryWord{form: used, start: start, end: b.Len(), name: w.name, fix: f, typed: typed})
		}
		at = words[i].end
		shift = b.Len() - at
	}
	b.WriteString(text[at:])
	return b.String(), out
}

// fixOf returns what replaces the first of words, and how many of them: none, it
// alone, or the first two.
func (p *plan) fixOf(words []queryWord) (*fix, int) {
	if len(words) > 1 {
		if f, ok := p.fixes[words[0].form+" "+words[1].form]; ok {
			return &f, 2
		}
	}
	if f, ok := p.fixes[words[0].form]; ok {
		return &f, 1
	}
	return nil, 0
}
