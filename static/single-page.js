// For help and rules in the edition in one file: opened from a disk they stand at an address of a kind that browsers let
// no link lead to, not even one within the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const place = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!place) return;
  event.preventDefault();
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.scrollIntoView();
  place.focus({ preventScroll: true });
});
