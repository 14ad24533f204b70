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

/** Wire every [data-theme-toggle] and follow changes made in other tabs or in the system. */
export function startTheme() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggleTheme();
  });
  addEventListener("storage", (event) => { if (event.key === KEY) apply(event.newValue); });
  system.addEventListener("change", () => apply(remembered()));
}
