// SPDX-License-Identifier: EUPL-1.2
/** Danger: the fixed text of the server and its numbers, each a big button. Read out once, at once (C7). */

import { el, icon, telephone } from "./dom.js";
import { capital, say } from "./texts.js";

/** A number to press: `urgent` ones carry the danger colour. */
export function callLink({ name, tel, hours }, urgent) {
  return el(
    "a",
    { class: urgent ? "call urgent" : "call", href: telephone(tel) },
    icon("phone"),
    el("strong", { text: tel }),
    el("span", { text: name }),
    hours ? el("small", { text: capital(hours) }) : null,
  );
}

/** The box below the sender's line. `isNew`: not when it is drawn again after a reload, then nothing is read out. */
export function crisisBox({ text, crisis }, isNew) {
  return el(
    "div",
    { class: "crisis", role: isNew ? "alert" : "group" },
    el("p", { class: "crisis-head" }, icon("alert"), el("span", { text: say("message.danger") })),
    el("p", { class: "crisis-text", text }),
    el("ul", { class: "calls" }, ...crisis.contacts.map((contact) => el("li", {}, callLink(contact, true)))),
  );
}
