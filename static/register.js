// Makes the page work without a network: the service worker keeps the page's own files. When there is a new version the
// page says so, and changes to it when the user wants it.
if ("serviceWorker" in navigator && location.protocol !== "file:") {
  const store = navigator.serviceWorker;
  // A first visit has no version before it.
  const had = Boolean(store.controller);
  const text = document.createElement("span");

  /** Whether there are changes that exist nowhere else: then the page does not let itself be left. */
  const hasChanges = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));

  /** Says that the worker `next` of a new version waits. */
  const announce = (next) => {
    if (!had || text.parentElement) return;
    const bar = document.createElement("div");
    const button = document.createElement("button");
    bar.className = "update";
    bar.setAttribute("role", "status");
    bar.dataset.testid = "update";
    text.textContent = "有新版本，刷新后生效。";
    button.type = "button";
    button.textContent = "刷新";
    button.addEventListener("click", () => {
      if (hasChanges()) text.textContent = "有新版本，刷新后生效。这份报告的修改还没有导出，请先导出。";
      else next.postMessage("take over");
    });
    bar.append(text, button);
    document.body.append(bar);
  };

  store.addEventListener("message", (event) => {
    if (event.data === "other tabs") text.textContent = "有新版本，刷新后生效。请先关闭本页的其他标签页。";
  });

  let reloads = false;
  store.addEventListener("controllerchange", () => {
    if (!had || reloads) return;
    reloads = true;
    location.reload();
  });

  addEventListener("load", async () => {
    const registration = await store.register("./sw.js").catch(() => null);
    if (!registration) return;
    const watch = (next) => next.addEventListener("statechange", () => next.state === "installed" && announce(next));
    if (registration.waiting) announce(registration.waiting);
    if (registration.installing) watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
    // A page that stays open for days looks when one comes back to it.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) registration.update().catch(() => {});
    });
  });
}
