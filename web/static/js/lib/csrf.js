// htmx 4 inherits no headers by itself, so the token is added to every changing request here.

/** The token the server wrote into this page. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** fetch() with the token, same origin only; rejects with the server's sentence when it says no. */
export async function send(url, { method = "POST", json, body, headers = {} } = {}) {
  const options = { method, body, headers: { Accept: "application/json", ...headers }, credentials: "same-origin" };
  if (method !== "GET") options.headers["X-CSRFToken"] = csrfToken();
  if (json !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(json);
  }
  const response = await fetch(url, options);
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  const answer = isJson ? await response.json() : await response.text();
  if (!response.ok) {
    const error = new Error((isJson && (answer.detail || answer.title)) || response.statusText);
    error.status = response.status;
    error.answer = answer;
    throw error;
  }
  return answer;
}

/** Add X-CSRFToken to htmx requests that change something and stay on this origin. */
export function guardHtmx() {
  document.addEventListener("htmx:config:request", (event) => {
    const request = event.detail.ctx.request;
    const sameOrigin = new URL(request.action, document.baseURI).origin === location.origin;
    if (sameOrigin && !/^(get|head)$/i.test(request.method)) request.headers["X-CSRFToken"] = csrfToken();
  });
}
