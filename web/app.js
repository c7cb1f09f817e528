// The page of the daemon: every screen as it is, what is on and what is next; announcements, urgent notices, blackout.
// It shows only what the program said, and says since when it has heard nothing.
import { Events } from "./events.js";
import { ask_blackout, blackout, clock, faults, is_dark, say_health } from "./health.js";
import { Link } from "./link.js";
import { areas_of, fetch_lineup, show_lineup } from "./lineup.js";
import { notice_areas, notice_screens, notices, say_notices } from "./notices.js";
import { Panel, zooms } from "./panel.js";
import { Told, write } from "./parts.js";
import { head, unchanged } from "./picture.js";
import { open_urgent, running, say_urgent, urgent_screens } from "./urgent.js";
import { choose, current, known, place, tag, time, word } from "./words.js";

const poll_every = 4000, look_every = 500, silent_for = 20000;

let screens = [];         // in the order they are shown
let by_index = new Map();  // by the index the pictures carry
let stale_after = 3000;
let paused = false;
let link_state = { name: "connecting" };
let introduced = "";

const connection = document.querySelector("#connection");
const pause_button = document.querySelector("#pause");
const language_choice = document.querySelector("#language");
const list = document.querySelector("#screens");
const part = (screen, selector) => screen.section.querySelector(selector);

const status = new Told("/api/status", 5000, say_lines);
const known_screens = new Told("/api/screens", 30000, () => {
  const names = (known_screens.value ?? []).map(({ name }) => name);
  if (names.length === 0) return;
  notice_screens(names);
  urgent_screens(names);
});
const told = [known_screens, status, blackout, clock, faults, notices, running];

function add_screen(described) {
  const section = document.querySelector("#screen").content.firstElementChild.cloneNode(true);
  const screen = {
    ...described, section, factor: "fit", at: null, heard: -Infinity, held: null, lineup: null, asked: -Infinity, good_for: poll_every,
    asking: false, trouble: null, in_view: true,
  };
  list.append(section);
  const window_ = part(screen, ".window");
  screen.panel = new Panel(window_, part(screen, ".extent"), part(screen, "canvas"), screen.width, screen.height);
  part(screen, ".factor").addEventListener("change", (event) => set_zoom(screen, event.target.value));
  part(screen, ".smaller").addEventListener("click", () => step_zoom(screen, -1));
  part(screen, ".larger").addEventListener("click", () => step_zoom(screen, 1));
  new ResizeObserver(() => apply_zoom(screen)).observe(window_);
  new IntersectionObserver(([entry]) => {
    screen.in_view = entry.isIntersecting;
    look();
  }, { rootMargin: "300px" }).observe(section);
  apply_zoom(screen);
  say_screen(screen);
  return screen;
}

function used_zoom(screen) {
  return screen.factor === "fit" ? screen.panel.fit() : Number(screen.factor);
}

function apply_zoom(screen) {
  const used = used_zoom(screen);
  screen.panel.zoom(used);
  const fit = part(screen, ".factor option");
  if (fit) write(fit, word("zoom.fit", { factor: screen.panel.fit() }));
  part(screen, ".smaller").disabled = used === zooms[0];
  part(screen, ".larger").disabled = used === zooms[zooms.length - 1];
}

function set_zoom(screen, factor) {
  screen.factor = factor;
  part(screen, ".factor").value = factor;
  apply_zoom(screen);
}

function step_zoom(screen, by) {
  const at = zooms.indexOf(used_zoom(screen)) + by;
  set_zoom(screen, String(zooms[Math.max(0, Math.min(zooms.length - 1, at))]));
}

