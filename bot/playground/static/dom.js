// Small helpers for making elements. Text becomes text: nothing here takes markup.

/** el makes an element: properties that start with on are listeners, the others attributes; null and false leave one out. */
export function el(name, props = {}, ...children) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(props)) {
    if (v === null || v === undefined || v === false) continue;
    if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v === true ? "" : v);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

/** safeURL returns an http or https address, or null. */
export function safeURL(address) {
  try {
    const u = new URL(address);
    return u.protocol === "https:" || u.protocol === "http:" ? u.href : null;
  } catch {
    return null;
  }
}

/** outside makes a link that leaves the page. */
export function outside(address, props, ...children) {
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow", ...props }, ...children);
}

let last = 0;
/** uid returns a new id for an element. */
export const uid = () => `u${++last}`;

/** menu opens a list of choices below a button; pick gets the chosen one. Arrow keys, Home, End and Escape work. */
export function menu(button, items, pick) {
  const close = (refocus) => {
    list.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", away, true);
    if (refocus) button.focus();
  };
  const away = (e) => { if (!list.contains(e.target) && !button.contains(e.target)) close(false); };
  const choose = (i) => { close(true); pick(items[i]); };
  const list = el("ul", { class: "menu", role: "menu", "aria-label": button.getAttribute("aria-label") || button.textContent },
    ...items.map((item, i) => el("li", { role: "menuitem", tabindex: "-1", onclick: () => choose(i) },
      item.label, item.description ? el("span", { class: "dim" }, item.description) : null)));
  list.addEventListener("keydown", (e) => {
    const rows = [...list.children];
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[e.key];
    if (to !== undefined) rows[(to + rows.length) % rows.length].focus();
    else if (e.key === "Enter" || e.key === " ") choose(at);
    else if (e.key === "Escape") close(true);
    else if (e.key === "Tab") { close(false); return; }
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
  button.setAttribute("aria-expanded", "true");
  button.after(list);
  if (list.getBoundingClientRect().bottom > innerHeight - 80) list.classList.add("up");
  document.addEventListener("pointerdown", away, true);
  list.firstElementChild.focus();
}

/** menuButton makes a button open its menu, and close it again. */
export function menuButton(button, items, pick) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-expanded") === "true") {
      button.nextElementSibling?.remove();
      button.setAttribute("aria-expanded", "false");
      return;
    }
    menu(button, items(), pick);
  });
}
