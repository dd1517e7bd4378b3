// For those who bear no motion, who have the system's own colours, or who see the page twice as large.
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { objections } from "./axe.mjs";
import { report, wrong } from "./reports.mjs";
import { FAULTY, inField, launch, open, own, paste, serve, test } from "./site.mjs";

const PDF = fileURLToPath(new URL("../fixtures/files/print-plain.pdf", import.meta.url));

const text = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
/** A few reports, more than the page takes by itself. */
const few = Array.from({ length: 7 }, (_, at) => text(`${at}.txt`, report(at, { change: at % 3 === 0 ? wrong : (text) => text })));
const input = (page) => page.locator("#app input[type=file]").first();

/** Opens a report with a wrong cell and a wrong word. */
async function begin(page) {
  await paste(page, { "text/plain": wrong(FAULTY) });
  await page.getByTestId("findings").locator("[data-rule=phrase-misspelt]").waitFor();
}

/** What moves: running animations and transitions, and what scrolls softly. */
const moving = (page) =>
  page.evaluate(() => [...new Set([
    ...document.getAnimations().filter((animation) => animation.effect.getComputedTiming().duration > 0).map((animation) => animation.animationName ?? animation.transitionProperty),
    ...[...document.querySelectorAll("*")].filter((element) => getComputedStyle(element).scrollBehavior !== "auto").map((element) => element.className),
  ])]);

// Asked without the wish, too: what is found then would be found with it.
for (const [reducedMotion, expected] of [
  ["reduce", [[], [], []]],
  ["no-preference", [["desk-paper"], ["arrive", "desk-paper"], ["arrive"]]],
]) {
  test(`motion is ${reducedMotion === "reduce" ? "left out where that is wished" : "there where nothing is wished"}`, async (t) => {
    // A reader that does not come, so that what is told of the waiting stays.
    const site = await serve({ instead: (name) => (name === "pdf_loader.js" ? new Promise(() => {}) : undefined) });
    const { context, close } = await launch({ reducedMotion, serviceWorkers: "block" });
    t.after(async () => { await close(); await site.close(); });
    const { page } = await open(context, site.url);
    await begin(page);
    await page.keyboard.press("F8");
    await page.locator(".finding.open").waitFor();
    assert.deepEqual(await moving(page), expected[0], "a finding is open");
    await page.getByTestId("previous-input").setInputFiles(PDF);
    await page.getByTestId("aside").waitFor();
    assert.deepEqual(await moving(page), expected[1], "last year's report is waited for");
    await page.getByTestId("aside").getByRole("button").click();
    await input(page).setInputFiles(PDF);
    await page.locator(".reading").waitFor();
    assert.deepEqual(await moving(page), expected[2], "a report is waited for");
    await input(page).setInputFiles(few);
    await page.getByTestId("running").waitFor();
    assert.deepEqual((await moving(page)).filter((name) => name !== "arrive" && name !== "desk-paper"), [], "the desk is at work");
    await page.getByTestId("running").waitFor({ state: "detached" });
    await page.getByTestId("reports").locator("tbody tr:not(.spacer) button").first().click();
    await page.getByTestId("report").waitFor();
    assert.deepEqual(await moving(page), expected[0], "a report of the desk's");
  });
}

/** Those of these elements that only a ground tells from what is around them: no border in sight, no outline, no line below. */
const untold = (elements) =>
  elements.evaluateAll((all) => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const isSeen = (colour) => colour !== ground && !/^rgba\(.*, 0\)$/.test(colour);
    const hasBorder = (style) => ["Top", "Right", "Bottom", "Left"].some((side) =>
      style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1 && isSeen(style[`border${side}Color`]));
    const isTold = (element) => {
      const style = getComputedStyle(element);
      const corner = getComputedStyle(element, "::after");
      const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && isSeen(style.outlineColor);
      // In tables all cells have borders: there it is the corner.
      if (element.matches("td, th")) return hasOutline || (corner.content !== "none" && hasBorder(corner));
      return hasBorder(style) || hasOutline || (style.textDecorationLine === "underline" && isSeen(style.textDecorationColor));
    };
    return all.filter((element) => element.checkVisibility() && !isTold(element)).map((element) => element.outerHTML.slice(0, 120));
  });

