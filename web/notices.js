// Everyday announcements: the form that makes and edits them, and the list of those in force.
import { ask, new_key, Refused } from "./api.js";
import {
  button, chosen_of, clear_mistakes, element, failure, named, outcome_of, question, show_chips, show_mistakes, tell, texts_of, tibetan, Told, words_of,
} from "./parts.js";
import { Sketch } from "./sketch.js";
import { as_sent, as_typed, time, word } from "./words.js";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const everyday = ["filler", "routine", "insert"];
const form = document.querySelector("#notice-form"), told = form.querySelector(".told");
const list = document.querySelector("#notice-list");
const field = (name) => form.elements.namedItem(name);
const screens = form.querySelector(".screen-chips"), areas = form.querySelector(".area-chips");
const day_chips = form.querySelector(".day-chips"), windows = form.querySelector(".windows");
let all_screens = [], known_areas = new Map();
let edited = null;  // {item, tag}: what is edited, as it was read, and its version
let key = new_key(), id = new_id();

export const notices = new Told("/api/announcements?limit=1000", 15000, show_notices);
notices.fetch = async () => {
  const all = [];
  for (let after = ""; ;) {
    const { content } = await ask("GET", `/api/announcements?limit=1000${after}`);
    all.push(...content.announcements);
    if (content.next === null) return all;
    after = `&after=${encodeURIComponent(content.next)}`;
  }
};

function new_id() { return `notice-${as_typed(Date.now()).replace(/\D/g, "")}-${new_key().slice(0, 4)}`; }

function set(made, name, value) {
  if (value === undefined || value === "" || value?.length === 0) delete made[name];
  else made[name] = value;
}

// What the form does not show stays as it was read.
function draft() {
  const made = { ...edited?.item, id: edited?.item.id ?? id };
  for (const name of ["published", "origin", "version", "owner"]) delete made[name];
  set(made, "title", field("title").value.trim());
  set_texts(made);
  for (const name of ["rank", "effect"]) set(made, name, field(name).value);
  set(made, "ink", field("ink").value === "other" ? field("colour").value : field("ink").value);
  set(made, "valid_from", moment_in("from", "valid_from"));
  set(made, "valid_until", moment_in("until", "valid_until"));
  const chosen_days = chosen_of(day_chips);
  set(made, "weekdays", chosen_days.length === days.length ? [] : chosen_days);
  set(made, "windows", [...windows.children].map((row) => [...row.querySelectorAll("input")].map((input) => input.value))
    .filter(([begin, end]) => begin || end).map(([begin, end]) => `${begin}-${end}`));
  const chosen = chosen_of(screens);
  set(made, "screens", chosen.length === all_screens.length ? [] : chosen);
  set(made, "areas", chosen_of(areas));
  return made;
}

// The form knows no seconds: a time nobody touched stays as it was read.
function moment_in(name, key_) {
  const before = edited?.item[key_] ?? "", typed = field(name).value;
  return typed === before.slice(0, 16) ? before : as_sent(typed);
}

function set_texts(made) {
  const first = field("words").value.trim(), second = field("tibetan").value.trim(), others = other_texts();
  // A plain text stays plain: its language is told by its script.
  if (!second && others.length === 0 && (!edited || typeof edited.item.text === "string")) {
    made.text = first;
    return;
  }
  delete made.language;
  made.text = [
    ...(first ? [{ language: first_language(), words: first }] : []), ...(second ? [{ language: "bo", words: second }] : []), ...others];
}

const is_tibetan = (text) => (text.language ? /^bo\b/.test(text.language) : tibetan.test(text.words));
const is_chinese = (text) => !is_tibetan(text) && (!text.language || /^(zh|und)\b/.test(text.language));

function parts_of(item) {
  const all = texts_of(item), second = all.find(is_tibetan);
  const first = all.find(is_chinese) ?? (all.length === 1 && !second ? all[0] : undefined);
  return { first, second, others: all.filter((text) => text !== first && text !== second) };
}

function other_texts() { return edited ? parts_of(edited.item).others : []; }
function first_language() { return (edited && parts_of(edited.item).first?.language) || "zh-Hans"; }
function has_words() { return Boolean(field("words").value.trim() || field("tibetan").value.trim() || other_texts().length > 0); }

const sketch = new Sketch(form.querySelector(".sketch"), form, () => (has_words() ? draft() : null), amend);

export function notice_screens(names) {
  show_chips(screens, names, undefined, all_screens.length === 0 ? names : chosen_of(screens));
  all_screens = names;
  screens_changed();
}

