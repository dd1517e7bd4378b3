// What each crate, and each module of this project, weighs in the programs that the browser fetches. `make weigh` writes
// the table into docs/performance.md. It takes what cargo built for the site, does what Trunk does with it, and keeps the
// names, so that what is counted is as good as what is shipped.
//
//     node tools/weigh.mjs                 all programs; writes the table
//     node tools/weigh.mjs page            one, with its biggest functions and those of which there are many copies
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crateOf, moduleOf, plain } from "./owners.mjs";
import { replacePart, table } from "./report.mjs";
import { takeApart } from "./wasm.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BUILT = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "wasm32-unknown-unknown", "site");
const PROGRAMS = ["page", "worker", "office", "pdf", "export", "desk"];
const asked = process.argv.slice(2);
const programs = asked.length ? asked : PROGRAMS;

/** The program as it is shipped, but with its names. */
function shipped(program) {
  const built = join(BUILT, `${program}.wasm`);
  if (!existsSync(built)) throw new Error(`${built} is missing: run make weigh first`);
  const folder = join(ROOT, "target", "weigh");
  mkdirSync(folder, { recursive: true });
  const small = join(folder, `${program}.wasm`);
  const target = program === "page" ? "web" : "no-modules";
  if (existsSync(small) && statSync(small).mtimeMs > statSync(built).mtimeMs) return readFileSync(small);
  execFileSync("wasm-bindgen", [built, "--target", target, "--no-typescript", "--out-dir", folder]);
  execFileSync("wasm-opt", ["-Oz", "-g", join(folder, `${program}_bg.wasm`), "-o", small], { stdio: ["ignore", "ignore", "inherit"] });
  return readFileSync(small);
}

/** The sums of sizes by `key`, which gives null for what does not count. */
function sums(functions, key) {
  const sums = new Map();
  for (const { name, bytes } of functions) {
    const owner = key(name);
    if (owner !== null) sums.set(owner, (sums.get(owner) ?? 0) + bytes.length);
  }
  return sums;
}

/** A row a name, a column a program, in KB; what is nowhere as much as `least` KB comes together in the last row. */
function spread(head, perProgram, least) {
  const names = [...new Set(perProgram.flatMap((sums) => [...sums.keys()]))];
  const most = (name) => Math.max(...perProgram.map((sums) => sums.get(name) ?? 0));
  const large = names.filter((name) => most(name) >= least * 1000).sort((left, right) => most(right) - most(left));
  const cell = (bytes) => (bytes >= 50 ? (bytes / 1000).toFixed(1) : "");
  const rows = large.map((name) => [name, ...perProgram.map((sums) => cell(sums.get(name) ?? 0))]);
  const rest = (sums) => [...sums].reduce((sum, [name, bytes]) => (large.includes(name) ? sum : sum + bytes), 0);
  const count = names.length - large.length;
  if (count) rows.push([`${count} others`, ...perProgram.map((sums) => cell(rest(sums)))]);
  return table([head, ...programs], rows);
}

const parts = programs.map((program) => takeApart(shipped(program)));
const byCrate = parts.map(({ functions, data, other, whole }) => {
  const crates = sums(functions, crateOf);
  return new Map([["**whole**", whole], ["data (texts, tables)", data], ["tables and types of wasm", other], ...crates]);
});
const crates = spread("crate", byCrate, 2);
const modules = spread("module", parts.map(({ functions }) => sums(functions, (name) => moduleOf(name, asked.length ? 3 : 2))), asked.length ? 0.5 : 4);
console.log(`${crates}\n\n${modules}`);

if (asked.length) {
  for (const { functions } of parts) {
    const largest = [...functions].sort((left, right) => right.bytes.length - left.bytes.length).slice(0, 50);
    console.log(`\n${table(["bytes", "function"], largest.map(({ name, bytes }) => [bytes.length, plain(name)]))}`);
    const copies = [...sums(functions, plain)].map(([name, bytes]) => [bytes, functions.filter((one) => plain(one.name) === name).length, name]);
    const many = copies.filter(([, count]) => count > 1).sort(([left], [right]) => right - left).slice(0, 50);
    console.log(`\n${table(["bytes", "copies", "function"], many)}`);
  }
} else {
  replacePart("weigh", `KB (1,000 bytes) before compression, after wasm-opt; written by \`make weigh\`.\n\n${crates}\n\nThe modules of this project:\n\n${modules}`);
}
