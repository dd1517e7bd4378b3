// A first visit: words before programs, nothing heavy before it is needed, nothing twice.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FIRST_LOAD } from "../../tools/first-load.mjs";
import { SLOW, line } from "./line.mjs";
import { report } from "./reports.mjs";
import { DIST, launch, open, serve, test } from "./site.mjs";
import { visit } from "./visit.mjs";

const FILES = join(import.meta.dirname, "..", "fixtures", "files");
/** What a browser asks for by itself: icons of the tab and of the application. */
const ICONS = /^(?:icon.*|manifest\.webmanifest)$/;
const built = readdirSync(DIST);
const until = async (condition) => { while (!condition()) await new Promise((done) => setTimeout(done, 50)); };

test("what the page is for stands there before any wasm has come", async (t) => {
  let release;
  const held = new Promise((done) => { release = done; });
  const site = await serve({ instead: (name) => (name.endsWith(".wasm") ? held : undefined) });
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { release(); await close(); await site.close(); });
  const page = await context.newPage();
  await page.goto(site.url, { waitUntil: "commit" });
  const heading = page.getByRole("heading", { name: "把年报粘贴到这里" });
  await heading.waitFor();
  assert.ok(await page.getByText("全部在本机浏览器中完成，不上传任何内容").isVisible());
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
  // It is drawn as it will stay: with its styles, and nothing jumps when the program takes over.
  const height = () => heading.evaluate((element) => element.getBoundingClientRect().top);
  const before = await height();
  assert.ok(site.requests.some((path) => path.endsWith("_bg.wasm")));
  assert.equal(site.answers.filter(({ name }) => name.endsWith(".wasm")).length, 0);
  release();
  await page.getByTestId("sample-clean").waitFor();
  const [paint, wasm] = await page.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0].startTime,
    performance.getEntriesByType("resource").find(({ name }) => name.endsWith("_bg.wasm")).responseEnd,
  ]);
  assert.ok(paint < wasm, `painted at ${paint}, the wasm came at ${wasm}`);
  assert.ok(Math.abs((await height()) - before) < 3, `the heading stood at ${before}, then at ${await height()}`);
});

test("checker and fonts are warm before the first report comes", async (t) => {
  const site = await serve();
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await site.close(); });
  const { page, errors } = await open(context, site.url);
  // Unseen and unheard, and gone with the start view.
  const fonts = page.locator(".fonts");
  await fonts.waitFor({ state: "attached" });
  assert.equal(await fonts.isVisible(), false);
  assert.equal(await fonts.getAttribute("aria-hidden"), "true");
  const [checker] = page.workers();
  const isWarm = () => checker.evaluate(() => performance.getEntriesByName("nianbao.warm").length === 1);
  for (let patience = 600; !(await isWarm()); patience -= 1) {
    assert.ok(patience > 0, "the checker was not warmed up");
    await new Promise((done) => setTimeout(done, 50));
  }
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  assert.equal(await fonts.count(), 0);
  assert.deepEqual(errors, []);
});

test("what is heavy is fetched when it is needed, and each file once", async (t) => {
  const site = await serve({ asHost: true });
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await site.close(); });
  const { page, errors } = await open(context, site.url);
  const shown = page.getByTestId("report");
  let seen = 0;
  /** The files fetched since this was asked last. */
  const fetched = () => site.answers.slice(seen, (seen = site.answers.length)).map(({ name }) => name).filter((name) => !ICONS.test(name)).sort();
  const family = (name) => built.filter((file) => file.startsWith(`${name}_`) || file === `${name}.js` || file === `${name}.css`).sort();

  await page.getByTestId("sample-faulty").click();
  await shown.waitFor();
  assert.deepEqual(fetched(), built.filter((name) => FIRST_LOAD.test(name)).sort());
  // Not even asked for twice, as what is preloaded and then not found would be.
  const asked = site.requests.map((path) => path.split("/").pop() || "index.html").filter((name) => FIRST_LOAD.test(name));
  assert.deepEqual(asked.filter((name, at) => asked.indexOf(name) < at), []);

  await page.setInputFiles("input[type=file]", join(FILES, "writer.docx"));
  await page.waitForFunction(() => document.querySelector("[data-testid=report] h1")?.innerText.includes("江湾"));
  assert.deepEqual(fetched(), family("office"));

  await page.setInputFiles("input[type=file]", join(FILES, "print-plain.pdf"));
  await page.waitForFunction(() => performance.getEntriesByName("nianbao.render").length === 3);
  assert.deepEqual(fetched(), family("pdf"));

  const many = Array.from({ length: 6 }, (_, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(report(at)) }));
  await page.setInputFiles("input[type=file]", many);
  await page.getByText(/已核对 6 份/).first().waitFor();
  await until(() => site.answers.some(({ name }) => name === "export_bg.wasm"));
  // The desk compares reports in the worker that writes.
  assert.deepEqual(fetched(), [...family("desk"), ...family("export")]);
  assert.deepEqual(errors, []);
});

test("what is kept for the time without a network is not fetched a second time", async (t) => {
  const site = await serve({ asHost: true });
  const { context, close } = await launch();
  t.after(async () => { await close(); await site.close(); });
  const { page } = await open(context, site.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const names = site.answers.map(({ name }) => name).sort();
  assert.deepEqual(names, built.filter((name) => !["nianbao.html", "SHA256SUMS", "bill-of-materials.cdx.json"].includes(name)).sort());
});

test("over a slow line the first report waits for nothing that it does not need", async (t) => {
  const { paint, wasm, usable, report, bytes, site, close } = await visit(line(SLOW));
  t.after(close);
  assert.ok(paint < wasm, `painted at ${paint}, the wasm came at ${wasm}`);
  const later = (name) => !FIRST_LOAD.test(name) && !ICONS.test(name) && name !== "sw.js";
  await until(() => site.answers.some(({ name }) => later(name)));
  const order = site.answers.map(({ name }) => name);
  assert.deepEqual(order.slice(0, order.findIndex(later)).filter((name) => FIRST_LOAD.test(name)).sort(), built.filter((name) => FIRST_LOAD.test(name)).sort());
  const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
  t.diagnostic(`${SLOW.bits / 1_000_000} Mbit/s, ${SLOW.delay} ms: painted after ${seconds(paint)}, usable after ${seconds(usable)}, a report checked after ${seconds(report)}; ${Math.round(bytes / 1000)} KB by then`);
});
