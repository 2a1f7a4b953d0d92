/** The parent's side of one conversation: wires what is written, what arrives and what is shown. */

import { erase, fetchMessages, sendMessage, taxonomy } from "./api.js";
import { Chips } from "./chips.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Consent } from "./consent.js";
import { Conversation } from "./conversation.js";
import { byId } from "./dom.js";
import { showEnding } from "./ending.js";
import { Menu } from "./menu.js";
import { forgetAll } from "./memory.js";
import { Notice } from "./notice.js";
import { Outbox } from "./outbox.js";
import { Person } from "./person.js";
import { Rating } from "./rating.js";
import { Session } from "./session.js";
import { say } from "./texts.js";
import { View } from "./view.js";
import { Waiting } from "./waiting.js";

const FRESH = 60_000; // ms: a question older than this is not waited for after a reload
const RETRY = 3000; // ms between attempts to load an earlier conversation
const EMPTY = { mode: "bot", handover: null, understood: { topics: [], place: null, age_months: null } };

export class Chat {
  #connection = null;
  #mode = "bot";

  /** place: the municipality whose page holds the chat, or null. panels: the page's panels. */
  constructor({ place, panels }) {
    this.panels = panels;
    this.session = new Session({ place, onBegun: (begun) => this.#begun(begun) });
    this.view = new View({ onChoose: (choice) => this.choose(choice) });
    this.waiting = new Waiting(byId("waiting"), () => this.view.followIfNear());
    this.notice = new Notice();
    this.conversation = this.#newConversation();
    this.#wireButtons();
    this.composer = new Composer({ onSend: (text) => this.#say({ text }, text) });
    this.outbox = new Outbox({ list: byId("outbox"), send: (item) => this.#send(item), on: this.#outboxEvents() });
  }

  #wireButtons() {
    const key = () => this.session.key;
    this.rating = new Rating({ session: key });
    this.chips = new Chips({ onForget: (choice, label) => this.#say({ choice }, label) });
    this.person = new Person({ session: key, onState: (state) => this.#state(state), onFailed: (text) => this.notice.tell(text) });
    this.consent = new Consent({ start: () => this.session.start(), onAsked: (state) => this.#asked(state) });
    this.menu = new Menu({ session: key, onErase: () => this.#erase(), onReturn: (other) => this.#return(other) });
  }

  /** Takes up the conversation of this tab, if there is one. */
  async resume() {
    taxonomy().then((labels) => this.chips.name(labels)).catch(() => {}); // without labels there are no chips
    if (this.session.key) await this.#load();
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
    this.view.name = "welcome";
    byId("welcome-title").focus();
  }

  #say(content, label) {
    this.view.name = "talk";
    this.view.retireChoices();
    this.outbox.add(content, label);
    this.view.follow();
  }

  async #send({ client_id, text, choice }) {
    const key = await this.session.start();
    const { message } = await sendMessage(key, text === undefined ? { client_id, choice } : { client_id, text });
    return message;
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

  #begun({ state, messages }) {
    this.conversation.receiveAll(messages, true);
    this.#state(state);
    this.#connect();
  }

  /** What was said before is drawn silently, then the connection takes over. */
  async #load() {
    this.view.name = "talk";
    byId("waiting").textContent = say("connection.loading");
    try {
      const { messages, state } = await fetchMessages(this.session.key, 0);
      this.waiting.end();
      this.#begun({ state, messages });
      this.#awaitAnswerTo(messages[messages.length - 1]);
    } catch (error) {
      if (error.gone) return this.#gone();
      this.notice.up(false);
      setTimeout(() => this.session.key && this.#load(), RETRY);
    }
  }

  #awaitAnswerTo(message) {
    const age = Date.now() - new Date(message?.at ?? 0);
    if (message?.author === "parent" && age < FRESH && this.#mode === "bot") this.waiting.begin();
  }

  #newConversation() {
    const fetchAfter = async (seq) => (await fetchMessages(this.session.key, seq)).messages;
    return new Conversation({ show: (message, isHistory) => this.#show(message, isHistory), fetchAfter });
  }

  #show(message, isHistory) {
    if (message.author === "parent") this.outbox.hide(message.text);
    else this.waiting.end();
    if (message.author === "counsellor") this.person.named(message.name);
    this.view.show(message, isHistory);
    this.rating.notice(message);
  }

  #connect() {
    this.#disconnect();
    this.#connection = new Connection({
      session: this.session.key,
      last: () => this.conversation.last,
      on: {
        message: (message) => this.conversation.receive([message]),
        all: (messages) => this.conversation.receiveAll(messages),
        state: (state) => this.#state(state),
        typing: (event) => this.#typing(event),
        up: (isUp) => this.#up(isUp),
        gone: () => this.#gone(),
      },
    });
    this.#connection.start();
  }

  /** After a danger the program may think on and say nothing more: only an open question is waited for. */
  #typing(event) {
    if (event.author !== "bot" || this.view.isAsked) this.waiting.typing(event);
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

  #ended() {
    this.session.forgetOnDevice();
    this.rating.ask();
  }

  #asked(state) {
    this.panels.close();
    this.#state(state);
    byId("conversation").focus();
  }

  /** The socket closes first: otherwise it would be the one to tell that the conversation is gone. */
  async #erase() {
    this.#disconnect();
    try {
      const { receipt } = await erase(this.session.key);
      this.#end("erased", receipt);
    } catch (error) {
      this.#connect();
      throw error;
    }
  }

  #return(other) {
    this.#reset();
    this.panels.close();
    this.session.take(other);
    byId("conversation").focus();
    this.#load();
  }

  #gone() {
    if (this.session.key) this.#end("gone");
  }

  #end(kind, receipt = null) {
    this.#reset();
    this.panels.close();
    this.view.name = "ending";
    showEnding(kind, receipt);
  }

  #reset() {
    this.leave();
    this.session.drop();
    this.waiting.end();
    this.outbox.clear();
    this.composer.clear();
    this.view.clear();
    this.rating.reset();
    this.notice.reset();
    this.conversation = this.#newConversation();
    this.#state(EMPTY);
  }
}
