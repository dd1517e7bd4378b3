// The report corrected where it stands: fields, fixes, the way back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { objections } from "./axe.mjs";
import { FIXTURES, findings, inField, launch, open, paste, serve, test } from "./site.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

const CLEAN = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
/** A wrong cell in 表三 and a word that is written otherwise. */
const FAULTY = CLEAN.replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9").replace("一、总体情况\n", "一、总体情况\n畅通渠道，驾起了桥梁。\n");

async function start(text) {
  const { page, errors } = await open(browser.context, site.url);
  page.on("dialog", (dialog) => dialog.accept());
  await paste(page, { "text/plain": text });
  await page.getByTestId("report").waitFor();
  return { page, errors, list: page.getByTestId("findings"), report: page.getByTestId("report") };
}

const rules = async (page) => (await findings(page)).map(([rule]) => rule);
/** The report's text without the numbers of findings. */
const text = (page) => page.getByTestId("report").evaluate((report) => { const copy = report.cloneNode(true); copy.querySelectorAll("sup").forEach((sign) => sign.remove()); return copy.textContent; });
const until = (page, condition, argument) => page.waitForFunction(condition, argument);

/** Writes a word at the end of a paragraph. */
async function change(page) {
  await page.getByTestId("report").locator("p", { hasText: "了桥梁" }).dblclick();
  await inField(page);
  await page.keyboard.press("End");
  await page.keyboard.type("公开");
  await page.keyboard.press("Escape");
}

test("a paragraph is edited where it stands, and the findings follow", async () => {
  const { page, errors, report } = await start(FAULTY);
  assert.ok((await rules(page)).includes("phrase-misspelt"), String(await rules(page)));
  const paragraph = report.locator("p", { hasText: "了桥梁" });
  await paragraph.dblclick();
  const field = report.locator("textarea");
  await field.waitFor();
  assert.equal(await field.inputValue(), "畅通渠道，驾起了桥梁。");
  await field.press("Home");
  for (let step = 0; step < 5; step++) await field.press("ArrowRight");
  await field.press("Delete");
  await page.keyboard.type("架");
  await until(page, () => !document.querySelector("[data-rule=phrase-misspelt]"));
  // The field is still there, and the caret where it was.
  assert.equal(await field.evaluate((field) => [document.activeElement === field, field.selectionStart, field.value].join()), "true,6,畅通渠道，架起了桥梁。");
  await field.press("Escape");
  await field.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.innerText), "畅通渠道，架起了桥梁。");
  assert.equal(await page.getByTestId("changed").innerText(), "已修改 1 处");
  await page.keyboard.press("Control+z");
  await until(page, () => document.querySelector("[data-rule=phrase-misspelt]"));
  await page.keyboard.press("Control+Shift+z");
  await until(page, () => !document.querySelector("[data-rule=phrase-misspelt]"));
  assert.deepEqual(errors, []);
  await page.close();
});

