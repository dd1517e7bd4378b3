// Many files at once: finds the files of what was dropped or chosen, folders too, and fetches the desk for them.
(() => {
  "use strict";
  /** More files than these are the desk's; fewer are looked at one after the other. */
  const FEW = 5;
  /** What is read: the same endings as the command looks for in folders. */
  const READ = /\.(docx|doc|wps|pdf|ofd|xlsx|xls|et|csv|html|htm|mht|mhtml|rtf|txt|md|docm|dotx|wpt|zip)$/i;
  /** Of folders: no hidden files, no lock files of office programs. */
  const isReport = (path) => READ.test(path) && !/(?:^|\/)(?:\.|~\$)[^/]*$/.test(path);
  const FAILED = "没有打开多份核对的部分；请刷新后再试。";
  let desk = null;

  const script = (address) =>
    new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
      document.head.append(element);
    });

  /** The desk, fetched once; in the edition in one file it stands there (see single.js). */
  async function fetchDesk() {
    const ready = new Promise((resolve) => addEventListener("nianbao-ready", resolve, { once: true }));
    if (typeof single === "undefined") {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "./desk.css" }));
      await script("./desk.js");
      await wasm_bindgen({ module_or_path: new URL("desk_bg.wasm", document.baseURI) });
    } else {
      await script(single.script(single.text("desk.js")));
      await wasm_bindgen({ module_or_path: await single.unpack(single.text("desk_bg.wasm")) });
    }
    // It is drawn, and hears.
    await ready;
  }

  /** The files below an entry of a folder, as pairs of path and file; the paths of what cannot be read go to `missed`. */
  async function below(entry, folder, found, missed) {
    const path = folder + entry.name;
    const miss = (resolve, nothing) => () => { missed.push(path); resolve(nothing); };
    if (entry.isFile) {
      if (folder !== "" && !isReport(path)) return;
      const file = await new Promise((resolve) => entry.file(resolve, miss(resolve, null)));
      if (file) found.push([path, file]);
      return;
    }
    const reader = entry.createReader();
    const batch = () => new Promise((resolve) => reader.readEntries(resolve, miss(resolve, [])));
    // A folder is told in batches, until one is empty.
    for (let entries = await batch(); entries.length > 0; entries = await batch()) {
      for (const inner of entries) await below(inner, `${path}/`, found, missed);
    }
  }

  async function give(pairs) {
    desk = desk || fetchDesk().catch((error) => { desk = null; throw error; });
    await desk;
    // Numbers in names in their order, 2 before 10. (A collator would take a long moment over a thousand names.)
    const keyed = pairs.map((pair) => [pair[0].replace(/\d+/g, (digits) => digits.padStart(9, "0")), pair]);
    keyed.sort(([left], [right]) => (left < right ? -1 : Number(left > right)));
    // Some at a time, each a task of its own: the page stays awake.
    const MOST = 200;
    for (let at = 0; at < keyed.length; at += MOST) {
      await new Promise((resolve) => setTimeout(resolve));
      dispatchEvent(new CustomEvent("nianbao-many", { detail: keyed.slice(at, at + MOST).map(([, pair]) => pair) }));
    }
  }

  /**
   * Takes files that belong to the desk: many, a folder, or any while the desk is open. Whether it does so; what goes
   * wrong is told to `tell`.
   */
  window.nianbaoMany = (data, tell) => {
    const entries = Array.from(data.items || [], (item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const files = Array.from(data.files || data);
    const hasFolder = entries.some((entry) => entry.isDirectory);
    const isAtDesk = () => document.body.classList.contains("at-desk");
    if (!hasFolder && !isAtDesk() && files.length <= FEW) return false;
    // At the desk the page's own notices are not seen.
    const say = (sentence) => (isAtDesk() ? dispatchEvent(new CustomEvent("nianbao-say", { detail: sentence })) : tell(sentence));
    (async () => {
      const [found, missed] = [[], []];
      if (entries.length > 0) for (const entry of entries) await below(entry, "", found, missed);
      else found.push(...files.map((file) => [file.name, file]));
      if (found.length > 0) await give(found);
      const some = missed.slice(0, 3).join("、") + (missed.length > 3 ? "等" : "");
      if (missed.length > 0) say(`有 ${missed.length} 处读不到，没有列入：${some}；请确认没有被移走，也没有被别的程序占用。`);
      else if (found.length === 0) say("文件夹里没有可以读取的文件；请选择放年报的文件夹。");
    })().catch(() => say(FAILED));
    return true;
  };

  /** Has the desk take pairs of name and file; what goes wrong is told to `tell`. */
  window.nianbaoGive = (pairs, tell) => void give(pairs).catch(() => tell(FAILED));
})();
