// The main lines in Firefox, which is driven by WebDriver BiDi.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { FIXTURES, serve } from "./site.mjs";

const CLEAN = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
const FAULTY = CLEAN.replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9").replace("一、总体情况\n", "一、总体情况\n畅通渠道，驾起了桥梁。\n");
const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));

let site, browser, downloads;
before(async () => {
  site = await serve();
  downloads = mkdtempSync(join(tmpdir(), "nianbao-downloads-"));
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX,
    headless: true,
    extraPrefsFirefox: {
      "browser.download.dir": downloads,
      "browser.download.folderList": 2,
      "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream",
      // It asks nobody but us.
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "browser.safebrowsing.update.enabled": false,
      "app.update.enabled": false,
    },
  });
});
after(async () => {
  await browser.close();
  await site.close();
  rmSync(downloads, { recursive: true, force: true });
});

async function open() {
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(site.url);
  await page.waitForSelector("[data-testid=sample-clean]");
  return { page, errors };
}

/** Firefox takes the data of a made-up paste by other names than Chromium. */
const paste = (page, text) => page.evaluate((data) => {
  document.body.dispatchEvent(new ClipboardEvent("paste", { dataType: "text/plain", data, bubbles: true, cancelable: true }));
}, text);
const rules = (page) => page.$$eval("[data-testid=findings] [role=treeitem]", (items) => items.map((item) => item.dataset.rule));

test("a report is pasted, a finding opened, mended and taken back", async () => {
  const { page, errors } = await open();
  await paste(page, FAULTY);
  await page.waitForSelector("[data-rule=phrase-misspelt]");
  assert.ok((await rules(page)).some((rule) => rule.startsWith("requests-")));
  const item = await page.$("[role=treeitem][data-rule=phrase-misspelt] .finding-head");
  await item.click();
  await page.waitForFunction(() => document.activeElement.closest("[data-testid=report]"));
  await (await page.waitForSelector("[data-testid=make-fix]")).click();
  await page.waitForFunction(() => !document.querySelector("[data-rule=phrase-misspelt]"));
  await (await page.$("[data-testid=undo]")).click();
  await page.waitForFunction(() => document.querySelector("[data-rule=phrase-misspelt]"));
  const measures = await page.evaluate(() => performance.getEntriesByType("measure").map((measure) => measure.name));
  for (const name of ["nianbao.read", "nianbao.check", "nianbao.render"]) assert.ok(measures.includes(name), name);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a cell is edited by keys alone, and the findings follow", async () => {
  const { page, errors } = await open();
  await paste(page, CLEAN);
  await page.waitForSelector("table.requests td");
  await page.$eval("table.requests td", (cell) => cell.focus());
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.tagName === "TEXTAREA");
  await page.keyboard.type("777");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector("[role=treeitem][data-severity=error]"));
  await page.keyboard.press("Escape");
  assert.match(await page.$eval("table.requests td", (cell) => cell.innerText), /^777/);
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await page.waitForFunction(() => !document.querySelector("[role=treeitem][data-severity=error]"));
  assert.deepEqual(errors, []);
  await page.close();
});

test("files of office programs and PDF are read", async () => {
  const { page, errors } = await open();
  for (const name of ["writer.docx", "writer.doc", "print.pdf", "hand.ofd"]) {
    await (await page.$("input[type=file]")).uploadFile(join(FILES, name));
    await page.waitForFunction(() => document.querySelectorAll("[data-testid=report] table.requests td").length >= 150);
    await page.click(".brand");
    await page.waitForSelector("[data-testid=sample-clean]");
  }
  assert.deepEqual(errors, []);
  await page.close();
});

test("the list goes home as a workbook, the report as Word", async () => {
  const { page, errors } = await open();
  await paste(page, FAULTY);
  await page.waitForSelector("[data-rule=phrase-misspelt]");
  for (const [name, ending] of [["问题清单 Excel", ".xlsx"], ["Word：问题写成批注", ".docx"]]) {
    await page.click("[data-testid=export]");
    await page.$$eval("[role=menuitem]", (items, name) => items.find((item) => item.innerText === name).click(), name);
    // Firefox makes an empty file of the name first.
    const find = () => readdirSync(downloads).find((file) => file.endsWith(ending) && statSync(join(downloads, file)).size > 0);
    for (let tries = 0; tries < 100 && !find(); tries++) await new Promise((done) => setTimeout(done, 100));
    const file = find();
    assert.ok(file, `${name}: ${readdirSync(downloads)}`);
    assert.equal(readFileSync(join(downloads, file)).subarray(0, 2).toString(), "PK");
  }
  assert.deepEqual(errors, []);
  await page.close();
});

test("the edition in one file opens from a disk", async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(new URL("../../dist/nianbao.html", import.meta.url).href);
  await page.waitForSelector("[data-testid=sample-clean]");
  await (await page.$("input[type=file]")).uploadFile(join(FILES, "writer.docx"));
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=report] table.requests td").length >= 150);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the page works without the server", async () => {
  const { page, errors } = await open();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await page.waitForFunction(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length))).some((count) => count > 10), { polling: 200 });
  await page.reload();
  await page.waitForSelector("[data-testid=sample-clean]");
  await site.close();
  await page.reload();
  await page.waitForSelector("[data-testid=sample-clean]");
  await page.click("[data-testid=sample-faulty]");
  await page.waitForSelector("[role=treeitem]");
  await page.close();
  assert.deepEqual(errors.filter((error) => !/NetworkError|Failed to/.test(error)), []);
});

test("many files come to the desk, one is opened, and the way leads back", async () => {
  const { page, errors } = await open();
  const files = Array.from({ length: 8 }, (_, at) => {
    const file = join(downloads, `${at}.txt`);
    writeFileSync(file, at === 3 ? "" : FAULTY.replaceAll("江湾", `江湾${"甲乙丙丁戊己庚辛"[at]}`));
    return file;
  });
  await (await page.$("input[type=file]")).uploadFile(...files);
  await page.waitForFunction(() => document.querySelectorAll(".reports tbody tr:not(.spacer) td.table").length === 21, { timeout: 30_000 });
  assert.match(await page.$eval(".reports tbody", (body) => body.innerText), /空文件/);
  await page.click(".reports tbody tr:nth-child(7) button");
  await page.waitForFunction(() => document.querySelector("[data-testid=report] h1, [data-testid=report]")?.innerText.includes("江湾己"));
  await page.click("[data-testid=desk-strip] button");
  await page.waitForFunction(() => document.body.classList.contains("at-desk") && document.activeElement.innerText.includes("江湾己"));
  assert.deepEqual(errors, []);
  await page.close();
});
