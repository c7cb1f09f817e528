// The live connection: opens itself again whenever it ends, after 0.5 s, doubling to 10 s.
import { tag } from "./words.js";

export class Link {
  #hear; #socket = null; #delay = 500; #timer = 0; #heard = 0;

  // `hear` has introduced(object), came(ArrayBuffer), and changed(state) with state = {name, ...}:
  // connecting, connected, lost (seconds to the next attempt, reason if the server gave one), retrying.
  constructor(hear) { this.#hear = hear; }

  open(again = false) {
    clearTimeout(this.#timer);
    this.#hear.changed({ name: again ? "retrying" : "connecting" });
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#heard = performance.now();
    socket.onmessage = (event) => {
      this.#heard = performance.now();
      if (typeof event.data === "string") {
        this.#delay = 500;
        this.#hear.introduced(JSON.parse(event.data));
        this.#hear.changed({ name: "connected" });
      } else {
        this.#hear.came(event.data);
      }
    };
    socket.onclose = () => { if (this.#socket === socket) this.#lost(); };
  }

  // Opens anew if nothing at all was heard for so long: a line can die without a word.
  check(milliseconds) {
    if (this.#socket === null || performance.now() - this.#heard < milliseconds) return;
    this.#socket.onclose = null;
    this.#socket.close();
    this.#lost();
  }

  async #lost() {
    this.#socket = null;
    const delay = this.#delay * (0.8 + 0.4 * Math.random());
    this.#delay = Math.min(2 * this.#delay, 10000);
    const seconds = Math.max(1, Math.round(delay / 1000));
    this.#hear.changed({ name: "lost", seconds });
    this.#timer = setTimeout(() => this.open(true), delay);
    const reason = await refusal();
    if (reason && this.#socket === null) this.#hear.changed({ name: "refused", seconds, reason });
  }
}

// A browser does not tell why a WebSocket was refused; the same address asked plainly says so, when there is no room.
async function refusal() {
  try {
    const response = await fetch("/api/live", { headers: { "Accept-Language": tag() }, cache: "no-store" });
    return response.status === 426 ? null : (await response.json()).detail;
  } catch {
    return null;
  }
}
