// SPDX-License-Identifier: EUPL-1.2
/** The parent's side of one conversation: wires what is written, what arrives and what is shown. */

import { taxonomy } from "./api.js";
import { Chips } from "./chips.js";
import { Composer } from "./composer.js";
import { Consent } from "./consent.js";
import { byId } from "./dom.js";
import { showEnding } from "./ending.js";
import { Erasure } from "./erasure.js";
import { Line } from "./line.js";
import { forgetAll } from "./memory.js";
import { Notice } from "./notice.js";
import { Outbox } from "./outbox.js";
import { Person } from "./person.js";
import { Rating } from "./rating.js";
import { say } from "./texts.js";
import { View } from "./view.js";
import { Waiting } from "./waiting.js";

const FRESH = 60_000; // ms: a question older than this is not waited for after a reload
const EMPTY = { mode: "bot", handover: null, understood: { topics: [], place: null, age_months: null } };

export class Chat {
  #mode = "bot";

  /** place: the municipality whose page holds the chat, or null. panels: the page's panels. */
  constructor({ place, panels }) {
    this.panels = panels;
    this.view = new View({ onChoose: (choice) => this.choose(choice) });
    this.waiting = new Waiting(byId("waiting"), () => this.view.followIfNear());
    this.notice = new Notice();
    this.line = new Line({ place, on: this.#lineEvents() });
    this.composer = new Composer({ onSend: (text) => this.#say({ text }, text) });
    this.chips = new Chips({ onForget: (choice, label) => this.#say({ choice }, label) });
    this.#wirePanels(() => this.line.key);
    this.outbox = new Outbox({ list: byId("outbox"), send: (item) => this.line.send(item), on: this.#outboxEvents() });
  }

  #wirePanels(session) {
    const onState = (state) => this.#state(state);
    this.rating = new Rating({ session });
    this.person = new Person({ session, onState, onFailed: (text) => this.notice.tell(text) });
    this.consent = new Consent({ start: () => this.line.start(), onAsked: (state) => this.#asked(state) });
    this.erasure = new Erasure({ session, onErase: () => this.#erase() });
  }

  #lineEvents() {
    return {
      show: (message, isHistory) => this.#show(message, isHistory),
      state: (state) => this.#state(state),
      typing: (event) => this.#typing(event),
      up: (isUp) => this.#up(isUp),
      gone: () => this.#gone(),
    };
  }

  #outboxEvents() {
    return {
      sent: (message) => this.#sent(message),
      trouble: (kind) => this.notice.trouble(kind),
      refused: (item, error) => this.#refused(item, error),
      gone: () => this.#gone(),
    };
  }

  /** Takes up the conversation of this tab, if there is one. */
  async resume() {
    taxonomy().then((labels) => this.chips.name(labels)).catch(() => {}); // without labels there are no chips
    if (this.line.key) await this.#loading(this.line.load());
    this.outbox.flush();
  }

  /** A tapped answer. `human` opens the consent panel: nobody is asked before the parent agrees. */
  choose({ value, label }) {
    if (value === "human") {
      this.panels.open("human");
      return false;
    }
    this.#say({ choice: value }, label);
    return true;
  }

  /** Forgets everything on this device and goes silent; the server keeps the conversation until its time is over. */
  leave() {
    this.line.hangUp();
    forgetAll();
  }

  /** From the beginning, with nothing of before. */
  restart() {
    this.#reset();
    this.view.name = "welcome";
    byId("welcome-title").focus();
  }

  #say(content, label) {
    this.view.name = "talk";
    this.view.retireChoices();
    this.outbox.add(content, label);
    this.view.follow();
  }

  #sent(message) {
    const isUnanswered = this.line.sent(message);
    if (isUnanswered && this.#mode !== "human") this.waiting.begin();
  }

  #refused({ text }, error) {
    if (text) this.composer.restore(text);
    this.composer.complain(error.message || say("outbox.refused"));
  }

  async #loading(loaded) {
    this.view.name = "talk";
    byId("waiting").textContent = say("connection.loading");
    const newest = await loaded;
    this.waiting.end();
    const isFresh = Date.now() - new Date(newest?.at ?? 0) < FRESH;
    if (newest?.author === "parent" && isFresh && this.#mode === "bot") this.waiting.begin();
  }

  #show(message, isHistory) {
    if (message.author === "parent") this.outbox.hide(message.text);
    else this.waiting.end();
    if (message.author === "counsellor") this.person.named(message.name);
    this.view.show(message, isHistory);
    this.rating.notice(message);
  }

  /** After a danger the program may think on and say nothing more: only an open question is waited for. */
  #typing(event) {
    if (event.author !== "bot" || this.view.isAsked) this.waiting.typing(event);
  }

  #up(isUp) {
    this.notice.up(isUp);
    if (isUp) this.outbox.flush();
    else this.waiting.end();
  }

  #state(state) {
    this.#mode = state.mode;
    this.chips.show(state.understood);
    this.person.show(state);
    byId("closed").hidden = state.mode !== "ended";
    if (state.mode === "human") this.waiting.end();
    if (state.mode === "ended") this.#ended();
  }

  #ended() {
    this.line.session.forgetOnDevice();
    this.rating.ask();
  }

  #asked(state) {
    this.panels.close();
    this.#state(state);
    byId("conversation").focus();
  }

  async #erase() {
    this.#end("erased", await this.line.erase());
  }

  #gone() {
    if (this.line.key) this.#end("gone");
  }

  #end(kind, receipt = null) {
    this.#reset();
    this.panels.close();
    this.view.name = "ending";
    showEnding(kind, receipt);
  }

  #reset() {
    this.line.drop();
    forgetAll();
    this.waiting.end();
    this.outbox.clear();
    this.composer.clear();
    this.view.clear();
    this.rating.reset();
    this.notice.reset();
    this.#state(EMPTY);
  }
}
