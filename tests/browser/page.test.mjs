// What the user sees, in real Chromium.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FIXTURES, findings, launch, open, paste, serve } from "./site.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

const layout = (name) => readFileSync(join(FIXTURES, "layouts", name), "utf8");
const faulty = layout("17-2021-tsv.txt").replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9");

async function start() {
  const { page, errors } = await open(browser.context, site.url);
  return { page, errors, report: page.getByTestId("report"), list: page.getByTestId("findings") };
}

test("the first paint stands before the wasm arrives", async () => {
  const { context, close } = await launch({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  assert.match(await page.locator("main.start").innerText(), /把年报粘贴到这里[\s\S]*不上传任何内容/);
  await close();
});

test("the first visit fetches nothing twice", async () => {
  const own = await serve();
  const { context, close } = await launch({ serviceWorkers: "block" });
  await open(context, own.url);
  // The worker's wasm comes last.
  while (!own.requests.some((path) => path.endsWith("/worker_bg.wasm"))) await new Promise((done) => setTimeout(done, 20));
  const twice = own.requests.filter((path, at) => own.requests.indexOf(path) !== at);
  assert.deepEqual(twice, []);
  await close();
  await own.close();
});

test("pasted HTML is drawn with its merged cells and found clean", async () => {
  const { page, report, list, errors } = await start();
  await paste(page, { "text/html": layout("16-2021-html.html"), "text/plain": "x" });
  await report.locator("h1").waitFor();
  assert.match(await report.locator("h1").innerText(), /白石镇人民政府2022年政府信息公开工作年度报告/);
  assert.equal(await report.locator("h2").count(), 6);
  assert.equal(await report.locator("table").count(), 3);
  assert.equal(await report.locator("th[rowspan='22']").innerText(), "三、本年度办理结果");
  await page.getByTestId("all-clear").waitFor();
  assert.match(await list.innerText(), /没有发现问题[\s\S]*6 个部分、3 张表、44 条勾稽关系/);
  assert.match(await page.getByTestId("summary").innerText(), /2021年版格式[\s\S]*2022年[\s\S]*表三 ✓ 平衡[\s\S]*六个部分齐全/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("pasted text shows the wrong cell, what it should be, and the calculation", async () => {
  const { page, report, list } = await start();
  await paste(page, { "text/plain": faulty });
  const cell = report.locator("td[data-rule=requests-row-total]");
  await cell.waitFor();
  assert.deepEqual(await findings(page), [["requests-row-total", "error"]]);
  assert.equal(await cell.getAttribute("data-severity"), "error");
  await list.locator("[role=treeitem] .finding-head").click();
  const body = list.locator(".finding-body");
  assert.match(await body.getByTestId("calculation").first().innerText(), /合计[\s\S]*相差/);
  assert.match(await body.locator(".fix").innerText(), /改为/);
  assert.match(await body.innerText(), /依据/);
  // The list led to the place: it is in sight, ringed and has the focus.
  assert.ok(await cell.evaluate((cell) => cell.classList.contains("ring") && cell === document.activeElement));
  await assert.doesNotReject(page.waitForFunction(() => {
    const box = document.querySelector("td[data-rule=requests-row-total]").getBoundingClientRect();
    return box.top > 0 && box.bottom < innerHeight;
  }));
  // A term of the calculation leads to its cell.
  await body.locator(".term").last().click();
  await page.keyboard.press("Escape");
  assert.equal(await list.locator(".finding.open").count(), 0);
  await page.close();
});

test("a mark in the report opens its finding", async () => {
  const { page, report, list } = await start();
  await page.getByTestId("sample-faulty").click();
  await report.locator("mark[data-rule=section-wording]").click();
  assert.equal(await list.locator(".finding.open").getAttribute("data-rule"), "section-wording");
  await report.locator("td[data-rule=disclosure-unit]").click();
  assert.equal(await list.locator(".finding.open").getAttribute("data-rule"), "disclosure-unit");
  await page.close();
});

test("F8 and Shift+F8 go round the findings, filters hide them", async () => {
  const { page, report, list } = await start();
  await page.getByTestId("sample-faulty").click();
  await report.waitFor();
  const all = await findings(page);
  await page.keyboard.press("F8");
  await list.locator(`.finding.open[data-rule="${all[0][0]}"]`).waitFor();
  await page.keyboard.press("F8");
  await list.locator(`.finding.open[data-rule="${all[1][0]}"]`).waitFor();
  await page.keyboard.press("Shift+F8");
  await page.keyboard.press("Shift+F8");
  await list.locator(`.finding.open[data-rule="${all.at(-1)[0]}"]`).waitFor();
  await list.locator("[data-filter=warning]").click();
  const errors = await findings(page);
  assert.ok(errors.length > 0 && errors.length < all.length);
  assert.ok(errors.every(([, severity]) => severity === "error"));
  assert.equal(await report.locator("[data-severity=warning]").count(), 0);
  await page.close();
});

test("the list is used with the arrow keys", async () => {
  const { page, list } = await start();
  await page.getByTestId("sample-faulty").click();
  await list.locator("[role=treeitem]").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.id), "f1");
  await page.keyboard.press("ArrowRight");
  assert.equal(await list.locator(".finding.open").getAttribute("id"), "f1");
  await page.keyboard.press("Escape");
  assert.equal(await list.locator(".finding.open").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "f1");
  await page.close();
});

test("a file is opened, and one that is dropped", async () => {
  const { page, report } = await start();
  await page.setInputFiles("input[type=file]", join(FIXTURES, "layouts", "08-2021-md.md"));
  await report.locator("h1").waitFor();
  assert.match(await report.innerText(), /松岭区自然资源局2024年/);
  await page.evaluate((html) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([html], "年报.html", { type: "text/html" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, layout("06-2021-html.html"));
  await page.waitForFunction(() => document.querySelector("[data-testid=report]")?.innerText.includes("临河区财政局2022年"));
  await page.close();
});

test("a GB18030 file is decoded by the browser", async () => {
  const { page, report } = await start();
  const folder = mkdtempSync(join(tmpdir(), "nianbao-"));
  // 总体情况 in GB18030, after 一、, and a title.
  const bytes = Buffer.from([0xb0, 0xd7, 0xca, 0xaf, 0xd5, 0xf2, 0x32, 0x30, 0x32, 0x33, 0xc4, 0xea, 0xd5, 0xfe, 0xb8, 0xae, 0xd0, 0xc5, 0xcf, 0xa2, 0xb9, 0xab, 0xbf, 0xaa, 0xb9, 0xa4, 0xd7, 0xf7, 0xc4, 0xea, 0xb6, 0xc8, 0xb1, 0xa8, 0xb8, 0xe6, 0x0a, 0xd2, 0xbb, 0xa1, 0xa2, 0xd7, 0xdc, 0xcc, 0xe5, 0xc7, 0xe9, 0xbf, 0xf6, 0x0a]);
  const file = join(folder, "gbk.txt");
  writeFileSync(file, bytes);
  await page.setInputFiles("input[type=file]", file);
  await report.locator("h1").waitFor();
  assert.equal(await report.locator("h1").innerText(), "白石镇2023年政府信息公开工作年度报告");
  await page.close();
});

test("a wrong file, an empty one and a text of another kind get a sentence each", async () => {
  const { page } = await start();
  const notice = page.locator("[role=alert]");
  const folder = mkdtempSync(join(tmpdir(), "nianbao-"));
  for (const [name, content, expected] of [
    ["scan.pdf", "%PDF-1.7 ...", /PDF[\s\S]*请/],
    ["empty.txt", "", /空文件/],
    ["letter.txt", "各位同事：\n下周一开会。\n", /不像政府信息公开工作年度报告/],
  ]) {
    writeFileSync(join(folder, name), content);
    await page.setInputFiles("input[type=file]", join(folder, name));
    await notice.waitFor();
    assert.match(await notice.innerText(), expected);
    await notice.getByRole("button").click();
  }
  await paste(page, { "text/plain": "   " });
  assert.match(await notice.innerText(), /剪贴板里没有文字/);
  // What could not be read takes nothing away.
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  await page.setInputFiles("input[type=file]", join(folder, "scan.pdf"));
  await notice.waitFor();
  assert.equal(await page.getByTestId("report").count(), 1);
  await page.close();
});

test("each run leaves its measures", async () => {
  const { page, report } = await start();
  await page.getByTestId("sample-clean").click();
  await report.waitFor();
  await page.waitForFunction(() => performance.getEntriesByType("measure").length >= 3);
  const names = await page.evaluate(() => performance.getEntriesByType("measure").map((entry) => entry.name));
  assert.deepEqual(names.sort(), ["nianbao.check", "nianbao.read", "nianbao.render"]);
  await page.close();
});

test("a web page's frame is left out, and said so", async () => {
  const { page, report } = await start();
  await page.setInputFiles("input[type=file]", join(FIXTURES, "web-page.html"));
  await report.locator("h1").waitFor();
  assert.ok(!(await report.innerText()).includes("版权所有"));
  assert.match(await page.locator(".left-out summary").innerText(), /报告以外的 \d+ 段文字/);
  await page.getByTestId("all-clear").waitFor();
  await page.close();
});

test("on a narrow screen the list is a bottom sheet", async () => {
  const { page, list } = await start();
  await page.setViewportSize({ width: 390, height: 780 });
  await page.getByTestId("sample-faulty").click();
  await list.waitFor();
  const box = await list.boundingBox();
  assert.ok(box.y > 300 && box.width === 390);
  await list.locator("button.sheet").click();
  assert.ok((await list.boundingBox()).height > 600);
  await list.locator("button.sheet").click();
  assert.ok((await list.boundingBox()).height < 60);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.close();
});

test("all terms of the calculation are marked while a finding is open", async () => {
  const { page, report } = await start();
  await page.getByTestId("sample-faulty").click();
  await report.locator("td[data-rule=requests-row-total]").click();
  // The six applicants and the total of the row; the 21 outcomes and the total of the column; the wrong cell is in both.
  assert.equal(await report.locator("td.ring").count(), 7 + 22 - 1);
  assert.equal(await report.locator("td.ring:not(.dashed)").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await report.locator("td.ring").count(), 0);
  await page.close();
});

test("of several files the first is opened, and the others are a choice away", async () => {
  const { page, report } = await start();
  await page.setInputFiles("input[type=file]", [join(FIXTURES, "layouts", "08-2021-md.md"), join(FIXTURES, "layouts", "00-2021-pipe.txt")]);
  await report.locator("h1").waitFor();
  const first = await report.locator("h1").innerText();
  assert.match(first, /松岭区自然资源局2024年/);
  await page.getByTestId("pile").getByRole("button", { name: "下一份" }).click();
  await page.waitForFunction((first) => document.querySelector("[data-testid=report] h1")?.innerText !== first, first);
  await page.getByTestId("pile").getByRole("combobox").selectOption({ index: 0 });
  await page.waitForFunction((first) => document.querySelector("[data-testid=report] h1")?.innerText === first, first);
  // A report that comes alone is no part of the pile.
  await paste(page, { "text/html": layout("06-2021-html.html") });
  await page.getByTestId("pile").waitFor({ state: "detached" });
  await page.close();
});

test("arrow keys in an emptied list do no harm", async () => {
  const { page, list } = await start();
  await page.getByTestId("sample-faulty").click();
  await list.locator("[role=treeitem]").first().focus();
  for (const severity of ["error", "warning", "info"]) await list.locator(`[data-filter=${severity}]`).click();
  assert.equal(await list.locator("[role=treeitem]").count(), 0);
  await list.locator(".findings-body").focus();
  await page.keyboard.press("ArrowDown");
  await list.locator("[data-filter=error]").click();
  assert.ok((await list.locator("[role=treeitem]").count()) > 0);
  await page.close();
});

test("rows that are not in the form stay in sight under a rebuilt table", async () => {
  const { page, report, list } = await start();
  await paste(page, { "text/plain": layout("17-2021-tsv.txt").replace("第二十条第（五）项", "其他主动公开文件\t5\t0\t9\n第二十条第（五）项") });
  await report.locator(".rebuilt li").waitFor();
  assert.match(await report.locator(".rebuilt li").innerText(), /其他主动公开文件\S?\s*5\s*0\s*9/);
  await list.locator("[data-rule=disclosure-extra-row] .finding-head").click();
  assert.ok(await report.locator(".rebuilt mark[data-rule=disclosure-extra-row]").isVisible());
  await page.close();
});

test("the list is searched: / leads there, Escape leaves it", async () => {
  const { page, errors } = await open(browser.context, site.url);
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  const items = page.getByTestId("findings").locator("[role=treeitem]");
  const all = await items.count();
  await page.getByTestId("report").locator("h1").focus();
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "查找问题" });
  assert.ok(await field.evaluate((field) => field === document.activeElement));
  await page.keyboard.type("表三");
  const found = await items.allInnerTexts();
  assert.ok(found.length > 0 && found.length < all && found.every((text) => text.includes("表三")), found.join("\n"));
  // What is not listed is not led to.
  await page.keyboard.press("F8");
  await page.locator("[role=treeitem].open", { hasText: "表三" }).waitFor();
  await field.fill("没有这样的话");
  await page.getByText("没有含“没有这样的话”的问题").waitFor();
  assert.equal(await page.locator("[role=treeitem].open").count(), 0);
  await field.press("Escape");
  assert.equal(await items.count(), all);
  // Where it is typed it is a sign like any other.
  await page.keyboard.type("1/2");
  assert.equal(await field.inputValue(), "1/2");
  assert.deepEqual(errors, []);
  await page.close();
});

test("labels say what they are the heads of", async () => {
  const { page } = await open(browser.context, site.url);
  await page.getByTestId("sample-clean").click();
  await page.getByTestId("report").waitFor();
  for (const table of ["disclosure", "requests", "disputes"]) {
    const heads = page.locator(`table.official.${table} th`);
    assert.equal(await heads.count(), await page.locator(`table.official.${table} th[scope=row], table.official.${table} th[scope=col]`).count());
  }
  assert.equal(await page.locator("table.requests th", { hasText: "予以公开" }).first().getAttribute("scope"), "row");
  assert.equal(await page.locator("table.requests th", { hasText: "自然人" }).first().getAttribute("scope"), "col");
  await page.close();
});
