package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// message wraps components, and other fields, into a V2 message.
func message(components string, more ...string) string {
	return `{"flags":32768,"allowed_mentions":{"parse":[]},"components":[` + components + `]` + strings.Join(more, "") + `}`
}

func text(s string) string { return fmt.Sprintf(`{"type":10,"content":%q}`, s) }

func button(i int) string {
	return fmt.Sprintf(`{"type":2,"style":1,"label":"x","custom_id":"b%d"}`, i)
}

func row(parts ...string) string {
	return `{"type":1,"components":[` + strings.Join(parts, ",") + `]}`
}

func options(n int) string {
	var l []string
	for i := range n {
		l = append(l, fmt.Sprintf(`{"label":"l","value":"v%d"}`, i))
	}
	return `"options":[` + strings.Join(l, ",") + `]`
}

func repeat(n int, f func(int) string) string {
	var l []string
	for i := range n {
		l = append(l, f(i))
	}
	return strings.Join(l, ",")
}

const file = `,"attachments":[{"id":0,"filename":"a.bib","description":"d"}]`

// A messageCase is a message and what is wrong with it; "" is nothing.
type messageCase struct{ name, raw, want string }

func long(n int) string { return strings.Repeat("a", n) }

func texts(n int) func(int) string { return func(int) string { return text(long(n)) } }

func TestCheckMessage(t *testing.T) {
	for _, tt := range append(messageCases(), componentCases()...) {
		check(t, tt.name, CheckMessage([]byte(tt.raw)), tt.want)
	}
}

// messageCases are good messages, and faults of the message itself.
func messageCases() []messageCase {
	return []messageCase{
		{"text", message(text("hello")), ""},
		{"legacy content", `{"content":"x","allowed_mentions":{"parse":[]}}`, ""},
		{"4,000 characters", message(repeat(4, texts(1000))), ""},
		{"forty components", message(repeat(40, texts(1))), ""},
		{"container", message(`{"type":17,"accent_color":255,"components":[` + text("a") + `,{"type":14,"divider":true,"spacing":2}]}`), ""},
		{"section", message(`{"type":9,"components":[` + text("a") + `],"accessory":` + button(0) + `}`), ""},
		{"row of five", message(row(repeat(5, button))), ""},
		{"link", message(row(`{"type":2,"style":5,"label":"x","url":"https://state.gov/a"}`)), ""},
		{"select of 25", message(row(`{"type":3,"custom_id":"s",` + options(25) + `}`)), ""},
		{"file", message(`{"type":13,"file":{"url":"attachment://a.bib"}}`, file), ""},
		{"gallery", message(`{"type":12,"items":[{"media":{"url":"attachment://a.bib"},"description":"alt"}]}`, file), ""},

		{"not JSON", `{"flags":`, "broken JSON"},
		{"null", `null`, "not a JSON object"},
		{"array", `[]`, "not a JSON object"},
		{"bad UTF-8", "{\"content\":\"\xff\"}", "not valid UTF-8"},
		{"empty", `{"allowed_mentions":{"parse":[]}}`, "empty message"},
		{"key twice", `{"content":"x","content":"y","allowed_mentions":{"parse":[]}}`, "twice"},
		{"no allowed_mentions", `{"content":"x"}`, "allowed_mentions is missing"},
		{"allowed_mentions null", `{"content":"x","allowed_mentions":null}`, "null"},
		{"parse null", `{"content":"x","allowed_mentions":{"parse":null}}`, "null"},
		{"parse missing", `{"content":"x","allowed_mentions":{}}`, "parse is missing"},
		{"parse users", `{"content":"x","allowed_mentions":{"parse":["users"]}}`, "1 elements"},
		{"users named", `{"content":"x","allowed_mentions":{"parse":[],"users":["1"]}}`, "1 elements"},
		{"replied_user", `{"content":"x","allowed_mentions":{"parse":[],"replied_user":true}}`, "pings"},
		{"2,001 characters", `{"content":"` + long(2001) + `","allowed_mentions":{"parse":[]}}`, "at most 2000"},
		{"content with V2", message(text("a"), `,"content":"x"`), "not with Components V2"},
		{"embeds", message(text("a"), `,"embeds":[]`), "no place here"},
		{"tts", message(text("a"), `,"tts":false`), "no place here"},
		{"username", message(text("a"), `,"username":"x"`), "no place here"},
		{"ephemeral edit", strings.Replace(message(text("a")), "32768", "32832", 1), "bits 64"},
		{"unknown flag", strings.Replace(message(text("a")), "32768", "32769", 1), "bits 1 "},
		{"V2 without components", `{"flags":32768,"allowed_mentions":{"parse":[]}}`, "components is missing"},
		{"text without V2", strings.Replace(message(text("a")), "32768", "0", 1), "no place here"},
		{"six rows without V2", `{"content":"x","allowed_mentions":{"parse":[]},"components":[` + repeat(6, func(i int) string { return row(button(i)) }) + `]}`, "6 elements"},
		{"forty-one components", message(repeat(41, texts(1))), "41 components"},
		{"forty-one nested", message(repeat(10, func(i int) string { return row(button(4*i), button(4*i+1), button(4*i+2)) }) + "," + text("x")), "41 components"},
		{"4,001 characters", message(repeat(4, texts(1000)) + "," + text("a")), "4001 characters"},
		{"4,002 units in 2,001 runes", message(text(strings.Repeat("😀", 2001))), "4002 characters"},
	}
}

