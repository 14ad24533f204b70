// The command palette (Ctrl/⌘-K) and the help sheet (?), both drawn from the registry of actions.
import { t } from "../i18n.js";
import { availableActions, isComposing, keysOn, registerAction, setKeys } from "./actions.js";

const sources = [];
let dialog, input, list;
let shown = [];
let chosen = 0;
let asked = 0;

/** Add a source of entries: async (query) → [{title, hint?, group?, run}]. */
export function addPaletteSource(source) {
  sources.push(source);
}

function make(tag, className, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function build() {
  dialog = make("dialog", "dialog palette", "", { "aria-label": t("Commands") });
  input = make("input", "palette__input", "", {
    type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
    "aria-label": t("Type a command or a ticket number"), placeholder: t("Type a command or a ticket number"),
    autocomplete: "off", spellcheck: "false",
  });
  list = make("div", "palette__list", "", { id: "palette-list", role: "listbox", "aria-label": t("Commands") });
  dialog.append(input, list);
  document.body.append(dialog);
  input.addEventListener("input", search);
  input.addEventListener("keydown", onKey);
  list.addEventListener("click", (event) => {
    const entry = event.target.closest("[role=option]");
    if (entry) run(Number(entry.dataset.index));
  });
}

/** Open the palette with an empty line. */
export function openPalette() {
  if (!dialog) build();
  if (dialog.open) return dialog.close();
  input.value = "";
  // Actions are collected before the dialog covers the page: what is hidden then cannot be run.
  dialog.actions = availableActions().filter((action) => !action.hidden && action.id !== "palette");
  dialog.showModal();
  return search();
}

async function search() {
  const query = input.value.trim().toLowerCase();
  const turn = ++asked;
  const matching = dialog.actions.filter((action) => matches(action.title, query));
  draw(matching);
  if (!query) return;
  const found = await Promise.all(sources.map((source) => source(query).catch(() => [])));
  if (turn === asked) draw([...matching, ...found.flat()]);
}

/** Letters of the query in order: "tst" finds "Toggle status"; Chinese matches by its characters. */
export function matches(title, query) {
  const text = title.toLowerCase();
  let from = 0;
  for (const letter of query.replaceAll(" ", "")) {
    from = text.indexOf(letter, from) + 1;
    if (!from) return false;
  }
  return true;
}

function draw(entries) {
  const groups = Map.groupBy ? Map.groupBy(entries, (entry) => entry.group ?? "") : new Map([["", entries]]);
  shown = [...groups.values()].flat();
  chosen = 0;
  list.replaceChildren();
  let index = 0;
  for (const [name, members] of groups) {
    const group = make("div", "", "", { role: "group", "aria-label": name || t("Commands") });
    if (name) group.append(make("div", "palette__group", name, { "aria-hidden": "true" }));
    for (const entry of members) group.append(option(entry, index++));
    list.append(group);
  }
  if (!shown.length) list.append(make("p", "palette__empty", t("Nothing found"), { role: "option", "aria-disabled": "true", "aria-selected": "false" }));
  mark();
}

function option(entry, index) {
  const element = make("div", "palette__item", entry.title, { role: "option", id: `palette-${index}`, "data-index": index });
  if (entry.keys || entry.hint) element.append(make("kbd", "kbd", keyWords(entry.keys) || entry.hint));
  return element;
}

function mark() {
  for (const element of list.querySelectorAll("[data-index]")) {
    const on = Number(element.dataset.index) === chosen;
    element.setAttribute("aria-selected", String(on));
    if (on) element.scrollIntoView({ block: "nearest" });
  }
  input.setAttribute("aria-activedescendant", shown.length ? `palette-${chosen}` : "");
}

function onKey(event) {
  if (isComposing(event)) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && shown.length) {
    event.preventDefault();
    chosen = (chosen + step + shown.length) % shown.length;
    mark();
  } else if (event.key === "Enter") {
    event.preventDefault();
    run(chosen);
  }
}

function run(index) {
  const entry = shown[index];
  if (!entry) return;
  dialog.close();
  entry.run();
}

/** Keys as people see them on their keyboard: "mod+k" → "⌘K" or "Ctrl K". */
export function keyWords(keys = "") {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  return keys.replace(/mod\+(.)/, (whole, key) => (mac ? "⌘" : "Ctrl ") + key.toUpperCase());
}

/** Open the help sheet: every action that has a key, in its group, and the switch for single letters. */
export function openHelp() {
  document.getElementById("key-help")?.remove();
  const sheet = make("dialog", "dialog dialog--wide", "", { id: "key-help", "aria-labelledby": "key-help-title" });
  const head = make("div", "dialog__head");
  head.append(make("h2", "", t("Keyboard help"), { id: "key-help-title" }));
  const body = make("div", "dialog__body");
  const withKeys = availableActions().filter((action) => action.keys);
  for (const name of new Set(withKeys.map((action) => action.group))) {
    body.append(make("h3", "overline", name));
    const rows = make("dl", "keys");
    for (const action of withKeys.filter((candidate) => candidate.group === name)) rows.append(row(action));
    body.append(rows);
  }
  body.append(keySwitch());
  const foot = make("div", "dialog__foot");
  foot.append(make("button", "btn", t("Close"), { type: "button", "data-closes": "" }));
  sheet.append(head, body, foot);
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
}

function row(action) {
  const line = make("div", "keys__row");
  const keys = make("dd", "");
  for (const key of keyWords(action.keys).split(/ (?!\w{2})/)) keys.append(make("kbd", "kbd", key), " ");
  line.append(make("dt", "", action.title), keys);
  return line;
}

function keySwitch() {
  const label = make("label", "check");
  const box = make("input", "", "", { type: "checkbox" });
  box.checked = keysOn();
  box.addEventListener("change", () => setKeys(box.checked));
  label.append(box, make("span", "", t("Single-letter keys")));
  return label;
}

/** Register the palette and the help sheet themselves. */
export function startPalette() {
  registerAction({ id: "palette", title: t("Commands"), keys: "mod+k", run: openPalette });
  registerAction({ id: "help", title: t("Keyboard help"), keys: "?", run: openHelp });
}
