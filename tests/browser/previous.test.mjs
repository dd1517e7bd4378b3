// The report beside last year's: opened, shown, taken away.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { FIXTURES, findings, launch, open, paste, serve } from "./site.mjs";

const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));
const layout = (name) => readFileSync(join(FIXTURES, "layouts", name), "utf8");
/** 白石镇 2023; its year before is 16-2021-html.html. */
const THIS = layout("00-2021-pipe.txt");
const LAST = join(FIXTURES, "layouts", "16-2021-html.html");
/** 江湾区民政局 a year after the fixture files. */
const NEXT = readFileSync(fileURLToPath(new URL("../fixtures/report.html", import.meta.url)), "utf8").replaceAll("2023", "2024");

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

async function start(data) {
  const { page, errors } = await open(browser.context, site.url);
  await paste(page, data);
  await page.getByTestId("report").waitFor();
  return {
    page, errors,
    report: page.getByTestId("report"), list: page.getByTestId("findings"), compare: page.getByTestId("compare"),
    give: (...names) => page.getByTestId("previous-input").setInputFiles(names),
  };
}

const held = (page, year) => page.getByTestId("compare").getByText(`对照：${year}年`).waitFor();
const ofLastYear = async (page) => (await findings(page)).map(([rule]) => rule).filter((rule) => rule.startsWith("previous-"));

test("last year's report is added, shows what it is, and is taken away", async () => {
  const { page, errors, list, compare, give } = await start({ "text/plain": THIS });
  assert.equal(await compare.innerText(), "对照上年");
  const alone = await findings(page);
  assert.match(await list.innerText(), /没有与上年报告对照/);
  await give(LAST);
  await held(page, 2022);
  assert.match(await compare.getAttribute("title"), /白石镇人民政府2022年/);
  assert.match(await page.locator("[aria-live=polite]").innerText(), /已与2022年对照/);
  assert.match(await list.innerText(), /已与2022年对照/);
  const found = await ofLastYear(page);
  assert.ok(found.includes("previous-carried-over") && found.includes("previous-alike"), String(found));
  await page.getByTestId("drop-previous").click();
  await compare.getByText("对照上年").waitFor();
  assert.deepEqual(await findings(page), alone);
  assert.ok(await compare.evaluate((button) => button === document.activeElement));
  assert.deepEqual(errors, []);
  await page.close();
});

test("what differs is marked side by side, what is the same is plain", async () => {
  const { page, list, give } = await start({ "text/plain": THIS });
  await give(LAST);
  await held(page, 2022);
  await list.locator("[data-rule=previous-alike] .finding-head").click();
  const pairs = list.getByTestId("comparisons");
  const pair = pairs.locator(".pair", { hasText: "本年" }).filter({ hasText: "通过区政府网站公开信息" });
  const [left, right] = await pair.locator("p").evaluateAll((sides) => sides.map((side) => side.getBoundingClientRect()));
  assert.ok(right.left >= left.right && Math.abs(left.top - right.top) < 2, "side by side");
  assert.match(await pair.locator("p").first().innerText(), /本年\s*通过区政府网站公开信息267条/);
  assert.match(await pair.locator("p").last().innerText(), /上年\s*通过区政府网站公开信息127条/);
  const differing = await pair.locator(".differs").allInnerTexts();
  assert.ok(differing.length > 0 && differing.every((text) => /^[\d条，其中政务动态]+$/.test(text) && /\d/.test(text)), String(differing));
  assert.ok((await pairs.locator(".pair.alike", { hasText: "两年都写" }).count()) > 0);
  // Its head is in sight though it is higher than the list, and the page itself has not moved.
  const [head, group] = await list.locator(".finding.open .finding-head, .group").evaluateAll((items) => {
    const of = (name) => items.find((item) => item.classList.contains(name)).getBoundingClientRect();
    return [of("finding-head").top, of("group").bottom];
  });
  assert.ok(head >= group - 1, `${head} under ${group}`);
  assert.deepEqual(await page.evaluate(() => [scrollY, document.documentElement.scrollHeight <= innerHeight]), [0, true]);
  // Under each other where there is no room.
  await page.setViewportSize({ width: 390, height: 780 });
  const [above, below] = await pair.locator("p").evaluateAll((sides) => sides.map((side) => side.getBoundingClientRect()));
  assert.ok(below.top >= above.bottom - 1);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.close();
});

