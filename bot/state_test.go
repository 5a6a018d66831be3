package bot

import (
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cleannet/corpus/passage"
)

var testSealer = sealer{[]byte("a key for tests alone")}

func TestSealRoundTrip(t *testing.T) {
	long := "which countries refused to join the Clean Network, and what did Washington say about Huawei and ZTE?"
	for _, c := range []cursor{
		{op: opDismiss},
		{op: opSearch, page: 255, slot: 255, data: "bHuawei kind:news country:DE after:2020-01"},
		{op: opPassage, page: 4, data: packKeys([]passage.Key{1<<40 - 1}, 1)},
		{op: opKept, data: packKeys(make([]passage.Key, maxKeys), maxKeys)},
		{op: opAsk, slot: 3, data: long},
		{op: opAsk, data: "어느 통신사가 아직 화웨이 장비를"},
	} {
		id, ok := testSealer.seal(c)
		if !ok {
			t.Errorf("%+v does not fit", c)
			continue
		}
		if len(id) > maxID || strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Errorf("%+v: id %q", c, id)
		}
		got, err := testSealer.open(id)
		if err != nil || !cmp.Equal(got, c, cmp.AllowUnexported(cursor{})) {
			t.Errorf("open(seal(%+v)) = %+v, %v", c, got, err)
		}
	}
	sum := sha512.Sum512([]byte("noise")) // nothing makes it shorter
	noise := string(sum[:]) + string(sum[:8])
	for _, c := range []cursor{{page: -1}, {page: 256}, {slot: 256}, {data: noise}, {data: strings.Repeat("a", maxInflated+1)}} {
		if id, ok := testSealer.seal(c); ok {
			t.Errorf("%+.60v was sealed as %q", c, id)
		}
	}
}

// Whatever is changed in an id, at whatever place, it is refused.
func TestOpenRefusesForgeries(t *testing.T) {
	id, _ := testSealer.seal(cursor{op: opSearch, page: 2, data: "bHuawei Korea"})
	for i := range id {
		for _, c := range []byte("AZ09-_ ") {
			forged := id[:i] + string(c) + id[i+1:]
			if forged == id {
				continue
			}
			if got, err := testSealer.open(forged); !errors.Is(err, errForged) {
				t.Fatalf("open(%q) = %+v, %v: changed at %d", forged, got, err, i)
			}
		}
	}
	other := sealer{[]byte("another key for tests")}
	for _, forged := range []string{"", "A", id[:len(id)-1], id + "A", strings.Repeat("A", 101), "한국", base64.RawURLEncoding.EncodeToString(make([]byte, 12))} {
		if _, err := testSealer.open(forged); !errors.Is(err, errForged) {
			t.Errorf("open(%q): %v", forged, err)
		}
	}
	if _, err := other.open(id); !errors.Is(err, errForged) {
		t.Errorf("another key opened it: %v", err)
	}
}

func TestOpenOtherVersion(t *testing.T) {
	b := []byte{(stateVersion + 1) << 1, byte(opDismiss), 0, 0}
	b = append(b, testSealer.mac(b)...)
	if _, err := testSealer.open(base64.RawURLEncoding.EncodeToString(b)); !errors.Is(err, errOld) {
		t.Errorf("an id of the next version: %v, want errOld", err)
	}
	// Compressed data that is none, sealed as if by us.
	b = []byte{stateVersion<<1 | 1, byte(opAsk), 0, 0, 0xff, 0xff}
	b = append(b, testSealer.mac(b)...)
	if _, err := testSealer.open(base64.RawURLEncoding.EncodeToString(b)); !errors.Is(err, errForged) {
		t.Errorf("broken compression: %v, want errForged", err)
	}
}

func TestPackKeys(t *testing.T) {
	keys := []passage.Key{0, 1, 1<<40 - 1, 0x123456789a}
	if got := unpackKeys(packKeys(keys, 9)); !cmp.Equal(got, keys) {
		t.Errorf("unpackKeys(packKeys(%v)) = %v", keys, got)
	}
	if got := unpackKeys(packKeys(keys, 2) + "rest"); !cmp.Equal(got, keys[:2]) {
		t.Errorf("with a rest: %v", got)
	}
}

func FuzzOpen(f *testing.F) {
	id, _ := testSealer.seal(cursor{op: opAsk, data: "how many countries joined the Clean Network?"})
	f.Add(id, "how many countries", 1, 2)
	f.Add(id[:5]+"\n"+id[5:], "", 0, 0)
	f.Fuzz(func(t *testing.T, id, data string, page, slot int) {
		if c, err := testSealer.open(id); err == nil {
			if again, ok := testSealer.seal(c); !ok || again != id {
				t.Errorf("open(%q) = %+v, which seals as %q", id, c, again)
			}
		}
		c := cursor{op: opSearch, page: page, slot: slot, data: data}
		sealed, ok := testSealer.seal(c)
		if !ok {
			return
		}
		got, err := testSealer.open(sealed)
		if err != nil || got != c || len(sealed) > maxID {
			t.Errorf("open(seal(%+v)) = %+v, %v; id of %d", c, got, err, len(sealed))
		}
	})
}
