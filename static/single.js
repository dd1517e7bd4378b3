// For the edition in one file, which is opened from a disk: it has no server, so what the page would fetch stands in the
// file, packed, in elements of its own. The build puts this before the page's own script.
const single = {
  /** What stands in the element of that name, as text. */
  text: (name) => document.getElementById(`file-${name}`).textContent,

  /** A packed file, unpacked: a promise of its bytes. */
  unpack: async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    // Not by way of a Blob, which WebKit reads in no worker of a page from a disk.
    const gunzip = new DecompressionStream("gzip");
    const writer = gunzip.writable.getWriter();
    writer.write(bytes);
    writer.close();
    return new Uint8Array(await new Response(gunzip.readable).arrayBuffer());
  },

  /** An address for a script made of these parts. */
  script: (...parts) => {
    const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
    single.scripts.add(address);
    return address;
  },
  scripts: new Set(),
};

// As trusted.js for the page with a server: no script is loaded but those that were made here.
if (window.trustedTypes) {
  trustedTypes.createPolicy("default", { createScriptURL: (address) => (single.scripts.has(address) ? address : null) });
}

document.documentElement.classList.add("single");

// A worker is made of its script and unpacks its own wasm, so that the page does not wait for it.
const Served = Worker;
window.Worker = function (loader) {
  const name = /(\w+)_loader\.js$/.exec(loader)[1];
  const start = `
    const unpack = ${single.unpack};
    onmessage = async (event) => {
      onmessage = null;
      try { await wasm_bindgen({ module_or_path: await unpack(event.data) }); } catch (error) { setTimeout(() => { throw error; }); }
    };`;
  const worker = new Served(single.script(single.text(`${name}.js`), start));
  worker.postMessage(single.text(`${name}_bg.wasm`));
  return worker;
};

// Help and rules are documents of their own.
const pages = {};
document.addEventListener("click", async (event) => {
  const link = event.target.closest && event.target.closest("a[href]");
  const [, name, place] = /^(\w+\.html)(#.*)?$/.exec((link && link.getAttribute("href")) || "") || [];
  if (!name || !document.getElementById(`file-${name}`)) return;
  event.preventDefault();
  pages[name] = pages[name] || URL.createObjectURL(new Blob([await single.unpack(single.text(name))], { type: "text/html" }));
  open(pages[name] + (place || ""));
});
