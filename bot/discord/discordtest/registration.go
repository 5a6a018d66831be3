package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// serveCommands serves the registration of commands: the paths
// applications/A/commands[/C] and applications/A/guilds/G/commands[/C].
func (s *Server) serveCommands(w http.ResponseWriter, r *http.Request, parts []string, body []byte) {
	if r.Header.Get("Authorization") != "Bot "+BotToken {
		refuse(w, http.StatusUnauthorized, 0, "401: Unauthorized")
		return
	}
	at := slices.Index(parts, "commands")
	where, id := strings.Join(parts[:at+1], "/"), strings.Join(parts[at+1:], "/")
	switch {
	case id == "" && r.Method == http.MethodGet:
		s.mu.Lock()
		defer s.mu.Unlock()
		writeJSON(w, http.StatusOK, append([]json.RawMessage{}, s.commands[where]...))
	case id == "" && r.Method == http.MethodPut:
		s.putCommands(w, where, body)
	case id == "" && r.Method == http.MethodPost:
		s.setCommand(w, where, body, "")
	case id != "" && r.Method == http.MethodPatch:
		s.setCommand(w, where, body, id)
	case id != "" && r.Method == http.MethodDelete:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.commands[where] = slices.DeleteFunc(s.commands[where], func(c json.RawMessage) bool { return field(c, "id") == id })
		w.WriteHeader(http.StatusNoContent)
	default:
		s.violate("%s of commands", r.Method)
		refuse(w, http.StatusMethodNotAllowed, 0, "405: Method Not Allowed")
	}
}

func (s *Server) putCommands(w http.ResponseWriter, where string, body []byte) {
	var list []json.RawMessage
	if err := CheckCommands(body); err != nil || json.Unmarshal(body, &list) != nil {
		s.violate("commands: %v", err)
		refuse(w, http.StatusBadRequest, 50035, "Invalid Form Body")
		return
	}
	for i := range list {
		list[i] = s.registered(list[i], s.id())
	}
	s.mu.Lock()
	s.commands[where] = list
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, list)
}

// setCommand creates a command, or changes the one with the id. One of the same
// name and type is replaced, as Discord does.
func (s *Server) setCommand(w http.ResponseWriter, where string, body []byte, id string) {
	if err := CheckCommand(body); err != nil {
		s.violate("%v", err)
		refuse(w, http.StatusBadRequest, 50035, "Invalid Form Body")
		return
	}
	fresh := s.registered(body, s.id())
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.commands[where]
	i := slices.IndexFunc(list, func(c json.RawMessage) bool {
		if id != "" {
			return field(c, "id") == id
		}
		return field(c, "name") == field(fresh, "name") && field(c, "type") == field(fresh, "type")
	})
	switch {
	case i >= 0:
		list[i] = fresh
		writeJSON(w, http.StatusOK, fresh)
	case id != "":
		refuse(w, http.StatusNotFound, 10063, "Unknown application command")
	default:
		s.commands[where] = append(list, fresh)
		writeJSON(w, http.StatusCreated, fresh)
	}
}

// registered is a command as Discord returns it: with what was left out filled in.
func (s *Server) registered(raw []byte, id string) json.RawMessage {
	m := map[string]any{}
	_ = json.Unmarshal(raw, &m) // CheckCommand has read it
	m["id"], m["application_id"], m["version"] = id, Application, id
	for k, v := range map[string]any{
		"type": 1, "description": "", "default_member_permissions": nil, "nsfw": false, "dm_permission": true,
		"contexts": nil, "integration_types": []int{0}, "name_localizations": nil, "description_localizations": nil,
	} {
		if _, ok := m[k]; !ok {
			m[k] = v
		}
	}
	if m["options"] == nil {
		delete(m, "options")
	}
	if p, ok := m["default_member_permissions"].(float64); ok {
		m["default_member_permissions"] = strconv.FormatFloat(p, 'f', -1, 64)
	}
	out, _ := json.Marshal(m) // it came from JSON
	return out
}

func field(raw json.RawMessage, key string) string {
	m := map[string]any{}
	_ = json.Unmarshal(raw, &m) // what is no object has no field
	return fmt.Sprint(m[key])
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // into a recorder
}

// Commands lists the commands registered for a server, or for "" globally.
func (s *Server) Commands(guild string) []json.RawMessage {
	where := "applications/" + Application + "/commands"
	if guild != "" {
		where = "applications/" + Application + "/guilds/" + guild + "/commands"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]json.RawMessage(nil), s.commands[where]...)
}
