// The panel that shows what went over the wire, with Discord's limits.
import { count } from "./components.js";
import { el } from "./dom.js";

const kept = 20;

/** Raw is the panel; show() opens it, at an interaction if one is named. */
export class Raw {
  constructor(panel, list, toggle, close) {
    Object.assign(this, { panel, list, toggle, entries: new Map() });
    toggle.addEventListener("click", () => (panel.hidden ? this.show() : this.hide()));
    close.addEventListener("click", () => this.hide());
    panel.addEventListener("keydown", (e) => { if (e.key === "Escape") this.hide(); });
  }

  show(id = [...this.entries.keys()].at(-1)) {
    this.panel.hidden = false;
    this.toggle.setAttribute("aria-expanded", "true");
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.open = true;
    entry.scrollIntoView({ block: "nearest" });
    entry.firstElementChild.focus();
  }

  hide() {
    this.panel.hidden = true;
    this.toggle.setAttribute("aria-expanded", "false");
    this.toggle.focus();
  }

  /** add shows an exchange; a second time it takes the place of the first. */
  add(r) {
    const id = r.interaction.id;
    const entry = el("details", {},
      el("summary", {}, `${title(r)} · ${(r.micros / 1000).toFixed(1)} ms`),
      limits(r), el("h3", {}, "Interaction"), json(r.interaction), el("h3", {}, `Answer (HTTP ${r.status})`), json(r.answer),
      ...(r.late ?? []).flatMap((e) => [el("h3", {}, `Later: ${e.kind}`), json(e.message ?? null)]));
    const old = this.entries.get(id);
    if (old) {
      entry.open = old.open;
      old.replaceWith(entry);
    } else {
      if (!this.entries.size) this.list.replaceChildren();
      this.list.prepend(entry);
    }
    this.entries.set(id, entry);
    if (this.entries.size > kept) {
      const [oldest, node] = this.entries.entries().next().value;
      node.remove();
      this.entries.delete(oldest);
    }
  }
}

const kinds = { 2: "command", 3: "component", 4: "autocomplete", 5: "form" };

function title(r) {
  const d = r.interaction.data;
  return d.name ? `${kinds[r.interaction.type]} ${d.name}` : kinds[r.interaction.type];
}

function json(value) {
  return el("pre", { tabindex: "0" }, JSON.stringify(value, null, 1));
}

// limits sets what the answer used beside what Discord allows.
function limits(r) {
  const last = (r.late ?? []).findLast((e) => e.message)?.message;
  const n = count(last ?? r.answer?.data);
  const rows = [
    ["first answer, ms", (r.micros / 1000).toFixed(1), 3000], ["components", n.components, 40], ["text, characters", n.text, 4000],
    ["longest custom id", n.id, 100], ["longest label", n.label, 80], ["longest link", n.link, 512],
  ];
  const choices = r.answer?.data?.choices;
  if (choices) rows.push(["choices", choices.length, 25]);
  return el("table", {}, el("thead", {}, el("tr", {}, ...["Limit", "Used", "Of"].map((h) => el("th", { scope: "col" }, h)))),
    el("tbody", {}, ...rows.map(([name, used, of]) => el("tr", {}, el("td", {}, name), el("td", { class: used > of ? "over" : null }, String(used)), el("td", {}, String(of))))));
}
