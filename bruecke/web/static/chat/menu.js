/** The menu's actions: a code to come back with, erasure with a receipt. */

import { comeBack, returnCode } from "./api.js";
import { byId } from "./dom.js";
import { say } from "./texts.js";

/** session(): the conversation's key or null. onErase() promises the erasure; onReturn(key) takes up another conversation. */
export class Menu {
  constructor({ session, onErase, onReturn }) {
    Object.assign(this, { session, onErase, onReturn });
    byId("code-get").addEventListener("click", () => this.#showCode());
    byId("code-form").addEventListener("submit", (event) => this.#enterCode(event));
    byId("erase-yes").addEventListener("click", () => this.#erase());
  }

  /** A panel opens as if for the first time. */
  reset() {
    ["code-show", "code-error", "erase-error"].forEach((id) => (byId(id).textContent = ""));
    byId("code").value = "";
  }

  async #showCode() {
    const session = this.session();
    if (!session) return this.#tell("code-show", "code.none");
    try {
      const { code } = await returnCode(session);
      byId("code-show").textContent = say("code.show", { code });
    } catch {
      this.#tell("code-show", "code.failed");
    }
  }

  async #enterCode(event) {
    event.preventDefault();
    const code = byId("code").value.trim();
    if (!code) return this.#tell("code-error", "code.empty");
    try {
      this.onReturn(await comeBack(code));
    } catch (error) {
      this.#tell("code-error", error.passing ? "code.failed" : "code.unknown");
    }
  }

  async #erase() {
    if (!this.session()) return this.#tell("erase-error", "erase.nothing");
    try {
      await this.onErase();
    } catch {
      this.#tell("erase-error", "erase.failed");
    }
  }

  #tell(place, key) {
    byId(place).textContent = say(key);
  }
}
