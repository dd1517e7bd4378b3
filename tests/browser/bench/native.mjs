// The native figures: what `cargo bench` wrote, and the command on the files that the page is measured with.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { median } from "./page.mjs";

const TARGET = new URL("../../../target/", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, TARGET));

/** The medians that divan printed into target/bench/native.txt: rows of name, time and, where they are counted,
 * throughput and the most memory at one time. */
export function benches() {
  if (!existsSync(path("bench/native.txt"))) return [];
  const rows = [];
  const parents = [];
  // The third column is the median; before the first stand the lines of the tree.
  const middle = (columns) => columns.split("│")[2]?.trim() ?? "";
  const under = (line) => middle(line.replace(/^[│ ]*/u, ""));
  const lines = readFileSync(path("bench/native.txt"), "utf8").split("\n");
  for (const [at, line] of lines.entries()) {
    // A name stands deeper by three characters a level.
    const match = /^((?:[│ ] {2})*)[├╰]─ (\S+(?: \S+)*)\s*(.*)$/u.exec(line);
    const heading = /^(\w+)\s+fastest/u.exec(line);
    if (heading) parents.splice(0, parents.length, heading[1]);
    if (match) {
      const [, indent, name, rest] = match;
      parents.splice(indent.length / 3 + 1, parents.length, name);
      const time = middle(rest);
      if (time) rows.push([parents.join(" / "), time, "", ""]);
    } else if (rows.length && /\/s\s*│/.test(line)) {
      rows.at(-1)[2] = under(line);
    } else if (rows.length && line.includes("max alloc:")) {
      // First how many pieces, then their bytes.
      rows.at(-1)[3] = under(lines[at + 2]);
    }
  }
  return rows;
}

/** Milliseconds that the command takes for a file, with its start: the median of `times` runs; nothing where there is no
 * release build of it. */
export function command(file, times) {
  const command = path("release/nianbao");
  if (!existsSync(command)) return undefined;
  const run = () => {
    const start = performance.now();
    spawnSync(command, ["check", "--format", "json", file], { maxBuffer: 1 << 28 });
    return performance.now() - start;
  };
  return median(Array.from({ length: times }, run));
}
