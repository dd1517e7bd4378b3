// After Trunk: takes its inline script out of the page (the page's policy allows none), and writes the service worker's
// list of files from what was really built, and the edition in one file.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { singleFile } from "./single-file.mjs";

const folder = process.env.TRUNK_STAGING_DIR ?? "dist";

const page = join(folder, "index.html");
let html = readFileSync(page, "utf8");
const inline = [...html.matchAll(/<script type="module"[^>]*>([\s\S]*?)<\/script>/g)].filter(([, code]) => code.trim() !== "");
if (inline.length !== 1) throw new Error(`expected one inline script in index.html, found ${inline.length}`);
writeFileSync(join(folder, "boot.js"), inline[0][1].trim() + "\n");
html = html.replace(inline[0][0], '<script type="module" src="./boot.js"></script>');
// Integrity and nonces are for files from elsewhere; these are the page's own.
html = html.replace(/ (?:nonce|integrity)="[^"]*"/g, "").replace(/ crossorigin(?:="[^"]*")?/g, "");
// But what is fetched ahead is taken only by a request of the same kind; else the wasm is fetched twice.
html = html.replace(/<link rel="preload"(?=[^>]* as="fetch")/g, "$& crossorigin");
if (/<script(?![^>]*\bsrc=)/.test(html)) throw new Error("an inline script is left in index.html");
writeFileSync(page, html);

const files = readdirSync(folder, { recursive: true })
  .map(String)
  .map((name) => join(folder, name))
  .filter((path) => statSync(path).isFile())
  .map((path) => relative(folder, path).replaceAll("\\", "/"))
  .filter((name) => name !== "sw.js" && name !== "nianbao.html" && !name.startsWith("."))
  .sort();
const hash = createHash("sha256");
for (const name of files) hash.update(name).update(readFileSync(join(folder, name)));
hash.update(readFileSync("static/sw.js"));
const version = hash.digest("hex").slice(0, 16);
const list = files.map((name) => [name === "index.html" ? "./" : `./${name}`, `sha256-${createHash("sha256").update(readFileSync(join(folder, name))).digest("base64")}`]);

const worker = join(folder, "sw.js");
const code = readFileSync("static/sw.js", "utf8");
const filled = code
  .replace('const VERSION = "development";', `const VERSION = ${JSON.stringify(version)};`)
  .replace('const FILES = { "./": "" };', `const FILES = ${JSON.stringify(Object.fromEntries(list))};`);
if (filled === code) throw new Error("sw.js has no place for its list of files");
writeFileSync(worker, filled);
writeFileSync(join(folder, "nianbao.html"), singleFile(folder, files));
console.log(`finish-build: version ${version}, ${list.length} files to keep`);
