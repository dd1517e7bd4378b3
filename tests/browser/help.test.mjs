// The help: reached from everywhere, readable without script and network, and true: its tour is walked on the sample, its
// labels are the page's. And what an old browser is told.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { objections } from "./axe.mjs";
import { FIXTURES, findings, inField, launch, open, paste, serve, test } from "./site.mjs";
import { isKept } from "./versions.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SINGLE = pathToFileURL(join(ROOT, "dist", "nianbao.html")).href;

let site, browser;
before(async () => { site = await serve(); browser = await launch({ acceptDownloads: true }); });
after(async () => { await browser.close(); await site.close(); });

async function help(context = browser.context, hash = "") {
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  await page.goto(`${site.url}help.html${hash}`);
  return { page, errors };
}

/** The page that a link opens. */
async function opened(context, link) {
  const [page] = await Promise.all([context.waitForEvent("page"), link.click()]);
  await page.locator("#tour").waitFor();
  await page.waitForLoadState();
  return page;
}

test("the start view, the help dialog and the page of all rules lead to it", async () => {
  const { page, errors } = await open(browser.context, site.url);
  const first = await opened(browser.context, page.getByRole("link", { name: /怎样用/ }));
  assert.equal(first.url(), `${site.url}help.html`);
  await first.close();
  await page.keyboard.press("?");
  const second = await opened(browser.context, page.getByRole("dialog").getByRole("link", { name: /两分钟上手/ }));
  await second.getByRole("link", { name: "规则说明" }).first().click();
  await second.locator("#look-words").waitFor();
  await second.getByRole("link", { name: "使用说明" }).click();
  await second.locator("#tour").waitFor();
  await second.getByRole("link", { name: "年报校核" }).click();
  await second.getByTestId("sample-clean").waitFor();
  assert.deepEqual(errors, []);
  await second.close();
  await page.close();
});

test("every place that a link names is there", async () => {
  const { page, errors } = await help(browser.context, "#browsers");
  const lost = await page.locator("a[href^='#']").evaluateAll((links) => links.map((link) => link.hash.slice(1)).filter((name) => !document.getElementById(name)));
  assert.deepEqual(lost, []);
  const sections = await page.locator("section > h2").evaluateAll((heads) => heads.map((head) => head.id));
  assert.deepEqual(await page.locator("nav a").evaluateAll((links) => links.map((link) => link.hash.slice(1))), sections);
  assert.ok(await page.locator("#browsers").evaluate((head) => head.getBoundingClientRect().top < innerHeight));
  assert.deepEqual(errors, []);
  await page.close();
});

/** The version as it must be told: the package's, and the hash that the service worker goes by. */
const VERSION = `版本 ${/^version = "(.*)"$/m.exec(readFileSync(join(ROOT, "Cargo.toml"), "utf8"))[1]} · 构建 ${/const VERSION = "(\w{16})"/.exec(readFileSync(join(ROOT, "dist", "sw.js"), "utf8"))[1]}`;

test("at its end it tells the version, and leads to the sums of all files", async () => {
  const { page } = await help();
  assert.equal(await page.locator("footer").innerText(), VERSION);
  const sums = await page.getByRole("link", { name: "SHA256SUMS" }).evaluate((link) => link.href);
  const listed = await (await fetch(sums)).text();
  assert.match(listed, /^[0-9a-f]{64}  nianbao\.html$/m);
  await page.close();
});

test("what it calls a label is one of the page's", async () => {
  const sources = ["src/app", "src/document", "src/write"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(ROOT, folder, String(name))).filter((name) => name.endsWith(".rs")));
  const known = sources.map((name) => readFileSync(name, "utf8")).join("\n") + readFileSync(join(ROOT, "static", "register.js"), "utf8");
  const { page } = await help();
  const labels = await page.locator("section:not([aria-labelledby=tour]):not([aria-labelledby=correct]) b:not(ol b), section[aria-labelledby=correct] li b:not(:first-child)").allInnerTexts();
  assert.ok(labels.length > 40, `${labels.length}`);
  assert.deepEqual(labels.filter((label) => !known.includes(label)), []);
  await page.close();
});

