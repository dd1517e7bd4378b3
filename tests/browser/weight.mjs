// The groups of files that a visitor fetches together, and what they weigh, raw and compressed.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compressed } from "./brotli.mjs";
import { FIRST_LOAD } from "../../tools/first-load.mjs";
import { DIST } from "./site.mjs";

/** Which files make up a group. */
export const GROUPS = {
  "first load": FIRST_LOAD,
  "page wasm": /^page-\w+_bg\.wasm$/,
  "checker (worker)": /^worker(?:_bg|_loader)?\.(?:js|wasm)$/,
  "office reader": /^office(?:_bg|_loader)?\.(?:js|wasm)$/,
  "PDF reader": /^pdf(?:_bg|_loader)?\.(?:js|wasm)$/,
  "exports": /^export(?:_bg|_loader)?\.(?:js|wasm)$/,
  "desk": /^desk(?:_bg)?\.(?:js|wasm|css)$/,
  "help and rules": /^(?:help|rules|document)\.(?:html|css|js)$/,
};
/** The edition in one file is carried on a stick; nobody compresses it. */
export const SINGLE = { "single file": /^nianbao\.html$/ };

export const filesOf = (pattern) => readdirSync(DIST).filter((name) => pattern.test(name));

/** Bytes of a file of the site, and of the same under brotli. */
async function sizeOf(name) {
  const bytes = readFileSync(join(DIST, name));
  return { raw: bytes.length, brotli: (await compressed(bytes)).length };
}

/** What each group weighs: `{ "first load": { raw, brotli, files: { name: { raw, brotli } } } }`. */
export async function weigh() {
  const weights = {};
  for (const [group, pattern] of Object.entries(GROUPS)) {
    const names = filesOf(pattern);
    const each = await Promise.all(names.map(sizeOf));
    const sum = (kind) => each.reduce((sum, size) => sum + size[kind], 0);
    weights[group] = { raw: sum("raw"), brotli: sum("brotli"), files: Object.fromEntries(names.map((name, at) => [name, each[at]])) };
  }
  for (const [group, pattern] of Object.entries(SINGLE)) {
    const [name] = filesOf(pattern);
    const raw = readFileSync(join(DIST, name)).length;
    weights[group] = { raw, files: { [name]: { raw } } };
  }
  return weights;
}
