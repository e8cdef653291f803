// Sorts and filters the table of an answer where it stands. Without this file the same links and
// form ask the server for the same order and the same rows.
"use strict";

(() => {
  const plain = (text) =>
    text.normalize("NFC").toLowerCase().replaceAll("đ", "d").normalize("NFD")
      .replace(/[\u0300-\u036f]+/g, "").split(/\s+/).filter(Boolean).join(" ");

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  function keyOf(cell) {
    const text = cell.textContent.trim();
    const number = cell.dataset.n === undefined ? 0 : Number(cell.dataset.n);
    return { empty: text === "", number, plain: plain(text), text };
  }

  function sort(table, heading) {
    const place = [...heading.parentElement.children].indexOf(heading);
    const falling = heading.getAttribute("aria-sort") === "ascending";
    const keyed = [...table.tBodies[0].rows].map((row) => ({ row, key: keyOf(row.cells[place]) }));
    const full = keyed.filter(({ key }) => !key.empty);
    const bare = keyed.filter(({ key }) => key.empty);
    full.sort(({ key: a }, { key: b }) =>
      (falling ? -1 : 1) *
      (a.number - b.number || compare(a.plain, b.plain) || compare(a.text, b.text)));
    table.tBodies[0].append(...[...full, ...bare].map(({ row }) => row));
    for (const other of heading.parentElement.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    return (falling ? "-" : "") + (heading.querySelector("a")?.dataset.column ?? "");
  }

  function filter(table, words, count) {
    const wanted = plain(words).split(" ").filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !wanted.every((word) => plain(row.textContent).includes(word));
      shown += row.hidden ? 0 : 1;
    }
    if (count) {
      const { all, some, whole } = count.dataset;
      const said = shown === Number(all) ? whole : some;
      count.textContent = said.replace("{n}", shown).replace("{m}", all);
    }
  }

  function remember(name, value) {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
  }

  function press(heading) {
    if (heading.querySelector("a")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
  }

  function make(table) {
    for (const heading of table.tHead.rows[0].cells) press(heading);
    table.tHead.addEventListener("click", (event) => {
      const heading = event.target.closest("th");
      if (!heading || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const order = sort(table, heading);
      if (table.dataset.remember !== undefined) remember("sort", order);
    });
    const box = document.getElementById(table.dataset.filter || "");
    const whole = box && !new URL(location.href).searchParams.get("q");
    if (!whole) return;
    const count = document.getElementById(table.dataset.count);
    box.addEventListener("input", () => {
      filter(table, box.value, count);
      remember("q", box.value.trim());
    });
    box.form.addEventListener("submit", (event) => event.preventDefault());
  }

  const makeAll = (root) => root.querySelectorAll("table[data-sortable]").forEach(make);
  makeAll(document);
  document.addEventListener("answer", (event) => makeAll(event.target));
})();
