package eval

import (
	"context"
	"fmt"
	"io"
	"slices"

	"cleannet/index"
	"cleannet/index/answer"
)

// A Question is a judged question over a corpus of articles.
type Question struct {
	ID      string   `json:"id"`
	Text    string   `json:"question"`
	Type    string   `json:"type"`
	Sources []string `json:"gold_sources"` // ids of articles that answer it; none: unanswerable
	Keys    []string `json:"answer_keys"`  // strings of which one should stand in what is quoted
}

// Answerable reports whether some source answers the question.
func (q Question) Answerable() bool { return len(q.Sources) > 0 }

// ReadQuestions reads JSON lines of questions. An error begins with the line's
// number. Ids must be there and differ, and a question must say something.
func ReadQuestions(r io.Reader) ([]Question, error) {
	var qs []Question
	if err := readLines(r, &qs); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, q := range qs {
		if q.ID == "" || seen[q.ID] {
			return nil, fmt.Errorf(" id %q is missing or stands twice", q.ID)
		}
		if q.Text == "" {
			return nil, fmt.Errorf(" question %s is empty", q.ID)
		}
		seen[q.ID] = true
	}
	return qs, nil
}

// Outcomes counts how questions fell.
type Outcomes struct {
	Questions int `json:"questions"`
	Answered  int `json:"answered"`
	Closest   int `json:"closest"`
	Declined  int `json:"declined"`
}

// A QuestionReport is what was measured on judged questions. Shares are from 0
// to 1.
type QuestionReport struct {
	Articles     int                  `json:"articles"`
	Source1      float64              `json:"source@1"` // of the answerable: the first quote is from a gold source
	Source3      float64              `json:"source@3"` // one of the quotes is
	Key1         float64              `json:"key@1"`    // of those with keys that count: one stands in the first quote
	Key3         float64              `json:"key@3"`    // in one of the quotes
	Keyed        int                  `json:"keyed"`    // questions with keys that count
	Answerable   Outcomes             `json:"answerable"`
	Unanswerable Outcomes             `json:"unanswerable"`
	Types        map[string]*Outcomes `json:"types"`
	Reliability  []Bin                `json:"reliability"`
	Results      []QuestionResult     `json:"results"` // in the order of the questions
}

// A Bin is one row of the reliability table: how often, where confidence lay
// between From and To, the first quote held a key of the right source.
type Bin struct {
	From       float64 `json:"from"`
	To         float64 `json:"to"`
	Questions  int     `json:"questions"`
	Confidence float64 `json:"confidence"` // mean
	Right      float64 `json:"right"`      // share
}

// A QuestionResult is how one question fell. Ranks count quotes from 1; 0 means
// none of those shown.
type QuestionResult struct {
	ID         string         `json:"id"`
	Outcome    answer.Outcome `json:"outcome"`
	Confidence float64        `json:"confidence"`
	SourceRank int            `json:"source_rank"`
	KeyRank    int            `json:"key_rank"` // 0 too where no key counts
}

// Ask asks every question of a snapshot. Progress may be nil.
func Ask(ctx context.Context, s *index.Snapshot, questions []Question, progress func(done, total int)) (*QuestionReport, error) {
	r, err := AskBy(questions, func(_ int, text string) (answer.Answer, error) { return answer.Ask(ctx, s, text) }, progress)
	if err != nil {
		return nil, err
	}
	r.Articles = s.Corpus().Len()
	return r, nil
}

// AskBy is Ask where ask answers the question at i; it leaves Articles 0.
func AskBy(questions []Question, ask func(i int, text string) (answer.Answer, error), progress func(done, total int)) (*QuestionReport, error) {
	r := &QuestionReport{Types: map[string]*Outcomes{}}
	for i, q := range questions {
		ans, err := ask(i, q.Text)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		r.add(q, ans)
		if progress != nil {
			progress(i+1, len(questions))
		}
	}
	r.finish(questions)
	return r, nil
}

func (r *QuestionReport) add(q Question, ans answer.Answer) {
	keys := counting(q)
	res := QuestionResult{ID: q.ID, Outcome: ans.Outcome, Confidence: ans.Confidence}
	for i, quote := range ans.Quotes {
		if res.SourceRank == 0 && slices.Contains(q.Sources, quote.Article.ID) {
			res.SourceRank = i + 1
		}
		if res.KeyRank == 0 && holds(quote.Text(), keys) {
			res.KeyRank = i + 1
		}
	}
	r.Results = append(r.Results, res)
	if r.Types[q.Type] == nil {
		r.Types[q.Type] = &Outcomes{}
	}
	r.Types[q.Type].count(ans.Outcome)
	if !q.Answerable() {
		r.Unanswerable.count(ans.Outcome)
		return
	}
	r.Answerable.count(ans.Outcome)
	r.Source1 += within(res.SourceRank, 1)
	r.Source3 += within(res.SourceRank, 3)
	if len(keys) > 0 {
		r.Keyed++
		r.Key1 += within(res.KeyRank, 1)
		r.Key3 += within(res.KeyRank, 3)
	}
}

// Counting returns the keys of a question that do not stand in the question
// itself: finding those again would prove nothing.
func Counting(q Question) []string { return counting(q) }

// Holds reports whether one of the keys stands in text, compared after NFKC and
// case folding.
func Holds(text string, keys []string) bool { return holds(text, keys) }

func counting(q Question) []string {
	return slices.DeleteFunc(slices.Clone(q.Keys), func(k string) bool { return holds(q.Text, []string{k}) })
}

func within(rank, k int) float64 {
	if rank > 0 && rank <= k {
		return 1
	}
	return 0
}

func (o *Outcomes) count(outcome answer.Outcome) {
	o.Questions++
	switch outcome {
	case answer.Answered:
		o.Answered++
	case answer.Closest:
		o.Closest++
	default:
		o.Declined++
	}
}

// bins is how many rows the reliability table has.
const bins = 5

func (r *QuestionReport) finish(questions []Question) {
	for _, sum := range []*float64{&r.Source1, &r.Source3} {
		*sum /= float64(max(1, r.Answerable.Questions))
	}
	for _, sum := range []*float64{&r.Key1, &r.Key3} {
		*sum /= float64(max(1, r.Keyed))
	}
	for b := range bins {
		bin := Bin{From: float64(b) / bins, To: float64(b+1) / bins}
		for i, res := range r.Results {
			at := min(int(res.Confidence*bins), bins-1)
			if at != b || questions[i].Answerable() && len(counting(questions[i])) == 0 {
				continue
			}
			bin.Questions++
			bin.Confidence += res.Confidence
			if res.SourceRank == 1 && res.KeyRank == 1 {
				bin.Right++
			}
		}
		if n := float64(bin.Questions); n > 0 {
			bin.Confidence /= n
			bin.Right /= n
		}
		r.Reliability = append(r.Reliability, bin)
	}
}
