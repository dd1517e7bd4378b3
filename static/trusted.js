// Trusted Types, in browsers that have them: by the page's policy no text becomes markup or script, and what is loaded as
// a script must pass here. The page needs no more than its own workers and the desk. This runs before its other scripts.
if (window.trustedTypes) {
  const NAMES = ["sw.js", "worker_loader.js", "office_loader.js", "pdf_loader.js", "export_loader.js", "desk.js"];
  const own = NAMES.map((name) => new URL(name, location.href).href);
  trustedTypes.createPolicy("default", {
    createScriptURL: (address) => (own.includes(new URL(address, location.href).href) ? address : null),
  });
}
