// SPDX-License-Identifier: EUPL-1.2
/** One line above the input that says how the connection is; spoken politely, the focus stays where it is (A6). */

import { byId, el } from "./dom.js";
import { callLink } from "./crisis.js";
import { firstNumber } from "./emergency.js";
import { say } from "./texts.js";

const PATIENCE = 1500; // ms a connection may be away before it is worth a word
const HOLDS = 4000; // ms "Die Verbindung ist wieder da." stays

export class Notice {
  #trouble = null;
  #isDown = false;
  #timer = null;

  constructor() {
    this.place = byId("notice");
  }

  /** The connection's state. */
  up(isUp) {
    if (this.#isDown === !isUp) return;
    this.#isDown = !isUp;
    clearTimeout(this.#timer);
    if (isUp) this.#back();
    else this.#timer = setTimeout(() => this.#draw(), PATIENCE);
  }

  reset() {
    clearTimeout(this.#timer);
    this.#isDown = false;
    this.#trouble = null;
    this.place.replaceChildren();
  }

  /** What became of the messages: null, "failed" or "limited". */
  trouble(kind) {
    if (this.#trouble === kind) return;
    this.#trouble = kind;
    this.#draw();
  }

  /** Says something once. */
  tell(text) {
    this.#show(text);
    this.#timer = setTimeout(() => this.#draw(), HOLDS);
  }

  #back() {
    if (this.place.childElementCount && !this.#trouble) this.tell(say("connection.back"));
  }

  #draw() {
    if (this.#trouble === "failed") return this.#showFailed();
    if (this.#trouble === "limited") return this.#show(say("outbox.limited"));
    if (!this.#isDown) return this.place.replaceChildren();
    this.#show(say(navigator.onLine ? "connection.reconnecting" : "connection.offline"));
  }

  /** R9: undelivered is visible, and a telephone number stands beside it. */
  #showFailed() {
    const number = firstNumber() ?? { name: document.querySelector('a[href="tel:112"] span').textContent, tel: "112" };
    const call = el("p", { class: "instead" }, el("span", { text: say("outbox.call") }), callLink(number, number.tel === "112"));
    this.place.replaceChildren(el("p", { text: say("outbox.failed_long") }), call);
  }

  #show(text) {
    clearTimeout(this.#timer);
    this.place.replaceChildren(el("p", { text }));
  }
}
