package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"time"
)

// rest serves a request of the API, or misbehaves as told.
func (s *Server) rest(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, MaxRequest+1<<20)) // what is cut off is refused as too large
	call := s.called(r)
	var f Fault
	if s.Fault != nil {
		if p := s.Fault(r); p != nil {
			f = *p
		}
	}
	pause(r, f.Delay)
	if f.Cut && f.Status == 0 {
		cut(w)
		return
	}
	out := httptest.NewRecorder()
	if f.Status != 0 && !f.Cut {
		for k, v := range f.Header {
			out.Header()[k] = v
		}
		out.WriteHeader(f.Status)
		out.Body.WriteString(f.Body)
	} else {
		s.route(out, r, body)
	}
	pause(r, f.After)
	if f.Cut {
		cut(w)
		return
	}
	for k, v := range out.Header() {
		w.Header()[k] = v
	}
	s.mu.Lock()
	call.Status = out.Code
	s.mu.Unlock()
	w.WriteHeader(out.Code)
	_, _ = w.Write(out.Body.Bytes()) // a caller that has gone wants no answer
}

func (s *Server) called(r *http.Request) *Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &Call{At: time.Now(), Method: r.Method, Path: r.URL.Path}
	s.calls = append(s.calls, c)
	return c
}

func pause(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	}
}

