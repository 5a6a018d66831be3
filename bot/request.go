// Package bot is the commands: a [Request] in, a [Reply] out, for any transport.
//
// The types here are our own; a transport translates them (package
// bot/discord to and from Discord's JSON, package bot/playground renders what
// that makes). One table, [Commands], drives registration, routing, help and
// the playground. Whatever comes from a person or an article is made inert
// before it stands in a Reply.
package bot

// A Kind says what sort of interaction a request is.
type Kind int

const (
	// Command is a slash command.
	Command Kind = iota + 1
	// MessageCommand is a command of a message's menu.
	MessageCommand
	// Autocomplete asks for choices while a person types an option.
	Autocomplete
	// Click is a press of a button or a choice in a select.
	Click
	// Submit is a filled-in modal.
	Submit
)

// A Place says where an interaction happens.
type Place int

const (
	// Guild is a server.
	Guild Place = iota
	// BotDM is a direct message with the bot.
	BotDM
	// PrivateChannel is a direct message between people, or a group.
	PrivateChannel
)

// A Request is one interaction, checked and decoded. Strings are valid UTF-8.
type Request struct {
	ID          string // snowflake, for de-duplication
	Kind        Kind
	Name        string            // of the command
	Options     map[string]string // by name; booleans are "true" and "false"
	Focused     string            // Autocomplete: the option being typed
	CustomID    string            // Click, Submit
	Values      []string          // Click: chosen values of a select
	Fields      map[string]string // Submit: by custom id
	Target      *Message          // MessageCommand: the message
	User        string            // snowflake of who asked
	Guild       string            // snowflake, or ""
	Permissions uint64            // of the member in the channel; 0 outside a server
	Place       Place
	Installed   Installation
	Locale      string // of the person, as Discord spells it ("en-US", "ko")
	GuildLocale string // of the server, or ""
	// Owner is the person whose command made the message that a Click or Submit
	// came from, or "" where that is not known.
	Owner string
	// AttachmentLimit is how many bytes a file of the reply may have; 0 means
	// the default (10 MiB).
	AttachmentLimit int
}

// An Installation says by whom the bot was added where the interaction happens.
type Installation struct{ Guild, User bool }

// A Message is what a message command was used on. Nothing but its text is read.
type Message struct {
	ID, Author, Text string
}

// A Reply is the answer to a request. The zero Reply is not a valid one.
type Reply struct {
	// Private shows the reply to the person alone.
	Private bool
	// Update replaces the message that a Click came from, in place of a new one.
	Update bool
	// Delete removes the message that a Click came from; nothing else counts then.
	Delete bool
	// Body is what is shown, from the top.
	Body []Component
	// Files go with the message; a File component names one.
	Files []Attachment
	// Choices answer an Autocomplete; nil is no choices.
	Choices []Choice
	// Modal opens a form, in place of a message.
	Modal *Modal
	// Outcome is one word for the log and the metrics ("answered", "error").
	Outcome string
}

// A Deferral is what must be known of a reply before it is made, because the
// first word of a late answer fixes it.
type Deferral struct {
	// Private shows the answer to the person alone.
	Private bool
	// Update replaces the message that was clicked.
	Update bool
	// Never: the answer cannot come late (choices, a form).
	Never bool
}

// A Choice is one line of an autocomplete.
type Choice struct{ Name, Value string }

// An Attachment is a file of a reply.
type Attachment struct {
	Name, Type, Description string // Description is the alt text
	Data                    []byte
}

// A Component is one part of a message: Text, Section, Separator, Container,
// Gallery, File, Row.
type Component interface{ component() }

// Text is a paragraph in Discord's markdown; what is not ours in it is escaped.
type Text struct{ Markdown string }

// A Section is one to three texts beside a button.
type Section struct {
	Texts  []Text
	Button Button
}

// A Separator parts what is above from what is below.
type Separator struct{ Line, Large bool }

// A Container is a card. Accent is its colour as 0xRRGGBB, 0 for none; it
// never carries a meaning of its own.
type Container struct {
	Accent int
	Items  []Component
}

// A Gallery shows pictures.
type Gallery struct{ Items []Picture }

// A Picture is an attached file shown as a picture, with its alt text.
type Picture struct{ Name, Description string }

// A File shows an attached file by its name.
type File struct{ Name string }

// A Row holds up to five buttons, or one select.
type Row struct {
	Buttons []Button
	Select  *Select
}

func (Text) component()      {}
func (Section) component()   {}
func (Separator) component() {}
func (Container) component() {}
func (Gallery) component()   {}
func (File) component()      {}
func (Row) component()       {}

// A Style is the look of a button.
type Style int

// The styles of buttons, as Discord numbers them. A link has a URL in place of
// an ID.
const (
	Primary Style = iota + 1
	Secondary
	Success
	Danger
	Link
)

// A Button does something when pressed.
type Button struct {
	Style    Style
	Label    string // at most 38 runes, so that it is whole on a phone
	ID       string // custom id, at most 100 characters
	URL      string // Link alone, at most 512 characters
	Disabled bool
}

// A Select offers a choice of one of up to 25.
type Select struct {
	ID, Placeholder string
	Options         []SelectOption
}

// A SelectOption is one line of a select.
type SelectOption struct{ Label, Value, Description string }

// A Modal is a form.
type Modal struct {
	ID, Title string
	Fields    []Field // one to five
}

// A Field is one labelled input of a modal: a text, or a select where Options
// are given.
type Field struct {
	ID, Label, Description, Value, Placeholder string
	Long, Required                             bool
	MaxLength                                  int // characters; 0 means 4000
	Options                                    []SelectOption
}
