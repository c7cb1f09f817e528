// Pieces the parts of the page are made of: elements, chips, fields with their mistakes, and questions to the person.
import { ask, Refused } from "./api.js";
import { known, time, word } from "./words.js";

export function element(name, class_, text = "") {
  const made = document.createElement(name);
  if (class_) made.className = class_;
  made.textContent = text;
  return made;
}

export function button(text, press, class_ = "") {
  const made = element("button", class_, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

// What only ever changes is written, so that a screen reader is not told the same thing twice a second.
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

export function named(prefix, value) {
  return known(`${prefix}.${value}`) ? word(`${prefix}.${value}`) : String(value ?? "");
}

// Chips are check boxes; those chosen stay chosen when the list is written anew.
export function show_chips(place, values, say = (value) => value, chosen = chosen_of(place)) {
  place.replaceChildren(...values.map((value) => {
    const chip = element("label", "chip"), box = document.createElement("input");
    box.type = "checkbox";
    box.value = value;
    box.checked = chosen.includes(value);
    chip.append(box, element("span", "", say(value)));
    return chip;
  }));
}

export function chosen_of(place) { return Array.from(place.querySelectorAll("input:checked"), (box) => box.value); }

// One text or several, each a string or {language, words}.
export function texts_of(item) {
  const all = Array.isArray(item.text) ? item.text : [item.text];
  return all.map((text) => (typeof text === "string" ? { words: text, language: item.language } : text))
    .filter((text) => text?.words);
}

export const tibetan = /[\u0f00-\u0fff]/;

export function words_of(text) {
  const made = element("p", "words", text.words);
  made.lang = text.language || (tibetan.test(text.words) ? "bo" : "zh-Hans");
  return made;
}

export function reason_of(error) {
  return error instanceof Refused ? error.message : word("silent");
}

// Mistakes are shown at the fields they name, the rest at the end of the form; the first bad field gets the focus.
export function show_mistakes(form, error, { prefix = "", focus = true } = {}) {
  clear_mistakes(form, prefix ? "live" : "all");
  const fields = [...form.querySelectorAll("[data-pointer]")];
  const elsewhere = [];
  const mistakes = error instanceof Refused && error.errors.length > 0 ? error.errors : [{ title: change_trouble(error) }];
  let first = null;
  for (const { pointer = "", title } of mistakes) {
    const at = pointer.startsWith(prefix) ? pointer.slice(prefix.length) : pointer;
    const fits = fields.filter((one) => at === one.dataset.pointer || at.startsWith(`${one.dataset.pointer}/`));
    const field = fits.sort((a, b) => b.dataset.pointer.length - a.dataset.pointer.length)[0];
    if (!field) { elsewhere.push(title); continue; }
    const told = element("p", "mistake", title), input = field.querySelector("input, textarea, select");
    told.id = `mistake-${++count}`;
    if (prefix) told.dataset.live = "";
    field.append(told);
    input?.setAttribute("aria-invalid", "true");
    input?.setAttribute("aria-errormessage", told.id);
    input?.setAttribute("aria-describedby", told.id);
    if (!first && field.closest("[hidden]") === null) first = input;
  }
  if (focus) first?.focus();
  return elsewhere;
}
let count = 0;

export function clear_mistakes(form, which = "all") {
  for (const told of form.querySelectorAll(which === "live" ? ".mistake[data-live]" : ".mistake")) {
    const field = told.parentElement;
    told.remove();
    if (field.querySelector(".mistake")) continue;
    for (const input of field.querySelectorAll("[aria-invalid]"))
      for (const name of ["aria-invalid", "aria-errormessage", "aria-describedby"]) input.removeAttribute(name);
  }
}

// A refusal says that nothing was done; trouble inside the program or silence does not.
export function change_trouble(error) { return error instanceof Refused ? error.message : word("change.silent"); }

export function failure(error, places) {
  const told = error instanceof Refused ? [error.status < 500 ? word("change.refused") : word("change.unsure")] : [];
  return [...told, ...(places.length > 0 ? places : [word("change.see_fields")])];
}

// A line that says how an attempt ended. Kinds: good, warn, bad, busy.
export function tell(place, kind, lines) {
  place.dataset.kind = kind;
  place.hidden = lines.length === 0;
  place.replaceChildren(...lines.map((line) => element("p", "", line)));
}

// What the answer to a change says: "saved" only if it does.
export function outcome_of(content, done) {
  const lines = [];
  if (content.saved === true) lines.push(`${done} ${word("change.saved")}`);
  else lines.push(content.saved === false ? `${done} ${word("change.unsaved")}` : `${done} ${word("change.saved_unknown")}`);
  if (content.fault?.title) lines.push(content.fault.title);
  for (const { screen, title } of content.findings ?? [])
    lines.push(screen ? word("finding.on", { screen, finding: title }) : word("finding", { finding: title }));
  return { kind: content.saved === true && !content.fault ? "good" : "warn", lines };
}

// A question in a dialog. `send(values)` is called when the person agrees; the dialog stays, with the mistake, until it
// succeeds or the person turns back. Values: {reason, until}.
export function question({ title, text, yes, reason, until, send, kind = "" }) {
  const dialog = document.querySelector("#question");
  const part = (selector) => dialog.querySelector(selector);
  write(part("h2"), title);
  part(".texts").replaceChildren(...[text].flat().map((line) => (typeof line === "string" ? element("p", "", line) : line)));
  part(".reason").hidden = reason === undefined;
  part(".reason input").value = reason ?? "";
  part(".until").hidden = until === undefined;
  part(".until input").value = until ?? "";
  const go = part(".yes"), back = part(".no"), told = part(".told"), form = part("form");
  write(go, yes);
  go.className = `yes ${kind}`;
  go.disabled = back.disabled = false;
  tell(told, "", []);
  clear_mistakes(form);
  back.onclick = () => dialog.close();
  // What is on its way cannot be called back.
  dialog.oncancel = (event) => { if (go.disabled) event.preventDefault(); };
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (go.disabled) return;
    go.disabled = back.disabled = true;
    clear_mistakes(form);
    tell(told, "busy", [word("change.busy")]);
    try {
      await send({ reason: part(".reason input").value.trim(), until: part(".until input").value });
      dialog.close();
    } catch (error) {
      tell(told, "bad", failure(error, show_mistakes(form, error)));
      go.disabled = back.disabled = false;
    }
  };
  dialog.showModal();
  (reason === undefined ? until === undefined ? go : part(".until input") : part(".reason input")).focus();
}

// Something the program is asked for again and again. Until it answered, it is not known; when it stops answering, what
// it said last stays and is marked as old.
export class Told {
  #asking = false; #asked = -Infinity; #again = false;
  value = null; at = 0; trouble = null;

  // `show()` is called whenever value or trouble changed.
  constructor(path, every, show) { Object.assign(this, { path, every, show }); }

  look(now) { if (now - this.#asked > this.every) this.refresh(); }

  async refresh() {
    if (this.#asking) { this.#again = true; return; }
    this.#asking = true;
    do {
      this.#again = false;
      this.#asked = performance.now();
      try {
        this.value = await this.fetch();
        this.at = Date.now();
        this.trouble = null;
      } catch (error) {
        this.trouble = error;
      }
      this.show(this);
    } while (this.#again);
    this.#asking = false;
  }

  async fetch() { return (await ask("GET", this.path)).content; }

  // Beside the list: since when it says so, or that it could not be had.
  note(place) {
    const when = this.at ? time(this.at, Date.now(), "seconds") : "";
    const text = this.trouble === null ? (this.at ? word("told.as_of", { time: when }) : word("told.asking"))
      : this.value === null ? word("told.never", { reason: reason_of(this.trouble) })
        : word("told.old", { time: when, reason: reason_of(this.trouble) });
    write(place, text);
    place.classList.toggle("bad", this.trouble !== null);
  }
}
