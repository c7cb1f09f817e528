// What everybody must see wherever they are on the page: blackout, a clock nobody vouches for, faults.
import { ask } from "./api.js";
import { button, element, question, reason_of, Told, write } from "./parts.js";
import { current, place_of, time, word } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const when = (text) => time(Date.parse(text), Date.now(), "seconds");

export const blackout = new Told("/api/blackout", 5000, show_blackout);
export const clock = new Told("/api/clock", 10000, show_clock);
export const faults = new Told("/api/faults", 10000, show_faults);

function show_blackout() {
  const { value, trouble } = blackout;
  const place = $("#blackout-state"), list = value?.blackouts ?? [];
  place.dataset.state = trouble || !value ? "unknown" : list.length > 0 ? "dark" : "lit";
  const rows = [];
  if (trouble) {
    rows.push(element("p", "bad", word("blackout.unknown", { reason: reason_of(trouble) })));
    if (value) {
      const last = { time: time(blackout.at, Date.now(), "seconds") };
      rows.push(element("p", "", list.length > 0 ? word("blackout.last.dark", last) : word("blackout.last.lit", last)));
    }
  }
  for (const one of list) {
    const row = element("div", "row");
    const where = one.screen === null ? word("screens.all") : one.screen;
    row.append(
      element("p", "loud", word("blackout.dark", { screens: where })),
      element("p", "", word("blackout.by", { time: when(one.since), actor: one.actor, reason: one.reason })),
      button(word("blackout.lift"), () => ask_lift(one, where)));
    rows.push(row);
  }
  if (value && (unsaved || value.saved === false)) rows.push(element("p", "bad", list.length > 0 ? word("blackout.unsaved") : word("blackout.lift.unsaved")));
  place.hidden = rows.length === 0;
  replace(place, rows);
  write($("#blackout-short"), trouble || !value ? word("blackout.short.unknown")
    : list.length === 0 ? word("blackout.short.lit", { time: time(blackout.at, Date.now(), "seconds") })
      : word("blackout.short.dark"));
}

// Only when something is different: a button that is replaced loses the focus.
function replace(place, rows) {
  const said = JSON.stringify(rows.map((row) => row.textContent));
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  place.replaceChildren(...rows);
}

export function is_dark(screen) {
  return (blackout.value?.blackouts ?? []).some((one) => one.screen === null || one.screen === screen);
}

// Whether it was saved is said in answer to the change alone, so it is remembered until the next one.
let unsaved = false;
async function order(method, body) {
  try {
    const { content } = await ask(method, "/api/blackout", { body });
    unsaved = content.saved === false;
  } finally {
    await blackout.refresh();
  }
}

function ask_lift(one, where) {
  question({
    title: word("blackout.lift.title", { screens: where }), text: word("blackout.lift.text"), yes: word("blackout.lift.yes"),
    reason: "",
    send: async ({ reason }) => {
      await order("DELETE", one.screen === null ? { reason } : { reason, screens: [one.screen] });
    },
  });
}

export function ask_blackout() {
  question({
    title: word("blackout.title"), text: word("blackout.text"), yes: word("blackout.yes"), kind: "black",
    reason: word("blackout.reason"),
    send: async ({ reason }) => {
      await order("PUT", { reason });
    },
  });
}

function show_clock() {
  const { value, trouble } = clock, place = $("#clock-state");
  dispatchEvent(new Event("program-clock"));
  if (value) place_of(value.now);
  const distrusted = value && value.trusted === false;
  place.hidden = !distrusted && !trouble;
  const rows = [];
  if (distrusted) {
    rows.push(element("p", "loud"), element("p", "", word("clock.what")), button(word("clock.confirm"), ask_confirm));
  }
  if (trouble) rows.push(element("p", "", word("clock.unknown", { reason: reason_of(trouble) })));
  replace(place, rows);
  if (distrusted) write(place.querySelector(".loud"), word("clock.distrusted", { time: full(value.now) }));
}

// Year and all: a clock that is wrong is often wrong by years.
function full(text) { return text.slice(0, 19).replace("T", " "); }

function ask_confirm() {
  question({
    title: word("clock.title"), text: word("clock.text", { time: full(clock.value.now) }), yes: word("clock.yes"),
    send: async () => {
      await ask("POST", "/api/clock/confirm", { body: {} });
      await clock.refresh();
    },
  });
}

// The time as the program has it, for what is filled in beforehand; null if it did not say.
export function program_time() {
  if (!clock.value || clock.trouble) return null;
  return Date.parse(clock.value.now) + Date.now() - clock.at;
}

// In a window of its own: this page goes on showing what the screens show.
function help_for(fault) {
  const link = element("a", "help", word("faults.help", { number: fault.number }));
  link.href = `${fault.help}?lang=${current()}`;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

function show_faults() {
  const list = faults.value?.faults ?? [], place = $("#faults");
  place.querySelector("ul").replaceChildren(...list.map((fault) => {
    const row = element("li");
    const about = [fault.screen ?? word("faults.program"), fault.since ? word("faults.since", { time: when(fault.since) }) : ""];
    row.append(element("p", "title", fault.title), element("p", "why", about.filter(Boolean).join(" · ")));
    if (fault.help) row.append(help_for(fault));
    return row;
  }));
  const badge = $("#fault-count");
  badge.hidden = list.length === 0;
  write(badge, word("faults.count", { count: list.length }));
  write(place.querySelector("h2"), list.length > 0 ? word("faults.count", { count: list.length }) : word("faults"));
  place.querySelector(".none").hidden = !(faults.value && list.length === 0 && !faults.trouble);
  place.classList.toggle("some", list.length > 0);
  faults.note(place.querySelector(".asof"));
}

export function say_health() {
  show_blackout();
  show_clock();
  show_faults();
}
