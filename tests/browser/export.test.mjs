// What the user takes home: the menu, every file read again, the clipboard, paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { inflateSync } from "node:zlib";
import { objections } from "./axe.mjs";
import { findings, launch, open, paste, serve } from "./site.mjs";
import { choose, parts, take } from "./taken.mjs";

const require = createRequire(import.meta.url);
// The schema comes with Microsoft's matchers, and so does the validator.
const SCHEMA = readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8");

let site, browser;
before(async () => { site = await serve(); browser = await launch({ permissions: ["clipboard-read", "clipboard-write"] }); });
after(async () => { await browser.close(); await site.close(); });

/** A page with a sample's findings. */
async function start(sample = "faulty") {
  const { page, errors } = await open(browser.context, site.url);
  await page.getByTestId(`sample-${sample}`).click();
  await page.getByTestId("report").waitFor();
  return { page, errors, button: page.getByTestId("export"), live: page.locator("[aria-live=polite]") };
}

test("the workbook has a row a finding, and its writer is fetched only for it", async (t) => {
  // Without the service worker, which fetches all for use without a network.
  const own = await serve();
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await own.close(); });
  const { page, errors } = await open(context, own.url);
  const live = page.locator("[aria-live=polite]");
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  const fetched = () => own.requests.filter((path) => path.endsWith("/export_bg.wasm")).length;
  assert.equal(fetched(), 0);
  const { name, bytes } = await take(page, "问题清单 Excel");
  assert.equal(name, "青山县财政局2024年问题清单.xlsx");
  const all = parts(bytes);
  const [sheet, texts, workbook] = ["worksheets/sheet1", "sharedStrings", "workbook"].map((part) => all.get(`xl/${part}.xml`).toString("utf8"));
  assert.match(workbook, /name="问题"[\s\S]*name="概况"/);
  assert.equal(sheet.match(/<row /g).length, 1 + (await findings(page)).length);
  assert.match(sheet, /<autoFilter /);
  for (const text of ["表三·（一）予以公开·自然人", "“21”改为“12”", "待处理", "青山县财政局"]) assert.ok(texts.includes(text), text);
  await page.getByText("已导出“青山县财政局2024年问题清单.xlsx”", { exact: false }).waitFor({ state: "attached" });
  assert.match(await live.innerText(), /^已导出“/);
  // The menu is gone and the focus is where it was.
  assert.equal(await page.getByRole("menu").count(), 0);
  assert.ok(await page.getByTestId("export").evaluate((button) => button === document.activeElement));
  // A second time it works as well.
  assert.deepEqual((await take(page, "问题清单 Excel")).bytes, bytes);
  assert.ok(fetched() > 0);
  assert.deepEqual(errors, []);
});

test("values, the contract's JSON and SARIF are read again", async () => {
  const { page, errors } = await start();
  const all = await findings(page);
  const csv = await take(page, "问题清单 CSV");
  assert.equal(csv.name, "青山县财政局2024年问题清单.csv");
  const lines = csv.bytes.toString("utf8").split("\r\n");
  assert.ok(lines[0].startsWith("\ufeff序号,级别,位置,"), lines[0]);
  assert.equal(lines.length, all.length + 2);

  const json = JSON.parse((await take(page, "问题清单 JSON")).bytes.toString("utf8"));
  assert.deepEqual(json.findings.map(({ rule, severity }) => [rule, severity]), all);
  assert.equal(json.organ, "青山县财政局");

  const sarif = await take(page, "问题清单 SARIF");
  assert.equal(sarif.name, "青山县财政局2024年问题清单.sarif");
  const log = JSON.parse(sarif.bytes.toString("utf8"));
  assert.deepEqual(log.runs[0].results.map(({ ruleId }) => ruleId), all.map(([rule]) => rule));
  assert.deepEqual(faults(log), []);
  assert.deepEqual(errors, []);
  await page.close();
});