test("the tour is as it says", async () => {
  const { page: guide } = await help();
  const steps = await guide.locator(".steps > li").evaluateAll((steps) => steps.map((step) => [...step.querySelectorAll("b")].map((label) => label.innerText)));
  await guide.close();
  const { page, errors } = await open(browser.context, site.url);
  const asked = [];
  page.on("dialog", (dialog) => { asked.push(dialog.message()); dialog.accept(); });
  const list = page.getByTestId("findings");
  const report = page.getByTestId("report");
  const opens = (rule) => list.locator(`.finding.open[data-rule=${rule}]`).waitFor();
  const gone = (rule) => list.locator(`[role=treeitem][data-rule=${rule}]`).waitFor({ state: "detached" });

  const walk = [
    () => page.getByRole("button", { name: "有错误的" }).click(),
    async () => {
      await page.keyboard.press("F8");
      await opens("disclosure-labels");
      assert.ok(await report.locator("table.disclosure .ring").first().isVisible());
      await page.keyboard.press("F8");
      await opens("disclosure-unit");
      await page.keyboard.press("Shift+F8");
      await opens("disclosure-labels");
      await page.keyboard.press("Escape");
      await list.locator(".finding.open").waitFor({ state: "detached" });
    },
    async () => {
      await report.locator("tr", { hasText: "（一）予以公开" }).locator("td", { hasText: "21" }).click();
      await opens("requests-row-total");
      assert.match(await list.getByTestId("calculation").first().innerText(), /相差\s*9/);
      assert.ok((await report.locator("td.ring.dashed").count()) > 20);
    },
    async () => {
      await list.locator(".finding.open").getByRole("button", { name: "改正", exact: true }).click();
      await gone("requests-row-total");
      await page.getByTestId("keep-question").waitFor();
      await look();
      await page.getByRole("button", { name: "不保存" }).click();
      await page.keyboard.press("Control+z");
      await list.locator("[data-rule=requests-row-total]").first().waitFor();
      await page.keyboard.press("Control+Shift+z");
      await gone("requests-row-total");
    },
    async () => {
      await page.getByTestId("fixes").click();
      await page.getByTestId("make-fixes").waitFor();
      await look();
      await page.getByTestId("make-fixes").click();
      await gone("disputes-total");
      assert.deepEqual((await findings(page)).map(([rule]) => rule), ["disclosure-placeholder", "requests-blank", "improvement-missing", "fee-statement"]);
    },
    async () => {
      for (const rule of ["disclosure-placeholder", "requests-blank"]) {
        await list.locator(`[data-rule=${rule}] .finding-head`).click();
        await opens(rule);
        await look();
        await list.getByRole("button", { name: "核对无误，改正" }).click();
        await gone(rule);
      }
    },
    async () => {
      await report.locator("h2", { hasText: "五、存在的主要问题" }).locator("+ p").dblclick();
      await inField(page);
      await page.keyboard.press("End");
      await page.keyboard.press("Control+End");
      await page.keyboard.type("下一步将增加图文解读，开展全员培训，开通新媒体渠道。");
      await page.keyboard.press("Enter");
      await gone("improvement-missing");
      // A cell, too.
      const total = report.locator("tr", { hasText: "（二）部分公开" }).locator("td").first();
      const value = (await total.innerText()).trim();
      await total.dblclick();
      await inField(page);
      await page.keyboard.type(value);
      await page.keyboard.press("Tab");
      await page.waitForFunction(() => document.activeElement.tagName === "TEXTAREA" && document.activeElement.closest("td").cellIndex > 1);
      await page.keyboard.press("Escape");
    },
    async () => {
      await list.locator("[data-rule=fee-statement] .finding-head").click();
      await look();
      await list.getByRole("button", { name: "忽略…" }).click();
      await list.getByLabel("已核实无误").check();
      await look();
      await list.getByRole("button", { name: "确定" }).click();
      await page.getByTestId("all-clear").waitFor();
      await page.getByTestId("set-aside").locator("summary").click();
    },
    async () => {
      await page.getByTestId("export").click();
      await look();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "年报校核" }).click();
      await page.getByTestId("sample-clean").waitFor();
      assert.match(asked[0], /修改还没有导出/);
    },
  ];
  assert.equal(steps.length, walk.length);
  let seen = "";
  async function look() { seen += (await page.locator("body").innerText()).replace(/\s+/g, " "); }
  for (const [at, labels] of steps.entries()) {
    seen = "";
    await look();
    await walk[at]();
    if (at === 0) await report.waitFor();
    await page.waitForTimeout(300);
    await look();
    assert.deepEqual(labels.filter((label) => !seen.includes(label)), [], `step ${at + 1}`);
  }
  assert.deepEqual(errors, []);
  await page.close();
});

