// What is on now, what is next, and why: asked of the program, never guessed from the picture.
import { known, tag, time, word } from "./words.js";

async function ask(name, at) {
  const target = `/api/screens/${encodeURIComponent(name)}/lineup${at ? `?at=${encodeURIComponent(at)}` : ""}`;
  const response = await fetch(target, {
    headers: { "Accept-Language": tag() }, cache: "no-store", signal: AbortSignal.timeout(8000),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.title ?? String(response.status));
  return body;
}

// The line-up now, and the one at the first moment at which it may change: the same question for another time.
export async function fetch_lineup(name) {
  const now = await ask(name);
  const next = now.until ? await ask(name, now.until) : null;
  return { now, next };
}

function element(name, class_, text) {
  const made = document.createElement(name);
  made.className = class_;
  made.textContent = text;
  return made;
}

// One text or a pair; each text is a string or {language, words}.
function texts_of(item) {
  const all = item.texts ?? item.words ?? [];
  return (Array.isArray(all) ? all : [all])
    .map((text) => (typeof text === "string" ? { words: text } : text))
    .filter((text) => text?.words);
}

function named(prefix, value) {
  return known(`${prefix}.${value}`) ? word(`${prefix}.${value}`) : String(value ?? "");
}

function entry(item, why) {
  const made = document.createElement("li");
  const title = element("p", "title", item.title || word("untitled", { id: item.id ?? "?" }));
  if (item.rank) {
    const rank = element("span", "rank", named("rank", item.rank));
    rank.dataset.rank = item.rank;
    title.prepend(rank);
  }
  made.append(title);
  for (const text of texts_of(item)) {
    const words = element("p", "words", text.words);
    if (text.language) words.lang = text.language;
    made.append(words);
  }
  const remarks = [why, item.effect ? named("effect", item.effect) : ""].filter(Boolean);
  if (remarks.length > 0) made.append(element("p", "why", remarks.join(" · ")));
  return made;
}

function reason(item, now) {
  if (item.reason === "not_yet" && item.valid_from)
    return word("reason.not_yet.at", { time: time(Date.parse(item.valid_from), now) });
  if (item.reason === "expired" && item.valid_until)
    return word("reason.expired.at", { time: time(Date.parse(item.valid_until), now) });
  return named("reason", item.reason);
}

function why(item, now) { return word("why", { reason: reason({ reason: "showing", ...item }, now) }); }
function why_not(item, now) { return item?.reason ? word("why_not", { reason: reason(item, now) }) : ""; }

export function show_lineup(place, { now, next }) {
  const at = Date.parse(now.at) || Date.now();
  const showing = now.showing ?? [], others = now.others ?? [];
  const on = showing.map((item) => entry(item, why(item, at)));
  if (on.length === 0) on.push(element("li", "why", word("now.nothing")));
  place.querySelector(".now ul").replaceChildren(...on);

  const coming = [];
  if (next) {
    coming.push(element("li", "when", word("next.from", { time: time(Date.parse(now.until), at) })));
    for (const item of next.showing ?? []) {
      const stays = showing.some((shown) => shown.id === item.id);
      const judged = others.find((other) => other.id === item.id);
      coming.push(entry({ ...item, texts: [], words: [], effect: "" }, stays ? word("reason.stays") : why_not(judged, at)));
    }
    if (coming.length === 1) coming.push(element("li", "why", word("next.dark")));
  } else {
    coming.push(element("li", "why", word("next.nothing")));
  }
  place.querySelector(".next ul").replaceChildren(...coming);

  const rest = place.querySelector(".rest");
  rest.hidden = others.length === 0;
  rest.querySelector("summary").textContent = word("rest", { count: others.length });
  rest.querySelector("ul").replaceChildren(...others.map((item) => entry(item, why_not(item, at))));
}