/** What the official schema objects to in a log. */
function faults(log) {
  const Ajv = createRequire(require.resolve("@microsoft/jest-sarif/package.json"))("ajv");
  const ajv = new Ajv({ schemaId: "auto", allErrors: true, meta: false, unknownFormats: "ignore", logger: false });
  ajv.addMetaSchema(createRequire(require.resolve("@microsoft/jest-sarif/package.json"))("ajv/lib/refs/json-schema-draft-04.json"));
  const schema = JSON.parse(SCHEMA);
  assert.equal(ajv.validate(schema, { version: "2.1.0" }), false, "the schema is not in force");
  return ajv.validate(schema, log) ? [] : ajv.errors.map(({ dataPath, message }) => `${dataPath} ${message}`);
}

test("what was dismissed is told, numbers stay, and many faults make valid SARIF", async () => {
  const { page } = await start("damaged");
  const list = page.getByTestId("findings");
  await list.locator("[role=treeitem] .finding-head").first().click();
  await list.getByRole("button", { name: "忽略…" }).click();
  await list.getByRole("form", { name: "忽略这一项" }).getByLabel("按本地要求填写", { exact: true }).check();
  await list.getByRole("button", { name: "确定" }).click();
  await page.getByTestId("set-aside").waitFor();
  const lines = (await take(page, "问题清单 CSV")).bytes.toString("utf8").trim().split("\r\n");
  assert.match(lines[1], /^2,/, "a finding keeps the number that it has on the page");
  assert.match(lines.at(-1), /,已忽略：按本地要求填写$/);
  const log = JSON.parse((await take(page, "问题清单 SARIF")).bytes.toString("utf8"));
  assert.equal(log.runs[0].results.filter(({ suppressions }) => suppressions).length, 1);
  assert.deepEqual(faults(log), []);
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test("what was corrected in the page is gone from the list, and the others keep their numbers", async () => {
  const { page } = await start();
  const list = page.getByTestId("findings");
  const before = (await findings(page)).length;
  const item = list.locator("[data-rule=requests-row-total]");
  const badge = await list.locator("[data-rule=disputes-total] .badge").innerText();
  await item.locator(".finding-head").click();
  await item.getByTestId("make-fix").click();
  await item.waitFor({ state: "detached" });
  const csv = (await take(page, "问题清单 CSV")).bytes.toString("utf8");
  assert.equal(csv.split("\r\n").length, before + 1);
  assert.ok(!csv.includes("T3-06"), csv);
  const number = badge.codePointAt(0) - 0x245f;
  assert.match(csv, new RegExp(`\r\n${number},错误,表四·行政复议·总计,`));
  await page.close();
});

test("no export holds personal data or a formula", async () => {
  const { page } = await start();
  const text = "=某局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n联系人手机13912345678，布署工作。\n\n二、主动公开政府信息情况\n\n无。\n";
  await paste(page, { "text/plain": text });
  await page.locator(".finding-message", { hasText: "139******78" }).first().waitFor();
  for (const name of ["问题清单 Excel", "问题清单 CSV", "问题清单 JSON", "问题清单 SARIF"]) {
    const { bytes } = await take(page, name);
    const content = name.endsWith("Excel") ? [...parts(bytes).values()].join("\n") : bytes.toString("utf8");
    assert.ok(content.includes("139******78"), name);
    assert.ok(!content.includes("13912345678"), name);
    assert.ok(!content.includes("<f>"), name);
  }
  await page.close();
});

test("the list is copied as plain text", async () => {
  const { page, live } = await start();
  await choose(page, "复制清单");
  await page.waitForFunction(() => document.querySelector("[aria-live=polite]").innerText.startsWith("已复制"));
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trim().split("\n");
  assert.match(lines[0], /^青山县财政局2024年度报告校核：错误 \d+，警告 \d+，提示 \d+/);
  assert.equal(lines.length, 1 + (await findings(page)).length);
  assert.ok(lines.some((line) => /^\d+\. 【错误】表三·（一）予以公开·自然人：应为 12，现填 21/.test(line)), lines.join("\n"));
  assert.match(await live.innerText(), /^已复制问题清单，共/);
  assert.equal(await page.locator(".toast").textContent(), "已复制问题清单");
  // And a single finding.
  const list = page.getByTestId("findings");
  await list.locator("[data-rule=requests-row-total] .finding-head").click();
  await list.getByRole("button", { name: "复制", exact: true }).click();
  await page.waitForFunction(() => document.querySelector("[aria-live=polite]").innerText.startsWith("已复制这一项"));
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^【错误】表三·（一）予以公开·自然人：应为 12/);
  await page.close();
});

test("the menu is used by the keyboard and leaves the rest alone", async () => {
  const { page, button } = await start();
  await page.keyboard.press("F8");
  await page.locator(".finding.open").waitFor();
  await button.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "导出" });
  await menu.waitFor();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  const focused = () => page.evaluate(() => document.activeElement.innerText);
  assert.equal(await focused(), "Word：问题写成批注");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "Word：按统一格式排版");
  await page.keyboard.press("End");
  assert.equal(await focused(), "打印");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "Word：问题写成批注");
  assert.deepEqual(await objections(page), []);
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  assert.ok(await button.evaluate((button) => button === document.activeElement));
  assert.equal(await page.locator(".finding.open").count(), 1, "the open finding stays open");
  await button.click();
  await menu.waitFor();
  await page.getByTestId("report").click();
  await menu.waitFor({ state: "detached" });
  await page.setViewportSize({ width: 390, height: 780 });
  await button.click();
  const box = await menu.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  await page.close();
});

