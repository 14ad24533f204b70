// What the window remembers on this device. A browser that forbids storage inside frames gets a memory for this page.
// Every unsent line lies under its own key, so two tabs never overwrite each other.

const PREFIX = "voc.chat.";
const LINE = `${PREFIX}line.`;
const memory = new Map();

function works() {
  try {
    localStorage.setItem(`${PREFIX}probe`, "1");
    localStorage.removeItem(`${PREFIX}probe`);
    return true;
  } catch {
    return false;
  }
}

const store = works() ? localStorage : {
  getItem: (key) => memory.get(key) ?? null,
  setItem: (key, value) => memory.set(key, value),
  removeItem: (key) => memory.delete(key),
  key: (index) => [...memory.keys()][index] ?? null,
  get length() { return memory.size; },
};

/** The text kept under `name`, "" when there is none. */
export function recall(name) {
  return store.getItem(PREFIX + name) ?? "";
}

/** Keep `value` under `name`; "" forgets it. A full storage is no reason to stop a chat. */
export function remember(name, value) {
  try {
    if (value === "") store.removeItem(PREFIX + name);
    else store.setItem(PREFIX + name, String(value));
  } catch { /* full: the line still lives on the page */ }
}

/** A random id that nobody can guess; 128 bit, also where crypto.randomUUID is missing (plain http). */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** This visitor on this device. */
export function visitorId() {
  if (!recall("visitor")) remember("visitor", randomId());
  return recall("visitor");
}

/** Keep an unsent line until it is acknowledged. */
export function keepLine(line) {
  const { id, body, label, files, at, order } = line;
  remember(`line.${id}`, JSON.stringify({ id, body, label, files, at, order }));
}

/** Forget a line: it was acknowledged or taken back. */
export function dropLine(id) {
  remember(`line.${id}`, "");
}

/** Every unsent line in the order in which it was written. */
export function keptLines() {
  const lines = [];
  for (let index = 0; index < store.length; index += 1) {
    const key = store.key(index);
    if (!key?.startsWith(LINE)) continue;
    try { lines.push(JSON.parse(store.getItem(key))); } catch { /* not ours: leave it */ }
  }
  return lines.sort((one, other) => one.order - other.order);
}

/** Run `work` in one tab at a time, where the browser can promise that. */
export function alone(work) {
  return navigator.locks ? navigator.locks.request(`${PREFIX}open`, work) : work();
}
