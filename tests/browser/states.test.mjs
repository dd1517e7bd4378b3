// The same of the states that come and go: fields, questions, dialogs, notices (access.test.mjs has those that stay).
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { objections } from "./axe.mjs";
import { name, report, wrong } from "./reports.mjs";
import { FAULTY, inField, open, own, paste, test } from "./site.mjs";

const SCAN = fileURLToPath(new URL("../fixtures/files/scan.pdf", import.meta.url));

/** Opens a report with a wrong cell and a wrong word, and waits for its findings. */
async function begin(page) {
  await paste(page, { "text/plain": wrong(FAULTY) });
  await page.getByTestId("findings").locator("[data-rule=phrase-misspelt]").waitFor();
}

/** Opens the field of what `place` names. */
async function edit(page, place) {
  await place.focus();
  await page.keyboard.press("F2");
  await inField(page);
}

/** Changes the report's words, which is asked about then. */
async function change(page) {
  await edit(page, page.getByTestId("report").locator("p", { hasText: "了桥梁" }));
  await page.keyboard.press("End");
  await page.keyboard.type("公开");
  await page.keyboard.press("Escape");
  await page.getByTestId("changed").waitFor();
}

/** Writes figures into a row of 表三, one after the other. */
async function fill(page, row, figures) {
  await edit(page, page.getByTestId("report").locator("table.requests tr", { hasText: row }).locator("td:not(.tick)").first());
  for (const figure of figures) {
    await page.keyboard.type(String(figure));
    await page.keyboard.press("Tab");
    await inField(page);
  }
  await page.keyboard.press("Escape");
}

/** States of the page: how wide it is, how each is come to. */
const STATES = {
  "a paragraph's field": [1366, async (page) => {
    await begin(page);
    await edit(page, page.getByTestId("report").locator("p", { hasText: "了桥梁" }));
  }],
  "a cell's field": [1366, async (page) => {
    await begin(page);
    await edit(page, page.getByTestId("report").locator("table.requests td.marked").first());
  }],
  "the question about keeping": [1366, async (page) => {
    await begin(page);
    await change(page);
    await page.getByTestId("keep-question").waitFor();
  }],
  "drafts on the start page": [1366, async (page) => {
    await begin(page);
    await change(page);
    await page.getByTestId("keep-question").getByRole("button", { name: "保存", exact: true }).click();
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("nianbao.draft.")));
    await page.locator("button.brand").click();
    await page.getByTestId("drafts").waitFor();
  }],
  "all sure fixes": [1366, async (page) => {
    await begin(page);
    await page.getByTestId("fixes").click();
    await page.getByRole("dialog", { name: "一并改正" }).waitFor();
  }],
  "the menu of exports": [1366, async (page) => {
    await begin(page);
    await page.getByTestId("export").click();
    await page.getByRole("menu", { name: "导出" }).waitFor();
  }],
  "a file that cannot be read": [1366, async (page) => {
    await page.setInputFiles("input[type=file]", SCAN);
    await page.locator("[role=alert]").getByText("扫描件").waitFor();
  }],
  "a text that is no report": [1366, async (page) => {
    await paste(page, { "text/plain": "各位同事：\n下周一开会。\n" });
    await page.locator("[role=alert]").getByText("不像政府信息公开工作年度报告").waitFor();
  }],
  "a blank form with balance marks": [1366, async (page) => {
    await page.getByTestId("form-2021").click();
    await page.getByTestId("report").waitFor();
    await fill(page, "一、本年新收", [1, 0, 0, 0, 0, 0, 1]);
    await fill(page, "二、上年结转", [2, 0, 0, 0, 0, 0, 5]);
    await page.locator("table.requests td.tick.fine").waitFor();
    await page.locator("table.requests td.tick.error").waitFor();
    await page.getByTestId("take-sum").waitFor();
  }],
  "the list of a phone, closed": [390, async (page) => {
    await begin(page);
    await page.locator("button.sheet").click();
    await page.locator("button.sheet").click();
    await page.locator(".findings.closed").waitFor();
  }],
  "the list of a phone, full": [390, async (page) => {
    await begin(page);
    await page.locator("button.sheet").click();
    await page.locator(".findings.full").waitFor();
  }],
  "the desk at work": [1366, async (page) => {
    const files = Array.from({ length: 60 }, (_, at) => ({ name: `${at}-${name(at)}.txt`, mimeType: "text/plain", buffer: Buffer.from(report(at, { change: at % 9 === 0 ? wrong : (text) => text })) }));
    await page.locator("#app input[type=file]").first().setInputFiles(files);
    await page.getByTestId("running").getByRole("button", { name: "暂停" }).click();
    // What is looked at stands still.
    await page.getByTestId("running").getByText("已暂停").waitFor();
  }],
};

for (const [state, [width, come]] of Object.entries(STATES)) {
  test(`axe has no objection: ${state}`, async (t) => {
    const { site, context } = await own(t, { viewport: { width, height: 768 } });
    const { page } = await open(context, site.url);
    page.on("dialog", (dialog) => dialog.accept());
    await come(page);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await objections(page), [], colorScheme);
    }
  });
}
