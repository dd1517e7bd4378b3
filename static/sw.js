// Keeps the page's own files, so that it opens without a network. The build writes the version (a hash of all files)
// and the list of files over the two lines below.
const VERSION = "development";
const FILES = ["./"];

// Two copies on one host have one store: each keeps to its own part of it.
const PREFIX = `nianbao ${registration.scope} `;
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => event.waitUntil(keep()));

/** Keeps all files. One after the other, so that on a slow line the page that is still coming is not held up; and what the
 * browser has fetched for the page is only asked after ("no-cache"), not fetched again. */
async function keep() {
  const cache = await caches.open(CACHE);
  try {
    for (const file of FILES) await cache.add(new Request(file, { cache: "no-cache" }));
  } catch (error) {
    // All or nothing: a cache with a file missing would be a mixture of versions.
    await caches.delete(CACHE);
    throw error;
  }
}

// A new version waits until the user wants it (see register.js) or no tab of the one before is open. It takes over only
// where one tab is left, which loads itself anew: no tab ever has files of two versions.
addEventListener("message", (event) => {
  if (event.data !== "take over") return;
  const own = (tab) => tab.url.startsWith(registration.scope);
  event.waitUntil(
    clients
      .matchAll({ type: "window", includeUncontrolled: true })
      .then((tabs) => (tabs.filter(own).length > 1 ? event.source.postMessage("other tabs") : skipWaiting())),
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
  event.respondWith(
    caches.open(CACHE).then(async (cache) => {
      const navigates = event.request.mode === "navigate";
      const kept = await cache.match(event.request, { ignoreSearch: true });
      // Hosts that take the ending off a page's address answer with another address, which no navigation may show.
      if (kept && navigates && kept.redirected) return new Response(kept.body, { headers: kept.headers });
      // The page itself answers for every address that is not kept.
      return kept ?? (navigates ? await cache.match("./") : undefined) ?? fetch(event.request);
    }),
  );
});
