// The official form: a report begun from it, parts put in from it, totals taken over from it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { objections } from "./axe.mjs";
import { FIXTURES, findings, inField, launch, open, paste, serve } from "./site.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

const CLEAN = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");

async function start(begin) {
  const { page, errors } = await open(browser.context, site.url);
  page.on("dialog", (dialog) => dialog.accept());
  await begin(page);
  await page.getByTestId("report").waitFor();
  return { page, errors, list: page.getByTestId("findings"), report: page.getByTestId("report") };
}

/** 白石镇人民政府, with figures in 表三. */
const BUSY = readFileSync(join(FIXTURES, "layouts", "00-2021-pipe.txt"), "utf8");

const rules = async (page) => (await findings(page)).map(([rule]) => rule);
const until = (page, condition, argument) => page.waitForFunction(condition, argument);
const pasted = (text) => (page) => paste(page, { "text/plain": text });

test("a report is written from the blank form", async () => {
  const { page, errors, report } = await start((page) => page.getByTestId("form-2021").click());
  assert.deepEqual(await report.locator("h2").allInnerTexts().then((all) => all.map((text) => text.replace(/[①-⑳]/g, ""))), [
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
  ]);
  assert.equal(await report.locator("table").count(), 3);
  assert.deepEqual((await rules(page)).sort(), ["blank-form", "fee-statement", "placeholder-text", "section-empty", "section-empty"]);
  assert.deepEqual(await objections(page), []);

  const year = /(\d{4})年/.exec(await report.locator("h1").innerText())[1];
  await report.locator("h1").dblclick();
  await report.locator("textarea").fill(`青山县水利局${year}年政府信息公开工作年度报告`);
  await page.keyboard.press("Escape");
  await until(page, () => !document.querySelector("[data-rule=placeholder-text]"));
  // The room under 一 is filled, and a second paragraph begun from the keyboard.
  await report.locator("p.empty").first().dblclick();
  await inField(page);
  await page.keyboard.type("本年度主动公开工作平稳有序。");
  await page.keyboard.press("Control+Enter");
  await until(page, () => document.activeElement.matches("textarea") && document.activeElement.value === "");
  await page.keyboard.type("本年度没有收到依申请公开。");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.innerText), "本年度没有收到依申请公开。");
  assert.equal(await page.evaluate(() => document.activeElement.previousElementSibling.innerText), "本年度主动公开工作平稳有序。");
  await until(page, () => document.querySelectorAll("[role=treeitem][data-rule=section-empty]").length === 1);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the form of 2019 is that of its years", async () => {
  const { page, errors, report } = await start((page) => page.getByTestId("form-2019").click());
  assert.match(await report.locator("h1").innerText(), /2020年/);
  assert.match(await page.getByTestId("summary").innerText(), /2019年版格式/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a missing section with its table is put in at its place, and taken back", async () => {
  const before = CLEAN.indexOf("四、政府信息公开行政复议");
  const behind = CLEAN.indexOf("五、存在的主要问题");
  const { page, errors, list, report } = await start(pasted(CLEAN.slice(0, before) + CLEAN.slice(behind)));
  assert.equal(await report.locator("table.disputes").count(), 0);
  await list.locator("[data-rule=section-missing], [data-rule=table-missing]").first().locator(".finding-head").click();
  await page.getByTestId("insert").click();
  await report.locator("table.disputes").waitFor();
  // It stands between 三 and 五, blank, with the field open in its first cell.
  const order = await report.locator("h2, table").evaluateAll((all) => all.map((each) => each.className || each.textContent.slice(0, 2)));
  assert.deepEqual(order.slice(-5), ["official requests", "四、", "official disputes", "五、", "六、"]);
  await until(page, () => document.activeElement.matches("table.disputes td textarea"));
  await page.keyboard.type("2");
  await page.keyboard.press("Tab");
  // (The number of what is found there may stand behind it already.)
  assert.match(await report.locator("table.disputes td").first().innerText(), /^2(?:\s*②)?$/);
  await page.keyboard.press("Escape");
  await page.getByTestId("undo").click();
  await page.getByTestId("undo").click();
  await until(page, () => !document.querySelector("table.disputes"));
  assert.equal(await page.getByTestId("changed").count(), 0);
  await page.getByTestId("redo").click();
  await report.locator("table.disputes").waitFor();
  assert.deepEqual(errors, []);
  await page.close();
});

