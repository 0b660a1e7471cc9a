// What the theme leaves unsaid to readers who hear a page or move by keyboard.
document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");

const mend = () => {
  // A table or a block of code that is wider than the page can be moved sideways: by keyboard, too.
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
  // The button that copies a block is not a landmark of the page.
  for (const buttons of document.querySelectorAll(".md-code__nav:not([role])")) buttons.setAttribute("role", "none");
};
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
window.addEventListener("resize", mend);
mend();
