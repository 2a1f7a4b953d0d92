// SPDX-License-Identifier: EUPL-1.2
/**
 * The chat inside a municipal page. It speaks only to the window around it, and only after that window's greeting:
 * the browser says where the greeting came from, and the server's frame-ancestors lets no other page hold the frame (S15).
 */

import { byId } from "./dom.js";

const PATIENCE = 1000; // ms the page around has to leave by itself

export const isEmbedded = new URLSearchParams(location.search).has("embed") && window.parent !== window;

export class Host {
  #origin = null;

  /**
   * exitAddress: told beforehand, so that the page around can leave even when this frame hangs.
   * onOpen(): the parent opened the widget. onExit(): Shift was pressed three times on the page around it.
   */
  constructor({ exitAddress, onOpen, onExit }) {
    this.handlers = { "bruecke:open": onOpen, "bruecke:exit": onExit };
    byId("app").classList.add("is-embedded");
    byId("close").hidden = false;
    byId("close").addEventListener("click", () => this.close());
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    window.addEventListener("message", (event) => this.#hear(event));
    window.parent.postMessage({ type: "bruecke:ready", address: exitAddress }, "*"); // nothing secret; whoever may frame us may know
  }

  close() {
    this.#tell({ type: "bruecke:close" });
  }

  /** The page around is what has to disappear. It does so itself; if it does not, the frame does it. */
  leave(address) {
    this.#tell({ type: "bruecke:exit" });
    setTimeout(() => replaceAll(address), this.#origin ? PATIENCE : 0);
  }

  #hear({ source, origin, data }) {
    if (source !== window.parent || typeof data?.type !== "string") return;
    const handler = this.handlers[data.type];
    if (!handler) return;
    this.#origin ??= origin;
    if (origin === this.#origin) handler();
  }

  #tell(message) {
    if (this.#origin) window.parent.postMessage(message, this.#origin);
  }
}

function replaceAll(address) {
  try {
    window.top.location.replace(address);
  } catch {
    location.replace(address); // sandboxed: at least this part is gone
  }
}
