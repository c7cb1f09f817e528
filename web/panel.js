// One screen drawn as its LEDs: the picture is kept at one pixel a dot and enlarged when drawn, and from three pixels a
// dot a mask of the panel's dark face, with round holes, is laid over it. Only what is in the window is drawn, so the
// cost follows the size of the browser, not that of the screen or the zoom.
import { pixels, unchanged } from "./picture.js";

export const zooms = [1, 2, 3, 4, 5, 6, 8, 10, 12];
const face = "#17191d";

// A dot, seen through a hole in the panel.
function mask(dot) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = dot;
  const context = tile.getContext("2d");
  context.fillStyle = face;
  context.fillRect(0, 0, dot, dot);
  context.globalCompositeOperation = "destination-out";
  context.beginPath();
  context.arc(dot / 2, dot / 2, dot * 0.44, 0, 2 * Math.PI);
  context.fill();
  return tile;
}

export class Panel {
  #window; #extent; #canvas; #context; #source; #image; #words; #pattern; #dot = 0; #zoom = 1; #due = false;
  #next = null;  // the newest message that has not been drawn

  constructor(window_, extent, canvas, width, height) {
    this.#window = window_;
    this.#extent = extent;
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false });
    this.width = width;
    this.height = height;
    this.#source = document.createElement("canvas");
    this.#source.width = width;
    this.#source.height = height;
    this.#image = new ImageData(width, height);
    this.#words = new Uint32Array(this.#image.data.buffer).fill(0xff000000);
    this.#source.getContext("2d").putImageData(this.#image, 0, 0);
    window_.addEventListener("scroll", () => this.redraw(), { passive: true });
  }

  // The largest zoom at which the whole width can be seen; a screen wider than the window is scrolled.
  fit() {
    const room = this.#window.clientWidth;
    const tall = innerHeight * 0.6;
    return zooms.filter((z) => z * this.width <= room && z * this.height <= tall).pop() ?? zooms[0];
  }

  zoom(factor) {
    this.#zoom = factor;
    this.#extent.style.width = `${this.width * factor}px`;
    this.#extent.style.height = `${this.height * factor}px`;
    this.resize();
  }

  // The canvas covers what can be seen, in the display's own pixels.
  resize() {
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    const width = Math.min(this.width * this.#zoom, this.#window.clientWidth);
    const height = Math.min(this.height * this.#zoom, this.#window.clientHeight || this.height * this.#zoom);
    this.#canvas.width = width * ratio;
    this.#canvas.height = height * ratio;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    this.#dot = this.#zoom * ratio;
    this.#pattern = this.#zoom >= 3 ? this.#context.createPattern(mask(this.#dot), "repeat") : null;
    this.redraw();
  }

  // The pixels are read when they are drawn: those that come faster than the display can show are never unpacked.
  take(message, form) {
    if (form === unchanged) return;
    this.#next = { message, form };
    this.redraw();
  }

  redraw() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  #draw() {
    if (this.#next) {
      if (pixels(this.#next.message, this.#next.form, this.#words))
        this.#source.getContext("2d").putImageData(this.#image, 0, 0);
      this.#next = null;
    }
    const { width, height } = this.#canvas;
    if (width === 0 || height === 0) return;
    const ratio = this.#dot / this.#zoom;
    const left = Math.round(this.#window.scrollLeft * ratio), top = Math.round(this.#window.scrollTop * ratio);
    const context = this.#context;
    context.imageSmoothingEnabled = false;
    context.setTransform(1, 0, 0, 1, -left, -top);
    // Whole dots, from the first that can be seen: parts of one would be enlarged unevenly.
    const x = Math.floor(left / this.#dot), y = Math.floor(top / this.#dot);
    const across = Math.min(this.width - x, Math.ceil(width / this.#dot) + 1);
    const down = Math.min(this.height - y, Math.ceil(height / this.#dot) + 1);
    context.drawImage(this.#source, x, y, across, down,
      x * this.#dot, y * this.#dot, across * this.#dot, down * this.#dot);
    if (!this.#pattern) return;
    context.fillStyle = this.#pattern;
    context.fillRect(x * this.#dot, y * this.#dot, across * this.#dot, down * this.#dot);
  }
}
