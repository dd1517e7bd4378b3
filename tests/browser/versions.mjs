// The site in several versions, kept by its service worker.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST, launch, open, serve } from "./site.mjs";

/** The service worker `code` for a site whose files end with what `mark` gives for their names: with their hashes. */
function serviceWorker(code, mark) {
  const hash = (name) => `sha256-${createHash("sha256").update(readFileSync(join(DIST, name))).update(mark(name)).digest("base64")}`;
  const files = JSON.parse(/const FILES = (\{.*\});/.exec(code)[1]);
  const marked = Object.keys(files).map((file) => [file, hash(file.slice(2) || "index.html")]);
  return code.replace(/const FILES = .*/, `const FILES = ${JSON.stringify(Object.fromEntries(marked))};`);
}

/** Waits until the page's files are kept and come from the service worker. */
export const isKept = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  });

/** Waits until a version that was found is installed or has failed. */
export const settled = (page) =>
  page.evaluate(async () => {
    while ((await navigator.serviceWorker.getRegistration()).installing) await new Promise((done) => setTimeout(done, 20));
  });

/** The site, which becomes another version: every file of text says so in its last line. A file may be `broken`, or `late`
 * and still of version A. `prepare` is done before the page is opened, `extra` stands before the service worker's code, `more` is said by the
 * loader of the checking worker. */
export async function site(t, { prepare = () => {}, extra = "", more = "", isKeeping = true } = {}) {
  const state = { version: "A", broken: undefined, late: undefined };
  const mark = (name, version = state.version) => (/\.(js|css)$/.test(name) ? `${name === "worker_loader.js" ? more : ""}\n/* version ${version} */` : "");
  const served = await serve({
    instead: (name, file) => {
      if (name === state.broken) return 500;
      const text = readFileSync(file, "utf8");
      if (name === "sw.js") return extra + serviceWorker(text.replace(/const VERSION = "(\w+)"/, `const VERSION = "$1${state.version}"`), mark);
      const end = mark(name, name === state.late ? "A" : state.version);
      return end ? text + end : undefined;
    },
  });
  const { context, close } = await launch();
  t.after(async () => { await close(); await served.close(); });
  await prepare(context, served.url);
  const { page, errors } = await open(context, served.url);
  if (isKeeping) {
    await isKept(page);
    await page.reload();
    await page.getByTestId("sample-clean").waitFor();
  }
  const update = () => page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update().catch(() => {}); });
  /** The versions of all files that a tab gets. */
  const versions = (page) => page.evaluate(async () => {
    const names = ["worker.js", "worker_loader.js", "register.js", "boot.js", "pdf.js"];
    const texts = await Promise.all(names.map(async (name) => (await (await fetch(`./${name}`)).text()).match(/version (\w) \*\/$/)[1]));
    return texts.join("");
  });
  return { state, served, url: served.url, context, page, errors, update, versions };
}
