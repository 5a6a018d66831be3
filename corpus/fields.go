package corpus

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

const (
	maxID  = 100  // bytes; leaves room for a file name's extension everywhere
	maxURL = 2048 // bytes; longer ones break in browsers and in chats
)

// A field is one key of the front matter.
type field struct {
	key      string
	required bool
	read     func(*Article, *yaml.Node) error
	write    func(*Article) string // the value as YAML; "" leaves the key out
}

// fields lists the keys in the order in which they are written.
var fields = []field{
	text("id", true, func(a *Article) *string { return &a.ID }, CheckID),
	text("title", true, func(a *Article) *string { return &a.Title }, nil),
	text("publisher", true, func(a *Article) *string { return &a.Publisher }, nil),
	text("url", true, func(a *Article) *string { return &a.URL }, CheckURL),
	text("lang", true, func(a *Article) *string { return &a.Lang }, CheckLang),
	enum("kind", func(a *Article) *Kind { return &a.Kind }, Kinds),
	enum("stance", func(a *Article) *Stance { return &a.Stance }, Stances),
	enum("basis", func(a *Article) *Basis { return &a.Basis }, []Basis{Digest, Full}),
	flag("title_supplied", func(a *Article) *bool { return &a.TitleSupplied }),
	text("title_en", false, func(a *Article) *string { return &a.TitleEN }, nil),
	list("authors", func(a *Article) *[]string { return &a.Authors }, nil),
	date("published", func(a *Article) *Date { return &a.Published }),
	text("source_lang", false, func(a *Article) *string { return &a.SourceLang }, CheckLang),
	text("archive_url", false, func(a *Article) *string { return &a.ArchiveURL }, CheckURL),
	list("topics", func(a *Article) *[]string { return &a.Topics }, CheckID),
	list("countries", func(a *Article) *[]string { return &a.Countries }, CheckCountry),
	text("provenance", false, func(a *Article) *string { return &a.Provenance }, nil),
	date("retrieved", func(a *Article) *Date { return &a.Retrieved }),
	text("license", false, func(a *Article) *string { return &a.License }, nil),
	{"asks", false, readAsks, writeAsks},
}

func fieldByKey(key string) (field, bool) {
	i := slices.IndexFunc(fields, func(f field) bool { return f.key == key })
	if i < 0 {
		return field{}, false
	}
	return fields[i], true
}

func text(key string, required bool, at func(*Article) *string, check func(string) error) field {
	return field{key, required,
		func(a *Article, n *yaml.Node) (err error) { *at(a), err = scalar(n, check); return err },
		func(a *Article) string { return quote(*at(a)) },
	}
}

func enum[T ~string](key string, at func(*Article) *T, all []T) field {
	check := func(s string) error {
		if !slices.Contains(all, T(s)) {
			return fmt.Errorf("%q is none of %s", s, joinAs(all))
		}
		return nil
	}
	return field{key, true,
		func(a *Article, n *yaml.Node) error { s, err := scalar(n, check); *at(a) = T(s); return err },
		func(a *Article) string { return quote(string(*at(a))) },
	}
}

func joinAs[T ~string](all []T) string {
	s := make([]string, len(all))
	for i, v := range all {
		s[i] = string(v)
	}
	return strings.Join(s, ", ")
}

func flag(key string, at func(*Article) *bool) field {
	read := func(a *Article, n *yaml.Node) error {
		s, err := scalar(n, nil)
		if err == nil && s != "true" && s != "false" {
			err = fmt.Errorf("%q is neither true nor false", s)
		}
		*at(a) = s == "true"
		return err
	}
	return field{key, false, read, func(a *Article) string {
		if *at(a) {
			return "true"
		}
		return ""
	}}
}

func date(key string, at func(*Article) *Date) field {
	read := func(a *Article, n *yaml.Node) error {
		s, err := scalar(n, nil)
		if err == nil {
			*at(a), err = ParseDate(s)
		}
		return err
	}
	// A bare year would be read as a number by other readers of YAML.
	return field{key, false, read, func(a *Article) string {
		d := *at(a)
		if d.IsZero() || d.Month != 0 {
			return d.String()
		}
		return `"` + d.String() + `"`
	}}
}

func list(key string, at func(*Article) *[]string, check func(string) error) field {
	read := func(a *Article, n *yaml.Node) error {
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			return errors.New("the value is not a list such as [a, b]")
		}
		var errs []string
		*at(a) = nil
		for _, item := range n.Content {
			s, err := scalar(item, check)
			if err == nil && slices.Contains(*at(a), s) {
				err = fmt.Errorf("%q stands twice", s)
			}
			if err != nil {
				errs = append(errs, err.Error())
				continue
			}
			*at(a) = append(*at(a), s)
		}
		if errs != nil {
			return errors.New(strings.Join(errs, "; "))
		}
		return nil
	}
	return field{key, false, read, func(a *Article) string {
		if len(*at(a)) == 0 {
			return ""
		}
		items := make([]string, len(*at(a)))
		for i, s := range *at(a) {
			items[i] = quote(s)
		}
		return "[" + strings.Join(items, ", ") + "]"
	}}
}

// scalar returns the text of a single value.
func scalar(n *yaml.Node, check func(string) error) (string, error) {
	if n.Kind != yaml.ScalarNode {
		return "", errors.New("the value is not a single line of text")
	}
	s := oneLine(n.Value)
	if s == "" || n.Tag == "!!null" {
		return "", errors.New("there is no value")
	}
	if check != nil {
		if err := check(s); err != nil {
			return "", err
		}
	}
	return s, nil
}

// CheckID says why s cannot be the id of an article or a topic: it has 1 to
// 100 of the characters a-z, 0-9 and "-", so it is a file name everywhere.
func CheckID(s string) error {
	if s == "" || len(s) > maxID {
		return fmt.Errorf("%q does not have 1 to %d characters", s, maxID)
	}
	if strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}) {
		return fmt.Errorf("%q has other characters than a-z, 0-9 and -", s)
	}
	return nil
}

// CheckURL says why s is no address of a page: it has a scheme http or https,
// a host and no user name, and at most 2,048 bytes, none of them white space.
func CheckURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case len(s) > maxURL:
		return fmt.Errorf("the address has more than %d bytes", maxURL)
	case err != nil || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return fmt.Errorf("%q is no address of a page", s)
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%q does not begin with http:// or https://", s)
	case u.Hostname() == "":
		return fmt.Errorf("%q has no host", s)
	case u.User != nil:
		return fmt.Errorf("the address of %s has a user name in it", u.Host)
	}
	return nil
}

// CheckLang says why s is no language tag of BCP 47 whose parts are all
// registered, such as en, zh-Hant or pt-BR.
func CheckLang(s string) error {
	base, _, _ := strings.Cut(s, "-")
	if _, err := language.Parse(s); err != nil || len(base) < 2 || len(base) > 3 || strings.Contains(s, "_") {
		return fmt.Errorf("%q is no language tag such as en, ko or zh-Hant", s)
	}
	return nil
}

// CheckCountry says why s is no country: two capital letters of ISO 3166-1, or
// EU, or XK for Kosovo.
func CheckCountry(s string) error {
	r, err := language.ParseRegion(s)
	ok := err == nil && len(s) == 2 && r.String() == s && r == r.Canonicalize() && r.IsCountry() && s != "ZZ"
	if !ok && s != "EU" && s != "XK" {
		return fmt.Errorf("%q is no country code such as KR or US", s)
	}
	return nil
}
