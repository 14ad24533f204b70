// A socket that never gives up: websocket only, back-off with jitter, awake again as soon as the page or the
// network is, and a banner only when the loss lasts longer than a blink.
import { io } from "../../vendor/socket.io.esm.min.js";

const BLINK = 1500;
const LONGEST = 15_000;
const SPREAD = 1000;

/** Wait before try `attempt` (0, 1, …) in milliseconds: doubling from 0.5 s to 15 s, half of it by chance. */
export function pause(attempt, chance = Math.random()) {
  const whole = Math.min(LONGEST, 500 * 2 ** Math.min(attempt, 10));
  return whole / 2 + (whole / 2) * chance;
}

/**
 * Connect to a namespace.
 * `auth` is an object or a function(callback) asked again on each try; `onState("live" | "connecting" | "lost")`;
 * `onBack()` runs after every (re)connection, and when the server asks to catch up: fetch what was missed there.
 * Returns {socket, on, ask, close}; `ask(event, payload)` resolves with the server's acknowledgement or rejects in time.
 */
export function connect(namespace, { auth = {}, query = {}, onState = showBanner, onBack = () => {} } = {}) {
  const socket = io(namespace, {
    transports: ["websocket"], auth, query, reconnection: false, autoConnect: false, timeout: 10_000, forceNew: true,
  });
  let attempt = 0;
  let retry = 0;
  let blink = 0;
  let closed = false;

  const lost = () => {
    if (!blink) blink = setTimeout(() => onState("lost"), BLINK);
    clearTimeout(retry);
    if (!closed) retry = setTimeout(again, pause(attempt++));
  };
  const again = () => {
    if (closed || socket.connected) return;
    onState("connecting");
    socket.connect();
  };
  // Sleep, a tunnel or the back button end the wait: the person is looking now.
  const wake = () => {
    if (document.hidden || socket.connected) return;
    attempt = 0;
    clearTimeout(retry);
    again();
  };
  socket.on("connect", () => {
    attempt = 0;
    clearTimeout(blink);
    blink = 0;
    onState("live");
    onBack();
  });
  // The server itself was deaf for a while: as after a reconnection, but not all windows at the same moment.
  socket.on("catch_up", () => setTimeout(onBack, Math.random() * SPREAD));
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("pageshow", wake);
  again();

  return {
    socket,
    on: (event, handler) => socket.on(event, handler),
    ask: (event, payload, wait = 8000) => socket.timeout(wait).emitWithAck(event, payload),
    close() {
      closed = true;
      clearTimeout(retry);
      clearTimeout(blink);
      document.removeEventListener("visibilitychange", wake);
      removeEventListener("online", wake);
      removeEventListener("pageshow", wake);
      socket.close();
    },
  };
}

/** The default onState: show or hide the page's #connection banner. */
export function showBanner(state) {
  const banner = document.getElementById("connection");
  if (banner && state !== "connecting") banner.hidden = state === "live";
}
