// The native figures: what `cargo bench` wrote, and the command on the files that the page is measured with.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { median } from "./page.mjs";

const TARGET = new URL("../../../target/", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, TARGET));

/** The medians that divan printed into target/bench/native.txt: rows of name, time and, where it counts, throughput. */
export function benches() {
  if (!existsSync(path("bench/native.txt"))) return [];
  const rows = [];
  const parents = [];
  for (const line of readFileSync(path("bench/native.txt"), "utf8").split("\n")) {
    // A name stands deeper by three characters a level. The third column is the median.
    const match = /^((?:[│ ] {2})*)[├╰]─ (\S+)\s*(.*)$/u.exec(line);
    const heading = /^(\w+)\s+fastest/u.exec(line);
    if (heading) parents.splice(0, parents.length, heading[1]);
    if (match) {
      const [, indent, name, rest] = match;
      parents.splice(indent.length / 3 + 1, parents.length, name);
      const time = rest.split("│")[2]?.trim();
      if (time) rows.push([parents.join(" / "), time, ""]);
    } else if (rows.length && /\/s\s*│/.test(line)) {
      rows.at(-1)[2] = line.replace(/^[│ ]*?(?=[\d.]+ \S+\/s)/u, "").split("│")[2]?.trim() ?? "";
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
