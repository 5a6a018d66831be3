// The wire between the page and the bot: interactions out, answers in.

/** Wire sends interactions. settings() gives locale, place and role; seen(record) is told of each exchange. */
export class Wire {
  constructor(settings, seen) {
    this.settings = settings;
    this.seen = seen;
  }

  /** send returns {interaction, status, answer, sources, later, error}; error is a sentence where the page's server refused. */
  async send(type, data, message) {
    const call = { type, data, ...this.settings() };
    if (message) call.message = message;
    let r;
    try {
      const response = await fetch("/play/interact", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(call),
      });
      r = await response.json();
    } catch {
      r = { error: "" };
    }
    if ("error" in r) return { status: 0, answer: null, ...r };
    this.seen(r);
    return r;
  }

  /** late waits for what comes after a deferral and calls take(event, sources) for each; it gives up when the token is over. */
  async late(r, take) {
    for (let failures = 0; failures < 3;) {
      try {
        const response = await fetch(r.later);
        if (response.status === 404) return false;
        const { events, sources } = await response.json();
        for (const e of events) {
          r.late = [...(r.late ?? []), e];
          take(e, sources);
        }
        if (events.length) {
          this.seen(r);
          return true;
        }
      } catch {
        failures++;
      }
    }
    return false;
  }
}
