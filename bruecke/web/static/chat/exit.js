// SPDX-License-Identifier: EUPL-1.2
/**
 * „Schnell weg“, after GOV.UK's "Exit this page": a button, a link at the very top, or Shift three times within five
 * seconds. The page is blank at once, nothing stays behind, and Back does not return (C15, C16).
 *
 * It leads to the German weather service: a public authority without advertising or tracking, the same for everybody,
 * harmless in a history, and as good a reason as any to look at a phone.
 */

import { byId } from "./dom.js";
import { say } from "./texts.js";

const PRESSES = 3;
const WITHIN = 5000; // ms

export class Exit {
  #presses = 0;
  #timer = null;
  #wasCombined = false;

  /** clean(): forgets everything and closes the socket. leave(address): replaces the page, or the page around it. */
  constructor({ clean, leave }) {
    Object.assign(this, { clean, leave });
    ({ exitUrl: this.address, exitTitle: this.title } = document.documentElement.dataset);
    ["exit", "exit-first"].forEach((id) => this.#arm(byId(id)));
    document.addEventListener("pointerdown", () => this.#reset(), true);
    document.addEventListener("keydown", (event) => this.#down(event), true);
    document.addEventListener("keyup", (event) => this.#up(event), true);
  }

  /** The order counts: first nothing is to be seen, then nothing is left, then the page is another one. */
  now() {
    document.body.replaceChildren();
    document.title = this.title;
    document.querySelector("link[rel=icon]")?.remove();
    this.clean();
    this.leave(this.address);
  }

  /** Without scripts the link still leads away. */
  #arm(link) {
    link.href = this.address;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.now();
    });
  }

  /** A Shift that made a capital letter is no signal. */
  #down(event) {
    if (event.key === "Shift") this.#wasCombined = event.repeat;
    else this.#reset();
  }

  #up(event) {
    if (event.key !== "Shift" || this.#wasCombined) return;
    this.#presses += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#reset(), WITHIN);
    if (this.#presses >= PRESSES) this.now();
    else this.#tell();
  }

  #reset() {
    this.#presses = 0;
    this.#wasCombined = true;
    byId("exit").removeAttribute("data-presses");
  }

  #tell() {
    byId("exit").dataset.presses = this.#presses;
    byId("news").textContent = say(this.#presses === 1 ? "exit.twice" : "exit.once");
  }
}
