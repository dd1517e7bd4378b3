// Says in one sentence that a browser is too old for the page, in words of JavaScript that old ones know. The page does
// not start then: its place is gone.
(function () {
  // In the edition in one file, see single.js.
  var single = document.getElementById("file-page_bg.wasm");

  /** Whether a module with a table of references may be compiled under the page's policy. */
  function compiles() {
    try {
      return Boolean(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 4, 4, 1, 111, 0, 0])));
    } catch (error) {
      return false;
    }
  }

  if (compiles() && window.HTMLDialogElement && (!single || window.DecompressionStream)) return;
  /** An element with these parts, texts or elements, in it. */
  function element(name, parts) {
    var made = document.createElement(name);
    for (var at = 0; at < parts.length; at++) {
      made.appendChild(typeof parts[at] === "string" ? document.createTextNode(parts[at]) : parts[at]);
    }
    return made;
  }

  var alert = element("div", [
    element("h1", ["这个浏览器打不开本页"]),
    element("p", [
      "浏览器版本太旧，或停用了 WebAssembly。请换用 Chromium 97、" +
        (single ? "Firefox 113、Safari 16.4" : "Firefox 102、Safari 16") +
        " 或更新的浏览器；360 等双核浏览器，请切换到极速模式再试。",
    ]),
  ]);
  alert.setAttribute("role", "alert");
  var main = element("main", [alert]);
  main.className = "start";
  if (!single) {
    var link = element("a", ["各种浏览器怎样办"]);
    link.href = "help.html#browsers";
    main.appendChild(element("p", [link]));
  }
  var place = document.getElementById("app");
  place.removeAttribute("id");
  place.textContent = "";
  place.appendChild(main);
})();
