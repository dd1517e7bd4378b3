// Measures the page in Chromium beside its peers and the floor, and writes the figures into docs/performance.md. `make
// bench` has measured the rest before it: target/bench/native.txt (cargo bench) and target/bench/desk.txt.
//
//     node bench.mjs             everything
//     node bench.mjs paste text  these parts only, without writing
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { replacePart, table } from "../../tools/report.mjs";
import { CITY, files, longer, sizeOf } from "./bench/material.mjs";
import { benches, command } from "./bench/native.mjs";
import { file, floor, keys, median, paste } from "./bench/page.mjs";
import * as peersOf from "./bench/peers.mjs";
import { SLOW, line } from "./line.mjs";
import { launch, serve } from "./site.mjs";
import { visit } from "./visit.mjs";

const MEGABYTE = 1_000_000;
const ms = (value) => (value === undefined ? "" : value < 10 ? value.toFixed(1) : String(Math.round(value)));
const kb = (bytes) => `${Math.round(bytes / 1000)} KB`;
const speed = (bytes, milliseconds) => (bytes / 1000 / milliseconds).toFixed(1);
const memory = ({ memory: { before, after } }) => [Math.round(after.heap), `${Math.round(before.now)} → ${Math.round(after.now)}`, Math.round(after.most)];
const RUN = ["findings seen, ms", "drawn", "of which read", "check", "render", "heap, MB", "process, MB", "at most"];
const times = (run) => [run.seen, run.drawn, run.read, run.check, run.render].map(ms);
const site = await serve();

/** Each part of the report: a heading and what stands under it. */
const PARTS = {
  async paste() {
    const city = await paste(site, CITY, 20);
    const typed = await keys(site, longer(60_000), "（一）主动公开情况", 30);
    const rows = [
      [`a city's report, ${kb(sizeOf(CITY))}, pasted first`, ...times(city.cold), "", "", ""],
      ["the same again, median of 20", ...times(city.warm), ...memory(city)],
      [`a key in a report of ${kb(sizeOf(longer(60_000)))}, median of 30`, ...times(typed.warm), ...memory(typed)],
    ];
    const first = `At the first paste the page's thread was held up for ${ms(city.stall)} ms at most; the worker's first reading and checking took ${ms(city.cold.read + city.cold.check - city.warm.read - city.warm.check)} ms more than later ones.`;
    return ["Paste and type", `${table(["", ...RUN], rows)}\n\n${first}`];
  },

  async files() {
    const made = files();
    const rows = [];
    for (const { what, path } of made.made) {
      const run = await file(site, path, 5);
      rows.push([what, ms(run.cold.seen), ...times(run.warm), ...memory(run), ms(command(path, 7))]);
    }
    made.close();
    return ["Files", `Opened five times, each time with a reader started for it (its wasm compiled again); the first time, then medians. The last column is the native command, with its start.\n\n${table(["", "first, ms", ...RUN, "native, ms"], rows)}`];
  },

  async text() {
    const text = longer(MEGABYTE);
    const own = await paste(site, text, 7);
    const base = await floor(site, text);
    const others = peersOf.are() ? await peersOf.peers(CITY, text, 5) : undefined;
    const total = own.warm.read + own.warm.check;
    const row = (what, took, first = "") => [what, ms(took), speed(sizeOf(text), took), (took / total).toFixed(took < total / 10 ? 3 : 1), first];
    const { cold } = await paste(site, CITY, 1);
    const rows = [row("nianbao, reading and checking", total, ms(cold.read + cold.check)), row("of which checking", own.warm.check, ms(cold.check))];
    if (others) {
      rows.push(row(`${peersOf.version("@huacnlee/autocorrect")}, \`lintFor\``, others.autocorrect.long, ms(others.autocorrect.first)));
      rows.push(row(`${peersOf.version("zhlint")}, \`run\``, others.zhlint.long, ms(others.zhlint.first)));
    }
    rows.push(row("a loop over its code units, JavaScript", base.scan), row("TextDecoder", base.decode));
    const missing = others ? "" : "\n\nThe peers were not installed for this run.";
    return ["A megabyte of text", `A report of ${kb(sizeOf(text))}, the same for all, in the same Chromium; medians. (The peers look at spacing, punctuation and wording only.) The last column is a session's first call, on the city's report.\n\n${table(["", "ms", "MB/s", "times nianbao's", "first call, ms"], rows)}${missing}`];
  },

  async linear() {
    const rows = [];
    let before;
    for (const factor of [1, 2, 4, 8]) {
      const text = longer(125_000 * factor);
      const { warm } = await paste(site, text, 7);
      const ratio = (key) => (before ? (warm[key] / before[key]).toFixed(2) : "");
      rows.push([kb(sizeOf(text)), before ? (sizeOf(text) / before.size).toFixed(2) : "", ms(warm.read), ratio("read"), ms(warm.check), ratio("check"), ms(warm.render), ratio("render")]);
      before = { ...warm, size: sizeOf(text) };
    }
    return ["Twice the text", `Each line against the one above it: linear is what grows by the same factor as the text.\n\n${table(["text", "×", "read, ms", "×", "check, ms", "×", "render, ms", "×"], rows)}`];
  },

  async visit() {
    const visits = [];
    for (let run = 0; run < 3; run++) {
      const seen = await visit(line(SLOW));
      visits.push(seen);
      await seen.close();
    }
    const middle = (key) => (median(visits.map((seen) => seen[key])) / 1000).toFixed(1);
    const rows = [["first words painted", middle("paint")], ["page's wasm there", middle("wasm")], ["page can be used", middle("usable")], ["first report checked", middle("report")]];
    return ["First visit", `Over a line of ${SLOW.bits / 1e6} Mbit/s and ${SLOW.delay} ms with an empty cache, answers under brotli, the service worker at work; median of 3. What the files weigh is held by tests/budget.json.\n\n${table(["", "s"], rows)}`];
  },

  native() {
    const rows = benches();
    return ["Native", rows.length ? `\`cargo bench\`, medians; of memory the most at one time, without what was there before.\n\n${table(["", "median", "throughput", "memory"], rows)}` : "Not measured in this run."];
  },

  desk() {
    const text = fileURLToPath(new URL("../../target/bench/desk.txt", import.meta.url));
    return ["A thousand reports on the desk", existsSync(text) ? readFileSync(text, "utf8").trim().replaceAll("\n", "  \n") : "Not measured in this run."];
  },
};

async function machine() {
  const browser = await launch();
  const version = browser.context.browser().version();
  await browser.close();
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  return `${new Date().toISOString().slice(0, 10)}, commit ${commit}. ${cpus()[0].model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; Chromium ${version} without a window, Node.js ${process.versions.node}. Load of the machine before it began: ${loadavg()[0].toFixed(1)}.`;
}

const asked = process.argv.slice(2);
const lines = [await machine()];
console.log(lines[0]);
for (const name of asked.length ? asked : Object.keys(PARTS)) {
  const [heading, text] = await PARTS[name]();
  lines.push(`### ${heading}`, text);
  console.log(`\n${heading}\n\n${text}`);
}
await site.close();
if (asked.length === 0) replacePart("bench", lines.join("\n\n"));
