// SPDX-License-Identifier: EUPL-1.2
/** The key to this tab's conversation: begun with the first message, remembered for a reload, gone at the end (P2). */

import { ApiError, startConversation } from "./api.js";
import { recall, remember } from "./memory.js";

export class Session {
  #starting = null;

  /** place: the municipality whose page holds the chat, or null. onBegun({state, messages}): the server's greeting. */
  constructor({ place, onBegun }) {
    Object.assign(this, { place, onBegun });
    /** {id, token} or null */
    this.key = recall("session");
  }

  /** Promises the key; begins a conversation when there is none yet, and only one however many ask. */
  start() {
    if (this.key) return Promise.resolve(this.key);
    this.#starting ??= this.#begin().finally(() => (this.#starting = null));
    return this.#starting;
  }

  /** A reload will not find it; the open page may still go on. */
  forgetOnDevice() {
    remember("session", null);
  }

  drop() {
    this.key = null;
    this.forgetOnDevice();
  }

  async #begin() {
    const begun = await this.#create();
    this.key = { id: begun.id, token: begun.token };
    remember("session", this.key);
    this.onBegun(begun);
    return this.key;
  }

  /** A municipality may have written a place on its page that the county does not know: then without. */
  async #create() {
    try {
      return await startConversation(this.place ? { place: this.place } : {});
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "unknown_place") throw error;
      this.place = null;
      return startConversation({});
    }
  }
}
