// How long the page is busy at a stretch while two hundred reports are read: by itself, when no other browser is at work.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drop, name, report, wrong } from "./reports.mjs";
import { launch, open, serve } from "./site.mjs";

const TRIES = 4;

test("two hundred files come, and no task on the main thread takes over 50 ms", async (t) => {
  const site = await serve();
  const browser = await launch();
  t.after(async () => { await browser.close(); await site.close(); });
  const files = Array.from({ length: 200 }, (_, at) => ({ name: `${at}-${name(at)}.txt`, buffer: Buffer.from(report(at, { change: at % 20 === 0 ? wrong : (text) => text })) }));
  const seen = [];
  // Another program may take the processor from a short task, but none makes a long one short: one quiet run tells.
  for (let tries = 0; tries < TRIES; tries++) {
    const { page, errors } = await open(browser.context, site.url);
    await page.evaluate(() => {
      window.long = [];
      new PerformanceObserver((list) => window.long.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ entryTypes: ["longtask"] });
    });
    await drop(page, files);
    // Making the files up is the test's own work.
    await page.evaluate(() => { window.long.length = 0; });
    await page.getByTestId("running").waitFor();
    await page.getByTestId("running").waitFor({ state: "detached", timeout: 120_000 });
    assert.match(await page.getByTestId("listed").innerText(), /已核对 200 份/);
    const long = await page.evaluate(() => window.long);
    seen.push(long.length === 0 ? "none" : long.join(", "));
    assert.deepEqual(errors, []);
    await page.close();
    if (long.length === 0) break;
  }
  t.diagnostic(`tasks over 50 ms on the main thread: ${seen.join("; ")}`);
  assert.equal(seen.at(-1), "none", `in every run there were long tasks: ${seen.join("; ")}`);
});
