// WebKit, as Debian has it (MiniBrowser of WebKitGTK), on a screen that nobody sees, by WebDriver alone.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
export const KEYS = { Enter: "\uE007", Tab: "\uE004", Escape: "\uE00C", Control: "\uE009" };

const free = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => { const { port } = server.address(); server.close(() => done(port)); });
});

/** Asks until there is an answer; `what` says for whom. */
export async function until(what, ask, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

/** Starts it, with a home of its own, where downloads go. */
export async function launchWebKit() {
  const home = mkdtempSync(join(tmpdir(), "nianbao-webkit-"));
  const downloads = join(home, "downloads");
  mkdirSync(downloads);
  mkdirSync(join(home, ".config"));
  writeFileSync(join(home, ".config", "user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/downloads"\n');

  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1366x900x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const display = await new Promise((done, fail) => { screen.once("error", fail); screen.stdio[3].once("data", (bytes) => done(`:${String(bytes).trim()}`)); });
  const port = await free();
  const driver = spawn("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], {
    stdio: "ignore",
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", HOME: home, DISPLAY: display, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
  });

  async function call(method, path, body) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
  await until("the driver", () => call("GET", "/status").catch(() => undefined));
  const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary: process.env.WEBKIT, args: ["--automation"] } } } });
  const session = (method, path, body) => call(method, `/session/${sessionId}${path}`, body);

  const page = {
    downloads,
    goto: (url) => session("POST", "/url", { url }),
    reload: () => session("POST", "/refresh", {}),
    /** Runs a function in the page. */
    evaluate: (run, ...args) => session("POST", "/execute/sync", { script: `return (${run}).apply(null, arguments)`, args }),
    until: (run, ...args) => until(String(run), () => page.evaluate(run, ...args)),
    /** The element of that selector, once it is there. */
    find: (selector) => until(selector, () => session("POST", "/element", { using: "css selector", value: selector }).then((found) => found[ELEMENT], () => undefined)),
    click: async (selector) => session("POST", `/element/${await page.find(selector)}/click`, {}),
    /** Into a field as keys, into an input of files as their names. */
    type: async (selector, text) => session("POST", `/element/${await page.find(selector)}/value`, { text }),
    /** Keys pressed one after the other, each let go; several in a list together. */
    press: (...keys) => session("POST", "/actions", {
      actions: [{ type: "key", id: "keyboard", actions: keys.flatMap((key) => {
        const together = [key].flat();
        return [...together.map((value) => ({ type: "keyDown", value })), ...together.toReversed().map((value) => ({ type: "keyUp", value }))];
      }) }],
    }),
  };
  const close = async () => {
    await session("DELETE", "");
    driver.kill();
    screen.kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return { page, close };
}
