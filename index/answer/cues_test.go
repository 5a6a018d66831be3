package answer

import (
	"strings"
	"testing"

	"cleannet/corpus"
	"cleannet/corpus/entity"
)

func lookup(t testing.TB) corpus.Lookup {
	t.Helper()
	table, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return table.Find
}

func TestImply(t *testing.T) {
	find := lookup(t)
	for question, want := range map[string]bool{
		"how many governments backed the initiative?":  true,
		"what did Krach promise about it":              true,
		"did India join?":                              true,
		"when did Poland join the EU":                  false,
		"is it raining":                                false,
		"how many joined the Clean Network alliance":   false, // it is named
		"what did Huawei say of the campaign":          false, // a firm's own
		"was a plan made":                              false,
		"does a programme for cats exist":              false,
		"how many governments back the U.S. programme": true,
	} {
		if got := imply(question, find) != question; got != want {
			t.Errorf("imply(%q): %v, want %v", question, got, want)
		}
	}
	if got := imply("how many backed the initiative?", nil); strings.Contains(got, subjectName) {
		t.Errorf("without entities %q is implied", got)
	}
}

func TestReadCues(t *testing.T) {
	find := lookup(t)
	for _, tt := range []struct {
		question             string
		office, defines, why bool
		wants                string
	}{
		{"who is Ajit Pai", true, true, false, ""},
		{"what post did Robert Strayer have", true, true, false, ""},
		{"who did Ajit Pai warn", false, false, false, "person"},
		{"what is Clean Cable", false, true, false, ""},
		{"why did Sweden ban Huawei", false, false, true, ""},
		{"which operators in Greece use Ericsson", false, false, false, "company"},
		{"what makes a vendor trusted", false, false, false, "!company"},
		{"list the countries with a memorandum", false, false, false, "country"},
	} {
		q := readQuestion(tt.question, find)
		if q.office != tt.office || q.defines != tt.defines || q.why != tt.why || tt.wants != "" && q.wants[strings.TrimPrefix(tt.wants, "!")] == strings.HasPrefix(tt.wants, "!") {
			t.Errorf("%s = office %v, defines %v, why %v, wants %v", tt.question, q.office, q.defines, q.why, q.wants)
		}
	}
}

func TestOfficeIn(t *testing.T) {
	find := lookup(t)
	q := readQuestion("who is Ajit Pai", find)
	for text, want := range map[string]float64{
		"FCC Chairman Ajit Pai welcomed it.":                     fullness(1),
		"Ajit Pai, who was the chairman of the FCC, agreed.":     fullness(7),
		"Ajit Pai is a lawyer and the chairman of the FCC.":      fullness(9),
		"Under Secretary of State Ajit Pai spoke.":               fullness(3),
		"The Chairman of the FCC Ajit Pai spoke.":                0, // "the" begins anew
		"Ajit Pai, the former chairman, wrote a book.":           formerOffice * fullness(3),
		"Former FCC Chairman Ajit Pai left.":                     formerOffice * fullness(1),
		"Ajit Pai went home.":                                    0,
		"The minister thanked them, and so did Ajit Pai.":        0,
		"The chairman told Ajit Pai so.":                         0,
		"Ajit Pai spoke to the secretary, who was not impressed": 0,
	} {
		if got := q.officeIn(text, find(text)); got != want {
			t.Errorf("officeIn(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestReporters holds that whoever wrote an article is no answer to who.
func TestReporters(t *testing.T) {
	q := readQuestion("who led the talks", lookup(t))
	text := "Lee Tae-ho led the delegation, Hankyoreh staff reporter Kim Ji-eun wrote."
	found := q.people(q.read(text), "Hankyoreh")
	if len(found) != 1 || text[found[0].Start:found[0].End] != "Lee Tae-ho" {
		t.Errorf("people in %q: %v", text, found)
	}
}

func TestPointsBack(t *testing.T) {
	for text, want := range map[string]bool{"The event took place.": true, "It failed.": true, "The Hague agreed.": false, "Brazil joined.": false, "": false} {
		if got := pointsBack(text); got != want {
			t.Errorf("pointsBack(%q) = %v", text, got)
		}
	}
}

func TestDefining(t *testing.T) {
	for after, want := range map[string]bool{
		" is a plan to keep firms out": true, " (EPN) is a U.S. initiative": true, ", Bloomberg says, aims to limit": true, ", a grouping of states,": true,
		" was defined by the ministry": true, " was not discussed at the meeting": false, " approach is rooted in another": false,
		" met in Prague": false, "": false, " is": false,
	} {
		if got := defining(after); got != want {
			t.Errorf("defining(%q) = %v", after, got)
		}
	}
}