test("in the system's own colours all is told apart by lines", async (t) => {
  const { site, context } = await own(t, { forcedColors: "active" });
  const { page } = await open(context, site.url);
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  await page.keyboard.press("F8");
  await page.locator(".finding.open").waitFor();
  // Not by the focus, which goes elsewhere.
  await page.getByTestId("settings").focus();
  for (const what of ["#paper mark", "#paper .marked", "#app button"]) {
    assert.ok((await page.locator(what).count()) > 3 || what === "#paper mark", what);
    assert.deepEqual(await untold(page.locator(what)), [], what);
  }
  // Severities by the kind of line, the open finding's place by a ring that no other place has.
  assert.deepEqual(await page.locator("#paper mark").evaluateAll((marks) => [...new Set(marks.map((mark) => `${mark.className.split(" ")[0]} ${getComputedStyle(mark).textDecorationStyle}`))].sort()), ["error wavy", "warning dashed"]);
  const outlines = () => page.locator("#paper mark, #paper .marked").evaluateAll((places) => places.map((place) => getComputedStyle(place)).filter((style) => style.outlineStyle !== "none").map((style) => style.outlineWidth));
  assert.deepEqual(await outlines(), ["3px"]);
  assert.deepEqual(await objections(page), [], "a finding is open");
  await page.keyboard.press("Escape");
  await page.locator(".finding.open").waitFor({ state: "detached" });
  assert.deepEqual(await outlines(), []);
  // A severity that is hidden is struck out.
  await page.locator("[data-filter=warning]").click();
  assert.equal(await page.locator("[data-filter=warning]").evaluate((button) => getComputedStyle(button).textDecorationLine), "line-through");

  // The field has a frame of its own even where the focus is not shown.
  await page.locator("table.requests td:not(.marked, .tick)").first().focus();
  await page.keyboard.press("F2");
  await inField(page);
  const field = page.locator(".edit");
  assert.deepEqual(await field.evaluate((field) => { const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(field); return [borderTopStyle, borderTopWidth, outlineStyle]; }), ["solid", "1px", "solid"]);
  assert.deepEqual(await untold(field), []);
  assert.deepEqual(await objections(page), [], "a field is open");
  await page.keyboard.press("Escape");

  await input(page).setInputFiles(few);
  await page.getByTestId("reports").waitFor();
  await page.getByTestId("running").waitFor({ state: "detached" });
  for (const what of ["#desk .bar > button", "#desk .views", "#desk .views button[aria-pressed=true]", "#desk tbody button", "#desk .filters input, #desk .filters select"]) {
    assert.ok((await page.locator(what).count()) > 0, what);
    assert.deepEqual(await untold(page.locator(what)), [], what);
  }
  // What is wrong with a report is told in signs.
  assert.match(await page.getByTestId("reports").locator("tbody tr:not(.spacer)").first().innerText(), /✗ \d+ 处/);
  assert.deepEqual(await objections(page), [], "the desk");
});

/** Those of these elements whose middle cannot be pointed at, as they lie now. */
const outOfReach = (elements) =>
  elements.evaluateAll((all) => all.filter((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return element.checkVisibility() && !(at && element.contains(at));
  }).map((element) => element.outerHTML.slice(0, 120)));

