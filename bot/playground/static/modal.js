// Forms that the bot opens.
import { el, uid } from "./dom.js";
import { markdown } from "./markdown.js";
import { w } from "./words.js";

/** ask opens a form; it resolves to the components that a submission holds, or to null if the person closed it. */
export function ask(modal) {
  const fields = modal.components.map((c, i) => field(c, 2 * i + 1));
  const head = uid();
  const form = el("form", { method: "dialog" },
    el("h2", { id: head }, modal.title), ...fields.map((f) => f.node),
    el("div", { class: "row" },
      el("button", { type: "button", class: "btn s2", onclick: () => dialog.close("") }, w("cancel")),
      el("button", { class: "btn s1", value: "sent" }, w("submit"))));
  const dialog = el("dialog", { "aria-labelledby": head }, form);
  document.body.append(dialog);
  const back = document.activeElement;
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "sent" ? fields.flatMap((f) => f.value()) : null);
      dialog.remove();
      back?.focus();
    });
    dialog.returnValue = "";
    dialog.showModal();
  });
}

function field(c, n) {
  if (c.type === 10) return { node: markdown(c.content), value: () => [] };
  const inner = c.component ?? c.components?.[0];
  const id = uid();
  const control = inner.type === 3 ? choice(inner, id) : input(inner, id);
  const node = el("div", { class: "field" }, el("label", { for: id }, c.label ?? inner.label ?? ""),
    c.description ? el("p", { class: "dim", id: `${id}d` }, c.description) : null, control);
  if (c.description) control.setAttribute("aria-describedby", `${id}d`);
  const value = () => [{ type: 18, id: n, component: inner.type === 3
    ? { type: 3, id: n + 1, custom_id: inner.custom_id, values: control.value ? [control.value] : [] }
    : { type: 4, id: n + 1, custom_id: inner.custom_id, value: control.value } }];
  return { node, value };
}

function choice(c, id) {
  return el("select", { id, required: c.required !== false },
    el("option", { value: "" }, c.placeholder ?? w("pick")),
    ...c.options.map((o) => el("option", { value: o.value, selected: o.default }, o.label)));
}

function input(c, id) {
  const common = { id, required: c.required !== false, maxlength: c.max_length ?? 4000, minlength: c.min_length, placeholder: c.placeholder };
  if (c.style !== 2) return el("input", { type: "text", value: c.value, ...common });
  const area = el("textarea", { rows: 5, ...common });
  area.value = c.value ?? "";
  return area;
}
