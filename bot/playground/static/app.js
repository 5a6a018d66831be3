// The playground: a channel with one bot in it.
import { Composer } from "./composer.js";
import { ask } from "./modal.js";
import { Channel } from "./messages.js";
import { Raw } from "./raw.js";
import { Wire } from "./wire.js";
import { label, speak, w } from "./words.js";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const slash = 1, onMessage = 3; // kinds of commands

// Settings outlive the page where the browser keeps them.
const settings = {};
for (const name of ["locale", "place", "role", "theme"]) {
  const select = byId(`set-${name}`);
  const kept = remembered(name) ?? (name === "locale" && navigator.language.startsWith("ko") ? "ko" : null);
  if (kept && [...select.options].some((o) => o.value === kept)) select.value = kept;
  settings[name] = select.value;
  select.addEventListener("change", () => change(name, select.value));
}

function remembered(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

function change(name, value) {
  settings[name] = value;
  try { localStorage.setItem(name, value); } catch { /* then it lasts as long as the page */ }
  if (name === "theme") {
    if (value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  }
  if (name === "locale") speak(value);
  composer.reset();
}

const raw = new Raw(byId("raw"), byId("raw-list"), byId("raw-open"), byId("raw-close"));
const wire = new Wire(() => ({ locale: settings.locale, place: settings.place, role: settings.role }), (r) => raw.add(r));

const person = { member: "you", moderator: "you", admin: "you", other: "someone" };
const here = (c) => ({ guild: c.guild, dm: c.dm, group: c.group })[settings.place];
const may = (c) => c.permissions === "0" || settings.role === "admin";

const channel = new Channel(byId("log"), {
  locale: () => settings.locale,
  messageCommands: () => data.commands.filter((c) => c.kind === onMessage && here(c)),
  use: (command, message) => onMessageCommand(command, message),
  press: (message, type, id, values) => press(message, type, id, values),
  raw: (id) => raw.show(id),
});

const composer = new Composer(byId("box"), () => data.commands.filter((c) => c.kind === slash && here(c) && may(c)), {
  locale: () => settings.locale,
  say,
  command: (c, values) => run(c, values),
  complete,
});

// say posts free text as a person's message and asks the bot about it, unless it is longer than a question may be.
function say(text) {
  const command = data.commands.find((c) => c.name.default === "ask");
  const { max } = command.options[0];
  const long = text.length > max;
  channel.say(person[settings.role], text, long ? w("long", { n: max }) : null);
  if (long) return null;
  return answer(2, commandData(command, { question: text }), null, channel.expect(null));
}

function run(command, values) {
  const shown = command.options.filter((o) => o.name.default in values).map((o) => `${label(o.name, settings.locale)}: ${values[o.name.default]}`);
  return answer(2, commandData(command, values), null, channel.expect(`/${label(command.name, settings.locale)} ${shown.join(" ")}`.trim()));
}

async function complete(command, values, focused) {
  const body = commandData(command, { ...values, [focused]: values[focused] ?? "" });
  for (const o of body.options) if (o.name === focused) o.focused = true;
  const r = await wire.send(4, body);
  return r.answer?.type === 8 ? r.answer.data.choices : [];
}

function commandData(command, values) {
  const options = command.options.filter((o) => o.name.default in values)
    .map((o) => ({ name: o.name.default, type: o.type, value: values[o.name.default] }));
  return { id: commandID(command), name: command.name.default, type: command.kind, options };
}

const commandID = (command) => `10000000000000000${10 + data.commands.indexOf(command)}`;

function onMessageCommand(command, message) {
  const body = {
    id: commandID(command), name: command.name.default, type: onMessage, target_id: message.id,
    resolved: { messages: { [message.id]: asSent(message) } },
  };
  return answer(2, body, null, channel.expect(label(command.name, settings.locale)));
}

// press tells the bot of a button or select. While it answers, the message says that it is busy.
async function press(message, type, id, values) {
  if (message.node.getAttribute("aria-busy") === "true") return;
  const body = { component_type: type, custom_id: id };
  if (values) body.values = values;
  message.node.setAttribute("aria-busy", "true");
  await answer(3, body, message, null);
  message.node.setAttribute("aria-busy", "false");
}

// asSent returns a message as Discord puts it into an interaction.
function asSent(m) {
  const isBot = m.author === "cleannet";
  const author = isBot ? { id: data.application, username: "cleannet", bot: true } : { id: m.author === "you" ? "1000000000000000001" : "1000000000000000002", username: m.author };
  const sent = {
    id: m.id, channel_id: "1000000000000000003", type: isBot ? 20 : 0, content: m.content, timestamp: m.time.toISOString(), edited_timestamp: null,
    author: { discriminator: "0", global_name: null, avatar: null, ...author }, flags: m.flags ?? 0, components: m.components, attachments: [], embeds: [],
    mentions: [], mention_roles: [], mention_everyone: false, pinned: false, tts: false,
  };
  if (m.owner) sent.interaction_metadata = { id: m.raw, type: 2, user: m.owner, authorizing_integration_owners: m.owners };
  return sent;
}

// answer sends an interaction and does what the bot's first answer says. from is the message that was clicked; fresh, if there is
// one, the message that waits to be filled.
async function answer(type, body, from, fresh) {
  const r = await wire.send(type, body, from ? asSent(from) : undefined);
  const first = r.answer;
  switch (first?.type) {
    case 4: return channel.fill(place(), first.data, { sources: r.sources });
    case 5: return later(r, place(first.data?.flags));
    case 6: return later(r, from);
    case 7: return channel.fill(from, { flags: from.flags, ...first.data }, { sources: r.sources, edited: true });
    case 9: return open(first.data, from, fresh);
  }
  channel.fail(place(), r.error);

  function place(flags = 0) {
    const m = fresh ?? channel.expect(null);
    const i = r.interaction;
    Object.assign(m, { flags, raw: i?.id, owner: i?.member?.user ?? i?.user, owners: i?.authorizing_integration_owners });
    return m;
  }
}

async function open(modal, from, fresh) {
  if (fresh) fresh.node.remove();
  const components = await ask(modal);
  if (components) await answer(5, { custom_id: modal.custom_id, components }, from, null);
}

// later waits for the answer that a deferral promised.
async function later(r, message) {
  const came = await wire.late(r, (e, sources) => {
    if (e.kind === "delete") channel.remove(message);
    else if (e.kind === "followup") channel.fill(channel.expect(null), e.message, { files: e.files, sources });
    else channel.fill(message, e.message, { files: e.files, sources, edited: !message.thinking });
  });
  if (!came && message.thinking) channel.fail(message);
}

async function refreshStatus() {
  try {
    const s = await (await fetch("/play/status")).json();
    for (const e of document.querySelectorAll("[data-status]")) {
      const v = String(s[e.dataset.status]);
      e.textContent = e.dataset.status === "loaded" ? v.replace("T", " ").replace(/:\d\dZ$/, "") : v;
      if (e.dateTime !== undefined) e.dateTime = v;
    }
  } catch {
    // The server is away; the line keeps what it knew.
  }
}

speak(settings.locale);
setInterval(refreshStatus, 30000);
for (const b of document.querySelectorAll(".example")) b.addEventListener("click", () => say(b.textContent));
document.addEventListener("click", (e) => { if (!byId("settings").contains(e.target)) byId("settings").open = false; });
byId("settings").addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  byId("settings").open = false;
  byId("settings").firstElementChild.focus();
});
if (data.posted.text) channel.say("someone", data.posted.text, w("example", { from: data.posted.from }));
const asked = new URLSearchParams(location.search).get("q")?.trim();
if (asked) say(asked.slice(0, 2000));
else byId("text").focus({ preventScroll: true });
document.documentElement.dataset.ready = "yes";
