// What is far too large: told in one sentence or read up to a limit, and the page goes on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FIXTURES, launch, open, paste, serve } from "./site.mjs";

const TEXT = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
const TITLE = "白石镇人民政府2023年政府信息公开工作年度报告";

let site, browser;
before(async () => { site = await serve(); browser = await launch({ serviceWorkers: "block" }); });
after(async () => { await browser.close(); await site.close(); });

/** Pastes `before`, then `piece` so many times, then `after`. */
const pasteMany = (page, kind, before, piece, times, after = "") => paste(page, { [kind]: [[before, 1], [piece, times], [after, 1]] });

/** Holds that the page is alive: an ordinary report is read and found clean. */
async function isAlive(page, errors) {
  await paste(page, { "text/plain": TEXT });
  await page.waitForFunction(() => document.querySelector("[data-testid=report]")?.innerText.includes("江湾街道办事处"));
  await page.getByTestId("all-clear").waitFor();
  assert.deepEqual(errors, []);
}

test("a text of 200 MB is refused in one sentence, alone and at the desk", async () => {
  const { page, errors } = await open(browser.context, site.url);
  await page.evaluate(() => {
    // Made of one piece many times, so that it need not be in memory.
    const piece = new Blob(["一、总体情况。\n".repeat(50_000)]);
    window.large = new File(Array(Math.ceil(200e6 / piece.size)).fill(piece), "大.txt");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(window.large);
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  const notice = page.locator("[role=alert]");
  await notice.waitFor();
  assert.match(await notice.innerText(), /^“大\.txt”超过 64 MB 的上限；请只保留年度报告本身再打开。\s+知道了$/);
  await isAlive(page, errors);
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    for (let at = 0; at < 6; at += 1) dataTransfer.items.add(at === 3 ? window.large : new File([text], `${at}.txt`));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, TEXT);
  await page.getByTestId("reports").waitFor();
  await page.getByTestId("running").waitFor({ state: "detached" });
  const rows = await page.getByTestId("reports").locator("tbody tr:not(.spacer)").allInnerTexts();
  assert.equal(rows.length, 6);
  assert.equal(rows.filter((row) => /文件超过 64 MB 的上限；请只保留年度报告本身。/.test(row)).length, 1);
  assert.deepEqual(errors, []);
  await page.close();
});

test("of 50,000 findings the list shows some and says how many there are", async () => {
  const { page, errors } = await open(browser.context, site.url);
  await pasteMany(page, "text/plain", `${TITLE}\n一、总体情况\n`, "于2023年2月30日办理。\n", 50_000);
  const list = page.getByTestId("findings");
  await list.waitFor();
  const heading = await list.locator("h2").innerText();
  const count = Number(/问题 (\d+) 项/.exec(heading)[1]);
  assert.ok(count > 50_000, heading);
  assert.equal(await list.locator("[role=treeitem]").count(), 500);
  assert.match(await list.locator(".capped").innerText(), new RegExp(`^共 ${count} 项，这里列出前 500 项`));
  assert.match(await list.locator(".coverage").innerText(), /^核对了 1 个部分、0 张表、0 条勾稽关系、\d+ 条规则；没有找到的 3 张表无法核对。/);
  // What is not listed is not marked either: the page would stand still over fifty thousand marks.
  assert.ok((await page.locator("#paper mark").count()) <= 550);
  // The list is used as ever: the next finding, the severities.
  await page.keyboard.press("F8");
  await list.locator(".finding.open").waitFor();
  await list.locator("[data-filter=error]").click();
  await page.waitForFunction(() => !document.querySelector("[data-testid=findings] .capped"));
  await isAlive(page, errors);
  await page.close();
});

for (const [kind, piece] of [["text/plain", "年"], ["text/html", "x"]]) {
  test(`200 million characters on the clipboard (${kind}) are refused in one sentence`, async () => {
    const { page, errors } = await open(browser.context, site.url);
    await pasteMany(page, kind, `${TITLE}\n`, piece, 200_000_000);
    const notice = page.locator("[role=alert]");
    await notice.waitFor();
    assert.match(await notice.innerText(), /^剪贴板里的内容超过 64 MB 的上限；请只复制年度报告本身再粘贴。/);
    await isAlive(page, errors);
    await page.close();
  });
}

for (const [what, before, piece, times, after] of [
  ["a table of 100,000 columns", "<table><tr>", "<td>1</td>", 100_000, "</tr></table>"],
  ["a table of 100,000 rows", "<table>", "<tr><td>1</td><td>2</td></tr>", 100_000, "</table>"],
  ["gigantic spans", "<table>", "<tr><td rowspan=4294967295 colspan=99999999>1</td><td rowspan=-1 colspan=1e9>2</td><td rowspan=0>3</td></tr>", 500, "</table>"],
]) {
  test(`${what}: read up to the limit, which is told`, async () => {
    const { page, errors } = await open(browser.context, site.url);
    await pasteMany(page, "text/html", `<p>${TITLE}</p>${before}`, piece, times, after);
    await page.getByTestId("report").waitFor();
    assert.match(await page.getByTestId("summary").innerText(), /内容超过上限（100000 段，表格 2000 行 100 列），超过的部分没有读取/);
    assert.ok((await page.getByTestId("report").locator("td, th").count()) <= 2_000 * 100);
    await isAlive(page, errors);
    await page.close();
  });
}

for (const [what, piece] of [
  ["divisions", "<div>"],
  ["tables", "<table><tr><td>"],
  ["lists", "<ul><li>"],
  ["formats", "<b><i><font>"],
  ["links", "<p><a href=x>"],
  ["drawings", "<svg><foreignObject>"],
  ["formulas", "<math><mtext>"],
  ["templates", "<template>"],
  ["choices", "<select><optgroup>"],
]) {
  test(`10,000 ${what} in one another are read`, async () => {
    const { page, errors } = await open(browser.context, site.url);
    await pasteMany(page, "text/html", `<p>${TITLE}</p><p>一、总体情况</p>`, piece, 10_000, "深处");
    await page.getByTestId("report").waitFor();
    assert.match(await page.getByTestId("report").innerText(), /白石镇人民政府2023年/);
    await isAlive(page, errors);
    await page.close();
  });
}

test("a tag of 10,000 attributes, and one of 10 MB, are read", async () => {
  const { page, errors } = await open(browser.context, site.url);
  await pasteMany(page, "text/html", `<p>${TITLE}</p><p `, "a b=c ", 10_000, ">一、总体情况</p>");
  await page.getByTestId("report").waitFor();
  await page.getByRole("button", { name: "年报校核" }).click();
  await page.getByTestId("report").waitFor({ state: "detached" });
  await pasteMany(page, "text/html", `<p>${TITLE}</p><p title="`, "长", 3_500_000, `">一、总体情况</p>`);
  await page.getByTestId("report").waitFor();
  await isAlive(page, errors);
  await page.close();
});
