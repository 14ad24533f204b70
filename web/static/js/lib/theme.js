// Light or dark: the system decides until the reader does; choosing the system's own theme forgets the choice.

const KEY = "voc.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function remembered() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

/** "dark" or "light" as shown now. */
export function theme() {
  return remembered() ?? (system.matches ? "dark" : "light");
}

/** Flip the theme, remember it, tell charts by the event "voc:theme". */
export function toggleTheme() {
  const next = theme() === "dark" ? "light" : "dark";
  const followsSystem = (next === "dark") === system.matches;
  try {
    if (followsSystem) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch { /* private mode: the choice lasts for this page */ }
  apply(followsSystem ? null : next);
}

function apply(chosen) {
  const sheet = document.getElementById("dark-tokens");
  sheet.media = { dark: "screen", light: "not all" }[chosen] ?? "screen and (prefers-color-scheme: dark)";
  document.dispatchEvent(new CustomEvent("voc:theme", { detail: { theme: chosen ?? theme() } }));
}

/** Larger text for those who want it; remembered on this device. */
export function toggleText() {
  const root = document.documentElement;
  const large = root.dataset.text !== "large";
  if (large) root.dataset.text = "large";
  else delete root.dataset.text;
  try { localStorage.setItem("voc.text", large ? "large" : "normal"); } catch { /* private mode: for this page only */ }
  markText();
}

function markText() {
  for (const button of document.querySelectorAll("[data-text-toggle]")) {
    button.setAttribute("aria-pressed", String(document.documentElement.dataset.text === "large"));
  }
}

/** Wire every [data-theme-toggle] and [data-text-toggle] and follow changes made in other tabs or in the system. */
export function startTheme() {
  markText();
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggleTheme();
    if (event.target.closest("[data-text-toggle]")) toggleText();
  });
  addEventListener("storage", (event) => { if (event.key === KEY) apply(event.newValue); });
  system.addEventListener("change", () => apply(remembered()));
}
