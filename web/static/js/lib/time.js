// Times in words: "5 minutes ago", "2h 05m left" / "剩 2 小时 5 分". Pure functions first, the page after.
import { language } from "../i18n.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in milliseconds as two units at most, e.g. "2h 05m", "3 天 4 小时". */
export function durationWords(length, lang) {
  const whole = Math.abs(length);
  const days = Math.floor(whole / DAY);
  const hours = Math.floor((whole % DAY) / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (lang === "zh") {
    if (days) return hours ? `${days} 天 ${hours} 小时` : `${days} 天`;
    if (hours) return minutes ? `${hours} 小时 ${minutes} 分` : `${hours} 小时`;
    return minutes ? `${minutes} 分钟` : "不到 1 分钟";
  }
  if (days) return `${days}d ${hours}h`;
  if (hours) return `${hours}h ${String(minutes).padStart(2, "0")}m`;
  return minutes ? `${minutes}m` : "under 1m";
}

/** What an open target says now: {state: running|warn|breached, text}. Moments are milliseconds since 1970. */
export function slaWords({ due, warn = NaN }, now, lang) {
  const left = due - now;
  const length = durationWords(left, lang);
  if (left < 0) return { state: "breached", text: lang === "zh" ? `超时 ${length}` : `${length} over` };
  const near = Number.isNaN(warn) ? left < 30 * MINUTE : now >= warn;
  return { state: near ? "warn" : "running", text: lang === "zh" ? `剩 ${length}` : `${length} left` };
}

/** A moment seen from `now`; older than a week it becomes a date. */
export function relativeWords(at, now, lang) {
  const locale = lang === "zh" ? "zh-CN" : "en-GB";
  const gone = now - at;
  if (Math.abs(gone) < MINUTE) return lang === "zh" ? "刚刚" : "just now";
  if (Math.abs(gone) > 7 * DAY) {
    const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
    return new Intl.DateTimeFormat(locale, { year, month: "short", day: "numeric" }).format(at);
  }
  const [size, unit] = Math.abs(gone) < HOUR ? [MINUTE, "minute"] : Math.abs(gone) < DAY ? [HOUR, "hour"] : [DAY, "day"];
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" });
  return format.format(-Math.trunc(gone / size), unit);
}

/** Rewrite every time[data-relative] and [data-sla] below `root`. */
export function refreshTimes(root = document, now = Date.now()) {
  const lang = language();
  for (const element of root.querySelectorAll("time[data-relative]")) {
    setText(element, relativeWords(Date.parse(element.dateTime), now, lang));
  }
  for (const element of root.querySelectorAll("[data-sla][data-due]")) refreshTarget(element, now, lang);
}

function refreshTarget(element, now, lang) {
  if (!["running", "breached"].includes(element.dataset.sla) || !element.dataset.due) return;
  const target = { due: Date.parse(element.dataset.due), warn: Date.parse(element.dataset.warn || "") };
  const { state, text } = slaWords(target, now, lang);
  setText(element.querySelector("[data-sla-text]") ?? element, text);
  for (const name of ["running", "warn", "breached"]) element.classList.toggle(`sla--${name}`, name === state);
}

// Unchanged text is left alone, so a screen reader or a selection is not disturbed every 15 seconds.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Refresh now, every 15 seconds, when the tab is shown again and after htmx swaps. */
export function startTimes() {
  refreshTimes();
  setInterval(refreshTimes, 15_000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refreshTimes(); });
  document.addEventListener("htmx:after:swap", () => refreshTimes());
}
