// What is on now, what is next, and why: asked of the program, never guessed from the picture.
import { known, tag, time, word } from "./words.js";

async function ask(name, at) {
  const target = `/api/screens/${encodeURIComponent(name)}/lineup${at ? `?at=${encodeURIComponent(at)}` : ""}`;
  const response = await fetch(target, {
    headers: { "Accept-Language": tag() }, cache: "no-store", signal: AbortSignal.timeout(8000),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? body.title ?? String(response.status));
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
    .map((text, i) => (typeof text === "string" ? { words: text, language: item.languages?.[i] } : text))
    .filter((text) => text?.words);
}

function named(prefix, value) {
  return known(`${prefix}.${value}`) ? word(`${prefix}.${value}`) : String(value ?? "");
}

function entry(item, why) {
  const made = document.createElement("li");
  const areas = item.areas?.length > 0 ? word("in_areas", { areas: item.areas.join("、") }) : "";
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
  const remarks = [areas, why, item.effect ? named("effect", item.effect) : ""].filter(Boolean);
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
  const current = showing.find((item) => item.id === now.now);
  place.querySelector(".now ul").replaceChildren(
    current ? entry(current, why(current, at)) : element("li", "why", word("now.nothing")));
  place.querySelector(".next ul").replaceChildren(...in_the_loop(now, showing, at), ...change(now, next, showing, others, at));

  const areas = now.areas ?? [];
  place.querySelector(".divided").hidden = areas.length === 0;
  place.querySelector(".divided ul").replaceChildren(...areas.map((area) => area_entry(area, [...showing, ...others], at)));
  fold(place.querySelector(".loop"), "loop", showing.map((item) => entry(item, why(item, at))), showing.length > 1);
  fold(place.querySelector(".rest"), "rest", others.map((item) => entry(item, why_not(item, at))), others.length > 0);
}

// The names of a divided screen's areas; while it is taken over there is only one part, without a name.
export function areas_of(now) { return (now.areas ?? []).filter(({ area, content }) => area && content === "text").map(({ area }) => area); }

// An area and what it shows: announcements, or a thing of its own like a clock.
function area_entry(area, items, at) {
  const made = element("li", "area", ""), item = items.find(({ id }) => id === area.now);
  made.append(element("p", "title", area.area || word("area.whole")));
  const own = area.content && area.content !== "text";
  const what = own ? named("content", area.content) : item ? item.title || word("untitled", { id: item.id }) : area.now ?? word("area.nothing");
  made.append(element("p", "words", what));
  const next = area.next && area.next !== area.now ? items.find(({ id }) => id === area.next) : null;
  if (next && area.next_at)
    made.append(element("p", "why", word("area.next", {
      time: time(Date.parse(area.next_at), at, "seconds"), title: next.title || word("untitled", { id: next.id }) })));
  return made;
}

const brief = (item) => ({ ...item, texts: [], words: [], effect: "" });

// What follows in the loop, unless there is only one thing to show.
function in_the_loop(now, showing, at) {
  const following = showing.find((item) => item.id === now.next);
  if (!following || now.next === now.now) return [];
  return [element("li", "when", word("next.at", { time: time(Date.parse(now.next_at), at, "seconds") })), entry(brief(following), "")];
}

// What is different when the line-up changes the next time.
function change(now, next, showing, others, at) {
  if (!next) return [element("li", "why", word("next.nothing"))];
  const coming = next.showing ?? [];
  const made = [element("li", "when", word("next.from", { time: time(Date.parse(now.until), at) }))];
  for (const item of coming) {
    if (showing.some((shown) => shown.id === item.id)) continue;
    made.push(entry(brief(item), why_not(others.find((other) => other.id === item.id), at)));
  }
  const ending = showing.filter((item) => !coming.some((stays) => stays.id === item.id));
  if (ending.length > 2) made.push(element("li", "why", word("next.ends.count", { count: ending.length })));
  else for (const item of ending) made.push(entry(brief(item), word("next.ends")));
  if (coming.length === 0) made.push(element("li", "why", word("next.dark")));
  return made;
}

function fold(list, name, entries, wanted) {
  list.hidden = !wanted;
  list.querySelector("summary").textContent = word(name, { count: entries.length });
  list.querySelector("ul").replaceChildren(...entries);
}
