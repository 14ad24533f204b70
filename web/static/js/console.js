// The agents' desk: the queue follows what is due, the open ticket follows what is said, nobody works unseen,
// and a draft survives everything.
import { t } from "./i18n.js";
import { connect } from "./lib/socket.js";
import { refreshTimes } from "./lib/time.js";
import { toast } from "./lib/toast.js";

const desk = document.querySelector("[data-console]");
const ticket = desk?.dataset.ticket;
const composer = document.querySelector("[data-composer]");
const text = composer?.querySelector("textarea");

// ---- the queue ---------------------------------------------------------------------------------
const list = document.getElementById("queue");
let queueTimer = 0;

function queueChanged() {
  if (!list || queueTimer) return;
  queueTimer = setTimeout(async () => {
    queueTimer = 0;
    const url = new URL(list.dataset.src, location.href);
    if (ticket) url.searchParams.set("open", ticket);
    const response = await fetch(url, { credentials: "same-origin" }).catch(() => null);
    if (!response?.ok) return;
    const top = list.scrollTop;
    const selected = document.activeElement?.closest?.("[data-row]")?.querySelector("a")?.href;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    list.replaceChildren(...fresh.body.childNodes);
    list.scrollTop = top;
    if (selected) [...list.querySelectorAll("[data-row] a")].find((link) => link.href === selected)?.focus();
    refreshTimes();
  }, 800);
}

// ---- the open ticket -----------------------------------------------------------------------------
const thread = document.getElementById("thread");

function toBottom() {
  if (thread) thread.scrollTop = thread.scrollHeight;
}

async function ticketChanged() {
  if (!ticket) return;
  const url = `/console/tickets/${encodeURIComponent(ticket)}/thread?version=${desk.dataset.version}`;
  const response = await fetch(url, { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok || response.status === 204) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const part = (name) => page.querySelector(`template[data-part="${name}"]`);
  const atBottom = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 120;
  const before = Number(desk.dataset.sequence);
  thread.replaceChildren(part("thread").content.cloneNode(true));
  document.getElementById("head").replaceChildren(part("head").content.cloneNode(true));
  if (!document.activeElement?.closest("#side")) {
    document.getElementById("side").replaceChildren(part("side").content.cloneNode(true));
  }
  desk.dataset.sequence = part("state").dataset.sequence;
  desk.dataset.version = part("state").dataset.version;
  drawViewers();
  refreshTimes();
  if (atBottom) toBottom();
  const arrived = Number(desk.dataset.sequence) > before;
  // The send guard needs the number of what this person has really had on screen.
  if (arrived && (!text?.value || atBottom)) composer.querySelector("[data-seen]").value = desk.dataset.sequence;
  if (arrived && !atBottom) toast(t("New messages arrived"));
}

// ---- who else is here ----------------------------------------------------------------------------
let viewers = [];

function drawViewers() {
  const place = document.getElementById("viewers");
  if (!place) return;
  place.replaceChildren(
    ...viewers
      .filter((one) => one.id !== Number(document.body.dataset.staffId))
      .map((one) => {
        const chip = document.createElement("span");
        chip.className = `badge ${one.writing ? "badge--warn" : "badge--info"}`;
        chip.textContent = t(one.writing ? "%(name)s is writing" : "%(name)s is here too", { name: one.name });
        return chip;
      }),
  );
}

const wire = connect("/console", {
  onBack: async () => {
    await wire.ask("watch", {}).catch(() => null);
    if (ticket) await wire.ask("view", { ticket, writing: false }).catch(() => null);
    queueChanged();
    ticketChanged();
  },
});
wire.on("queue", queueChanged);
wire.on("ticket", (what) => String(what.id) === desk?.dataset.ticketId && ticketChanged());
wire.on("viewers", (what) => {
  if (String(what.id) !== desk?.dataset.ticketId) return;
  viewers = what.viewers;
  drawViewers();
});
let typingTimer = 0;
wire.on("typing", () => {
  const line = document.getElementById("typing");
  if (!line) return;
  line.hidden = false;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => (line.hidden = true), 4000);
});
if (ticket) setInterval(() => wire.ask("view", { ticket, writing: Boolean(text?.value) }).catch(() => null), 45_000);

// ---- the composer ----------------------------------------------------------------------------------
const draftKey = `draft:${ticket}`;

function setKind(kind) {
  composer.querySelector("[data-kind]").value = kind;
  for (const tab of composer.querySelectorAll("[data-kind-is]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.kindIs === kind));
  }
  composer.classList.toggle("composer--note", kind === "note" || kind === "ask");
  text.placeholder = { note: text.dataset.notePlaceholder, ask: text.dataset.askPlaceholder }[kind] ?? text.dataset.replyPlaceholder;
  composer.querySelector("[data-send] span").textContent = t({ note: "Add note", ask: "Ask" }[kind] ?? "Send");
  for (const part of composer.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== kind;
  text.focus();
}

if (composer) {
  text.dataset.replyPlaceholder = text.placeholder;
  for (const tab of composer.querySelectorAll("[data-kind-is]")) {
    tab.addEventListener("click", () => setKind(tab.dataset.kindIs));
  }
  if (!text.value) text.value = localStorage.getItem(draftKey) ?? "";
  let wasWriting = Boolean(text.value);
  text.addEventListener("input", () => {
    localStorage.setItem(draftKey, text.value);
    const writing = Boolean(text.value);
    if (writing !== wasWriting) wire.ask("view", { ticket, writing }).catch(() => null);
    wasWriting = writing;
  });
  composer.addEventListener("submit", () => {
    sessionStorage.setItem("sent", draftKey);
    sessionStorage.setItem("sentText", text.value);
  });
  composer.querySelector("[data-insert]")?.addEventListener("change", (event) => {
    const chosen = event.target.selectedOptions[0]?.dataset.text;
    if (chosen) {
      text.setRangeText(chosen, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    event.target.value = "";
    text.focus();
  });
  composer.querySelector("[data-files]")?.addEventListener("change", (event) => {
    composer.querySelector("[data-hint]").textContent = [...event.target.files].map((file) => file.name).join(", ");
  });
  // The draft goes only when the next page shows that it arrived.
  if (sessionStorage.getItem("sent") === draftKey && !document.querySelector(".guard")) {
    const sent = sessionStorage.getItem("sentText")?.trim();
    if (sent && thread.textContent.replace(/\s+/g, "").includes(sent.replace(/\s+/g, ""))) {
      localStorage.removeItem(draftKey);
      text.value = "";
    }
  }
  sessionStorage.removeItem("sent");
  toBottom();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]") && event.target.value) event.target.form.requestSubmit();
});
