// What the browser keeps, when that goes wrong: the page's own files half lost, a full disk, storage that is denied.
import assert from "node:assert/strict";
import { FAULTY, open, own, test, works } from "./site.mjs";
import { isKept, settled, site } from "./versions.mjs";

/** Loses what is kept of these files, or all of it. */
const lose = (page, ...names) =>
  page.evaluate(async (names) => {
    for (const kept of await caches.keys()) {
      if (names.length === 0) await caches.delete(kept);
      const cache = await caches.open(kept);
      for (const name of names) if (!(await cache.delete(`./${name}`))) throw new Error(name);
    }
  }, names);
const count = (page) => page.evaluate(async () => Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length)));
const again = async (page) => { await page.reload(); await page.getByTestId("sample-clean").waitFor(); };

for (const [what, names] of [["half lost", ["worker.js", "worker_bg.wasm", "pdf.js", "colours.css"]], ["lost", []]]) {
  test(`files that were ${what} are fetched again, and then nothing is needed from the server`, async (t) => {
    const { served, page, errors } = await site(t);
    const before = await count(page);
    assert.ok(before.length === 1 && before[0] > 30, String(before));
    await lose(page, ...names);
    await again(page);
    assert.deepEqual(await count(page), before);
    await served.close();
    await again(page);
    await works(page);
    assert.deepEqual(errors, []);
  });
}

test("files that were lost are never made up for by those of another version", async (t) => {
  const { state, page, versions } = await site(t);
  await lose(page, "worker.js", "register.js");
  state.version = "B";
  // In the tab that is open they are not to be had.
  assert.equal(await page.evaluate(() => fetch("./worker.js").then(() => "fetched", () => "refused")), "refused");
  assert.equal(await page.evaluate(() => fetch("./boot.js").then((answer) => answer.text())).then((text) => text.slice(-12)), "version A */");
  // The page that is loaded anew is the other version, whole, and kept again.
  await again(page);
  assert.equal(await versions(page), "BBBBB");
  await works(page);
  await isKept(page);
  await again(page);
  assert.equal((await count(page)).length, 1);
  assert.equal(await versions(page), "BBBBB");
});

test("without the server the page works with what is left", async (t) => {
  const { served, page } = await site(t);
  await lose(page, "pdf.js", "rules.html");
  await served.close();
  await again(page);
  await works(page);
});

test("a version of which the server has only a part does not come", async (t) => {
  const { state, page, update, versions } = await site(t);
  Object.assign(state, { version: "B", late: "worker.js" });
  const isFound = page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await new Promise((done) => registration.addEventListener("updatefound", done, { once: true }));
    while (registration.installing) await new Promise((done) => setTimeout(done, 20));
    return Boolean(registration.waiting);
  });
  await update();
  assert.equal(await isFound, false);
  await again(page);
  assert.equal(await versions(page), "AAAAA");
  assert.equal(await page.getByTestId("update").count(), 0);
  // When all of it is there it does.
  state.late = undefined;
  await update();
  await page.getByTestId("update").getByRole("button").click();
  await page.getByTestId("update").waitFor({ state: "detached" });
  await page.getByTestId("sample-clean").waitFor();
  assert.equal(await versions(page), "BBBBB");
});

test("where the kept files cannot be read the server's are taken", async (t) => {
  const extra = `
    const openCache = caches.open.bind(caches);
    let isBroken = false;
    caches.open = (name) => (isBroken ? Promise.reject(new Error("broken")) : openCache(name));
    addEventListener("message", (event) => { if (event.data === "break") { isBroken = true; event.source.postMessage("broken"); } });
  `;
  const { page, versions } = await site(t, { extra });
  await page.evaluate(() => new Promise((done) => {
    navigator.serviceWorker.addEventListener("message", done);
    navigator.serviceWorker.controller.postMessage("break");
  }));
  assert.equal(await versions(page), "AAAAA");
  await again(page);
  await works(page);
});

