package bot

import (
	"fmt"
	"strings"
)

// A lang is a language that every fixed sentence is in.
type lang int

const (
	english lang = iota
	korean
	languages // how many there are
)

// A key names a phrase of the catalogue.
type key string

// A phrase is one fixed text in every language. {name} stands for an argument.
// "one|many" are the forms for a number; a language without such forms has one.
type phrase [languages]string

// locales are the locales of Discord other than English that we have words for.
var locales = map[string]lang{"ko": korean}

// langOf returns the language for a locale as Discord spells it; any locale that
// we have no words for is answered in English.
func langOf(locale string) lang { return locales[locale] }

// code returns the BCP 47 code of the language.
func (l lang) code() string {
	if l == korean {
		return "ko"
	}
	return "en"
}

// say returns the phrase with its arguments put in: name, value, name, value.
// Values are put in as they are: whoever passes foreign text makes it inert
// first. A key that is not in the catalogue comes out as itself; a test holds
// that there is none.
func (l lang) say(k key, args ...any) string {
	p, ok := catalogue[k]
	if !ok {
		return string(k)
	}
	return fill(p[l], args)
}

// count is say for a phrase with a number: the form fits n, and {n} is n.
func (l lang) count(k key, n int, args ...any) string {
	one, many, ok := strings.Cut(l.say(k), "|")
	if ok && n != 1 {
		one = many
	}
	return fill(one, append([]any{"n", n}, args...))
}

// fill replaces {name} in one pass, so that an argument which holds braces is
// not read again.
func fill(s string, args []any) string {
	if len(args) == 0 || !strings.Contains(s, "{") {
		return s
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, "{"+args[i].(string)+"}", fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// label returns the phrase in English with its other languages by locale.
func label(k key) Label {
	l := Label{Default: english.say(k), Locales: map[string]string{}}
	for locale, other := range locales {
		l.Locales[locale] = other.say(k)
	}
	return l
}
