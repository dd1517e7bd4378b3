// The edition in one file, opened from a disk: all but the service worker works, and nothing else is asked for.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { objections } from "./axe.mjs";
import { FAULTY, findings, FIXTURES, inField, launch, open, paste, works } from "./site.mjs";
import { choose, parts, take } from "./taken.mjs";

const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));

let browser, stick, address;
before(async () => {
  // Alone in a folder, as on a USB stick.
  stick = mkdtempSync(join(tmpdir(), "nianbao stick "));
  copyFileSync(fileURLToPath(new URL("../../dist/nianbao.html", import.meta.url)), join(stick, "nianbao.html"));
  address = pathToFileURL(join(stick, "nianbao.html")).href;
  browser = await launch({ acceptDownloads: true });
});
after(async () => { await browser.close(); rmSync(stick, { recursive: true, force: true }); });

async function start() {
  const asked = [];
  browser.context.on("request", (request) => asked.push(request.url()));
  const { page, errors } = await open(browser.context, address);
  page.on("dialog", (dialog) => dialog.accept());
  const others = () => asked.filter((url) => url !== address && !/^(blob|data):/.test(url));
  return { page, errors, others, report: page.getByTestId("report") };
}

test("a report is pasted, checked and edited", async () => {
  const { page, errors, others } = await start();
  await works(page);
  assert.deepEqual(await objections(page), []);
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("files of every family are read", async () => {
  const { page, errors, others, report } = await start();
  for (const name of ["writer.docx", "writer.doc", "print.pdf", "hand.ofd"]) {
    await page.locator("input[type=file]").first().setInputFiles(join(FILES, name));
    await page.waitForFunction(() => document.querySelectorAll("[data-testid=report] table.requests td").length >= 150);
    await page.locator(".brand").click();
    await report.waitFor({ state: "detached" });
  }
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("the list and Word go home", async () => {
  const { page, errors, others, report } = await start();
  await paste(page, { "text/plain": FAULTY });
  await report.waitFor();
  for (const name of ["问题清单 Excel", "Word：问题写成批注", "问题清单 JSON"]) {
    const { bytes } = await take(page, name);
    assert.equal(bytes.subarray(0, 2).toString(), name.endsWith("JSON") ? "{\n" : "PK", name);
  }
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("last year's report is held beside it, whatever kind of file it is", async () => {
  const { page, errors, others, report } = await start();
  const next = readFileSync(fileURLToPath(new URL("../fixtures/report.html", import.meta.url)), "utf8").replaceAll("2023", "2024");
  await paste(page, { "text/html": next });
  await report.waitFor();
  const alone = await findings(page);
  for (const name of ["gbk.txt", "writer.docx", "print.pdf"]) {
    await page.getByTestId("previous-input").setInputFiles(join(FILES, name));
    await page.getByTestId("compare").getByText("对照：2023年").waitFor();
    assert.ok((await findings(page)).some(([rule]) => rule === "previous-carried-over"), name);
    await page.getByTestId("drop-previous").click();
    await page.getByTestId("compare").getByText("对照上年").waitFor();
    assert.deepEqual(await findings(page), alone, name);
  }
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("settings are changed, kept for the next time, and set back", async () => {
  const { page, errors, others, report } = await start();
  const rules = async (page) => (await findings(page)).map(([rule]) => rule);
  await paste(page, { "text/plain": FAULTY });
  await report.waitFor();
  const before = await rules(page);
  const list = page.getByTestId("findings");
  await list.locator("[data-rule=phrase-misspelt] .finding-head").click();
  await list.getByRole("button", { name: "停用或改级别…" }).click();
  await list.locator("form").getByRole("button", { name: "确定" }).click();
  await page.waitForFunction(() => !document.querySelector("[role=treeitem][data-rule=phrase-misspelt]"));
  await page.close();
  const { page: later, errors: more } = await open(browser.context, address);
  await paste(later, { "text/plain": FAULTY });
  await later.getByTestId("report").waitFor();
  assert.deepEqual(await rules(later), before.filter((rule) => rule !== "phrase-misspelt"));
  await later.getByTestId("settings").click();
  const dialog = later.getByRole("dialog", { name: "设置" });
  // Settings go home as a file, too.
  const [download] = await Promise.all([later.waitForEvent("download"), dialog.getByRole("button", { name: "导出设置" }).click()]);
  assert.deepEqual(JSON.parse(readFileSync(await download.path(), "utf8")).rules, { "phrase-misspelt": false });
  await dialog.getByRole("button", { name: "恢复默认" }).click();
  await dialog.getByRole("button", { name: "关闭" }).click();
  await later.waitForFunction(() => document.querySelector("[role=treeitem][data-rule=phrase-misspelt]"));
  assert.deepEqual(await rules(later), before);
  assert.deepEqual([errors, more, others()], [[], [], []]);
  await later.evaluate(() => localStorage.clear());
  await later.close();
});

test("what was corrected goes home: her own Word file, a clean one, and the list", async () => {
  const { page, errors, others, report } = await start();
  await page.locator("input[type=file]").first().setInputFiles(join(FILES, "writer.docx"));
  await report.waitFor();
  await report.locator("p[data-edit]").nth(2).focus();
  await page.keyboard.press("F2");
  await inField(page);
  await page.keyboard.press("End");
  await page.keyboard.insertText("驾起了桥梁。");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector("[data-rule=phrase-misspelt]"));
  const words = (bytes) => parts(bytes).get("word/document.xml").toString();
  const revised = await take(page, "Word：改正后的原文件");
  assert.match(revised.name, /年报（改正）\.docx$/);
  assert.match(words(revised.bytes), /驾起了桥梁。/);
  assert.match(words((await take(page, "Word：改正处留修订标记")).bytes), /<w:ins [^>]*>.*?驾起了桥梁。/s);
  const clean = words((await take(page, "Word：按统一格式排版")).bytes);
  assert.match(clean, /驾起了桥梁。/);
  assert.equal(clean.match(/<w:tbl>/g).length, 3);
  const csv = (await take(page, "问题清单 CSV")).bytes.toString("utf8");
  assert.match(csv, /驾起/);
  const log = JSON.parse((await take(page, "问题清单 SARIF")).bytes.toString("utf8"));
  assert.deepEqual(log.runs[0].results.map(({ ruleId }) => ruleId), (await findings(page)).map(([rule]) => rule));
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("a draft is kept and gone on with", async () => {
  const { page, errors, others } = await start();
  await works(page);
  await page.getByTestId("keep-question").getByRole("button", { name: "保存", exact: true }).click();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("nianbao.draft.")));
  await page.close({ runBeforeUnload: false });
  const { page: later, errors: more } = await open(browser.context, address);
  await later.getByTestId("drafts").getByRole("button", { name: "江湾街道办事处 2023年", exact: true }).click();
  await later.getByTestId("report").waitFor();
  assert.match(await later.getByTestId("report").innerText(), /架起了桥梁/);
  assert.equal(await later.getByTestId("changed").innerText(), "已修改 1 处");
  assert.deepEqual([errors, more, others()], [[], [], []]);
  await later.evaluate(() => localStorage.clear());
  await later.close();
});

test("it is printed: the report and the list alone", async () => {
  const { page, errors, others, report } = await start();
  await paste(page, { "text/plain": FAULTY });
  await report.waitFor();
  await page.evaluate(() => { window.print = () => { document.title = "printed"; }; });
  await choose(page, "打印");
  await page.waitForFunction(() => document.title === "printed");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".bar", ".ruler", ".filter >> nth=0"]) assert.equal(await page.locator(gone).isVisible(), false, gone);
  assert.equal(await page.locator(".finding .on-paper").count(), (await findings(page)).length);
  assert.ok(await page.locator("#paper .badge").first().isVisible());
  assert.equal((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString(), "%PDF-");
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("the page of all rules opens at the rule, and can be searched", async () => {
  const { page, errors, others, report } = await start();
  await paste(page, { "text/plain": FAULTY });
  await report.waitFor();
  const item = page.getByTestId("findings").locator("[data-rule=phrase-misspelt]");
  await item.locator(".finding-head").click();
  const [rules] = await Promise.all([browser.context.waitForEvent("page"), item.getByRole("link", { name: /规则说明/ }).click()]);
  await rules.waitForLoadState();
  await rules.waitForFunction(() => { const { top } = document.getElementById("phrase-misspelt").getBoundingClientRect(); return top >= 0 && top < innerHeight; });
  // Its links lead through the page.
  await rules.locator("nav a").last().click();
  await rules.waitForFunction(() => { const { top } = [...document.querySelectorAll(".family h2")].pop().getBoundingClientRect(); return top >= 0 && top < innerHeight; });
  await rules.locator("#look-words").fill("身份证");
  await rules.waitForFunction(() => document.querySelectorAll("article:not([hidden])").length < 20);
  assert.deepEqual([errors, others()], [[], []]);
  await rules.close();
  await page.close();
});

test("many files come to the desk", async () => {
  const { page, errors, others, report } = await start();
  const files = Array.from({ length: 8 }, (_, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(at === 3 ? "" : FAULTY.replaceAll("江湾", `江湾${"甲乙丙丁戊己庚辛"[at]}`)) }));
  await page.locator("input[type=file]").first().setInputFiles(files);
  await page.getByTestId("reports").waitFor();
  await page.getByTestId("running").waitFor({ state: "detached" });
  const rows = page.getByTestId("reports").locator("tbody tr:not(.spacer)");
  assert.equal(await rows.count(), 8);
  assert.match(await rows.nth(3).innerText(), /空文件/);
  await rows.nth(5).getByRole("button").click();
  await report.waitFor();
  await page.getByTestId("desk-strip").getByText("第 6 份，共 8 份").waitFor();
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});
