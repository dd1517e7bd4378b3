// Debian's Firefox, driven by playwright over WebDriver BiDi. What the protocol lacks as yet is done here, with the
// browser's own means: colours and paper, pages without scripts, names of downloads, double clicks.
import { randomUUID } from "node:crypto";
import { firefox } from "playwright-core";

const PREFERENCES = {
  // Read by a test as the user's own Ctrl+V would.
  "dom.events.testing.asyncClipboard": true,
  // As in headless Chromium, a bar beside the page takes no room.
  "ui.useOverlayScrollbars": 1,
  // It asks nobody but us.
  "network.captive-portal-service.enabled": false,
  "browser.safebrowsing.update.enabled": false,
  "app.update.enabled": false,
  "app.normandy.enabled": false,
  "messaging-system.rsexperimentloader.enabled": false,
  "services.settings.server": "data:,none",
};

let running, open = 0;

/** What `launch` in site.mjs gives, of Firefox: a container with its own storage and service workers. All that are open
 * at one time are in one Firefox. */
export async function launchFirefox({ colorScheme, javaScriptEnabled = true, permissions, ...options }) {
  running ??= start();
  open++;
  const { browser, set } = await running;
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });
  const newPage = context.newPage.bind(context);
  context.newPage = async () => {
    const page = await newPage();
    if (colorScheme) await page.emulateMedia({ colorScheme });
    if (!javaScriptEnabled) await set(page._connection.toImpl(page).delegate._session.sessionId, { allowJavascript: false });
    return page;
  };
  const close = async () => {
    await context.close();
    if (--open > 0) return;
    running = undefined;
    await browser.close();
  };
  return { context, close };
}

async function start() {
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: process.env.FIREFOX || "/usr/bin/firefox-esr",
    headless: true,
    args: ["--remote-allow-system-access"],
    firefoxUserPrefs: PREFERENCES,
  });
  const inner = browser._connection.toImpl(browser);
  const { _browserSession: session, _connection: connection } = inner;

  // Functions that run in the browser itself, beside its window.
  const { contexts: [window] } = await session.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const call = (code, ...values) => session.send("script.callFunction", {
    functionDeclaration: String(code),
    arguments: values.map((value) => ({ type: "string", value })),
    target: { context: window.context },
    awaitPromise: true,
  });
  const set = (page, values) => call((id, values) => {
    const { NavigableManager } = ChromeUtils.importESModule("chrome://remote/content/shared/NavigableManager.sys.mjs");
    Object.assign(NavigableManager.getBrowsingContextById(id), JSON.parse(values));
  }, page, JSON.stringify(values));

  // Clicks that come one by one, as playwright sends them, are a double click, too.
  await call(() => {
    const { actions } = ChromeUtils.importESModule("chrome://remote/content/shared/webdriver/Actions.sys.mjs");
    const clickTracker = { count: 0, reset() { this.count = 0; }, setClick() { this.count++; } };
    actions.Chain.prototype.dispatch = async function (state, options) {
      state.clickTracker = clickTracker;
      for (const step of this) await step.dispatch(state, options);
    };
  });

  // This Firefox has no command for colours and paper: what is asked of it is done, and answered as if it had.
  const { rawSend, _dispatchMessage: dispatch } = connection;
  connection.rawSend = (message) => {
    if (message.method !== "emulation.setMediaFeaturesOverride") return rawSend.call(connection, message);
    const done = (message.params.contexts ?? []).map((id) => {
      const { media } = inner._bidiPages.get(id)?._page.emulatedMedia() ?? {};
      return set(id, { prefersColorSchemeOverride: message.params.features["prefers-color-scheme"] ?? "none", mediumOverride: media === "print" ? "print" : "" });
    });
    const answer = (content) => dispatch.call(connection, { id: message.id, ...content });
    Promise.all(done).then(() => answer({ type: "success", result: {} }), (error) => answer({ type: "error", error: "unknown error", message: String(error) }));
  };

  // Its downloads have no names of their own but only an address, and a second file of one name gets another.
  const downloads = new Map();
  connection._transport.onmessage = (message) => {
    const { method, params } = message;
    if (method === "browsingContext.downloadWillBegin") downloads.set(params.url, (params.download = randomUUID()));
    if (method === "browsingContext.downloadEnd") {
      params.download = downloads.get(params.url);
      const download = inner._downloads.get(params.download);
      if (download && params.filepath) download.artifact._localPath = params.filepath;
    }
    dispatch.call(connection, message);
  };
  return { browser, set };
}
