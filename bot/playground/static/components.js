// Discord's message components as elements, by their JSON.
import { el, menuButton, outside, safeURL } from "./dom.js";
import { markdown } from "./markdown.js";
import { w } from "./words.js";

const makers = {
  1: (c, ctx) => el("div", { class: "row" }, ...all(c.components, ctx)),
  2: button,
  3: picker,
  9: (c, ctx) => el("div", { class: "section" }, el("div", { class: "texts" }, ...all(c.components, ctx)), one(c.accessory, ctx)),
  10: (c, ctx) => linked(markdown(c.content), ctx),
  11: (c, ctx) => picture(c.media, c.description, ctx),
  12: (c, ctx) => el("div", { class: "gallery" }, ...c.items.map((i) => picture(i.media, i.description, ctx))),
  13: (c, ctx) => file(c.file, ctx),
  14: (c) => el("hr", { class: `separator${c.divider === false ? "" : " line"}${c.spacing === 2 ? " large" : ""}`, "aria-hidden": c.divider === false }),
  17: container,
};

/** all returns the elements of a list of components. ctx has press(id, values), files and sources. */
export const all = (list, ctx) => (list ?? []).map((c) => one(c, ctx));

function one(c, ctx) {
  const make = makers[c?.type];
  return make ? make(c, ctx) : el("p", { class: "unknown" }, `${w("unsupported")} ${c?.type}`);
}

function container(c, ctx) {
  const e = el("div", { class: "container" }, ...all(c.components, ctx));
  if (c.accent_color) e.style.borderLeftColor = `#${c.accent_color.toString(16).padStart(6, "0")}`;
  return e;
}

function button(c, ctx) {
  const look = `btn s${c.style}`;
  if (c.style === 5) return outside(safeURL(c.url) ?? "#", { class: look }, c.label);
  return el("button", { type: "button", class: look, disabled: c.disabled, onclick: () => ctx.press(2, c.custom_id) }, c.label);
}

function picker(c, ctx) {
  const open = el("button", { type: "button", disabled: c.disabled }, c.placeholder ?? w("pick"));
  menuButton(open, () => c.options, (o) => ctx.press(3, c.custom_id, [o.value]));
  return el("div", { class: "picker" }, open);
}

// fileOf returns where a file of the message is; nothing is loaded from elsewhere.
function fileOf(media, ctx) {
  const name = media.url.replace(/^attachment:\/\//, "");
  return ctx.files.find((f) => f.name === name);
}

function picture(media, description, ctx) {
  const f = fileOf(media, ctx);
  return f ? el("img", { src: f.url, alt: description ?? "" }) : el("p", { class: "unknown" }, media.url);
}

function file(media, ctx) {
  const f = fileOf(media, ctx);
  if (!f) return el("p", { class: "unknown" }, media.url);
  return el("div", { class: "file" }, el("span", { "aria-hidden": "true" }, "↓"),
    el("a", { href: f.url, download: f.name }, f.name), el("span", { class: "dim small" }, `${f.size} B`));
}

// linked adds, to each link that leads to an article's source, one to its place in the library: with the text around it,
// by which the quote is found.
function linked(md, ctx) {
  const words = () => [...md.children].filter((e) => !e.classList.contains("sub")).map((e) => e.textContent).join("\n").trim();
  for (const a of md.querySelectorAll("a")) {
    if (!known(a, ctx)) continue;
    const quote = words() || ctx.before;
    const to = `/library/find?source=${encodeURIComponent(a.href)}&text=${encodeURIComponent(quote.slice(0, 1500))}`;
    afterBrackets(a).after(el("a", { class: "inlib", href: to }, w("place_in_library")));
  }
  ctx.before = words() || ctx.before;
  return md;
}

// afterBrackets returns the node behind a link and the bracket that closes a title which is not the source's own.
function afterBrackets(a) {
  const next = a.nextSibling;
  if (next?.nodeType !== Node.TEXT_NODE || !next.data.startsWith("]")) return a;
  next.splitText(1);
  return next;
}

function known(a, ctx) {
  return Object.keys(ctx.sources).some((s) => safeURL(s) === a.href);
}

/** count sums up what Discord limits in a message. */
export function count(message) {
  const sum = { components: 0, text: 0, id: 0, label: 0, link: 0 };
  const visit = (c) => {
    if (!c || typeof c !== "object") return;
    sum.components++;
    sum.text += c.content?.length ?? 0;
    sum.id = Math.max(sum.id, c.custom_id?.length ?? 0);
    sum.label = Math.max(sum.label, c.label?.length ?? 0);
    sum.link = Math.max(sum.link, c.url?.length ?? 0);
    for (const inner of c.components ?? []) visit(inner);
    if (c.accessory) visit(c.accessory);
    if (c.component) visit(c.component);
  };
  for (const c of message?.components ?? []) visit(c);
  return sum;
}
