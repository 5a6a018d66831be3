package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"

	"cleannet/corpus"
	"cleannet/corpus/articles"
	"cleannet/corpus/entity"
	"cleannet/index"
	"cleannet/index/answer"
	"cleannet/index/eval"
	"cleannet/index/rank"
)

// The penalties on standardised weights, for there are few questions to a
// weight here.
const (
	answerPenalty  = 0.01
	outcomePenalty = 0.03
)

// answerFolds is how many parts the questions are put into, by turns.
const answerFolds = 5

// What a sentence counts as the right one: of a source that answers and holding
// a key; of such a source without a key; holding a key in another source.
const (
	rightSentence = 1.0
	rightSource   = 0.1
	rightKey      = 0.1
)

// sideWeight is set by hand: hardly any of the questions asks for the view of a
// side, so it cannot be fitted. It is about what the whole
// title and a topic weigh, enough to outweigh a word that an article holds by chance.
const sideWeight = 3

// Which shares of the answerable questions may fall under the two bounds of the
// outcome, by the folds' scores. Of those over both, two in a hundred are closest for
// want of the kind of thing asked for. Of questions asked more loosely than most of those
// fitted on more are closest: 13 in a hundred of the set fresh.
const (
	shareDeclined = 0.01
	shareClosest  = 0.063
)

// An answerTrainer fits the weights of package answer on judged questions over
// the built-in articles.
type answerTrainer struct {
	trainer
	s         *index.Snapshot
	dropped   int // the feature of sentences that is left out, -1 for none
	lacking   int // the same of the outcome
	questions []eval.Question
	prepared  []*answer.Prepared // by question
	without   []*answer.Prepared // by question: asked of the corpus without its answers
}

// answers fits the weights on the questions of files, prints how they do by
// folds and on the files that are only scored, and writes them.
func (t *trainer) answers(out string, files, scored []string, ablate bool) error {
	a, err := newAnswerTrainer(t)
	if err != nil {
		return err
	}
	defer a.s.Close()
	if a.questions, err = readQuestionFiles(files); err != nil {
		return err
	}
	if a.prepared, err = a.prepare(a.questions); err != nil {
		return err
	}
	if a.without, err = a.traps(); err != nil {
		return err
	}
	if err := a.report("as built in", a.questions, a.prepared, func(int) *answer.Model { return answer.DefaultModel() }); err != nil {
		return err
	}
	folds, sure := make([]*answer.Model, answerFolds), make([]surety, len(a.questions))
	for k := range folds {
		folds[k] = a.fit(func(i int) bool { return i%answerFolds != k })
		a.sureties(folds[k], k, sure)
	}
	b := a.bounds(sure)
	for _, m := range folds {
		m.OnSubject, m.Answered = b.OnSubject, b.Answered
	}
	if err := a.report(fmt.Sprintf("by %d folds", answerFolds), a.questions, a.prepared, func(i int) *answer.Model { return folds[i%answerFolds] }); err != nil {
		return err
	}
	if ablate {
		a.ablation(scored)
	}
	m := a.fit(func(int) bool { return true })
	m.OnSubject, m.Answered = b.OnSubject, b.Answered
	for _, file := range scored {
		questions, err := readQuestionFiles([]string{file})
		if err != nil {
			return err
		}
		prepared, err := a.prepare(questions)
		if err != nil {
			return err
		}
		if err := a.report("fitted on all, asked "+file, questions, prepared, func(int) *answer.Model { return m }); err != nil {
			return err
		}
	}
	a.print(m)
	return a.writeAnswers(out, m, len(files))
}

func newAnswerTrainer(t *trainer) (*answerTrainer, error) {
	c, err := corpus.Load(articles.FS())
	if err != nil {
		return nil, err
	}
	e, err := entity.Builtin()
	if err != nil {
		return nil, err
	}
	s, err := index.Build(context.Background(), c, index.Options{Entities: e.Find, Names: e.Spellings()})
	if err != nil {
		return nil, err
	}
	return &answerTrainer{trainer: *t, s: s, dropped: -1, lacking: -1}, nil
}

func readQuestionFiles(files []string) ([]eval.Question, error) {
	var all []eval.Question
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		qs, err := eval.ReadQuestions(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s:%w", file, err)
		}
		all = append(all, qs...)
	}
	return all, nil
}

