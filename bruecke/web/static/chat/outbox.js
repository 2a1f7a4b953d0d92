// SPDX-License-Identifier: EUPL-1.2
/**
 * What the parent wrote and the server has not confirmed. Each entry keeps its client_id until then, so that sending
 * it again is harmless; one is under way at a time, in the order written (R1, R6). It survives a reload.
 */

import { ApiError } from "./api.js";
import { byId, el } from "./dom.js";
import { recall, remember } from "./memory.js";
import { say } from "./texts.js";

const LONGEST_PAUSE = 30_000; // ms

/** randomUUID is missing on older phones and outside https. */
const newId = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(16)).join("-");

export class Outbox {
  #items = [];
  #busy = false;
  #timer = null;
  #failures = 0;

  /**
   * list: the page's <ol>. send(item) promises the stored message or fails with an ApiError.
   * on.sent(message), on.trouble(kind: null|"failed"|"limited"), on.refused(item, error), on.gone().
   */
  constructor({ list, send, on }) {
    Object.assign(this, { list, send, on });
    this.#items = recall("outbox", []);
    this.#draw();
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  /** content: {text} or {choice}; label is what the parent sees meanwhile. */
  add(content, label) {
    this.#items.push({ client_id: newId(), ...content, label });
    this.#keep();
    this.flush();
  }

  /** Sends what waits; called by the connection when it is back, by „Erneut senden“ and by its own clock. */
  async flush() {
    if (this.#busy || this.isEmpty) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    while (this.#items.length && (await this.#sendFirst()));
    this.#busy = false;
  }

  /** The server's copy is on the page already: the waiting one is not shown a second time. */
  hide(text) {
    const first = this.#items[0];
    if (!first || (!first.choice && first.label !== text)) return;
    this.#keepFocus(() => this.list.firstElementChild.setAttribute("hidden", ""));
  }

  clear() {
    clearTimeout(this.#timer);
    this.#items = [];
    this.#keep();
  }

  async #sendFirst() {
    const [item] = this.#items;
    try {
      const message = await this.send(item);
      this.#done(item);
      this.on.sent(message);
      return true;
    } catch (error) {
      return this.#failed(item, error);
    }
  }

  #done(item) {
    this.#items = this.#items.filter((other) => other !== item);
    this.#failures = 0;
    this.#keep();
    this.on.trouble(null);
  }

  /** Promises whether the next one may be tried at once. */
  #failed(item, error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.gone) {
      this.on.gone();
      return false;
    }
    if (!error.passing) {
      this.#done(item);
      this.on.refused(item, error);
      return true;
    }
    this.#retryLater(error);
    return false;
  }

  #retryLater({ status, retryAfter }) {
    const limited = status === 429;
    this.#failures += 1;
    this.#items.forEach((item) => (item.failed = limited ? "limited" : "failed"));
    this.#keep();
    this.on.trouble(limited ? "limited" : "failed");
    const pause = retryAfter ? retryAfter * 1000 : Math.min(LONGEST_PAUSE, 2500 * 2 ** this.#failures);
    this.#timer = setTimeout(() => this.flush(), pause);
  }

  #keep() {
    remember("outbox", this.isEmpty ? null : this.#items);
    this.#draw();
  }

  #draw() {
    this.#keepFocus(() => this.list.replaceChildren(...this.#items.map((item) => this.#element(item))));
  }

  /** Whoever pressed „Erneut senden“ finds the focus at the next one, else at the input (A8). */
  #keepFocus(change) {
    const hadFocus = this.list.contains(document.activeElement);
    change();
    if (hadFocus) (this.list.querySelector("li:not([hidden]) button") ?? byId("input")).focus();
  }

  #element({ label, failed }) {
    const bubble = el("p", { class: "bubble", text: label });
    if (failed !== "failed") return el("li", { class: "message is-parent is-pending" }, bubble, this.#state("sending"));
    const again = el("button", { type: "button", class: "quiet", text: say("outbox.again"), onclick: () => this.flush() });
    return el("li", { class: "message is-parent is-failed" }, bubble, this.#state("failed", again));
  }

  #state(key, more = null) {
    return el("p", { class: "delivery" }, el("span", { text: say(`outbox.${key}`) }), more);
  }
}