// Areas are known from the line-ups; a screen that is taken over does not tell its own meanwhile, so they are kept.
export function notice_areas(screen, names) {
  if (names.length === 0 || known_areas.get(screen)?.join("\n") === names.join("\n")) return;
  known_areas.set(screen, names);
  screens_changed();
}

function screens_changed(chosen = chosen_of(areas)) {
  const on = chosen_of(screens);
  sketch.screens(on);
  const names = new Set([...on.flatMap((name) => known_areas.get(name) ?? []), ...chosen]);
  show_chips(areas, [...names], undefined, chosen);
  form.querySelector(".areas").hidden = names.size === 0;
}

function add_window(begin = "", end = "") {
  const row = element("div", "window-row");
  for (const [value, label] of [[begin, "window.from"], [end, "window.until"]]) {
    const input = document.createElement("input");
    input.type = "time";
    input.value = value;
    input.dataset.label = label;
    input.setAttribute("aria-label", word(label));
    row.append(input);
  }
  row.append(button("×", () => {
    row.remove();
    sketch.changed();
  }));
  row.lastChild.dataset.label = "window.remove";
  row.lastChild.setAttribute("aria-label", word("window.remove"));
  windows.append(row);
  return row;
}

form.querySelector(".add-window").addEventListener("click", () => add_window().querySelector("input").focus());

function say_edited() {
  form.querySelector("h2").textContent = edited ? word("notice.edit", { title: edited.item.title || edited.item.id }) : word("notice.new");
  form.querySelector(".send").textContent = edited ? word("notice.save") : word("notice.publish");
  form.querySelector(".cancel").textContent = edited ? word("notice.cancel") : word("notice.clear");
  const others = other_texts().map((text) => text.language ?? "?");
  const note = form.querySelector(".others");
  note.hidden = others.length === 0;
  note.textContent = others.length > 0 ? word("notice.others", { languages: others.join(", ") }) : "";
  form.querySelector(".colour").hidden = field("ink").value !== "other";
}

// The form as it is for `item`; nothing for a new one.
function fill(item, tag) {
  form.reset();
  windows.replaceChildren();
  clear_mistakes(form);
  edited = item ? { item, tag } : null;
  key = new_key();
  id = new_id();
  const { first, second } = item ? parts_of(item) : {};
  field("title").value = item?.title ?? "";
  field("words").value = first?.words ?? "";
  field("tibetan").value = second?.words ?? "";
  field("rank").value = item?.rank ?? "routine";
  field("effect").value = item?.effect ?? "auto";
  const ink = item?.ink?.toLowerCase() ?? "", offered = [...field("ink").options].some((option) => option.value === ink);
  field("ink").value = offered ? ink : "other";
  if (ink) field("colour").value = ink;
  field("from").value = item?.valid_from?.slice(0, 16) ?? "";
  field("until").value = item?.valid_until?.slice(0, 16) ?? "";
  show_chips(day_chips, days, (day) => word(`day.${day}`), item?.weekdays ?? days);
  for (const window_ of item?.windows ?? []) add_window(...window_.split("-"));
  show_chips(screens, all_screens, undefined, item?.screens ?? all_screens);
  screens_changed(item?.areas ?? []);
  say_edited();
  sketch.changed(0);
}

form.addEventListener("input", (event) => {
  if (event.target.closest(".sketch")) return;
  key = new_key();
  id = new_id();
  if (told.dataset.kind === "good") tell(told, "", []);
  if (screens.contains(event.target)) screens_changed();
  form.querySelector(".colour").hidden = field("ink").value !== "other";
  sketch.changed();
});

form.querySelector(".cancel").addEventListener("click", () => {
  fill(null);
  tell(told, "", []);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const send = form.querySelector(".send");
  clear_mistakes(form);
  const missing = [];
  if (!has_words()) missing.push({ pointer: "/text/0", title: word("need.text") });
  if (chosen_of(screens).length === 0) missing.push({ pointer: "/screens", title: word("need.screens") });
  if (chosen_of(day_chips).length === 0) missing.push({ pointer: "/weekdays", title: word("need.days") });
  if (missing.length > 0) {
    mistakes(new Refused(0, { errors: missing }));
    tell(told, "bad", [word("need.not_sent")]);
    return;
  }
  send.disabled = true;
  tell(told, "busy", [word("change.busy")]);
  try {
    const { content } = edited
      ? await ask("PUT", address(edited.item), { body: draft(), match: edited.tag })
      : await ask("POST", "/api/announcements", { body: draft(), key });
    const { kind, lines } = outcome_of(content, word(edited ? "notice.edited" : "notice.published"));
    fill(null);
    tell(told, kind, lines);
  } catch (error) {
    const stale = error instanceof Refused && error.status === 412;
    tell(told, "bad", failure(error, stale ? [error.message, word("notice.stale")] : mistakes(error)));
    if (stale) told.append(button(word("notice.reload"), () => edit(edited.item)));
  }
  send.disabled = false;
  notices.refresh();
});

