// Word files taken home: the clerk's own with what she changed, and with the findings as comments.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { FIXTURES, inField, launch, open, paste, serve } from "./site.mjs";
import { parts, take } from "./taken.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch({ acceptDownloads: true }); });
after(async () => { await browser.close(); await site.close(); });

const WORD = fileURLToPath(new URL("../fixtures/files/writer.docx", import.meta.url));

test("what was changed goes into the clerk's own Word file, and the findings beside it", async () => {
  const { page, errors } = await open(browser.context, site.url);
  page.on("dialog", (dialog) => dialog.accept());
  await page.locator("input[type=file]").first().setInputFiles(WORD);
  const report = page.getByTestId("report");
  await report.waitFor();
  await report.locator("p[data-edit]").nth(2).dblclick();
  await inField(page);
  await page.keyboard.press("End");
  // At once: what is exported is what was checked last.
  await page.keyboard.insertText("驾起了桥梁。");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector("[data-rule=phrase-misspelt]"));

  const original = parts(readFileSync(WORD));
  const untouched = (all) => [...original.keys()].filter((name) => name !== "word/document.xml" && !original.get(name).equals(all.get(name) ?? Buffer.alloc(0)));
  const { name, bytes } = await take(page, "Word：改正后的原文件");
  assert.match(name, /年报（改正）\.docx$/);
  const revised = parts(bytes);
  assert.deepEqual(untouched(revised), []);
  assert.match(revised.get("word/document.xml").toString(), /驾起了桥梁。/);

  const tracked = parts((await take(page, "Word：改正处留修订标记")).bytes);
  assert.match(tracked.get("word/document.xml").toString(), /<w:ins [^>]*w:author="年报校核"[^>]*>.*?驾起了桥梁。/s);

  const commented = parts((await take(page, "Word：问题写成批注")).bytes);
  assert.match(commented.get("word/comments.xml").toString(), /驾起[^]*架起/);
  assert.match(commented.get("word/document.xml").toString(), /<w:commentRangeStart[^>]*\/>(?:(?!commentRangeEnd).)*驾起/s);
  assert.deepEqual(errors, []);
  await page.close();
});

test("what was done last is in the file, although it was not checked yet", async () => {
  const { page, errors } = await open(browser.context, site.url);
  page.on("dialog", (dialog) => dialog.accept());
  await page.locator("input[type=file]").first().setInputFiles(WORD);
  const report = page.getByTestId("report");
  for (const [at, words] of [[2, "前一句。"], [3, "后一句。"]]) {
    await report.locator("p[data-edit]").nth(at).dblclick();
    await inField(page);
    await page.keyboard.press("End");
    await page.keyboard.insertText(words);
    await page.keyboard.press("Escape");
    await report.getByText(words).waitFor();
  }
  await page.getByTestId("export").click();
  const item = page.getByRole("menuitem", { name: "Word：改正后的原文件", exact: true });
  await item.waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), item.evaluate((item) => {
    document.querySelector("[data-testid=undo]").click();
    item.click();
  })]);
  const written = parts(readFileSync(await download.path())).get("word/document.xml").toString();
  assert.match(written, /前一句。/);
  assert.doesNotMatch(written, /后一句。/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("after the changes were taken home nothing is asked when the report is left", async () => {
  const { page, errors } = await open(browser.context, site.url);
  const asked = [];
  page.on("dialog", (dialog) => { asked.push(dialog.message()); return dialog.dismiss(); });
  await page.locator("input[type=file]").first().setInputFiles(WORD);
  const report = page.getByTestId("report");
  await report.waitFor();
  const change = async (words) => {
    await report.locator("p[data-edit]").nth(2).dblclick();
    await inField(page);
    await page.keyboard.press("End");
    await page.keyboard.insertText(words);
    await page.keyboard.press("Escape");
    await report.getByText(words).waitFor();
  };
  await change("甲。");
  // The list of findings holds no change.
  await take(page, "问题清单 CSV");
  await page.locator(".brand").click();
  assert.equal(asked.length, 1);
  await take(page, "Word：改正后的原文件");
  await change("乙。");
  await page.locator(".brand").click();
  assert.equal(asked.length, 2);
  await page.getByTestId("undo").click();
  await page.locator(".brand").click();
  await page.getByTestId("sample-clean").waitFor();
  assert.equal(asked.length, 2);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a report that was pasted becomes a Word file in the official form, which can be opened again", async () => {
  const { page, errors } = await open(browser.context, site.url);
  page.on("dialog", (dialog) => dialog.accept());
  await paste(page, { "text/plain": readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8") });
  await page.getByTestId("report").waitFor();
  await page.getByTestId("export").click();
  await page.getByRole("menu").waitFor();
  const menu = await page.getByRole("menuitem").allInnerTexts();
  assert.deepEqual(menu.filter((item) => item.startsWith("Word")), ["Word：问题写成批注", "Word：按统一格式排版"]);
  await page.keyboard.press("Escape");
  const { bytes } = await take(page, "Word：按统一格式排版");
  await page.locator(".brand").click();
  await page.getByTestId("sample-clean").waitFor();
  await page.locator("input[type=file]").first().setInputFiles({ name: "排版.docx", mimeType: "application/octet-stream", buffer: bytes });
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=report] table.requests td").length >= 175);
  assert.equal(await page.getByTestId("findings").locator("[role=treeitem][data-severity=error]").count(), 0);
  assert.deepEqual(errors, []);
  await page.close();
});
