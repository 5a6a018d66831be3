package playground

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxUpload is how many bytes a late answer may have with its files: Discord's
// bound for one request.
const maxUpload = 25 << 20

type rawMessage = json.RawMessage

// RoundTrip takes the REST calls that end an interaction, so that an App can be
// the transport of the bot's REST client: a first answer, an edit, a follow-up,
// a deletion. Calls for an interaction that is unknown or over get 404, as from
// Discord, and calls of any other kind too. It never fails but for a request
// whose body cannot be read.
func (a *App) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		body, err = io.ReadAll(io.LimitReader(r.Body, maxUpload+1))
		r.Body.Close()
		if err != nil {
			return nil, fmt.Errorf("take late answer: %w", err)
		}
	}
	status := http.StatusBadRequest
	if len(body) <= maxUpload {
		status = a.late(r, body)
	}
	text := `{"message":"` + http.StatusText(status) + `","code":0}`
	if status == http.StatusOK {
		text = `{}`
	}
	return &http.Response{
		Status: strconv.Itoa(status) + " " + http.StatusText(status), StatusCode: status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(strings.NewReader(text)), ContentLength: int64(len(text)), Request: r,
	}, nil
}

// late puts a call down for the page and returns the status that answers it.
func (a *App) late(r *http.Request, body []byte) int {
	kind, token := a.route(r)
	if kind == "" {
		return http.StatusNotFound
	}
	e := event{Kind: kind}
	var files []file
	if kind != "delete" {
		var err error
		if e.Message, files, err = readMessage(r.Header.Get("Content-Type"), body); err != nil {
			return http.StatusBadRequest
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	x := a.find(func(x *exchange) bool { return x.token == token })
	switch {
	case x == nil:
		return http.StatusNotFound
	case len(x.events) >= maxEvents:
		return http.StatusTooManyRequests
	}
	for _, f := range files {
		e.Files = append(e.Files, fileRef{f.name, x.path(len(x.files), f.name), len(f.data)})
		x.files = append(x.files, f)
		x.size += len(f.data)
		a.kept += len(f.data)
	}
	x.events = append(x.events, e)
	select {
	case x.wake <- struct{}{}:
	default:
	}
	a.trim()
	return http.StatusOK
}

// route reads the address of a call: what it is, or "", and the token in it.
func (a *App) route(r *http.Request) (kind, token string) {
	_, path, _ := strings.Cut(r.URL.Path, "/webhooks/"+a.id+"/")
	token, rest, _ := strings.Cut(path, "/")
	switch {
	case r.Method == http.MethodPatch && rest == "messages/@original":
		return "edit", token
	case r.Method == http.MethodDelete && rest == "messages/@original":
		return "delete", token
	case r.Method == http.MethodPost && rest == "" && token != "":
		return "followup", token
	}
	return "", ""
}

// path is where the page finds file n. The name at its end is for people, who
// save the file under it.
func (x *exchange) path(n int, name string) string {
	return "/play/file/" + x.handle + "/" + strconv.Itoa(n) + "/" + url.PathEscape(name)
}

// errMessage says that a late answer is not what Discord takes.
var errMessage = errors.New("late answer: neither JSON nor multipart with payload_json")

// readMessage reads the body of a late answer: JSON, or multipart with the JSON
// as payload_json and the files as files[n].
func readMessage(contentType string, body []byte) (rawMessage, []file, error) {
	kind, params, err := mime.ParseMediaType(contentType)
	switch {
	case err == nil && kind == "application/json" && json.Valid(body):
		return body, nil, nil
	case err != nil || kind != "multipart/form-data":
		return nil, nil, errMessage
	}
	var message rawMessage
	var files []file
	parts := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, errMessage
		}
		data, err := io.ReadAll(part)
		switch name := part.FormName(); {
		case err != nil:
			return nil, nil, errMessage
		case name == "payload_json":
			message = data
		case strings.HasPrefix(name, "files["):
			files = append(files, file{part.FileName(), part.Header.Get("Content-Type"), data})
		}
	}
	if !json.Valid(message) {
		return nil, nil, errMessage
	}
	return message, files, nil
}