// The program counts texts; the form knows which of its two fields that was.
function amend(error) {
  const only_second = !field("words").value.trim() && field("tibetan").value.trim();
  for (const one of only_second ? error.errors ?? [] : [])
    one.pointer = one.pointer?.replace(/^(\/announcement)?\/text(\/0)?(?=\/|$)/, "$1/text/1");
}

function mistakes(error) {
  amend(error);
  return show_mistakes(form, error);
}

const address = (item) => `/api/announcements/${encodeURIComponent(item.id)}`;

async function edit(item) {
  const place = list.querySelector(".told");
  try {
    const { content, tag } = await ask("GET", address(item));
    fill(content, tag ?? (content.version ? `"${content.version}"` : undefined));
    tell(told, "", []);
    tell(place, "", []);
    form.scrollIntoView({ block: "start" });
    field("title").focus({ preventScroll: true });
  } catch (error) {
    tell(place, "bad", [word("notice.unread"), ...show_mistakes(list, error)]);
  }
}

function withdraw(item) {
  question({
    title: word("notice.withdraw.title", { title: item.title || item.id }), text: texts_of(item).map(words_of),
    yes: word("notice.withdraw"), reason: "",
    send: async ({ reason }) => {
      try {
        const { content } = await ask("DELETE", address(item), {
          body: reason ? { reason } : {}, match: item.version ? `"${item.version}"` : undefined });
        const { kind, lines } = outcome_of(content, word("notice.withdrawn"));
        tell(list.querySelector(".told"), kind, lines);
        if (edited?.item.id === item.id) fill(null);
      } finally {
        notices.refresh();
      }
    },
  });
}

function show_notices() {
  const all = (notices.value ?? []).filter((item) => everyday.includes(item.rank) || item.origin === "file");
  const said = JSON.stringify(all) + word("language") + as_typed(0);
  if (list.dataset.said !== said) {
    list.dataset.said = said;
    list.querySelector("ul").replaceChildren(...all.map(row));
  }
  list.querySelector("h2").textContent = word("notices.count", { count: notices.value ? all.length : "…" });
  list.querySelector(".none").hidden = !(notices.value && all.length === 0 && !notices.trouble);
  notices.note(list.querySelector(".asof"));
}

function moment(text) { return time(Date.parse(text), Date.now()); }

function row(item) {
  const made = element("li", "notice"), title = element("p", "title", item.title || word("untitled", { id: item.id }));
  const rank = element("span", "rank", named("rank", item.rank));
  rank.dataset.rank = item.rank;
  title.prepend(rank);
  const facts = [
    item.valid_from ? word("from", { time: moment(item.valid_from) }) : "",
    item.valid_until ? word("until", { time: moment(item.valid_until) }) : "",
    (item.weekdays ?? []).map((day) => word(`day.${day}`)).join(" "), (item.windows ?? []).join(" "),
    item.screens?.join("、") ?? word("screens.all"), item.areas?.length > 0 ? word("in_areas", { areas: item.areas.join("、") }) : "",
  ];
  const source = [named("origin", item.origin), item.version ? word("version", { version: item.version }) : "", item.owner ?? "", item.id];
  const acts = element("div", "acts");
  if (item.origin === "file") acts.append(element("p", "hint", word("notice.in_file")));
  else acts.append(button(word("notice.change"), () => edit(item)), button(word("notice.withdraw"), () => withdraw(item)));
  made.append(title, ...texts_of(item).map(words_of), element("p", "why", facts.filter(Boolean).join(" · ")),
    element("p", "why", source.filter(Boolean).join(" · ")), acts);
  return made;
}

export function say_notices() {
  show_chips(day_chips, days, (day) => word(`day.${day}`), day_chips.childElementCount > 0 ? chosen_of(day_chips) : days);
  for (const labelled of windows.querySelectorAll("[data-label]")) labelled.setAttribute("aria-label", word(labelled.dataset.label));
  say_edited();
  show_notices();
  sketch.changed(0);
}
