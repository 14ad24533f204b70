// The chat's JSON doors. Our own header proves that the request comes from our page: a frame has no cookies.

export class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const WAIT = 15_000;

async function answerOf(response) {
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  const answer = isJson ? await response.json() : {};
  if (response.ok) return answer;
  // 429 and 5xx are troubles of the moment: the line stays and is tried again.
  if (response.status === 429 || response.status >= 500) throw new Error(`trouble ${response.status}`);
  throw new Refusal(answer.code ?? String(response.status), answer.title ?? response.statusText);
}

/** GET; rejects with Refusal when the server says no, with another Error when it cannot be reached. */
export async function fetchJson(path) {
  const options = { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(WAIT), cache: "no-store" };
  return answerOf(await fetch(path, options));
}

/** POST an object; rejects as `fetchJson` does. */
export async function postJson(path, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-Voc-Chat": "1" };
  const options = { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(WAIT), keepalive: true };
  return answerOf(await fetch(path, options));
}

/** POST files; rejects as `fetchJson` does. */
export async function postFiles(path, files) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  const headers = { Accept: "application/json", "X-Voc-Chat": "1" };
  return answerOf(await fetch(path, { method: "POST", headers, body: form }));
}
