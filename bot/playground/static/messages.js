// The messages of the channel.
import { all } from "./components.js";
import { el, menuButton } from "./dom.js";
import { markdown } from "./markdown.js";
import { label, w } from "./words.js";

const ephemeral = 64;
let number = 0n;
/** snowflake returns an id as Discord gives them: by the clock, and growing. */
export function snowflake() {
  const now = BigInt(Date.now() - 1420070400000) << 22n;
  number = now > number ? now : number + 1n;
  return String(number);
}

/** Channel shows messages. bot has press(message, type, id, values), use(command, message) and raw(id). */
export class Channel {
  constructor(root, bot) {
    this.root = root;
    this.bot = bot;
  }

  /** say adds a message of a person. */
  say(author, content, note) {
    const m = { id: snowflake(), author, content, components: [], files: [], sources: {}, note };
    this.#add(m);
    return m;
  }

  /** expect adds a message of the bot that is still to come. used says what brought it about. */
  expect(used) {
    const m = { id: snowflake(), author: "cleannet", content: "", components: [], files: [], sources: {}, used, thinking: true };
    this.#add(m);
    return m;
  }

  /** fill puts an answer into a message: data as Discord sends it, with its files and sources. */
  fill(m, data, { files = [], sources = {}, edited = false } = {}) {
    Object.assign(m, { thinking: false, failed: null, content: data.content ?? "", components: data.components ?? [], files, sources, edited });
    // What is private stays so: an edit cannot say it, only the first answer could.
    if (!edited) m.flags = (m.flags & ephemeral) | (data.flags ?? 0);
    this.#draw(m);
  }

  /** fail says that there was no answer. */
  fail(m, sentence) {
    Object.assign(m, { thinking: false, failed: sentence || w("failed"), flags: ephemeral });
    this.#draw(m);
  }

  remove(m) {
    const next = m.node.previousElementSibling;
    m.node.remove();
    if (next?.classList.contains("msg")) next.focus();
  }

  #add(m) {
    m.time = new Date();
    m.node = el("article", { class: `msg${document.documentElement.dataset.ready ? " new" : ""}`, tabindex: "-1" });
    this.root.append(m.node);
    this.#draw(m);
  }

  #draw(m) {
    const had = focusIn(m.node);
    const isBot = m.author === "cleannet";
    const name = { you: w("you"), someone: w("someone") }[m.author] ?? m.author;
    const time = m.time.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    m.node.setAttribute("aria-label", `${name}, ${time}`);
    m.node.setAttribute("aria-busy", String(Boolean(m.thinking)));
    m.node.classList.toggle("private", Boolean(m.flags & ephemeral));
    m.node.replaceChildren(...[
      m.used ? el("p", { class: "used" }, `↪ ${w("you")} ${w("used")} `, el("code", {}, m.used)) : null,
      el("div", { class: `face${isBot ? " bot" : ""}`, "aria-hidden": "true" }, name[0].toUpperCase()),
      el("div", { class: "what" },
        el("p", { class: "who" }, name, isBot ? el("span", { class: "badge" }, "APP") : null, el("time", { datetime: m.time.toISOString() }, time)),
        this.#body(m), this.#foot(m)),
      ...this.#more(m),
    ].filter(Boolean));
    refocus(m.node, had);
    if (!had) m.node.scrollIntoView({ block: m.node.offsetHeight > this.root.clientHeight ? "start" : "nearest" });
  }

  #body(m) {
    if (m.thinking) return el("p", { class: "thinking" }, w("thinking"));
    if (m.failed) return el("p", { class: "failed" }, m.failed);
    const ctx = { files: m.files, sources: m.sources, before: "", press: (type, id, values) => this.bot.press(m, type, id, values) };
    return el("div", { class: "body" }, m.content ? markdown(m.content) : null, ...all(m.components, ctx));
  }

  #foot(m) {
    if (m.flags & ephemeral) {
      return el("p", { class: "foot" }, `${w("private")} `, el("button", { type: "button", onclick: () => this.remove(m) }, w("dismiss")));
    }
    const note = m.edited ? w("edited") : m.note;
    return note ? el("p", { class: "foot" }, note) : null;
  }

  #more(m) {
    if (m.thinking) return [];
    const open = el("button", { type: "button", class: "more", "aria-label": w("actions") }, "⋯");
    menuButton(open, () => {
      const items = this.bot.messageCommands().map((c) => ({ label: label(c.name, this.bot.locale()), go: () => this.bot.use(c, m) }));
      if (m.raw) items.push({ label: w("show-raw"), go: () => this.bot.raw(m.raw) });
      return items;
    }, (item) => item.go());
    return [open];
  }
}

// focusIn remembers which control of a message has the focus, by its label, so that it can be found again in the new form.
function focusIn(node) {
  const a = document.activeElement;
  return node.contains(a) ? { label: a.textContent, tag: a.tagName } : null;
}

function refocus(node, had) {
  if (!had) return;
  const same = [...node.querySelectorAll(had.tag)].find((e) => e.textContent === had.label && !e.disabled);
  (same ?? node).focus();
}