test("places in last year's report are told, and are no buttons", async () => {
  const { page, report, list, give } = await start({ "text/plain": THIS });
  await give(LAST);
  await held(page, 2022);
  await list.locator("[data-rule=previous-in-force] .finding-head").click();
  const body = list.locator(".finding-body");
  assert.match(await body.innerText(), /上年[\s\S]*12/);
  const names = await body.locator("button.term").allInnerTexts();
  assert.ok(names.every((name) => !name.includes("上年报告")), String(names));
  // The cell of this year is ringed, and none for last year's place.
  const cell = report.locator("td[data-rule=previous-in-force]");
  assert.equal(await cell.innerText().then((text) => text.replace(/\D/g, "")), "6");
  assert.ok(await cell.evaluate((cell) => cell.classList.contains("ring") && cell === document.activeElement));
  await page.close();
});

test("every kind of file can be last year's", async () => {
  const { page, give } = await start({ "text/html": NEXT });
  for (const name of ["writer.docx", "writer.pdf", "writer.doc", "hand.ofd", "word.mht", "gbk.txt", "writer.rtf"]) {
    await give(join(FILES, name));
    await held(page, 2023);
    assert.ok((await ofLastYear(page)).includes("previous-carried-over"), name);
    await page.getByTestId("drop-previous").click();
    await page.getByTestId("compare").getByText("对照上年").waitFor();
  }
  await page.close();
});

test("a wrong file is told in a sentence and changes nothing", async () => {
  const { page, list, compare, give } = await start({ "text/plain": THIS.replace("结转下年度9件", "结转下年度8件") });
  const notice = page.locator("[role=alert]");
  await page.keyboard.press("F8");
  const before = await findings(page);
  const open = await list.locator(".finding.open").getAttribute("data-rule");
  for (const [name, expected] of [["encrypted.pdf", /密码/], ["scan.pdf", /扫描件/], ["several.zip", /压缩包里有 \d 个文件/]]) {
    await give(join(FILES, name));
    await notice.waitFor();
    assert.match(await notice.innerText(), /上年报告没有打开：/);
    assert.match(await notice.innerText(), expected);
    await notice.getByRole("button").click();
    assert.equal(await compare.innerText(), "对照上年");
    assert.deepEqual(await findings(page), before);
  }
  await give({ name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("各位同事：\n下周一开会。\n") });
  await notice.waitFor();
  assert.match(await notice.innerText(), /上年报告没有打开：[\s\S]*不像政府信息公开工作年度报告/);
  await notice.getByRole("button").click();
  // One that is held stays when the next one cannot be read.
  await give(LAST);
  await held(page, 2022);
  await give(join(FILES, "scan.pdf"));
  await notice.waitFor();
  await held(page, 2022);
  assert.equal(await list.locator(".finding.open").getAttribute("data-rule"), open);
  await page.close();
});

