/* What the keyboard and a pause in typing do at the desk. Every page works without it; nothing here leaves the house. */
"use strict";

const PAUSE = 3000; // between the last key and saving a draft
const AGAIN = 8000; // before a server that did not answer is tried once more
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
    let answer = null;
    try {
      answer = await fetch(form.dataset.draft, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual",
      });
      if (!answer.ok) throw new Error("not kept");
      const kept = await answer.json();
      form.elements.draft.value = kept.draft;
      form.elements.version.value = kept.version;
      said.textContent = kept.said;
    } catch {
      // Locked: trying again and again would keep the same words many times over. Unreachable: it may come back.
      stopped = answer !== null;
      changed = true;
      said.textContent = form.dataset.failed;
    }
    said.hidden = false;
    busy = false;
    if (sent && answer === null) {
      stopped = false; // sent now it would leave the page, and the words with it: they stay until the server answers
      sent = null;
    }
    if (sent) form.requestSubmit(sent);
    else if (changed && answer === null) timer = window.setTimeout(save, AGAIN);
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

// The row that the keys speak of: the one with the focus, else the one whose case stands beside the list.
function current() {
  const focused = document.activeElement && document.activeElement.closest(".group li");
  return focused || document.querySelector(".group li[aria-current]");
}

function step(by) {
  const all = rows();
  const row = current();
  const at = row ? all.indexOf(row.querySelector("a")) : -1;
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) next.focus();
}

function reach(selector) {
  const found = document.querySelector(selector);
  if (!found) return false;
  for (let shut = found.closest("details:not([open])"); shut; shut = found.closest("details:not([open])")) shut.open = true;
  found.focus();
  return true;
}

function act() {
  const row = current();
  const button = row && row.querySelector("form button");
  if (button) button.click();
}

function follow(rel) {
  const link = document.querySelector(`.case-head [rel=${rel}]`);
  if (link) window.location.assign(link.href);
}

function help() {
  const sheet = document.getElementById("tangentblad");
  const link = document.querySelector("[data-keys]");
  if (sheet) sheet.showModal();
  else if (link) window.location.assign(link.href);
}

const KEYS = {
  j: (event) => (event.shiftKey ? follow("next") : step(1)),
  k: (event) => (event.shiftKey ? follow("prev") : step(-1)),
  x: act,
  n: () => reach("#anteckna textarea") || reach("#anteckna input:not([type=hidden])"),
  b: () => reach("#svara textarea"),
  t: () => reach("#amnet input:checked") || reach("#amnet input:not([type=hidden])"),
  a: () => reach("#g_what") || reach("#g_due_on") || reach("#att-gora .ticks button"),
  r: () => reach(".flag button, .flag a") || reach("#risk a"),
  f: () => { const link = document.querySelector("[data-asks]"); if (link) window.location.assign(link.href); },
  "/": () => reach("#sok"),
  l: () => { const button = document.querySelector(".rail .lock"); if (button) button.click(); },
  "?": help,
};

let before = "";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typing && typing.form) {
    event.preventDefault();
    typing.form.requestSubmit(typing.form.querySelector(".main"));
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
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
    KEYS[key](event);
  }
  before = key;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-beside]");
  if (link && WIDE.matches && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    window.location.assign(link.dataset.beside);
    return;
  }
  const keys = event.target.closest("[data-keys]");
  if (keys && document.getElementById("tangentblad") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    help();
  }
});

/* Today stays right while it is open: the list alone is asked for once a minute, while somebody can see it. That is no
   activity: she is locked when she is away, whatever the page asks for. */
const EVERY = 60000;
let tag = "";
let asked = Date.now();
let locked = false;

function swap(html, etag) {
  const old = document.querySelector(".list");
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".list");
  if (!old || !fresh) return false;
  const row = document.activeElement && document.activeElement.closest(".list .group li");
  const place = row && [...old.querySelectorAll(".group li")].indexOf(row);
  const link = row && row.querySelector("a");
  const on = row && document.activeElement.matches("button") ? "form button" : "a";
  const top = old.scrollTop;
  old.replaceWith(fresh);
  fresh.scrollTop = top;
  tag = etag;
  if (row) {
    // The same row if it is still there, else the one that took its place.
    const all = [...fresh.querySelectorAll(".group li")];
    const same = link && all.find((one) => one.querySelector("a") && one.querySelector("a").href === link.href);
    const next = same || all[Math.min(place, all.length - 1)];
    const target = next && (next.querySelector(on) || next.querySelector("a, button"));
    if (target) target.focus({ preventScroll: true });
  }
  return true;
}

function isLocked(answer) {
  return answer.status === 204 || (answer.redirected && !answer.headers.get("ETag"));
}

function sayLocked() {
  locked = true;
  const note = document.querySelector("[data-locked]");
  if (note) note.hidden = false;
}

function where() {
  return document.querySelector(".list").dataset.list + window.location.search;
}

async function poll() {
  asked = Date.now();
  const told = tag ? { "If-None-Match": tag } : {};
  try {
    const answer = await fetch(where(), { headers: { "HX-Request": "true", "X-Poll": "true", ...told } });
    if (answer.status === 304) {
      const clock = document.querySelector("[data-clock]");
      if (clock) clock.textContent = new Date().toTimeString().slice(0, 5);
    } else if (answer.ok && answer.headers.get("ETag")) swap(await answer.text(), answer.headers.get("ETag"));
    else if (isLocked(answer)) sayLocked();
  } catch {
    // Unreachable: the list stands as it was, with its time; the next minute asks again.
  }
}

function due() {
  return !locked && document.visibilityState === "visible" && Date.now() - asked >= EVERY;
}

// One press in the list is done in place; whatever answers with another page is gone to as ever.
async function press(form, button) {
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form, button), headers: { "HX-Request": "true" },
    });
    if (answer.ok && answer.redirected && answer.headers.get("ETag")) {
      if (swap(await answer.text(), answer.headers.get("ETag"))) return;
    }
    if (answer.headers.get("HX-Redirect")) window.location.assign(answer.headers.get("HX-Redirect"));
    else if (answer.redirected) window.location.assign(answer.url);
    else form.submit();
  } catch {
    form.submit();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".list form[method=post]");
  if (!form) return;
  event.preventDefault();
  press(form, event.submitter);
});

if (document.querySelector("[data-list]")) {
  window.setInterval(() => { if (due()) poll(); }, 1000);
  document.addEventListener("visibilitychange", () => { if (due()) poll(); });
  const heading = document.getElementById("c-h");
  if (heading && document.activeElement === document.body) heading.focus({ preventScroll: true });
}

document.querySelectorAll("form[data-draft]").forEach(keep);
