// Listens to what happens, so that lists are asked for again at once. Without it they are still asked for regularly.
export class Events {
  #hear; #delay = 1000;

  // `hear.happened(event)` for each event; `hear.opened()` when listening (again): anything may have happened before.
  constructor(hear) { this.#hear = hear; }

  open() {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/events`);
    socket.onopen = () => {
      this.#delay = 1000;
      this.#hear.opened();
    };
    socket.onmessage = ({ data }) => this.#hear.happened(data);
    socket.onclose = () => {
      setTimeout(() => this.open(), this.#delay * (0.8 + 0.4 * Math.random()));
      this.#delay = Math.min(2 * this.#delay, 30000);
    };
  }
}