// fit makes a model of the questions that use lets through.
func (a *answerTrainer) fit(use func(i int) bool) *answer.Model {
	m := a.fitSentence(use)
	a.fitOutcome(m, use)
	return m
}

// fitSentence fits the ranking of sentences alone.
func (a *answerTrainer) fitSentence(use func(i int) bool) *answer.Model {
	m := &answer.Model{Sentence: make([]float64, len(answer.Features)), Subject: make([]float64, len(answer.EvidenceNames)), Support: make([]float64, len(answer.EvidenceNames)),
		Truth: make([]float64, len(answer.EvidenceNames))}
	var lists []list
	for i, q := range a.questions {
		if !use(i) || !q.Answerable() {
			continue
		}
		e, _ := a.prepared[i].Example(m)
		lists = appendLearnable(lists, answerList(q, &e))
	}
	side := slices.Index(answer.Features, "side")
	m.Sentence = fitLists(drop(drop(lists, a.dropped), side), len(answer.Features), answerPenalty).w
	m.Sentence[side] = sideWeight
	return m
}

// answerList makes a list of the sentences of a question.
func answerList(q eval.Question, e *answer.Example) list {
	l := list{weight: 1}
	keys := eval.Counting(q)
	for _, s := range e.Sentences {
		right, key := slices.Contains(q.Sources, s.Article.ID), eval.Holds(s.Article.Slice(s.Span), keys)
		target := 0.0
		switch {
		case right && (key || len(keys) == 0):
			target = rightSentence
		case right:
			target = rightSource
		case key:
			target = rightKey
		}
		l.items, l.target = append(l.items, s.Features), append(l.target, target)
	}
	return l
}

// fitOutcome fits to what the ranking by m gives whether a question is on the
// subject of the sources, whether they answer one that is, and whether the first
// quote does.
func (a *answerTrainer) fitOutcome(m *answer.Model, use func(i int) bool) {
	var subject, support, truth cases
	for i, q := range a.questions {
		if !use(i) {
			continue
		}
		e, quote := a.prepared[i].Example(m)
		if len(e.Sentences) == 0 {
			continue
		}
		best := e.Sentences[0]
		right := q.Answerable() && slices.Contains(q.Sources, best.Article.ID) && eval.Holds(best.Article.Slice(quote), q.Keys)
		subject.add(e.Evidence, q.Type != otherSubject, 1)
		truth.add(e.Evidence, right, 1)
		if q.Type != otherSubject {
			support.add(e.Evidence, q.Answerable(), 1)
		}
	}
	for i, p := range a.without {
		if p == nil || !use(i) {
			continue
		}
		if e, _ := p.Example(m); len(e.Sentences) > 0 { // not for truth, which is calibrated on what people ask
			support.add(e.Evidence, false, trapWeight)
		}
	}
	m.Subject, m.Support, m.Truth = subject.fit(a.lacking), support.fit(a.lacking), truth.fit(a.lacking)
}

// otherSubject is the type of questions on something else than the sources are.
const otherSubject = "other-subject"

// cases are what a logistic model is fitted to.
type cases struct {
	xs          [][]float64
	ys, weights []float64
}

func (c *cases) add(x []float64, y bool, weight float64) {
	c.xs, c.weights = append(c.xs, x), append(c.weights, weight)
	if y {
		c.ys = append(c.ys, 1)
	} else {
		c.ys = append(c.ys, 0)
	}
}

// fit leaves the feature lacking out; -1 is none.
func (c *cases) fit(lacking int) []float64 {
	xs := drop([]list{{items: c.xs}}, lacking)[0].items
	return fitLogisticScaled(xs, c.ys, c.weights, outcomePenalty)
}

// fitLogisticScaled is fitLogistic with the penalty on standardised features;
// the first feature is the bias and is not scaled.
func fitLogisticScaled(xs [][]float64, ys, weights []float64, penalty float64) []float64 {
	n := len(xs[0])
	scale := deviations([]list{{items: xs}}, n)
	scaled := make([][]float64, len(xs))
	for i, x := range xs {
		scaled[i] = make([]float64, n)
		for j := range x {
			scaled[i][j] = x[j] / scale[j]
		}
	}
	w := fitLogistic(scaled, ys, weights, penalty)
	for j := range w {
		w[j] /= scale[j]
	}
	return w
}

// A surety is how sure a model is that a question is on the subject of the
// sources, and that they answer it; both are 0 where nothing was found.
type surety struct{ subject, support float64 }

