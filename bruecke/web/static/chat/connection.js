// SPDX-License-Identifier: EUPL-1.2
/**
 * Keeps the page and the server in step: a socket where possible, a long poll where not. On every (re)connection it
 * subscribes first and fetches then (R4), so that nothing falls between; repeats are the conversation's business.
 */

import { ApiError, fetchMessages, socketAddress } from "./api.js";

const SHORTEST = 500; // ms before the first new attempt; doubles up to LONGEST, spread by chance
const LONGEST = 30_000;
const POLL_SECONDS = 20;
const STALE = 20_000; // ms asleep after which an open socket is not believed any more
const REFUSED = 4401;

export class Connection {
  #socket = null;
  #timer = null;
  #attempts = 0;
  #polling = false;
  #stopped = true;
  #hiddenSince = null;
  #states = 0;

  /**
   * session: {id, token}; last(): the newest `seq` shown. Calls on.message(message), on.all(messages),
   * on.state(state), on.typing(event), on.up(isUp), on.gone().
   */
  constructor({ session, last, on }) {
    Object.assign(this, { session, last, on });
    this.awake = () => this.#wake();
    this.lost = () => this.on.up(false);
  }

  start() {
    this.#stopped = false;
    window.addEventListener("online", this.awake);
    window.addEventListener("offline", this.lost);
    window.addEventListener("pageshow", this.awake);
    document.addEventListener("visibilitychange", this.awake);
    this.#open();
  }

  /** Closes everything, at once and for good. */
  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.awake);
    window.removeEventListener("offline", this.lost);
    window.removeEventListener("pageshow", this.awake);
    document.removeEventListener("visibilitychange", this.awake);
    this.#drop();
  }

  /** Fetches what is missing; the way back after a gap, a sleep, a doubt. */
  async catchUp() {
    try {
      await this.#fetch(0);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** A state that the socket told while this answer was under way is the newer one. */
  async #fetch(seconds) {
    const known = this.#states;
    const { messages, state } = await fetchMessages(this.session, this.last(), seconds);
    if (this.#stopped) return;
    this.on.up(true);
    this.on.all(messages);
    if (known === this.#states) this.on.state(state);
  }

  #open() {
    this.#drop();
    const socket = (this.#socket = new WebSocket(socketAddress(this.session)));
    socket.onopen = () => {
      socket.send(JSON.stringify({ token: this.session.token, after: this.last() }));
      this.catchUp();
    };
    socket.onmessage = ({ data }) => this.#read(data);
    socket.onclose = ({ code }) => this.#closed(socket, code);
  }

  #read(data) {
    const event = parse(data);
    this.#attempts = 0; // it works: an open socket alone may be a proxy that swallows everything
    if (event?.type === "message") this.on.message(event.message);
    if (event?.type === "state") this.#state(event.state);
    if (event?.type === "typing") this.on.typing(event);
  }

  #state(state) {
    this.#states += 1;
    this.on.state(state);
  }

  #closed(socket, code) {
    if (socket !== this.#socket || this.#stopped) return;
    this.#socket = null;
    if (code === REFUSED) this.catchUp(); // answers 404 when the conversation is gone
    this.#attempts += 1;
    if (this.#attempts > 1) this.#poll();
    const pause = Math.min(LONGEST, SHORTEST * 2 ** this.#attempts) * (0.5 + Math.random() / 2);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), pause);
  }

  /** Some networks let no socket through: ask again and again, until one opens. */
  async #poll() {
    if (this.#polling) return;
    this.#polling = true;
    while (!this.#stopped && this.#socket?.readyState !== WebSocket.OPEN) {
      const answered = await this.#pollOnce();
      await pause(answered ? 250 : 2000 + Math.random() * 1000);
    }
    this.#polling = false;
  }

  async #pollOnce() {
    try {
      await this.#fetch(POLL_SECONDS);
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  #failed(error) {
    if (this.#stopped) return;
    if (!(error instanceof ApiError)) throw error;
    if (error.gone) this.on.gone();
    else this.on.up(false);
  }

  /** The page was asleep or without a network: an old socket may look open and be dead. */
  #wake() {
    const { visibilityState } = document;
    if (visibilityState === "hidden") {
      this.#hiddenSince ??= Date.now();
      return;
    }
    const slept = this.#hiddenSince !== null && Date.now() - this.#hiddenSince > STALE;
    this.#hiddenSince = null;
    if (slept || this.#socket?.readyState !== WebSocket.OPEN) this.#open();
    else this.catchUp();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null; // not ours
  }
}
