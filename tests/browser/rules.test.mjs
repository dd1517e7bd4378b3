// The page of all rules: reached from a finding, searched, named by its hash, kept for use without a network.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { objections } from "./axe.mjs";
import { launch, open, serve, test } from "./site.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

/** Opens the page of rules; errors that it reports are collected. */
async function rules(hash = "", context = browser.context) {
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  await page.goto(`${site.url}rules.html${hash}`);
  await page.locator("#look-words").waitFor();
  return { page, errors };
}

const shown = (page) => page.locator("article:not([hidden])").evaluateAll((articles) => articles.map((article) => article.id));
const count = (page, pattern) => page.locator("#look-count").filter({ hasText: pattern }).waitFor();
/** Waits until a rule stands in sight and has the focus. */
const at = (page, id) => page.waitForFunction((id) => {
  const article = document.getElementById(id);
  const top = article.getBoundingClientRect().top;
  return article === document.activeElement && top >= 0 && top < innerHeight;
}, id);

test("an opened finding and the help lead to the page", async () => {
  const { page } = await open(browser.context, site.url);
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  await page.keyboard.press("F8");
  const finding = page.getByTestId("findings").locator(".finding.open");
  await finding.waitFor();
  const id = await finding.getAttribute("data-rule");
  const opened = browser.context.waitForEvent("page");
  await finding.locator(".rule-page a").click();
  const help = await opened;
  await help.locator("#look-words").waitFor();
  assert.equal(new URL(help.url()).hash, `#${id}`);
  await at(help, id);
  // The page that was left stands as it was.
  assert.equal(await finding.getAttribute("data-rule"), id);
  await help.close();
  await page.keyboard.press("?");
  assert.equal(await page.getByRole("dialog").locator("a", { hasText: "全部规则" }).getAttribute("href"), "rules.html");
  await page.close();
});

test("a search narrows by words, number and severity, and tells how many are left", async () => {
  const { page, errors } = await rules("#requests-balance");
  const all = (await shown(page)).length;
  assert.ok(all >= 82, `${all}`);
  await count(page, `共 ${all} 条规则`);
  const field = page.getByLabel("查找", { exact: true });
  await field.fill("勾稽关系 无法");
  await count(page, /条规则符合/);
  const some = await shown(page);
  assert.ok(some.includes("requests-uncheckable") && some.length < all / 2, `${some}`);
  // The number, typed wide.
  await field.fill("Ｔ３－０４");
  assert.deepEqual(await shown(page), ["requests-balance"]);
  assert.equal(await page.locator("section.family:not([hidden])").count(), 1);
  assert.equal(await page.locator("nav li:not([hidden])").count(), 1);
  await field.fill("");
  await page.getByLabel("警告").uncheck();
  await page.getByLabel("提示").uncheck();
  const severities = await page.locator("article:not([hidden])").evaluateAll((articles) => articles.map((article) => article.dataset.severity));
  assert.deepEqual([...new Set(severities)], ["error"]);
  await field.fill("没有这样的词");
  await count(page, /没有符合的规则/);
  assert.deepEqual(await shown(page), []);
  assert.equal(new URL(page.url()).hash, "#requests-balance");
  assert.deepEqual(errors, []);
  await page.close();
});

test("the hash leads to its rule, also where a search has hidden it", async () => {
  const { page } = await rules("#disputes-total");
  await at(page, "disputes-total");
  await page.locator("#look-words").fill("T3-04");
  assert.deepEqual(await shown(page), ["requests-balance"]);
  await page.evaluate(() => { location.hash = "#title-year"; });
  await at(page, "title-year");
  assert.equal(await page.locator("#look-words").inputValue(), "");
  assert.equal(await page.locator("article[hidden]").count(), 0);
  await page.close();
});

test("without JavaScript all rules are shown and no search", async () => {
  const { context, close } = await launch({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.url}rules.html#requests-balance`);
  assert.equal(await page.locator("#look-search").isVisible(), false);
  assert.equal(await page.locator("#requests-balance h3").isVisible(), true);
  assert.ok((await page.locator("article").count()) >= 82);
  await close();
});

test("works with the server gone", async () => {
  const own = await serve();
  const { context, close } = await launch();
  const { page } = await open(context, own.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  });
  await own.close();
  await page.goto(`${own.url}rules.html#disputes-total`);
  await at(page, "disputes-total");
  await page.locator("#look-words").fill("T3-04");
  assert.deepEqual(await shown(page), ["requests-balance"]);
  // Its looks are there, too.
  assert.notEqual(await page.locator("article").first().evaluate((article) => getComputedStyle(article).borderLeftWidth), "0px");
  // And the way back.
  await page.locator("a.brand").click();
  await page.getByTestId("sample-clean").waitFor();
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe has no objection, and nothing is wider than a phone (${colorScheme})`, async () => {
    const { context, close } = await launch({ colorScheme });
    const { page } = await rules("", context);
    assert.deepEqual(await objections(page), [], "all");
    await page.locator("#look-words").fill("没有这样的词");
    await count(page, /没有符合的规则/);
    assert.deepEqual(await objections(page), [], "none");
    await page.locator("#look-words").fill("");
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    // Of all rules axe takes its time.
    await page.locator("#look-words").fill("T4-");
    await count(page, /条规则符合/);
    assert.deepEqual(await objections(page), [], "narrow");
    await close();
  });
}