func suretyOf(m *answer.Model, p *answer.Prepared) surety {
	e, _ := p.Example(m)
	if len(e.Sentences) == 0 {
		return surety{}
	}
	return surety{rank.Sigmoid(dot(m.Subject, e.Evidence)), rank.Sigmoid(dot(m.Support, e.Evidence))}
}

// sureties fills what m is sure of for the questions of fold k.
func (a *answerTrainer) sureties(m *answer.Model, k int, out []surety) {
	for i := range a.questions {
		if i%answerFolds == k {
			out[i] = suretyOf(m, a.prepared[i])
		}
	}
}

// bounds chooses the bounds of the outcome so that the shares of answerable
// questions given above fall under them, and prints how the others fall.
func (a *answerTrainer) bounds(sure []surety) answer.Model {
	yes, no, other := a.apart(sure)
	var m answer.Model
	m.OnSubject, m.Answered = quantile(yes, subjectOf, shareDeclined), quantile(yes, answerOf, shareClosest)
	fmt.Fprintf(a.out, "# by folds: AUROC of the subject against others %.3f, of support against traps %.3f\n",
		eval.AUROC(each(yes, subjectOf), each(other, subjectOf)), eval.AUROC(each(yes, supportOf), each(no, supportOf)))
	for _, part := range []struct {
		name string
		of   []surety
	}{{"answerable", yes}, {"traps", no}, {"other subjects", other}} {
		declined, answered := 0, 0
		for _, s := range part.of {
			if s.subject < m.OnSubject {
				declined++
			} else if answerOf(s) >= m.Answered {
				answered++
			}
		}
		fmt.Fprintf(a.out, "%s: %d, of these declined %d, answered %d\n", part.name, len(part.of), declined, answered)
	}
	return m
}

// apart puts what is said of answerable questions, of traps and of those on other
// subjects apart.
func (a *answerTrainer) apart(sure []surety) (yes, no, other []surety) {
	for i, q := range a.questions {
		switch {
		case q.Answerable():
			yes = append(yes, sure[i])
		case q.Type == otherSubject:
			other = append(other, sure[i])
		default:
			no = append(no, sure[i])
		}
	}
	return yes, no, other
}

func subjectOf(s surety) float64 { return s.subject }
func answerOf(s surety) float64  { return s.subject * s.support }
func supportOf(s surety) float64 { return s.support }

func each(list []surety, of func(surety) float64) []float64 {
	out := make([]float64, len(list))
	for i, s := range list {
		out[i] = of(s)
	}
	return out
}

// quantile returns the value under which a share of the list falls.
func quantile(list []surety, of func(surety) float64, share float64) float64 {
	v := each(list, of)
	slices.Sort(v)
	return v[int(share*float64(len(v)))]
}

// report prints how questions fare, each by its model.
func (a *answerTrainer) report(name string, questions []eval.Question, prepared []*answer.Prepared, by func(i int) *answer.Model) error {
	r, err := eval.AskBy(questions, func(i int, text string) (answer.Answer, error) { return prepared[i].Answer(by(i)), nil }, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "# %s: %d questions\nsource@1 %.3f @3 %.3f  key@1 %.3f @3 %.3f\n", name, len(questions), r.Source1, r.Source3, r.Key1, r.Key3)
	var yes, no []float64
	for i, q := range questions {
		s := suretyOf(by(i), prepared[i])
		if q.Answerable() {
			yes = append(yes, answerOf(s))
		} else {
			no = append(no, answerOf(s))
		}
	}
	fmt.Fprintf(a.out, "AUROC of support %.3f\n", eval.AUROC(yes, no))
	fmt.Fprintf(a.out, "mean reciprocal rank of the right sentence %.4f\n", reciprocal(questions, prepared, by))
	for _, o := range []struct {
		name string
		of   eval.Outcomes
	}{{"answerable", r.Answerable}, {"unanswerable", r.Unanswerable}} {
		fmt.Fprintf(a.out, "%s: %d answered, %d closest, %d declined\n", o.name, o.of.Answered, o.of.Closest, o.of.Declined)
	}
	return nil
}

