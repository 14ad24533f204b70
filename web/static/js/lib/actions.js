// One registry of actions. Buttons, single-letter keys, the palette and the help sheet all read it,
// so the help can never promise what does not work.
import { t } from "../i18n.js";

const registry = new Map();
const KEYS_SETTING = "voc.keys";
const SEQUENCE_PAUSE = 1200;
let begun = "";
let begunAt = 0;

/** An action: {id, title, run, keys?: "r" | "g q" | "mod+k", group?, when?: () => boolean, hidden?: not in the palette}. */
export function registerAction(action) {
  registry.set(action.id, { group: t("General"), when: () => true, keys: "", ...action });
  return () => registry.delete(action.id);
}

/** Every action possible now: the registered ones and the elements of the page with data-key or data-palette. */
export function availableActions() {
  const found = [...registry.values()].filter((action) => action.when());
  const seen = new Set(found.map((action) => action.keys).filter(Boolean));
  for (const element of document.querySelectorAll("[data-key], [data-palette]")) {
    const keys = element.dataset.key ?? "";
    if (element.disabled || !element.checkVisibility() || (keys && seen.has(keys))) continue;
    seen.add(keys);
    found.push(fromElement(element, keys));
  }
  return found;
}

// data-key on a button clicks it, on a field puts the cursor there: pages need no script for a shortcut.
function fromElement(element, keys) {
  const title = element.dataset.title || element.getAttribute("aria-label") || element.title || element.textContent.trim();
  const isField = element.matches("input, textarea, select");
  return {
    id: element.id || title, title, keys, group: element.dataset.group || t("General"),
    run: () => (isField ? element.focus() : element.click()),
  };
}

/** Run an action by its id; false when there is none or it does not apply now. */
export function runAction(id, event) {
  const action = registry.get(id);
  if (!action || !action.when()) return false;
  action.run(event);
  return true;
}

/** Whether single-letter keys are on; people with screen readers or speech input switch them off,
    in the help sheet for this device or in their settings for all (body data-keys="off"). */
export function keysOn() {
  const unset = document.body.dataset.keys ?? "on";
  try { return (localStorage.getItem(KEYS_SETTING) ?? unset) !== "off"; } catch { return unset !== "off"; }
}

/** Switch single-letter keys on or off and remember it. */
export function setKeys(on) {
  try { localStorage.setItem(KEYS_SETTING, on ? "on" : "off"); } catch { /* private mode: on is the default */ }
}

/** True while an input method is still composing; 229 is what older engines send instead of isComposing. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** True when the event happens where people write. */
export function isTyping(event) {
  const target = event.target;
  return isComposing(event) || (target instanceof Element &&
    target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])") !== null);
}

/** Ctrl+Enter or ⌘+Enter, outside composition: "send". */
export function isSendKey(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isComposing(event);
}

/** Enter alone, outside composition: "send" in the customers' chat. */
export function isPlainEnter(event) {
  return event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && !isComposing(event);
}

/** Out of the field, so that single letters act again; what was written stays. */
function leaveField(event) {
  event.target.blur();
}

/** Start listening: keys on the document, clicks on [data-action]. */
export function startActions() {
  registerAction({ id: "leave", title: t("Leave the field"), keys: "Esc", run: leaveField, hidden: true });
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const source = event.target.closest("[data-action]");
    if (source && runAction(source.dataset.action, event)) event.preventDefault();
  });
}

function onKey(event) {
  if (event.defaultPrevented || isComposing(event) || event.repeat && event.key.length > 1) return;
  const keys = (event.ctrlKey || event.metaKey) && !event.altKey ? `mod+${event.key.toLowerCase()}` : plainKey(event);
  const action = keys && availableActions().find((candidate) => candidate.keys === keys);
  if (!action) {
    if (keys && !keys.includes("+")) begin(event.key);
    return;
  }
  if (keys !== "Esc") event.preventDefault();
  begun = "";
  action.run(event);
}

// Single letters count only where nobody writes, with no dialog open and with keys switched on; Escape only there.
function plainKey(event) {
  if (event.key === "Escape") return isTyping(event) && !document.querySelector("dialog[open]") ? "Esc" : "";
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return "";
  if (!keysOn() || isTyping(event) || document.querySelector("dialog[open]")) return "";
  const fresh = begun && performance.now() - begunAt < SEQUENCE_PAUSE;
  return fresh ? `${begun} ${event.key}` : event.key;
}

function begin(key) {
  begun = key;
  begunAt = performance.now();
}
