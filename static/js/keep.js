/* Nothing typed is lost: a form with data-keep="name" is kept on this machine, for this person, until the server has
   answered that it holds the same words (header X-Kept). Cleared when the paper is handed in, and at sign-out.
   Words come from the page (data-text-…), so that they are translated where all others are. */
(() => {
  "use strict";
  const all = (css, root = document) => [...root.querySelectorAll(css)];
  const one = (css, root = document) => root.querySelector(css);
  const language = document.documentElement.lang || "vi";
  // The office clock, as the server tells it: Việt Nam's time, and in a demonstration another day.
  const ahead = document.body.dataset.now ? Date.parse(document.body.dataset.now) - Date.now() : 0;
  const zone = "Asia/Ho_Chi_Minh";
  const day = (moment) => new Date(moment + ahead).toLocaleDateString("en-GB", { timeZone: zone });
  const hour = (moment) => {
    const told = new Date(moment + ahead).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
    return language.startsWith("en") ? told : told.replace(":", " giờ ");
  };

  // The shelf: one entry a form, under the name of the person who typed.
  const prefix = "bangvang:";
  const mine = `${prefix}${document.body.dataset.person || ""}:`;
  const store = {
    read: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; } },
  };
  const oldest = 14 * 24 * 3600 * 1000;
  const failed = document.body.hasAttribute("data-failed");
  store.keys().forEach((key) => {
    const kept = store.read(key);
    // The page that followed a form that was sent is the answer to it: the server has the words.
    const answered = kept?.sent && key.startsWith(mine) && !failed && document.referrer === kept.from;
    if (!kept || answered || Date.now() - kept.at > oldest) store.drop(key);
  });
  all("form[data-sign-out]").forEach((form) => form.addEventListener("submit", () => store.keys().forEach(store.drop)));
  all("form[data-ends]").forEach((form) => form.addEventListener("submit", () => store.drop(mine + form.dataset.ends)));

  // What a form holds, and what a person sees of it.
  const control = (form, name) => one(`[name="${CSS.escape(name)}"]`, form);
  const values = (form) =>
    [...new FormData(form)].filter(([name, value]) =>
      typeof value === "string" && !["csrfmiddlewaretoken", "version", "drawn_with"].includes(name) &&
      control(form, name)?.type !== "password");
  const typed = (form, pairs) => pairs.filter(([name]) => control(form, name) && control(form, name).type !== "hidden");
  const same = (form, pairs) => JSON.stringify(typed(form, pairs)) === JSON.stringify(typed(form, values(form)));
  const label = (form, name) => {
    const field = control(form, name)?.closest(".field");
    const words = field && one("legend, label", field);
    return words ? words.firstChild.textContent.trim() : "";
  };
  const differing = (form, pairs) => {
    const now = values(form);
    const names = [...new Set([...pairs, ...now].map(([name]) => name))];
    const said = (list, name) => list.filter(([other]) => other === name).map(([, value]) => value).join("\n");
    return names.filter((name) => control(form, name)?.type !== "hidden" && said(pairs, name) !== said(now, name))
      .map((name) => label(form, name)).filter(Boolean);
  };
  const put = (form, pairs) => {
    all("input, select, textarea", form).forEach((field) => {
      const usual = !["hidden", "file", "password", "submit"].includes(field.type) || "comesBack" in field.dataset;
      if (!field.name || !usual) return;
      const found = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = found.includes(field.value);
      else if (field.multiple) [...field.options].forEach((option) => { option.selected = found.includes(option.value); });
      else if (found.length) field.value = found[0];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  all("form[data-keep]").forEach((form) => {
    const told = one("[data-saved]");
    const key = () => mine + form.dataset.keep;
    const tell = (kind, moment = Date.now()) => {
      if (!told) return;
      told.textContent = told.dataset[kind].replace("{at}", hour(moment));
      told.closest(".saved")?.classList.toggle("lost", ["textOffline", "textRefused", "textNone"].includes(kind));
    };
    let timer, again, wait, sending, before, unsent = false, refused = false;
    const shelve = (more = {}) => store.write(key(), { at: Date.now(), values: values(form), before, ...more });
    const keep = () => {
      const done = shelve();
      tell(!done ? "textNone" : refused ? "textRefused" : navigator.onLine && !unsent ? "textHere" : "textOffline");
    };

    // What this machine kept and the page does not show is offered back; nobody's words are put over others unasked.
    const last = store.read(key());
    const kept = last?.before && same(form, last.values) ? last.before : last;
    const offer = one("[data-kept]");
    if (kept && same(form, kept.values)) store.drop(key());
    else if (kept && offer) {
      before = { at: kept.at, values: kept.values }; // until the person has chosen, later words stand beside it
      store.write(key(), before);
      one("[data-kept-at]", offer).textContent = `${day(kept.at)}, ${hour(kept.at)}`;
      const names = differing(form, kept.values);
      one("[data-kept-names]", offer).textContent = names.join(", ");
      one("[data-kept-what]", offer).hidden = !names.length;
      one("[data-kept-take]", offer).addEventListener("click", () => {
        offer.hidden = true;
        before = undefined;
        put(form, kept.values);
        one("input:not([type=hidden]), textarea", form)?.focus();
      });
      one("[data-kept-drop]", offer).addEventListener("click", () => { offer.hidden = true; before = undefined; store.drop(key()); });
      offer.hidden = false;
    }

    // Typed: on this machine at once; sent: when the hand leaves the entry; again: when the line is back.
    const settle = () => { clearTimeout(timer); timer = 0; };
    const flush = () => { if (timer) { settle(); keep(); } };
    form.addEventListener("input", () => { settle(); timer = setTimeout(flush, 500); });
    form.addEventListener("change", flush);
    window.addEventListener("pagehide", flush);
    const resend = () => {
      clearTimeout(again);
      if (unsent && !refused) form.dispatchEvent(new CustomEvent("resend"));
    };
    const later = () => {
      wait = Math.min((wait || 2000) * 2, 60000);
      clearTimeout(again);
      again = setTimeout(() => { if (navigator.onLine) resend(); }, wait);
    };
    window.addEventListener("online", resend);
    window.addEventListener("offline", () => { unsent = true; keep(); });
    window.addEventListener("pageshow", (event) => { if (event.persisted && store.read(key())?.sent) shelve(); });

    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      settle();
      if (navigator.onLine) { shelve({ sent: true, from: location.href.split("#")[0] }); return; }
      event.preventDefault();
      unsent = true;
      keep();
      told?.closest(".saved")?.scrollIntoView({ block: "center" });
    });
    form.addEventListener("htmx:configRequest", (event) => {
      if (event.target !== form) return;
      sending = values(form);
      // Papers go with the button; what is already chosen is not called missing meanwhile.
      event.detail.parameters.chosen = all("input[type=file]", form).filter((field) => field.files.length).map((field) => field.name).join(",");
    });
    form.addEventListener("htmx:beforeRequest", (event) => { if (event.target === form && refused) event.preventDefault(); });
    const arrived = (name) => {
      [unsent, wait] = [false, 0];
      store.drop(key());
      form.dataset.keep = name;
      if (before) store.write(key(), before);
      tell("textServer");
      if (!same(form, sending)) shelve();
    };
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target !== form) return;
      settle();
      const { xhr, successful } = event.detail;
      const name = successful && xhr.getResponseHeader("X-Kept");
      if (name) { arrived(name); return; }
      unsent = true;
      refused = xhr.status === 409;
      const answered = xhr.status > 0 && xhr.status < 500;
      tell(!shelve() ? "textNone" : answered ? "textRefused" : "textOffline");
      if (!refused) later();
    });
  });

  // Entries that only some nominees have.
  document.addEventListener("change", (event) => {
    if (event.target.name !== "kind") return;
    all("[data-only]").forEach((part) => { part.hidden = part.dataset.only !== event.target.value; });
  });
})();
