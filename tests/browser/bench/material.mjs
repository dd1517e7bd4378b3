// What is measured: a city's report, the same made longer by telling its text again, and files of it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FIXTURES } from "../site.mjs";
import { docx } from "./word.mjs";

/** The report of a city, about 9 KB. NIANBAO_REPORT names another text to measure in its place. */
export const CITY = readFileSync(process.env.NIANBAO_REPORT ?? join(FIXTURES, "city-2024.md"), "utf8");
export const sizeOf = (text) => Buffer.byteLength(text);

const HEADING = /^#* *一、总体情况.*\n/m;
/** The running text of 一, whose repetition makes a report longer, and what stands before and after it. */
function parts() {
  const start = HEADING.exec(CITY);
  const from = start.index + start[0].length;
  const to = from + /^#* *二、/m.exec(CITY.slice(from)).index;
  return [CITY.slice(0, from), CITY.slice(from, to), CITY.slice(to)];
}

/** The report with its text told so often that it has about so many bytes. */
export function longer(bytes) {
  const [before, text, after] = parts();
  const times = Math.max(1, Math.round((bytes - sizeOf(before) - sizeOf(after)) / sizeOf(text)));
  return before + text.repeat(times) + after;
}

const pagesOf = (pdf) => Math.max(...[...pdf.toString("latin1").matchAll(/\/Count (\d+)/g)].map(([, count]) => Number(count)));

/** Files in a folder for the time being: what each is and its path. LibreOffice prints the PDFs. */
export function files() {
  const folder = mkdtempSync(join(tmpdir(), "nianbao-bench-"));
  const write = (name, bytes) => { writeFileSync(join(folder, name), bytes); return join(folder, name); };
  const made = [];
  const add = (what, path) => made.push({ what, path });
  add("Word, 60 KB of text", write("60.docx", docx(longer(60_000))));
  add("Word, 2 MB: 60 KB of text and pictures", write("pictures.docx", docx(longer(60_000), 1_950_000)));
  add("Word, 1 MB of text", write("1000.docx", docx(longer(1_000_000))));
  for (const bytes of [35_000, 360_000]) {
    const source = write(`${bytes}.docx`, docx(longer(bytes)));
    execFileSync("nice", ["soffice", `-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "pdf", "--outdir", folder, source], { stdio: "ignore" });
    const path = source.replace(".docx", ".pdf");
    const pdf = readFileSync(path);
    add(`PDF of ${pagesOf(pdf)} pages, ${Math.round(pdf.length / 1000)} KB`, path);
  }
  return { made, close: () => rmSync(folder, { recursive: true, force: true }) };
}
