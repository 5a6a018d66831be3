package query_test

import (
	"testing"

	"cleannet/corpus"
	"cleannet/index/query"
)

func TestDates(t *testing.T) {
	type d = corpus.Date
	for text, want := range map[string]query.Range{
		"what did Pompeo say in October 2020?":    {From: d{Year: 2020, Month: 10}, To: d{Year: 2020, Month: 10}},
		"talks on oct. 14, 2020":                  {From: d{Year: 2020, Month: 10, Day: 14}, To: d{Year: 2020, Month: 10, Day: 14}},
		"talks on February 31st 2020":             {From: d{Year: 2020, Month: 2}, To: d{Year: 2020, Month: 2}},
		"bans since 2019":                         {From: d{Year: 2019}},
		"who had joined before may 2021":          {To: d{Year: 2021, Month: 5}},
		"between 2021 and 2019":                   {From: d{Year: 2019}, To: d{Year: 2021}},
		"on 2020-10-15":                           {From: d{Year: 2020, Month: 10, Day: 15}, To: d{Year: 2020, Month: 10, Day: 15}},
		"may operators use it":                    {},
		"1500 base stations, march of the giants": {},
		"": {},
	} {
		if got := query.Parse(text).Dates(); got != want {
			t.Errorf("Dates(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestRangeHolds(t *testing.T) {
	r := query.Range{From: corpus.Date{Year: 2020, Month: 10}, To: corpus.Date{Year: 2020, Month: 11}}
	for d, want := range map[corpus.Date]bool{
		{}: false, {Year: 2020}: true, {Year: 2020, Month: 10, Day: 1}: true, {Year: 2020, Month: 11, Day: 30}: true,
		{Year: 2020, Month: 12}: false, {Year: 2019}: false,
	} {
		if got := r.Holds(d); got != want {
			t.Errorf("%v holds %v: %v", r, d, got)
		}
	}
}
