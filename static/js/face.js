/* What a browser adds to pages that already work without it. No page needs this file to be used.
   Words come from the page (data-text-…), so that they are translated where all others are. */
(() => {
  "use strict";
  const all = (css, root = document) => [...root.querySelectorAll(css)];
  const one = (css, root = document) => root.querySelector(css);
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const language = document.documentElement.lang || "vi";

  // A refused form: the reader starts at what went wrong.
  one("[data-focus]")?.focus();
  document.addEventListener("htmx:afterSettle", (event) => one("[data-focus]", event.detail.elt)?.focus());

  // Whoever comes to search begins to type.
  if (location.hash === "#id_q") one("#id_q")?.focus();

  // What was left open in a filter is not said in its address; the words are, so that none is not “not asked yet”.
  all("form.register-filter").forEach((form) => form.addEventListener("formdata", ({ formData }) => {
    [...formData].forEach(([name, value]) => { if (!value && name !== "q") formData.delete(name); });
  }));

  // Keyboard in lists: J and K walk, Enter opens, X picks, / searches, ? explains.
  const typing = (el) => el.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const step = (by) => {
    const rows = all("[data-row]");
    const now = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))];
    if (next) one("[data-open]", next)?.focus();
  };
  const help = () => one("dialog[data-help]");
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => one("[data-pick]", document.activeElement.closest("[data-row]") ?? document.createElement("i"))?.click(),
    "/": () => { const box = one("input[type=search]"); if (box) box.focus(); else one("a[data-search]")?.click(); },
    "?": () => help()?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const press = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!press || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (one("dialog[open]") || (!one("[data-row]") && !help() && event.key !== "/")) return;
    event.preventDefault();
    press();
  });
  all("[data-help-open]").forEach((button) => {
    button.hidden = !help();
    button.addEventListener("click", () => help().showModal());
  });

  // How many are picked, and what may be done with all of them.
  const offer = (bar, rows) => {
    const verbs = all("[data-verb]", bar);
    verbs.forEach((button) => {
      button.hidden = rows.some((row) => row.dataset.can !== undefined && !row.dataset.can.split(" ").includes(button.dataset.verb));
    });
    verbs.filter((button) => !button.hidden).forEach((button, n) => button.classList.toggle("second", n > 0));
    all("[data-no-verb]", bar).forEach((el) => { el.hidden = !verbs.length || verbs.some((button) => !button.hidden); });
  };
  const count = () => {
    const bar = one("[data-bulk]");
    if (!bar) return;
    const rows = all("[data-row]").filter((row) => one("[data-pick]:checked", row));
    const every = one("[data-all]:checked", bar);
    const picked = all("[data-pick]:checked").length;
    bar.hidden = picked === 0 && !every;
    all("[data-count]", bar).forEach((el) => { el.textContent = every ? every.dataset.all : picked; });
    all("[data-row]").forEach((row) => row.classList.toggle("on", !!every || rows.includes(row)));
    offer(bar, every ? [] : rows);
  };
  document.addEventListener("change", (event) => { if (event.target.matches("[data-pick], [data-all]")) count(); });
  let lastPick = null;
  document.addEventListener("click", (event) => {
    if (!event.target.matches("[data-pick]")) return;
    const boxes = all("[data-pick]");
    const [from, until] = [boxes.indexOf(lastPick), boxes.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) boxes.slice(from, until + 1).forEach((box) => { box.checked = event.target.checked; });
    lastPick = event.target;
    count();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-pick-all]")) return;
    event.preventDefault();
    all("[data-pick]").forEach((box) => { box.checked = true; });
    count();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear]")) return;
    event.preventDefault();
    all("[data-pick]:checked, [data-all]:checked").forEach((box) => { box.checked = false; });
    count();
  });
  window.addEventListener("pageshow", count);
  document.addEventListener("htmx:afterSettle", count);
  count();

  // The person's menu closes by Esc and by a press elsewhere.
  all("details[data-menu]").forEach((menu) => {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      one("summary", menu).focus();
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // Dates as people type them: 2-9-24, 2.9.2024, 02092024 become 02/09/2024. The server decides whether such a day exists.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-date]")) return;
    const parts = event.target.value.trim().match(/^(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4}|\d{2})$|^(\d{2})(\d{2})(\d{4})$/);
    if (!parts) return;
    const [day, month, year] = parts.slice(1).filter(Boolean);
    const century = Number(year) > new Date().getFullYear() % 100 ? "19" : "20";
    const whole = year.length === 2 ? century + year : year;
    event.target.value = `${day.padStart(2, "0")}/${month.padStart(2, "0")}/${whole}`;
  }, true);

  // What is left of a text, told when the hand rests.
  const numbers = new Intl.NumberFormat(language);
  all("[data-counter]").forEach((told) => {
    const field = document.getElementById(told.dataset.counter);
    let timer;
    const tell = () => {
      const left = Number(told.dataset.max) - [...field.value].length;
      told.classList.toggle("over", left < 0);
      told.textContent = say(left < 0 ? told.dataset.textOver : told.dataset.textLeft, { n: numbers.format(Math.abs(left)) });
    };
    field?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(tell, 600); });
    if (field?.value) tell();
  });

  // Files: one button in our words, the names that were chosen, and a place to let them fall.
  all("[data-drop]").forEach((place) => {
    const input = one("input[type=file]", place);
    const told = one("[data-chosen]", place);
    if (!input || !told) return;
    input.classList.add("hide");
    all("[hidden]", place).forEach((el) => { el.hidden = false; });
    const usual = told.textContent;
    input.addEventListener("change", () => { told.textContent = [...input.files].map((file) => file.name).join(", ") || usual; });
    ["dragover", "dragleave", "drop"].forEach((kind) => place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  });

  // A second press sends nothing: the first one is on its way. The pressed button keeps its name and value.
  const again = (form) => {
    delete form.dataset.sent;
    all("[aria-disabled=true]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-again") || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => again(form), 10000);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach(again); });

  // htmx: the token of this session; and words when the server does not answer.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = one("meta[name=csrf-token]")?.content || one("input[name=csrfmiddlewaretoken]")?.value;
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  });
  const offline = (shown) => { const told = one("[data-offline]"); if (told) told.hidden = !shown; };
  document.addEventListener("htmx:sendError", () => offline(true));
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) offline(true); });
  document.addEventListener("htmx:afterOnLoad", () => offline(false));
})();