// componentCases are faults of components.
func componentCases() []messageCase {
	return []messageCase{
		{"empty text", message(text("")), "empty"},
		{"white text", message(text(" \n ")), "empty"},
		{"NUL", message(`{"type":10,"content":"a\u0000b"}`), "NUL"},
		{"extra field", message(`{"type":10,"content":"a","color":1}`), "no place here"},
		{"text that is a number", message(`{"type":10,"content":1}`), "not a string"},
		{"unknown type", message(`{"type":19}`), "type 19"},
		{"container in container", message(`{"type":17,"components":[{"type":17,"components":[` + text("a") + `]}]}`), "type 17"},
		{"empty container", message(`{"type":17,"components":[]}`), "0 elements"},
		{"accent", message(`{"type":17,"accent_color":16777216,"components":[` + text("a") + `]}`), "want 0 to 16777215"},
		{"button outside a row", message(button(0)), "type 2"},
		{"section without accessory", message(`{"type":9,"components":[` + text("a") + `]}`), "accessory is missing"},
		{"section of four", message(`{"type":9,"components":[` + repeat(4, texts(1)) + `],"accessory":` + button(0) + `}`), "4 elements"},
		{"six buttons", message(row(repeat(6, button))), "6 elements"},
		{"custom_id twice", message(row(button(1), button(1))), "custom_id twice"},
		{"custom_id twice in two rows", message(row(button(1)) + "," + row(button(1))), "custom_id twice"},
		{"custom_id of 101", message(row(`{"type":2,"style":1,"label":"x","custom_id":"` + long(101) + `"}`)), "at most 100"},
		{"no custom_id", message(row(`{"type":2,"style":1,"label":"x"}`)), "custom_id is missing"},
		{"label of 81", message(row(`{"type":2,"style":1,"label":"` + long(81) + `","custom_id":"x"}`)), "at most 80"},
		{"link with custom_id", message(row(`{"type":2,"style":5,"label":"x","url":"https://a.b/","custom_id":"x"}`)), "no place here"},
		{"link of 513", message(row(`{"type":2,"style":5,"label":"x","url":"https://a.b/` + long(501) + `"}`)), "at most 512"},
		{"link to a script", message(row(`{"type":2,"style":5,"label":"x","url":"javascript:alert(1)"}`)), "not a web address"},
		{"link with a password", message(row(`{"type":2,"style":5,"label":"x","url":"https://a:b@c.d/"}`)), "not a web address"},
		{"url on a plain button", message(row(`{"type":2,"style":1,"label":"x","custom_id":"x","url":"https://a.b/"}`)), "no place here"},
		{"premium button", message(row(`{"type":2,"style":6,"sku_id":"1"}`)), "want 1 to 5"},
		{"select of 26", message(row(`{"type":3,"custom_id":"s",` + options(26) + `}`)), "26 elements"},
		{"select of none", message(row(`{"type":3,"custom_id":"s",` + options(0) + `}`)), "0 elements"},
		{"select beside a button", message(row(`{"type":3,"custom_id":"s",`+options(2)+`}`, button(1))), "alone in its row"},
		{"select value twice", message(row(`{"type":3,"custom_id":"s","options":[{"label":"a","value":"v"},{"label":"b","value":"v"}]}`)), "value twice"},
		{"select max above options", message(row(`{"type":3,"custom_id":"s","max_values":3,` + options(2) + `}`)), "max 3"},
		{"placeholder of 151", message(row(`{"type":3,"custom_id":"s","placeholder":"` + long(151) + `",` + options(2) + `}`)), "at most 150"},
		{"component id twice", message(`{"type":10,"id":1,"content":"a"},{"type":10,"id":1,"content":"b"}`), "id 1 twice"},
		{"file not attached", message(`{"type":13,"file":{"url":"attachment://b.bib"}}`, file), "not attached"},
		{"file on the web", message(`{"type":13,"file":{"url":"https://a.b/"}}`), "not an attached file"},
		{"attached but not shown", message(text("a"), file), "not shown"},
		{"file name of spaces", `{"content":"x","allowed_mentions":{"parse":[]},"attachments":[{"id":0,"filename":"a b.txt"}]}`, "would be changed"},
		{"alt text of 1,025", message(`{"type":12,"items":[{"media":{"url":"attachment://a.bib"},"description":"`+long(1025)+`"}]}`, file), "at most 1024"},
		{"gallery of 11", message(`{"type":12,"items":[`+repeat(11, func(int) string { return `{"media":{"url":"attachment://a.bib"}}` })+`]}`, file), "11 elements"},
	}
}

