// Words for scripts. Pages put them into <script type="application/json" data-i18n>, keyed by their English text.

const words = new Map();

/** Read every word block below `root`; call again after htmx brought a new one. */
export function readWords(root = document) {
  for (const block of root.querySelectorAll("script[data-i18n]")) {
    for (const [key, text] of Object.entries(JSON.parse(block.textContent))) words.set(key, text);
  }
}

/** The text of `key` in the page's language, `%(name)s` filled from `values`; the key itself when unknown. */
export function t(key, values = {}) {
  const text = words.get(key) ?? key;
  return text.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** "zh" or "en", from <html lang>. */
export function language() {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

readWords();