test("what is open and where the page stands hold while a paragraph far below is edited", async () => {
  const { page, errors, list, report } = await start(FAULTY.replace("五、存在的主要问题及改进情况\n", "五、存在的主要问题及改进情况\n工作中存再不足。\n"));
  await list.locator("[data-rule=phrase-misspelt]").first().waitFor();
  const item = list.locator("[role=treeitem]").first();
  await item.locator(".finding-head").click();
  await page.waitForFunction(() => document.activeElement.closest("#paper"));
  const open = () => list.locator(".finding.open").evaluateAll((items) => items.map((item) => [item.dataset.rule, item.querySelector(".badge").innerText].join()));
  const before = await open();
  // By mouse, as one who scrolled there.
  const paragraph = report.locator("p", { hasText: "工作中存再不足" });
  await page.locator(".desk-paper").evaluate((paper) => paper.scrollTo({ top: paper.scrollHeight, behavior: "instant" }));
  await paragraph.evaluate((paragraph) => { const { left, bottom } = paragraph.getBoundingClientRect(); window.place = [left + 5, bottom - 5]; });
  const [x, y] = await page.evaluate(() => window.place);
  await page.mouse.dblclick(x, y);
  await inField(page);
  const where = () => page.evaluate(() => [document.querySelector(".desk-paper").scrollTop, document.activeElement.getBoundingClientRect().top, scrollY].join());
  const stands = await where();
  assert.ok(Number(stands.split(",")[0]) > 300, stands);
  const count = (await rules(page)).length;
  await page.keyboard.press("Home");
  for (const words of ["公开公开的的", "布署"]) await page.keyboard.insertText(words);
  await until(page, (count) => document.querySelectorAll("[data-testid=findings] [role=treeitem]").length > count, count);
  assert.deepEqual(await open(), before);
  assert.equal(await where(), stands);
  // What was typed goes again, and so do its findings.
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("工作中存在不足。");
  await until(page, (count) => document.querySelectorAll("[data-testid=findings] [role=treeitem]").length <= count, count);
  assert.deepEqual(await open(), before);
  assert.equal(await where(), stands);
  await page.keyboard.press("Escape");
  assert.deepEqual(await open(), before);
  assert.equal((await where()).split(",")[0], stands.split(",")[0]);
  assert.deepEqual(errors, []);
  await page.close();
});

test("an input method is not disturbed", async () => {
  const { page, errors, report } = await start(FAULTY);
  await report.locator("p", { hasText: "了桥梁" }).dblclick();
  const field = report.locator("textarea");
  await field.waitFor();
  const client = await page.context().newCDPSession(page);
  await field.press("End");
  await client.send("Input.imeSetComposition", { text: "gong", selectionStart: 4, selectionEnd: 4 });
  assert.equal(await page.getByTestId("changed").count(), 0);
  await client.send("Input.insertText", { text: "公开" });
  await page.getByTestId("changed").waitFor();
  assert.equal(await field.inputValue(), "畅通渠道，驾起了桥梁。公开");
  assert.deepEqual(errors, []);
  await page.close();
});

