package discordtest

import (
	"fmt"
	"testing"
)

// The reader sees what Discord's apps make of a text; a test that finds nothing
// with it must be able to find something.
func TestRead(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                         "plain []",
		"**b** *i* _i_ __u__ ~~s~~":     "b i i u s [{bold b} {italic i} {italic i} {underline u} {strike s}]",
		"||x|| `c` ```k```":             "x `c` ```k``` [{spoiler x} {code c} {codeblock k}]",
		"[a](https://x.test/)":          "a [{link https://x.test/}]",
		"[a](<https://x.test/>)":        "a [{link https://x.test/}]",
		"https://x.test/a.":             "https://x.test/a. [{link https://x.test/a}]",
		"<https://x.test>":              "<https://x.test> [{link https://x.test}]",
		"<mailto:a@b> <tel:+1>":         "<mailto:a@b> <tel:+1> [{link mailto:a@b} {link tel:+1}]",
		"@everyone @here":               "@everyone @here [{mention everyone} {mention here}]",
		"<@1> <@!1> <@&1> <#1>":         "<@1> <@!1> <@&1> <#1> [{mention @1} {mention @!1} {mention @&1} {mention #1}]",
		"</ask:1> <id:customize>":       "</ask:1> <id:customize> [{mention /ask:1} {mention id:customize}]",
		"<t:0:R> <:x:1> <a:x:1>":        "<t:0:R> <:x:1> <a:x:1> [{timestamp <t:0:R>} {emoji <:x:1>} {emoji <a:x:1>}]",
		"discord.gg/x":                  "discord.gg/x [{invite discord.gg/x}]",
		"# h":                           "h [{heading #}]",
		"-# s":                          "s [{small -#}]",
		"> q\n- l\n1. o":                "q\nl\no [{quote >} {list -} {list 1.}]",
		`\*a\* \@everyone https\://x.y`: "*a* @everyone https://x.y []",
		`\\**b**`:                       `\b [{bold b}]`,
	} {
		r := Read(in)
		if got := fmt.Sprint(r.Seen, " ", r.Effects); got != want {
			t.Errorf("Read(%q) = %q, want %q", in, got, want)
		}
	}
}
