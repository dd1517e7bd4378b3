// What every browser test needs: the built site on a local server, under a sub-path, and a browser to look at it: Chromium, or Firefox
// where NIANBAO_BROWSER says so.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { test as register } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { compressed } from "./brotli.mjs";
import { launchFirefox } from "./firefox.mjs";
import { LEFT_OUT } from "./left-out.mjs";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
export const FIXTURES = fileURLToPath(new URL("../samples/", import.meta.url));

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm", svg: "image/svg+xml", png: "image/png", webmanifest: "application/manifest+json" };

const COMPRESSED = /\.(?:html|js|css|wasm|svg|webmanifest)$/;

/** Serves the site at `/some/where/`: it must work from any sub-path. `instead` gives another answer for a file of this
 * name, or a status, or a promise of them; `headers` are some that go with every file. `asHost` answers as a good host
 * does: compressed, and with a mark by which the browser need not fetch twice what it has. `over` is a line (see line.mjs)
 * to send it over. */
export async function serve({ instead = () => undefined, headers: more = {}, asHost = false, over } = {}) {
  const requests = [];
  const answers = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    requests.push(path);
    const name = path.replace(/^\/some\/where\//, "") || "index.html";
    const file = normalize(join(DIST, name));
    if (!path.startsWith("/some/where/") || !file.startsWith(DIST) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const other = await instead(name, file);
    if (typeof other === "number") return response.writeHead(other).end();
    const headers = { "content-type": TYPES[name.split(".").pop()] ?? "application/octet-stream", ...more };
    let bytes = Buffer.from(other ?? (await readFile(file)));
    if (asHost) {
      headers.etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
      if (request.headers["if-none-match"] === headers.etag) return response.writeHead(304, headers).end();
      if (COMPRESSED.test(name)) {
        headers["content-encoding"] = "br";
        bytes = await compressed(bytes);
      }
    }
    answers.push({ name, bytes: bytes.length });
    response.writeHead(200, { ...headers, "content-length": bytes.length });
    if (over) await over(response, bytes);
    else response.end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}/some/where/`;
  const close = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
  return { url, requests, answers, close };
}

const BINARIES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this run. */
export const BROWSER = process.env.NIANBAO_BROWSER || "chromium";

/** A test, unless this browser cannot be asked; then it says why. */
export function test(name, run) {
  const [, reason] = Object.entries(LEFT_OUT[BROWSER]).find(([start]) => name.startsWith(start)) ?? [];
  if (reason) console.log(`left out in ${BROWSER}: ${name}: ${reason}`);
  else register(name, run);
}

/** The browser with nothing kept from before, which may ask nobody but us. */
export async function launch(options = {}) {
  const { context, close } = await (BROWSER === "firefox" ? launchFirefox : launchChromium)(options);
  // What waits in vain fails late; on a slow machine nothing fails that only waits.
  context.setDefaultTimeout(60_000);
  return { context, close };
}

async function launchChromium(options) {
  const profile = mkdtempSync(join(tmpdir(), "nianbao-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BINARIES.find((path) => path && existsSync(path)),
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    viewport: { width: 1366, height: 768 },
    ...options,
  });
  const close = async () => { await context.close(); rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }); };
  return { context, close };
}

/** Waits until the site was asked for `name` so many times: by that a worker says how far it is, for not every browser lets
 * a test look into it. */
export async function asked(site, name, times = 1) {
  while (site.requests.filter((path) => path.endsWith(`/${name}`)).length < times) await new Promise((later) => setTimeout(later, 50));
}

/** A site and a browser of this test alone, closed after it. */
export async function own(t, options = {}) {
  const site = await serve();
  const { context, close } = await launch(options);
  t.after(async () => { await close(); await site.close(); });
  return { site, context };
}

/** Opens the page and waits until it can be used. Errors that the page reports are collected. */
export async function open(context, url) {
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  await page.goto(url);
  await page.getByTestId("sample-clean").waitFor();
  return { page, errors };
}

/** Pastes as the keyboard would, somewhere outside a text field. What is far too large to be sent is a list of pieces and how
 * many times each comes, put together in the page. */
export function paste(page, data) {
  return page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(data)) clipboardData.setData(kind, typeof text === "string" ? text : text.map(([piece, times]) => piece.repeat(times)).join(""));
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    // Firefox leaves out what a made-up paste is given.
    Object.defineProperty(event, "clipboardData", { value: clipboardData });
    document.body.dispatchEvent(event);
  }, data);
}

/** Waits until what is edited has the caret: a key that comes before goes elsewhere. */
export const inField = (page) => page.waitForFunction(() => document.activeElement.matches("[data-testid=report] textarea"));

/** A report with one wrong word. */
export const FAULTY = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8").replace("一、总体情况\n", "一、总体情况\n畅通渠道，驾起了桥梁。\n");

/** Holds that a report is read, checked and changed. */
export async function works(page) {
  const report = page.getByTestId("report");
  await paste(page, { "text/plain": FAULTY });
  await report.waitFor();
  assert.ok((await findings(page)).some(([rule]) => rule === "phrase-misspelt"));
  await report.locator("p", { hasText: "了桥梁" }).dblclick();
  await report.locator("textarea").fill("畅通渠道，架起了桥梁。");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("[data-rule=phrase-misspelt]"));
}

/** The findings in the list: rule and severity. */
export function findings(page) {
  return page.getByTestId("findings").locator("[role=treeitem]").evaluateAll((items) => items.map((item) => [item.dataset.rule, item.dataset.severity]));
}
