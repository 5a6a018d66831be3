package playground

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"cleannet/corpus"
)

// addresses knows articles by the address of their source, without its fragment,
// so that links to sources are told from others.
type addresses struct {
	mu     sync.Mutex
	corpus *corpus.Corpus // that byURL is of
	byURL  map[string]string
}

// of returns the ids of c's articles by address. It must not be changed.
func (k *addresses) of(c *corpus.Corpus) map[string]string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.corpus != c {
		k.corpus, k.byURL = c, make(map[string]string, c.Len())
		for a := range c.All() {
			k.byURL[plainAddress(a.URL)] = a.ID
		}
	}
	return k.byURL
}

// plainAddress returns what tells a source's address from others, however much
// of it is escaped. The fragment says where on the page, so it is left out.
func plainAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	query, err := url.QueryUnescape(u.RawQuery)
	if err != nil {
		query = u.RawQuery
	}
	return u.Scheme + "://" + u.Host + u.Path + "?" + query
}

// linkPattern finds addresses in markdown: up to what ends one there.
var linkPattern = regexp.MustCompile(`https?://[^\s<>()\\"]+`)

// sources returns which links in the texts of JSON values lead to the source of
// an article: its id by the link as it stands there.
func (p *Playground) sources(values ...rawMessage) map[string]string {
	known := p.addresses.of(p.state().Corpus)
	found := map[string]string{}
	for _, raw := range values {
		var v any
		if json.Unmarshal(raw, &v) == nil {
			eachText(v, func(s string) {
				for _, link := range linkPattern.FindAllString(s, -1) {
					if id, ok := known[plainAddress(link)]; ok {
						found[link] = id
					}
				}
			})
		}
	}
	return found
}

// eachText calls f for every string in v that may hold an address.
func eachText(v any, f func(string)) {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, "://") {
			f(v)
		}
	case []any:
		for _, x := range v {
			eachText(x, f)
		}
	case map[string]any:
		for _, x := range v {
			eachText(x, f)
		}
	}
}
