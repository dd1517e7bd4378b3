// What axe objects to on a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BROWSER } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe objects to: a line a rule, with the first places. */
export async function objections(page) {
  // Asked in one browser: see left-out.mjs.
  if (BROWSER !== "chromium") return [];
  // Run as a debugger would: the page's policy lets no script in.
  const { violations } = await page.evaluate(`(() => { ${axe}; return axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }); })()`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(" ; ")}`);
}
