// The peers, in the same Chromium on the same text. They are installed for this alone: see benches/peers.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../site.mjs";

const FOLDER = fileURLToPath(new URL("../../../benches/peers/node_modules/", import.meta.url));
const FILES = {
  "/autocorrect.js": ["@huacnlee/autocorrect/autocorrect_bg.js", "text/javascript"],
  "/autocorrect.wasm": ["@huacnlee/autocorrect/autocorrect_bg.wasm", "application/wasm"],
  "/zhlint.js": ["zhlint/dist/zhlint.es.js", "text/javascript"],
};
export const are = () => existsSync(FOLDER);
export const version = (name) => `${name} ${JSON.parse(readFileSync(join(FOLDER, name, "package.json"), "utf8")).version}`;

/** For each peer, milliseconds: the first call on `short`, and the median of `times` calls on `long`. */
export async function peers(short, long, times) {
  const server = createServer((request, response) => {
    const [file, type] = FILES[request.url] ?? [];
    response.writeHead(200, { "content-type": type ?? "text/html" });
    response.end(file ? readFileSync(join(FOLDER, file)) : "<!doctype html><title>peers</title>");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const browser = await launch();
  try {
    const measured = {};
    for (const peer of ["autocorrect", "zhlint"]) {
      const page = await browser.context.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      measured[peer] = await page.evaluate(measure, { peer, short, long, times });
      await page.close();
    }
    return measured;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** Runs in a page. */
async function measure({ peer, short, long, times }) {
  const lints = {
    autocorrect: async () => {
      const bindings = await import("/autocorrect.js");
      const { instance } = await WebAssembly.instantiateStreaming(fetch("/autocorrect.wasm"), { "./autocorrect_bg.js": bindings });
      bindings.__wbg_set_wasm(instance.exports);
      instance.exports.__wbindgen_start();
      return (text) => bindings.lintFor(text, "text").lines.length;
    },
    zhlint: async () => {
      const { run } = await import("/zhlint.js");
      const preset = { rules: { preset: "default" } };
      return (text) => run(text, preset).validations.length;
    },
  };
  const lint = await lints[peer]();
  const took = (text) => {
    const start = performance.now();
    window.found = lint(text);
    return performance.now() - start;
  };
  const first = took(short);
  const again = took(short);
  const runs = Array.from({ length: times }, () => took(long)).sort((left, right) => left - right);
  return { first, again, long: runs[Math.floor(times / 2)], found: window.found };
}
