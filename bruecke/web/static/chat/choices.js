// SPDX-License-Identifier: EUPL-1.2
/** Ready answers below a message: real buttons. The chosen one keeps the focus until the parent moves on (A8). */

import { el, icon, unseen } from "./dom.js";
import { say } from "./texts.js";

/** onChoose(choice) is called once; choices of earlier messages are taken away by `retire`. */
export function choiceGroup(choices, onChoose) {
  const group = el("div", { class: "choices", role: "group" });
  const buttons = choices.map((choice) => choiceButton(choice, (button) => choose(group, button, choice, onChoose)));
  const label = buttons.length === 1 ? say("message.choice") : say("message.choices", { count: buttons.length });
  group.append(unseen(label), ...buttons);
  return group;
}

function choiceButton(choice, pressed) {
  return el("button", {
    type: "button",
    class: "choice",
    "data-value": choice.value,
    text: choice.label,
    onclick: (event) => pressed(event.currentTarget),
  });
}

function choose(group, button, choice, onChoose) {
  if (button.getAttribute("aria-disabled")) return;
  if (onChoose(choice) === false) return; // opened a panel instead: the answer is still open
  button.prepend(icon("check"));
  retire(group, button);
}

/** Takes the buttons of a group away; the one that holds the focus stays, disabled, until the focus leaves it. */
export function retire(group, chosen = null) {
  const held = group.contains(document.activeElement) ? document.activeElement : null;
  for (const button of group.querySelectorAll("button")) {
    if (button !== held && button !== chosen) button.remove();
  }
  if (!held) return group.remove();
  group.classList.add("is-done");
  held.setAttribute("aria-disabled", "true");
  held.setAttribute("tabindex", "-1");
  held.addEventListener("blur", () => group.remove(), { once: true });
}
