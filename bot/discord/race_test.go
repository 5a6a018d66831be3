//go:build race

package discord

// underRace: the race detector slows a test about ten times; what a test counts
// for its texts alone is cut to a tenth then.
const underRace = true
