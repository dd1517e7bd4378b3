// The workers that read files die or hang, alone and at the desk; what they and the worker that checks have taken of memory
// comes back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { report } from "./reports.mjs";
import { asked, FAULTY, findings, launch, paste, serve } from "./site.mjs";

const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));

/** A reader that is ready and fails over what it is asked. */
const FAILING = {
  throws: `postMessage("ready"); onmessage = () => { throw new Error("over"); };`,
  "never answers": `postMessage("ready"); onmessage = () => { fetch("./is-asked"); };`,
};
/** Each reader with two files that it reads, and one that the other does. */
const READERS = { office: ["writer.docx", "calc.xlsx", "print.pdf"], pdf: ["print.pdf", "writer.pdf", "writer.docx"] };

/** The page, whose first reader of this family fails so. */
async function opened(t, reader, how) {
  let left = 1;
  const site = await serve({ instead: (name) => (name === `${reader}_loader.js` && left-- > 0 ? FAILING[how] : undefined) });
  // The service worker would refuse the changed file.
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await site.close(); });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  // A message and an error that are under way when a worker is ended.
  await page.addInitScript(() => {
    const end = Worker.prototype.terminate;
    Worker.prototype.terminate = function () {
      end.call(this);
      this.dispatchEvent(new MessageEvent("message", { data: "ready" }));
      this.dispatchEvent(new Event("error"));
    };
  });
  if (how === "never answers") await page.clock.install();
  await page.goto(site.url);
  await page.getByTestId("sample-clean").waitFor();
  /** Its silence is hurried on, once it was asked. */
  const hurry = async () => {
    if (how !== "never answers") return;
    await asked(site, "is-asked");
    await page.clock.fastForward(31_000);
  };
  return { page, errors, hurry };
}

const running = (page) => page.workers().map((worker) => worker.url().split("/").pop()).sort();

for (const [reader, [first, second, other]] of Object.entries(READERS)) {
  for (const how of Object.keys(FAILING)) {
    test(`a reader (${reader}) that ${how} is told in a sentence, and the next file is read`, async (t) => {
      const { page, errors, hurry } = await opened(t, reader, how);
      const input = page.locator("#app input[type=file]").first();
      const sheet = page.getByTestId("report");
      const notice = page.locator("[role=alert]");
      await paste(page, { "text/plain": FAULTY });
      await sheet.waitFor();
      const before = await findings(page);
      await input.setInputFiles(join(FILES, first));
      await hurry();
      await notice.waitFor();
      assert.match(await notice.innerText(), /^核对时出了意外，已重新启动；请再试一次，若仍不行，请把全文粘贴为纯文本再核对。\s+知道了$/);
      // What was open stands there still, and the reader is gone.
      assert.match(await sheet.innerText(), /江湾街道办事处/);
      assert.deepEqual(await findings(page), before);
      assert.deepEqual(running(page), ["worker_loader.js"]);
      // One of the other kind, then the same again.
      for (const name of [other, first, second]) {
        await input.setInputFiles(join(FILES, name));
        await page.waitForFunction(() => /386/.test(document.querySelector("[data-testid=report]")?.innerText ?? ""));
        assert.match(await page.getByTestId("summary").innerText(), /表三 ✓ 平衡/, name);
        assert.equal(await notice.count(), 0, name);
        await page.locator(".brand").click();
        await sheet.waitFor({ state: "detached" });
      }
      assert.deepEqual(errors, []);
    });

    test(`at the desk a reader (${reader}) that ${how} costs one file`, async (t) => {
      const { page, errors, hurry } = await opened(t, reader, how);
      const file = (name) => ({ name, mimeType: "", buffer: readFileSync(join(FILES, name)) });
      const texts = Array.from({ length: 5 }, (_, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(report(at)) }));
      await page.locator("#app input[type=file]").first().setInputFiles([...texts, file(first), file(second), file(other)]);
      await page.getByTestId("reports").waitFor();
      await hurry();
      await page.getByTestId("running").waitFor({ state: "detached" });
      const rows = await page.getByTestId("reports").locator("tbody tr:not(.spacer)").allInnerTexts();
      assert.equal(rows.length, 8);
      const failed = rows.filter((row) => /核对时出了意外，已经跳过；请单独打开这一份再试，若仍不行，请把全文粘贴为纯文本再核对。/.test(row));
      assert.equal(failed.length, 1, rows.join("\n"));
      assert.match(await page.getByTestId("listed").innerText(), /已核对 8 份：.*读不出的 1 份/);
      // It is one that this reader was asked first.
      assert.ok([first, second].some((name) => failed[0].includes(name)), failed[0]);
      // Alone it is read.
      await page.locator(".filters select").first().selectOption("读不出的");
      await page.getByTestId("reports").locator("tbody tr:not(.spacer) button").first().click();
      await page.waitForFunction(() => /386/.test(document.querySelector("[data-testid=report]")?.innerText ?? ""));
      assert.deepEqual(errors, []);
    });
  }
}

test("the memory of a large text is given back when it is given up", async (t) => {
  const site = await serve();
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await site.close(); });
  const page = await context.newPage();
  const started = [];
  page.on("worker", (worker) => started.push(worker));
  await page.goto(site.url);
  await page.getByTestId("sample-clean").waitFor();
  const sheet = page.getByTestId("report");
  const until = (words) => page.waitForFunction((words) => document.querySelector("[data-testid=report]")?.innerText.includes(words), words);
  // Ten million bytes that are soon read.
  const large = () => paste(page, { "text/html": [["<p>白石镇人民政府2023年政府信息公开工作年度报告</p><p title=\"", 1], ["长", 3_500_000], ["\">一、总体情况</p>", 1]] });
  const one = async (count, what) => {
    // The one before may be ended a moment later.
    while (page.workers().length > 1) await new Promise((later) => setTimeout(later, 50));
    assert.equal(started.length, count, what);
    assert.ok(started.every((worker) => worker.url().endsWith("/worker_loader.js")), what);
    // Of all that were started the last one is left.
    assert.deepEqual(page.workers(), started.slice(-1), what);
  };
  await paste(page, { "text/plain": FAULTY });
  await until("江湾街道办事处");
  await one(1, "a report");
  await large();
  await until("白石镇人民政府");
  await one(1, "a large one");
  await paste(page, { "text/plain": FAULTY });
  await until("江湾街道办事处");
  await one(2, "a small one after it");
  await paste(page, { "text/plain": FAULTY.replaceAll("江湾", "青山") });
  await until("青山街道办事处");
  await one(2, "another small one");
  // On the way back to the start, too.
  await large();
  await until("白石镇人民政府");
  await page.locator(".brand").click();
  await sheet.waitFor({ state: "detached" });
  await page.getByTestId("sample-faulty").click();
  await sheet.waitFor();
  await one(3, "the start page after a large one");
});
