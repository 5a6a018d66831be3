// The list of suggestions below one input or another, as the ARIA pattern "combobox" has it.
import { el, uid } from "./dom.js";
import { w } from "./words.js";

/** Suggestions is one list that serves several inputs, one at a time. */
export class Suggestions {
  constructor(list, hint) {
    Object.assign(this, { list, hint, items: [], at: -1, input: null });
  }

  get open() { return !this.list.hidden; }

  /** show lists items ({label, description, pick}) for an input. With none the list closes. first says that the first is chosen by Enter. */
  show(input, items, first = true) {
    this.hide();
    if (!items.length) return;
    Object.assign(this, { input, items });
    this.list.replaceChildren(...items.map((item, i) => el("li", {
      role: "option", id: uid(), "aria-selected": "false",
      onpointerdown: (e) => { e.preventDefault(); this.pick(i); },
    }, item.label, item.description ? el("span", { class: "dim" }, item.description) : null)));
    this.list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    this.move(first ? 0 : -1);
  }

  hide() {
    this.list.hidden = true;
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
    Object.assign(this, { items: [], at: -1, input: null });
  }

  move(to) {
    const rows = [...this.list.children];
    this.at = to < 0 ? -1 : to % rows.length;
    rows.forEach((r, i) => r.setAttribute("aria-selected", String(i === this.at)));
    const active = rows[this.at];
    if (!active) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  pick(i) {
    const item = this.items[i];
    this.hide();
    item.pick();
  }

  /** key handles a key of the input; it returns true if the key was for the list. */
  key(e) {
    if (!this.open) return false;
    const n = this.items.length;
    if (e.key === "ArrowDown") this.move((this.at + 1) % n);
    else if (e.key === "ArrowUp") this.move((this.at + n - (this.at < 0 ? 0 : 1)) % n);
    else if (e.key === "Escape") this.hide();
    else if ((e.key === "Enter" || e.key === "Tab") && this.at >= 0 && !e.shiftKey && !e.isComposing) this.pick(this.at);
    else return false;
    e.preventDefault();
    e.stopPropagation();
    return true;
  }

  /** tell says in words how many there are, for those who do not see the list. */
  tell() {
    this.hint.classList.remove("bad");
    this.hint.textContent = this.open ? w("found", { n: this.items.length }) : "";
  }
}
