// Discord's markdown as elements. What is not markdown stays text.
import { el, outside, safeURL } from "./dom.js";

const inlineRules = [
  [/\\([^\p{L}\p{N}\s])/uy, (m) => m[1]],
  [/(`+)([^]*?[^`])\1(?!`)/y, (m) => el("code", {}, m[2].trim() || m[2])],
  [/\[((?:\\[^]|[^\\[\]])+)\]\(<(https?:\/\/[^\s<>]+)>\)/y, (m, at) => link(m[2], inline(m[1], at))],
  [/\[((?:\\[^]|[^\\[\]])+)\]\((https?:\/\/[^\s()<>]+)\)/y, (m, at) => link(m[2], inline(m[1], at))],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => link(m[1], [m[1]])],
  [/https?:\/\/[^\s<>]*[^\s<>.,:;"'\])*_~|]/y, (m) => link(m[0], [m[0]])],
  [/<t:(-?\d{1,13})(?::[tTdDfFR])?>/y, (m) => moment(Number(m[1]), m[0])],
  [/<(?:@[!&]?|#)\d+>|<\/[^:<>\n]{1,100}:\d+>|<id:\w+>|@everyone|@here/y, (m) => el("span", { class: "mention" }, m[0].replace(/^<|:?\d*>$/g, ""))],
  [/<a?:(\w+):\d+>/y, (m) => `:${m[1]}:`],
  [/\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, (m, at) => el("strong", {}, ...inline(m[1], at))],
  [/__((?:\\[^]|[^\\])+?)__(?!_)/y, (m, at) => el("u", {}, ...inline(m[1], at))],
  [/\*(?!\s)((?:\\[^]|\*\*|[^\\*])+?)\*(?!\*)/y, (m, at) => el("em", {}, ...inline(m[1], at))],
  [/_((?:\\[^]|__|[^\\_])+?)_(?![\p{L}\p{N}_])/uy, (m, at) => el("em", {}, ...inline(m[1], at))],
  [/~~((?:\\[^]|[^\\])+?)~~(?!~)/y, (m, at) => el("s", {}, ...inline(m[1], at))],
  [/\|\|((?:\\[^]|[^\\])+?)\|\|/y, (m, at) => spoiler(inline(m[1], at))],
];

/** depth bounds how deep styles may stand in each other. */
const depth = 12;

/** inline returns the nodes of a stretch without blocks. */
export function inline(text, level = 0) {
  const out = [];
  let plain = "";
  for (let i = 0; i < text.length;) {
    const hit = level < depth && match(text, i);
    if (!hit) {
      plain += text[i++];
      continue;
    }
    const made = hit.rule(hit.found, level + 1);
    i += hit.found[0].length;
    if (typeof made === "string") {
      plain += made;
      continue;
    }
    if (plain) out.push(plain);
    plain = "";
    out.push(made);
  }
  if (plain) out.push(plain);
  return out;
}

function match(text, i) {
  if (!"\\`[<h*_~|@".includes(text[i])) return null;
  for (const [pattern, rule] of inlineRules) {
    pattern.lastIndex = i;
    const found = pattern.exec(text);
    if (found) return { found, rule };
  }
  return null;
}

function link(address, children) {
  const url = safeURL(address);
  return url ? outside(url, {}, ...children) : el("span", {}, ...children);
}

function moment(seconds, raw) {
  const d = new Date(seconds * 1000);
  if (Number.isNaN(d.getTime())) return raw;
  return el("time", { datetime: d.toISOString() }, d.toLocaleString(document.documentElement.lang));
}

function spoiler(children) {
  return el("button", { type: "button", class: "spoiler", "aria-expanded": "false", onclick: (e) => e.currentTarget.setAttribute("aria-expanded", "true") }, ...children);
}

/** markdown returns an element that shows a text of a message. */
export function markdown(text) {
  const out = el("div", { class: "md" });
  blocks(text, out, true);
  return out;
}

function blocks(text, out, quotes) {
  let plain = [];
  const flush = () => {
    const s = plain.join("\n").replace(/^\n+|\n+$/g, "");
    if (s) out.append(el("p", {}, ...inline(s)));
    plain = [];
  };
  const lines = text.split("\n");
  for (let i = 0; i < lines.length;) {
    const taken = block(lines, i, quotes);
    if (!taken) {
      plain.push(lines[i++]);
      continue;
    }
    flush();
    out.append(taken.node);
    i = taken.next;
  }
  flush();
}

// block returns the block that begins at line i and the line after it, or null.
function block(lines, i, quotes) {
  const line = lines[i];
  let m;
  if (line.startsWith("```")) return fence(lines, i);
  if (quotes && line.startsWith(">>> ")) {
    return { node: quote([line.slice(4), ...lines.slice(i + 1)]), next: lines.length };
  }
  if (quotes && line.startsWith("> ")) {
    let end = i;
    while (end < lines.length && lines[end].startsWith("> ")) end++;
    return { node: quote(lines.slice(i, end).map((l) => l.slice(2))), next: end };
  }
  if ((m = /^(#{1,3}) +(.*\S)/.exec(line))) {
    // All are of one level: they stand side by side below the page's own, and Discord's messages leave levels out.
    return { node: el("h3", { class: `size${m[1].length}` }, ...inline(m[2])), next: i + 1 };
  }
  if ((m = /^-# +(.*\S)/.exec(line))) return { node: el("p", { class: "sub" }, ...inline(m[1])), next: i + 1 };
  if (/^ *(?:[-*]|\d{1,9}\.) +\S/.test(line)) return list(lines, i);
  return null;
}

function quote(lines) {
  const node = el("blockquote");
  blocks(lines.join("\n"), node, false);
  return node;
}

function fence(lines, i) {
  const rest = lines.slice(i).join("\n");
  const m = /^```(?:[\w+-]+\n)?\n?([^]*?)```/.exec(rest);
  if (!m) return null;
  return { node: el("pre", { tabindex: "0" }, el("code", {}, m[1])), next: i + m[0].split("\n").length };
}

function list(lines, i) {
  const first = /^ *(?:([-*])|(\d{1,9})\.) +/.exec(lines[i]);
  const node = el(first[1] ? "ul" : "ol", { start: first[2] ?? null });
  const same = first[1] ? /^ *[-*] +(\S.*)/ : /^ *\d{1,9}\. +(\S.*)/;
  let m;
  for (; i < lines.length && (m = same.exec(lines[i])); i++) node.append(el("li", {}, ...inline(m[1])));
  return { node, next: i };
}
