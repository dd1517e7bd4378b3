// Screenshots of every state, into tests/browser/shots: `make shots`. For people to look at.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch, open, serve } from "./site.mjs";

const folder = fileURLToPath(new URL("./shots/", import.meta.url));
mkdirSync(folder, { recursive: true });
const site = await serve();

async function shoot(prefix, options) {
  const { context, close } = await launch(options);
  const { page, errors } = await open(context, site.url);
  const shot = (name) => page.screenshot({ path: `${folder}${prefix}-${name}.png` });
  await shot("start");
  for (const sample of ["clean", "faulty", "damaged"]) {
    await page.getByTestId(`sample-${sample}`).click();
    await page.getByTestId("report").waitFor();
    await page.waitForTimeout(150);
    await shot(sample);
    if (sample === "faulty") {
      const item = page.getByTestId("findings").locator("[data-rule=requests-row-total] .finding-head");
      await item.click();
      await page.waitForTimeout(900);
      await shot("open");
    }
    if (sample === "damaged") {
      await page.keyboard.press("F8");
      for (let step = 0; step < 6; step++) await page.keyboard.press("F8");
      await page.waitForTimeout(900);
      await shot("damaged-open");
    }
    await page.locator("button.brand").click();
  }
  await page.keyboard.press("?");
  await page.waitForTimeout(100);
  await shot("help");
  if (errors.length) console.log(prefix, errors);
  await close();
}

await shoot("wide", {});
await shoot("dark", { colorScheme: "dark" });
await shoot("narrow", { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 });
await site.close();
