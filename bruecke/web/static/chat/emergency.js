// SPDX-License-Identifier: EUPL-1.2
/** The telephone numbers of the catalogue; 112 and 110 stand in the page itself and need no network. */

import { hotlines } from "./api.js";
import { callLink } from "./crisis.js";
import { byId, el } from "./dom.js";

const LISTENS = "parent_overload"; // the topic of those who listen to anything
let listeners = [];

/** Fetches the national numbers once and puts them into the panels; without an answer 112 and 110 stay alone. */
export async function loadHotlines() {
  const answer = await hotlines().catch(() => null);
  const offers = (answer?.offers ?? []).filter(({ phone }) => phone && !["112", "110"].includes(phone));
  const listening = offers.filter(({ topics }) => topics.includes(LISTENS));
  listeners = listening.map(asContact);
  fill("hotlines", "hotline-list", [...listeners, ...offers.filter((offer) => !listening.includes(offer)).map(asContact)]);
  fill("human-calls", "human-call-list", listeners.slice(0, 2));
}

/** The first number to name when a message cannot be sent. */
export const firstNumber = () => listeners[0] ?? null;

const asContact = ({ name, phone, opening }) => ({ name, tel: phone, hours: opening?.text });

function fill(section, list, contacts) {
  byId(list).replaceChildren(...contacts.map((contact) => el("li", {}, callLink(contact, false))));
  byId(section).hidden = contacts.length === 0;
}
