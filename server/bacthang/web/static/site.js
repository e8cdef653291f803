// What scripts add to every page; without them nothing is missing.

// A choice of language or colours is remembered by a cookie: the address need not say it.
const address = new URL(location.href);
const chosen = ["lang", "theme"].filter((name) => address.searchParams.has(name));
if (chosen.length) {
  chosen.forEach((name) => address.searchParams.delete(name));
  history.replaceState(null, "", address);
}

// "/" goes to the search box.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable], .yasqe");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("header .search input").focus();
  }
});

// A menu that was opened closes by Escape.
document.querySelector("details.narrow")?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.currentTarget.open = false;
    event.currentTarget.querySelector("summary").focus();
  }
});
