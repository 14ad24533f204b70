// The chat's window: head, place in line, lines, answers to choose from, and where one writes.
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/htm-preact.module.js";
import { language, t } from "./i18n.js";
import { isPlainEnter } from "./lib/actions.js";
import { toggleText } from "./lib/theme.js";
import { recall, remember } from "./chat-box.js";
import { Face, Mine, Theirs, day, sizeWords } from "./chat-lines.js";
import { Icon } from "./chat-parts.js";

const HUMAN = "human:";
const NEAR = 120;
const LARGEST = 20_000_000;
const QUIET = 5 * 60_000;
const DONE = ["resolved", "closed", "cancelled"];

/** The whole window. `shell` knows whether we are inside a frame and how to close it. */
export function Window({ talk, shell }) {
  const lines = talk.all();
  const [draft, setDraft] = useState(() => recall("draft"));
  const write = (text) => { remember("draft", text); setDraft(text); };
  return html`
    <${Head} talk=${talk} shell=${shell} lines=${lines} />
    <${Place} talk=${talk} />
    <${Lines} talk=${talk} lines=${lines} onEdit=${(id) => write([talk.takeBack(id), draft].filter(Boolean).join("\n"))} />
    <${Foot} talk=${talk} shell=${shell} draft=${draft} write=${write} />`;
}

function personOf(lines) {
  return lines.filter((line) => line.author === "agent" && line.name).at(-1)?.name ?? "";
}

function standing(talk, person) {
  const now = talk.case;
  if (talk.connection === "lost") return ["lost", t("No connection; we keep trying")];
  if (!now) return ["", t("AI assistant; a person at any time")];
  if (DONE.includes(now.status)) return ["away", t("Solved; write any time to open it again")];
  if (now.waits) return ["away", t("Waiting for a person")];
  return ["", person ? t("%(name)s is looking after you", { name: person }) : t("A person is looking after you")];
}

function Head({ talk, shell, lines }) {
  const person = talk.case && !talk.case.waits ? personOf(lines) : "";
  const [state, words] = standing(talk, person);
  const isHeld = person && !DONE.includes(talk.case.status);
  return html`<header class="chat__head">
    ${person ? html`<${Face} name=${person} size="lg" />` : html`<span class="avatar avatar--bot avatar--lg" aria-hidden="true"><${Icon} name="bot" /></span>`}
    <div class="chat__title"><strong>${shell.company}</strong><span class="chat__status" data-state=${state} role="status">${words}</span></div>
    ${!isHeld && html`<button class="btn btn--sm push chat__person" type="button" onClick=${() => talk.say(HUMAN, { label: t("I want to talk to a person") })}><${Icon} name="user" />${t("Talk to a person")}</button>`}
    ${shell.framed && html`<button class=${`btn btn--quiet btn--icon${isHeld ? " push" : ""}`} type="button" aria-label=${t("Close the chat")} title=${t("Close the chat")} onClick=${shell.close}><${Icon} name="close" /></button>`}
  </header>`;
}

/** Who is before us, or when people are back. */
function Place({ talk }) {
  const now = talk.case;
  if (!now?.waits) return null;
  const words = !now.is_open
    ? t("Our people are back %(when)s. Your case %(no)s is registered.", { when: now.next_open || t("soon"), no: now.ticket_no })
    : now.ahead > 0
      ? t("%(ahead)s before you. Everything you wrote is passed on.", { ahead: now.ahead })
      : t("You are next. Everything you wrote is passed on.");
  return html`<div class="place" role="status"><${Icon} name="clock" /><span>${words}</span></div>`;
}