test("a writer that cannot be had is told in one sentence, and the report stays", async (t) => {
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(close);
  await context.route("**/export_bg.wasm", (route) => route.abort());
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(site.url);
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  // Only when it is asked for does the writer's clock run.
  const asked = page.waitForRequest((request) => request.url().endsWith("/export_bg.wasm"));
  await choose(page, "问题清单 Excel");
  await page.getByText("正在导出：青山县财政局2024年问题清单.xlsx").waitFor({ state: "attached" });
  await asked;
  await page.clock.fastForward(21_000);
  const notice = page.locator("[role=alert]");
  await notice.waitFor();
  assert.match(await notice.innerText(), /没有导出[\s\S]*再试一次/);
  assert.ok(await page.getByTestId("report").isVisible());
});

/** How many pages a PDF has, whether its objects stand open (Chromium) or packed (Firefox). */
function pagesOf(pdf) {
  const text = pdf.toString("latin1");
  const streams = [...text.matchAll(/stream\r?\n([^]*?)\r?\nendstream/g)].map(([, stream]) => {
    try { return inflateSync(Buffer.from(stream, "latin1")).toString("latin1"); } catch { return ""; }
  });
  return [text, ...streams].reduce((sum, part) => sum + (part.match(/\/Type\s*\/Page\b/g) ?? []).length, 0);
}

test("on paper stand the report with its numbers and the whole list, and nothing else", async () => {
  const { page } = await start();
  await page.emulateMedia({ media: "print" });
  for (const gone of [".bar", ".filter >> nth=0", ".ruler"]) assert.equal(await page.locator(gone).isVisible(), false, gone);
  const said = page.locator(".finding .on-paper");
  assert.equal(await said.count(), (await findings(page)).length);
  assert.match(await said.first().innerText(), /^建议：.+依据：/);
  assert.ok(await page.locator("#paper .badge").first().isVisible());
  assert.equal(await page.getByRole("heading", { name: /^问题 \d+ 项$/ }).evaluate((heading) => getComputedStyle(heading).position), "static");
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pagesOf(pdf);
  assert.ok(pages >= 4 && pages <= 7, `${pages} pages`);
  await page.close();
});

test("printing opens the browser's own dialog", async () => {
  const { page } = await start();
  await page.evaluate(() => { window.print = () => { document.title = "printed"; }; });
  await choose(page, "打印");
  await page.waitForFunction(() => document.title === "printed");
  await page.close();
});
