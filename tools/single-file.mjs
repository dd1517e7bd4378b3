// The edition in one file: the built site put into one page that opens from a disk or a USB stick, without server and
// network. What is large is packed and unpacked when it is used.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** A script may not hold what ends it. */
const inScript = (code) => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const policy = (html, content) => html.replace(/(http-equiv="Content-Security-Policy" content=")[^"]*"/, `$1${content}"`);
const svg = (path) => `data:image/svg+xml;base64,${readFileSync(path).toString("base64")}`;

/** A page of the site with its style and script in it. */
function alone(folder, name) {
  let html = readFileSync(join(folder, name), "utf8");
  const own = inScript(readFileSync("static/single-page.js", "utf8"));
  const hashes = { style: [], script: [hash(own)] };
  html = html.replace(/<link rel="stylesheet" href="\.\/([^"]+)"\/?>/g, (_, file) => {
    const css = readFileSync(join(folder, file), "utf8");
    hashes.style.push(hash(css));
    return `<style>${css}</style>`;
  });
  const scripts = [`<script>${own}</script>`];
  html = html.replace(/<script src="\.\/([^"]+)" defer><\/script>/g, (_, file) => {
    const code = inScript(readFileSync(join(folder, file), "utf8"));
    hashes.script.push(hash(code));
    scripts.push(`<script>${code}</script>`);
    return "";
  });
  html = html.replace(/<link rel="icon" href="\.\/[^"]+"\/?>/, () => `<link rel="icon" href="${svg(join(folder, "icon.svg"))}">`);
  // There is no way from it to another page of a file.
  html = html.replace(/<a\b([^>]*?) href="(?!#)[^"]*"[^>]*>(.*?)<\/a>/g, "<span$1>$2</span>");
  html = html.replace("</body>", () => `${scripts.join("")}</body>`);
  html = policy(html, `default-src 'none'; script-src ${hashes.script.join(" ")}; style-src ${hashes.style.join(" ")}; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`);
  return { html, hashes };
}

/** The text of `nianbao.html`, made of the site in `folder`. */
export function singleFile(folder, names) {
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const packed = (bytes) => gzipSync(bytes, { level: 9 }).toString("base64");
  const element = (name, text) => `<script type="text/plain" id="file-${name}">${text}</script>\n`;
  const find = (pattern) => names.find((name) => pattern.test(name));
  const css = read("colours.css") + read(find(/^page-.*\.css$/)) + read("desk.css");
  const check = inScript(read("check-browser.js"));
  const shim = inScript(readFileSync("static/single.js", "utf8"));
  const many = inScript(read("many.js"));
  const files = ["worker", "office", "pdf", "export", "desk"].map(
    (name) => element(`${name}.js`, inScript(read(`${name}.js`))) + element(`${name}_bg.wasm`, packed(readFileSync(join(folder, `${name}_bg.wasm`)))),
  );
  files.push(element("page_bg.wasm", packed(readFileSync(join(folder, find(/^page-.*_bg\.wasm$/))))));
  // A page that is opened from this one is under the policy of this one, too.
  const hashes = { style: [hash(css)], script: [hash(check), hash(shim), hash(many)] };
  for (const name of names.filter((name) => /^(?!index|nianbao)\w+\.html$/.test(name))) {
    const page = alone(folder, name);
    files.push(element(name, packed(Buffer.from(page.html))));
    hashes.style.push(...page.hashes.style);
    hashes.script.push(...page.hashes.script);
  }
  const page = inScript(`${read(find(/^page-.*\.js$/))}
await __wbg_init({ module_or_path: await single.unpack(single.text("page_bg.wasm")) });
`);
  let html = read("index.html")
    .replace(/<link rel="(?:stylesheet|manifest|modulepreload|preload)"[^>]*>\n?/g, "")
    .replace(/<script[^>]*src="[^"]*"[^>]*><\/script>\n?/g, "")
    .replace(/\n(?:[ \t]*\n)+/g, "\n")
    .replace(/<link rel="icon" href="[^"]+"\/?>/, () => `<link rel="icon" href="${svg(join(folder, "icon.svg"))}">\n<style>${css}</style>`)
    .replace("</body>", () => `${files.join("")}<script>${check}</script>\n<script>${shim}</script>\n<script>${many}</script>\n<script type="module">${page}</script>\n</body>`);
  html = policy(html, `default-src 'none'; script-src ${hash(page)} ${hashes.script.join(" ")} 'wasm-unsafe-eval' blob:; style-src ${hashes.style.join(" ")}; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default`);
  if (/(?:src|href)="(?!data:|rules\.html|help\.html|nianbao\.html|#)[^"]/.test(html.replace(/<script[^]*?<\/script>/g, ""))) throw new Error("nianbao.html still asks for another file");
  return html;
}
