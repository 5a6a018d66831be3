package corpus

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxAsk bounds the text of an ask, in runes: few people type more.
const maxAsk = 200

// readAsks reads a list of a number and a text each: "3 who led the delegations".
func readAsks(a *Article, n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return errors.New(`the value is not a list such as ["3 who led the delegations"]`)
	}
	a.Asks = nil
	var errs []string
	for _, item := range n.Content {
		ask, err := readAsk(item)
		if err == nil && slices.Contains(a.Asks, ask) {
			err = fmt.Errorf("%q stands twice", item.Value)
		}
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		a.Asks = append(a.Asks, ask)
	}
	if errs != nil {
		return errors.New(strings.Join(errs, "; "))
	}
	return nil
}

func readAsk(n *yaml.Node) (Ask, error) {
	s, err := scalar(n, nil)
	if err != nil {
		return Ask{}, err
	}
	number, text, _ := strings.Cut(s, " ")
	i, err := strconv.Atoi(number)
	switch {
	case err != nil || i < 1 || strconv.Itoa(i) != number:
		return Ask{}, fmt.Errorf("%q does not begin with the number of a sentence, from 1", s)
	case text == "":
		return Ask{}, fmt.Errorf("%q has no text behind the number", s)
	case tooLong(text, maxAsk):
		return Ask{}, fmt.Errorf("the text for sentence %d has more than %d characters", i, maxAsk)
	}
	return Ask{Sentence: i, Text: text}, nil
}

// writeAsks writes a list with an item a line.
func writeAsks(a *Article) string {
	var b strings.Builder
	for _, ask := range a.Asks {
		b.WriteString("\n  - " + quote(strconv.Itoa(ask.Sentence)+" "+ask.Text))
	}
	return b.String()
}
