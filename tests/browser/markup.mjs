// Markup that would do something in a page that let it in. Each says by its name that it ran (`top.ran.push`) or asks
// `elsewhere` for its name. Those of `DORMANT` do nothing in today's Chromium and Firefox: they are made for other
// browsers, or for cleaners that read a page otherwise than browsers do.
export const DORMANT = new Set(["base-with-script", "meta-cookie", "css-old", "svg-begin", "mutation-form", "cdata", "selected"]);

export const payloads = (elsewhere) => {
  const run = (name) => `top.ran.push(&quot;${name}&quot;)`;
  const code = (name) => `top.ran.push("${name}")`;
  const url = (name) => `${elsewhere}/${name}`;
  const all = {
    // Scripts and handlers.
    "script": (name) => `<script>${code(name)}</script>`,
    "script-source": (name) => `<script src="${url(name)}"></script>`,
    "script-module": (name) => `<script type=module>${code(name)}</script>`,
    "onerror": (name) => `<img src="data:," onerror="${run(name)}">`,
    "onload": (name) => `<svg onload="${run(name)}"></svg>`,
    "onbegin": (name) => `<svg><animate onbegin="${run(name)}" attributeName=x dur=1s></svg>`,
    "ontoggle": (name) => `<details open ontoggle="${run(name)}"><summary>x</summary></details>`,
    "onpageshow": (name) => `<body onpageshow="${run(name)}">`,
    "onanimation": (name) => `<style>@keyframes x { }</style><p style="animation: x 1s" onanimationstart="${run(name)}">x</p>`,
    // Other documents.
    "frame": (name) => `<iframe src="${url(name)}"></iframe>`,
    "frame-srcdoc": (name) => `<iframe srcdoc="&lt;script&gt;${code(name).replaceAll('"', "&quot;")}&lt;/script&gt;"></iframe>`,
    "frame-javascript": (name) => `<iframe src='javascript:${run(name)}'></iframe>`,
    "object": (name) => `<object data="${url(name)}"></object>`,
    "embed": (name) => `<embed src="${url(name)}">`,
    "base": (name) => `<base href="${elsewhere}/"><img src="${name}">`,
    "base-with-script": (name) => `<base href="javascript:/a/-${run(name)}//"><a href="#x">x</a>`,
    "meta-cookie": (name) => `<meta http-equiv=set-cookie content="${name}=1"><meta http-equiv="Content-Security-Policy" content="default-src *">`,
    // What is fetched.
    "image": (name) => `<img src="${url(name)}">`,
    "image-set": (name) => `<img srcset="${url(name)} 1x">`,
    "picture": (name) => `<picture><source srcset="${url(name)}"><img></picture>`,
    "video": (name) => `<video poster="${url(name)}"></video>`,
    "audio": (name) => `<audio src="${url(name)}" autoplay></audio>`,
    "track": (name) => `<video src="data:video/mp4," crossorigin><track src="${url(name)}" default kind=subtitles></video><img src="${url(name)}">`,
    "background": (name) => `<table background="${url(name)}"><tr><td>x</td></tr></table>`,
    "input-image": (name) => `<input type=image src="${url(name)}">`,
    "link": (name) => `<link rel=stylesheet href="${url(name)}">`,
    "link-icon": (name) => `<link rel=preload as=image href="${url(name)}">`,
    "prefetch": (name) => `<link rel=prefetch href="${url(name)}">`,
    // Style.
    "css-url": (name) => `<p style="background: url('${url(name)}')">x</p>`,
    "css-element": (name) => `<style>body { background: url("${url(name)}") }</style>`,
    "css-import": (name) => `<style>@import "${url(name)}";</style>`,
    "css-old": (name) => `<p style="x: expression(${run(name)}); -moz-binding: url('${url(name)}#x'); behavior: url('${url(name)}')">x</p>`,
    "css-font": (name) => `<style>@font-face { font-family: y; src: url("${url(name)}") } p { font-family: y }</style><p>x</p>`,
    "css-cell": (name) => `<table><tr><td style="background-image: url('${url(name)}')">1</td></tr></table>`,
    // SVG and MathML.
    "svg-script": (name) => `<svg><script>${code(name)}</script></svg>`,
    "svg-script-href": (name) => `<svg><script href="${url(name)}"></script></svg>`,
    "svg-image": (name) => `<svg><image href="${url(name)}"/></svg>`,
    "svg-foreign": (name) => `<svg><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="${url(name)}"></body></foreignObject></svg>`,
    "svg-use": (name) => `<svg><use href="${url(name)}#x"/><image xlink:href="${url(name)}"/></svg>`,
    "svg-begin": (name) => `<svg><a><animate attributeName=href values="javascript:${run(name)}"/><text y=20>x</text></a><set attributeName=onmouseover to="${run(name)}"/></svg>`,
    "svg-style": (name) => `<svg><style>@import "${url(name)}";</style></svg>`,
    // What a cleaner reads otherwise than a browser.
    "noscript": (name) => `<noscript><p title="</noscript><img src='data:,' onerror='${run(name)}'>"></noscript><img src="data:," onerror="${run(name)}">`,
    "template": (name) => `<div><template shadowrootmode=open><img src="${url(name)}"></template></div><svg onload="${run(name)}"></svg>`,
    "mutation-math": (name) => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src='data:,' onerror='${run(name)}'&gt;"></style></mglyph></table></mtext></math><svg onload="${run(name)}"></svg>`,
    "mutation-svg": (name) => `<svg></p><style><a id="</style><img src='data:,' onerror='${run(name)}'>">`,
    "mutation-form": (name) => `<form><math><mtext></form><form><mglyph><style></math><img src="data:," onerror="${run(name)}">`,
    "comment": (name) => `<!--><img src="data:," onerror="${run(name)}">-->`,
    "comment-bang": (name) => `<!-- --!><img src="data:," onerror="${run(name)}"> -->`,
    "cdata": (name) => `<svg><![CDATA[><img src="data:," onerror="${run(name)}">]]></svg>`,
    "attribute-end": (name) => `<p title='"><img src=data:, onerror=${code(name).replaceAll('"', "`")}>'>x</p><img src="data:," onerror="${run(name)}">`,
    "xmp": (name) => `<xmp><p title="</xmp><img src='data:,' onerror='${run(name)}'>"></xmp>`,
    "title": (name) => `<title></title><img src="data:," onerror="${run(name)}"></title>`,
    "textarea": (name) => `<textarea></textarea><img src="data:," onerror="${run(name)}"></textarea>`,
    "null": (name) => `<scr\0ipt>x</script><img\0 src=x><img src="data:,"\0onerror="x" onerror="${run(name)}">`,
    "selected": (name) => `<select><option><style></option></select><img src="data:," onerror="${run(name)}"></style></select>`,
    "clipboard": (name) => `<!--StartFragment--><img src="file:///etc/passwd"><v:imagedata src="${url(name)}"><img src="${url(name)}"><!--EndFragment-->`,
    "refresh": (name) => `<meta http-equiv=refresh content="0;url=${url(name)}">`,
    "form": (name) => `<form id=f action="${url(name)}" method=post><input name=x value=report></form><svg onload="document.getElementById('f').submit()"></svg>`,
  };
  return Object.entries(all).map(([name, make]) => [name, make(name)]);
};