// Everything about a screen that depends on the language.
function say_screen(screen) {
  const { name, width, height, depth } = screen;
  part(screen, ".name").textContent = name;
  const depth_key = `depth.${depth}`;
  part(screen, ".kind").textContent = `${word("size", { width, height })} · ${known(depth_key) ? word(depth_key) : depth}`;
  part(screen, "canvas").setAttribute("aria-label", word("picture", { name, width, height }));
  part(screen, ".window").setAttribute("aria-label", word("window", { name }));
  const choice = part(screen, ".factor");
  choice.setAttribute("aria-label", `${word("zoom")} · ${name}`);
  choice.replaceChildren(new Option("", "fit"), ...zooms.map((z) => new Option(word("zoom.times", { factor: z }), String(z))));
  choice.value = screen.factor;
  for (const [selector, key, sign] of [[".smaller", "zoom.smaller", "−"], [".larger", "zoom.larger", "+"]]) {
    part(screen, selector).textContent = sign;
    part(screen, selector).setAttribute("aria-label", `${word(key)} · ${name}`);
  }
  apply_zoom(screen);
  if (screen.lineup) say_lineup(screen);
}

function say_lineup(screen) {
  show_lineup(part(screen, ".lineup"), screen.lineup);
  part(screen, ".takeover").hidden = screen.lineup.now.takeover !== true;
  notice_areas(screen.name, areas_of(screen.lineup.now));
}

// Whether the card says what became of it, and never a 0 where it cannot.
function confirmed_words({ confirms, confirmed }) {
  if (!confirms || confirms === "unknown") return "";
  if (!confirmed) return word("confirms.nothing");
  const { count, unanswered, last } = confirmed;
  if (!last) return word(`confirms.${confirms}.none`, { unanswered });
  return word(`confirms.${confirms}`, { count, unanswered, time: time(Date.parse(last), Date.now(), "seconds") });
}

// How the line to each screen is doing, in the program's own words.
function say_lines() {
  for (const screen of screens) {
    const line = status.value?.screens.find((one) => one.screen === screen.name), place = part(screen, ".line-words");
    const said = line?.words?.[current()] ?? line?.trouble?.[current()] ?? (line ? word(`line.${line.line}`) : "");
    place.dataset.line = status.trouble || !line ? "unknown" : line.line;
    write(place, status.trouble ? word("line.unknown", { last: said }) : said);
    write(part(screen, ".line-confirms"), status.trouble || !line ? "" : confirmed_words(line));
  }
}

// What the picture is worth: alive, stopped, paused, or not there yet.
function say_worth(screen, now) {
  const stale = link_state.name !== "connected" || now - screen.heard > stale_after;
  const when = screen.at === null ? "" : time(screen.at, Date.now(), "seconds");
  let text = "";
  if (paused) text = screen.at === null ? word("paused_empty") : word("paused", { time: when });
  else if (screen.at === null) text = word("waiting");
  else if (stale) text = word("stale", { time: when });
  const mark = part(screen, ".mark");
  mark.hidden = text === "";
  mark.dataset.kind = paused ? "paused" : "stale";
  write(mark, text);
  part(screen, ".picture").classList.toggle("stale", !paused && stale);
  const trouble = part(screen, ".lineup-trouble");
  trouble.hidden = screen.trouble === null;
  write(trouble, screen.trouble === null ? "" : word("lineup.trouble", { reason: screen.trouble || word("lineup.trouble.silent") }));
  part(screen, ".lineup").classList.toggle("stale", screen.trouble !== null);
  const dark = is_dark(screen.name);
  part(screen, ".dark-note").hidden = !dark;
  const off = !dark && screen.lineup?.now.on === false;
  part(screen, ".off-note").hidden = !off;
  part(screen, ".lineup").classList.toggle("dark", dark || off);
}

function say_connection() {
  connection.dataset.state = { connected: "connected", connecting: "connecting", retrying: "connecting" }[link_state.name] ?? "lost";
  write(connection, word(`connection.${link_state.name}`, link_state));
}

function say_everything() {
  document.documentElement.lang = tag();
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  language_choice.value = current();
  pause_button.textContent = paused ? word("resume") : word("pause");
  pause_button.setAttribute("aria-pressed", String(paused));
  say_connection();
  for (const screen of screens) say_screen(screen);
  say_lines();
  say_health();
  say_notices();
  say_urgent();
  look();
}

