// SPDX-License-Identifier: EUPL-1.2
/** Asking for a human: nothing is passed on before the parent said yes, and the transcript only when asked for (P6). */

import { askForPerson } from "./api.js";
import { byId } from "./dom.js";
import { say } from "./texts.js";

/** start(): promises the conversation's key. onAsked(state): the request stands. */
export class Consent {
  #busy = false;

  constructor({ start, onAsked }) {
    Object.assign(this, { start, onAsked });
    this.agreed = byId("consent");
    this.share = byId("share");
    this.error = byId("consent-error");
    byId("consent-form").addEventListener("submit", (event) => this.#submit(event));
    this.agreed.addEventListener("change", () => this.#complain(""));
  }

  /** Every request is its own decision: both boxes start unticked. isAsked: there is a request already. */
  reset(isAsked = false) {
    byId("consent-form").hidden = isAsked;
    byId("consent-done").hidden = !isAsked;
    this.agreed.checked = false;
    this.share.checked = false;
    this.#complain("");
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#busy) return;
    if (!this.agreed.checked) return this.#missing();
    this.#busy = true;
    await this.#ask();
    this.#busy = false;
  }

  #missing() {
    this.#complain(say("consent.missing"));
    this.agreed.focus({ preventScroll: true });
    this.error.scrollIntoView({ block: "start" });
  }

  async #ask() {
    try {
      const { state } = await askForPerson(await this.start(), { consent: true, share_history: this.share.checked });
      this.reset();
      this.onAsked(state);
    } catch (error) {
      this.#complain(error.message && error.status > 0 ? error.message : say("consent.failed"));
    }
  }

  #complain(text) {
    this.error.textContent = text;
    if (text) this.agreed.setAttribute("aria-invalid", "true");
    else this.agreed.removeAttribute("aria-invalid");
  }
}
