// What a screen would show, drawn by the program itself, while somebody writes.
import { ask, Refused } from "./api.js";
import { clear_mistakes, element, reason_of, show_mistakes, write } from "./parts.js";
import { word } from "./words.js";

const rest = 400;  // ms without a key before the program is asked

export class Sketch {
  #timer = 0; #ask = null; #image = null; #facts = null;

  // `draft()` is the announcement as it stands, or null while there is nothing to show; `form` is where mistakes go,
  // `amend(error)` may say more exactly at which field.
  constructor(root, form, draft, amend = () => {}) {
    Object.assign(this, { root, form, draft, amend });
    this.choice = root.querySelector("select");
    this.canvas = root.querySelector("canvas");
    this.choice.addEventListener("change", () => this.changed(0));
    new ResizeObserver(() => this.#draw()).observe(root.querySelector(".sheet"));
  }

  // The screens it can be tried on; the choice stays if it can.
  screens(names) {
    const before = this.choice.value;
    if (names.join("\n") === this.names) return;
    this.names = names.join("\n");
    this.choice.replaceChildren(...names.map((name) => new Option(name, name)));
    if (names.includes(before)) this.choice.value = before;
    else this.changed(0);
  }

  // The picture is that of other words until the program has answered, and says so.
  changed(wait = rest) {
    clearTimeout(this.#timer);
    this.#ask?.abort();
    this.root.classList.add("old");
    const draft = this.draft();
    if (draft === null || !this.choice.value) {
      this.#image = this.#facts = null;
      clear_mistakes(this.form, "live");
      this.#show(word("sketch.empty"));
      return;
    }
    this.#show(word("sketch.asking"));
    this.#timer = setTimeout(() => this.#fetch(draft), wait);
  }

  async #fetch(announcement) {
    const stop = this.#ask = new AbortController();
    const order = { body: { screen: this.choice.value, announcement }, signal: stop.signal };
    try {
      const [facts, image] = await Promise.all([
        ask("POST", "/api/preview", order),
        ask("POST", "/api/preview", { ...order, wants: "image/png" }).then(({ content }) => createImageBitmap(content)),
      ]);
      if (stop.signal.aborted) return;
      this.#facts = facts.content;
      this.#image = image;
      clear_mistakes(this.form, "live");
      this.root.classList.remove("old");
      this.#show("");
    } catch (error) {
      if (stop.signal.aborted) return;
      stop.abort();
      this.#image = this.#facts = null;
      this.amend(error);
      const others = error instanceof Refused ? show_mistakes(this.form, error, { prefix: "/announcement", focus: false }) : [];
      this.#show(word("sketch.none", { reason: others.join(" ") || (error instanceof Refused ? word("change.see_fields") : reason_of(error)) }));
    }
  }

  #show(state) {
    write(this.root.querySelector(".state"), state);
    const facts = this.#facts, list = this.root.querySelector(".findings");
    const said = [];
    if (facts) {
      said.push(word("sketch.first"));
      said.push(word("sketch.reading", { seconds: facts.reading_seconds }));
      if (facts.duration_ms !== undefined) said.push(word("sketch.turn", { seconds: (facts.duration_ms / 1000).toFixed(1) }));
      if (facts.pages > 1) said.push(word("sketch.pages", { count: facts.pages }));
    }
    write(this.root.querySelector(".facts"), said.join(" · "));
    const findings = (facts?.findings ?? []).map(({ title }) => title);
    list.replaceChildren(...findings.map((finding) => element("li", "", finding)));
    this.#draw();
  }

  // Whole display pixels a dot, so that every dot is as large as the next.
  #draw() {
    const { canvas } = this, image = this.#image, ratio = Math.max(1, devicePixelRatio);
    canvas.hidden = image === null;
    if (image === null) return;
    const room = this.root.querySelector(".sheet").clientWidth;
    const tall = Math.max(96, innerHeight / 4);
    const zoom = Math.max(1, Math.floor(Math.min(12, room / image.width, tall / image.height) * ratio)) / ratio;
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.style.width = `${image.width * zoom}px`;
    canvas.style.height = `${image.height * zoom}px`;
    canvas.getContext("2d").drawImage(image, 0, 0);
    canvas.setAttribute("aria-label", word("sketch.picture", { name: this.choice.value, width: image.width, height: image.height }));
  }
}
