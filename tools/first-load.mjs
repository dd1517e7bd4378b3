/** The files that a first visit needs before a report can be checked: the page and the worker that checks. All others are
 * fetched when they are needed, or for the time without a network. The browser test first-visit.test.mjs sees to it that
 * these and no others are asked for. */
export const FIRST_LOAD = /^(?:index\.html|colours\.css|page-\w+(?:_bg)?\.(?:css|js|wasm)|boot\.js|register\.js|check-browser\.js|trusted\.js|many\.js|worker(?:_bg|_loader)?\.(?:js|wasm))$/;