test("cells are edited from the keyboard alone, as in a spreadsheet", async () => {
  const { page, errors, list, report } = await start(FAULTY);
  await list.locator("[data-rule=requests-outcome-total], [data-rule=requests-row-total], [data-rule=requests-balance]").first().focus();
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.closest("td"));
  await page.keyboard.press("Enter");
  const field = report.locator("textarea");
  await field.waitFor();
  assert.equal(await field.inputValue(), "90");
  await page.keyboard.type("0");
  await until(page, () => document.querySelectorAll("[data-testid=findings] [role=treeitem][data-severity=error]").length === 0
    || ![...document.querySelectorAll("[data-testid=findings] [role=treeitem]")].some((item) => item.dataset.rule.startsWith("requests")));
  assert.deepEqual((await rules(page)).filter((rule) => rule.startsWith("requests")), []);
  // Tab goes to the next cell, Enter to the one below, Escape leaves.
  const place = () => page.evaluate(() => { const cell = document.activeElement.closest("td, th"); return [cell.parentElement.rowIndex, cell.getBoundingClientRect().left]; });
  const [row, left] = await place();
  await page.keyboard.press("Tab");
  await until(page, (left) => document.activeElement.tagName === "TEXTAREA" && document.activeElement.closest("td").getBoundingClientRect().left > left, left);
  assert.equal((await place())[0], row);
  await page.keyboard.press("Enter");
  await until(page, (row) => document.activeElement.tagName === "TEXTAREA" && document.activeElement.closest("td").parentElement.rowIndex === row, row + 1);
  await page.keyboard.press("Escape");
  await until(page, () => document.activeElement.tagName === "TD");
  await page.keyboard.press("ArrowUp");
  assert.equal((await place())[0], row);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a fix is shown, made, and taken back", async () => {
  const { page, errors, list } = await start(FAULTY);
  const item = list.locator("[data-rule=phrase-misspelt]");
  await item.locator(".finding-head").click();
  assert.match(await item.locator(".fix").innerText(), /驾起 → 架起/);
  await item.getByTestId("make-fix").click();
  await until(page, () => !document.querySelector("[data-rule=phrase-misspelt]"));
  assert.match(await text(page), /架起了桥梁/);
  await page.getByTestId("undo").click();
  await until(page, () => document.querySelector("[data-rule=phrase-misspelt]"));
  assert.match(await text(page), /驾起了桥梁/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a fix that is asked for before the last change was checked is made when it was", async () => {
  const { page, errors, list, report } = await start(FAULTY);
  const item = list.locator("[data-rule=phrase-misspelt]");
  await item.locator(".finding-head").click();
  await report.locator("h1").dblclick();
  await inField(page);
  await page.evaluate(() => {
    const field = document.querySelector("[data-testid=report] textarea");
    field.value = `${field.value}（草案）`;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.querySelector("[data-testid=make-fix]").click();
  });
  // Nothing takes an open field away; it waits for its end.
  await page.waitForTimeout(300);
  assert.equal(await report.locator("textarea").inputValue(), `${CLEAN.split("\n")[0]}（草案）`);
  await page.keyboard.press("Escape");
  await until(page, () => !document.querySelector("[data-rule=phrase-misspelt]"));
  assert.match(await text(page), /报告（草案）[\s\S]*架起了桥梁/);
  await page.getByTestId("undo").click();
  await until(page, () => document.querySelector("[data-rule=phrase-misspelt]"));
  assert.match(await text(page), /报告（草案）[\s\S]*驾起了桥梁/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("of several fixes asked for at once each is made", async () => {
  const { page, errors, list, report } = await start(FAULTY);
  for (const rule of ["requests-row-total", "phrase-misspelt"]) await list.locator(`[data-rule=${rule}]`).first().waitFor();
  await report.locator("h1").dblclick();
  await inField(page);
  await page.evaluate(async () => {
    const field = document.querySelector("[data-testid=report] textarea");
    field.value += "（草案）";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    for (const rule of ["phrase-misspelt", "requests-row-total"]) {
      document.querySelector(`[data-testid=findings] [data-rule=${rule}] .finding-head`).click();
      await new Promise((done) => setTimeout(done));
      document.querySelector("[data-testid=make-fix]").click();
    }
  });
  await until(page, () => !document.querySelector("[data-rule=phrase-misspelt], [data-rule=requests-row-total]"));
  assert.match(await text(page), /（草案）[\s\S]*架起了桥梁/);
  assert.equal(await page.getByTestId("changed").innerText(), "已修改 3 处");
  assert.deepEqual(errors, []);
  await page.close();
});

test("all sure fixes are listed first, and made together", async () => {
  const { page, errors, list } = await start(FAULTY);
  const button = list.getByTestId("fixes");
  assert.match(await button.innerText(), /^改正 \d+ 处…$/);
  await button.click();
  const dialog = page.getByRole("dialog", { name: "一并改正" });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /90 → 0[\s\S]*驾起 → 架起|驾起 → 架起[\s\S]*90 → 0/);
  assert.deepEqual(await objections(page), []);
  await dialog.getByTestId("make-fixes").click();
  await until(page, () => !document.querySelector("[data-rule=phrase-misspelt]"));
  assert.deepEqual((await rules(page)).filter((rule) => rule.startsWith("requests")), []);
  assert.match(await page.locator("[aria-live=polite]").innerText(), /已改正 2 处/);
  assert.equal(await list.getByTestId("fixes").count(), 0);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a dismissal is one step of the way back", async () => {
  const { page, errors, list } = await start(FAULTY);
  const item = list.locator("[data-rule=phrase-misspelt]");
  await item.locator(".finding-head").click();
  await list.getByRole("button", { name: "忽略…" }).click();
  await list.getByRole("form").getByRole("button", { name: "确定" }).click();
  await until(page, () => !document.querySelector("[data-testid=findings] [role=treeitem][data-rule=phrase-misspelt]"));
  await page.getByTestId("undo").click();
  await until(page, () => document.querySelector("[data-testid=findings] [role=treeitem][data-rule=phrase-misspelt]"));
  assert.deepEqual(errors, []);
  await page.close();
});

test("keys take a dismissal back and do it again", async () => {
  const { page, errors, list } = await start(FAULTY);
  const item = list.locator("[role=treeitem][data-rule=phrase-misspelt]");
  const others = (await rules(page)).filter((rule) => rule !== "phrase-misspelt");
  await item.locator(".finding-head").click();
  await list.getByRole("button", { name: "忽略…" }).click();
  await list.getByRole("form").getByRole("button", { name: "确定" }).click();
  await item.waitFor({ state: "detached" });
  for (let times = 0; times < 2; times += 1) {
    await page.keyboard.press("Control+z");
    await item.waitFor();
    assert.equal(await page.getByTestId("set-aside").count(), 0);
    await page.keyboard.press("Control+Shift+z");
    await item.waitFor({ state: "detached" });
    assert.deepEqual(await rules(page), others);
    assert.equal(await page.getByTestId("set-aside").locator("summary").innerText(), "已忽略 1 项");
  }
  // No text was changed by it.
  assert.equal(await page.getByTestId("changed").count(), 0);
  assert.deepEqual(errors, []);
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test("what was dismissed elsewhere meanwhile is none of a text's way back", async () => {
  const { page, errors, list, report } = await start(FAULTY);
  await report.locator("h1").dblclick();
  await inField(page);
  await page.keyboard.press("End");
  await page.keyboard.type("（草案）");
  await page.keyboard.press("Escape");
  const other = await start(FAULTY);
  const item = other.list.locator("[data-rule=phrase-misspelt]");
  await item.locator(".finding-head").click();
  await other.list.getByRole("button", { name: "忽略…" }).click();
  await other.list.getByRole("form").getByRole("button", { name: "确定" }).click();
  await until(page, () => !document.querySelector("[data-testid=findings] [role=treeitem][data-rule=phrase-misspelt]"));
  await page.getByTestId("undo").click();
  await until(page, () => !document.querySelector("[data-testid=report]").innerText.includes("（草案）"));
  await page.waitForTimeout(300);
  assert.equal(await list.locator("[role=treeitem][data-rule=phrase-misspelt]").count(), 0);
  // Where it was dismissed, it is a step.
  await other.page.getByTestId("undo").click();
  await until(other.page, () => document.querySelector("[data-testid=findings] [role=treeitem][data-rule=phrase-misspelt]"));
  await until(page, () => document.querySelector("[data-testid=findings] [role=treeitem][data-rule=phrase-misspelt]"));
  assert.deepEqual([errors, other.errors], [[], []]);
  await other.page.close();
  await page.close();
});

test("changes are kept in the browser only if that is wanted, and gone on with later", async () => {
  const { page, errors, report } = await start(FAULTY);
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("nianbao.draft.")).length);
  await change(page);
  const question = page.getByTestId("keep-question");
  await question.waitFor();
  assert.equal(await drafts(), 0);
  assert.deepEqual(await objections(page), []);
  await question.getByRole("button", { name: "保存", exact: true }).click();
  await until(page, () => Object.keys(localStorage).some((key) => key.startsWith("nianbao.draft.")));
  const first = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith("nianbao.draft."))[1]);
  // Last year's report is kept with it.
  await page.getByTestId("previous-input").setInputFiles({ name: "2022.txt", mimeType: "text/plain", buffer: Buffer.from(CLEAN.replaceAll("2023", "2022")) });
  await page.getByTestId("compare").getByText("对照：2022年").waitFor();
  await page.waitForFunction((first) => Object.entries(localStorage).some(([key, kept]) => key.startsWith("nianbao.draft.") && kept !== first), first);
  // The tab is closed as in a crash; another one goes on.
  await page.close({ runBeforeUnload: false });
  const { page: later, errors: others } = await open(browser.context, site.url);
  later.on("dialog", (dialog) => dialog.accept());
  const list = later.getByTestId("drafts");
  assert.match(await list.innerText(), /江湾街道办事处 2023年/);
  assert.deepEqual(await objections(later), []);
  await list.getByRole("button", { name: "江湾街道办事处 2023年", exact: true }).click();
  await later.getByTestId("report").waitFor();
  assert.match(await text(later), /驾起了桥梁。公开/);
  assert.equal(await later.getByTestId("changed").innerText(), "已修改 1 处");
  assert.equal(await later.getByTestId("compare").innerText(), "对照：2022年");
  assert.equal(await later.getByTestId("keep-question").count(), 0);
  // Who no longer wants it has nothing left in the browser.
  await later.getByTestId("settings").click();
  await later.getByTestId("keep").uncheck();
  assert.equal(await later.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("nianbao.draft.")).length), 0);
  assert.deepEqual([...errors, ...others], []);
  await later.evaluate(() => localStorage.clear());
  await later.close();
});

