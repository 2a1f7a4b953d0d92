// SPDX-License-Identifier: EUPL-1.2
/** One message as the page shows it: the sender in words, the bubble, offers, numbers, ready answers. */

import { choiceGroup } from "./choices.js";
import { crisisBox } from "./crisis.js";
import { el, icon, unseen } from "./dom.js";
import { offerCard } from "./offer.js";
import { clock } from "./times.js";
import { say } from "./texts.js";

/** `isNew`: arrived just now, not drawn again after a reload. onChoose gets a tapped answer; null: none can be tapped. */
export function messageElement(message, { isNew, onChoose, isSameSender }) {
  const body = message.crisis ? crisisBox(message, isNew) : bubble(message.text);
  return el(
    "div",
    { class: `message is-${message.author}${message.crisis ? " has-crisis" : ""}`, "data-seq": message.seq },
    sender(message, isSameSender),
    body,
    offers(message),
    message.choices?.length && onChoose ? choiceGroup(message.choices, onChoose) : null,
  );
}

const bubble = (text) => (text ? el("p", { class: "bubble", text }) : null);

function offers({ offers: found }) {
  return found?.length ? el("div", { class: "offers" }, ...found.map(offerCard)) : null;
}

/** Who speaks is said in words, never by colour alone; a run of the same sender says it only to screen readers. */
function sender({ author, name, at }, isSameSender) {
  const who = author === "counsellor" ? name || say("sender.counsellor") : say(`sender.${author}`);
  return el(
    "p",
    { class: isSameSender ? "sender unseen" : "sender" },
    author === "counsellor" ? icon("person") : null,
    el("span", { text: who }),
    role(author, name),
    unseen(": "),
    at && author !== "system" ? el("time", { datetime: at, "aria-hidden": "true", text: clock(at) }) : null,
  );
}

function role(author, name) {
  if (author === "bot") return el("span", { class: "role", text: say("sender.bot_role") });
  if (author !== "counsellor") return null;
  return el("span", { class: "role", text: name ? say("sender.counsellor") : say("sender.counsellor_role") });
}
