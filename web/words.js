// The page's words in the language chosen: the browser's, until somebody chooses another.
import zh from "./zh.js";
import en from "./en.js";

const tables = { zh, en };
let language = remembered() ?? (navigator.language.toLowerCase().startsWith("en") ? "en" : "zh");

// Private windows may forbid storage; then the choice lasts as long as the page.
function remembered() {
  try {
    const kept = localStorage.getItem("language");
    return kept in tables ? kept : null;
  } catch {
    return null;
  }
}

export function current() { return language; }
export function tag() { return language === "zh" ? "zh-CN" : "en"; }

export function choose(wanted) {
  language = wanted;
  try { localStorage.setItem("language", wanted); } catch { /* as above */ }
}

export function known(key) { return key in tables[language]; }

export function word(key, values = {}) {
  return tables[language][key].replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}

// Times are shown as they are at the sign's place, whatever the browser believes, with the date only on other days.
let offset = 0;
export function place(minutes) { offset = minutes; }

// The same, from a time the program wrote: it writes all of them with the offset of the sign's place.
export function place_of(text) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  if (sign) place((sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes)));
}

// A moment as a form takes it, to the minute, at the sign's place.
export function as_typed(milliseconds) { return new Date(milliseconds + offset * 60000).toISOString().slice(0, 16); }

// And back; without an offset the program takes it to be at the sign's place, too.
export function as_sent(typed) { return typed.length === 16 ? `${typed}:00` : typed; }

export function time(milliseconds, now = milliseconds, precision = "minutes") {
  const at = new Date(milliseconds + offset * 60000).toISOString();
  const today = new Date(now + offset * 60000).toISOString();
  const clock = at.slice(11, precision === "seconds" ? 19 : 16);
  if (at.slice(0, 10) === today.slice(0, 10)) return clock;
  const [year, month, day] = at.slice(0, 10).split("-").map(Number);
  const far = year !== Number(today.slice(0, 4));
  if (language === "zh") return `${far ? `${year} 年 ` : ""}${month} 月 ${day} 日 ${clock}`;
  const name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1];
  return `${day} ${name} ${far ? `${year} ` : ""}${clock}`;
}
