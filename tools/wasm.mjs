// What a wasm module is made of: the size of each function with its name, and of the data.

/** The functions (name and bytes) of a module, the bytes of its data, and of what is neither. */
export function takeApart(module) {
  const sections = [...sectionsOf(module)];
  const find = (wanted) => sections.find(({ id, name }) => id === wanted || name === wanted);
  const imported = find(2) ? countImported(find(2).body) : 0;
  const names = find("name") ? functionNames(find("name").body) : new Map();
  const functions = find(10) ? [...bodies(find(10).body)].map((bytes, at) => ({ name: names.get(imported + at) ?? "", bytes })) : [];
  // Names are not shipped.
  const shipped = sections.filter(({ name }) => name !== "name").reduce((sum, { size }) => sum + size, 8);
  const code = functions.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const data = find(11)?.body.length ?? 0;
  return { functions, data, other: shipped - code - data, whole: shipped };
}

/** Reads numbers (LEB128), texts and pieces of `bytes`, one after the other. */
class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  get done() { return this.at >= this.bytes.length; }
  byte() { return this.bytes[this.at++]; }
  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
  piece(length) { return this.bytes.subarray(this.at, (this.at += length)); }
  text() { return this.piece(this.number()).toString("utf8"); }
}

function* sectionsOf(module) {
  const reader = new Reader(module);
  reader.piece(8);
  while (!reader.done) {
    const start = reader.at;
    const id = reader.byte();
    const body = reader.piece(reader.number());
    const own = id === 0 ? new Reader(body) : null;
    const name = own?.text();
    yield { id, name, body: own ? body.subarray(own.at) : body, size: reader.at - start };
  }
}

function* bodies(section) {
  const reader = new Reader(section);
  for (let left = reader.number(); left > 0; left--) yield reader.piece(reader.number());
}

function functionNames(section) {
  const reader = new Reader(section);
  const names = new Map();
  while (!reader.done) {
    const kind = reader.byte();
    const part = new Reader(reader.piece(reader.number()));
    if (kind !== 1) continue;
    for (let left = part.number(); left > 0; left--) names.set(part.number(), part.text());
  }
  return names;
}

function countImported(section) {
  const reader = new Reader(section);
  let functions = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) { functions++; reader.number(); }
    else if (kind === 1) { reader.byte(); limits(reader); }
    else if (kind === 2) limits(reader);
    else if (kind === 3) { reader.byte(); reader.byte(); }
    else { reader.byte(); reader.number(); }
  }
  return functions;
}

function limits(reader) {
  const flags = reader.byte();
  reader.number();
  if (flags & 1) reader.number();
}
