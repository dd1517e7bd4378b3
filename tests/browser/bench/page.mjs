// The page measured in Chromium: by the User Timing measures that it leaves, and by what the browser tells of itself.
import { readFileSync } from "node:fs";
import { launch, open } from "../site.mjs";

export const median = (values) => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];

/** Runs in the page: waits for the next run's measures and for the frame in which it is seen. `nianbaoStarted` is when
 * what is measured began. */
function instruments() {
  window.nianbaoRun = (start) =>
    new Promise((done) => {
      performance.clearMeasures();
      const observer = new PerformanceObserver((list) => {
        if (list.getEntriesByName("nianbao.render").length === 0) return;
        observer.disconnect();
        const took = (name) => performance.getEntriesByName(`nianbao.${name}`).at(-1).duration;
        const drawn = performance.now();
        requestAnimationFrame(() => setTimeout(() => done({ read: took("read"), check: took("check"), render: took("render"), drawn: drawn - window.nianbaoStarted, seen: performance.now() - window.nianbaoStarted })));
      });
      observer.observe({ entryTypes: ["measure"] });
      start?.();
    });
  // The longest time for which the page's thread does nothing else: a message to itself goes round all the while.
  window.nianbaoStall = () => {
    const { port1, port2 } = new MessageChannel();
    let [last, most] = [performance.now(), 0];
    port1.onmessage = () => {
      const now = performance.now();
      most = Math.max(most, now - last);
      last = now;
      port2.postMessage(0);
    };
    port2.postMessage(0);
    return () => { port1.close(); return most; };
  };
}

/** Opens the page in a browser of its own and has `work` measure there; answers with what that gives and the memory. */
export async function inPage(site, work) {
  const browser = await launch();
  try {
    const { page } = await open(browser.context, site.url);
    // The service worker has kept its files, and the checker is there: what follows is not about the network.
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForTimeout(1000);
    await page.evaluate(instruments);
    const before = await memory(browser.context, page);
    const result = await work(page);
    return { ...result, memory: { before, after: await memory(browser.context, page) } };
  } finally {
    await browser.close();
  }
}

/** Megabytes: the JavaScript heap of the page; the page's process with its workers, now and at most. */
async function memory(context, page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const { metrics } = await client.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value / 1e6;
  const session = await context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const field = (status, name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1000;
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => readFileSync(`/proc/${id}/status`, "utf8"));
  // The page's own process is the one that has become the largest.
  const [own] = renderers.sort((left, right) => field(right, "VmHWM") - field(left, "VmHWM"));
  return { heap, now: field(own, "VmRSS"), most: field(own, "VmHWM") };
}

/** Pastes `text`; what the run took. */
const pasted = (page, text) =>
  page.evaluate(async (text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    return nianbaoRun(() => {
      window.nianbaoStarted = performance.now();
      document.body.dispatchEvent(event);
    });
  }, text);

const medians = (runs) => Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]));

/** The first paste of a session, the longest stall of the page in it, and the median of `times` more. */
export const paste = (site, text, times) =>
  inPage(site, async (page) => {
    await page.evaluate(() => { window.nianbaoStalled = nianbaoStall(); });
    const cold = await pasted(page, text);
    const stall = await page.evaluate(() => window.nianbaoStalled());
    const runs = [];
    for (let run = 0; run < times; run++) runs.push(await pasted(page, text));
    return { cold, stall, warm: medians(runs) };
  });

/** From a key to the findings that follow from it, in a paragraph of `text` that begins with `words`. */
export const keys = (site, text, words, times) =>
  inPage(site, async (page) => {
    await pasted(page, text);
    await page.getByTestId("report").locator("p", { hasText: words }).first().dblclick();
    const field = page.getByTestId("report").locator("textarea");
    await field.waitFor();
    await field.press("End");
    await page.evaluate(() => addEventListener("keydown", (event) => { window.nianbaoStarted = event.timeStamp; }, true));
    const runs = [];
    // The first two are to warm up.
    for (let press = 0; press < times + 2; press++) {
      const run = page.evaluate(() => nianbaoRun());
      await page.keyboard.press(press % 2 ? "Backspace" : "9");
      runs.push(await run);
    }
    return { warm: medians(runs.slice(2)) };
  });

/** Opens the file at `path`, each time with a reader that is started for it. */
export const file = (site, path, times) =>
  inPage(site, async (page) => {
    await page.evaluate(() => addEventListener("change", () => { window.nianbaoStarted = performance.now(); }, true));
    const runs = [];
    for (let run = 0; run < times; run++) {
      const told = page.evaluate(() => nianbaoRun());
      await page.setInputFiles("input[type=file]", path);
      runs.push(await told);
    }
    return { cold: runs[0], warm: medians(runs) };
  });

/** The floor: what the same browser takes to decode `text`, and to look at each of its code units once; milliseconds. */
export const floor = (site, text) =>
  inPage(site, (page) =>
    page.evaluate(async (text) => {
      const bytes = new TextEncoder().encode(text);
      const middle = (work) => {
        const took = Array.from({ length: 31 }, () => {
          const start = performance.now();
          window.nianbaoSeen = work();
          return performance.now() - start;
        });
        return took.sort((left, right) => left - right)[15];
      };
      const decode = middle(() => new TextDecoder().decode(bytes).length);
      const scan = middle(() => {
        let marks = 0;
        for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === 0x3002) marks++;
        return marks;
      });
      return { decode, scan };
    }, text),
  );
