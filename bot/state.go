package bot

import (
	"bytes"
	"compress/flate"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"strings"

	"cleannet/corpus/passage"
)

// An op is what a custom id asks for. Numbers are never used again for another
// meaning within one version.
type op byte

const (
	opPassage   op = iota + 1 // a passage in full; page is how many neighbours on each side
	opSearch                  // a page of a search; data is the sort and the query
	opKept                    // a page of passages that the id itself holds
	opAsk                     // a question asked by a button
	opDismiss                 // delete the message
	opHelpful                 // a vote
	opUnhelpful               // a vote with an optional reason, asked for in a form
	opReason                  // that form, filled in
	opSources                 // a page of the library
	opSource                  // one source
	opCite                    // a citation of a source; page is the style
	opTimeline                // a page of a timeline
	opQuestion                // the form of "Ask about this", filled in
	opTopic                   // a search for a topic, offered where a question was declined
)

const (
	stateVersion = 1
	macBytes     = 8
	// 100 characters of base64 without padding hold 75 bytes.
	maxState = 75
	maxData  = maxState - 4 - macBytes
	keyBytes = 5 // a passage key has 40 bits
	// maxKeys is how many passages an id can hold beside nothing else.
	maxKeys = maxData / keyBytes
	// maxInflated bounds what compressed data may become.
	maxInflated = 2048
)

// A cursor is all that a button knows. It stands in the button's custom id, so
// that any process with the same key serves any click at any time.
type cursor struct {
	op   op
	page int    // 0 to 255; its meaning depends on op
	slot int    // 0 to 255; only tells equal buttons of one message apart
	data string // a query, an article's key or passage keys
}

var (
	errForged = errors.New("custom id: not one of ours")
	errOld    = errors.New("custom id: of another version")
)

// A sealer makes custom ids that nobody without the key can make or change.
type sealer struct{ key []byte }

// seal returns the custom id for c: at most 100 characters of A-Z, a-z, 0-9, -
// and _. It returns false if c does not fit.
func (s sealer) seal(c cursor) (string, bool) {
	if c.page < 0 || c.page > 255 || c.slot < 0 || c.slot > 255 {
		return "", false
	}
	data, packed := []byte(c.data), byte(0)
	if len(data) > 24 {
		if z := deflate(c.data); len(z) < len(data) {
			data, packed = z, 1
		}
	}
	if len(data) > maxData || len(c.data) > maxInflated {
		return "", false
	}
	b := make([]byte, 0, maxState)
	b = append(b, stateVersion<<1|packed, byte(c.op), byte(c.page), byte(c.slot))
	b = append(b, data...)
	b = append(b, s.mac(b)...)
	return base64.RawURLEncoding.EncodeToString(b), true
}

// open reads a custom id. It returns errOld for one of another version and
// errForged for anything that was not sealed with this key.
func (s sealer) open(id string) (cursor, error) {
	if len(id) > maxID || strings.ContainsAny(id, "\r\n") { // which the decoder skips
		return cursor{}, errForged
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(id)
	if err != nil || len(b) < 4+macBytes {
		return cursor{}, errForged
	}
	body, mac := b[:len(b)-macBytes], b[len(b)-macBytes:]
	if !hmac.Equal(mac, s.mac(body)) {
		return cursor{}, errForged
	}
	if body[0]>>1 != stateVersion {
		return cursor{}, errOld
	}
	c := cursor{op: op(body[1]), page: int(body[2]), slot: int(body[3]), data: string(body[4:])}
	if body[0]&1 == 1 {
		if c.data, err = inflate(body[4:]); err != nil {
			return cursor{}, errForged
		}
	}
	return c, nil
}

// maxID is how many characters a custom id may have.
const maxID = 100

func (s sealer) mac(b []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(b)
	return h.Sum(nil)[:macBytes]
}

// stateWords primes the compression with words that questions and queries hold,
// the most frequent last. It belongs to stateVersion: change one, change both.
const stateWords = "operator equipment technology companies government declined " +
	"announced dialogue partners security telecom members countries country " +
	"source: stance: topic: country: after:20 before:20 kind:official kind:news 202" +
	"Did Are Why When Where Which What Who How many was is did does do say said about " +
	" Taiwan Japan India Germany Brazil European Union South Korea Pompeo Krach ZTE TikTok WeChat " +
	" Trusted Clean Path Clean Cable Clean Cloud United Kingdom United States China Chinese " +
	"Huawei 5G network and of in to the Clean Network"

func deflate(s string) []byte {
	var b bytes.Buffer
	// The level and the dictionary are valid and a buffer takes every write, so
	// none of these returns an error.
	w, _ := flate.NewWriterDict(&b, flate.BestCompression, []byte(stateWords))
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.Bytes()
}

func inflate(z []byte) (string, error) {
	r := flate.NewReaderDict(bytes.NewReader(z), []byte(stateWords))
	b, err := io.ReadAll(io.LimitReader(r, maxInflated+1))
	if err != nil || len(b) > maxInflated {
		return "", errForged
	}
	return string(b), nil
}

// packKeys writes passage keys as 5 bytes each; those beyond limit are left out.
func packKeys(keys []passage.Key, limit int) string {
	var b []byte
	for _, k := range keys[:min(len(keys), limit)] {
		b = append(b, byte(k>>32), byte(k>>24), byte(k>>16), byte(k>>8), byte(k))
	}
	return string(b)
}

// unpackKeys reads what packKeys wrote; a rest of fewer than 5 bytes is dropped.
func unpackKeys(s string) []passage.Key {
	var keys []passage.Key
	for ; len(s) >= keyBytes; s = s[keyBytes:] {
		var k passage.Key
		for i := range keyBytes {
			k = k<<8 | passage.Key(s[i])
		}
		keys = append(keys, k)
	}
	return keys
}

// articleKey names an article in a custom id: 40 bits of a hash of its id, which
// may be too long to stand there itself.
func articleKey(id string) string {
	sum := sha256.Sum256([]byte("article\x00" + id))
	return string(sum[:keyBytes])
}
