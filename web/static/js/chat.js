// The chat's page and the widget's frame: one conversation, one window, and the words with the page around us.
import { html, render } from "../vendor/htm-preact.module.js";
import { language } from "./i18n.js";
import { keepWith, needsKeeper, recall, refill, remember } from "./chat-box.js";
import { Conversation } from "./chat-conversation.js";
import { Window } from "./chat-window.js";

const root = document.getElementById("chat");
const { company, accept, host, framed } = root.dataset;
const isFramed = framed === "yes" && window.parent !== window;
const title = document.title;
let isShown = !isFramed;

const talk = new Conversation({ language: language(), page: isFramed ? host : location.pathname, onChange: draw });
const shell = { company, accept, framed: isFramed, close: () => tell("close"), speak, focus() {} };

/** Speak to the page around the frame: only to the origin that said it holds us. */
function tell(type, more = {}) {
  if (isFramed) window.parent.postMessage({ source: "vocdesk-chat", type, ...more }, host === "null" ? "*" : host);
}

function onMessage(event) {
  if (event.source !== window.parent || event.origin !== host || event.data?.source !== "vocdesk-widget") return;
  if (event.data.type === "kept") begin(event.data.values);
  if (event.data.type === "open") show(true);
  if (event.data.type === "closed") show(false);
}

function show(shown) {
  isShown = shown;
  draw();
  if (shown) setTimeout(() => shell.focus());
}

let isDrawing = false;

// Not by animation frames: those do not come to a hidden frame, but its badge must.
function draw() {
  if (!isDrawing) queueMicrotask(drawNow);
  isDrawing = true;
}

function drawNow() {
  isDrawing = false;
  render(html`<${Window} talk=${talk} shell=${shell} />`, root);
  countUnread();
}

function countUnread() {
  if (isShown && !document.hidden && talk.last) remember("seen", talk.last);
  const seen = Number(recall("seen")) || 0;
  const unread = [...talk.turns.values()].filter((turn) => turn.author !== "visitor" && turn.sequence > seen).length;
  tell("unread", { count: unread });
  document.title = unread && document.hidden ? `(${unread}) ${title}` : title;
}

/** The other language: the bot first, then the page. Nothing is lost, all of it is kept on the device. */
async function speak(wanted) {
  await talk.choose(wanted).catch(() => {});
  const address = new URL(location.href);
  address.searchParams.set("language", wanted);
  location.replace(address);
}

if (isFramed) {
  addEventListener("message", onMessage);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) tell("close"); });
}
document.addEventListener("visibilitychange", draw);
document.addEventListener("submit", (event) => {
  if (event.target.matches('form[action="/language"]') && event.submitter) talk.choose(event.submitter.value).catch(() => {});
});
const KEEPER_ANSWERS = 1500;

/** Start once, with what the page around us kept for us, if it had to. */
function begin(kept) {
  if (talk.started) return;
  if (needsKeeper() && typeof kept === "string") refill(kept);
  root.replaceChildren();
  drawNow();
  talk.start();
}

if (isFramed && needsKeeper()) {
  keepWith((values) => tell("keep", { values }));
  setTimeout(begin, KEEPER_ANSWERS);
} else {
  begin();
}
tell("ready");
if (!isFramed && matchMedia("(pointer: fine)").matches) requestAnimationFrame(() => shell.focus());
