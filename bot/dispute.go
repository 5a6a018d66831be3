package bot

import (
	"strings"

	"cleannet/index/answer"
)

// disputes lists what sources say differently, each value with its date, who
// claims it and every source, under a sentence that says how they differ.
func (c *call) disputes(k *card, a answer.Answer) {
	for i, d := range a.Differ {
		if i == 2 {
			return
		}
		var b strings.Builder
		b.WriteString(c.l.say(key("differ."+string(d.Kind)), "about", c.disputed(d)))
		values := 0
		for n := 0; n < len(d.Claims) && values < maxClaims; values++ {
			end := n + 1
			for end < len(d.Claims) && d.Claims[end].Group == d.Claims[n].Group {
				end++
			}
			line := c.claims(d.Claims[n:end])
			if width(b.String())+width(line) > maxDispute {
				break
			}
			b.WriteString(line)
			n = end
		}
		k.line()
		k.say(b.String())
	}
}

// disputed names what a dispute is about: in words of ours, or as a source has it.
func (c *call) disputed(d answer.Dispute) string {
	k := key("differ.about." + strings.ReplaceAll(d.About, " ", "-"))
	if _, ok := catalogue[k]; ok {
		return c.l.say(k)
	}
	return cutMarkdown(d.About, 80)
}

// claims is one line for claims that say the same.
func (c *call) claims(same []answer.Claim) string {
	first := same[0]
	line := "\n- **" + cutMarkdown(first.Value, 60) + "**"
	if first.Says != "" {
		line = "\n- **" + c.l.say(key("says."+string(first.Says))) + "** · " + cutMarkdown(first.Value, 60)
	}
	if !first.AsOf.IsZero() {
		line += " (" + c.l.date(first.AsOf) + ")"
	}
	if first.By != "" {
		line += " · " + c.l.say("claimed-by", "who", cutMarkdown(first.By, 60))
	}
	var sources []string
	for _, claim := range same {
		sources = append(sources, published(claim.Article))
	}
	return line + " — " + strings.Join(sources, ", ")
}