test("a long one shows how far it is beside the report, and can be cancelled", async () => {
  const { page, report, compare } = await start({ "text/html": NEXT });
  const before = await findings(page);
  await page.evaluate(() => {
    window.progress = [];
    new MutationObserver(() => {
      const bar = document.querySelector(".aside progress");
      if (!bar) return;
      window.progress.push([bar.max, document.querySelector("[data-testid=report]") !== null]);
      document.querySelector(".aside button").click();
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await page.getByTestId("previous-input").setInputFiles(join(FILES, "print-long.pdf"));
  await page.waitForFunction(() => window.progress.length > 0);
  assert.deepEqual((await page.evaluate(() => window.progress))[0], [200, true]);
  await page.getByTestId("aside").waitFor({ state: "detached" });
  await page.waitForTimeout(1_500);
  assert.equal(await compare.innerText(), "对照上年");
  assert.deepEqual(await findings(page), before);
  assert.ok(await report.isVisible());
  await page.close();
});

test("a finding that is open stays open, and numbers hold, when last year's report comes and goes", async () => {
  const { page, list, give } = await start({ "text/plain": THIS.replace("结转下年度9件", "结转下年度8件") });
  const item = list.locator("[role=treeitem]").first();
  await item.locator(".finding-head").click();
  const rule = await item.getAttribute("data-rule");
  const numbers = () => list.locator("[role=treeitem]").evaluateAll((items) => Object.fromEntries(items.map((item) => [item.dataset.rule + item.querySelector(".finding-message").innerText, item.querySelector(".badge").innerText])));
  const before = await numbers();
  await page.waitForFunction(() => document.activeElement.closest("#paper"));
  const top = await page.locator(".desk-paper").evaluate((paper) => { paper.scrollTo({ top: 300, behavior: "instant" }); return paper.scrollTop; });
  await give(LAST);
  await held(page, 2022);
  assert.equal(await list.locator(".finding.open").getAttribute("data-rule"), rule);
  const after = await numbers();
  for (const [finding, number] of Object.entries(before)) assert.equal(after[finding], number, finding);
  assert.ok(Object.keys(after).length > Object.keys(before).length);
  await page.waitForTimeout(300);
  // (Firefox keeps the words where they were, which may be a pixel off.)
  const now = await page.locator(".desk-paper").evaluate((paper) => paper.scrollTop);
  assert.ok(Math.abs(now - top) <= 1, `${now}, ${top} before`);
  await page.close();
});

test("last year's report stays beside an edited copy, and goes with another organ's report", async () => {
  const { page, compare, give } = await start({ "text/plain": THIS });
  await give(LAST);
  await held(page, 2022);
  await paste(page, { "text/plain": THIS.replace("我镇认真执行", "我镇继续执行") });
  await page.getByText("我镇继续执行").first().waitFor();
  await held(page, 2022);
  assert.ok((await ofLastYear(page)).includes("previous-carried-over"));
  await paste(page, { "text/html": NEXT });
  await page.getByTestId("report").getByText("江湾区民政局2024年").first().waitFor();
  assert.equal(await compare.innerText(), "对照上年");
  assert.deepEqual(await ofLastYear(page), []);
  await page.close();
});

test("a file that is dropped on its place is last year's", async () => {
  const { page, errors } = await start({ "text/plain": THIS });
  await page.evaluate(() => document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true })));
  await page.locator("#drop-previous").waitFor();
  await page.evaluate((html) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([html], "上年.html", { type: "text/html" }));
    document.querySelector("#drop-previous").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, readFileSync(LAST, "utf8"));
  await held(page, 2022);
  assert.match(await page.getByTestId("report").innerText(), /白石镇人民政府2023年/);
  assert.deepEqual(errors, []);
  await page.close();
});

test("an export that last year's report breaks off is told", async () => {
  const { page, errors, give } = await start({ "text/plain": THIS });
  await give(LAST);
  await held(page, 2022);
  await page.getByTestId("export").click();
  const item = page.getByRole("menuitem", { name: "问题清单 Excel", exact: true });
  await item.waitFor();
  await page.evaluate(async () => {
    [...document.querySelectorAll("[role=menuitem]")].find((item) => item.innerText === "问题清单 Excel").click();
    await new Promise((done) => setTimeout(done));
    document.querySelector("[data-testid=drop-previous]").click();
  });
  await page.getByTestId("compare").getByText("对照上年").waitFor();
  assert.match(await page.locator("[role=alert]").innerText(), /正在导出的文件还没有写完就停下了/);
  assert.deepEqual(errors, []);
  await page.close();
});
