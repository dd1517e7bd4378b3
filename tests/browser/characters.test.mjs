// Odd characters, in names of files and on the clipboard: they show as what they are and break nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { listen } from "./canary.mjs";
import { FIXTURES, findings, launch, open, paste, serve } from "./site.mjs";
import { take } from "./taken.mjs";

const TEXT = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
const HTML = readFileSync(join(FIXTURES, "layouts", "16-2021-html.html"), "utf8");

const NAMES = {
  "markup": `<img src=x onerror="top.ran.push('name')">.txt`,
  "end of an attribute": `"><script>top.ran.push('name')</script>.txt`,
  "long": `${"很长的名字".repeat(400)}.txt`,
  "long without a place to break": `${"m".repeat(2_000)}.txt`,
  "right to left": "年报\u202Etxt.exe.txt",
  "lines": "年报\n第二行\r\n\t.txt",
  "paths": "../../../etc/passwd\\..\\.txt",
  "placeholders": "{机关}{0}%s${7*7}.txt",
  "of objects": "__proto__.txt",
  "control characters": "年\u0000报\u0007\u001b[31m\u0085.txt",
  "half of a character": "年\ud83d报\udc00.txt",
};

let site, browser;
before(async () => { site = await serve(); browser = await launch({ serviceWorkers: "block", acceptDownloads: true }); await listen(browser.context); });
after(async () => { await browser.close(); await site.close(); });

/** Drops files with these texts by these names. */
const drop = (page, files) =>
  page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, files);

/** What browsers make of a name. */
const asFile = (page, name) => page.evaluate((name) => new File([], name).name, name);
/** What is seen of a text, whichever way its marks of direction turn it. */
const flat = (text) => text.replace(/[\0-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\s]+/g, "");

/** Holds that nothing ran, nothing failed, and no name makes the page wider than the window. */
async function isSound(page, errors, what) {
  const seen = await page.evaluate(() => ({ ran: window.ran, violations: window.violations, wide: Math.max(0, document.documentElement.scrollWidth - innerWidth), images: document.querySelectorAll("body img, body script:not([src])").length }));
  assert.deepEqual({ ...seen, errors }, { ran: [], violations: [], wide: 0, images: 0, errors: [] }, what);
}

for (const [kind, name] of Object.entries(NAMES)) {
  test(`a file's name, ${kind}, is only a name`, async () => {
    const { page, errors } = await open(browser.context, site.url);
    const seen = flat(await asFile(page, name));
    // In a notice.
    await drop(page, [[name, ""]]);
    const notice = page.locator("[role=alert]");
    await notice.waitFor();
    assert.ok(flat(await notice.evaluate((notice) => notice.textContent)).includes(seen));
    await isSound(page, errors, "notice");
    await notice.getByRole("button").click();
    // Among several.
    await drop(page, [[name, TEXT], ["second.txt", TEXT]]);
    await page.getByTestId("report").waitFor();
    assert.ok(flat(await page.getByTestId("pile").locator("option").first().evaluate((option) => option.textContent)).endsWith(seen));
    await isSound(page, errors, "pile");
    // At the desk, where an unreadable one and a sound one have it.
    await drop(page, [[name, TEXT], [name, ""], ...Array.from({ length: 5 }, (_, at) => [`${at}.txt`, TEXT])]);
    await page.getByTestId("reports").waitFor();
    await page.getByTestId("running").waitFor({ state: "detached" });
    const table = page.getByTestId("reports");
    assert.ok(flat(await table.evaluate((table) => table.textContent)).includes(seen));
    assert.equal(await page.evaluate(() => /[\u202a-\u202e\u2066-\u2069]/.test(document.body.textContent)), false);
    await isSound(page, errors, "desk");
    await page.close();
  });
}

const SOUP = {
  "right-to-left marks": "\u202E\u202D\u2066\u2067\u2068\u2069\u200F\u061C",
  "zero width": "\u200B\u200C\u200D\u2060\uFEFF\u00AD",
  "control characters": "\u0000\u0001\u0008\u000B\u000C\u001B\u007F\u0085\u009F",
  "line and paragraph separators": "\u2028\u2029",
  "no characters": "\uFFFE\uFFFF\uFDD0",
  "private and unassigned": "\uE000\u{F0000}\u{E0001}\u{E0061}\u{10FFFF}",
  "heaps of marks": "e" + "\u0301".repeat(2_000),
  "halves of characters": "\uD800\uDC00x\uDFFF\uD83D",
};

for (const [kind, soup] of Object.entries(SOUP)) {
  test(`${kind} on the clipboard`, async () => {
    const { page, errors } = await open(browser.context, site.url);
    const report = page.getByTestId("report");
    // Everywhere: in labels, in figures, at the ends of lines.
    const stirred = (text, stir) => text.replace(/总体情况|386|予以公开|年度报告|。/g, (found) => found[0] + stir + found.slice(1) + stir);
    for (const data of [{ "text/plain": stirred(TEXT, soup) }, { "text/html": stirred(HTML, soup), "text/plain": "x" }, { "text/html": stirred(HTML, [...soup].map((character) => `&#x${character.codePointAt(0).toString(16)};`).join("")) }]) {
      await paste(page, data);
      await report.waitFor();
      assert.match(await report.evaluate((report) => report.textContent), /政府信息公开/);
      // What is found can be opened and goes home as JSON that can be read.
      const found = await findings(page);
      if (found.length > 0) {
        await page.keyboard.press("F8");
        await page.locator(".finding.open").first().waitFor();
      }
      const written = JSON.parse((await take(page, "问题清单 JSON")).bytes);
      assert.equal(written.findings.length, found.length);
      await isSound(page, errors, kind);
      await page.getByRole("button", { name: "年报校核" }).click();
      await report.waitFor({ state: "detached" });
    }
    await page.close();
  });
}
