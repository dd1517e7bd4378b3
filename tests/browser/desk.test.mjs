// Many reports at once: the reviewer's desk.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { objections } from "./axe.mjs";
import { drop, name, report, wrong } from "./reports.mjs";
import { findings, launch, open, paste, serve, test } from "./site.mjs";

let site, browser, folder;
before(async () => {
  site = await serve();
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "nianbao-desk-"));
});
after(async () => { await browser.close(); await site.close(); rmSync(folder, { recursive: true, force: true }); });

const COMMAND = fileURLToPath(new URL("../../target/debug/nianbao", import.meta.url));
const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));

const buffer = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const input = (page) => page.locator("#app input[type=file]").first();
const done = (page) => page.getByTestId("running").waitFor({ state: "detached", timeout: 60_000 });
const rows = (page) => page.getByTestId("reports").locator("tbody tr:not(.spacer)");

/** 200 files: every 20th faulty, three broken. */
function many() {
  return Array.from({ length: 200 }, (_, at) => {
    const file = `${String(at + 1).padStart(3, "0")}-${name(at)}.txt`;
    if (at === 13) return buffer(file, "");
    if (at === 77) return { name: "077-坏.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<") };
    if (at === 150) return { name: "150-图.docx", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) };
    return buffer(file, report(at, { change: at % 20 === 0 ? wrong : (text) => text }));
  });
}

test("two hundred files are read; three broken ones say why", async () => {
  const { page, errors } = await open(browser.context, site.url);
  await drop(page, many());
  await page.getByTestId("reports").waitFor();
  await page.getByTestId("running").waitFor();
  assert.match(await page.getByTestId("running").innerText(), /正在核对：\d+\/200 份/);
  await done(page);
  assert.equal(await page.locator("#desk h1").innerText(), "200 份报告");
  assert.match(await page.getByTestId("listed").innerText(), /已核对 200 份：有错误的 10 份.*读不出的 3 份/);
  // Only those in sight are drawn.
  assert.ok(await rows(page).count() < 80);
  assert.equal(await page.getByTestId("reports").locator("table").getAttribute("aria-rowcount"), "201");
  // And scrolling leads to all of them.
  await page.getByTestId("reports").evaluate((frame) => { frame.scrollTop = frame.scrollHeight; });
  await rows(page).last().getByText(name(199)).first().waitFor();
  await page.getByTestId("reports").evaluate((frame) => { frame.scrollTop = 0; });
  await rows(page).first().getByText(name(0)).first().waitFor();
  // By the number of errors; the broken ones by themselves.
  await page.getByRole("columnheader", { name: "错误" }).getByRole("button").click();
  assert.match(await rows(page).first().innerText(), /✗ \d+ 处/);
  await page.locator(".filters select").first().selectOption("读不出的");
  const unreadable = await rows(page).allInnerTexts();
  assert.equal(unreadable.length, 3);
  assert.match(unreadable.join("\n"), /空文件[^]*|PDF/);
  for (const text of unreadable) assert.match(text, /请/, text);
  await page.locator(".filters select").first().selectOption("有错误");
  assert.equal(await rows(page).count(), 10);
  // One is opened in the page, and the way back leads to its row.
  await rows(page).nth(1).getByRole("button").click();
  await page.getByTestId("report").waitFor();
  assert.match(await page.getByTestId("desk-strip").innerText(), /第 2 份，共 10 份/);
  assert.ok((await findings(page)).some(([, severity]) => severity === "error"));
  await page.getByTestId("desk-strip").getByRole("button", { name: "下一份" }).click();
  await page.getByTestId("desk-strip").getByText("第 3 份").waitFor();
  await page.getByTestId("desk-strip").getByRole("button", { name: "返回清单" }).click();
  assert.ok(await rows(page).nth(2).getByRole("button").evaluate((button) => button === document.activeElement));
  // Rules lead to their reports.
  await page.getByRole("button", { name: "按规则" }).click();
  await page.locator(".panel tbody tr").first().waitFor();
  await page.getByRole("button", { name: /^列出报告：/ }).first().click();
  await page.getByTestId("listed").getByText("列出 10 份").waitFor();
  // The workbook, read again by the command.
  await page.getByRole("button", { name: "全部列出" }).click();
  await page.getByTestId("export").locator("summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Excel：汇总、问题、数据" }).click()]);
  assert.equal(download.suggestedFilename(), "年报校核汇总.xlsx");
  const book = join(folder, "book.xlsx");
  await download.saveAs(book);
  const text = execFileSync(COMMAND, ["text", book], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(text.includes(name(0)) && text.includes("150-图.docx") && text.includes("（一）予以公开"), text.slice(0, 400));
  assert.deepEqual(errors, []);
  await page.close();
});

