// The conversation behind the window: what was said, what still has to be sent, and the line to the server.
// The server numbers every line; we ask for "everything after n" whenever anything may have been missed.
import { t } from "./i18n.js";
import { connect } from "./lib/socket.js";
import { alone, dropLine, keepLine, keptLines, recall, remember, visitorId, randomId } from "./chat-box.js";
import { Refusal, fetchJson, postFiles, postJson } from "./chat-http.js";

const TICK = 2500;
const PATIENCE = 3500;
const PLACE_EVERY = 20_000;
const TYPING_STAYS = 60_000;
const LATE = 10_000;

export class Conversation {
  constructor({ language, page, onChange }) {
    Object.assign(this, { language, page, onChange });
    this.turns = new Map();
    this.last = 0;
    this.case = null;
    this.lines = [];
    this.connection = "connecting";
    this.typingUntil = 0;
    this.sending = false;
    this.syncing = null;
    this.started = false;
    this.deafSince = Date.now();
    this.placeAsked = 0;
    this.typedAt = 0;
  }

  get key() { return recall("key"); }
  path(rest) { return `/chat/sessions/${encodeURIComponent(this.key)}/${rest}`; }

  /** Open or find the chat, then listen. Safe to call again. */
  async start() {
    if (this.started) return;
    this.started = true;
    this.lines = keptLines().map((line) => ({ ...line, state: "pending" }));
    this.link = connect("/chat", { onState: () => {}, onBack: () => this.awake() });
    this.link.on("turn", ({ sequence }) => { if (sequence > this.last) this.sync(); });
    this.link.on("typing", ({ writing }) => this.showTyping(writing ? TYPING_STAYS : 0));
    this.link.socket.on("disconnect", () => { this.deafSince = Date.now(); });
    addEventListener("storage", (event) => this.onStorage(event));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.awake(); });
    addEventListener("pageshow", () => this.awake());
    addEventListener("online", () => this.awake());
    addEventListener("offline", () => this.setConnection("lost"));
    setInterval(() => this.tick(), TICK);
    await this.awake();
  }

  /** Everything that may have been missed, then everything that still has to go. */
  async awake() {
    await this.sync();
    await this.flush();
  }

  tick() {
    const isDeaf = !this.link.socket.connected && Date.now() - this.deafSince > PATIENCE;
    if (isDeaf) this.sync();
    else if (this.case?.waits && !document.hidden && Date.now() - this.placeAsked > PLACE_EVERY) this.sync();
    if (this.lines.some((line) => line.state === "pending")) this.flush();
    if (this.typingUntil && Date.now() > this.typingUntil) this.showTyping(0);
    if (this.lines.some((line) => line.state === "pending" && this.isLate(line))) this.onChange();
  }

  isLate(line) { return Date.now() - line.at > LATE; }

  /** Ask for the head and all newer lines; calls while one is under way lead to one more afterwards. */
  sync() {
    this.again = Boolean(this.syncing);
    this.syncing ??= this.syncNow().finally(() => {
      this.syncing = null;
      if (this.again) this.sync();
    });
    return this.syncing;
  }

  async syncNow() {
    this.placeAsked = Date.now();
    try {
      if (!this.key) await this.open();
      let before;
      do { // a long absence comes in several portions
        before = this.last;
        this.take(await this.ask("join", { key: this.key, after: this.last }, () => fetchJson(this.path(`turns?after=${this.last}`))));
      } while (this.last > before && !this.isComplete());
      this.setConnection("live");
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_found") return this.forget();
      if (!(error instanceof Refusal)) this.setConnection("lost");
    }
    return undefined;
  }

  /** Begin a chat; of two tabs opened at once only one does it. */
  async open() {
    const answer = await alone(async () => {
      if (this.key) return null;
      const begun = await postJson("/chat/sessions", { language: this.language, visitor: visitorId(), page: this.page });
      remember("key", begun.key);
      return begun;
    });
    if (answer) this.take(answer);
  }

  forget() {
    remember("key", "");
    remember("seen", "");
    this.turns.clear();
    this.last = 0;
    this.serverLast = 0;
    this.case = null;
    this.again = true;
  }

  take(head) {
    for (const turn of head.turns) {
      this.turns.set(turn.sequence, turn);
      this.last = Math.max(this.last, turn.sequence);
      if (turn.author === "agent") this.typingUntil = 0;
      if (turn.author === "visitor") this.acknowledge(turn.client_id);
    }
    this.serverLast = head.last;
    this.case = head.case;
    this.spoken = head.language;
    this.onChange();
  }

  isComplete() { return this.last >= (this.serverLast ?? 0); }

  /** Through the socket when it is open, else by plain HTTP. */
  async ask(event, payload, byHttp) {
    if (!this.link.socket.connected) return byHttp();
    const answer = await this.link.ask(event, payload);
    if (!answer?.error) return answer;
    if (["internal_error", "too_many"].includes(answer.error)) throw new Error(answer.error);
    throw new Refusal(answer.error, answer.message);
  }

  /** Write a line: kept on this device first, then sent. `label` is what a chip showed. */
  say(body, { label = "", files = [] } = {}) {
    const line = { id: randomId(), body, label, files, at: Date.now(), order: Date.now() + this.lines.length / 1000, state: "pending" };
    keepLine(line);
    this.lines.push(line);
    this.onChange();
    return this.flush();
  }

  /** Send again what was refused or is late, under the same id: it can never arrive twice. */
  retry(id) {
    const line = this.lines.find((one) => one.id === id);
    if (line) Object.assign(line, { state: "pending", at: Date.now(), error: "" });
    this.onChange();
    return this.flush();
  }

  /** Take a refused line back; returns its words for the input. */
  takeBack(id) {
    const line = this.lines.find((one) => one.id === id);
    this.acknowledge(id);
    this.onChange();
    return line?.body ?? "";
  }

  /** One after the other, in the order of writing; the first that cannot be sent holds the others. */
  async flush() {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let line = this.nextLine(); line; line = this.nextLine()) {
        if (!(await this.send(line))) break;
      }
    } finally {
      this.sending = false;
      this.onChange();
    }
  }

  nextLine() { return this.lines.find((line) => line.state === "pending"); }

  async send(line) {
    try {
      if (!this.key) await this.open();
      const payload = { body: line.body, client_id: line.id, files: line.files.map((file) => file.token) };
      await this.ask("say", { key: this.key, ...payload }, () => postJson(this.path("turns"), payload));
    } catch (error) {
      return this.failed(line, error);
    }
    line.state = "sent";
    dropLine(line.id);
    this.setConnection("live");
    await this.sync();
    return true;
  }

  /** True when the next line may be tried. */
  failed(line, error) {
    if (!(error instanceof Refusal)) {
      if (!this.link.socket.connected) this.setConnection("lost");
      return false;
    }
    if (error.code === "duplicate_message") {
      line.state = "sent";
      dropLine(line.id);
      this.sync();
      return true;
    }
    if (error.code === "not_found" && !line.files.length) {
      this.forget();
      return true;
    }
    const isGone = error.code === "not_found";
    const words = isGone ? t("A file of this message is gone; take it back and choose it again.") : error.message;
    Object.assign(line, { state: "failed", error: words });
    return true;
  }

  acknowledge(id) {
    dropLine(id);
    this.lines = this.lines.filter((line) => line.id !== id);
  }

  /** Tell people that the visitor is writing, every three seconds at most. */
  tellTyping() {
    if (!this.case || !this.link.socket.connected || Date.now() - this.typedAt < 3000) return;
    this.typedAt = Date.now();
    this.link.socket.emit("typing", { key: this.key });
  }

  showTyping(stays = TYPING_STAYS) {
    this.typingUntil = stays && Date.now() + stays;
    this.onChange();
  }

  upload(files) { return postFiles(this.path("files"), files).then((answer) => answer.files); }
  fileUrl(token) { return this.path(`files/${token}`); }
  rate(answer) { return postJson(this.path("survey"), answer).finally(() => this.sync()); }
  outcome(helped) { return postJson(this.path("outcome"), { helped }).finally(() => this.sync()); }
  choose(language) { return this.key ? postJson(this.path("language"), { language }) : Promise.resolve(); }

  /** Another tab of the same visitor wrote, was answered, or began a chat. */
  onStorage(event) {
    if (!event.key?.startsWith("voc.chat.")) return;
    if (event.key === "voc.chat.key" && event.newValue && event.oldValue !== event.newValue) {
      this.turns.clear();
      this.last = 0;
      this.sync();
    }
    if (!event.key.startsWith("voc.chat.line.")) return;
    if (event.newValue) this.reload();
    else this.sync().then(() => this.reload()); // arrived: it leaves this list when it stands in the other
  }

  reload() {
    const known = new Map(this.lines.map((line) => [line.id, line]));
    const onTheWay = this.lines.filter((line) => line.state === "sent");
    const kept = keptLines().filter((line) => known.get(line.id)?.state !== "sent");
    this.lines = [...onTheWay, ...kept.map((line) => known.get(line.id) ?? { ...line, state: "pending" })];
    this.onChange();
  }

  setConnection(state) {
    if (this.connection === state) return;
    this.connection = state;
    this.onChange();
  }

  /** Every line of the window in order: what the server has, then what it has not. */
  all() {
    const said = [...this.turns.values()].sort((one, other) => one.sequence - other.sequence);
    const known = new Set(said.map((turn) => turn.client_id));
    return [...said, ...this.lines.filter((line) => !known.has(line.id))];
  }
}
