// SPDX-License-Identifier: EUPL-1.2
/** The typing sign: after a short moment that the program works, after three seconds that it takes longer (A6). */

import { el } from "./dom.js";
import { say } from "./texts.js";

const STEPS = [
  [400, "waiting.bot"],
  [3000, "waiting.slow"],
  [12_000, "waiting.very_slow"],
];
const TYPING_HOLDS = 6000; // ms a person's "schreibt …" stays without news

export class Waiting {
  #timers = [];

  /** onShow(): the sign has taken room at the end of the conversation. */
  constructor(place, onShow) {
    Object.assign(this, { place, onShow });
  }

  /** An answer of the program is due. */
  begin() {
    this.end();
    this.#timers = STEPS.map(([ms, key]) => setTimeout(() => this.#show(say(key)), ms));
  }

  /** Somebody writes just now. */
  typing({ author, name }) {
    if (author === "bot") return this.#timers.length || this.begin();
    this.end();
    this.#show(name ? say("waiting.person", { name }) : say("waiting.counsellor"), "is-counsellor");
    this.#timers = [setTimeout(() => this.end(), TYPING_HOLDS)];
  }

  /** The answer is here, or nobody is asked any more. */
  end() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
    this.place.replaceChildren();
  }

  #show(text, kind = "is-bot") {
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.place.replaceChildren(el("p", { class: `typing ${kind}` }, dots, el("span", { text })));
    this.onShow();
  }
}
