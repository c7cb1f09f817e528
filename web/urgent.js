// Urgent notices: five fields to raise one, and the list of those that run, each of which can be ended or extended.
import { ask, new_key, Refused } from "./api.js";
import { program_time } from "./health.js";
import {
  button, change_trouble, chosen_of, clear_mistakes, element, failure, named, outcome_of, question, show_chips, show_mistakes, tell, texts_of, Told, words_of,
} from "./parts.js";
import { Sketch } from "./sketch.js";
import { as_sent, as_typed, time, word } from "./words.js";

const form = document.querySelector("#urgent-form"), told = form.querySelector(".told");
const field = (name) => form.elements.namedItem(name);
const screens = form.querySelector(".screen-chips");
let all_screens = [], key = new_key(), id = new_id();

export const running = new Told("/api/urgent", 10000, show_running);

function new_id() { return `urgent-${as_typed(Date.now()).replace(/\D/g, "")}-${new_key().slice(0, 4)}`; }

function draft() {
  const text = field("text").value.trim();
  // Lists name it by its beginning: an office in a hurry writes no titles.
  const made = { id, title: Array.from(text.split("\n")[0]).slice(0, 24).join(""), text, rank: field("kind").value };
  if (field("until").value) made.valid_until = as_sent(field("until").value);
  const chosen = chosen_of(screens);
  if (chosen.length < all_screens.length) made.screens = chosen;
  return made;
}

const sketch = new Sketch(form.querySelector(".sketch"), form, () => (field("text").value.trim() ? draft() : null));

// The end is filled in from the program's own clock: it is the one the notice ends by. Whoever opens the page here is
// there before that clock is known, and one who empties the field has other plans.
let end_is_wanted = false;

function fill_in_end() {
  const now = program_time();
  if (!end_is_wanted || now === null) return;
  end_is_wanted = false;
  if (field("until").value) return;
  field("until").value = as_typed(now + 3 * 3600000);
  sketch.changed();
}

export function open_urgent() {
  end_is_wanted = true;
  fill_in_end();
}

addEventListener("program-clock", fill_in_end);

export function urgent_screens(names) {
  show_chips(screens, names, undefined, all_screens.length === 0 ? names : chosen_of(screens));
  all_screens = names;
  sketch.screens(chosen_of(screens));
}

form.addEventListener("input", (event) => {
  // Another notice than the one that was sent: it must not be taken for the same one.
  key = new_key();
  id = new_id();
  if (told.dataset.kind === "good") tell(told, "", []);
  if (event.target.name === "until") end_is_wanted = false;
  if (event.target.name !== "confirmed") field("confirmed").checked = false;
  if (screens.contains(event.target)) sketch.screens(chosen_of(screens));
  if (event.target.name !== "confirmed" && !event.target.closest(".sketch")) sketch.changed();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const send = form.querySelector(".send");
  clear_mistakes(form);
  const missing = [];
  if (!field("text").value.trim()) missing.push({ pointer: "/text", title: word("need.text") });
  if (chosen_of(screens).length === 0) missing.push({ pointer: "/screens", title: word("need.screens") });
  if (!field("until").value) missing.push({ pointer: "/valid_until", title: word("need.until") });
  if (!field("confirmed").checked) missing.push({ pointer: "/confirmed", title: word("need.confirmed") });
  if (missing.length > 0) {
    show_mistakes(form, new Refused(0, { errors: missing }));
    tell(told, "bad", [word("need.not_sent")]);
    return;
  }
  send.disabled = true;
  tell(told, "busy", [word("change.busy")]);
  try {
    const { content } = await ask("POST", "/api/urgent", { body: draft(), key });
    const { kind, lines } = outcome_of(content, word("urgent.done"));
    form.reset();
    show_chips(screens, all_screens, undefined, all_screens);
    id = new_id();
    key = new_key();
    open_urgent();
    sketch.screens(all_screens);
    sketch.changed();
    tell(told, kind, lines);
  } catch (error) {
    tell(told, "bad", failure(error, show_mistakes(form, error)));
  }
  send.disabled = false;
  running.refresh();
});

function show_running() {
  const list = running.value?.urgent ?? [], place = document.querySelector("#urgent-list");
  // Only when something is different: a button that is replaced loses the focus.
  const said = JSON.stringify(list) + word("language") + as_typed(0);
  if (place.dataset.said !== said) {
    place.dataset.said = said;
    place.querySelector("ul").replaceChildren(...list.map(row));
  }
  place.querySelector(".none").hidden = !(running.value && list.length === 0 && !running.trouble);
  running.note(place.querySelector(".asof"));
  const badge = document.querySelector("#urgent-count");
  badge.hidden = list.length === 0;
  badge.textContent = list.length;
}

function row(item) {
  const made = element("li", "notice"), title = element("p", "title", item.title ?? "");
  const rank = element("span", "rank", named("rank", item.rank));
  rank.dataset.rank = item.rank;
  title.prepend(rank);
  const until = item.valid_until ? time(Date.parse(item.valid_until), Date.now()) : "";
  const facts = [until ? word("until", { time: until }) : "", item.screens?.join("、") ?? word("screens.all"), named("origin", item.origin), item.id];
  const acts = element("div", "acts");
  acts.append(
    button(word("urgent.end"), () => ask_end(item)),
    button(word("urgent.extend"), () => ask_extend(item)));
  made.append(title, ...texts_of(item).map(words_of), element("p", "why", facts.filter(Boolean).join(" · ")), acts);
  return made;
}

const address = (item) => `/api/urgent/${encodeURIComponent(item.id)}`;
const match = (item) => (item.version ? `"${item.version}"` : undefined);

async function change(method, item, body, done) {
  const place = document.querySelector("#urgent-list .told");
  try {
    const { content } = await ask(method, address(item), { body, match: match(item) });
    const { kind, lines } = outcome_of(content, done);
    tell(place, kind, lines);
  } catch (error) {
    if (error instanceof Refused && error.status === 412) throw new Refused(412, { detail: `${change_trouble(error)} ${word("urgent.stale")}` });
    throw error;
  } finally {
    running.refresh();
  }
}

function ask_end(item) {
  question({
    title: word("urgent.end.title"), text: texts_of(item).map(words_of), yes: word("urgent.end"), reason: "",
    send: ({ reason }) => change("DELETE", item, reason ? { reason } : {}, word("urgent.ended")),
  });
}

function ask_extend(item) {
  const until = Date.parse(item.valid_until);
  question({
    title: word("urgent.extend.title"), text: texts_of(item).map(words_of), yes: word("urgent.extend.yes"),
    until: Number.isNaN(until) ? "" : as_typed(until + 3600000),
    send: ({ until: wanted }) => change("PATCH", item, { valid_until: as_sent(wanted) }, word("urgent.extended")),
  });
}

export function say_urgent() {
  show_running();
  sketch.changed(0);
}
