// Reads a picture as controller/http/picture.hpp describes it.
export const rgb888 = 0, palette = 1, unchanged = 2;

export function head(buffer) {
  const view = new DataView(buffer);
  if (view.byteLength < 16 || view.getUint8(0) !== 1) return null;
  return {
    form: view.getUint8(1),
    screen: view.getUint16(2, true),
    width: view.getUint16(4, true),
    height: view.getUint16(6, true),
    at: Number(view.getBigUint64(8, true) / 1000000n),
  };
}

const opaque = 0xff000000;

// Fills `into`, a Uint32Array over an ImageData (r g b a in memory, so a b g r in a little-endian word).
export function pixels(buffer, form, into) {
  const bytes = new Uint8Array(buffer, 16);
  if (form === rgb888) {
    if (bytes.length !== 3 * into.length) return false;
    for (let i = 0, from = 0; i < into.length; i++, from += 3)
      into[i] = opaque | bytes[from + 2] << 16 | bytes[from + 1] << 8 | bytes[from];
    return true;
  }
  const bits = bytes[0], colours = bytes[1] + 1, begin = 2 + 3 * colours;
  if (form !== palette || ![1, 2, 4, 8].includes(bits) || bytes.length !== begin + Math.ceil(into.length * bits / 8))
    return false;
  const table = new Uint32Array(1 << bits).fill(opaque);
  for (let i = 0; i < Math.min(colours, table.length); i++)
    table[i] = opaque | bytes[4 + 3 * i] << 16 | bytes[3 + 3 * i] << 8 | bytes[2 + 3 * i];
  const mask = (1 << bits) - 1;
  for (let i = 0, from = begin; i < into.length; from++) {
    const byte = bytes[from];
    for (let shift = 8 - bits; shift >= 0 && i < into.length; shift -= bits) into[i++] = table[byte >> shift & mask];
  }
  return true;
}
