// After Trunk: takes its inline script out of the page (the page's policy allows none), and writes what is known only
// then: the version, the service worker's list of files, the edition in one file, the bill of materials and all sums.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { billOfMaterials } from "./bill-of-materials.mjs";
import { FIRST_LOAD } from "./first-load.mjs";
import { singleFile } from "./single-file.mjs";

const folder = process.env.TRUNK_STAGING_DIR ?? "dist";
const BILL = "bill-of-materials.cdx.json";
const SUMS = "SHA256SUMS";
const WRITTEN = ["sw.js", "nianbao.html", BILL, SUMS];
const read = (name) => readFileSync(join(folder, name));
const write = (name, text) => writeFileSync(join(folder, name), text);

/** Puts what the build knows in the one place that the text has for it. */
function fill(text, place, value) {
  if (text.split(place).length !== 2) throw new Error(`expected one ${JSON.stringify(place)} to fill in`);
  return text.replace(place, () => value);
}

/** The files of the site, in order. */
function files() {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(folder, path).replaceAll("\\", "/"))
    .filter((name) => !name.startsWith("."))
    .sort();
}

let html = read("index.html").toString();
const inline = [...html.matchAll(/<script type="module"[^>]*>([\s\S]*?)<\/script>/g)].filter(([, code]) => code.trim() !== "");
if (inline.length !== 1) throw new Error(`expected one inline script in index.html, found ${inline.length}`);
write("boot.js", inline[0][1].trim() + "\n");
html = html.replace(inline[0][0], '<script type="module" src="./boot.js"></script>');
// Integrity and nonces are for files from elsewhere; these are the page's own. (The wasm's preload stays crossorigin: it
// has to be asked for as the page's code will, or it is fetched twice.)
html = html.replace(/ (?:nonce|integrity)="[^"]*"/g, "");
if (/<script(?![^>]*\bsrc=)/.test(html)) throw new Error("an inline script is left in index.html");
write("index.html", html);

// The version is a hash of all that the page is made of, with the places empty into which it is written itself.
const own = files().filter((name) => !WRITTEN.includes(name));
const code = readFileSync("static/sw.js", "utf8");
const hash = createHash("sha256");
for (const name of own) hash.update(name).update(read(name));
const version = hash.update(code).update(singleFile(folder, own)).digest("hex").slice(0, 16);
const release = /^version = "(.*)"$/m.exec(readFileSync("Cargo.toml", "utf8"))[1];

write("help.html", fill(read("help.html").toString(), "<!-- version -->", `版本 ${release} · 构建 ${version}`));
// In the order in which they are kept: what a first visit needs is on its way already.
const kept = [...own.filter((name) => FIRST_LOAD.test(name)), ...own.filter((name) => !FIRST_LOAD.test(name))];
const list = kept.map((name) => [name === "index.html" ? "./" : `./${name}`, `sha256-${createHash("sha256").update(read(name)).digest("base64")}`]);
write("sw.js", fill(fill(code, 'const VERSION = "development";', `const VERSION = ${JSON.stringify(version)};`), 'const FILES = { "./": "" };', `const FILES = ${JSON.stringify(Object.fromEntries(list))};`));
write("nianbao.html", singleFile(folder, own));
write(BILL, billOfMaterials());
write(SUMS, files().filter((name) => name !== SUMS).map((name) => `${createHash("sha256").update(read(name)).digest("hex")}  ${name}\n`).join(""));
console.log(`finish-build: version ${version}, ${list.length} files to keep`);
