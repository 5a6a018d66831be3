package discord

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"cleannet/bot"
	"cleannet/bot/discord/discordtest"
	"cleannet/corpus"
	"cleannet/corpus/entity"
	"cleannet/index"
)

var (
	hostile     = flag.Int("hostile", 20_000, "how many hostile requests TestHostile makes")
	hostileSeed = flag.Uint64("hostile-seed", 1, "what TestHostile's chance starts from, so that several runs differ")
)

// pieces are what hostile texts are put together from.
var pieces = []string{
	"@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "</ask:1>", "<id:customize>", "<t:0:R>", "<:x:1>", "<a:x:1>",
	"[safe](https://evil.test)", "[https://state.gov](https://evil.test)", "<https://evil.test>", "https://evil.test/x", "http://evil.test",
	"discord.gg/x", "steam://x", "<mailto:a@b>", "<tel:+1>", "||", "```", "``", "`", "~~", "**", "*", "__", "_", "\\", "\n", "\n\n", "# ", "## ",
	"-# ", "> ", ">>> ", "- ", "1. ", "[", "]", "(", ")", "<", ">", "@", ":", "//", "\u202e", "\u2066", "\u200b", "\u200d", "\u2028", "\x00", "\x07", "\xff",
	"\xed\xa0\x80", strings.Repeat("\u0301", 50), "st\u0430te.gov", "\uff20everyone", "Huawei", "5G", "Korea", "the", "network", "who", "said", "2020", "53",
	"countries", "한국", "通信", "مرحبا", "👨‍👩‍👧", "🇰🇷", "𝒳", strings.Repeat("x", 300), " ", " ", " ", ". ", "\u2019", "%", "&", "source:", "after:2020", "-", "\"",
}

// text puts up to n pieces together.
func hostileText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range 1 + r.IntN(n) {
		b.WriteString(pieces[r.IntN(len(pieces))])
		if r.IntN(3) == 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// hostileCorpus is articles of which every text is hostile.
func hostileCorpus(r *rand.Rand) *corpus.Corpus {
	var list []*corpus.Article
	for i := range 12 {
		a := &corpus.Article{
			ID: fmt.Sprintf("article-%d", i), Title: hostileText(r, 6), Publisher: hostileText(r, 4),
			Authors: []string{hostileText(r, 3)}, URL: fmt.Sprintf("https://good.test/%d/(a)?b=*c*_d_", i),
			Lang: "en", Kind: corpus.Kinds[i%len(corpus.Kinds)], Stance: corpus.Stances[i%len(corpus.Stances)],
			Basis: []corpus.Basis{corpus.Digest, corpus.Full}[i%2], Provenance: hostileText(r, 4),
			Countries: []string{"KR"}, Topics: []string{"criticism"}, TitleSupplied: i%3 == 0,
			Published: corpus.Date{Year: 2020, Month: 1 + i%12},
		}
		if i%4 == 0 {
			a.TitleEN, a.ArchiveURL = hostileText(r, 5), "https://good.test/archive"
		}
		a.Text = corpus.Normalise(hostileText(r, 30) + "\n\n" + hostileText(r, 15) + " Huawei in Korea in 2020.")
		list = append(list, a)
	}
	return corpus.New(list...)
}

// TestHostile makes requests of hostile text to a bot whose articles are hostile
// too, and has every answer read by an independent reader: nobody is pinged, no
// link leads anywhere but to a source, no style runs beyond its place, and no
// limit is broken. -hostile 1000000 makes more.
func TestHostile(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(*hostileSeed, 2))
	names, err := entity.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	// Small libraries, often new ones: the texts are what counts.
	const each = 1000
	n := *hostile
	if underRace {
		n /= 10
	}
	for done := 0; done < n && !t.Failed(); done += each {
		hostileRound(t, r, names, min(each, n-done))
	}
}

// hostileRound makes n requests to a bot of new articles.
func hostileRound(t *testing.T, r *rand.Rand, names *entity.Table, n int) {
	t.Helper()
	ctx := context.Background()
	s, err := index.Build(ctx, hostileCorpus(r), index.Options{Entities: names.Find})
	if err != nil {
		t.Fatal(err)
	}
	lib := index.NewLibrary(s)
	defer lib.Close()
	b, err := bot.New(bot.Config{
		Library: lib, Names: names, StateKey: []byte("a key for tests alone"), Feedback: &memory{}, Version: hostileText(r, 3),
	})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for i := range n {
		req := hostileRequest(r, i, ids)
		reply, err := b.Handle(ctx, req)
		if err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		agrees(t, b.Deferral(ctx, req), req, reply)
		resp, err := Encode(req.Kind, reply)
		if err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		for _, raw := range [][]byte{resp.First, resp.Edit} {
			judge(t, req, raw)
		}
		for _, c := range transcriptControls(t, resp) {
			if len(ids) < 500 {
				ids = append(ids, c)
			} else {
				ids[r.IntN(len(ids))] = c
			}
		}
	}
}

