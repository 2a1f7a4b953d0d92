// SPDX-License-Identifier: EUPL-1.2
/** „Hat das geholfen?“: one tap, in the conversation after offers and in the menu; answered once, both rows say thanks. */

import { rate } from "./api.js";
import { byId } from "./dom.js";
import { say } from "./texts.js";

class Row {
  constructor(id, onPress) {
    this.row = byId(id);
    this.text = this.row.querySelector("p");
    this.question = this.text.textContent;
    this.buttons = [...this.row.querySelectorAll("button")];
    this.buttons.forEach((button) => button.addEventListener("click", () => onPress(this, button.dataset.helpful === "yes")));
  }

  show(isShown) {
    this.row.hidden = !isShown;
  }

  reset() {
    this.text.textContent = this.question;
    this.buttons.forEach((button) => (button.hidden = false));
  }

  /** The buttons go; the focus stays in the row. */
  thank(text) {
    if (this.row.contains(document.activeElement)) this.row.focus();
    this.buttons.forEach((button) => (button.hidden = true));
    this.text.textContent = text;
  }
}

export class Rating {
  #hasOffers = false;
  #wasRead = false;

  /** session(): the conversation's key. */
  constructor({ session }) {
    this.session = session;
    const press = (row, helpful) => this.#press(row, helpful);
    [this.inline, this.inMenu] = ["rating", "menu-rating"].map((id) => new Row(id, press));
  }

  /** With offers there is something to rate; asked is when the parent has gone on: then there was time to read them. */
  notice({ author, offers }) {
    if (this.#hasOffers && author === "parent") this.#wasRead = true;
    if (this.#wasRead && author === "bot") this.ask();
    if (!offers?.length) return;
    this.#hasOffers = true;
    this.inMenu.show(true);
  }

  /** Asks in the conversation itself. */
  ask() {
    this.inline.show(true);
  }

  reset() {
    this.#hasOffers = this.#wasRead = false;
    [this.inline, this.inMenu].forEach((row) => {
      row.show(false);
      row.reset();
    });
  }

  async #press(row, helpful) {
    try {
      await rate(this.session(), helpful);
      [this.inline, this.inMenu].forEach((each) => each.thank(say(helpful ? "rating.yes" : "rating.no")));
    } catch {
      row.text.textContent = say("rating.failed");
    }
  }
}