function Lines({ talk, lines, onEdit }) {
  const box = useRef(null);
  const isNear = useRef(true);
  const [below, setBelow] = useState(false);
  const toEnd = () => { box.current.scrollTop = box.current.scrollHeight; };
  useLayoutEffect(() => {
    if (isNear.current || lines.at(-1)?.state) toEnd();
    else setBelow(true);
  }, [lines.length]);
  useLayoutEffect(() => { if (isNear.current) toEnd(); });
  useEffect(() => {
    const grown = new ResizeObserver(() => { if (isNear.current) toEnd(); });
    grown.observe(box.current);
    const changed = new MutationObserver(() => { if (isNear.current) toEnd(); });
    changed.observe(box.current, { childList: true, subtree: true });
    return () => { grown.disconnect(); changed.disconnect(); };
  }, []);
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    isNear.current = scrollHeight - scrollTop - clientHeight < NEAR;
    if (isNear.current) setBelow(false);
  };
  const newestMine = lines.filter((line) => line.author === "visitor" || line.state).at(-1);
  return html`<div class="chat__middle"><div class="chat__lines" role="log" aria-live="polite" aria-label=${t("Conversation")} tabindex="0" ref=${box} onScroll=${onScroll} onLoadCapture=${() => isNear.current && toEnd()}>
    ${lines.map((line, index) => drawn(line, lines[index - 1], { talk, onEdit, isNewest: line === newestMine }))}
    <${Replies} talk=${talk} lines=${lines} />
    <${Typing} talk=${talk} lines=${lines} />
  </div>
  ${below && html`<button class="btn btn--sm chat__below" type="button" onClick=${() => { toEnd(); setBelow(false); }}><${Icon} name="chevron-down" small />${t("New lines")}</button>`}</div>`;
}

function drawn(line, before, { talk, onEdit, isNewest }) {
  const isMine = line.author === "visitor" || Boolean(line.state);
  const showsDay = !before || day(before.at) !== day(line.at);
  const isOther = before?.author !== line.author || before?.name !== line.name;
  const showsWho = showsDay || isOther || new Date(line.at) - new Date(before.at) > QUIET;
  const key = isMine ? line.client_id ?? line.id : `n${line.sequence}`;
  const mark = showsDay && html`<div class="day-mark" key=${`d${key}`}>${day(line.at)}</div>`;
  const bubble = isMine
    ? html`<${Mine} key=${key} line=${line} talk=${talk} isNewest=${isNewest} onEdit=${onEdit} />`
    : html`<${Theirs} key=${key} line=${line} talk=${talk} showsWho=${showsWho} />`;
  return [mark, bubble];
}

/** What can be answered with a touch: only to the newest line, and always a person. */
function Replies({ talk, lines }) {
  const newest = lines.at(-1);
  if (!newest || newest.state || newest.author !== "bot" || talk.case) return null;
  const offersPerson = newest.options.some((option) => option.value.startsWith("human:"));
  const choose = (option) => talk.say(option.value, { label: option.label });
  return html`<div class="replies" role="group" aria-label=${t("Quick answers")}>
    ${newest.options.map((option) => html`<button class="chip" type="button" key=${option.value} onClick=${() => choose(option)}>${option.label}</button>`)}
    ${!offersPerson && html`<button class="chip chip--person" type="button" key="person" onClick=${() => talk.say(HUMAN, { label: t("I want to talk to a person") })}><${Icon} name="user" small />${t("Talk to a person")}</button>`}
  </div>`;
}

function Typing({ talk, lines }) {
  const waitsForBot = talk.sending && !talk.case && talk.connection !== "lost";
  if (!waitsForBot && !talk.typingUntil) return null;
  const who = waitsForBot ? t("AI assistant") : personOf(lines) || t("A person");
  return html`<p class="typing"><span>${t("%(name)s is writing", { name: who })}</span><i></i><i></i><i></i></p>`;
}

