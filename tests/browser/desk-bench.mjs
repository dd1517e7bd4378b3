// A thousand reports on the desk: how long, how awake the page stays, how much memory. Run by `make bench`.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { name, report, wrong } from "./reports.mjs";
import { launch, open, serve } from "./site.mjs";

const COUNT = Number(process.argv[2] ?? 1000);
const site = await serve();
const browser = await launch();
const { page } = await open(browser.context, site.url);
/** Megabytes that all processes of the browser hold. */
const memory = () => {
  const lines = execFileSync("ps", ["-eo", "rss,args"], { encoding: "utf8" }).split("\n");
  const own = lines.filter((line) => /chrom/.test(line) && !/node|grep/.test(line));
  return Math.round(own.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[0]), 0) / 1024);
};
const before = memory();
const texts = Array.from({ length: COUNT }, (_, at) => [`${at}-${name(at)}.txt`, report(at % 450, { year: 2020 + Math.floor(at / 450), words: at, change: at % 20 === 0 ? wrong : (text) => text })]);
const size = texts.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
const data = await page.evaluateHandle((texts) => {
  const data = new DataTransfer();
  for (const [name, text] of texts) data.items.add(new File([text], name));
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
  return data;
}, texts);
const started = Date.now();
await page.locator("main").first().dispatchEvent("drop", { dataTransfer: data });
await page.getByTestId("running").waitFor();
let most = 0;
const watch = setInterval(() => { most = Math.max(most, memory()); }, 500);
await page.getByText(new RegExp(`已核对 ${COUNT} 份`)).first().waitFor({ timeout: 600_000 });
const checked = Date.now() - started;
await page.getByTestId("running").waitFor({ state: "detached", timeout: 600_000 });
const whole = Date.now() - started;
clearInterval(watch);
const tasks = await page.evaluate(() => window.tasks.map(Math.round).sort((left, right) => right - left));
console.log(`${COUNT} reports of ${Math.round(size / COUNT / 1024)} KB on ${cpus().length} cores`);
console.log(`all checked after ${(checked / 1000).toFixed(1)} s (${Math.round((COUNT * 1000) / checked)} a second), with last year's after ${(whole / 1000).toFixed(1)} s`);
console.log(`tasks over 50 ms on the main thread: ${tasks.length}${tasks.length ? `, the longest ${tasks[0]} ms` : ""}`);
console.log(`memory of the browser: ${before} MB before, ${most} MB at most, ${memory()} MB after`);
await browser.close();
await site.close();
