/** The parent's side of one conversation: wires what was written, what arrives and what is shown. */

import * as api from "./api.js";
import { Chips } from "./chips.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Consent } from "./consent.js";
import { Conversation } from "./conversation.js";
import { byId } from "./dom.js";
import { Menu } from "./menu.js";
import { forgetAll, recall, remember } from "./memory.js";
import { Notice } from "./notice.js";
import { Outbox } from "./outbox.js";
import { Person } from "./person.js";
import { Rating } from "./rating.js";
import { say } from "./texts.js";
import { View } from "./view.js";
import { Waiting } from "./waiting.js";

const FRESH = 60_000; // ms: a question older than this is not waited for after a reload
const RETRY = 3000; // ms between attempts to load an earlier conversation

export class Chat {
  #session = null;
  #starting = null;
  #connection = null;
  #hasOffers = false;
  #mode = "bot";

  /** place: the municipality whose page holds the chat, or null. panels: the page's panels. */
  constructor({ place, panels }) {
    Object.assign(this, { place, panels });
    const session = () => this.#session;
    this.view = new View({ onChoose: (choice) => this.choose(choice) });
    this.waiting = new Waiting(byId("waiting"), () => this.view.followIfNear());
    this.notice = new Notice();
    this.rating = new Rating({ session });
    this.chips = new Chips({ onForget: (choice, label) => this.#say({ choice }, label) });
    this.person = new Person({ onWithdraw: () => this.#withdraw() });
    this.consent = new Consent({ start: () => this.#start(), onAsked: (state) => this.#asked(state) });
    this.composer = new Composer({ onSend: (text) => this.#say({ text }, text) });
    this.menu = new Menu({ session, onReturn: (key) => this.#return(key), onErased: (receipt) => this.#erased(receipt) });
    this.conversation = this.#newConversation();
    this.outbox = new Outbox({ list: byId("outbox"), send: (item) => this.#send(item), on: this.#outboxEvents() });
  }

  /** Takes up the conversation of this tab, if there is one. */
  async resume() {
    api.taxonomy().then((labels) => this.chips.name(labels)).catch(() => {});
    this.#session = recall("session");
    if (this.#session) await this.#load();
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
    this.#disconnect();
    forgetAll();
  }

  /** From the beginning, with nothing of before. */
  restart() {
    this.#reset();
    this.view.view = "welcome";
    byId("welcome-title").focus();
  }

  #say(content, label) {
    this.view.view = "talk";
    this.view.retireChoices();
    this.outbox.add(content, label);
    this.view.follow();
  }

  async #send(item) {
    const { client_id, text, choice } = item;
    const session = await this.#start();
    return (await api.sendMessage(session, text === undefined ? { client_id, choice } : { client_id, text })).message;
  }

  #outboxEvents() {
    return {
      sent: (message) => this.#sent(message),
      trouble: (kind) => this.notice.trouble(kind),
      refused: (item, error) => this.#refused(item, error),
      gone: () => this.#gone(),
    };
  }

  #sent(message) {
    this.conversation.receive([message]);
    const isUnanswered = this.conversation.last <= message.seq;
    if (isUnanswered && this.#mode !== "human") this.waiting.begin();
  }

  #refused({ text }, error) {
    if (text) this.composer.restore(text);
    this.composer.complain(error.message || say("outbox.refused"));
  }

  /** The conversation's key; begins one when there is none yet, and only once however many ask. */
  #start() {
    if (this.#session) return Promise.resolve(this.#session);
    this.#starting ??= this.#begin().finally(() => (this.#starting = null));
    return this.#starting;
  }

  async #begin() {
    const { id, token, state, messages } = await api.startConversation(this.place ? { place: this.place } : {});
    this.#session = { id, token };
    remember("session", this.#session);
    this.conversation.receiveAll(messages, true);
    this.#state(state);
    this.#connect();
    return this.#session;
  }

  /** What was said before is drawn silently, then the connection takes over. */
  async #load() {
    this.view.view = "talk";
    byId("waiting").textContent = say("connection.loading");
    try {
      const { messages, state } = await api.fetchMessages(this.#session, 0);
      this.waiting.end();
      this.conversation.receiveAll(messages, true);
      this.#state(state);
      this.#awaitAnswerTo(messages[messages.length - 1]);
      this.#connect();
    } catch (error) {
      if (error.gone) return this.#gone();
      this.notice.up(false);
      setTimeout(() => this.#session && this.#load(), RETRY);
    }
  }

  #awaitAnswerTo(message) {
    const age = Date.now() - new Date(message?.at ?? 0);
    if (message?.author === "parent" && age < FRESH && this.#mode === "bot") this.waiting.begin();
  }

  #newConversation() {
    const fetchAfter = async (seq) => (await api.fetchMessages(this.#session, seq)).messages;
    return new Conversation({ show: (message, isHistory) => this.#show(message, isHistory), fetchAfter });
  }

  #show(message, isHistory) {
    if (message.author === "parent") this.outbox.hide(message.text);
    else this.waiting.end();
    if (message.author === "counsellor") this.person.named(message.name);
    this.view.show(message, isHistory);
    this.#invite(message);
  }

  /** The rating is offered once the parent goes on after offers: then there was time to read them. */
  #invite({ author, offers }) {
    if (this.#hasOffers && author === "bot") this.rating.ask();
    if (!offers?.length) return;
    this.#hasOffers = true;
    this.rating.allow();
  }

  #connect() {
    this.#disconnect();
    this.#connection = new Connection({
      session: this.#session,
      last: () => this.conversation.last,
      on: {
        message: (message) => this.conversation.receive([message]),
        all: (messages) => this.conversation.receiveAll(messages),
        state: (state) => this.#state(state),
        typing: (event) => this.waiting.typing(event),
        up: (isUp) => this.#up(isUp),
        gone: () => this.#gone(),
      },
    });
    this.#connection.start();
  }

  #disconnect() {
    this.#connection?.stop();
    this.#connection = null;
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

  /** Nothing stays on the device after the end (P2); the open page may still go on. */
  #ended() {
    remember("session", null);
    this.rating.ask();
  }

  #asked(state) {
    this.panels.close();
    this.#state(state);
    byId("conversation").focus();
  }

  async #withdraw() {
    try {
      const answer = await api.withdrawRequest(this.#session);
      this.#state(answer?.state ?? { mode: "bot", handover: null, understood: {} });
      this.notice.tell(say("person.withdrawn"));
    } catch {
      this.notice.tell(say("consent.failed"));
    }
  }

  #return(session) {
    this.#reset();
    this.panels.close();
    this.#session = { id: session.id, token: session.token };
    remember("session", this.#session);
    byId("conversation").focus();
    this.#load();
  }

  #erased(answer) {
    this.#end("erased");
    const receipt = answer?.receipt;
    if (typeof receipt === "string") byId("ending-receipt").textContent = say("ending.receipt", { receipt });
  }

  #gone() {
    if (this.#session) this.#end("gone");
  }

  #end(kind) {
    this.#reset();
    this.panels.close();
    this.view.view = "ending";
    byId("ending-title").textContent = say(`ending.${kind}_title`);
    byId("ending-text").textContent = say(`ending.${kind}_text`);
    byId("ending").focus();
  }

  #reset() {
    this.leave();
    this.#session = null;
    this.#hasOffers = false;
    this.waiting.end();
    this.outbox.clear();
    this.composer.clear();
    this.view.clear();
    this.rating.reset();
    this.notice.up(true);
    this.notice.trouble(null);
    byId("ending-receipt").textContent = "";
    this.conversation = this.#newConversation();
    this.#state({ mode: "bot", handover: null, understood: { topics: [], place: null, age_months: null } });
  }
}
