// Small habits of every page: Ctrl+Enter sends the form one writes in or the open dialog, drop zones name their file,
// a form is sent once however often one clicks.
import { isSendKey } from "./actions.js";

function onSendKey(event) {
  const form = isSendKey(event) && event.target.closest?.("form");
  if (!form || !(event.target.matches("textarea") || form.closest("dialog"))) return;
  event.preventDefault();
  form.requestSubmit();
}

function nameFile(zone) {
  const files = [...zone.querySelector("input[type=file]").files];
  if (files.length) zone.querySelector("[data-dropzone-name]").textContent = files.map((file) => file.name).join(", ");
}

function onDrop(event) {
  const zone = event.target.closest?.("[data-dropzone]");
  if (!zone) return;
  event.preventDefault();
  delete zone.dataset.over;
  zone.querySelector("input[type=file]").files = event.dataTransfer.files;
  nameFile(zone);
}

// Only plain forms: htmx disables what it sends by itself (hx-disable).
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
}

// On narrow screens the side panel slides over the thread; Escape, the same button or a touch beside it puts it away.
function toggleSide(event) {
  const panes = document.querySelector(".panes");
  if (!panes) return;
  const isOpen = panes.dataset.side === "open";
  const pressed = event.type === "click" && event.target.closest?.("[data-toggle-side]");
  const away = isOpen && !document.querySelector("dialog[open]") &&
    (event.type === "click" ? !event.target.closest?.(".pane--side") : event.key === "Escape");
  if (!pressed && !away) return;
  panes.dataset.side = isOpen ? "" : "open";
  for (const one of document.querySelectorAll("[data-toggle-side]")) one.setAttribute("aria-expanded", String(!isOpen));
  if (event.key === "Escape") document.querySelector("[data-toggle-side]")?.focus();
}

/** Wire the habits once for the whole document. */
export function startPage() {
  document.addEventListener("keydown", onSendKey);
  document.addEventListener("keydown", toggleSide);
  document.addEventListener("click", toggleSide);
  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-dropzone]");
    if (zone) nameFile(zone);
  });
  document.addEventListener("dragover", (event) => {
    const zone = event.target.closest?.("[data-dropzone]");
    if (!zone) return;
    event.preventDefault();
    zone.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => delete event.target.closest?.("[data-dropzone]")?.dataset.over);
  document.addEventListener("drop", onDrop);
  document.addEventListener("submit", sendOnce);
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}
