// Findings dismissed, rules switched off, and the settings that remember it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { FIXTURES, findings, launch, open, paste, serve, test } from "./site.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

const KEY = "nianbao.settings";
/** Two wrong cells, in 表二 and 表三. */
const FAULTY = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8")
  .replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9")
  .replace("行政许可\t0", "行政许可\t零星");

/** A page without settings, with a report. */
async function start(text = FAULTY, context = browser.context) {
  const { page, errors } = await open(context, site.url);
  await page.evaluate(() => { try { localStorage.clear(); } catch { /* denied */ } });
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
  if (text) {
    await paste(page, { "text/plain": text });
    await page.getByTestId("report").waitFor();
  }
  return { page, errors, list: page.getByTestId("findings"), end: page.getByTestId("set-aside"), live: page.locator("[aria-live=polite]") };
}

async function settings(page) {
  await page.getByTestId("settings").click();
  const dialog = page.getByRole("dialog", { name: "设置" });
  await dialog.waitFor();
  return dialog;
}

/** The findings by their message, with their numbers. */
const numbers = (list) => list.locator("[role=treeitem]").evaluateAll((items) =>
  items.map((item) => [item.querySelector(".finding-message").innerText, item.querySelector(".badge").innerText]));

async function dismiss(page, list, item, reason) {
  await item.locator(".finding-head").click();
  await list.getByRole("button", { name: "忽略…" }).click();
  const form = list.getByRole("form", { name: "忽略这一项" });
  await form.getByLabel(reason, { exact: true }).check();
  return form;
}

test("a finding is dismissed with a reason, and restored", async () => {
  const { page, errors, list, end, live } = await start();
  const before = await numbers(list);
  assert.ok(before.length >= 2, String(before));
  const first = list.locator("[role=treeitem]").first();
  const title = (await first.locator(".finding-kind").innerText()).split(" ").pop();
  const form = await dismiss(page, list, first, "按本地要求填写");
  await form.getByRole("button", { name: "确定" }).click();
  await end.waitFor();
  assert.equal(await end.locator("summary").innerText(), "已忽略 1 项");
  assert.equal(await live.innerText().then((text) => text.startsWith(`已忽略：${title}。`)), true, await live.innerText());
  // The others keep their numbers; the next one has the focus and is not opened.
  const after = await numbers(list);
  assert.deepEqual(after, before.slice(1));
  assert.equal(await list.locator(".finding.open").count(), 0);
  assert.ok(await list.locator("[role=treeitem]").first().evaluate((item) => item === document.activeElement));
  // The list's end tells the reason and gives it back, with its number.
  await end.locator("summary").click();
  assert.match(await end.innerText(), /理由：按本地要求填写/);
  await end.getByRole("button", { name: "恢复" }).click();
  await page.waitForFunction((count) => document.querySelectorAll("[role=treeitem]").length === count, before.length);
  assert.deepEqual(await numbers(list), before);
  assert.equal(await end.count(), 0);
  assert.match(await live.innerText(), /^已恢复：/);
  assert.ok(await list.locator("[role=treeitem]").first().evaluate((item) => item === document.activeElement));
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), null);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the last finding of a list, dismissed, leaves it calm and the focus at the way back", async () => {
  const { page, list, end } = await start();
  for (let left = await list.locator("[role=treeitem]").count(); left > 0; left--) {
    const form = await dismiss(page, list, list.locator("[role=treeitem]").first(), "已核实无误");
    await form.getByRole("button", { name: "确定" }).click();
    await page.waitForFunction((count) => document.querySelectorAll("[role=treeitem]").length === count, left - 1);
  }
  assert.match(await page.getByTestId("all-clear").innerText(), /除已忽略的 \d+ 项外，没有发现问题/);
  assert.ok(await end.locator("summary").evaluate((summary) => summary === document.activeElement));
  await page.close();
});

