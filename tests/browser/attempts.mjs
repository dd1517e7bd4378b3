// What somebody who had got into the page would try. Each attempt runs in the page, is told where `elsewhere` is, and
// makes itself known there by its own name as the path, or in `ran`. `refused` is the directive that is to stop it;
// `typed` are those that Trusted Types stop first.
import { BROWSER } from "./site.mjs";

export const ATTEMPTS = {
  // To run what is written.
  "script-text": { typed: true, refused: "script-src-elem", run: ({ name }) => {
    const script = document.createElement("script");
    script.textContent = `ran.push("${name}")`;
    document.head.append(script);
  } },
  // (What the test itself runs may use eval; what it leaves behind may not.)
  "eval": { typed: true, refused: "script-src", run: ({ name }) => { setTimeout(() => eval(`ran.push("${name}")`)); } },
  "function": { typed: true, refused: "script-src", run: ({ name }) => { setTimeout(() => new Function(`ran.push("${name}")`)()); } },
  "timeout": { typed: true, refused: "script-src", run: ({ name }) => { setTimeout(() => setTimeout(`ran.push("${name}")`)); } },
  "handler": { typed: true, refused: "script-src-attr", run: ({ name }) => {
    const button = document.createElement("button");
    button.setAttribute("onclick", `ran.push("${name}")`);
    button.click();
  } },
  "markup": { typed: true, refused: "script-src-attr", run: ({ name }) => {
    document.body.append(document.createElement("p"));
    document.body.lastChild.innerHTML = `<img src="data:," onerror="ran.push('${name}')">`;
  } },
  "adjacent": { typed: true, refused: "script-src-attr", run: ({ name }) => document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="ran.push('${name}')">`) },
  "fragment": { typed: true, refused: "script-src-elem", run: ({ name }) => {
    document.body.append(document.createRange().createContextualFragment(`<script>ran.push("${name}")</script>`));
  } },
  "srcdoc": { typed: true, refused: "script-src-elem", run: ({ name }) => {
    const frame = document.createElement("iframe");
    frame.srcdoc = `<script>top.ran.push("${name}")</script>`;
    document.body.append(frame);
  } },
  // (Chromium wants no types of what a link leads to.)
  "address": { typed: BROWSER === "firefox", refused: "script-src-elem", run: ({ name }) => {
    const link = document.createElement("a");
    link.href = `javascript:void ran.push("${name}")`;
    document.body.append(link);
    link.click();
  } },
  "blob-worker": { typed: true, refused: "worker-src", run: ({ elsewhere, name }) => {
    // The edition in one file has put its own in the place of the browser's.
    new (typeof Served === "undefined" ? Worker : Served)(URL.createObjectURL(new Blob([`fetch("${elsewhere}/${name}")`])));
  } },
  // To load what runs.
  "script": { typed: true, refused: "script-src-elem", run: ({ elsewhere, name }) => {
    document.head.append(Object.assign(document.createElement("script"), { src: `${elsewhere}/${name}` }));
  } },
  "import": { refused: "script-src-elem", run: ({ elsewhere, name }) => { import(`${elsewhere}/${name}`).catch(() => {}); } },
  // (Firefox refuses it without a word; only the element learns that it failed.)
  "preload": { refused: BROWSER === "firefox" ? "error" : "script-src-elem", run: ({ elsewhere, name }) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `${elsewhere}/${name}`, onerror: () => violations.push("error") }));
  } },
  "frame": { refused: "frame-src", run: ({ elsewhere, name }) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: `${elsewhere}/${name}` }));
  } },
  // (Nor Firefox of what these two show.)
  "object": { typed: BROWSER === "chromium", refused: "object-src", run: ({ elsewhere, name }) => {
    document.body.append(Object.assign(document.createElement("object"), { data: `${elsewhere}/${name}` }));
  } },
  "embed": { typed: BROWSER === "chromium", refused: "object-src", run: ({ elsewhere, name }) => {
    document.body.append(Object.assign(document.createElement("embed"), { src: `${elsewhere}/${name}` }));
  } },
  // To send something away.
  "fetch": { refused: "connect-src", run: ({ elsewhere, name }) => { fetch(`${elsewhere}/${name}`).catch(() => {}); } },
  "post": { refused: "connect-src", run: ({ elsewhere, name }) => { fetch(`${elsewhere}/${name}`, { method: "POST", body: "report", mode: "no-cors", keepalive: true }).catch(() => {}); } },
  "request": { refused: "connect-src", run: ({ elsewhere, name }) => {
    const request = new XMLHttpRequest();
    request.open("GET", `${elsewhere}/${name}`);
    request.send();
  } },
  "socket": { refused: "connect-src", run: ({ elsewhere, name }) => { new WebSocket(`${elsewhere.replace("http", "ws")}/${name}`); } },
  "events": { refused: "connect-src", run: ({ elsewhere, name }) => { new EventSource(`${elsewhere}/${name}`); } },
  "beacon": { refused: "connect-src", run: ({ elsewhere, name }) => { navigator.sendBeacon(`${elsewhere}/${name}`, "report"); } },
  "image": { refused: "img-src", run: ({ elsewhere, name }) => { new Image().src = `${elsewhere}/${name}`; } },
  "image-of-style": { refused: "img-src", run: ({ elsewhere, name }) => { document.body.style.backgroundImage = `url("${elsewhere}/${name}")`; } },
  "film": { refused: "media-src", run: ({ elsewhere, name }) => { document.createElement("video").src = `${elsewhere}/${name}`; } },
  "font": { refused: "font-src", run: ({ elsewhere, name }) => { new FontFace("other", `url("${elsewhere}/${name}")`).load().catch(() => {}); } },
  "stylesheet": { refused: "style-src-elem", run: ({ elsewhere, name }) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${elsewhere}/${name}` }));
  } },
  // To look like something else.
  "style": { refused: "style-src-elem", run: ({ name }) => {
    document.head.append(Object.assign(document.createElement("style"), { textContent: "html { scroll-margin-top: 77px }" }));
    if (getComputedStyle(document.documentElement).scrollMarginTop === "77px") ran.push(name);
  } },
  "style-attribute": { refused: "style-src-attr", run: ({ name }) => {
    document.documentElement.setAttribute("style", "scroll-margin-top: 78px");
    if (getComputedStyle(document.documentElement).scrollMarginTop === "78px") ran.push(name);
  } },
  "base": { refused: "base-uri", run: ({ elsewhere, name }) => {
    document.head.prepend(Object.assign(document.createElement("base"), { href: `${elsewhere}/` }));
    if (new URL("x", document.baseURI).href === `${elsewhere}/x`) ran.push(name);
  } },
  // (Last, for it leaves the page.)
  "form": { refused: "form-action", run: ({ elsewhere, name }) => {
    const form = Object.assign(document.createElement("form"), { action: `${elsewhere}/${name}`, method: "post" });
    document.body.append(form);
    form.submit();
  } },
};
