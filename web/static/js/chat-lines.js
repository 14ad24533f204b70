// One line of the chat as it is drawn. Nothing here ever becomes markup: words stay words.
import { html, useState } from "../vendor/htm-preact.module.js";
import { language, t } from "./i18n.js";
import { Icon } from "./chat-parts.js";

const LINK = /(https?:\/\/[^\s<>"'，。；！？、）》」]+)/;
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

/** "14:32" in the reader's habit. */
export function clock(at) {
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(at));
}

/** The day of a line: nothing for today. */
export function day(at) {
  const date = new Date(at);
  if (date.toDateString() === new Date().toDateString()) return t("Today");
  return new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en-GB", { month: "long", day: "numeric", weekday: "short" }).format(date);
}

export function sizeWords(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Plain words with their web addresses made into links. */
function Words({ text }) {
  return text.split(LINK).map((part, index) => (index % 2
    ? html`<a key=${index} href=${part} target="_blank" rel="noopener noreferrer">${part}</a>`
    : part));
}

function File({ file, url }) {
  if (PICTURE.test(file.type)) {
    return html`<a class="bubble__picture" href=${url} target="_blank" rel="noopener"><img src=${url} alt=${file.name} loading="lazy" /></a>`;
  }
  return html`<a class="attachment" href=${url} target="_blank" rel="noopener"><${Icon} name="file" small />${file.name}<span class="muted">${sizeWords(file.size)}</span></a>`;
}

function Files({ files, talk }) {
  return (files ?? []).map((file) => html`<${File} key=${file.token} file=${file} url=${talk.fileUrl(file.token)} />`);
}

/** What the visitor wrote, from the moment of writing on. */
export function Mine({ line, talk, isNewest, onEdit }) {
  const words = line.label || line.body;
  const files = line.extra?.files ?? line.files;
  const waits = line.state === "pending";
  const failed = line.state === "failed" || (waits && talk.isLate(line));
  return html`<div class=${`bubble bubble--mine${failed ? " bubble--failed" : waits ? " bubble--pending" : ""}`}>
    ${words && html`<div class="bubble__text"><${Words} text=${words} /></div>`}
    <${Files} files=${files} talk=${talk} />
    <${State} line=${line} talk=${talk} failed=${failed} isNewest=${isNewest} onEdit=${onEdit} />
  </div>`;
}

function State({ line, talk, failed, isNewest, onEdit }) {
  const id = line.id;
  if (line.state === "failed") {
    return html`<span class="bubble__state" role="alert">${line.error}
      <button class="bubble__retry" type="button" onClick=${() => talk.retry(id)}>${t("Try again")}</button>
      <button class="bubble__retry" type="button" onClick=${() => onEdit(id)}>${t("Edit")}</button></span>`;
  }
  if (failed) {
    return html`<span class="bubble__state" role="status">${t("Not sent yet; it is kept here and goes as soon as the connection is back.")}
      <button class="bubble__retry" type="button" onClick=${() => talk.retry(id)}>${t("Try again")}</button></span>`;
  }
  if (line.state === "pending") return html`<span class="bubble__state">${t("Sending…")}</span>`;
  return isNewest ? html`<span class="bubble__state"><${Icon} name="check" small />${t("Arrived")}${line.sequence ? ` · ${clock(line.at)}` : ""}</span>` : null;
}

/** What somebody else said: the machine, a person, the house. */
export function Theirs({ line, talk, showsWho, isNewest }) {
  if (line.author === "system") return html`<${House} line=${line} talk=${talk} isNewest=${isNewest} />`;
  const isBot = line.author === "bot";
  const who = isBot ? t("AI assistant") : line.name;
  return html`<div class=${`bubble${isBot ? " bubble--bot" : " bubble--person"}`}>
    ${showsWho && html`<span class="bubble__who">${!isBot && html`<${Face} name=${line.name} />`}${who} · ${clock(line.at)}</span>`}
    <div class="bubble__text"><${Words} text=${line.body} /></div>
    <${Files} files=${line.extra?.files} talk=${talk} />
    ${line.extra?.source && html`<span class="bubble__source"><${Icon} name="book" small />${t("From our help: %(title)s", { title: line.extra.source })}</span>`}
  </div>`;
}

/** The first letters of a name: the end of a Chinese one, else the initials. */
export function Face({ name, size = "sm" }) {
  const isHan = /[\u3400-\u9fff]/.test(name);
  const letters = isHan ? name.slice(-1) : name.slice(0, 1).toUpperCase();
  return html`<span class=${`avatar avatar--1 avatar--${size}`} aria-hidden="true">${letters}</span>`;
}

function House({ line, talk, isNewest }) {
  const { extra } = line;
  if (extra.survey) return html`<${Stars} line=${line} talk=${talk} />`;
  if (extra.purpose === "release") return html`<${News} line=${line} talk=${talk} />`;
  const isLong = !extra.page && line.body.length > 60;
  return html`<div class=${isLong ? "bubble bubble--house" : "bubble bubble--system"}>
    <div class=${isLong ? "bubble__text" : ""}><${Words} text=${line.body} /></div>
    <${Files} files=${extra.files} talk=${talk} />
    ${extra.page && html`<a class="bubble__page" href=${extra.page} target="_blank" rel="noopener">${t("Follow ticket %(no)s", { no: extra.ticket_no })}<${Icon} name="arrow-right" small /></a>`}
  </div>`;
}

/** News of a release, with the question whether it helped below the newest. */
function News({ line, talk }) {
  const [state, setState] = useState("");
  const newest = talk.all().filter((one) => one.extra?.purpose === "release").at(-1);
  const asks = talk.case?.asks_outcome && newest?.sequence === line.sequence && !state;
  const answer = (helped) => {
    setState("sent");
    talk.outcome(helped).catch((error) => setState(error.message));
  };
  return html`<div class="bubble bubble--news">
    <span class="bubble__who"><${Icon} name="bolt" small />${t("News about what you told us")} · ${clock(line.at)}</span>
    <div class="bubble__text"><${Words} text=${line.body} /></div>
    ${asks && html`<div class="replies"><button class="chip" type="button" onClick=${() => answer(true)}><${Icon} name="check" small />${t("It helped")}</button><button class="chip" type="button" onClick=${() => answer(false)}>${t("Still broken")}</button></div>`}
    ${state && state !== "sent" && html`<span class="bubble__state" role="alert">${state}</span>`}
  </div>`;
}

const WORDS = ["Very bad", "Bad", "All right", "Good", "Very good"];

/** Five marks, solved or not, a comment: one answer. */
function Stars({ line, talk }) {
  const [score, setScore] = useState(0);
  const [solved, setSolved] = useState(null);
  const [comment, setComment] = useState("");
  const [state, setState] = useState("");
  const done = talk.all().some((one) => one.extra?.survey_given === line.extra.survey);
  if (done) return null;
  if (state === "done") return html`<div class="bubble bubble--system">${t("You rated this conversation. Thank you!")}</div>`;
  const send = () => {
    setState("sending");
    talk.rate({ token: line.extra.survey, score, solved, comment })
      .then(() => setState("done"))
      .catch((error) => setState(["given", "refused"].includes(error.code) ? "done" : error.message));
  };
  const name = `score-${line.sequence}`;
  return html`<div class="bubble bubble--ask"><div class="bubble__text">${line.body}
    <fieldset class="scale"><legend class="visually-hidden">${t("How was it?")}</legend>
      ${WORDS.map((word, index) => html`<label class="scale__option" key=${word}><input type="radio" name=${name} value=${index + 1} checked=${score === index + 1} onChange=${() => setScore(index + 1)} /><span>${index + 1}<small>${t(word)}</small></span></label>`)}
    </fieldset>
    ${score > 0 && html`<div class="stack stack--sm">
      <div class="row row--wrap" role="group" aria-label=${t("Is it solved?")}><span>${t("Is it solved?")}</span>
        <button class="chip" type="button" aria-pressed=${String(solved === true)} onClick=${() => setSolved(true)}>${t("Yes")}</button>
        <button class="chip" type="button" aria-pressed=${String(solved === false)} onClick=${() => setSolved(false)}>${t("No")}</button></div>
      <textarea class="input" rows="2" maxlength="2000" aria-label=${t("Anything to add?")} placeholder=${t("Anything to add?")} value=${comment} onInput=${(event) => setComment(event.target.value)}></textarea>
      <button class="btn btn--primary" type="button" disabled=${state === "sending"} onClick=${send}>${t("Send")}</button></div>`}
    ${state && !["sending", "done"].includes(state) && html`<span class="bubble__state" role="alert">${state}</span>`}
  </div></div>`;
}
