// For those who do not see the page: axe finds nothing to object to, in any state, light and dark.
import assert from "node:assert/strict";
import { test } from "node:test";
import { objections } from "./axe.mjs";
import { launch, open, serve } from "./site.mjs";

for (const colorScheme of ["light", "dark"]) {
  test(`axe has no objection (${colorScheme})`, async (t) => {
    const site = await serve();
    const { context, close } = await launch({ colorScheme });
    t.after(async () => { await close(); await site.close(); });
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
  });
}
