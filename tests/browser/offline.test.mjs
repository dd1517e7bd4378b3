// The page without its server, and the worker when it fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, open, paste, serve } from "./site.mjs";

test("works with the server gone after the first load", async (t) => {
  const site = await serve();
  const { context, close } = await launch();
  t.after(close);
  const { page } = await open(context, site.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  });
  // What is kept is what was built: the wasm of page and worker among it.
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const keys = await (await caches.open(names[0])).keys();
    return { names, files: keys.map((request) => new URL(request.url).pathname.split("/").pop()) };
  });
  assert.equal(kept.names.length, 1);
  for (const pattern of [/^$/, /^page-\w+_bg\.wasm$/, /^page-\w+\.js$/, /^page-\w+\.css$/, /^worker_bg\.wasm$/, /^worker\.js$/, /^worker_loader\.js$/, /^boot\.js$/]) {
    assert.ok(kept.files.some((file) => pattern.test(file)), `${pattern} in ${kept.files}`);
  }
  await site.close();
  await page.reload();
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  assert.ok((await page.getByTestId("findings").locator("[role=treeitem]").count()) > 5);
});

test("a worker that cannot be had is told in one sentence", async (t) => {
  const site = await serve();
  const { context, close } = await launch({ serviceWorkers: "block" });
  t.after(async () => { await close(); await site.close(); });
  await context.route("**/worker_bg.wasm", (route) => route.abort());
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(site.url);
  await page.getByTestId("sample-clean").waitFor();
  await paste(page, { "text/plain": "一、总体情况" });
  await page.getByText("正在读取和核对").waitFor();
  await page.clock.fastForward(21_000);
  const notice = page.locator("[role=alert]");
  await notice.waitFor();
  assert.match(await notice.innerText(), /重新启动[\s\S]*再试一次/);
});
