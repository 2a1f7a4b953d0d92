// SPDX-License-Identifier: EUPL-1.2
/** The input: what is written survives a reload, errors are said beside it, and nothing is cut off silently (A15). */

import { byId } from "./dom.js";
import { recall, remember } from "./memory.js";
import { say } from "./texts.js";

const LONGEST = 2000; // characters as the server counts them
const WARN_BELOW = 200; // characters left
const TALLEST = 160; // px

/** The server counts characters, JavaScript counts UTF-16 units: an emoji is one and two. */
const length = (text) => [...text].length;

export class Composer {
  constructor({ onSend }) {
    this.onSend = onSend;
    this.input = byId("input");
    this.error = byId("input-error");
    this.input.value ||= recall("draft", ""); // who wrote before this script was loaded has written
    this.input.addEventListener("input", () => this.#changed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    byId("composer").addEventListener("submit", (event) => this.#submit(event));
    this.#fit();
  }

  /** Puts a text back that could not be sent, before what is being written now. */
  restore(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join("\n");
    this.#changed();
  }

  /** Says what is wrong with the input; an empty text takes it back. */
  complain(text) {
    this.error.textContent = text;
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  clear() {
    this.input.value = "";
    this.#changed();
  }

  #changed() {
    remember("draft", this.input.value || null);
    const left = LONGEST - length(this.input.value);
    this.complain(left < 0 ? say("input.long", { over: -left }) : "");
    this.#fit();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("composer").requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) this.complain(say("input.empty"));
    else if (length(text) <= LONGEST) this.#send(text);
    this.input.focus();
  }

  #send(text) {
    this.clear();
    this.onSend(text);
  }

  /** Grows with the text; older browsers know no `field-sizing`. */
  #fit() {
    this.input.style.height = "auto";
    const border = this.input.offsetHeight - this.input.clientHeight;
    this.input.style.height = `${Math.min(TALLEST, this.input.scrollHeight + border)}px`;
  }
}