test("its word on what is asked for and kept holds", async () => {
  const { context, close } = await launch();
  const { page } = await open(context, site.url);
  const asked = [];
  // The checker has come, and all is kept.
  await page.getByTestId("sample-clean").click();
  await page.getByTestId("report").waitFor();
  await isKept(page);
  await page.getByRole("button", { name: "年报校核" }).click();
  await page.getByTestId("sample-clean").waitFor();
  page.on("request", (request) => asked.push(request.url()));
  await paste(page, { "text/plain": readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8") });
  await page.getByTestId("report").waitFor();
  assert.deepEqual(asked, []);
  await page.setInputFiles("input[type=file]", join(ROOT, "tests", "fixtures", "files", "writer.docx"));
  await page.getByTestId("report").locator("h1", { hasText: "江湾区民政局" }).waitFor();
  assert.ok(asked.some((url) => url === `${site.url}office_bg.wasm`), `${asked}`);
  assert.deepEqual(asked.filter((url) => !url.startsWith(`${site.url}office`) && !url.startsWith("blob:")), []);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  await close();
});

test("without JavaScript and without a network it is read", async () => {
  const bare = await launch({ javaScriptEnabled: false });
  const { page } = await help(bare.context);
  assert.ok(await page.getByRole("heading", { name: "隐私和怎样验证" }).isVisible());
  await bare.close();

  const own = await serve();
  const { context, close } = await launch();
  const { page: kept } = await open(context, own.url);
  await isKept(kept);
  await own.close();
  await kept.goto(`${own.url}help.html#privacy`);
  assert.ok(await kept.locator("#privacy").isVisible());
  // Its looks are there, too.
  assert.notEqual(await kept.locator(".steps li").first().evaluate((step) => getComputedStyle(step).borderLeftWidth), "0px");
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe has no objection, and nothing is wider than a phone (${colorScheme})`, async () => {
    const { context, close } = await launch({ colorScheme });
    const { page } = await help(context);
    assert.deepEqual(await objections(page), []);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.deepEqual(await objections(page), [], "narrow");
    await close();
  });
}

test("in the edition in one file it opens, and offers no way that leads nowhere", async () => {
  const { page, errors } = await open(browser.context, SINGLE);
  const told = await opened(browser.context, page.getByRole("link", { name: /怎样用/ }));
  assert.equal(await told.locator("a:not([href^='#'])").count(), 0);
  assert.equal(await told.locator("footer").innerText(), VERSION);
  assert.notEqual(await told.locator(".steps li").first().evaluate((step) => getComputedStyle(step).borderLeftWidth), "0px");
  await told.getByRole("link", { name: "浏览器", exact: true }).click();
  await told.waitForFunction(() => document.getElementById("browsers").getBoundingClientRect().top < innerHeight);
  assert.equal(await told.evaluate(() => document.activeElement.id), "browsers");
  assert.deepEqual(errors, []);
  await told.close();
  await page.close();
});

/** What a browser without something is told. */
async function toldTo(address, lacks) {
  const { context, close } = await launch();
  if (lacks) await context.addInitScript(`delete window.${lacks}`);
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  const alerts = await page.getByRole("alert").allInnerTexts();
  const link = page.getByRole("link", { name: "各种浏览器怎样办" });
  const hash = (await link.count()) ? await link.getAttribute("href") : null;
  const starts = await page.getByTestId("sample-clean").count();
  const faults = alerts.length ? await objections(page) : [];
  await close();
  return { told: alerts.join(), hash, starts, faults };
}

for (const lacks of ["HTMLDialogElement", "WebAssembly"]) {
  test(`a browser without ${lacks} is told, and the page does not start`, async () => {
    const { told, hash, starts, faults } = await toldTo(site.url, lacks);
    assert.match(told, /版本太旧[\s\S]*Chromium 97、Firefox 102、Safari 16 [\s\S]*极速模式/);
    assert.deepEqual([hash, starts, faults], ["help.html#browsers", 0, []]);
  });
}

test("so is one that does not know the word of the policy that lets WebAssembly in", async (t) => {
  const older = await serve({ instead: (name, file) => (name === "index.html" ? readFileSync(file, "utf8").replace(" 'wasm-unsafe-eval'", "") : undefined) });
  t.after(older.close);
  const { told, starts } = await toldTo(older.url);
  assert.match(told, /版本太旧/);
  assert.equal(starts, 0);
});

test("the edition in one file asks for more", async () => {
  const { told, hash, starts } = await toldTo(SINGLE, "DecompressionStream");
  assert.match(told, /版本太旧[\s\S]*Firefox 113、Safari 16\.4/);
  assert.deepEqual([hash, starts], [null, 0]);
  assert.equal((await toldTo(site.url, "DecompressionStream")).told, "");
});
