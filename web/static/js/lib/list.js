// j and k walk a list marked [data-list] whose rows are [data-row]; x ticks the row's checkbox; Enter opens its link.
import { t } from "../i18n.js";
import { registerAction } from "./actions.js";

// The list one is in, else the first of the page.
function rows() {
  const list = current()?.closest("[data-list]") ?? document.querySelector("[data-list]");
  return [...list.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
}

function current() {
  return document.activeElement?.closest?.("[data-row]") ?? document.querySelector('[data-list] [data-row][aria-current="true"]');
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  (next?.querySelector("a[href], button, input") ?? next)?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Register the three actions; they apply only on pages with such a list. */
export function startLists() {
  const when = () => document.querySelector("[data-list] [data-row]") !== null;
  registerAction({ id: "list.next", title: t("Next in the list"), keys: "j", run: () => step(1), when, hidden: true });
  registerAction({ id: "list.previous", title: t("Previous in the list"), keys: "k", run: () => step(-1), when, hidden: true });
  registerAction({
    id: "list.select", title: t("Select"), keys: "x", hidden: true,
    when: () => when() && Boolean(current()?.querySelector("input[type=checkbox]")),
    run: () => current().querySelector("input[type=checkbox]").click(),
  });
}
