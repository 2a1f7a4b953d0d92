// SPDX-License-Identifier: EUPL-1.2
/** Whether a human is asked for or here: the banner below the top bar and the line under the name (P4). */

import { withdrawRequest } from "./api.js";
import { byId } from "./dom.js";
import { dayName, hour } from "./times.js";
import { say } from "./texts.js";

export class Person {
  #name = null;
  #state = { mode: "bot", handover: null };

  /** session(): the conversation's key. onState(state): the request was taken back; onFailed(text): it was not. */
  constructor({ session, onState, onFailed }) {
    Object.assign(this, { session, onState, onFailed });
    this.banner = byId("person");
    this.text = byId("person-text");
    this.button = byId("withdraw");
    this.button.addEventListener("click", () => this.#withdraw());
  }

  /** The counsellor's name as her last message gave it. */
  named(name) {
    this.#name = name;
    this.show(this.#state);
  }

  /** Somebody was asked for, or is there. */
  get isAsked() {
    return !this.banner.hidden;
  }

  show(state) {
    this.#state = state;
    const { mode, handover } = state;
    const isHuman = mode === "human";
    const isWaiting = !isHuman && handover?.status === "requested";
    byId("who").textContent = say(isHuman ? "who.human" : "who.bot");
    byId("app").dataset.mode = mode;
    if (!isHuman && !isWaiting) return this.#hide();
    this.banner.hidden = false;
    this.button.hidden = false;
    this.button.textContent = say(isHuman ? "person.stop" : "person.wait");
    this.#tell(isHuman ? this.#accepted() : queue(handover));
  }

  async #withdraw() {
    try {
      this.onState((await withdrawRequest(this.session())).state);
    } catch {
      this.onFailed(say("person.failed"));
    }
  }

  #hide() {
    if (this.banner.contains(document.activeElement)) byId("conversation").focus();
    this.banner.hidden = true;
    this.text.textContent = "";
  }

  /** Spoken only when it changes. */
  #tell(text) {
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  #accepted() {
    return this.#name ? say("person.accepted_name", { name: this.#name }) : say("person.accepted");
  }
}

function queue({ position, expected }) {
  const before = position > 1 ? say("person.before", { count: position - 1 }) : position === 1 && say("person.first");
  return [say("person.requested"), before, expected && when(new Date(expected)), say("person.meanwhile")].filter(Boolean).join(" ");
}

function when(date) {
  if (Number.isNaN(date.getTime())) return null;
  return say("person.expected", { day: dayName(date), time: hour(date) });
}