// agrees holds that a deferral shows what the reply in time would have shown to
// the same people. A sentence about something that went wrong, which is private
// in time, may come to all when it is late.
func agrees(t *testing.T, d bot.Deferral, req bot.Request, reply bot.Reply) {
	t.Helper()
	switch reply.Outcome {
	case "refused", "declined", "nothing", "dismissed":
		return
	}
	if never := reply.Modal != nil || req.Kind == bot.Autocomplete; never != d.Never && reply.Outcome != "kept" {
		t.Fatalf("%+v: deferral %+v, reply %+v", req, d, reply)
	}
	if !d.Never && (d.Private != reply.Private || d.Update != reply.Update) {
		t.Fatalf("%+v: deferral %+v, but the reply is private %v, update %v", req, d, reply.Private, reply.Update)
	}
}

// hostileRequest is one of every kind, with controls of earlier answers pressed.
func hostileRequest(r *rand.Rand, i int, ids []string) bot.Request {
	req := bot.Request{
		ID: fmt.Sprint(i), User: "5", Owner: []string{"5", "6", ""}[r.IntN(3)], Guild: "7", Kind: bot.Command,
		Installed: bot.Installation{Guild: true}, Locale: []string{"en-US", "ko"}[r.IntN(2)], GuildLocale: "en-US", Options: map[string]string{},
	}
	text := func() string { return strings.ToValidUTF8(hostileText(r, 12), "\uFFFD") } // as Decode leaves it
	specs := bot.Commands()
	spec := specs[r.IntN(len(specs))]
	req.Name = spec.Name.Default
	for _, o := range spec.Options {
		switch {
		case o.Type == bot.Boolean:
			req.Options[o.Name.Default] = []string{"true", "false"}[r.IntN(2)]
		case o.Required || r.IntN(6) == 0:
			req.Options[o.Name.Default] = text()
		}
		if len(o.Choices) > 0 && r.IntN(2) == 0 {
			req.Options[o.Name.Default] = o.Choices[r.IntN(len(o.Choices))].Value
		}
	}
	switch kind := r.IntN(10); {
	case spec.Kind == bot.OnMessage:
		req.Kind, req.Target = bot.MessageCommand, &bot.Message{ID: "1", Text: text() + text()}
	case kind == 0:
		req.Kind = bot.Autocomplete
		for name := range req.Options {
			req.Focused = name
		}
	case kind < 4 && len(ids) > 0:
		req.Kind, req.CustomID, req.Values = bot.Click, ids[r.IntN(len(ids))], []string{text()}
	case kind == 4 && len(ids) > 0:
		req.Kind, req.CustomID = bot.Submit, ids[r.IntN(len(ids))]
		req.Fields = map[string]string{"question": text(), "reason": text(), "agree": "yes"}
	}
	return req
}

// judge holds one payload against our rules and reads every text of it.
func judge(t *testing.T, req bot.Request, raw []byte) {
	t.Helper()
	if raw == nil {
		return
	}
	check := discordtest.CheckResponse
	if !strings.HasPrefix(string(raw), `{"type"`) {
		check = discordtest.CheckMessage
	}
	if err := check(raw); err != nil {
		t.Fatalf("%+v: %v\n%s", req, err, raw)
	}
	for _, text := range textsOf(t, raw) {
		for _, e := range discordtest.Read(text).Effects {
			switch e.Kind {
			case "bold", "heading", "small", "list", "quote", "underline":
			case "link":
				if u, err := url.Parse(e.What); err != nil || u.Host != "good.test" {
					t.Fatalf("%+v: a link to %q in %q", req, e.What, text)
				}
			default:
				t.Fatalf("%+v: %s %q in %q", req, e.Kind, e.What, text)
			}
			if e.Kind == "quote" && e.What == ">>>" {
				t.Fatalf("%+v: an open quote in %q", req, text)
			}
		}
	}
}
