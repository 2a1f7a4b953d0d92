// SPDX-License-Identifier: EUPL-1.2
/** What the program understood, as chips the parent can take away: *Kamen ✕ · 3 Monate ✕*. */

import { byId, el, icon } from "./dom.js";
import { say } from "./texts.js";

/** "3 Monate", "1 Jahr", "noch nicht geboren". */
export function ageLabel(months) {
  if (months < 0) return say("age.unborn");
  if (months === 0) return say("age.newborn");
  if (months === 1) return say("age.month");
  if (months < 24 && months !== 12) return say("age.months", { count: months });
  const years = Math.floor(months / 12);
  return years === 1 ? say("age.year") : say("age.years", { count: years });
}

export class Chips {
  #labels = { topics: {}, places: {} };
  #understood = { topics: [], place: null, age_months: null };

  /** onForget(choice, label): the parent says that something is wrong. */
  constructor({ onForget }) {
    this.row = byId("chips");
    this.onForget = onForget;
  }

  /** labels: the answer of /api/taxonomy; until it is there, no chip is shown. */
  name(labels) {
    this.#labels = labels;
    this.show(this.#understood);
  }

  show(understood) {
    this.#understood = understood;
    const chips = this.#wanted(understood);
    const held = this.row.contains(document.activeElement) ? document.activeElement.dataset.value : null;
    this.row.replaceChildren(...chips.map((chip) => this.#button(chip)));
    this.row.hidden = chips.length === 0;
    if (held) this.#focusAfter(held);
  }

  #wanted({ topics, place, age_months: age }) {
    const { topics: topicLabels, places } = this.#labels;
    return [
      place !== null && places[place] && { value: "forget:place", label: places[place].label },
      age !== null && age !== undefined && { value: "forget:age", label: ageLabel(age) },
      ...topics.map((id) => topicLabels[id] && { value: `forget:topic:${id}`, label: topicLabels[id].label }),
    ].filter(Boolean);
  }

  #button({ value, label }) {
    const attributes = { type: "button", class: "chip", "data-value": value, onclick: (event) => this.#press(event) };
    const words = say("chips.remove", { label });
    return el("button", { ...attributes, "aria-label": words }, el("span", { text: label }, icon("close")));
  }

  #press({ currentTarget: button }) {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    this.onForget(button.dataset.value, say("chips.forget", { label: button.textContent }));
  }

  /** The pressed chip is gone: the focus goes to its neighbour, else to the conversation. */
  #focusAfter(value) {
    const same = [...this.row.children].find((chip) => chip.dataset.value === value);
    (same ?? this.row.querySelector("button") ?? byId("conversation")).focus();
  }
}
