// SPDX-License-Identifier: EUPL-1.2
/**
 * Panels below the top bar: plain disclosures. Nothing traps the focus: whoever moves on to the conversation or the
 * input closes them, and Esc gives the focus back to the button that opened it (A7, A8).
 */

import { byId, el, icon } from "./dom.js";
import { say } from "./texts.js";

export class Panels {
  #open = null;
  #opener = null;
  #listeners = {};

  constructor() {
    document.querySelectorAll(".panel").forEach((panel) => this.#addClose(panel));
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    ["conversation", "composer"].forEach((id) => byId(id).addEventListener("focusin", () => this.#hide()));
  }

  get isOpen() {
    return this.#open !== null;
  }

  /** Calls `listener` each time the panel `name` opens. */
  whenOpened(name, listener) {
    this.#listeners[name] = listener;
  }

  open(name, opener = document.activeElement) {
    const isInside = this.#open?.contains(opener);
    this.#hide();
    this.#open = byId(`panel-${name}`);
    if (!isInside) this.#opener = opener;
    this.#open.hidden = false;
    byId("app").dataset.open = name;
    this.#mark(name, true);
    this.#listeners[name]?.();
    this.#open.querySelector(".body").focus();
  }

  /** The focus returns to where it came from. */
  close() {
    if (!this.#open) return;
    this.#hide();
    const back = this.#opener?.isConnected && this.#opener.offsetParent ? this.#opener : byId("conversation");
    back.focus();
  }

  #hide() {
    if (!this.#open) return;
    this.#mark(this.#open.id.replace("panel-", ""), false);
    this.#open.hidden = true;
    byId("app").removeAttribute("data-open");
    this.#open = null;
  }

  #mark(name, isOpen) {
    const toggle = document.querySelector(`.tool[data-panel="${name}"]`);
    toggle?.setAttribute("aria-expanded", String(isOpen));
  }

  #click({ target }) {
    const button = target.closest("[data-panel], [data-close]");
    if (!button) return;
    const { panel } = button.dataset;
    const isOwn = panel && this.#open?.id === `panel-${panel}`;
    if (!panel || isOwn) this.close();
    else this.open(panel, button);
  }

  #key(event) {
    if (event.key !== "Escape" || !this.#open) return;
    event.stopImmediatePropagation();
    this.close();
  }

  #addClose(panel) {
    const button = el("button", { type: "button", class: "quiet shut", "data-close": true }, icon("close"), say("panel.close"));
    panel.querySelector("header").append(button);
  }
}