// Which part of the page is to be seen stands in its address, so that it can be gone back to.
function show_view() {
  const wanted = ["screens", "notices", "urgent"].find((name) => location.hash === `#${name}`) ?? "screens";
  for (const view of document.querySelectorAll(".view")) view.hidden = view.id !== `view-${wanted}`;
  for (const way of document.querySelectorAll(".views a")) {
    if (way.hash === `#${wanted}`) way.setAttribute("aria-current", "page");
    else way.removeAttribute("aria-current");
  }
  scrollTo(0, 0);
  if (wanted === "urgent") open_urgent();
  look();
}

async function refresh_lineup(screen) {
  screen.asking = true;
  screen.asked = performance.now();
  try {
    const lineup = await fetch_lineup(screen.name);
    screen.lineup = lineup;
    screen.trouble = null;
    screen.good_for = Math.min(poll_every, Math.max(look_every, Date.parse(lineup.now.next_at) - Date.parse(lineup.now.at) || poll_every));
    say_lineup(screen);
  } catch (error) {
    screen.trouble = error instanceof TypeError || error.name === "TimeoutError" ? "" : error.message;
  }
  screen.asking = false;
}

function look() {
  const now = performance.now();
  for (const screen of screens) {
    say_worth(screen, now);
    // After a change all are asked for; merely growing old, only those that can be seen.
    const wanted = screen.in_view || screen.asked === -Infinity;
    if (wanted && !screen.asking && !document.hidden && now - screen.asked > screen.good_for) refresh_lineup(screen);
  }
  if (!document.hidden) for (const one of told) one.look(now);
}

const link = new Link({
  introduced(told) {
    if (told.version !== 1) {
      list.replaceChildren(Object.assign(document.createElement("p"), { textContent: word("connection.version") }));
      return;
    }
    stale_after = told.stale_after_ms;
    place(told.utc_offset_minutes);
    const list_of = JSON.stringify(told.screens.map(({ name, width, height, depth }) => [name, width, height, depth, told.utc_offset_minutes]));
    if (list_of !== introduced) {
      introduced = list_of;
      list.replaceChildren();
      screens = told.screens.map(add_screen);
      if (screens.length === 0) list.append(Object.assign(document.createElement("p"), { textContent: word("no_screens") }));
      say_everything();
    }
    by_index = new Map(told.screens.map((described, i) => [described.index, screens[i]]));
  },
  came(message) {
    const told = head(message);
    const screen = told && by_index.get(told.screen);
    if (!screen || told.width !== screen.width || told.height !== screen.height) return;
    screen.heard = performance.now();
    if (paused) {
      // Nothing is drawn, but the newest is kept for when the pause ends.
      if (told.form === unchanged) screen.held = { ...screen.held, at: told.at };
      else screen.held = { at: told.at, message, form: told.form };
      return;
    }
    screen.at = told.at;
    screen.panel.take(message, told.form);
    if (!part(screen, ".mark").hidden) say_worth(screen, screen.heard);
  },
  changed(state) {
    link_state = state;
    say_connection();
    look();
  },
});

pause_button.addEventListener("click", () => {
  paused = !paused;
  for (const screen of screens) {
    if (paused || !screen.held) continue;
    screen.at = screen.held.at;
    if (screen.held.message) screen.panel.take(screen.held.message, screen.held.form);
    screen.held = null;
  }
  say_everything();
});
language_choice.addEventListener("change", () => {
  choose(language_choice.value);
  say_everything();
});
document.addEventListener("visibilitychange", look);
addEventListener("hashchange", show_view);
const header = document.querySelector("header");
new ResizeObserver(() => document.documentElement.style.setProperty("--header", `${header.offsetHeight}px`)).observe(header);
document.querySelector("#black").addEventListener("click", ask_blackout);
// In a line of a form, the Enter key must not publish what is half written.
for (const form of document.querySelectorAll("main form")) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
}

// A change seldom comes alone: all is asked for again once it has been quiet for a moment.
let soon = 0;
function refresh_soon() {
  clearTimeout(soon);
  soon = setTimeout(() => {
    for (const one of told) one.refresh();
    for (const screen of screens) screen.asked = -Infinity;
    look();
  }, 300);
}
setInterval(() => {
  look();
  link.check(silent_for);
}, look_every);

say_everything();
show_view();
link.open();
new Events({ opened: refresh_soon, happened: refresh_soon }).open();