test("a dismissal in the user's own words survives an edit elsewhere and a reload, and keeps no word of the report", async () => {
  const { page, list, end } = await start();
  const count = await list.locator("[role=treeitem]").count();
  const target = list.locator("[data-rule=requests-row-total], [data-rule^=requests-]").first();
  const rule = await target.getAttribute("data-rule");
  const form = await dismiss(page, list, target, "其他");
  const words = form.getByRole("textbox", { name: "其他理由" });
  assert.equal(await words.getAttribute("maxlength"), "100");
  // Keys that mean something elsewhere are the field's own while one types.
  await words.focus();
  await page.keyboard.type("已电话核对?");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("F8");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.ok(await words.evaluate((field) => field === document.activeElement));
  await page.keyboard.press("Enter");
  await end.waitFor();
  const edited = FAULTY.replace("稳步推进公开工作", "有序推进公开工作");
  for (const again of [
    () => paste(page, { "text/plain": edited }),
    async () => { await page.reload(); await page.getByTestId("sample-clean").waitFor(); await paste(page, { "text/plain": edited }); },
  ]) {
    await again();
    await page.getByText("有序推进公开工作").first().waitFor();
    await end.getByText("已忽略 1 项").waitFor();
    assert.equal(await list.locator("[role=treeitem]").count(), count - 1);
    assert.equal(await list.locator(`[role=treeitem][data-rule=${rule}]`).count(), (await findings(page)).filter(([other]) => other === rule).length);
  }
  await end.locator("summary").click();
  assert.match(await end.innerText(), /理由：已电话核对\?/);
  // One key; the rule, a hash, the reason.
  const stored = await page.evaluate(() => Object.entries(localStorage));
  assert.deepEqual(stored.map(([key]) => key), [KEY]);
  const { rules, dismissed, ...rest } = JSON.parse(stored[0][1]);
  assert.deepEqual([rules, rest], [{}, {}]);
  assert.equal(dismissed.length, 1);
  assert.deepEqual({ ...dismissed[0], key: null }, { rule, key: null, reason: "已电话核对?" });
  assert.match(dismissed[0].key, /^[0-9a-f]{16}$/);
  // Not a stretch of three characters of the report, apart from the reason that was typed.
  const text = stored[0][1].replace("已电话核对?", "");
  assert.doesNotMatch(text, /[\u4e00-\u9fff]/);
  await page.close();
});

test("a form is left by Escape and by its button, and the focus comes back", async () => {
  const { page, list } = await start();
  await list.locator("[role=treeitem] .finding-head").first().click();
  const opener = list.getByRole("button", { name: "忽略…" });
  const focused = () => opener.evaluate((button) => button === document.activeElement);
  await opener.focus();
  await page.keyboard.press("Enter");
  const form = list.locator("form");
  assert.ok(await form.locator("input").first().evaluate((input) => input === document.activeElement));
  // The arrows choose; they do not leave the form.
  await page.keyboard.press("ArrowDown");
  assert.ok(await form.getByLabel("按本地要求填写").isChecked());
  await page.keyboard.press("Escape");
  assert.equal(await form.count(), 0);
  assert.ok(await focused());
  assert.equal(await list.locator(".finding.open").count(), 1);
  await opener.click();
  await form.getByRole("button", { name: "取消" }).click();
  assert.equal(await form.count(), 0);
  assert.ok(await focused());
  await page.keyboard.press("Escape");
  assert.equal(await list.locator(".finding.open").count(), 0);
  await page.close();
});

test("a finding that is open stays open when another is restored", async () => {
  const { page, list, end } = await start();
  const form = await dismiss(page, list, list.locator("[role=treeitem]").first(), "已核实无误");
  await form.getByRole("button", { name: "确定" }).click();
  await end.waitFor();
  const open = list.locator("[role=treeitem]").first();
  await open.locator(".finding-head").click();
  const message = await open.locator(".finding-message").innerText();
  await end.locator("summary").click();
  await end.getByRole("button", { name: "恢复" }).click();
  await end.waitFor({ state: "detached" });
  assert.equal(await list.locator(".finding.open .finding-message").innerText(), message);
  assert.ok(!(await list.locator("[role=treeitem]").first().evaluate((item) => item.classList.contains("open"))));
  await page.close();
});

test("a rule is switched off from a finding and on again in the settings", async () => {
  const { page, list, end, live } = await start();
  const before = await findings(page);
  const [rule] = before[0];
  await list.locator("[role=treeitem] .finding-head").first().click();
  await list.getByRole("button", { name: "停用或改级别…" }).click();
  assert.match(await list.locator("form").innerText(), /有 \d+ 项[^]*停用：不再列出/);
  await list.locator("form").getByRole("button", { name: "确定" }).click();
  await page.waitForFunction(() => document.querySelector("[aria-live=polite]").innerText.startsWith("已停用规则："));
  assert.deepEqual(await findings(page), before.filter(([other]) => other !== rule));
  assert.ok(await list.locator("[role=treeitem]").first().evaluate((item) => item === document.activeElement));
  await end.getByRole("button", { name: "查看" }).click();
  const dialog = page.getByRole("dialog", { name: "设置" });
  const off = dialog.getByTestId("rules-changed").locator("li");
  await off.first().waitFor();
  assert.equal(await off.count(), 1);
  assert.equal(await off.getAttribute("data-rule"), rule);
  await off.getByRole("button").click();
  await dialog.getByText("没有停用的规则").waitFor();
  // The button is gone; the focus stays in the dialog.
  assert.ok(await dialog.evaluate((dialog) => dialog.contains(document.activeElement)));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.waitForFunction((count) => document.querySelectorAll("[data-testid=findings] [role=treeitem]").length === count, before.length);
  assert.deepEqual(await findings(page), before);
  await page.close();
});

