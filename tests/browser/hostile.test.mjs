// What a hostile clipboard or file does to the page: nothing of it runs, nothing is fetched, and it shows as the text
// that it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { elsewhere, listen } from "./canary.mjs";
import { DORMANT, payloads } from "./markup.mjs";
import { FIXTURES, launch, open, paste, serve } from "./site.mjs";

const LAYOUT = readFileSync(join(FIXTURES, "layouts", "16-2021-html.html"), "utf8");
const MARKDOWN = readFileSync(join(FIXTURES, "layouts", "08-2021-md.md"), "utf8");
const TEXT = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");

let site, browser, other;
before(async () => {
  other = await elsewhere();
  site = await serve();
  browser = await launch({ serviceWorkers: "block" });
  await listen(browser.context);
});
after(async () => { await browser.close(); await site.close(); await other.close(); });

/** A report of its own name with `markup` behind it. */
const behind = (at, markup) => LAYOUT.replaceAll("白石镇", `白石${at}镇`).replace("</body>", `${markup}</body>`);
/** And behind its title, in a paragraph and in a cell. */
const inPage = (at, markup) =>
  behind(at, markup)
    .replace("<h1>", `${markup}<h1>`)
    .replace("<p>2.依申请公开情况。", `<p>${markup}2.依申请公开情况。`)
    .replace("<td><p>0</p></td>", `<td>${markup}<p>0</p></td>`);

/** The same in Markdown, which may hold markup. */
const inMarkdown = (at, markup) => `${markup}\n\n${MARKDOWN.replaceAll("松岭区", `白石${at}镇`).replace(/(\n#+ *二、)/, `\n${markup}\n$1`)}\n\n${markup}\n`;

/** The page, and what it must not do. */
async function start() {
  const { page, errors } = await open(browser.context, site.url);
  const asked = [];
  const dialogs = [];
  page.on("request", (request) => { if (!request.url().startsWith(site.url)) asked.push(request.url()); });
  page.on("dialog", (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
  const around = () => page.evaluate(() => [document.head.innerHTML, document.styleSheets.length, document.baseURI, location.href, document.cookie]);
  const before = await around();
  /** Holds that nothing ran, was asked for, refused by the policy (it would have to be in the page for that) or put into
   * the page but text, tables and the page's own controls. */
  const isQuiet = async (what) => {
    const seen = await page.evaluate(() => {
      const NAMES = "A ARTICLE B BODY BUTTON DD DETAILS DIV DL DT H1 H2 H3 HEADER INPUT LABEL LI MAIN MARK NAV NOSCRIPT OPTION P RECT SCRIPT SECTION SELECT SPAN STRONG SUMMARY SUP SVG TABLE TBODY TD TH THEAD TITLE TR UL".split(" ");
      const strange = [];
      for (const element of document.body.querySelectorAll("*")) {
        if (!NAMES.includes(element.localName.toUpperCase())) strange.push(`<${element.localName}>`);
        for (const { name, value } of element.attributes) {
          const isOwn = name === "href" ? /^(?:(?:help|rules|nianbao)\.html(?:#[\w-]+)?|#[\w-]+)$/.test(value) : name === "src" ? value === "./check-browser.js" : !/^on|^style$|^srcset$|^srcdoc$|action$|^background$|^poster$|^data$/.test(name);
          if (!isOwn) strange.push(`${element.localName} ${name}="${value}"`);
        }
        if (element.shadowRoot) strange.push("a shadow");
      }
      return { ran: window.ran, violations: window.violations, strange };
    });
    assert.deepEqual({ ...seen, asked, dialogs, heard: other.heard, errors }, { ran: [], violations: [], strange: [], asked: [], dialogs: [], heard: [], errors: [] }, what);
    assert.deepEqual(await around(), before, what);
  };
  return { page, isQuiet };
}

/** Waits until that report is shown; whether it is, for markup may have swallowed it. */
async function opened(page, at) {
  const found = await page.waitForFunction((name) => document.querySelector("[role=alert]") ?? document.querySelector("[data-testid=report]")?.innerText.includes(name), `白石${at}镇`);
  const isShown = (await found.jsonValue()) === true;
  if (!isShown) await page.locator("[role=alert] button").click();
  return isShown;
}

test("in a page without any care the markup does what it is made for", async () => {
  const wanted = new Map(payloads(other.url).filter(([name]) => !DORMANT.has(name)));
  const frames = [...wanted.keys()].map((name) => `<iframe src="/${name}"></iframe>`).join("");
  const server = createServer((request, response) => {
    const markup = wanted.get(request.url.slice(1));
    response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>x</title><body>${markup ?? frames}`);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const page = await browser.context.newPage();
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: "commit" });
    let missing;
    for (let patience = 500; patience > 0; patience -= 1) {
      const ran = await page.evaluate(() => window.ran);
      missing = [...wanted.keys()].filter((name) => !ran.includes(name) && !other.heard.includes(`/${name}`));
      if (missing.length === 0) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    assert.deepEqual(missing, []);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
    other.heard.length = 0;
  }
});

test("pasted markup runs nothing and asks for nothing", async () => {
  const { page, isQuiet } = await start();
  for (const [at, [name, markup]] of payloads(other.url).entries()) {
    await paste(page, { "text/html": inPage(at, markup), "text/plain": markup });
    if (!(await opened(page, at))) {
      await isQuiet(name);
      await paste(page, { "text/html": behind(at, markup), "text/plain": markup });
      assert.ok(await opened(page, at), `${name}: the report did not open`);
    }
    await isQuiet(name);
  }
  await page.waitForTimeout(300);
  await isQuiet("a moment later");
  await page.close();
});

test("markup that is pasted as text is text", async () => {
  const { page, isQuiet } = await start();
  // (Tables in markup are read as tables.)
  const all = payloads(other.url).map(([, markup]) => markup.replaceAll("\0", "")).filter((markup) => !/<table/.test(markup));
  await paste(page, { "text/plain": TEXT.replace("一、总体情况\n", `一、总体情况\n${all.join("\n")}\n`) });
  const paper = page.getByTestId("report");
  await paper.waitFor();
  const shown = await paper.evaluate((paper) => paper.textContent);
  for (const markup of all) assert.ok(shown.includes(markup.slice(0, 20)), markup);
  await page.keyboard.press("F8");
  await isQuiet();
  await page.close();
});

for (const [how, ending, report] of [["a web page", "html", inPage], ["Markdown", "md", inMarkdown]]) {
  test(`markup in a file, ${how}, alone and at the desk`, async () => {
    const { page, isQuiet } = await start();
    const files = payloads(other.url).map(([name, markup], at) => ({ name: `${name}.${ending}`, mimeType: "text/html", buffer: Buffer.from(report(at, markup)) }));
    const input = page.locator("#app input[type=file]").first();
    await input.setInputFiles(files[3]);
    assert.ok(await opened(page, 3));
    await isQuiet("alone");
    await input.setInputFiles(files);
    await page.getByTestId("reports").waitFor();
    await page.getByTestId("running").waitFor({ state: "detached", timeout: 60_000 });
    const rows = page.getByTestId("reports").locator("tbody tr:not(.spacer)");
    assert.ok((await rows.count()) > 10);
    await rows.nth(4).getByRole("button").click();
    await page.getByTestId("report").waitFor();
    const seen = await page.evaluate(() => [window.ran, window.violations]);
    assert.deepEqual([seen, other.heard], [[[], []], []]);
    await page.close();
  });
}
