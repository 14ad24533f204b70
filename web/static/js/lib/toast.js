// Short messages out of the way of the work: polite, dismissible, with undo; errors stay until dismissed.
import { t } from "../i18n.js";

const STAY = 6000;

function place() {
  let box = document.getElementById("toasts");
  if (!box) {
    box = document.createElement("div");
    box.id = "toasts";
    box.className = "toasts";
    box.setAttribute("role", "status");
    document.body.append(box);
  }
  return box;
}

function button(text, className, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = text;
  element.addEventListener("click", run);
  return element;
}

/** Show `text`. kind: info success warning error. `undo` adds a button that runs it once. Returns a function that closes it. */
export function toast(text, { kind = "info", undo = null, stay = STAY } = {}) {
  const element = document.createElement("div");
  element.className = `toast toast--${kind}`;
  const words = document.createElement("span");
  words.className = "grow";
  words.textContent = text;
  element.append(words);
  const close = () => element.remove();
  if (undo) element.append(button(t("Undo"), "btn btn--sm", () => { close(); undo(); }));
  const dismiss = button("×", "btn btn--quiet btn--icon btn--sm", close);
  dismiss.setAttribute("aria-label", t("Dismiss"));
  element.append(dismiss);
  place().append(element);
  if (kind !== "error") leaveLater(element, stay);
  return close;
}

// A reader who points at or tabs into a message gets all the time they need.
function leaveLater(element, stay) {
  let timer = setTimeout(() => element.remove(), stay);
  const hold = () => clearTimeout(timer);
  const release = () => { hold(); timer = setTimeout(() => element.remove(), stay); };
  element.addEventListener("pointerenter", hold);
  element.addEventListener("focusin", hold);
  element.addEventListener("pointerleave", release);
  element.addEventListener("focusout", release);
}

/** Give server-written toasts their life, show what HX-Trigger {"toast": {...}} and failed requests say. */
export function startToasts() {
  for (const element of document.querySelectorAll("[data-toast]")) {
    if (!["error", "danger"].includes(element.dataset.toast)) leaveLater(element, STAY);
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) event.target.closest(".toast").remove();
  });
  document.addEventListener("toast", (event) => toast(event.detail.text ?? event.detail.value, event.detail));
  document.addEventListener("htmx:error", () => toast(t("No connection. Please try again."), { kind: "error" }));
}
