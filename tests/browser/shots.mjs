// Screenshots of every state, into tests/browser/shots: `make shots`. For people to look at.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch, open, serve } from "./site.mjs";

const folder = fileURLToPath(new URL("./shots/", import.meta.url));
const files = fileURLToPath(new URL("../fixtures/files/", import.meta.url));
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
  // Several files, one of them a PDF; and what is shown while a long one is read.
  await page.setInputFiles("input[type=file]", ["print.pdf", "gbk.txt", "merged.docx", "calc.xlsx"].map((name) => `${files}${name}`));
  await page.getByTestId("report").waitFor();
  await page.waitForTimeout(300);
  await shot("pile-pdf");
  await page.getByTestId("pile").getByRole("button", { name: "下一份" }).click();
  await page.waitForTimeout(600);
  await shot("pile-gbk");
  await page.evaluate(() => new MutationObserver((_, observer) => {
    if (!document.querySelector(".reading progress")) return;
    observer.disconnect();
    // Held still for the picture.
    document.querySelector("#app").replaceWith(document.querySelector("#app").cloneNode(true));
  }).observe(document.body, { subtree: true, childList: true }));
  await page.setInputFiles("input[type=file]", `${files}print-long.pdf`);
  await page.waitForTimeout(2_500);
  await shot("reading");
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
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
