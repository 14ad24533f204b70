// What the window remembers on this device. Some browsers forbid storage inside frames: then it lives in memory, and the
// page around the frame is asked to keep a copy, so that the chat survives a click to the shop's next page.
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

const isAllowed = works();
let keepOutside = () => {};

const store = isAllowed ? localStorage : {
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
    if (!isAllowed) keepOutside(JSON.stringify([...memory]));
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

/** Run `work` in one tab at a time, where the browser can promise that; tabs that share no storage need no promise. */
export function alone(work) {
  return isAllowed && navigator.locks ? navigator.locks.request(`${PREFIX}open`, work) : work();
}

/** True when this device forgets everything with the page unless somebody outside keeps it. */
export function needsKeeper() {
  return !isAllowed;
}

/** Hand a copy of everything to `keep(text)` at every change. */
export function keepWith(keep) {
  keepOutside = keep;
}

/** Take back what was kept outside; anything that is not ours is ignored. */
export function refill(text) {
  let pairs = [];
  try { pairs = JSON.parse(text); } catch { /* nothing kept yet */ }
  if (!Array.isArray(pairs)) return;
  for (const pair of pairs) {
    const [key, value] = Array.isArray(pair) ? pair : [];
    if (typeof key === "string" && key.startsWith(PREFIX) && typeof value === "string" && !memory.has(key)) memory.set(key, value);
  }
}
