// SPDX-License-Identifier: EUPL-1.2
/** The public contract, one function a call. Every failure is an ApiError. */

const PATIENCE = 8000; // ms; an undelivered message has to be visible within 10 s (R9)

/** `status` 0: no answer came (offline, time-out). `retryAfter` in seconds, where the server gave one. */
export class ApiError extends Error {
  constructor(status, code, message, retryAfter = null) {
    super(message);
    Object.assign(this, { status, code, retryAfter });
  }

  /** The conversation does not exist any more, or the key does not open it. */
  get gone() {
    return [401, 404, 410].includes(this.status);
  }

  /** Worth another try with the same content. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

async function call(method, path, { body, token, patience = PATIENCE } = {}) {
  const headers = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  const options = { method, headers, credentials: "omit", cache: "no-store", signal: deadline(patience) };
  if (body) options.body = JSON.stringify(body);
  const answer = await fetch(path, options).catch((error) => {
    throw new ApiError(0, "unreachable", String(error));
  });
  const content = await answer.json().catch(() => null);
  if (answer.ok) return content;
  const wait = Number(answer.headers.get("retry-after")) || null;
  throw new ApiError(answer.status, content?.error?.code ?? "error", content?.error?.message ?? "", wait);
}

/** AbortSignal.timeout is missing on phones of 2021. */
function deadline(ms) {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), ms);
  return stop.signal;
}

const at = ({ id }, rest = "") => `/api/conversations/${encodeURIComponent(id)}${rest}`;
const key = ({ token }, more = {}) => ({ token, ...more });

export const startConversation = (body) => call("POST", "/api/conversations", { body });
export const sendMessage = (session, body) => call("POST", at(session, "/messages"), key(session, { body }));

/** Messages after `after`; with `wait` (seconds) the server answers as soon as something happens. */
export const fetchMessages = (session, after, wait = 0) =>
  call("GET", at(session, `/messages?after=${after}&wait=${wait}`), key(session, { patience: PATIENCE + wait * 1000 }));

export const askForPerson = (session, body) => call("POST", at(session, "/handover"), key(session, { body }));
export const withdrawRequest = (session) => call("DELETE", at(session, "/handover"), key(session));
export const rate = (session, helpful) => call("POST", at(session, "/rating"), key(session, { body: { helpful } }));
export const erase = (session) => call("DELETE", at(session), key(session));
export const taxonomy = () => call("GET", "/api/taxonomy");
export const hotlines = () => call("GET", "/api/offers?kind=hotline");

/** The address of the socket; http becomes ws, https becomes wss. */
export const socketAddress = (session) => new URL(at(session, "/socket"), location.origin.replace(/^http/, "ws")).href;