test("two drafts are kept side by side, one is deleted, and the other is gone on with", async () => {
  const { page, errors, report } = await start(FAULTY);
  const kept = (count) => until(page, (count) => Object.keys(localStorage).filter((key) => key.startsWith("nianbao.draft.")).length === count, count);
  await change(page);
  await page.getByTestId("keep-question").getByRole("button", { name: "保存", exact: true }).click();
  await kept(1);
  await paste(page, { "text/plain": FAULTY.replaceAll("江湾街道办事处", "青山镇人民政府").replaceAll("2023", "2024") });
  await report.getByText("青山镇人民政府").first().waitFor();
  await change(page);
  await kept(2);
  await page.locator(".brand").click();
  const rows = page.getByTestId("drafts").locator("li");
  await rows.nth(1).waitFor();
  // The latest comes first; each tells whose it is and when it was kept, by this clock.
  const times = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("nianbao.draft.")).map(([, value]) => Number(value.split("\t")[0])).sort().reverse()
    .map((time) => { const date = new Date(time); return `${date.getMonth() + 1}月${date.getDate()}日 ${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`; }));
  assert.deepEqual(await rows.evaluateAll((rows) => rows.map((row) => [row.querySelector(".term").innerText, row.querySelector(".time").innerText])), [["青山镇人民政府 2024年", times[0]], ["江湾街道办事处 2023年", times[1]]]);
  await page.getByRole("button", { name: "删除：青山镇人民政府 2024年", exact: true }).click();
  await until(page, () => document.querySelectorAll("[data-testid=drafts] li").length === 1);
  assert.deepEqual(await page.getByTestId("drafts").locator(".term").allInnerTexts(), ["江湾街道办事处 2023年"]);
  // Nothing of it is left: one report, and what was made of it.
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).map((key) => /draft|report/.exec(key)?.[0]).filter(Boolean).sort()), ["draft", "report"]);
  assert.ok(await page.getByTestId("open").evaluate((button) => button === document.activeElement));
  await page.reload();
  await page.getByTestId("drafts").getByRole("button", { name: "江湾街道办事处 2023年", exact: true }).click();
  await report.waitFor();
  assert.match(await text(page), /江湾街道办事处[\s\S]*驾起了桥梁。公开/);
  assert.equal(await page.getByTestId("changed").innerText(), "已修改 1 处");
  assert.deepEqual(errors, []);
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test("what was typed last is kept, however soon the page is left", async () => {
  const type = (page, words) =>
    page.evaluate((words) => {
      const field = document.querySelector("[data-testid=report] textarea");
      field.value += words;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, words);
  const { page, errors, report } = await start(FAULTY);
  await report.locator("p", { hasText: "了桥梁" }).dblclick();
  await inField(page);
  await page.keyboard.press("End");
  await page.keyboard.type("甲");
  await page.keyboard.press("Escape");
  await page.getByTestId("keep-question").getByRole("button", { name: "保存", exact: true }).click();
  await until(page, () => Object.keys(localStorage).some((key) => key.startsWith("nianbao.report.")));
  await page.evaluate(() => {
    window.written = [];
    const write = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) { window.written.push(key); return write.call(this, key, value); };
  });
  // To the start, with the next thing that is done.
  await report.locator("p", { hasText: "了桥梁" }).dblclick();
  await inField(page);
  await type(page, "乙");
  await type(page, "丙");
  await page.locator(".brand").click();
  await page.getByTestId("drafts").waitFor();
  // The report itself, which may be large, is not written again with every key.
  assert.match([...new Set(await page.evaluate(() => window.written))].join(" "), /^nianbao\.draft\.\d+$/);
  await page.getByTestId("drafts").locator("button").first().click();
  await report.waitFor();
  assert.match(await text(page), /起了桥梁。甲乙丙/);
  // The tab is closed as in a crash.
  await report.locator("p", { hasText: "了桥梁" }).dblclick();
  await inField(page);
  await type(page, "丁");
  await page.close({ runBeforeUnload: false });
  const { page: later, errors: others } = await open(browser.context, site.url);
  await later.getByTestId("drafts").locator("button").first().click();
  await later.getByTestId("report").waitFor();
  assert.match(await text(later), /起了桥梁。甲乙丙丁/);
  // Who no longer wants it, in one window, has nothing left, and no window keeps or lists anything.
  const { page: third } = await open(browser.context, site.url);
  await third.getByTestId("drafts").waitFor();
  await third.getByTestId("settings").click();
  await third.getByTestId("keep").uncheck();
  await third.getByTestId("drafts").waitFor({ state: "detached" });
  await later.getByTestId("report").locator("h1").dblclick();
  await inField(later);
  await later.keyboard.type("戊");
  await later.keyboard.press("Escape");
  await later.getByTestId("report").getByText("戊").waitFor();
  await later.waitForTimeout(200);
  assert.deepEqual(await later.evaluate(() => Object.keys(localStorage).filter((key) => /draft|report/.test(key))), []);
  assert.deepEqual([...errors, ...others], []);
  await later.evaluate(() => localStorage.clear());
  await later.close();
  await third.close();
});