test("a rule that is off by default is switched on", async () => {
  const { page, list } = await start();
  const rules = async () => Number((await list.innerText()).match(/、(\d+) 条规则/)[1]);
  const before = await rules();
  const dialog = await settings(page);
  const first = dialog.getByTestId("rules-on-demand").locator("li").first();
  await first.getByRole("button", { name: /启用/ }).click();
  await first.getByRole("button", { name: /停用/ }).waitFor();
  await dialog.getByRole("button", { name: "关闭" }).click();
  await list.getByText(`、${before + 1} 条规则`).first().waitFor();
  assert.ok(await page.getByTestId("settings").evaluate((button) => button === document.activeElement));
  await page.close();
});

test("settings go out as a file and come in again; a wrong file is told", async () => {
  const { page, list, end } = await start();
  const before = await findings(page);
  const form = await dismiss(page, list, list.locator("[role=treeitem]").first(), "复制或转换造成");
  await form.getByRole("button", { name: "确定" }).click();
  await end.waitFor();
  await list.locator("[role=treeitem] .finding-head").first().click();
  await list.getByRole("button", { name: "停用或改级别…" }).click();
  await list.locator("form").getByRole("button", { name: "确定" }).click();
  await end.getByText("已停用 1 条规则").waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-live=polite]").innerText.startsWith("已停用规则："));
  const after = await findings(page);
  const dialog = await settings(page);
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "导出设置" }).click()]);
  assert.equal(download.suggestedFilename(), "年报校核设置.json");
  const text = readFileSync(await download.path(), "utf8");
  const value = JSON.parse(text);
  assert.deepEqual(Object.keys(value), ["rules", "dismissed"]);
  assert.deepEqual(Object.values(value.rules), [false]);
  assert.equal(value.dismissed[0].reason, "复制或转换造成");
  // As at first, taken back, and as at first again.
  const status = dialog.getByRole("status");
  await dialog.getByRole("button", { name: "恢复默认" }).click();
  await status.getByText("已恢复默认设置").waitFor();
  await dialog.getByText("没有停用的规则").waitFor();
  await status.getByRole("button", { name: "撤销" }).click();
  await dialog.getByTestId("rules-changed").waitFor();
  await dialog.getByRole("button", { name: "恢复默认" }).click();
  await dialog.getByText("没有停用的规则").waitFor();
  const give = (content) => dialog.getByLabel("选择设置文件").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(content) });
  for (const [content, expected] of [["{", /第 1 行/], ['{"rules": {"no-such-rule": true}}', /no-such-rule/], ["", /不是设置文件/], [Buffer.from([0xff, 0xfe, 0x00]), /不是设置文件/]]) {
    await give(content);
    await status.getByText(expected).waitFor();
    assert.ok(await dialog.getByText("没有停用的规则").isVisible());
  }
  await give("\ufeff" + text);
  await status.getByText("已导入：停用 1 条规则，忽略 1 项。").waitFor();
  await dialog.getByRole("button", { name: "关闭" }).click();
  await page.waitForFunction((count) => document.querySelectorAll("[role=treeitem]").length === count, after.length);
  assert.deepEqual(await findings(page), after);
  // Dismissals can be forgotten together.
  const again = await settings(page);
  await again.getByRole("button", { name: "清除" }).click();
  await again.getByText("已清除 1 项忽略").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction((count) => document.querySelectorAll("[role=treeitem]").length === count, after.length + 1);
  assert.ok(before.length > after.length);
  await page.close();
});

