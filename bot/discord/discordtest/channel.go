package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// A Post is a message that the bot sent to a channel.
type Post struct {
	Channel, ReplyTo string
	Message          json.RawMessage
}

// Posts lists the messages sent to channels.
func (s *Server) Posts() []Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Post(nil), s.posts...)
}

// channelMessage takes a message to a channel. One with the nonce of another is
// taken for the same, as Discord does where it is told to enforce that.
func (s *Server) channelMessage(w http.ResponseWriter, r *http.Request, channel string, body []byte) {
	if r.Header.Get("Authorization") != "Bot "+BotToken {
		s.violate("a message without the bot's token")
		refuse(w, http.StatusUnauthorized, 0, "401: Unauthorized")
		return
	}
	to, nonce, err := checkPost(body)
	if err != nil {
		s.violate("message to a channel: %v", err)
		refuse(w, http.StatusBadRequest, 50035, "Invalid Form Body")
		return
	}
	s.mu.Lock()
	for _, p := range s.posts {
		var m struct{ Nonce string }
		_ = json.Unmarshal(p.Message, &m) // checkPost has read it
		if m.Nonce == nonce {
			s.mu.Unlock()
			fmt.Fprint(w, `{"id":"1"}`)
			return
		}
	}
	s.posts = append(s.posts, Post{channel, to, body})
	s.mu.Unlock()
	fmt.Fprintf(w, `{"id":%q}`, s.id())
}

// checkPost is CheckMessage for a message to a channel that replies to another.
func checkPost(raw []byte) (to, nonce string, err error) {
	c := newChecker()
	o, ok := c.object("message", raw)
	if !ok {
		return "", "", c.err()
	}
	if ref, ok := o.child("message_reference"); ok {
		to = ref.str("message_id", 1, 20)
		if ref.flag("fail_if_not_exists", true) {
			c.fail(ref.path, "fails where the question is gone")
		}
		ref.close()
	}
	nonce = o.str("nonce", 1, 25)
	if !o.flag("enforce_nonce", false) {
		c.fail(o.path, "a nonce that is not enforced")
	}
	rest, err := json.Marshal(o.left)
	if err != nil {
		c.fail("message", "%v", err)
	}
	c.message("message", rest, flagV2|flagSuppressEmbeds|flagSilent)
	return to, nonce, c.err()
}