test("a report without findings is entered and edited by keys alone", async () => {
  const { page, errors } = await start(CLEAN);
  for (let step = 0; step < 30 && !(await page.evaluate(() => document.activeElement.tagName === "H1")); step++) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.tagName === "TEXTAREA");
  assert.match(await page.evaluate(() => document.activeElement.value), /^本报告由/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a double click opens the field of what is under it, wherever that stands", async () => {
  const { page, errors, report } = await start(FAULTY.replace("畅通渠道", "全年认真布署，畅通渠道"));
  await page.locator("[data-testid=findings] [data-rule=requests-row-total]").waitFor();
  for (const place of [report.locator("td.marked[data-rule=requests-row-total]").first(), report.locator("mark", { hasText: "布署" }).first()]) {
    // Near the lower edge, where the first click opened the finding and would once have brought the place to the middle.
    await place.evaluate((place) => {
      const frame = document.querySelector(".desk-paper");
      frame.style.scrollBehavior = "auto";
      frame.scrollTop += place.getBoundingClientRect().bottom - innerHeight + 60;
    });
    const box = await place.boundingBox();
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2, { delay: 60 });
    await inField(page);
    // What was marked is what is written over.
    assert.match(await report.locator("textarea").inputValue(), /^90$|布署/);
    await page.keyboard.press("Escape");
  }
  assert.deepEqual(errors, []);
  await page.close();
});
