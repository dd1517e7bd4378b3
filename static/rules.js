// Searches the page of all rules. Without it the page shows them all.
const search = document.getElementById("look-search");
const field = document.getElementById("look-words");
const boxes = [...search.querySelectorAll("input[type=checkbox]")];
const count = document.getElementById("look-count");
const plain = (text) => text.normalize("NFKC").toLowerCase();
const rules = [...document.querySelectorAll("article")].map((article) => ({ article, text: plain(article.textContent) }));
const families = [...document.querySelectorAll("section.family")].map((section) => ({
  section,
  link: document.querySelector(`nav a[href="#${section.getAttribute("aria-labelledby")}"]`)?.parentElement,
}));

let telling = 0;

/** Shows the rules that hold all words and are of a severity that is wanted. */
function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  let shown = 0;
  for (const { article, text } of rules) {
    const fits = severities.has(article.dataset.severity) && words.every((word) => text.includes(word));
    article.hidden = !fits;
    if (fits) shown += 1;
  }
  for (const { section, link } of families) {
    section.hidden = !section.querySelector("article:not([hidden])");
    if (link) link.hidden = section.hidden;
  }
  // While one types only the last count is told.
  clearTimeout(telling);
  telling = setTimeout(() => {
    count.textContent = shown === 0 ? "没有符合的规则，请换个词，或多选几个级别。" : shown === rules.length ? `共 ${shown} 条规则` : `${shown} 条规则符合，共 ${rules.length} 条`;
  }, 200);
}

/** Goes to the rule that the address names, which a search may have hidden. */
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const article = target?.closest("article");
  if (!article) return;
  if (article.hidden) {
    field.value = "";
    for (const box of boxes) box.checked = true;
    filter();
  }
  article.scrollIntoView();
  article.focus({ preventScroll: true });
}

field.addEventListener("input", filter);
for (const box of boxes) box.addEventListener("change", filter);
addEventListener("hashchange", follow);
search.hidden = false;
// A browser that comes back keeps what was typed.
filter();
follow();