test("a missing table whose section stands is put in at its place", async () => {
  for (const [name, what, from, to] of [["disclosure", "表二", "二、主动公开政府信息情况\n", "三、收到和处理"], ["disputes", "表四", "四、政府信息公开行政复议、行政诉讼情况\n", "五、存在的主要问题"]]) {
    const { page, errors, list, report } = await start(pasted(CLEAN.slice(0, CLEAN.indexOf(from) + from.length) + CLEAN.slice(CLEAN.indexOf(to))));
    assert.deepEqual(await rules(page), ["table-missing"], what);
    const order = () => report.locator("h2, table").evaluateAll((all) => all.map((each) => each.className || each.textContent.slice(0, 2)));
    const before = await order();
    await list.locator("[data-rule=table-missing] .finding-head").click();
    assert.equal(await page.getByTestId("insert").innerText(), `补入空白的${what}`);
    await page.getByTestId("insert").click();
    await until(page, (name) => document.activeElement.matches(`table.${name} td textarea`), name);
    await until(page, () => !document.querySelector("[role=treeitem][data-rule=table-missing]"));
    // Right below its heading; all else stands as it stood.
    const after = await order();
    assert.equal(after[after.indexOf(`official ${name}`) - 1], from.slice(0, 2));
    assert.deepEqual(after.filter((each) => each !== `official ${name}`), before);
    // It is filled like any other: cell by cell, with zeros where there is nothing.
    const cells = await report.locator(`table.${name} td:not(.tick)`).count();
    assert.equal(cells, name === "disputes" ? 15 : 10);
    for (let at = 0; at < cells; at += 1) {
      await inField(page);
      await page.keyboard.type("0");
      // In 表二 labels stand between the figures.
      for (let isLabel = at + 1 < cells; isLabel; isLabel = await page.evaluate(() => document.activeElement.closest("th") !== null)) {
        const field = await page.evaluateHandle(() => document.activeElement);
        await page.keyboard.press("Tab");
        await until(page, (field) => document.activeElement !== field && document.activeElement.matches("textarea"), field);
      }
    }
    await page.keyboard.press("Escape");
    await page.getByTestId("all-clear").waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  }
});

test("a table that lacks a row is set anew with all its figures, and the row is filled", async () => {
  const figures = (report) => report.locator("table.requests td:not(.tick)").evaluateAll((cells) => cells.map((cell) => cell.innerText.replace(/[①-⑳\s]/g, "")));
  const whole = await start(pasted(BUSY));
  const wanted = await figures(whole.report);
  const before = await rules(whole.page);
  await whole.page.close();
  const { page, errors, list, report } = await start(pasted(BUSY.replace(/.*2\.重复申请.*\n/, "")));
  const lacking = (await figures(report)).filter((figure) => figure !== "缺");
  assert.equal(lacking.length, wanted.length - 7);
  await list.locator("[data-rule=requests-rows] .finding-head").click();
  assert.equal(await page.getByTestId("insert").innerText(), "按统一格式重排表三，补上缺的格");
  await page.getByTestId("insert").click();
  // The field is open in the first cell that was missing; what stood elsewhere stands there still.
  await until(page, () => document.activeElement.matches("table.requests td textarea") && document.activeElement.closest("tr").textContent.includes("2.重复申请"));
  const set = await figures(report);
  assert.equal(set.length, wanted.length);
  const at = set.indexOf("");
  assert.deepEqual(set.slice(at, at + 7), Array(7).fill(""));
  assert.deepEqual([...set.slice(0, at), ...set.slice(at + 7)], lacking);
  for (let cell = at; cell < at + 7; cell += 1) {
    await inField(page);
    await page.keyboard.type(wanted[cell]);
    if (cell < at + 6) {
      const field = await page.evaluateHandle(() => document.activeElement);
      await page.keyboard.press("Tab");
      await until(page, (field) => document.activeElement !== field && document.activeElement.matches("textarea"), field);
    }
  }
  await page.keyboard.press("Escape");
  await until(page, () => !document.querySelector("[role=treeitem][data-rule=requests-rows], [role=treeitem][data-rule=requests-blank]"));
  assert.deepEqual(await figures(report), wanted);
  assert.deepEqual(await rules(page), before);
  assert.equal(await report.locator("table.requests tr", { hasText: "2.重复申请" }).locator("td.tick").innerText(), "✓");
  assert.deepEqual(errors, []);
  await page.close();
});

