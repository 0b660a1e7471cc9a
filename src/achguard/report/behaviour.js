"use strict";
(function () {
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const said = document.getElementById("said");

  // Filter: rows by words and by outcome; a hold that is not in the table has no card either.
  const controls = document.getElementById("controls");
  if (controls) {
    controls.hidden = false;
    const text = document.getElementById("filter-text");
    const outcome = document.getElementById("filter-outcome");
    const rows = all("#not-accepted tbody tr");
    const what = document.getElementById("not-accepted").dataset.what;
    const apply = () => {
      const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const of = row.dataset.outcome;
        const words = row.textContent.toLowerCase();
        const fits = (!outcome.value || outcome.value === of) && wanted.every((word) => words.includes(word));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
        const card = row.dataset.card && document.getElementById(row.dataset.card);
        if (card) card.hidden = !fits;
      }
      said.textContent = shown + " of " + rows.length + " " + what + " shown";
    };
    text.addEventListener("input", apply);
    outcome.addEventListener("change", apply);
  }

  // Sort: a button in each heading of a table that says it can be sorted.
  for (const table of all("table.sorts")) {
    const body = table.tBodies[0];
    all("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        all("th[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = (row) => {
          const cell = row.cells[column];
          return cell.dataset.sort === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.sort);
        };
        const sorted = Array.from(body.rows).sort((one, other) => {
          const [a, b] = [key(one), key(other)];
          return (a < b ? -1 : a > b ? 1 : 0) * (up ? 1 : -1);
        });
        body.append(...sorted);
        said.textContent = "Sorted by " + button.textContent.trim() + (up ? ", ascending" : ", descending");
      });
    });
  }

  // On paper what is folded is unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });

  // Copy a command; where the browser does not let us, select it.
  for (const pre of all("pre.command")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy the command";
    pre.after(button);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent);
        said.textContent = "Copied";
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(pre);
        said.textContent = "Selected; copy it with your keyboard";
        button.textContent = "Selected: copy it with your keyboard";
      }
    });
  }
})();
