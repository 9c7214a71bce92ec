/* What the keyboard and a pause in typing do at the desk. Every page works without it; nothing here leaves the house. */
"use strict";

const PAUSE = 3000; // between the last key and saving a draft
const WIDE = window.matchMedia("(min-width: 68em)");

function keep(form) {
  const box = form.querySelector("textarea");
  const said = form.querySelector(".saved");
  let timer = 0;
  let busy = false;
  let changed = false;
  let stopped = false;
  let sent = null; // the button that was pressed while a draft was on its way

  async function save() {
    if (busy || stopped || !changed) return;
    busy = true;
    changed = false;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual",
      });
      if (!answer.ok) throw new Error("not kept");
      const kept = await answer.json();
      form.elements.draft.value = kept.draft;
      form.elements.version.value = kept.version;
      said.textContent = kept.said;
    } catch {
      // Locked or unreachable: trying again and again would keep the same words many times over.
      stopped = true;
      changed = true;
      said.textContent = form.dataset.failed;
    }
    said.hidden = false;
    busy = false;
    if (sent) form.requestSubmit(sent);
    else if (changed && !stopped) timer = window.setTimeout(save, PAUSE);
  }

  box.addEventListener("input", () => {
    changed = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });
  box.addEventListener("blur", () => { window.clearTimeout(timer); stopped = false; save(); });
  // Sending waits for a draft that is on its way: else that draft would be kept after what it became was sent.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    stopped = true;
    if (!busy) return;
    event.preventDefault();
    sent = event.submitter || form.querySelector(".main");
  });
}

function rows() {
  return [...document.querySelectorAll(".group li a")];
}

function step(by) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) next.focus();
}

function reach(selector) {
  const found = document.querySelector(selector);
  if (found) found.focus();
  return Boolean(found);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => reach("#anteckna textarea") || reach("#anteckna input:not([type=hidden])"),
  b: () => reach("#svara textarea"),
  t: () => reach("#amnet input:checked") || reach("#amnet input"),
  "/": () => reach("#sok"),
  l: () => { const button = document.querySelector(".rail .lock"); if (button) button.click(); },
  "?": () => { const link = document.querySelector("[data-keys]"); if (link) window.location.assign(link.href); },
};

let before = "";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typing && typing.form) {
    event.preventDefault();
    typing.form.requestSubmit(typing.form.querySelector(".main"));
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  // What the page itself gives a key: the result of a call, undo. Held down, a key presses once.
  const own = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (own) {
    event.preventDefault();
    if (!event.repeat) own.click();
    return;
  }
  if (before === "g" && key === "i") {
    const home = document.querySelector(".bar .name");
    if (home) window.location.assign(home.href);
  } else if (KEYS[key]) {
    event.preventDefault();
    KEYS[key]();
  }
  before = key;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-beside]");
  if (link && WIDE.matches && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    window.location.assign(link.dataset.beside);
  }
});

document.querySelectorAll("form[data-draft]").forEach(keep);
