// SPDX-License-Identifier: EUPL-1.2
/**
 * The messages in the server's order. Whatever arrives, by whichever way and however often, is shown once and by
 * ascending `seq` (A4, A5): repeats are dropped, and what comes after a gap is held until the gap is fetched.
 */
export class Conversation {
  #held = new Map();
  #fetching = false;

  /**
   * show(message, isHistory): puts one message at the end of the page.
   * fetchAfter(seq): promises all messages after `seq`.
   */
  constructor({ show, fetchAfter }) {
    this.last = 0;
    this.show = show;
    this.fetchAfter = fetchAfter;
  }

  /** Messages from the socket: some, in any order. */
  receive(messages) {
    this.#hold(messages);
    while (this.#held.has(this.last + 1)) this.#showNext(this.last + 1, false);
    if (this.#held.size) this.#fillGap();
  }

  /** Every message after the last one shown (an answer of the server to `after=last`): shown at once, gaps and all. */
  receiveAll(messages, isHistory = false) {
    this.#hold(messages);
    this.#showUpTo(Math.max(0, ...messages.map(({ seq }) => seq)), isHistory);
    this.receive([]);
  }

  #hold(messages) {
    messages.filter(({ seq }) => seq > this.last).forEach((message) => this.#held.set(message.seq, message));
  }

  #showUpTo(until, isHistory = false) {
    [...this.#held.keys()].filter((seq) => seq <= until).sort((a, b) => a - b)
      .forEach((seq) => this.#showNext(seq, isHistory));
  }

  #showNext(seq, isHistory) {
    const message = this.#held.get(seq);
    this.#held.delete(seq);
    this.last = seq;
    this.show(message, isHistory);
  }

  async #fillGap() {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      while (this.#held.size) await this.#fetchOnce();
    } catch {
      // Unreachable just now. The connection fetches again when it comes back, and the gap closes then.
    } finally {
      this.#fetching = false;
    }
  }

  /** A number the server still does not know after this fetch will never come: what was held is shown. */
  async #fetchOnce() {
    const newest = Math.max(...this.#held.keys());
    this.receiveAll(await this.fetchAfter(this.last));
    this.#showUpTo(newest);
  }
}
