// For those who do not see the page: axe finds nothing to object to, in any state, light and dark.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { objections } from "./axe.mjs";
import { FIXTURES, open, own, paste, test } from "./site.mjs";

for (const [colorScheme, width] of [["light", 1366], ["dark", 1366], ["light", 390], ["dark", 390]]) {
  test(`axe has no objection (${colorScheme}, ${width} wide)`, async (t) => {
    const { site, context } = await own(t, { colorScheme, viewport: { width, height: 768 } });
    const { page } = await open(context, site.url);
    assert.deepEqual(await objections(page), [], "start");
    for (const sample of ["clean", "faulty", "damaged"]) {
      await page.getByTestId(`sample-${sample}`).click();
      await page.getByTestId("report").waitFor();
      if (sample !== "clean") await page.keyboard.press("F8");
      assert.deepEqual(await objections(page), [], sample);
      await page.locator("button.brand").click();
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await objections(page), [], "help");
    await page.keyboard.press("Escape");

    // Last year's report beside it, a form, what was set aside, the settings.
    const list = page.getByTestId("findings");
    await paste(page, { "text/plain": readFileSync(join(FIXTURES, "layouts", "00-2021-pipe.txt"), "utf8") });
    await page.getByTestId("previous-input").setInputFiles(join(FIXTURES, "layouts", "16-2021-html.html"));
    for (const rule of ["previous-carried-over", "previous-alike"]) {
      await list.locator(`[data-rule=${rule}] .finding-head`).click();
      assert.deepEqual(await objections(page), [], rule);
    }
    await list.getByRole("button", { name: "忽略…" }).click();
    await list.getByLabel("其他", { exact: true }).check();
    assert.deepEqual(await objections(page), [], "reasons");
    await list.getByRole("button", { name: "确定" }).click();
    await page.getByTestId("set-aside").locator("summary").click();
    await list.locator("[role=treeitem] .finding-head").first().click();
    await list.getByRole("button", { name: "停用或改级别…" }).click();
    assert.deepEqual(await objections(page), [], "a rule to switch off");
    await list.locator("form").getByRole("button", { name: "确定" }).click();
    await page.getByTestId("set-aside").getByText("已停用").waitFor();
    assert.deepEqual(await objections(page), [], "set aside");
    await page.getByTestId("settings").click();
    await page.getByRole("dialog").getByRole("button", { name: "清除" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "撤销" }).waitFor();
    assert.deepEqual(await objections(page), [], "settings");
  });
}
