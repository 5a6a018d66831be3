// Package discordtest is a Discord on loopback, at wire level, for tests.
//
// It holds no Discord library: what it takes and gives is bytes, so that a
// mistake that a library would hide on both sides is seen. It refuses what
// Discord refuses and what this program has no business to send, and it can
// misbehave in the ways in which Discord has been seen to.
//
// [CheckResponse], [CheckMessage] and [CheckCommands] are its rules for what
// goes out, for tests that need no server.
//
// Lengths are counted in UTF-16 units: nowhere fewer than Discord counts, so
// that what passes here passes there.
package discordtest
