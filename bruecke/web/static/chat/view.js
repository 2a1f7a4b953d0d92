// SPDX-License-Identifier: EUPL-1.2
/** Where things stand on the page: which view is shown, where a message goes, what is scrolled into sight. */

import { retire } from "./choices.js";
import { byId } from "./dom.js";
import { messageElement } from "./message.js";

const NEAR = 120; // px from the end that still count as "reading the newest"
const AIR = 12; // px above the message that is scrolled to the top

export class View {
  #lastAuthor = null;
  #height = 0;

  /** onChoose(choice): a ready answer was tapped; false leaves it open. */
  constructor({ onChoose }) {
    this.onChoose = onChoose;
    this.box = byId("conversation");
    this.newer = byId("newer");
    this.newer.addEventListener("click", () => this.#toNewest());
    this.box.addEventListener("scroll", () => this.#isNearEnd() && this.#offerNewest(false), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(this.box);
  }

  /** "welcome", "talk" or "ending". */
  set name(name) {
    byId("app").dataset.view = name;
    byId("welcome").hidden = name !== "welcome";
    byId("ending").hidden = name !== "ending";
    byId("talk-title").hidden = name !== "talk";
  }

  /** Puts one message at the end: into the live log, or into the silent part for what was said earlier (A4). */
  show(message, isHistory) {
    this.name = "talk";
    const follows = this.#isNearEnd();
    if (message.author === "parent" || message.choices?.length) this.retireChoices();
    const element = messageElement(message, {
      isNew: !isHistory,
      isSameSender: this.#lastAuthor === message.author,
      onChoose: this.onChoose,
    });
    this.#lastAuthor = message.author;
    byId(isHistory ? "history" : "log").append(element);
    if (follows || isHistory || message.author === "parent") this.follow();
    else this.#offerNewest(true);
  }

  /** The parent spoke last. */
  get isAsked() {
    return this.#lastAuthor === "parent";
  }

  retireChoices() {
    document.querySelectorAll(".choices:not(.is-done)").forEach((group) => retire(group));
  }

  /** Shows the newest; an answer taller than the screen is shown from its beginning, or from the question it answers. */
  follow() {
    const box = this.#scroller();
    const from = this.#beginning();
    if (!from) return;
    const end = box.scrollHeight - box.clientHeight;
    const top = from.getBoundingClientRect().top - this.#top(box) + box.scrollTop - AIR;
    box.scrollTop = Math.min(end, top);
  }

  #beginning() {
    const [before, newest] = [...document.querySelectorAll(".message:not([hidden])")].slice(-2);
    return before?.matches(".is-parent") ? before : (newest ?? before);
  }

  /** As `follow`, but not while the parent reads further up. */
  followIfNear() {
    if (this.#isNearEnd()) this.follow();
  }

  clear() {
    ["history", "log"].forEach((id) => byId(id).replaceChildren());
    this.#lastAuthor = null;
    this.#offerNewest(false);
  }

  /** A banner or the keyboard takes room away: who was reading the newest goes on reading it. */
  #resized() {
    if (this.#height && this.#isNearEnd(this.#height - this.box.clientHeight)) this.follow();
    this.#height = this.box.clientHeight;
  }

  #toNewest() {
    this.box.focus({ preventScroll: true });
    const box = this.#scroller();
    box.scrollTop = box.scrollHeight;
    this.#offerNewest(false);
  }

  #offerNewest(isOffered) {
    if (!isOffered && document.activeElement === this.newer) this.box.focus({ preventScroll: true });
    this.newer.hidden = !isOffered;
  }

  #isNearEnd(lost = 0) {
    const box = this.#scroller();
    return box.scrollHeight - box.scrollTop - box.clientHeight - lost < NEAR;
  }

  /** On very low screens the whole page scrolls instead of the column. */
  #scroller() {
    return this.box.scrollHeight > this.box.clientHeight + 1 ? this.box : document.scrollingElement;
  }

  #top(box) {
    return box === this.box ? this.box.getBoundingClientRect().top : 0;
  }
}
