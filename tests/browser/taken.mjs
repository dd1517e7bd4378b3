// What the user takes home from a report.
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

/** Chooses from the menu. */
export async function choose(page, name) {
  await page.getByTestId("export").click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

/** The file that a choice gives: its name and its bytes. */
export async function take(page, choice) {
  const [download] = await Promise.all([page.waitForEvent("download"), choose(page, choice)]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** The parts of a package (Word, Excel) by name. */
export function parts(bytes) {
  const all = new Map();
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\u0005\u0006", undefined, "latin1") + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, size, name, extra, comment, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const data = bytes.subarray(from, from + size);
    all.set(bytes.toString("utf8", at + 46, at + 46 + name), method === 0 ? data : inflateRawSync(data));
    at += 46 + name + extra + comment;
  }
  return all;
}