test("what was written elsewhere stays where it is when a part is put in before it", async () => {
  const before = CLEAN.indexOf("二、主动公开政府信息情况");
  const behind = CLEAN.indexOf("三、收到和处理");
  const { page, errors, list, report } = await start(pasted(CLEAN.slice(0, before) + CLEAN.slice(behind)));
  const cell = report.locator("table.requests td").first();
  await cell.dblclick();
  await inField(page);
  await page.keyboard.type("777");
  await page.keyboard.press("Escape");
  // A part is put in when all that was written has been checked.
  await list.locator(".finding-message", { hasText: "现填 777" }).first().waitFor();
  await list.locator("[data-rule=section-missing], [data-rule=table-missing]").first().locator(".finding-head").click();
  await page.getByTestId("insert").click();
  await report.locator("table.disclosure").waitFor();
  assert.match(await report.locator("table.requests td").first().innerText(), /^777/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("totals are computed beside what is typed, and rows and columns are ticked", async () => {
  const { page, errors, report } = await start(pasted(CLEAN));
  const row = report.locator("table.requests tr", { hasText: "（一）予以公开" });
  const total = row.locator("td:not(.tick)").last();
  assert.equal(await report.locator("table.requests td.tick.error").count(), 0);
  assert.equal(await row.locator("td.tick").innerText(), "✓");
  const right = await total.innerText();
  await total.dblclick();
  await inField(page);
  await page.keyboard.press("Delete");
  await page.keyboard.press("Escape");
  const take = total.getByTestId("take-sum");
  await take.waitFor();
  assert.equal(await take.innerText(), `和${right}`);
  assert.equal(await row.locator("td.tick").innerText(), "");
  await take.click();
  await take.waitFor({ state: "detached" });
  assert.equal(await total.innerText(), right);
  await until(page, () => ![...document.querySelectorAll("table.requests td.tick")].some((tick) => tick.colSpan === 1 && tick.textContent !== "✓"));
  // A wrong part puts its row and its column out, by how much.
  const part = row.locator("td:not(.tick)").first();
  await part.dblclick();
  await part.locator("textarea").fill(String(Number(await part.locator("textarea").inputValue()) + 5));
  await page.keyboard.press("Escape");
  await until(page, () => document.querySelectorAll("table.requests td.tick.error").length === 2);
  assert.deepEqual(await report.locator("table.requests td.tick.error").allInnerTexts(), ["差5", "差5"]);
  assert.deepEqual(await objections(page), []);
  assert.deepEqual(errors, []);
  await page.close();
});

test("in 表四, too, totals are computed beside what is typed, and each of its parts is ticked", async () => {
  const { page, errors, report } = await start(pasted(CLEAN));
  const table = report.locator("table.disputes");
  const cells = table.locator("td:not(.tick)");
  const ticks = () => table.locator("tr.ticks td").allInnerTexts().then((all) => all.map((text, at) => (text ? `${at} ${text}` : "")).filter(Boolean));
  assert.deepEqual(await ticks(), ["4 ✓", "9 ✓", "14 ✓"]);
  const write = async (at, key) => {
    await cells.nth(at).focus();
    await page.keyboard.press("F2");
    await inField(page);
    await page.keyboard.press(key);
    await page.keyboard.press("Escape");
  };
  // A part of the middle third puts its total out, by how much, and no other.
  await write(6, "3");
  await until(page, () => document.querySelectorAll("table.disputes td.tick.error").length === 1);
  assert.deepEqual(await ticks(), ["4 ✓", "9 差3", "14 ✓"]);
  const take = table.getByTestId("take-sum");
  assert.equal(await take.innerText(), "和3");
  assert.ok(await cells.nth(9).evaluate((cell) => cell.contains(document.querySelector("table.disputes [data-testid=take-sum]"))));
  assert.deepEqual(await objections(page), []);
  // Without a figure in it the total is neither right nor wrong.
  await write(9, "Delete");
  await until(page, () => !document.querySelector("table.disputes td.tick.error"));
  assert.deepEqual(await ticks(), ["4 ✓", "14 ✓"]);
  await take.click();
  await take.waitFor({ state: "detached" });
  await until(page, () => document.querySelectorAll("table.disputes td.tick.fine").length === 3);
  assert.equal(await cells.nth(9).innerText(), "3");
  assert.deepEqual(await ticks(), ["4 ✓", "9 ✓", "14 ✓"]);
  assert.deepEqual((await rules(page)).filter((rule) => rule.startsWith("disputes")), []);
  await page.keyboard.press("Control+z");
  await take.waitFor();
  assert.deepEqual(errors, []);
  await page.close();
});
