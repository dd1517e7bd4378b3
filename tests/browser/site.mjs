// What every browser test needs: the built site on a local server, under a sub-path, and Chromium to look at it.
import { createServer } from "node:http";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
export const FIXTURES = fileURLToPath(new URL("../samples/", import.meta.url));

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm", svg: "image/svg+xml", png: "image/png", webmanifest: "application/manifest+json" };

/** Serves the site at `/some/where/`: it must work from any sub-path. `instead` gives another answer for a file of this
 * name, or a status; `headers` go with every file. */
export async function serve({ instead = () => undefined, headers = {} } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    requests.push(path);
    const name = path.replace(/^\/some\/where\//, "") || "index.html";
    const file = normalize(join(DIST, name));
    if (!path.startsWith("/some/where/") || !file.startsWith(DIST) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const other = instead(name, file);
    if (typeof other === "number") return response.writeHead(other).end();
    response.writeHead(200, { "content-type": TYPES[name.split(".").pop()] ?? "application/octet-stream", ...headers });
    response.end(other ?? (await readFile(file)));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}/some/where/`;
  const close = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
  return { url, requests, close };
}

const BINARIES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Chromium with a fresh profile, which may ask nobody but us. */
export async function launch(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), "nianbao-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BINARIES.find((path) => path && existsSync(path)),
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    viewport: { width: 1366, height: 768 },
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const close = async () => { await context.close(); rmSync(profile, { recursive: true, force: true }); };
  return { context, close };
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

/** Pastes as the keyboard would, somewhere outside a text field. */
export function paste(page, data) {
  return page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(data)) clipboardData.setData(kind, text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

/** The findings in the list: rule and severity. */
export function findings(page) {
  return page.getByTestId("findings").locator("[role=treeitem]").evaluateAll((items) => items.map((item) => [item.dataset.rule, item.dataset.severity]));
}