test("settings are taken over by a second window", async () => {
  const { page, list, end } = await start();
  const other = await open(browser.context, site.url);
  await paste(other.page, { "text/plain": FAULTY });
  await other.page.getByTestId("report").waitFor();
  const form = await dismiss(page, list, list.locator("[role=treeitem]").first(), "已核实无误");
  await form.getByRole("button", { name: "确定" }).click();
  await end.waitFor();
  await other.page.getByTestId("set-aside").getByText("已忽略 1 项").waitFor();
  await other.page.close();
  await page.close();
});

test("with the storage denied, settings hold until the page is closed, and the dialog says so", async () => {
  const own = await launch();
  try {
    await own.context.addInitScript(() => {
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
    });
    const { page, errors, list, end } = await start(FAULTY, own.context);
    const form = await dismiss(page, list, list.locator("[role=treeitem]").first(), "已核实无误");
    await form.getByRole("button", { name: "确定" }).click();
    await end.getByText("已忽略 1 项").waitFor();
    const dialog = await settings(page);
    assert.match(await dialog.getByTestId("unsaved").innerText(), /不允许本页保存设置/);
    assert.match(await dialog.innerText(), /记住了 1 项忽略/);
    await page.keyboard.press("Escape");
    await paste(page, { "text/plain": FAULTY.replace("稳步推进公开工作", "有序推进公开工作") });
    await page.getByText("有序推进公开工作").first().waitFor();
    assert.equal(await end.locator("summary").innerText(), "已忽略 1 项");
    assert.deepEqual(errors, []);
  } finally {
    await own.close();
  }
});

test("what the browser kept and can no longer be understood does no harm", async () => {
  const { page } = await start(null);
  for (const kept of ["{", "[]", '{"rules": {"gone-rule": false}, "dismissed": []}']) {
    await page.evaluate(([key, kept]) => localStorage.setItem(key, kept), [KEY, kept]);
    await page.reload();
    await page.getByTestId("sample-clean").click();
    await page.getByTestId("all-clear").waitFor();
    assert.equal(await page.getByTestId("set-aside").count(), 0);
  }
  await page.close();
});

test("nothing beneath a dialog is used by keys, paste or drop", async () => {
  const { page, list } = await start();
  const before = await findings(page);
  const dialog = await settings(page);
  await page.keyboard.press("F8");
  await page.keyboard.press("?");
  await paste(page, { "text/plain": "一、总体情况\n二、主动公开政府信息情况" });
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole("dialog").count(), 1);
  assert.equal(await list.locator(".finding.open").count(), 0);
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press("Tab");
    // (The browser's own frame may have the focus between the last and the first.)
    assert.ok(await dialog.evaluate((dialog) => dialog.contains(document.activeElement) || document.activeElement === document.body));
  }
  await page.keyboard.press("Escape");
  assert.deepEqual(await findings(page), before);
  await page.close();
});

test("a worker that was lost is replaced, and reads the report and last year's again", async () => {
  const own = await launch({ serviceWorkers: "block" });
  try {
    const page = await own.context.newPage();
    await page.clock.install();
    await page.goto(site.url);
    await page.getByTestId("sample-clean").waitFor();
    await paste(page, { "text/plain": readFileSync(join(FIXTURES, "layouts", "00-2021-pipe.txt"), "utf8") });
    await page.getByTestId("previous-input").setInputFiles(join(FIXTURES, "layouts", "16-2021-html.html"));
    await page.getByText("对照：2022年").waitFor();
    const list = page.getByTestId("findings");
    const before = await findings(page);
    await page.workers().find((worker) => worker.url().includes("worker_loader")).evaluate(() => self.close()).catch(() => {});
    const form = await dismiss(page, list, list.locator("[role=treeitem]").first(), "已核实无误");
    await form.getByRole("button", { name: "确定" }).click();
    await page.clock.runFor(31_000);
    // The new worker is asked once more, without a word to the user.
    await page.getByTestId("set-aside").getByText("已忽略 1 项").waitFor();
    await page.getByText("对照：2022年").waitFor();
    assert.deepEqual(await findings(page), before.slice(1));
  } finally {
    await own.close();
  }
});