func TestCheckResponse(t *testing.T) {
	modal := func(label, input string) string {
		return `{"type":9,"data":{"custom_id":"m","title":"T","components":[{"type":18,"label":"` + label + `","component":` + input + `}]}}`
	}
	input := `{"type":4,"custom_id":"i","style":2,"max_length":100,"value":"v"}`
	choice := func(i int) string { return fmt.Sprintf(`{"name":"n","value":"v%d"}`, i) }
	tests := []struct{ name, raw, want string }{
		{"pong", `{"type":1}`, ""},
		{"message", `{"type":4,"data":` + message(text("a")) + `}`, ""},
		{"private message", `{"type":4,"data":` + strings.Replace(message(text("a")), "32768", "32832", 1) + `}`, ""},
		{"deferral", `{"type":5}`, ""},
		{"private deferral", `{"type":5,"data":{"flags":64}}`, ""},
		{"deferred update", `{"type":6}`, ""},
		{"update", `{"type":7,"data":` + message(text("a")) + `}`, ""},
		{"no choices", `{"type":8,"data":{"choices":[]}}`, ""},
		{"25 choices", `{"type":8,"data":{"choices":[` + repeat(25, choice) + `]}}`, ""},
		{"modal", modal("L", input), ""},

		{"no type", `{}`, "no answer that we give"},
		{"type of words", `{"type":"4"}`, "not a whole number"},
		{"launch", `{"type":12}`, "no answer that we give"},
		{"message without data", `{"type":4}`, "not a JSON object"},
		{"extra field", `{"type":5,"x":1}`, "no place here"},
		{"deferral with V2", `{"type":5,"data":{"flags":32768}}`, "EPHEMERAL alone"},
		{"deferral with content", `{"type":5,"data":{"content":"x"}}`, "no place here"},
		{"deferred update with data", `{"type":6,"data":{}}`, "no place here"},
		{"private update", `{"type":7,"data":` + strings.Replace(message(text("a")), "32768", "32832", 1) + `}`, "bits 64"},
		{"choices missing", `{"type":8,"data":{}}`, "choices is missing"},
		{"choices null", `{"type":8,"data":{"choices":null}}`, "null"},
		{"26 choices", `{"type":8,"data":{"choices":[` + repeat(26, choice) + `]}}`, "26 elements"},
		{"choice of 101", `{"type":8,"data":{"choices":[{"name":"` + strings.Repeat("n", 101) + `","value":"v"}]}}`, "at most 100"},
		{"choice value of 101", `{"type":8,"data":{"choices":[{"name":"n","value":"` + strings.Repeat("n", 101) + `"}]}}`, "at most 100"},
		{"empty choice", `{"type":8,"data":{"choices":[{"name":"","value":"v"}]}}`, "empty"},
		{"modal label of 46", modal(strings.Repeat("n", 46), input), "at most 45"},
		{"modal value above max_length", modal("L", strings.Replace(input, `"v"`, `"`+strings.Repeat("v", 101)+`"`, 1)), "at most 100"},
		{"modal of no field", `{"type":9,"data":{"custom_id":"m","title":"T","components":[]}}`, "0 elements"},
		{"modal of a row", `{"type":9,"data":{"custom_id":"m","title":"T","components":[` + row(input) + `]}}`, "want a label"},
		{"modal title of 46", strings.Replace(modal("L", input), `"T"`, `"`+strings.Repeat("T", 46)+`"`, 1), "at most 45"},
		{"modal placeholder of 101", modal("L", strings.Replace(input, `"value":"v"`, `"placeholder":"`+strings.Repeat("v", 101)+`"`, 1)), "at most 100"},
		{"modal with a button", modal("L", button(1)), "type 2"},
	}
	for _, tt := range tests {
		check(t, tt.name, CheckResponse([]byte(tt.raw)), tt.want)
	}
	check(t, "private follow-up", CheckFollowUp([]byte(strings.Replace(message(text("a")), "32768", "32832", 1))), "")
}

