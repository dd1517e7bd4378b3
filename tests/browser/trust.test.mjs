// The page's policy, tested by attempts: what somebody who had got into the page would try is refused, and nothing
// arrives elsewhere.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ATTEMPTS } from "./attempts.mjs";
import { elsewhere, listen } from "./canary.mjs";
import { launch, serve } from "./site.mjs";
import { site } from "./versions.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

let browser, other, stick;
before(async () => {
  other = await elsewhere();
  stick = mkdtempSync(join(tmpdir(), "nianbao stick "));
  copyFileSync(join(DIST, "nianbao.html"), join(stick, "nianbao.html"));
  browser = await launch({ serviceWorkers: "block" });
  await listen(browser.context);
});
after(async () => { await browser.close(); await other.close(); rmSync(stick, { recursive: true, force: true }); });

const arrived = (name) => other.heard.includes(`/${name}`);

/** Makes every attempt in `page`; what refused each of them. */
async function attempt(page) {
  const refused = {};
  for (const [name, { run }] of Object.entries(ATTEMPTS)) {
    await page.evaluate(() => { window.violations = []; });
    // Trusted Types refuse by throwing, too.
    await page.evaluate(run, { elsewhere: other.url, name }).catch(() => {});
    await page.waitForFunction(() => window.violations.length > 0, null, { timeout: 5_000 }).catch(() => assert.fail(`${name} was not refused`));
    // Where one attempt breaks several rules, all are told.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
    refused[name] = await page.evaluate(() => window.violations);
  }
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(() => window.ran), []);
  assert.deepEqual(other.heard, []);
  return refused;
}

/** Holds that each attempt was refused by its directive. */
function holds(refused, typed) {
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    const directive = typed && attempt.typed ? "require-trusted-types-for" : attempt.refused;
    assert.ok(refused[name].includes(directive), `${name}: ${directive} among ${refused[name]}`);
  }
}

test("without a policy every attempt succeeds", async () => {
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>x</title><body>"));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    for (const [name, { run }] of Object.entries(ATTEMPTS)) {
      // In a page of its own: what the one before still loads must not get in the way.
      const page = await browser.context.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      await page.evaluate(run, { elsewhere: other.url, name });
      // It makes itself known in the page or elsewhere.
      const succeeded = async () => arrived(name) || (await page.evaluate((name) => window.ran.includes(name), name).catch(() => false));
      for (let patience = 1_000; !(await succeeded()); patience -= 1) {
        assert.ok(patience > 0, `${name} does not even succeed without a policy`);
        await new Promise((done) => setTimeout(done, 20));
      }
      // Chromium forgets to close a page that is just being led elsewhere.
      if (name === "form") await page.waitForURL(`${other.url}/form`);
      await page.close();
    }
  } finally {
    server.closeAllConnections();
    server.close();
    other.heard.length = 0;
  }
});

for (const name of ["", "help.html", "rules.html"]) {
  test(`nothing gets into or out of ${name || "the page"}`, async () => {
    const site = await serve();
    const page = await browser.context.newPage();
    await page.goto(site.url + name);
    if (name === "") await page.getByTestId("sample-clean").waitFor();
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    holds(await attempt(page), true);
    await page.close();
    await site.close();
  });

  test(`nor where a browser has no Trusted Types: ${name || "the page"}`, async () => {
    const site = await serve({
      instead: (file, path) => (file === (name || "index.html") ? readFileSync(path, "utf8").replace(/; require-trusted-types-for 'script'; trusted-types [^;"]+/, "") : undefined),
    });
    const page = await browser.context.newPage();
    await page.goto(site.url + name);
    if (name === "") await page.getByTestId("sample-clean").waitFor();
    holds(await attempt(page), false);
    await page.close();
    await site.close();
  });
}

test("nor with the edition in one file and its help", async () => {
  const page = await browser.context.newPage();
  await page.goto(pathToFileURL(join(stick, "nianbao.html")).href);
  await page.getByTestId("sample-clean").waitFor();
  const opened = browser.context.waitForEvent("page");
  await page.getByRole("link", { name: /怎样用/ }).click();
  const help = await opened;
  await help.locator("h1").waitFor();
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  holds(await attempt(page), true);
  holds(await attempt(help), true);
  // Its workers are under its policy, too.
  const told = page.evaluate((elsewhere) => new Promise((done) => {
    const listens = `addEventListener("securitypolicyviolation", ({ effectiveDirective }) => postMessage(effectiveDirective));`;
    new Served(single.script(`${listens} fetch("${elsewhere}/worker").catch(() => {});`)).onmessage = (event) => done(event.data);
  }), other.url);
  assert.equal(await told, "connect-src");
  assert.deepEqual(other.heard, []);
  await help.close();
  await page.close();
});

test("workers that come from the service worker ask nobody else, either", async (t) => {
  // What a worker does that was got into: it says what became of it.
  const more = `; (() => {
    const told = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => told.push(effectiveDirective));
    const line = new BroadcastChannel("attempt");
    Promise.allSettled([fetch("${other.url}/fetch"), import("${other.url}/import")]).then(() => {
      try { importScripts("${other.url}/script"); } catch { }
      try { eval("told.push('eval')"); } catch { }
      setTimeout(() => line.postMessage(told), 200);
    });
  })();`;
  const { page } = await site(t, { more });
  other.heard.length = 0;
  const told = page.evaluate(() => new Promise((done) => {
    new BroadcastChannel("attempt").onmessage = (event) => done(event.data);
    new Worker("./worker_loader.js");
  }));
  assert.deepEqual([...new Set(await told)].sort(), ["connect-src", "script-src", "script-src-elem"]);
  assert.deepEqual(other.heard, []);
  // And the worker works.
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
});

test("with the headers that docs/security.md names all works, and workers have the policy from the first visit on", async () => {
  const documented = readFileSync(fileURLToPath(new URL("../../docs/security.md", import.meta.url)), "utf8");
  const headers = {};
  for (const [, name, value] of documented.matchAll(/^([A-Z][\w-]+): (.+)$/gm)) (headers[name] ??= []).push(value);
  assert.equal(headers["Content-Security-Policy"].length, 2);
  const hostile = `fetch("${other.url}/worker").then(() => postMessage("fetched"), () => postMessage("refused"));`;
  const site = await serve({ headers, instead: (name) => (name === "export_loader.js" ? hostile : undefined) });
  const page = await browser.context.newPage();
  await page.goto(site.url);
  await page.getByTestId("sample-clean").waitFor();
  for (const file of ["writer.docx", "writer.pdf"]) {
    await page.setInputFiles("input[type=file]", fileURLToPath(new URL(`../fixtures/files/${file}`, import.meta.url)));
    await page.getByTestId("report").waitFor();
    await page.getByRole("button", { name: "年报校核" }).click();
    await page.getByTestId("report").waitFor({ state: "detached" });
  }
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  const told = await page.evaluate(() => new Promise((done) => { new Worker("./export_loader.js").onmessage = (event) => done(event.data); }));
  assert.equal(told, "refused");
  assert.deepEqual(other.heard, []);
  // Nor can another page show it in a frame.
  const around = await elsewhere();
  const outside = await browser.context.newPage();
  await outside.goto(around.url);
  await outside.evaluate((address) => new Promise((done) => document.body.append(Object.assign(document.createElement("iframe"), { src: address, onload: done }))), site.url);
  assert.ok(outside.frames().slice(1).every((frame) => !frame.url().startsWith(site.url)));
  for (const each of [page, outside]) await each.close();
  await around.close();
  await site.close();
});