test("a rule's findings are given another severity, from the finding and from the list of all rules", async () => {
  const { page, list, live } = await start();
  const first = list.locator("[role=treeitem]").first();
  const [rule, title] = [await first.getAttribute("data-rule"), (await first.locator(".finding-kind").innerText()).split(" ").pop()];
  const severities = () => list.locator(`[role=treeitem][data-rule=${rule}]`).evaluateAll((items) => items.map((item) => item.dataset.severity));
  assert.deepEqual([...new Set(await severities())], ["error"]);
  await first.locator(".finding-head").click();
  await list.getByRole("button", { name: "停用或改级别…" }).click();
  const form = list.getByRole("form", { name: "停用规则或改级别" });
  await form.getByLabel("一律列为提示").check();
  await form.getByRole("button", { name: "确定" }).click();
  await page.waitForFunction((rule) => document.querySelector(`[role=treeitem][data-rule=${rule}]`).dataset.severity === "info", rule);
  assert.equal(await live.innerText().then((text) => text.startsWith(`已把规则“${title}”的问题列为提示。`)), true, await live.innerText());
  const dialog = await settings(page);
  assert.match(await dialog.getByTestId("rules-changed").innerText(), new RegExp(`${title}[^]*提示[^]*恢复`));
  const all = dialog.getByTestId("rules-all");
  await all.locator("summary").click();
  await all.getByLabel("查找").waitFor();
  assert.equal(await all.locator("summary").innerText(), `逐条设置（${await all.locator("li").count()} 条规则）`);
  await all.getByLabel("查找").fill(title);
  const menu = all.getByRole("combobox", { name: `${title}：怎样核对` });
  assert.equal(await menu.locator("option:checked").innerText(), "提示");
  await menu.selectOption({ label: "警告" });
  await dialog.getByRole("status").first().getByText("列为警告").waitFor();
  assert.deepEqual(JSON.parse(await page.evaluate((key) => localStorage.getItem(key), KEY)).rules, { [rule]: "warning" });
  await dialog.getByRole("button", { name: "关闭" }).click();
  await page.waitForFunction((rule) => document.querySelector(`[role=treeitem][data-rule=${rule}]`)?.dataset.severity === "warning", rule);
  assert.deepEqual([...new Set(await severities())], ["warning"]);
  // The page that is opened anew knows it.
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
  await paste(page, { "text/plain": FAULTY });
  await page.getByTestId("report").waitFor();
  assert.deepEqual([...new Set(await severities())], ["warning"]);
  await page.close();
});

test("words of one's own and local requirements are written, refused with their line, kept and given as files", async () => {
  const { page, errors, list } = await start();
  const dialog = await settings(page);
  const status = dialog.getByRole("status").first();
  const words = dialog.locator(".own-lines").first();
  const field = words.getByRole("textbox", { name: "自己的用词清单" });
  await field.fill("稳步推进 扎实推进 按本单位习惯");
  await words.getByRole("button", { name: "保存" }).click();
  await status.getByText("已保存：用词 1 条。").waitFor();
  const local = dialog.locator(".own-lines").nth(1);
  const asked = local.getByRole("textbox", { name: "本地要求" });
  await asked.fill("名称 本省编制要求\n要写 六 收费");
  await local.getByRole("button", { name: "保存" }).click();
  await status.getByText("本地要求第 2 行").waitFor();
  // What was refused stands there, to be put right.
  assert.equal(await asked.inputValue(), "名称 本省编制要求\n要写 六 收费");
  await asked.fill("名称 本省编制要求\n必写 六 天文台");
  await local.getByRole("button", { name: "保存" }).click();
  await status.getByText("已保存：用词 1 条，本地要求 2 条。").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), local.getByRole("button", { name: "存为文件" }).click()]);
  assert.equal(download.suggestedFilename(), "本地要求.txt");
  assert.equal(readFileSync(await download.path(), "utf8"), "\ufeff名称 本省编制要求\n必写 六 天文台\n");
  // As an old editor of Windows writes it: GB 18030.
  const gbk = Buffer.from([0xce, 0xc8, 0xb2, 0xbd, 0xcd, 0xc6, 0xbd, 0xf8, 0x20, 0xce, 0xc8, 0xbd, 0xa1, 0xcd, 0xc6, 0xbd, 0xf8, 0x0d, 0x0a]);
  await words.getByLabel("从文件导入自己的用词清单").setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: gbk });
  await page.waitForFunction(() => document.querySelector(".own-lines textarea").value.startsWith("稳步推进 稳健推进"));
  await dialog.getByRole("button", { name: "关闭" }).click();
  await list.locator("[role=treeitem][data-rule=own-wording]", { hasText: "应写作“稳健推进”" }).first().waitFor();
  assert.match(await list.locator("[role=treeitem][data-rule=local-requirement]").innerText(), /“本省编制要求”要求“六、其他需要报告的事项”写到“天文台”，未见/);
  assert.deepEqual(errors, []);
  await page.close();
});
