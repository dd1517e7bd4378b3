// The worker that checks dies or hangs over a rule: the page names the rule, goes on without it, and keeps the text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findings, FIXTURES, inField, launch, paste, serve } from "./site.mjs";

const CLEAN = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
const FAULTY = CLEAN.replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9").replace("一、总体情况\n", "一、总体情况\n畅通渠道，驾起了桥梁。\n");
const RULE = "phrase-misspelt";

/** Stands before the worker's program: as soon as it has to do with RULE, unless it was told to leave that out, it dies or
 * says no more. What it says of a rule before that rule runs still goes out. */
const failing = (how) => `{
  const post = self.postMessage.bind(self);
  const names = (bytes) => new TextDecoder("latin1").decode(bytes).includes("${RULE}");
  let isLeftOut = false, isOver = false;
  addEventListener("message", ({ data }) => { isLeftOut = names(data); });
  self.postMessage = (message) => {
    if (isOver) return;
    isOver = typeof message !== "string" && !isLeftOut && names(message);
    self.isOver = isOver;
    if (!isOver || message.length < 100) post(message);
    if (isOver && ${JSON.stringify(how)} === "dies") setTimeout(() => { throw new Error("over"); });
  };
}
`;

async function opened(t, how) {
  const site = await serve({ instead: (name, file) => (name === "worker_loader.js" ? failing(how) + readFileSync(file, "utf8") : undefined) });
  // The service worker would refuse the changed file.
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await site.close(); });
  const page = await context.newPage();
  if (how === "hangs") await page.clock.install();
  await page.goto(site.url);
  await page.getByTestId("sample-clean").waitFor();
  return page;
}

async function goesOnWithout(page) {
  assert.match(await page.getByTestId("rule-failed").innerText(), /^规则“.+（W-\d+）”没有运行完，已跳过$/);
  const rules = (await findings(page)).map(([rule]) => rule);
  assert.ok(rules.length > 0 && !rules.includes(RULE), String(rules));
  assert.match(await page.getByTestId("report").innerText(), /驾起了桥梁/);
}

test("it dies over a rule", async (t) => {
  const page = await opened(t, "dies");
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
  const page = await opened(t, "hangs");
  await paste(page, { "text/plain": FAULTY });
  const over = new Set();
  const hung = async () => {
    for (const worker of page.workers()) {
      if (!over.has(worker) && (await worker.evaluate(() => self.isOver === true).catch(() => false))) return over.add(worker);
    }
    return undefined;
  };
  // Only silence is hurried on: that of one that says nothing, then that of one that names its rules.
  for (const patience of [31_000, 11_000]) {
    while (!(await hung())) await new Promise((later) => setTimeout(later, 50));
    await page.clock.fastForward(patience);
  }
  await page.getByTestId("rule-failed").waitFor();
  await goesOnWithout(page);
});
