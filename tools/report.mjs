// Writes the generated parts of docs/performance.md; each stands between two comments that name it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("../docs/performance.md", import.meta.url));

/** Puts `text` where the part `name` stands. */
export function replacePart(name, text) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const whole = readFileSync(FILE, "utf8");
  const [from, to] = [whole.indexOf(start), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}`);
  writeFileSync(FILE, `${whole.slice(0, from + start.length)}\n${text.trim()}\n${whole.slice(to)}`);
}

/** A table in Markdown; all columns but the first are figures, unless they begin with text. */
export function table(head, rows) {
  const figures = head.map((_, column) => rows.every((row) => /^(?:[^\p{L}]|$)/u.test(String(row[column] ?? ""))));
  const line = (cells) => `| ${cells.map((cell) => String(cell ?? "").replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${figures.map((figure) => (figure ? "---:|" : "---|")).join("")}`, ...rows.map(line)].join("\n");
}
