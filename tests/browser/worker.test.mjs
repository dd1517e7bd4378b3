// The worker that checks dies or hangs: over a rule, which the page names and goes on without, or over the text itself; what
// was written is kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { asked, findings, FIXTURES, inField, launch, paste, serve } from "./site.mjs";
import { report as reportOf } from "./reports.mjs";
import { choose } from "./taken.mjs";

const CLEAN = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
const FAULTY = CLEAN.replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9").replace("一、总体情况\n", "一、总体情况\n畅通渠道，驾起了桥梁。\n");
const RULE = "phrase-misspelt";
const IS_OVER = "is-over";

/** Stands before the worker's program: as soon as it has to do with RULE, unless it was told to leave that out, it dies or
 * says no more; then it asks the site for IS_OVER. What it says of a rule before that rule runs still goes out. */
const failing = (how) => `{
  const post = self.postMessage.bind(self);
  const names = (bytes) => new TextDecoder("latin1").decode(bytes).includes("${RULE}");
  let isLeftOut = false, isOver = false;
  addEventListener("message", ({ data }) => { isLeftOut = names(data); });
  self.postMessage = (message) => {
    if (isOver) return;
    isOver = typeof message !== "string" && !isLeftOut && names(message);
    if (!isOver || message.length < 100) post(message);
    if (isOver) fetch("./${IS_OVER}");
    if (isOver && ${JSON.stringify(how)} === "dies") setTimeout(() => { throw new Error("over"); });
  };
}
`;

/** The same over every text with these words, before any rule runs. */
const WORDS = "读不下去";
const failingOver = (how) => `{
  addEventListener("message", (event) => {
    if (!new TextDecoder().decode(event.data).includes(${JSON.stringify(WORDS)})) return;
    event.stopImmediatePropagation();
    fetch("./${IS_OVER}");
    if (${JSON.stringify(how)} === "dies") setTimeout(() => { throw new Error("over"); });
  });
}
`;

/** The page, whose worker fails so over RULE, or over WORDS. */
async function opened(t, how, over = failing) {
  const before = over(how);
  const site = await serve({ instead: (name, file) => (name === "worker_loader.js" ? before + readFileSync(file, "utf8") : undefined) });
  // The service worker would refuse the changed file.
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await site.close(); });
  const page = await context.newPage();
  if (how === "hangs") await page.clock.install();
  await page.goto(site.url);
  await page.getByTestId("sample-clean").waitFor();
  return { page, site };
}

async function goesOnWithout(page) {
  assert.match(await page.getByTestId("rule-failed").innerText(), /^规则“.+（W-\d+）”没有运行完，已跳过$/);
  const rules = (await findings(page)).map(([rule]) => rule);
  assert.ok(rules.length > 0 && !rules.includes(RULE), String(rules));
  assert.match(await page.getByTestId("report").innerText(), /驾起了桥梁/);
}

test("it dies over a rule", async (t) => {
  const { page } = await opened(t, "dies");
  await paste(page, { "text/plain": FAULTY });
  await page.getByTestId("rule-failed").waitFor();
  await goesOnWithout(page);
  // Changes are checked without it, too; another report is asked for all rules again.
  await page.locator("table.requests td").first().focus();
  await page.keyboard.press("Enter");
  await inField(page);
  await page.keyboard.type("777");
  await page.keyboard.press("Tab");
  await page.getByTestId("changed").waitFor();
  await page.getByTestId("findings").locator(".finding-message", { hasText: "现填 777" }).first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByTestId("rule-failed").count(), 1);
  page.on("dialog", (dialog) => dialog.accept());
  await paste(page, { "text/plain": CLEAN });
  await page.getByTestId("all-clear").waitFor();
  assert.equal(await page.getByTestId("rule-failed").count(), 0);
});

test("it hangs in a rule", async (t) => {
  const { page, site } = await opened(t, "hangs");
  await paste(page, { "text/plain": FAULTY });
  // Only silence is hurried on: that of one that says nothing, then that of one that names its rules.
  for (const [before, patience] of [31_000, 11_000].entries()) {
    await asked(site, IS_OVER, before + 1);
    await page.clock.fastForward(patience);
  }
  await page.getByTestId("rule-failed").waitFor();
  await goesOnWithout(page);
});

test("it dies over what was written", async (t) => {
  const { page } = await opened(t, "dies", failingOver);
  await paste(page, { "text/plain": FAULTY });
  const item = page.getByTestId("findings").locator(`[data-rule=${RULE}]`);
  await item.locator(".finding-head").click();
  const report = page.getByTestId("report");
  const write = async () => {
    await report.locator("p", { hasText: "了桥梁" }).dblclick();
    await inField(page);
    await page.keyboard.press("Home");
    await page.keyboard.insertText(WORDS);
    await page.keyboard.press("Escape");
  };
  await write();
  const notice = page.locator("[role=alert]");
  await notice.waitFor();
  assert.match(await notice.innerText(), /核对时出了意外/);
  assert.match(await report.innerText(), new RegExp(`${WORDS}畅通渠道，驾起了桥梁。`));
  await notice.getByRole("button").click();
  // What was found in the text before is not mended in the text as it is now.
  await page.getByTestId("make-fix").click();
  assert.match(await notice.innerText(), /最近的修改没能核对/);
  assert.match(await report.innerText(), new RegExp(`${WORDS}畅通渠道，驾起了桥梁。`));
  await page.getByTestId("undo").click();
  await page.getByTestId("make-fix").click();
  await report.getByText("畅通渠道，架起了桥梁。").waitFor();
  // It is taken home nevertheless, or that is told; nothing waits for good.
  await page.getByTestId("undo").click();
  await item.waitFor();
  await write();
  await notice.filter({ hasText: "核对时出了意外" }).waitFor();
  await choose(page, "问题清单 CSV");
  await notice.filter({ hasText: "没有导出" }).waitFor();
});

for (const how of ["dies", "hangs"]) {
  test(`at the desk a report over which it ${how} costs that one alone`, async (t) => {
    const { page, site } = await opened(t, how, failingOver);
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    const text = (at) => reportOf(at, { change: (text) => (at === 3 ? `${text}\n${WORDS}\n` : text) });
    const files = Array.from({ length: 8 }, (_, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(text(at)) }));
    await page.locator("#app input[type=file]").first().setInputFiles(files);
    await page.getByTestId("reports").waitFor();
    if (how === "hangs") {
      await asked(site, IS_OVER);
      await page.clock.fastForward(31_000);
    }
    await page.getByTestId("running").waitFor({ state: "detached" });
    assert.match(await page.getByTestId("listed").innerText(), /已核对 8 份：.*读不出的 1 份/);
    const rows = await page.getByTestId("reports").locator("tbody tr:not(.spacer)").allInnerTexts();
    const failed = rows.filter((row) => row.includes("核对时出了意外，已经跳过"));
    assert.equal(failed.length, 1, rows.join("\n"));
    assert.match(failed[0], /3\.txt/);
    assert.deepEqual(errors, []);
  });
}