func TestCheckCommands(t *testing.T) {
	command := func(more string) string {
		return `[{"name":"ask","type":1,"description":"Ask","contexts":[0,1,2],"integration_types":[0,1],"options":null` + more + `}]`
	}
	opts := func(o ...string) string {
		return `[{"name":"ask","description":"Ask","options":[` + strings.Join(o, ",") + `]}]`
	}
	tests := []struct{ name, raw, want string }{
		{"plain", command(""), ""},
		{"localised", command(`,"name_localizations":{"ko":"질문"},"description_localizations":{"ko":"묻기"}`), ""},
		{"message command", `[{"name":"Find sources","type":3}]`, ""},
		{"options", opts(`{"type":3,"name":"q","description":"d","required":true,"max_length":500}`, `{"type":5,"name":"private","description":"d"}`), ""},

		{"not an array", `{}`, "not an array"},
		{"upper case", `[{"name":"Ask","description":"d"}]`, `"Ask"`},
		{"name of 33", `[{"name":"` + strings.Repeat("a", 33) + `","description":"d"}]`, "at most 32"},
		{"no description", `[{"name":"ask"}]`, "description is missing"},
		{"description of 101", `[{"name":"ask","description":"` + strings.Repeat("a", 101) + `"}]`, "at most 100"},
		{"message command with description", `[{"name":"Find","type":3,"description":"x"}]`, "no description"},
		{"unknown locale", command(`,"name_localizations":{"kr":"x"}`), "kr"},
		{"twice", `[{"name":"a","description":"d"},{"name":"a","description":"d"}]`, "twice"},
		{"context 3", `[{"name":"a","description":"d","contexts":[3]}]`, "contexts: 3"},
		{"required last", opts(`{"type":3,"name":"a","description":"d"}`, `{"type":3,"name":"b","description":"d","required":true}`), "required after"},
		{"option twice", opts(`{"type":3,"name":"a","description":"d"}`, `{"type":3,"name":"a","description":"d"}`), "name twice"},
		{"autocomplete with choices", opts(`{"type":3,"name":"a","description":"d","autocomplete":true,"choices":[{"name":"x","value":"y"}]}`), "autocomplete with choices"},
		{"26 options", opts(repeat(26, func(i int) string { return fmt.Sprintf(`{"type":3,"name":"a%d","description":"d"}`, i) })), "26 elements"},
		{"8,001 characters", opts(repeat(9, func(i int) string {
			return fmt.Sprintf(`{"type":3,"name":"a%d","description":"d","choices":[%s]}`, i, repeat(10, func(int) string {
				return `{"name":"` + strings.Repeat("n", 50) + `","value":"` + strings.Repeat("v", 50) + `"}`
			}))
		})), "at most 8000"},
		{"16 message commands", `[` + repeat(16, func(i int) string { return fmt.Sprintf(`{"name":"A %d","type":3}`, i) }) + `]`, "at most 15"},
		{"unknown field", command(`,"handler":1`), "no place here"},
	}
	for _, tt := range tests {
		check(t, tt.name, CheckCommands([]byte(tt.raw)), tt.want)
	}
}

// check wants no error where want is empty, and else one that holds it.
func check(t *testing.T, name string, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("%s: %v", name, err)
	case want != "" && err == nil:
		t.Errorf("%s: passed, want %q", name, want)
	case want != "" && !strings.Contains(err.Error(), want):
		t.Errorf("%s: %v, want %q", name, err, want)
	}
}

// What passes is JSON, within the size that Discord takes, and switches pings
// off; whatever the bytes, the checker returns.
func FuzzCheckResponse(f *testing.F) {
	for _, s := range []string{`{"type":1}`, `{"type":5,"data":{"flags":64}}`, `{"type":4,"data":` + message(text("a")+","+row(button(1))) + `}`, `{"type":8,"data":{"choices":[]}}`, `null`, `{"type":4,"data":null}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if CheckResponse(raw) != nil {
			return
		}
		var r struct {
			Type int
			Data struct {
				AllowedMentions struct{ Parse []string } `json:"allowed_mentions"`
			}
		}
		if err := json.Unmarshal(raw, &r); err != nil {
			t.Fatalf("passed, but: %v", err)
		}
		if (r.Type == 4 || r.Type == 7) && (r.Data.AllowedMentions.Parse == nil || len(r.Data.AllowedMentions.Parse) > 0) {
			t.Fatal("passed, but pings are not switched off")
		}
	})
}
