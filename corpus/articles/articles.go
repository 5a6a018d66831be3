// Package articles is the built-in corpus: our own summaries, in English, of
// what public sources report about the Clean Network, one file a source.
//
// The files are in the format that [cleannet/corpus.Parse] reads, each named
// for its article's id. Every article has basis "digest"; the words of a
// source itself are for an operator to add, in a folder of their own. A test
// holds that no file is broken.
package articles

import (
	"embed"
	"io/fs"
)

//go:embed *.md
var files embed.FS

// FS returns the files, all in its root.
func FS() fs.FS { return files }
