// SPDX-License-Identifier: EUPL-1.2
/** The line to the server for one conversation: begin, load, send, listen, erase. What arrives goes to the page in order. */

import { erase, fetchMessages, sendMessage } from "./api.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { Session } from "./session.js";

const RETRY = 3000; // ms between attempts to load an earlier conversation

export class Line {
  #connection = null;
  #conversation = null;

  /** on.show(message, isHistory), on.state(state), on.typing(event), on.up(isUp), on.gone() tell the page. */
  constructor({ place, on }) {
    this.on = on;
    this.session = new Session({ place, onBegun: (begun) => this.#begun(begun) });
    this.#renew();
  }

  /** {id, token}, or null while there is no conversation. */
  get key() {
    return this.session.key;
  }

  /** Promises the key; begins a conversation when there is none. */
  start() {
    return this.session.start();
  }

  /** Promises the stored message of an outbox item. */
  async send({ client_id, text, choice }) {
    const key = await this.start();
    const { message } = await sendMessage(key, text === undefined ? { client_id, choice } : { client_id, text });
    return message;
  }

  /** The server's copy of a sent message; false when its answer is on the page already. */
  sent(message) {
    this.#conversation.receive([message]);
    return this.#conversation.last <= message.seq;
  }

  /** Promises that the earlier conversation is drawn, silently; tries until it can be reached. Tells its last message. */
  async load() {
    try {
      const page = await fetchMessages(this.key, 0);
      this.#begun(page);
      return page.messages[page.messages.length - 1] ?? null;
    } catch (error) {
      return this.#loadLater(error);
    }
  }

  /** Promises the receipt's number. The socket closes first: it would tell that the conversation is gone. */
  async erase() {
    this.hangUp();
    try {
      return (await erase(this.key)).receipt;
    } catch (error) {
      this.#connect();
      throw error;
    }
  }

  /** Goes silent; the conversation is still there. */
  hangUp() {
    this.#connection?.stop();
    this.#connection = null;
  }

  /** Forgets the conversation. */
  drop() {
    this.hangUp();
    this.session.drop();
    this.#renew();
  }

  #begun({ state, messages }) {
    this.#conversation.receiveAll(messages, true);
    this.on.state(state);
    this.#connect();
  }

  async #loadLater(error) {
    if (error.gone) return this.on.gone();
    this.on.up(false);
    await new Promise((done) => setTimeout(done, RETRY));
    return this.key ? this.load() : null;
  }

  #renew() {
    const fetchAfter = async (seq) => (await fetchMessages(this.key, seq)).messages;
    this.#conversation = new Conversation({ show: this.on.show, fetchAfter });
  }

  #connect() {
    this.hangUp();
    const conversation = this.#conversation;
    this.#connection = new Connection({
      session: this.key,
      last: () => conversation.last,
      on: {
        ...this.on,
        message: (message) => conversation.receive([message]),
        all: (messages) => conversation.receiveAll(messages),
      },
    });
    this.#connection.start();
  }
}
