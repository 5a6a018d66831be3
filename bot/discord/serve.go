package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"cleannet/bot"
)

// serve brings a job to its end: a first answer in time, then what is left.
func (d *Dispatcher) serve(j *job) {
	d.Metrics.addRunning(1)
	defer d.Metrics.addRunning(-1)
	soon := time.NewTimer(time.Until(j.came.Add(deferAfter)))
	defer soon.Stop()
	if !d.slot(soon.C) {
		// Nobody was free in time: a deferral now would only hold the person up.
		d.finish(j, d.giveShort(j, bot.Busy(j.in.Request)), "busy")
		return
	}
	ctx, cancel := context.WithTimeout(d.work, handleLimit)
	defer cancel()
	h := d.handle(ctx, j)
	select {
	case r := <-h.res:
		outcome, err := d.prompt(j, r)
		d.finish(j, err, outcome)
		return
	case <-soon.C:
	}
	how := bot.Deferral{Private: true}
	select {
	case how = <-h.def:
	default: // it hangs before it could say; a private answer wrongs nobody
	}
	if how.Never {
		d.never(j, h)
		return
	}
	err := d.give(j, EncodeDeferral(how))
	if err != nil {
		d.abandon(h)
		d.finish(j, err, "unanswered")
		return
	}
	given := time.Now()
	r := d.awaitLate(ctx, j, h)
	outcome, err := d.late(j, how, r, given)
	d.finish(j, err, outcome)
}

// slot waits for a free worker until the timer fires.
func (d *Dispatcher) slot(soon <-chan time.Time) bool {
	select {
	case d.workers <- struct{}{}:
		return true
	default:
	}
	d.Metrics.addQueued(1)
	defer d.Metrics.addQueued(-1)
	select {
	case d.workers <- struct{}{}:
		return true
	case <-soon:
	case <-d.work.Done():
	}
	return false
}

// give gives the first answer within Discord's time.
func (d *Dispatcher) give(j *job, body []byte) error {
	ctx, cancel := context.WithDeadline(d.work, j.came.Add(firstBy))
	defer cancel()
	err := j.give(ctx, body)
	if err == nil {
		d.Metrics.first(time.Since(j.came))
	}
	return err
}

func (d *Dispatcher) giveShort(j *job, r bot.Reply) error { return d.give(j, d.sentence(j.in, r)) }

// reply is what is shown for a result.
func (d *Dispatcher) reply(j *job, r result) (bot.Reply, string) {
	if r.ref != "" {
		return bot.Failed(j.in.Request, r.ref), "error"
	}
	return r.reply, r.reply.Outcome
}

// prompt gives a reply that was ready in time.
func (d *Dispatcher) prompt(j *job, r result) (outcome string, err error) {
	reply, outcome := d.reply(j, r)
	resp, err := Encode(j.in.Kind, reply)
	if err != nil {
		reply, outcome = bot.Failed(j.in.Request, d.fail(j, err.Error())), "error"
		if resp, err = Encode(j.in.Kind, reply); err != nil {
			return outcome, err
		}
	}
	if err := d.give(j, resp.First); err != nil {
		return "unanswered", err
	}
	if resp.Edit == nil && !resp.Delete {
		return outcome, nil
	}
	return outcome, d.change(j, resp, time.Now())
}

// change edits or deletes after the first answer.
func (d *Dispatcher) change(j *job, resp Response, given time.Time) error {
	ctx, cancel := context.WithTimeout(d.work, lateLimit)
	defer cancel()
	sleep(ctx, time.Until(given.Add(j.late)))
	if resp.Delete {
		return d.REST.Delete(ctx, j.in)
	}
	err := d.REST.Edit(ctx, j.in, resp.Edit, resp.Files)
	var refused *RESTError
	if !errors.As(err, &refused) || refused.Status != http.StatusBadRequest {
		return err
	}
	// Discord takes this message from nobody; the person shall not wait for it.
	sorry, encodeErr := EncodeEdit(bot.Failed(j.in.Request, d.fail(j, err.Error())))
	if encodeErr != nil {
		return encodeErr
	}
	return d.REST.Edit(ctx, j.in, sorry.Edit, nil)
}

// never waits a little longer for a reply that cannot be deferred: choices, or a
// form.
func (d *Dispatcher) never(j *job, h *handling) {
	limit := time.NewTimer(time.Until(j.came.Add(neverAfter)))
	defer limit.Stop()
	select {
	case r := <-h.res:
		outcome, err := d.prompt(j, r)
		d.finish(j, err, outcome)
	case <-limit.C:
		d.abandon(h)
		d.finish(j, d.giveShort(j, bot.Busy(j.in.Request)), "late")
	}
}

// awaitLate waits for a handler whose answer was put off, until its time is up.
func (d *Dispatcher) awaitLate(ctx context.Context, j *job, h *handling) result {
	select {
	case r := <-h.res:
		return r
	case <-ctx.Done():
	}
	// A handler that heeds its context is about to return.
	grace := time.NewTimer(50 * time.Millisecond)
	defer grace.Stop()
	select {
	case r := <-h.res:
		return r
	case <-grace.C:
		d.abandon(h)
		return result{ref: d.fail(j, "the handler did not return in time")}
	}
}

// late shows a reply after a deferral.
func (d *Dispatcher) late(j *job, how bot.Deferral, r result, given time.Time) (string, error) {
	reply, outcome := d.reply(j, r)
	if reply.Modal != nil {
		reply, outcome = bot.Busy(j.in.Request), "late"
	}
	// A new message cannot take the place of the one that was clicked, and what is
	// for one person alone cannot take the place of what all see.
	apart := how.Update && !reply.Update || !how.Update && !how.Private && reply.Private
	if !apart || reply.Delete {
		resp, err := EncodeEdit(reply)
		if err == nil {
			return outcome, d.change(j, resp, given)
		}
		reply, outcome = bot.Failed(j.in.Request, d.fail(j, err.Error())), "error"
		if how.Private && !how.Update {
			if resp, err = EncodeEdit(reply); err != nil {
				return outcome, err
			}
			return outcome, d.change(j, resp, given)
		}
	}
	return outcome, d.apart(j, how, reply, given)
}

// apart sends the reply as a message of its own; a deferral that all see as
// "thinking" is taken away first, since the follow-up would else become it.
func (d *Dispatcher) apart(j *job, how bot.Deferral, reply bot.Reply, given time.Time) error {
	if !how.Update {
		if err := d.change(j, Response{Delete: true}, given); err != nil {
			return err
		}
	}
	if err := check(reply); err != nil {
		return err
	}
	m := newMessage(reply)
	if reply.Private {
		m.Flags |= flagEphemeral
	}
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(d.work, lateLimit)
	defer cancel()
	sleep(ctx, time.Until(given.Add(j.late)))
	return d.REST.FollowUp(ctx, j.in, body, reply.Files)
}

// finish writes the one line that an interaction leaves in the log.
func (d *Dispatcher) finish(j *job, err error, outcome string) {
	took := time.Since(j.came)
	if outcome == "" {
		outcome = "other"
	}
	d.Metrics.answered(j.via, d.label(j.in), outcome, took)
	args := []any{"interaction", j.in.ID, "transport", j.via, "command", d.label(j.in), "outcome", outcome, "took", took.Round(time.Microsecond)}
	if d.Generation != nil {
		args = append(args, "generation", d.Generation())
	}
	switch {
	case errors.Is(err, context.Canceled):
		d.Log.Info("interaction given up at the end", args...)
	case err != nil:
		d.Log.Warn("interaction not answered", append(args, "err", err)...)
	default:
		d.Log.Info("interaction", args...)
	}
}