test("a run is paused, goes on, and is given up", async () => {
  const { page } = await open(browser.context, site.url);
  await input(page).setInputFiles(many());
  const running = page.getByTestId("running");
  await running.waitFor();
  await running.getByRole("button", { name: "暂停" }).click();
  await running.getByText("已暂停").waitFor();
  const count = async () => Number(/：(\d+)\//.exec(await running.locator(".numbers").innerText())[1]);
  let before, now = await count();
  // What had begun is finished, then nothing is.
  do {
    before = now;
    await page.waitForTimeout(1_500);
    now = await count();
  } while (now !== before);
  await running.getByRole("button", { name: "继续" }).click();
  await page.waitForFunction((before) => Number(/：(\d+)\//.exec(document.querySelector(".running .numbers")?.textContent ?? "")?.[1] ?? 0) > before, before);
  await running.getByRole("button", { name: "取消" }).click();
  await done(page);
  await page.locator(".filters select").first().selectOption("全部");
  assert.match(await page.locator("#desk [role=status]").first().innerText(), /已取消，\d+ 份没有核对|已核对/);
  await page.close();
});

test("a folder is read with what is below it; years of an organ are paired, copies and sums found", async () => {
  const parts = [2, 3, 4, 5, 6];
  const root = join(folder, "某县年报");
  mkdirSync(join(root, "乡镇"), { recursive: true });
  const penalties = (count) => (text) => text.replace(/行政处罚\t\d+/, `行政处罚\t${count}`);
  const requests = (text) => penalties(160)(text).replace(/^(一、本年新收政府信息公开申请数量.*)$/m, (line) => line.replace(/0(?=\s*$)/, "3"));
  for (const at of parts) writeFileSync(join(root, "乡镇", `${name(at)}.txt`), report(at, { change: penalties(at * 10) }));
  // The same report in a second file, which has no column of its own (that of the first files says otherwise).
  writeFileSync(join(root, `${name(2)}（副本）.txt`), report(2, { change: penalties(20) }));
  // Last year's of one of them, and one that copied another's text.
  writeFileSync(join(root, `${name(2)}2022年.txt`), report(2, { year: 2022, words: 90 }));
  writeFileSync(join(root, "乡镇", `${name(7)}.txt`), report(7, { words: 3, change: penalties(0) }));
  writeFileSync(join(root, "全县.txt"), report(0, { organ: "青山县人民政府", words: 77, change: requests }));
  writeFileSync(join(root, "说明.png"), "no report");
  writeFileSync(join(root, "~$锁.docx"), "no report");
  const { page, errors } = await open(browser.context, site.url);
  await input(page).setInputFiles(many().slice(0, 6));
  await page.getByTestId("reports").waitFor();
  await page.locator('#desk input[webkitdirectory]').setInputFiles(root);
  await page.locator("#desk h1").getByText("15 份报告").waitFor();
  await done(page);
  await page.getByLabel("查找").fill(name(2));
  const likeness = await rows(page).filter({ hasText: "2023" }).filter({ hasText: "乡镇" }).innerText();
  assert.match(likeness, /\d+%/);
  await page.getByLabel("查找").fill("");
  // Two years of one organ.
  await page.getByRole("button", { name: "历年" }).click();
  await page.getByTestId("organ").selectOption({ label: name(2) });
  await page.getByTestId("years").getByRole("row", { name: /行政处罚/ }).waitFor();
  assert.match(await page.getByTestId("years").getByRole("row", { name: /行政处罚/ }).innerText(), /0\s+20\s+＋20/);
  assert.deepEqual((await page.getByTestId("years").getByRole("columnheader").allInnerTexts()).slice(1, -2), ["2022", "2023", "2023"]);
  // The copy, side by side.
  await page.getByRole("button", { name: /^雷同 \d/ }).click();
  const pair = page.getByTestId("copies").getByRole("row").filter({ hasText: name(7) }).filter({ hasText: "不同机关" }).first();
  assert.match(await pair.innerText(), new RegExp(`${name(3)}|${name(7)}`));
  await pair.getByRole("button", { name: "并排看" }).click();
  await page.getByTestId("beside").getByText("服务对象说明").first().waitFor();
  // The whole against its parts: the last one is not in it.
  await page.getByRole("button", { name: "清单", exact: true }).click();
  await page.getByLabel("查找").fill("乡镇/");
  await page.getByLabel("全选列出的报告").check();
  await page.getByRole("button", { name: "汇总核对" }).click();
  await page.getByTestId("whole").selectOption({ label: "青山县人民政府 2023年" });
  await page.getByRole("button", { name: /与 6 份之和核对/ }).click();
  const sums = page.getByTestId("sums");
  await sums.waitFor();
  assert.match(await sums.innerText(), /6 份相加/);
  assert.match(await sums.innerText(), /表二·行政处罚[^]*160[^]*200/);
  // Heat, of those that are listed.
  await page.getByRole("button", { name: "清单", exact: true }).click();
  await page.getByRole("button", { name: "全部列出" }).click();
  await page.getByRole("button", { name: "分布" }).click();
  await page.getByRole("heading", { name: "问题的分布" }).waitFor();
  await page.getByTestId("requests").getByText("青山县人民政府 2023年").waitFor();
  assert.deepEqual(errors, []);
  // One alone leaves the desk, and the desk stays.
  await paste(page, { "text/plain": report(9) });
  await page.getByTestId("report").waitFor();
  await page.getByTestId("desk-strip").getByRole("button", { name: "返回清单" }).click();
  await page.getByRole("heading", { name: "问题的分布" }).waitFor();
  await page.close();
});

/** A desk of these files, when all are read. */
async function desk(files) {
  const { page, errors } = await open(browser.context, site.url);
  await input(page).setInputFiles(files);
  await page.getByTestId("reports").waitFor();
  await done(page);
  const asked = [];
  page.on("dialog", (dialog) => { asked.push(dialog.message()); return dialog.dismiss(); });
  const strip = page.getByTestId("desk-strip");
  return {
    page, errors, asked, strip, report: page.getByTestId("report"),
    open: async (at) => { await rows(page).nth(at).getByRole("button").click(); await page.getByTestId("report").waitFor(); },
    go: (name) => strip.getByRole("button", { name }).click(),
  };
}

test("a report that was changed is found again as it was left, and the start page leads back to the desk", async () => {
  const { page, errors, asked, strip, report: sheet, open: view, go } = await desk(many().slice(0, 14));
  await view(1);
  await sheet.locator("h1").dblclick();
  await page.keyboard.press("End");
  await page.keyboard.insertText("（改过）");
  await page.keyboard.press("Escape");
  await go("返回清单");
  await view(1);
  assert.match(await sheet.innerText(), /（改过）/);
  assert.deepEqual(asked, []);
  // Another one is asked about; who does not want it stays.
  await go("下一份");
  assert.match(asked.join(), /^这份报告的修改还没有导出/);
  assert.match(await strip.innerText(), /第 2 份，共 14 份/);
  assert.match(await sheet.innerText(), /（改过）/);
  await page.getByTestId("undo").click();
  await go("下一份");
  await strip.getByText("第 3 份").waitFor();
  // Under the place of one that cannot be read no other report stands.
  await go("返回清单");
  await view(12);
  await go("下一份");
  await page.locator("[role=alert]").getByText("空文件").waitFor();
  assert.match(await strip.innerText(), /第 14 份/);
  assert.equal(await sheet.count(), 0);
  await go("上一份");
  await strip.getByText("第 13 份").waitFor();
  await sheet.waitFor();
  // The start page knows the way to the desk.
  await page.locator("#app .brand").click();
  await page.getByTestId("sample-clean").waitFor();
  await go("返回清单");
  assert.equal(await rows(page).count(), 14);
  assert.equal(asked.length, 1);
  assert.deepEqual(errors, []);
  await page.close();
});

test("what is decided in a report holds at the desk", async () => {
  const { page, errors, open: view, go } = await desk(many().slice(0, 12));
  const faults = () => rows(page).first().locator("td.number").nth(2).innerText();
  assert.equal(await faults(), "1");
  await view(0);
  await page.getByTestId("findings").locator("[data-severity=error] .finding-head").click();
  await page.getByTestId("findings").getByRole("button", { name: "忽略…" }).click();
  await page.locator(".finding-form").getByRole("button", { name: "确定" }).click();
  await page.waitForFunction(() => !document.querySelector("[data-testid=findings] [role=treeitem][data-severity=error]"));
  await go("返回清单");
  await page.waitForFunction(() => document.querySelector("[data-testid=reports] tbody tr:not(.spacer) td:nth-child(5)").textContent === "0");
  await done(page);
  assert.match(await page.getByTestId("listed").innerText(), /有错误的 0 份/);
  assert.deepEqual(errors, []);
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test("the way back leads to the row of the report that was read last", async () => {
  const { page, open: view, go, strip } = await desk(many());
  await view(0);
  for (let at = 2; at <= 60; at += 1) {
    await go("下一份");
    await strip.getByText(`第 ${at} 份`).waitFor();
  }
  await go("返回清单");
  await page.waitForFunction(() => document.activeElement?.id === "report-59");
  const [row, frame] = [await page.locator("#report-59").boundingBox(), await page.getByTestId("reports").boundingBox()];
  assert.ok(row.y > frame.y && row.y + row.height <= frame.y + frame.height, JSON.stringify({ row, frame }));
  // A filter that was set, changed and cleared is shown as it is.
  const filter = page.locator(".filters select").first();
  for (const state of ["有错误", "全部", "有错误"]) await filter.selectOption(state);
  await page.getByRole("button", { name: "全部列出" }).click();
  await page.getByTestId("listed").getByText("已核对 200 份").waitFor();
  assert.equal(await filter.inputValue(), "全部");
  await page.close();
});

test("what was given up is gone on with", async () => {
  const { page, errors } = await open(browser.context, site.url);
  await input(page).setInputFiles(many());
  await page.getByTestId("running").getByRole("button", { name: "取消" }).click();
  await done(page);
  const status = page.locator("#desk [role=status]").first();
  const left = Number(/^已取消，(\d+) 份没有核对。$/.exec(await status.innerText())[1]);
  // What is taken home is what was read, and that is said.
  await page.getByTestId("export").locator("summary").click();
  assert.match(await page.getByTestId("export").innerText(), new RegExp(`列出的 ${200 - left} 份报告（还有 ${left} 份没有核对，不在其中）`));
  await page.getByTestId("export").locator("summary").click();
  const rest = page.getByTestId("go-on");
  assert.equal(await rest.innerText(), `核对其余 ${left} 份`);
  await rest.click();
  await page.getByTestId("listed").getByText("已核对 200 份").waitFor({ timeout: 60_000 });
  await done(page);
  assert.match(await status.innerText(), /^已核对 200 份/);
  assert.equal(await rest.count(), 0);
  assert.deepEqual(errors, []);
  await page.close();
});

test("what was found is found anew after it was lost", async (t) => {
  const { context, close } = await launch({ serviceWorkers: "block", acceptDownloads: true });
  t.after(close);
  let lost = true;
  await context.route("**/export_loader.js", (route) => (lost ? route.abort() : route.continue()));
  const page = await context.newPage();
  await page.goto(site.url);
  await input(page).setInputFiles(many().slice(0, 12));
  const again = page.getByTestId("restore");
  await again.waitFor({ timeout: 60_000 });
  await done(page);
  assert.equal(await rows(page).count(), 12);
  lost = false;
  await again.click();
  await again.waitFor({ state: "detached" });
  await done(page);
  await page.getByTestId("export").locator("summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "数据长表 CSV" }).click()]);
  assert.ok(readFileSync(await download.path(), "utf8").includes(name(3)));
});

test("notices are written from a template, a Word file an organ", async () => {
  const { page, errors } = await open(browser.context, site.url);
  await input(page).setInputFiles(many().slice(0, 45));
  await page.getByTestId("reports").waitFor();
  await done(page);
  await page.getByRole("button", { name: "整改通知" }).click();
  const preview = page.getByTestId("preview");
  await preview.getByText(`${name(0)}：`).waitFor();
  assert.match(await preview.innerText(), /关于修改2023年政府信息公开工作年度报告的通知[^]*1\.〔错误〕/);
  await page.getByTestId("template").fill("通知\n{机关}请改：\n（{问题}）");
  await preview.getByText(`${name(0)}请改：`).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /生成 3 份通知/ }).click()]);
  const zip = join(folder, "notices.zip");
  await download.saveAs(zip);
  const text = execFileSync(COMMAND, ["text", zip], { encoding: "utf8" });
  assert.ok(text.includes(`${name(40)}请改：`), text);
  assert.deepEqual(errors, []);
  await page.close();
});

test("commented Word files and JSON Lines are made of those that are selected", async () => {
  const { page, errors } = await open(browser.context, site.url);
  const word = readFileSync(join(FILES, "writer.docx"));
  await input(page).setInputFiles([...many().slice(0, 24), { name: "099-原稿.docx", mimeType: "application/zip", buffer: word }]);
  await page.getByTestId("reports").waitFor();
  await done(page);
  for (const at of [0, 13, 24]) await rows(page).nth(at).getByRole("checkbox").check();
  const menu = page.getByTestId("export");
  await menu.locator("summary").click();
  assert.match(await menu.innerText(), /勾选的 3 份报告/);
  const [zip] = await Promise.all([page.waitForEvent("download"), menu.getByRole("button", { name: "Word：每份写成批注" }).click()]);
  assert.equal(zip.suggestedFilename(), "年报批注.zip");
  await zip.saveAs(join(folder, "words.zip"));
  const texts = execFileSync(COMMAND, ["text", join(folder, "words.zip")], { encoding: "utf8" });
  // The empty file is none; the two others are.
  assert.equal((texts.match(/政府信息公开工作年度报告\n/g) ?? []).length >= 2, true, texts.slice(0, 500));
  await menu.locator("summary").click();
  const [lines] = await Promise.all([page.waitForEvent("download"), menu.getByRole("button", { name: "JSON Lines" }).click()]);
  const objects = readFileSync(await lines.path(), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(objects.length, 3);
  assert.deepEqual(objects.map(({ unreadable }) => unreadable === null), [true, false, true]);
  assert.ok(objects[0].findings.some(({ severity }) => severity === "error"));
  assert.deepEqual(errors, []);
  await page.close();
});

test("an archive of many is the desk's, and all its views are accessible in light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await open(browser.context, site.url);
    await page.emulateMedia({ colorScheme });
    await input(page).setInputFiles([...many().slice(0, 24), join(FILES, "several.zip")].map((file) => (typeof file === "string" ? { name: "several.zip", mimeType: "application/zip", buffer: readFileSync(file) } : file)));
    await page.getByTestId("reports").waitFor();
    await done(page);
    // The archive itself is no report; its files are.
    await page.getByLabel("查找").fill("several.zip/");
    assert.ok(await rows(page).count() >= 2);
    await page.getByLabel("查找").fill("");
    for (const view of ["清单", "按规则", "分布", "历年", /^雷同/, "汇总核对", "整改通知"]) {
      await page.getByRole("group", { name: "看什么" }).getByRole("button", { name: view }).click();
      assert.deepEqual(await objections(page), [], `${view} ${colorScheme}`);
    }
    await page.close();
  }
});
