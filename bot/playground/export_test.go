package playground

// What tests of the package's outside look at inside.
var (
	Locate      = locate
	ReadMessage = readMessage
)