// Half of a usual screen, as at 200 %, and a small phone.
for (const [width, height, deviceScaleFactor] of [[683, 384, 2], [320, 640, 1]]) {
  test(`on ${width} by ${height} all is in reach, and nothing goes off sideways`, async (t) => {
    const { site, context } = await own(t, { viewport: { width, height }, deviceScaleFactor });
    const { page, errors } = await open(context, site.url);
    page.on("dialog", (dialog) => dialog.accept());
    const fits = async (what) => {
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, what);
      // The bar stays as it is.
      assert.deepEqual(await outOfReach(page.locator("#app .bar button")), [], what);
    };
    await fits("start");
    await begin(page);
    await page.getByTestId("previous-input").setInputFiles(text("2022.txt", FAULTY.replaceAll("2023", "2022")));
    await page.getByTestId("compare").getByText("对照：2022年").waitFor();
    await fits("a report");

    // The list: its filters, a finding, what is done about it.
    const list = page.getByTestId("findings");
    assert.deepEqual(await outOfReach(list.locator(".findings-head button")), []);
    for (const size of ["full", "closed", "half"]) {
      await list.locator(".sheet").click();
      await page.locator(`.findings.${size}`).waitFor();
      assert.deepEqual(await outOfReach(list.locator(".findings-head button")), [], size);
      assert.ok(await list.evaluate((list) => list.getBoundingClientRect().bottom <= innerHeight + 1), size);
    }
    const item = list.locator("[data-rule=phrase-misspelt]");
    await item.locator(".finding-head").click();
    await item.getByTestId("make-fix").click();
    await item.waitFor({ state: "detached" });
    await page.getByTestId("report").getByText("架起了桥梁").waitFor();
    await page.getByTestId("keep-question").getByRole("button", { name: "不保存" }).click();
    await fits("a fix");

    // 表三 by keys: the field is in sight wherever it goes, and takes what is typed.
    const cell = page.locator("table.requests tr", { hasText: "（一）予以公开" }).locator("td:not(.tick)").first();
    await cell.focus();
    await page.keyboard.press("F2");
    await inField(page);
    for (const [key, figure] of [["Tab", "1"], ["Tab", "2"], ["Enter", "3"], ["Enter", "4"], ["Shift+Tab", "5"], ["ArrowUp", "6"]]) {
      await page.keyboard.type(figure);
      const before = await page.locator(".edit").evaluateHandle((field) => field.closest("td"));
      await page.keyboard.press(key);
      await page.waitForFunction((before) => document.activeElement.matches(".edit") && document.activeElement.closest("td") !== before, before);
      await page.waitForFunction(() => {
        const { left, top, width, height } = document.activeElement.getBoundingClientRect();
        return [[left + 2, top + 2], [left + width - 2, top + height - 2]].every(([x, y]) => document.elementFromPoint(x, y) === document.activeElement);
      });
      await fits(`a field after ${key}`);
    }
    await page.keyboard.press("Escape");
    await list.locator("[data-rule^=requests-]").first().waitFor();
    assert.equal(await page.getByTestId("changed").innerText(), "已修改 7 处");

    // Settings and help: what they hold is come to, and they are closed by their button.
    await page.getByTestId("settings").click();
    const dialog = page.getByRole("dialog");
    const keep = dialog.getByTestId("keep");
    await keep.check();
    assert.deepEqual(await outOfReach(keep), []);
    await keep.uncheck();
    assert.deepEqual(await outOfReach(dialog.getByRole("button", { name: "关闭" })), []);
    assert.ok(await dialog.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth));
    await dialog.getByRole("button", { name: "关闭" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "帮助", exact: true }).click();
    await dialog.locator("a").last().scrollIntoViewIfNeeded();
    assert.deepEqual(await outOfReach(dialog.locator("a").last()), []);
    assert.ok(await dialog.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth));
    await dialog.getByRole("button", { name: "关闭" }).click();
    await dialog.waitFor({ state: "detached" });

    await page.getByTestId("export").click();
    const menu = page.getByRole("menu", { name: "导出" });
    await menu.waitFor();
    assert.deepEqual(await outOfReach(menu.getByRole("menuitem")), []);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    assert.deepEqual(errors, []);
  });
}
