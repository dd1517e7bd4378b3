// What was built: every file has its sum, every crate in the wasm stands in the bill of materials, and nothing tells of
// the machine that built it. No browser is needed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = join(ROOT, "dist");
const programs = readdirSync(DIST).filter((name) => name.endsWith(".wasm")).map((name) => [name, readFileSync(join(DIST, name), "latin1")]);

test("SHA256SUMS lists every file but itself, with its sum", () => {
  const listed = readFileSync(join(DIST, "SHA256SUMS"), "utf8").trim().split("\n").map((line) => line.split("  "));
  assert.deepEqual(listed.map(([, name]) => name), readdirSync(DIST).filter((name) => name !== "SHA256SUMS").sort());
  for (const [sum, name] of listed) assert.equal(createHash("sha256").update(readFileSync(join(DIST, name))).digest("hex"), sum, name);
});

test("the bill of materials names every crate that the wasm names, and every one that the page asks for", () => {
  const bill = JSON.parse(readFileSync(join(DIST, "bill-of-materials.cdx.json"), "utf8"));
  const billed = new Set(bill.components.map(({ name, version }) => `${name}-${version}`));
  // Where a crate may panic the wasm names its file. (Those of Rust's own library come with it.)
  const named = new Set(programs.flatMap(([, code]) => [...code.matchAll(/(?<!\/rust\/deps)\/([A-Za-z0-9_-]+-\d+\.\d+\.\d+[A-Za-z0-9.+-]*)\/src\//g)].map(([, crate]) => crate)));
  assert.ok(named.size > 15, `${[...named]}`);
  assert.deepEqual([...named].filter((crate) => !billed.has(crate)), []);
  const manifest = readFileSync(join(ROOT, "Cargo.toml"), "utf8");
  const asked = [...manifest.matchAll(/^\[(?:dependencies|target.'cfg\(target_arch = "wasm32"\)'.dependencies)\]\n([^]*?)(?=^\[)/gm)].flatMap(([, lines]) => [...lines.matchAll(/^([\w-]+) = /gm)].map(([, name]) => name));
  assert.ok(asked.length > 20, `${asked}`);
  assert.deepEqual(asked.filter((name) => !bill.components.some((component) => component.name === name)), []);
});

test("the bill's versions and sums are those of Cargo.lock, and each crate has its licence", () => {
  const bill = JSON.parse(readFileSync(join(DIST, "bill-of-materials.cdx.json"), "utf8"));
  const lock = readFileSync(join(ROOT, "Cargo.lock"), "utf8");
  for (const { name, version, hashes, licenses, purl } of bill.components) {
    assert.match(licenses[0].expression, /^[\w.() -]+$/, name);
    if (purl.startsWith("pkg:cargo/")) assert.ok(lock.includes(`name = "${name}"\nversion = "${version}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${hashes[0].content}"`), `${name} ${version}`);
  }
  const references = new Set([bill.metadata.component, ...bill.components].map((component) => component["bom-ref"]));
  assert.deepEqual(bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((reference) => !references.has(reference)), []);
});

test("the wasm names no folder of the machine that built it", () => {
  for (const [name, code] of programs) {
    for (const folder of [`${homedir()}/`, ROOT, "/registry/src/", "/.rustup/"]) assert.ok(!code.includes(folder), `${name} names ${folder}`);
  }
});