test("with a full disk the page works and is just not kept", async (t) => {
  const prepare = async (context, url) => {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send("Storage.overrideQuotaForOrigin", { origin: new URL(url).origin, quotaSize: 100_000 });
  };
  const { page, errors } = await site(t, { prepare, isKeeping: false });
  // It may have failed already when the registration is at hand: then no worker is left in it.
  const left = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register("./sw.js");
    while (registration.installing) await new Promise((done) => setTimeout(done, 20));
    return Boolean(registration.waiting ?? registration.active);
  });
  assert.equal(left, false);
  assert.equal(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), false);
  await works(page);
  await again(page);
  await works(page);
  assert.deepEqual(errors, []);
});

test("a new version that finds the disk full does not come, and the one before goes on", async (t) => {
  const { state, served, context, page, update, versions } = await site(t);
  const client = await context.newCDPSession(page);
  await client.send("Storage.overrideQuotaForOrigin", { origin: new URL(served.url).origin, quotaSize: 100_000 });
  state.version = "B";
  await update();
  await settled(page);
  assert.equal(await page.getByTestId("update").count(), 0);
  await again(page);
  assert.equal(await versions(page), "AAAAA");
  await served.close();
  await again(page);
  await works(page);
});

test("where the browser has no room for a report that is changed the page says so and keeps the change in sight", async (t) => {
  const { site: served, context } = await own(t);
  const { page, errors } = await open(context, served.url);
  await page.evaluate(() => {
    // To the last character.
    let piece = "x".repeat(1 << 20);
    for (let at = 0; piece.length > 0; at += 1) {
      try { localStorage.setItem(`full-${at}`, piece); } catch { piece = piece.slice(piece.length >> 1 || 1); }
    }
  });
  await works(page);
  await page.getByTestId("keep-question").getByRole("button", { name: "保存", exact: true }).click();
  const notice = page.locator("[role=alert]");
  await notice.waitFor();
  assert.match(await notice.innerText(), /浏览器里放不下这份报告了，修改没有保存；请先导出/);
  assert.match(await page.getByTestId("report").innerText(), /架起了桥梁/);
  await notice.getByRole("button").click();
  // It is not left without a question.
  const asked = [];
  page.on("dialog", (dialog) => { asked.push(dialog.message()); return dialog.dismiss(); });
  await page.locator(".brand").click();
  assert.match(asked.join(), /^这份报告的修改还没有导出/);
  // With room again the next change is kept.
  await page.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith("full-")) localStorage.removeItem(key); });
  const report = page.getByTestId("report");
  await report.locator("p", { hasText: "架起了桥梁" }).dblclick();
  await report.locator("textarea").fill("畅通渠道，架起了新的桥梁。");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("nianbao.draft.")));
  await page.locator(".brand").click();
  await page.getByTestId("drafts").waitFor();
  assert.equal(asked.length, 1);
  assert.deepEqual(errors, []);
});

test("with all storage denied the page works, asks nothing about keeping, and nothing fails", async (t) => {
  const { site: served, context } = await own(t);
  // As browsers do where cookies are blocked.
  await context.addInitScript(() => {
    const denied = () => { throw new DOMException("The operation is insecure.", "SecurityError"); };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) Object.defineProperty(window, name, { get: denied });
    // (Firefox runs this in the empty page before, too, which has none.)
    if (navigator.serviceWorker) navigator.serviceWorker.register = async () => denied();
  });
  const { page, errors } = await open(context, served.url);
  await works(page);
  assert.equal(await page.getByTestId("keep-question").count(), 0);
  // Many reports, too.
  await page.locator("#app input[type=file]").first().setInputFiles(Array.from({ length: 6 }, (_, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(FAULTY) })));
  await page.getByTestId("reports").locator("tbody tr:not(.spacer)").nth(5).waitFor();
  await page.getByTestId("running").waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
});