// refuse answers with one of Discord's errors.
func refuse(w http.ResponseWriter, status, code int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"message":%q,"code":%d}`, text, code)
}

var apiPath = regexp.MustCompile(`^/api/v(?:9|10)/(.+)$`)

func (s *Server) route(w http.ResponseWriter, r *http.Request, body []byte) {
	m := apiPath.FindStringSubmatch(r.URL.Path)
	if m == nil {
		refuse(w, http.StatusNotFound, 0, "404: Not Found")
		return
	}
	parts := strings.Split(m[1], "/")
	switch {
	case m[1] == "gateway" && r.Method == http.MethodGet:
		fmt.Fprintf(w, `{"url":%q}`, "ws"+strings.TrimPrefix(s.url, "http"))
	case len(parts) == 4 && parts[0] == "interactions" && parts[3] == "callback" && r.Method == http.MethodPost:
		s.callback(w, r, parts[1], parts[2], body)
	case len(parts) == 5 && parts[0] == "webhooks" && parts[3] == "messages" && parts[4] == "@original":
		s.original(w, r, parts[1], parts[2], body)
	case len(parts) == 3 && parts[0] == "webhooks" && r.Method == http.MethodPost:
		s.followUp(w, r, parts[1], parts[2], body)
	case len(parts) == 3 && parts[0] == "channels" && parts[2] == "messages" && r.Method == http.MethodPost:
		s.channelMessage(w, r, parts[1], body)
	case len(parts) >= 3 && parts[0] == "applications" && slices.Contains(parts, "commands"):
		s.serveCommands(w, r, parts, body)
	default:
		s.violate("%s of an unknown path", r.Method)
		refuse(w, http.StatusNotFound, 0, "404: Not Found")
	}
}

// callback takes the first answer to an interaction.
func (s *Server) callback(w http.ResponseWriter, r *http.Request, id, token string, body []byte) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		s.violate("first answer as %q", r.Header.Get("Content-Type"))
		refuse(w, http.StatusBadRequest, 50109, "The request body contains invalid JSON.")
		return
	}
	status, code, text := s.firstAnswer(id, token, body)
	if status != http.StatusNoContent {
		refuse(w, status, code, text)
		return
	}
	w.WriteHeader(status)
}

// firstAnswer judges a first answer, however it came, and records a good one.
func (s *Server) firstAnswer(id, token string, body []byte) (status, code int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.interactions[token]
	violate := func(format string, args ...any) {
		s.violations = append(s.violations, "interaction "+id+": "+fmt.Sprintf(format, args...))
	}
	switch {
	case in == nil || in.id != id:
		violate("answer to an unknown interaction")
		return http.StatusNotFound, 10062, "Unknown interaction"
	case in.answer.First != nil:
		in.answer.Refused++
		return http.StatusBadRequest, codeAnswered, "Interaction has already been acknowledged."
	case !s.Patient && time.Since(in.issued) > firstAnswerTime:
		in.answer.Late = true
		return http.StatusNotFound, 10062, "Unknown interaction"
	}
	if err := CheckResponse(body); err != nil {
		violate("%v", err)
		return http.StatusBadRequest, 50035, "Invalid Form Body"
	}
	var first struct {
		Type int
		Data json.RawMessage
	}
	_ = json.Unmarshal(body, &first) // CheckResponse has read it
	if !slices.Contains(in.allowed(), first.Type) {
		violate("answer of type %d to an interaction of type %d", first.Type, in.kind)
		return http.StatusBadRequest, 50035, "Invalid Form Body"
	}
	in.answer.take(first.Type, body, first.Data)
	in.answer.FirstAfter = time.Since(in.issued)
	return http.StatusNoContent, 0, ""
}

// codeAnswered is Discord's code for a second first answer.
const codeAnswered = 40060

// original serves edits, reads and deletion of the first answer.
func (s *Server) original(w http.ResponseWriter, r *http.Request, app, token string, body []byte) {
	in := s.open(w, app, token)
	if in == nil {
		return
	}
	s.mu.Lock()
	gone := in.answer.Deleted || in.answer.Type == responseModal || in.answer.Type == responseChoices
	s.mu.Unlock()
	switch {
	case gone:
		refuse(w, http.StatusNotFound, 10008, "Unknown Message")
	case r.Method == http.MethodDelete:
		s.mu.Lock()
		in.answer.Deleted, in.answer.Message = true, nil
		s.mu.Unlock()
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodPatch:
		files, payload, err := s.payload(r, body)
		if err == nil {
			err = CheckMessage(payload)
		}
		if !s.accept(w, in, "edit", err) {
			return
		}
		s.mu.Lock()
		in.answer.Message, in.answer.Files = payload, files
		in.answer.Edits++
		in.answer.FinalAfter = time.Since(in.issued)
		s.mu.Unlock()
		fmt.Fprintf(w, `{"id":%q}`, s.id())
	default:
		s.violate("%s of an answer", r.Method)
		refuse(w, http.StatusMethodNotAllowed, 0, "405: Method Not Allowed")
	}
}

func (s *Server) followUp(w http.ResponseWriter, r *http.Request, app, token string, body []byte) {
	in := s.open(w, app, token)
	if in == nil {
		return
	}
	files, payload, err := s.payload(r, body)
	if err == nil {
		err = CheckFollowUp(payload)
	}
	if !s.accept(w, in, "follow-up", err) {
		return
	}
	s.mu.Lock()
	in.answer.FollowUps = append(in.answer.FollowUps, payload)
	in.answer.Files = append(in.answer.Files, files...)
	in.answer.FinalAfter = time.Since(in.issued)
	s.mu.Unlock()
	fmt.Fprintf(w, `{"id":%q}`, s.id())
}

// accept refuses a payload with a fault.
func (s *Server) accept(w http.ResponseWriter, in *interaction, what string, err error) bool {
	if err != nil {
		s.violate("interaction %s: %s: %v", in.id, what, err)
		refuse(w, http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	return err == nil
}

// open finds the interaction of a token that may still be used for edits.
func (s *Server) open(w http.ResponseWriter, app, token string) *interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.interactions[token]
	switch {
	case in == nil || app != Application:
		s.violations = append(s.violations, "call for an unknown webhook")
		refuse(w, http.StatusNotFound, 10015, "Unknown Webhook")
	case in.answer.First == nil:
		s.violations = append(s.violations, "interaction "+in.id+": edited before it was answered")
		refuse(w, http.StatusNotFound, 10015, "Unknown Webhook")
	case time.Since(in.issued) > tokenLife:
		refuse(w, http.StatusUnauthorized, 50027, "Invalid Webhook Token")
	default:
		return in
	}
	return nil
}

// payload reads a body of JSON, or of multipart with files.
func (s *Server) payload(r *http.Request, body []byte) (files []File, payload []byte, err error) {
	if len(body) > MaxRequest {
		return nil, nil, fmt.Errorf("a request of %d bytes, at most %d", len(body), MaxRequest)
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, nil, err
	}
	if kind == "application/json" {
		if named := attachmentNames(body); len(named) > 0 {
			return nil, nil, fmt.Errorf("%d attachments named, none sent", len(named))
		}
		return nil, body, nil
	}
	if kind != "multipart/form-data" {
		return nil, nil, fmt.Errorf("a body of type %s", kind)
	}
	parts := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return nil, nil, err
		}
		if p.FormName() == "payload_json" {
			payload = data
			continue
		}
		if want := fmt.Sprintf("files[%d]", len(files)); p.FormName() != want || p.FileName() == "" || len(data) > MaxFile {
			return nil, nil, fmt.Errorf("part %q of %d bytes, want %q of at most %d", p.FormName(), len(data), want, MaxFile)
		}
		files = append(files, File{p.FileName(), p.Header.Get("Content-Type"), data})
	}
	named := attachmentNames(payload)
	if len(named) != len(files) {
		return nil, nil, fmt.Errorf("%d attachments named, %d sent", len(named), len(files))
	}
	for i, f := range files {
		if named[i] != f.Name {
			return nil, nil, fmt.Errorf("attachment %d is named %q and sent as %q", i, named[i], f.Name)
		}
	}
	return files, payload, nil
}

func attachmentNames(payload []byte) (names []string) {
	var m struct{ Attachments []struct{ Filename string } }
	_ = json.Unmarshal(payload, &m) // CheckMessage reports what is no JSON
	for _, a := range m.Attachments {
		names = append(names, a.Filename)
	}
	return names
}
