// The main lines in WebKit, the engine of Safari.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FIXTURES, serve } from "./site.mjs";
import { KEYS, launchWebKit, until } from "./webkit.mjs";

const CLEAN = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
const FAULTY = CLEAN.replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9").replace("一、总体情况\n", "一、总体情况\n畅通渠道，驾起了桥梁。\n");
const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));
const SINGLE = pathToFileURL(fileURLToPath(new URL("../../dist/nianbao.html", import.meta.url))).href;

let site, page, close;
before(async () => { site = await serve(); ({ page, close } = await launchWebKit()); });
after(async () => { await close(); await site.close(); });
beforeEach(() => open(site.url));

async function open(url) {
  await page.goto(url);
  await page.find("[data-testid=sample-clean]");
  await page.evaluate(() => {
    window.faults = [];
    addEventListener("error", (event) => window.faults.push(event.message));
    addEventListener("unhandledrejection", (event) => window.faults.push(String(event.reason)));
    addEventListener("securitypolicyviolation", (event) => window.faults.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
}

const paste = (text) => page.evaluate((text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  Object.defineProperty(event, "clipboardData", { value: clipboardData });
  document.body.dispatchEvent(event);
}, text);
const quiet = async () => assert.deepEqual(await page.evaluate(() => window.faults), []);
const misspelt = () => Boolean(document.querySelector("[data-testid=findings] [data-rule=phrase-misspelt]"));
/** The whole table has been read. */
const read = () => page.until(() => document.querySelectorAll("[data-testid=report] table.requests td").length >= 150);
/** What has arrived in the folder of downloads, whole. */
const arrived = (ending) => until(ending, () => readdirSync(page.downloads).find((name) => name.endsWith(ending) && statSync(join(page.downloads, name)).size > 0));

test("a report is pasted, a finding opened, mended and taken back", async () => {
  await paste(FAULTY);
  await page.until(misspelt);
  await page.click("[data-testid=findings] [data-rule=phrase-misspelt] .finding-head");
  await page.until(() => Boolean(document.activeElement.closest("[data-testid=report]")));
  await page.click("[data-testid=make-fix]");
  await page.until(() => !document.querySelector("[data-testid=findings] [data-rule=phrase-misspelt]"));
  await page.click("[data-testid=undo]");
  await page.until(misspelt);
  await quiet();
});

test("a cell is edited by keys alone, and the findings follow", async () => {
  await paste(CLEAN);
  await page.find("table.requests td");
  await page.evaluate(() => document.querySelector("table.requests td").focus());
  await page.press(KEYS.Enter);
  await page.until(() => document.activeElement.tagName === "TEXTAREA");
  await page.press("7", "7", "7", KEYS.Tab);
  await page.find("[role=treeitem][data-severity=error]");
  await page.press(KEYS.Escape);
  assert.match(await page.evaluate(() => document.querySelector("table.requests td").innerText), /^777/);
  await page.press([KEYS.Control, "z"]);
  await page.until(() => !document.querySelector("[role=treeitem][data-severity=error]"));
  await quiet();
});

test("files of office programs and PDF are read", async () => {
  for (const name of ["writer.docx", "writer.doc", "print.pdf", "hand.ofd"]) {
    await page.type("#app input[type=file]", join(FILES, name));
    await read();
    await page.click(".brand");
    await page.find("[data-testid=sample-clean]");
  }
  await quiet();
});

test("the list goes home as a workbook, the report as Word", async () => {
  await paste(FAULTY);
  await page.until(misspelt);
  for (const [name, ending] of [["问题清单 Excel", ".xlsx"], ["Word：问题写成批注", ".docx"]]) {
    await page.click("[data-testid=export]");
    await page.until((name) => { const item = [...document.querySelectorAll("[role=menuitem]")].find((item) => item.innerText === name); item?.click(); return Boolean(item); }, name);
    assert.equal(readFileSync(join(page.downloads, await arrived(ending))).subarray(0, 2).toString(), "PK");
  }
  await quiet();
});

test("many files come to the desk, one is opened, and the way leads back", async () => {
  const files = [..."甲乙丙丁戊己庚辛"].map((other, at) => {
    const file = join(page.downloads, `${at}.txt`);
    writeFileSync(file, at === 3 ? "" : FAULTY.replaceAll("江湾", `江湾${other}`));
    return file;
  });
  await page.type("#app input[type=file]", files.join("\n"));
  await page.until(() => document.querySelectorAll(".reports tbody tr:not(.spacer) td.table").length === 21);
  assert.match(await page.evaluate(() => document.querySelector(".reports tbody").innerText), /空文件/);
  await page.click(".reports tbody tr:nth-child(7) button");
  await page.until(() => document.querySelector("[data-testid=report]")?.innerText.includes("江湾己"));
  await page.click("[data-testid=desk-strip] button");
  await page.until(() => document.body.classList.contains("at-desk") && document.activeElement.innerText.includes("江湾己"));
  await quiet();
});

test("the edition in one file opens from a disk", async () => {
  await open(SINGLE);
  await page.type("#app input[type=file]", join(FILES, "writer.docx"));
  await read();
  await quiet();
});

test("the page works without the server", async () => {
  await page.until(() => navigator.serviceWorker.controller !== null);
  await site.close();
  await page.reload();
  await page.click("[data-testid=sample-faulty]");
  await page.find("[role=treeitem]");
});
