package extract

import (
	"regexp"
	"strconv"
	"strings"

	"cleannet/corpus"
)

var (
	postedLabel = regexp.MustCompile(`(?i)^(?:(?:first |originally |date |article )?(?:posted|published|publication|issued|released|created|registered|uploaded|date)(?: (?:date|on|at|time))*|veröffentlicht(?: am)?|stand|datum|publié(?:e)?(?: le)?|publicado(?: el| em)?|fecha|data|pubblicato(?: il)?|pubblicato|입력|등록|게재|작성|发布时间|發布時間|发表时间|時間|公開日|опубликовано|дата)(?:\s*[:：|]\s*|\s+)`)
	changeLabel = regexp.MustCompile(`(?i)^(?:last )?(?:modified|updated|edited|changed|aktualisiert|mis à jour|actualizado|atualizado|aggiornato|수정|최종수정|更新(?:时间|時間|日)?|обновлено)(?: (?:date|on|at|am|le|el|em|il))*(?:\s*[:：|]\s*|\s+)`)
	weekday     = regexp.MustCompile(`(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+`)
	// bareTail is what may follow the date on a line that is nothing but one: a
	// time, a zone, a weekday, and a change.
	bareTail = regexp.MustCompile(`(?i)^[\s,|·T-]*(?:(?:at )?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?)?[\s,|(-]*(?:[A-Z]{1,5}|[+-]\d{2}:?\d{2})?\)?[\s,|·-]*(?:(?:last )?(?:updated|modified).*)?$`)
	numeric  = regexp.MustCompile(`^\d{1,2}[./-]\d{1,2}[./-]\d{4}\b`)
)

// dateLabel cuts off what a line says a date is: "posted", "modified", or ""
// if it does not say. What it calls a change is never the day of posting.
func dateLabel(s string) (label, rest string) {
	if m := postedLabel.FindString(s); m != "" {
		return "posted", s[len(m):]
	}
	if m := changeLabel.FindString(s); m != "" {
		return "modified", s[len(m):]
	}
	return "", s
}

// A dateForm is one way to write a date; y, m and d are the groups of its
// pattern that hold the parts.
type dateForm struct {
	pattern *regexp.Regexp
	y, m, d int
}

const month = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`

var dateForms = []dateForm{
	{regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:T|\b)`), 1, 2, 3},
	{regexp.MustCompile(`^(\d{4})[./]\s?(\d{1,2})[./]\s?(\d{1,2})\b\.?`), 1, 2, 3},
	{regexp.MustCompile(`^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`), 1, 2, 3},
	{regexp.MustCompile(`(?i)^` + month + `\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`), 3, 1, 2},
	{regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of )?` + month + `,?\s+(\d{4})\b`), 3, 2, 1},
}

// readDate reads the date at the start of s and returns what follows it. A
// date in figures with the year last counts only where one of the two other
// numbers cannot be a month.
func readDate(s string) (date corpus.Date, rest string, ok bool) {
	s = s[len(weekday.FindString(s)):]
	for _, f := range dateForms {
		if m := f.pattern.FindStringSubmatch(s); m != nil {
			date, err := corpus.ParseDate(m[f.y] + "-" + monthNumber(m[f.m]) + "-" + twoDigits(m[f.d]))
			return date, s[len(m[0]):], err == nil
		}
	}
	m := numeric.FindString(s)
	if m == "" {
		return corpus.Date{}, "", false
	}
	parts := strings.FieldsFunc(m, func(r rune) bool { return r < '0' || r > '9' })
	first, _ := strconv.Atoi(parts[0])
	second, _ := strconv.Atoi(parts[1])
	dayAt, monthAt := 0, 1
	switch {
	case first <= 12 && second <= 12 && first != second:
		return corpus.Date{}, "", false
	case second > 12:
		dayAt, monthAt = 1, 0
	}
	date, err := corpus.ParseDate(parts[2] + "-" + twoDigits(parts[monthAt]) + "-" + twoDigits(parts[dayAt]))
	return date, s[len(m):], err == nil
}

func monthNumber(s string) string {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	if len(s) >= 3 {
		if i := strings.Index(names, strings.ToLower(s[:3])); i >= 0 && i%3 == 0 {
			return twoDigits(strconv.Itoa(i/3 + 1))
		}
	}
	return twoDigits(s)
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
