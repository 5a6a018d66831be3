// The message box: free text, or a command with its options.
import { Suggestions } from "./combobox.js";
import { el, uid } from "./dom.js";
import { label, w } from "./words.js";

const boolean = 5;
const pause = 180; // ms between the last key and the question what fits: as fast typing goes on

/**
 * Composer reads commands. It calls bot.say(text) for free text, bot.command(command, values) for a command, and
 * bot.complete(command, values, option) for suggestions, which resolves to [{name, value}].
 */
export class Composer {
  constructor(form, commands, bot) {
    Object.assign(this, { form, commands, bot, command: null, options: new Map(), asked: 0 });
    [this.text, this.chips, this.hint] = ["text", "command", "hint"].map((id) => form.querySelector(`#${id}`));
    this.list = new Suggestions(form.querySelector("#list"), this.hint);
    this.text.addEventListener("input", () => this.#typed());
    this.text.addEventListener("focus", () => this.#typed());
    this.text.addEventListener("keydown", (e) => this.list.key(e) || this.#enter(e));
    form.addEventListener("focusout", (e) => { if (!form.contains(e.relatedTarget)) this.list.hide(); });
    form.addEventListener("submit", (e) => { e.preventDefault(); this.#submit(); });
  }

  /** reset shows the empty box; the names of commands may be in another language afterwards. */
  reset() {
    this.asked++; // suggestions under way are for a command that is gone
    this.command = null;
    this.options.clear();
    this.chips.hidden = true;
    this.chips.replaceChildren();
    this.text.hidden = false;
    this.text.value = "";
    this.list.hide();
    this.#say("");
  }

  /** enter begins a command, its first option filled with text. */
  enter(command, text = "") {
    this.reset();
    this.command = command;
    this.text.hidden = true;
    this.chips.hidden = false;
    this.chips.append(el("span", { class: "name" }, `/${this.#name(command)}`));
    this.rest = el("div", { class: "row" });
    const shown = command.options.filter((o) => o.required);
    for (const o of shown) this.#add(o);
    this.chips.append(this.rest);
    this.#offerRest();
    const first = this.options.get(shown[0]?.name.default);
    if (first) first.value = text;
    (first ?? this.form.querySelector("#send")).focus(); // what needs nothing is sent by one more Enter
    if (!first) this.#say(label(command.description, this.bot.locale()));
  }

  #name(command) { return label(command.name, this.bot.locale()); }

  #say(sentence, bad = false) {
    this.hint.textContent = sentence;
    this.hint.classList.toggle("bad", bad);
  }

  // typed follows what is in the box: "/" lists commands, "/name " begins one.
  #typed() {
    const s = this.text.value;
    if (!s.startsWith("/")) return this.list.hide();
    const [, name, space, rest] = /^\/([^\s]*)(\s*)(.*)$/s.exec(s);
    const offered = this.commands();
    const exact = offered.find((c) => [this.#name(c), c.name.default].includes(name));
    if (exact && space) return this.enter(exact, rest);
    const fits = offered.filter((c) => this.#name(c).startsWith(name.toLowerCase()) || c.name.default.startsWith(name.toLowerCase()));
    this.list.show(this.text, fits.map((c) => ({
      label: `/${this.#name(c)}`, description: [label(c.description, this.bot.locale()), ...c.options.map((o) => label(o.name, this.bot.locale()) + (o.required ? "*" : ""))].join(" · "),
      pick: () => this.enter(c),
    })));
    if (fits.length) this.list.tell();
    else this.#say(w("no-command"), true);
  }

  #offerRest() {
    const locale = this.bot.locale();
    this.rest.replaceChildren(...this.command.options.filter((o) => !this.options.has(o.name.default)).map((o) =>
      el("button", { type: "button", class: "addopt", title: label(o.description, locale), onclick: () => { this.#add(o).focus(); this.#offerRest(); } }, `+ ${label(o.name, locale)}`)));
  }

  #add(o) {
    const id = uid();
    const locale = this.bot.locale();
    const strict = o.type === boolean || o.choices?.length > 0;
    const input = el("input", {
      id, type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "list",
      "aria-describedby": "hint", "aria-required": String(o.required), maxlength: o.max || null, autocomplete: "off",
    });
    Object.assign(input, { option: o, strict });
    input.addEventListener("focus", () => { this.#say(label(o.description, locale)); this.#suggest(input); });
    input.addEventListener("input", () => { input.chosen = null; input.removeAttribute("aria-invalid"); this.#suggest(input); });
    input.addEventListener("keydown", (e) => this.#key(e, input));
    const wrap = el("div", { class: `opt${o.required ? " wide" : ""}` }, el("label", { for: id }, label(o.name, locale) + (o.required ? " *" : "")), input);
    if (this.rest.isConnected) this.rest.before(wrap);
    else this.chips.append(wrap);
    this.options.set(o.name.default, input);
    return input;
  }

  #key(e, input) {
    if (this.list.key(e)) return;
    if (e.key === "Escape" || (e.key === "Backspace" && !input.value)) {
      e.preventDefault();
      this.#drop(input);
    } else this.#enter(e);
  }

  #enter(e) {
    if (e.key !== "Enter" || e.isComposing) return;
    e.preventDefault();
    this.form.requestSubmit();
  }

  // drop takes an option away again; without a needed one there is no command.
  #drop(input) {
    if (input.option.required) {
      this.reset();
      this.text.focus();
      return;
    }
    this.options.delete(input.option.name.default);
    input.parentElement.remove();
    this.#offerRest();
    [...this.options.values()].at(-1)?.focus();
    if (!this.options.size) this.rest.querySelector("button").focus();
  }

  async #suggest(input) {
    const { option } = input;
    const turn = ++this.asked;
    const locale = this.bot.locale();
    const choose = (name, value) => ({ label: name, pick: () => { input.value = name; input.chosen = value; this.#next(input); } });
    if (option.type === boolean) return this.#offer(input, [choose(w("yes"), true), choose(w("no"), false)]);
    if (option.choices?.length) return this.#offer(input, option.choices.map((c) => choose(label(c.name, locale), c.value)));
    if (!option.autocomplete) return this.list.hide();
    await new Promise((done) => setTimeout(done, pause));
    if (turn !== this.asked) return;
    const found = await this.bot.complete(this.command, this.#values(), option.name.default);
    if (turn !== this.asked || document.activeElement !== input) return;
    this.list.show(input, found.map((c) => choose(c.name, c.value)), input.value !== "");
    this.list.tell();
  }

  // offer shows the fixed values that begin with what was typed, or all if one is chosen already.
  #offer(input, items) {
    const typed = input.value.toLowerCase();
    const exact = items.some((i) => i.label.toLowerCase() === typed);
    this.list.show(input, items.filter((i) => exact || i.label.toLowerCase().includes(typed)), typed !== "" && !exact);
  }

  #next(input) {
    const all = [...this.options.values()];
    const next = all.slice(all.indexOf(input) + 1).find((i) => !i.value);
    this.asked++;
    if (next) next.focus();
  }

  // values returns what is typed, by option; of strict options the value behind the name.
  #values() {
    const out = {};
    for (const [name, input] of this.options) {
      if (input.value === "") continue;
      out[name] = input.chosen ?? (input.strict ? valueOf(input, this.bot.locale()) : input.value);
    }
    return out;
  }

  #submit() {
    this.list.hide();
    if (!this.command) return this.#submitText();
    const values = this.#values();
    for (const [name, input] of this.options) {
      const missing = input.option.required && !(input.value.trim());
      if (!missing && !(input.strict && input.value && values[name] === undefined)) continue;
      input.setAttribute("aria-invalid", "true");
      input.focus();
      this.list.hide();
      return this.#say(missing ? w("required") : w("pick"), true);
    }
    const command = this.command;
    this.reset();
    this.text.focus();
    this.bot.command(command, values);
  }

  #submitText() {
    const s = this.text.value.trim();
    if (!s) return;
    if (s.startsWith("/")) return this.#say(w("no-command"), true);
    this.reset();
    this.bot.say(s);
  }
}

function valueOf(input, locale) {
  const typed = input.value.trim().toLowerCase();
  if (input.option.type === boolean) return { [w("yes").toLowerCase()]: true, [w("no").toLowerCase()]: false, true: true, false: false }[typed];
  return input.option.choices.find((c) => label(c.name, locale).toLowerCase() === typed)?.value;
}
