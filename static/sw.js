// Keeps the page's own files, so that it opens without a network. The build writes the version (a hash of all files)
// and the list of files over the two lines below.
const VERSION = "development";
const FILES = ["./"];

// Two copies on one host have one store: each keeps to its own part of it.
const PREFIX = `nianbao ${registration.scope} `;
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => {
  // All or nothing: a cache with a file missing would be a mixture of versions.
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const request = event.request.mode === "navigate" ? new Request("./") : event.request;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(request, { ignoreSearch: true })).then((found) => found ?? fetch(event.request)));
});
