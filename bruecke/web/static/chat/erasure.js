// SPDX-License-Identifier: EUPL-1.2
/** „Gespräch löschen“: everything that was said goes, a receipt stays (P9). */

import { byId } from "./dom.js";
import { say } from "./texts.js";

/** session(): the conversation's key or null. onErase() promises the erasure. */
export class Erasure {
  constructor({ session, onErase }) {
    Object.assign(this, { session, onErase });
    byId("erase-yes").addEventListener("click", () => this.#erase());
  }

  /** The panel opens as if for the first time. */
  reset() {
    byId("erase-error").textContent = "";
  }

  async #erase() {
    if (!this.session()) return this.#tell("erase.nothing");
    try {
      await this.onErase();
    } catch {
      this.#tell("erase.failed");
    }
  }

  #tell(key) {
    byId("erase-error").textContent = say(key);
  }
}
