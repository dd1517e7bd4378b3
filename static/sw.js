// Keeps the page's own files, so that it opens without a network. The build writes the version (a hash of all files)
// and the files with the hash of each over the two lines below.
const VERSION = "development";
const FILES = { "./": "" };

// Two copies on one host have one store: each keeps to its own part of it.
const PREFIX = `nianbao ${registration.scope} `;
const CACHE = PREFIX + VERSION;

/** The address of each file, and its hash. */
const HASHES = new Map(Object.entries(FILES).map(([file, hash]) => [new URL(file, registration.scope).href, hash]));
/** Asks the server for a file of this version; one of another version is refused by its hash. What the browser has fetched
 * for the page is only asked after ("no-cache"), not fetched again. */
const request = (address) => new Request(address, { cache: "no-cache", integrity: HASHES.get(address) });

/** Keeps the files that are not kept yet: one after the other, so that on a slow line the page that is still coming is not
 * held up. With a file of another version none is right; what is kept till then is of this one. */
async function fill(cache) {
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  for (const address of HASHES.keys()) if (!kept.has(address)) await cache.add(request(address));
}

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then(fill));
});

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

/** A page's policy does not reach its workers, whose scripts bring their own: they, too, ask nobody but this site. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const withPolicy = (kept) => new Response(kept.body, { headers: [...kept.headers, ["content-security-policy", POLICY]] });

/** A file as it is kept; else the server's, if it is of this version. */
async function file(asked) {
  const address = asked.url.replace(/[?#].*$/, "");
  const kept = await caches.open(CACHE).then((cache) => cache.match(address)).catch(() => undefined);
  if (kept) return asked.destination === "worker" ? withPolicy(kept) : kept;
  return fetch(HASHES.has(address) ? request(address) : asked);
}

/** A page. Where the browser has lost some of the files, they are fetched again first. If they cannot be had while the
 * server is there, it has another version: this one goes, and the page is asked for again, from the server. */
async function page(asked) {
  let cache;
  try {
    cache = await caches.open(CACHE);
    await fill(cache);
  } catch {
    const isThere = await fetch(asked).then(() => true, () => false);
    if (isThere && (await registration.unregister())) return Response.redirect(asked.url);
  }
  const address = asked.url.replace(/[?#].*$/, "");
  // The page itself answers for every address that is not kept.
  const kept = (await cache?.match(address)) ?? (await cache?.match("./"));
  if (!kept) return fetch(asked);
  // Hosts that take the ending off a page's address answer with another address, which no navigation may show.
  return kept.redirected ? new Response(kept.body, { headers: kept.headers }) : kept;
}

addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.method !== "GET" || new URL(asked.url).origin !== location.origin) return;
  event.respondWith(asked.mode === "navigate" ? page(asked) : file(asked));
});