// ablation prints the mean reciprocal rank by folds without each feature.
func (a *answerTrainer) ablation(scored []string) {
	questions, _ := readQuestionFiles(scored)
	prepared, _ := a.prepare(questions)
	for f := -1; f < len(answer.Features); f++ {
		a.dropped = f
		folds := make([]*answer.Model, answerFolds)
		for k := range folds {
			folds[k] = a.fitSentence(func(i int) bool { return i%answerFolds != k })
		}
		name := "none"
		if f >= 0 {
			name = answer.Features[f]
		}
		all := a.fitSentence(func(int) bool { return true })
		fmt.Fprintf(a.out, "without %-12s %.4f %.4f\n", name, reciprocal(a.questions, a.prepared, func(i int) *answer.Model { return folds[i%answerFolds] }),
			reciprocal(questions, prepared, func(int) *answer.Model { return all }))
	}
	a.dropped = -1
	a.evidenceAblation()
}

// evidenceAblation prints how well the models of the outcome tell questions apart
// by folds without each of their features.
func (a *answerTrainer) evidenceAblation() {
	ranked := make([]*answer.Model, answerFolds)
	for k := range ranked {
		ranked[k] = a.fitSentence(func(i int) bool { return i%answerFolds != k })
	}
	for f := -1; f < len(answer.EvidenceNames); f++ {
		name := "none"
		if a.lacking = f; f >= 0 {
			name = answer.EvidenceNames[f]
		}
		sure := make([]surety, len(a.questions))
		for k, m := range ranked {
			a.fitOutcome(m, func(i int) bool { return i%answerFolds != k })
			a.sureties(m, k, sure)
		}
		yes, no, other := a.apart(sure)
		fmt.Fprintf(a.out, "without %-12s subject %.4f support %.4f\n", name,
			eval.AUROC(each(yes, subjectOf), each(other, subjectOf)), eval.AUROC(each(yes, supportOf), each(no, supportOf)))
	}
	a.lacking = -1
}

// reciprocal returns the mean reciprocal rank, counted in articles, of the first
// sentence of a right source that holds a key. It moves by less than the shares
// of first quotes do, for it sees the ranks below, too.
func reciprocal(questions []eval.Question, prepared []*answer.Prepared, by func(i int) *answer.Model) float64 {
	sum, n := 0.0, 0.0
	for i, q := range questions {
		if !q.Answerable() {
			continue
		}
		n++
		e, _ := prepared[i].Example(by(i))
		keys, before := eval.Counting(q), map[*corpus.Article]bool{}
		for _, s := range e.Sentences {
			if slices.Contains(q.Sources, s.Article.ID) && (len(keys) == 0 || eval.Holds(s.Article.Slice(s.Span), keys)) {
				delete(before, s.Article)
				sum += 1 / float64(1+len(before))
				break
			}
			before[s.Article] = true
		}
	}
	return sum / max(n, 1)
}

func (a *answerTrainer) prepare(questions []eval.Question) ([]*answer.Prepared, error) {
	out := make([]*answer.Prepared, len(questions))
	for i, q := range questions {
		var err error
		if out[i], err = answer.Prepare(context.Background(), a.s, q.Text); err != nil {
			return nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
	}
	return out, nil
}

func (a *answerTrainer) print(m *answer.Model) {
	for i, n := range answer.Features {
		fmt.Fprintf(a.out, "%-12s %7.3f\n", n, m.Sentence[i])
	}
	for i, n := range answer.EvidenceNames {
		fmt.Fprintf(a.out, "%-12s %7.3f %7.3f %7.3f\n", n, m.Subject[i], m.Support[i], m.Truth[i])
	}
}

func sixDigits(x float64) float64 { return math.Round(x*1e6) / 1e6 }

func (a *answerTrainer) writeAnswers(path string, m *answer.Model, files int) error {
	if path == "" {
		return nil
	}
	f := answer.File{
		Sentence: named(answer.Features, m.Sentence), Subject: named(answer.EvidenceNames, m.Subject), Support: named(answer.EvidenceNames, m.Support), Truth: named(answer.EvidenceNames, m.Truth),
		Outcome: map[string]float64{"on_subject_from": sixDigits(m.OnSubject), "answered_from": sixDigits(m.Answered)},
		Provenance: map[string]string{
			"made by": "cleannet-train -answers",
			"sets":    fmt.Sprintf("%d questions over the built-in articles, files given: %d", len(a.questions), files),
			"figures": "index/eval/testdata/*.golden",
		}}
	data, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	if err := os.WriteFile(path, append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}