function Foot({ talk, shell, draft, write }) {
  const [files, setFiles] = useState([]);
  const [trouble, setTrouble] = useState("");
  const input = useRef(null);
  const chooser = useRef(null);
  shell.focus = () => input.current?.focus();
  useLayoutEffect(() => grow(input.current), [draft]);
  const isBusy = files.some((file) => !file.token);
  const send = () => {
    if (isBusy || (!draft.trim() && !files.length)) return;
    talk.say(draft, { files });
    write("");
    setFiles([]);
    input.current.focus();
  };
  const take = async (chosen) => {
    const list = [...chosen];
    if (!list.length) return;
    const large = list.find((file) => file.size > LARGEST);
    setTrouble(large ? t("%(name)s is larger than 20 MB", { name: large.name }) : "");
    if (large) return;
    const waiting = list.map((file) => ({ name: file.name, size: file.size, type: file.type }));
    setFiles((now) => [...now, ...waiting]);
    try {
      const kept = await talk.upload(list);
      setFiles((now) => [...now.filter((file) => !waiting.includes(file)), ...kept]);
    } catch (error) {
      setFiles((now) => now.filter((file) => !waiting.includes(file)));
      setTrouble(error.code ? error.message : t("The file could not be sent. Check the connection and choose it again."));
    }
  };
  const onKey = (event) => {
    if (!isPlainEnter(event)) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  };
  const onDrop = (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  return html`<footer class="chat__foot" onDragOver=${(event) => event.preventDefault()} onDrop=${onDrop}>
    ${trouble && html`<div class="chat__trouble" role="alert"><${Icon} name="alert" small />${trouble}</div>`}
    ${files.length > 0 && html`<div class="chips">${files.map((file) => html`<span class="chip" key=${file.token ?? file.name}><${Icon} name="file" small />${file.name} <span class="muted">${file.token ? sizeWords(file.size) : t("sending…")}</span>
      <button class="chip__remove" type="button" aria-label=${t("Remove %(name)s", { name: file.name })} onClick=${() => setFiles(files.filter((one) => one !== file))}><${Icon} name="close" small /></button></span>`)}</div>`}
    <div class="chat__write">
      <button class="btn btn--quiet btn--icon" type="button" aria-label=${t("Add a picture or file")} title=${t("Add a picture or file")} onClick=${() => chooser.current.click()}><${Icon} name="attach" /></button>
      <input class="visually-hidden" type="file" multiple tabindex="-1" aria-hidden="true" accept=${shell.accept} ref=${chooser} onChange=${(event) => { take(event.target.files); event.target.value = ""; }} />
      <textarea class="chat__input" rows="1" maxlength="8000" ref=${input} aria-label=${t("Your message")} placeholder=${t("Write a message…")} enterkeyhint="send" value=${draft}
        onInput=${(event) => { write(event.target.value); talk.tellTyping(); }} onKeyDown=${onKey} onPaste=${onPaste}></textarea>
      <button class="btn btn--primary btn--icon chat__send" type="button" aria-label=${t("Send")} title=${t("Send")} disabled=${isBusy} onClick=${send}><${Icon} name="arrow-up" /></button>
    </div>
    <${Small} talk=${talk} shell=${shell} />
  </footer>`;
}

/** The line below: what answers here, larger text, the other language. */
function Small({ talk, shell }) {
  const [large, setLarge] = useState(document.documentElement.dataset.text === "large");
  const other = language() === "zh" ? "en" : "zh";
  const enlarge = () => { toggleText(); setLarge(document.documentElement.dataset.text === "large"); };
  return html`<div class="chat__small">
    <span class="chat__notice">${talk.case ? t("You may close this window; the answer waits here.") : t("Answers by an AI assistant may be wrong.")}</span>
    ${shell.framed && html`<span class="row">
      <button class="btn btn--quiet btn--icon btn--sm" type="button" aria-pressed=${String(large)} aria-label=${t("Larger text")} title=${t("Larger text")} onClick=${enlarge}><${Icon} name="text-size" /></button>
      <button class="btn btn--quiet btn--sm" type="button" lang=${other === "zh" ? "zh-Hans" : "en"} aria-label=${other === "zh" ? "中 – 切换到中文" : "EN – switch to English"} onClick=${() => shell.speak(other)}>${other === "zh" ? "中" : "EN"}</button></span>`}
  </div>`;
}

// Browsers without field-sizing get the height from us.
function grow(element) {
  if (!element || CSS.supports("field-sizing", "content")) return;
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight}px`;
}
