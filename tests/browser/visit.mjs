// A first visit: what is painted and usable when, and what has come over the line by then.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compressed } from "./brotli.mjs";
import { DIST, launch, serve } from "./site.mjs";

/** Visits with an empty browser, over a line. Times are milliseconds since the visit began; `bytes` those of the files
 * asked for until the first report was checked. The service worker is at work, too, as it is for every visitor. */
export async function visit(over) {
  // Compressed before the clock runs.
  for (const name of readdirSync(DIST)) if (/\.(html|js|css|wasm|svg|webmanifest)$/.test(name) && name !== "nianbao.html") await compressed(readFileSync(join(DIST, name)));
  const site = await serve({ asHost: true, over });
  const browser = await launch();
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await page.goto(site.url, { waitUntil: "commit" });
  const now = () => page.evaluate(() => performance.now());
  await page.getByTestId("sample-clean").waitFor({ timeout: 60_000 });
  const usable = await now();
  await page.getByTestId("sample-clean").click();
  await page.getByTestId("report").waitFor({ timeout: 60_000 });
  const report = await now();
  const bytes = site.answers.reduce((sum, answer) => sum + answer.bytes, 0);
  const { paint, wasm } = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    wasm: performance.getEntriesByType("resource").find(({ name }) => /page-\w+_bg\.wasm$/.test(name)).responseEnd,
  }));
  const close = async () => { await browser.close(); await site.close(); };
  return { paint, wasm, usable, report, bytes, site, page, close };
}
